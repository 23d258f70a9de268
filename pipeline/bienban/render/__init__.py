"""Trình bày (rendering): a report as text and tables for people."""
