"""Tiến trình con (workers): supervised processes that extract, die with their parent, and cannot hurt it."""
