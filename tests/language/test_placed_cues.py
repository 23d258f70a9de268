"""Classes that are looked up at a place answer as a search of the whole text would."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.language.cues import cue_index
from bienban.language.placed import forms_at, placed_forms
from bienban.lexicon.load import classes, scanned
from bienban.text.shadow import fold

PLACED = ("unit", "addressee", "connective", "act.superior", "caption.scene", "verb.void")


def searched(cue: str, folded: str, start: int) -> tuple[int, str] | None:
    """End and value of the form at ``start``, by the slow road: all forms at all places, the covered ones dropped."""
    values = {fold(entry.form): entry.value for entry in classes()[cue]}
    bounds = [at for at in range(len(folded) + 1) if is_bound(folded, at)]
    spans = [(a, b, values[folded[a:b]]) for a in bounds for b in bounds if folded[a:b] in values]
    kept = [a for a in spans if not any(b != a and b[0] <= a[0] and a[1] <= b[1] for b in spans)]
    return next(((end, value) for at, end, value in kept if at == start), None)


def is_bound(folded: str, at: int) -> bool:
    return not (0 < at < len(folded) and folded[at - 1].isalpha() and folded[at].isalpha())


@pytest.mark.parametrize("cue", PLACED)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_place_is_answered_as_by_a_search_of_the_whole_text(cue: str, data: st.DataObject) -> None:
    words = [fold(entry.form) for entry in classes()[cue]] + ["và", "x", "5", ",", "đồng chí", "100"]
    text = data.draw(st.lists(st.sampled_from(words), max_size=5).flatmap(lambda found: st.sampled_from([" ".join(found), "".join(found)])))
    for start in range(len(text) + 1):
        found = forms_at(placed_forms(cue), text, start)
        assert (None if found is None else (found[0], found[1].value)) == searched(cue, text, start)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        pytest.param("5 đồng chí", 2, 10, id="the longest form at the place"),
        pytest.param("5 lượt hội viên", 7, None, id="not a form that a longer one takes in"),
        pytest.param("5 lượt, hội viên", 8, 16, id="the same form where nothing takes it in"),
        pytest.param("5 hộiviên", 2, None, id="no form that ends inside a word"),
    ],
)
def test_units_after_a_number(text: str, start: int, end: int | None) -> None:
    found = forms_at(placed_forms("unit"), text, start)
    assert (found and found[0]) == end


def test_a_placed_class_refuses_a_search_of_the_whole_text() -> None:
    cues = cue_index().scan("5 đồng chí")
    assert cues.at("unit", 2) is not None
    with pytest.raises(LookupError):
        cues.of("unit")


def test_a_scanned_class_is_not_looked_up_at_a_place() -> None:
    assert "task-verb" in scanned()
    with pytest.raises(LookupError):
        placed_forms("task-verb")
