"""Chính sách chung của quy tắc và mô hình (policy): who has the last word on a clause.

Where a rule is certain, the model is not asked: its verdict stands, and helps the model with the neighbours. Where a
rule proposes, the model disposes: it keeps, changes or drops. Where no rule found anything, the model may add, if it
is sure enough: to invent is worse than to miss, and what shows no licence must be surer than what shows one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bienban.language.analysis import Heard

NONE = "none"
KINDS: Mapping[str, str] = {"directive": "task", "agreed": "task", "plan": "task", "commitment": "commitment"}
"""Labels of the chain that make an item, and which."""
ACTS: Mapping[str, str] = {"directive": "task", "agreed": "agreed", "plan": "plan", "commitment": "commitment"}
"""Act of a clause of each of these labels."""
LABEL_OF: Mapping[str, str] = {act: label for label, act in ACTS.items()}
LABELS = ("none", "result", "target", "request", "directive", "agreed", "plan", "commitment")
"""All labels of the chain. ``request``: a wish, an opinion or a request upward."""

UPWARD: Mapping[str, str] = dict.fromkeys(("wish", "proposal", "opinion"), "request")
"""Acts of clauses that rules found to be no item, and the label of the chain for them."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Ngưỡng (thresholds), by kind of item (task, commitment)."""

    add: Mapping[str, float]
    """Least probability of what no rule found, where the clause shows a licence."""
    bare: Mapping[str, float]
    """Least probability where it shows none, and nothing but the model speaks for the item; over 1: never."""
    keep: Mapping[str, float]
    """Least probability of what a rule proposed."""
    certain: frozenset[str]
    """Rules that are not asked about."""

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Policy:
        """Đọc từ dữ liệu đã lưu (read)."""
        return cls(dict(data["add"]), dict(data["bare"]), dict(data["keep"]), frozenset(data["certain"]))

    def data(self) -> dict[str, Any]:
        """Dữ liệu để lưu (data): what :meth:`read` reads."""
        return {"add": dict(self.add), "bare": dict(self.bare), "keep": dict(self.keep), "certain": sorted(self.certain)}

    def decide(self, proposed: str, chances: Mapping[str, float], licence: Callable[[str], bool | None]) -> str:
        """Quyết định (decide): ``task``, ``commitment`` or ``none``.

        ``proposed`` is the kind a rule found, or ``none``; ``chances`` the probability of each kind; ``licence`` says of
        a kind whether the clause shows a licence for it, ``None`` where it cannot become one; it is only asked where it matters.
        """
        if proposed != NONE and chances[proposed] >= self.keep[proposed]:
            return proposed
        best = max(chances, key=lambda kind: chances[kind])
        if best == proposed or chances[best] < min(self.add[best], self.bare[best]):
            return NONE
        shown = licence(best)
        if shown is None:
            return NONE
        return best if chances[best] >= (self.add if shown else self.bare)[best] else NONE


def chances(labels: tuple[str, ...], marginals: list[float]) -> dict[str, float]:
    """Xác suất theo loại mục (chances by kind): the labels of one kind of item together."""
    found = {"task": 0.0, "commitment": 0.0}
    for label, value in zip(labels, marginals, strict=True):
        if label in KINDS:
            found[KINDS[label]] += value
    return found


def known_label(item: Heard, proposed: str, certain: frozenset[str]) -> int | None:
    """Nhãn đã biết (known label): the place in :data:`LABELS` of what a certain rule says; ``None`` where the model is asked."""
    if item.clause.rule not in certain:
        return None
    label = proposed if proposed in KINDS else UPWARD.get(item.clause.act)
    return LABELS.index(label) if label is not None else None
