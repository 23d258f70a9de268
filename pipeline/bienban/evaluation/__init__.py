"""Đánh giá (evaluation): the gold corpus, its linter, the metrics, and comparisons between outputs."""
