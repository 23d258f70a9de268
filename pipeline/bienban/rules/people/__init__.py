"""Người dự họp (people): who was at the meeting, with posts and roles, and every later mention of them."""

from __future__ import annotations

from bienban.rules.people.finder import find_people

__all__ = ["find_people"]
