"""These tests are about the rules: what they find without the model."""

from __future__ import annotations

import pytest

from bienban import extractor


@pytest.fixture(autouse=True)
def _rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extractor, "_DEFAULT", extractor.Extractor(model=None))
