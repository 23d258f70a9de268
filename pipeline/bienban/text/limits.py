"""Giới hạn độ dài (limits of length): how much text one extraction accepts."""

MOST_CHARACTERS = 2_000_000
"""Longest text one extraction accepts, in code points."""
MOST_BYTES = 4 * MOST_CHARACTERS
