"""Phiên bản (versions) of the program and of its rules, which travel in every record."""

__version__ = "0.1.0"
RULES_VERSION = "2026.11.3"
"""Changed whenever a rule or a lexicon changes what is extracted."""
