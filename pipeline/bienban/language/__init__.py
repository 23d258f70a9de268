"""Ngôn ngữ (language): cues, layout, times, quantities, organisations, words."""
