"""Phát ngôn (statements): clauses, what they do, and who acts."""

from bienban.rules.statements.reader import read_statements

__all__ = ["read_statements"]
