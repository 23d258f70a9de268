"""Từ vựng (lexicons): the knowledge as data."""
