"""Khớp trọng số (fitting): the linear chain by CRFsuite, the linear scorers by scikit-learn; weights as whole numbers."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bienban.model.chain import Chain
from bienban.model.features import RULE, without_rules
from bienban.model.policy import LABELS
from bienban.model.scorer import SCALE, Scorer
from bienban.training.config import ClauseSettings
from bienban.training.examples import Example

Data = dict[str, Any]
_NEVER = -20 * SCALE
"""Weight of a label the corpus does not have."""


def fit_chain(examples: Sequence[Example], settings: ClauseSettings) -> Data:
    """Khớp chuỗi vế câu (fit the clause chain): ``labels``, ``names``, ``weights``, ``transitions``."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(
        {"c1": settings.c1, "c2": settings.c2, "max_iterations": settings.iterations, "feature.possible_transitions": True}
    )
    shared = shared_features(examples, settings)
    for example in examples:
        rows = [[name for name in row if name in shared] for row in example.rows]
        if rows:
            trainer.append(rows, example.labels)
            if settings.blind_copy:
                trainer.append(without_rules(rows), example.labels)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "chain.crfsuite")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return _chain_data(info)


def shared_features(examples: Iterable[Example], settings: ClauseSettings) -> frozenset[str]:
    """Đặc trưng chung (shared features): those that enough authors and reports show."""
    authors: dict[str, set[str]] = {}
    reports: Counter[str] = Counter()
    for example in examples:
        names = {name for row in example.rows for name in row}
        reports.update(names)
        for name in names:
            authors.setdefault(name, set()).add(example.author)
    return frozenset(
        name for name, count in reports.items() if count >= settings.least_reports and len(authors[name]) >= settings.least_authors
    )


def _chain_data(info: Any) -> Data:
    places = {label: index for index, label in enumerate(LABELS)}
    table: dict[str, list[int]] = {}
    for (name, label), weight in info.state_features.items():
        table.setdefault(name, [0] * len(LABELS))[places[label]] = round(weight * SCALE)
    known = set(info.labels)
    base = table.setdefault("1", [0] * len(LABELS))
    for label in LABELS:
        if label not in known:
            base[places[label]] = _NEVER
    transitions = [[round(info.transitions.get((a, b), 0.0) * SCALE) for b in LABELS] for a in LABELS]
    return {**scorer_data(LABELS, table), "transitions": transitions}


def scorer_data(labels: Sequence[str], table: dict[str, list[int]]) -> Data:
    """Dữ liệu bộ tính điểm (scorer data): features in alphabetical order, those without weight left out."""
    names = sorted(name for name, weights in table.items() if any(weights))
    return {"labels": list(labels), "names": "\n".join(names), "weights": [weight for name in names for weight in table[name]]}


def chain_of(data: Data) -> Chain:
    """Chuỗi từ dữ liệu (the chain of fitted data)."""
    return Chain(Scorer.read(data), data["transitions"])


def fit_logistic(
    rows: Sequence[Sequence[str]], right: Sequence[bool], strength: float, label: str = "yes", weights: Sequence[float] | None = None
) -> Data:
    """Khớp hồi quy logistic (fit a logistic regression) of one label over named features.

    A corpus that has but one side (nothing right, or nothing wrong) gives the constant log-odds of its smoothed rate.
    """
    if len(set(right)) < 2:
        from math import log

        rate = (sum(right) + 1) / (len(right) + 2)
        return scorer_data((label,), {"1": [round(log(rate / (1 - rate)) * SCALE)]})
    from sklearn.linear_model import LogisticRegression

    matrix, names = matrix_of(rows)
    fitted = LogisticRegression(C=strength, solver="liblinear", max_iter=500, fit_intercept=False).fit(matrix, list(right), sample_weight=weights)
    return scorer_data((label,), {name: [round(float(weight) * SCALE)] for name, weight in zip(names, fitted.coef_[0], strict=True)})


def matrix_of(rows: Sequence[Sequence[str]], names: Sequence[str] | None = None) -> tuple[Any, list[str]]:
    """Ma trận thưa (sparse matrix) of rows by features; ``names`` fixes the columns, else all that occur."""
    import numpy as np
    from scipy.sparse import csr_matrix

    known = list(names) if names is not None else sorted({name for row in rows for name in row})
    column = {name: index for index, name in enumerate(known)}
    indices = [sorted({column[name] for name in row if name in column}) for row in rows]
    flat = np.fromiter((i for row in indices for i in row), dtype=np.int32)
    bounds = np.cumsum([0, *map(len, indices)], dtype=np.int32)
    return csr_matrix((np.ones(len(flat)), flat, bounds), shape=(len(rows), len(known))), known


def blind(row: Sequence[str]) -> list[str]:
    """Dòng không có lời quy tắc (a row without what the rules said)."""
    return [name for name in row if not name.startswith(RULE)]
