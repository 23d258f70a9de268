"""Lắp bản ghi (assembly): from candidates to verified records."""
