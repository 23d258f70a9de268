"""Văn bản (text): decoding, canonical form, the shadow text and its maps."""
