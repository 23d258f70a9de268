"""Bộ đọc (readers): from files to text."""
