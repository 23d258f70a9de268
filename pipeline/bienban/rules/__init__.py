"""Luật (rules): one module or package for each kind of record."""
