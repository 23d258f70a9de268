"""Chọn báo cáo để chú giải (active selection): those that would teach the most: doubtful, and unlike each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import log, sqrt

from bienban.errors import BienbanError
from bienban.extractor import STAGES, analyse, stages_with
from bienban.language.analysis import Analysis
from bienban.model.confidence import signs
from bienban.model.features import clause_features
from bienban.model.judge import ASKED, FOUND
from bienban.model.policy import KINDS, LABEL_OF, LABELS, chances, known_label
from bienban.model.weights import Model
from bienban.training.archive import Text

_UNSURE = 0.8
"""Confidence under which an item counts as doubtful."""
_OPENS = ("b=", "p=", "a=", "h=")
"""Beginnings of the features by which two reports are alike."""
_SHARE = 0.5
"""How much of the gain a report loses that is just like one already chosen."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Báo cáo được chọn (choice): why, in numbers."""

    name: str
    gain: float
    """Doubt times what is new, 0 up."""
    doubt: float
    """Entropy of the clauses, and doubtful items, by square root of the number of clauses."""
    clauses: int
    unsure_items: int
    disagreements: int
    """Clauses that rules and model judge differently."""
    likeness: float
    """Greatest cosine to a report chosen before, 0 to 1."""


@dataclass(frozen=True, slots=True)
class _Report:
    name: str
    doubt: float
    clauses: int
    unsure: int
    differ: int
    words: Mapping[str, int]


def select(texts: Iterable[Text], model: Model, count: int) -> tuple[list[Choice], list[tuple[str, BienbanError]]]:
    """Chọn (select) up to ``count`` texts, the most instructive first; and those that could not be read.

    The same texts give the same choice, in whatever order they come.
    """
    reports, failures = [], []
    for text in texts:
        if text.input is None:
            if text.error is not None:
                failures.append((text.name, text.error))
            continue
        reports.append(_measure(text.name, text.input.canonical.text, model))
    reports.sort(key=lambda report: report.name)
    return _choose(reports, count), failures


def _measure(name: str, text: str, model: Model) -> _Report:
    before = analyse(text, STAGES[: [stage.name for stage in STAGES].index("clauses")])
    rows = clause_features(before)
    told = [LABEL_OF.get(item.clause.act, "none") for item in before.heard]
    fixed = [known_label(item, label, model.policy.certain) for item, label in zip(before.heard, told, strict=True)]
    marginals = model.clauses.marginals(rows, fixed)
    differ = sum(KINDS.get(label, "none") != _likeliest(values) for label, values in zip(told, marginals, strict=True))
    unsure = _unsure_items(analyse(text, stages_with(STAGES, model)))
    doubt = sum(map(entropy, marginals)) + 0.5 * unsure + 0.5 * differ
    words = Counter(name for row in rows for name in row if name.startswith(_OPENS))
    return _Report(name, doubt / sqrt(len(rows)) if rows else 0.0, len(rows), unsure, differ, words)


def _likeliest(values: Sequence[float]) -> str:
    found = chances(LABELS, list(values))
    best = max(found, key=lambda kind: found[kind])
    return best if found[best] > 0.5 else "none"


def _unsure_items(analysis: Analysis) -> int:
    """Doubtful items, and every item that is the model's own."""
    items = [item for _, item, _ in signs(analysis)]
    return sum(item.score < _UNSURE or item.rule.startswith(FOUND) for item in items if not item.rule.endswith(ASKED) or item.score < _UNSURE)


def entropy(values: Sequence[float]) -> float:
    """Entropy, bằng nat (in nats) of a distribution."""
    return -sum(value * log(value) for value in values if value > 0)


def _choose(reports: Sequence[_Report], count: int) -> list[Choice]:
    """Greedily the greatest gain: doubt, less what is known from those chosen before."""
    vectors = _vectors(reports)
    nearest = [0.0] * len(reports)
    left = list(range(len(reports)))
    chosen: list[Choice] = []
    while left and len(chosen) < count:
        gains = {i: reports[i].doubt * (1 - _SHARE * nearest[i]) for i in left}
        best = max(left, key=lambda i: (gains[i], -i))
        if gains[best] <= 0:
            break
        one = reports[best]
        chosen.append(
            Choice(one.name, round(gains[best], 3), round(one.doubt, 3), one.clauses, one.unsure, one.differ, round(nearest[best], 3))
        )
        left.remove(best)
        for i in left:
            nearest[i] = max(nearest[i], _cosine(vectors[best], vectors[i]))
    return chosen


def _vectors(reports: Sequence[_Report]) -> list[dict[str, float]]:
    """Words weighted by how few reports have them, to length one."""
    spread = Counter(word for report in reports for word in report.words)
    vectors = []
    for report in reports:
        vector = {word: (1 + log(n)) * log((1 + len(reports)) / spread[word]) for word, n in report.words.items()}
        size = sqrt(sum(value * value for value in vector.values())) or 1.0
        vectors.append({word: value / size for word, value in vector.items()})
    return vectors


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    if len(a) > len(b):
        a, b = b, a
    return sum(value * b[word] for word, value in a.items() if word in b)


def selection_text(choices: Sequence[Choice]) -> str:
    """Bảng chữ (text table) of a selection."""
    lines = [f"{'gain':>7}{'doubt':>7}{'clauses':>9}{'unsure':>8}{'differ':>8}{'alike':>7}  name"]
    lines += [
        f"{c.gain:7.2f}{c.doubt:7.2f}{c.clauses:9}{c.unsure_items:8}{c.disagreements:8}{c.likeness:7.2f}  {c.name}" for c in choices
    ]
    return "\n".join(lines) + "\n"


def selection_rows(choices: Sequence[Choice]) -> list[dict[str, object]]:
    """Dòng JSON (JSON rows) of a selection."""
    return [asdict(choice) for choice in choices]
