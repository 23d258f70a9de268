"""Huấn luyện (training): from annotated reports to a folder with ``meta.json`` and ``weights.bin``, the same bytes each time."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bienban.errors import InputError
from bienban.evaluation.metrics import Scored, count
from bienban.model.policy import Policy
from bienban.model.weights import FORMAT, META, WEIGHTS, Model, build_model, pack
from bienban.training.calibrate import Sign, fit_confidence, signs_of
from bienban.training.config import TrainingConfig
from bienban.training.decisions import Judged, certain_rules, choose_policy, counts, fit_decisions, judged
from bienban.training.examples import Example, data_hash, folds_of, read_examples
from bienban.training.fit import Data
from bienban.version import RULES_VERSION, __version__

LIBRARIES = ("scikit-learn", "scipy", "numpy", "python-crfsuite")
FIELDS = ("task", "task.strict", "commitment", "task.assigner", "task.lead", "target", "attendee.name", "attendee.post")
"""Fields whose out-of-fold figures the meta holds."""
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Trained:
    """Kết quả huấn luyện (result): the meta and the bytes of the weights."""

    meta: dict[str, Any]
    weights: bytes

    def write(self, folder: Path) -> None:
        """Ghi (write) both files into ``folder``, which is made; raises :class:`InputError` where that fails."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / WEIGHTS).write_bytes(self.weights)
            (folder / META).write_text(json.dumps(self.meta, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
        except OSError as error:
            raise InputError.unreadable(str(folder), error.strerror or type(error).__name__) from error


def train(config: TrainingConfig, folders: Sequence[Path], say: Say = lambda _: None) -> Trained:
    """Huấn luyện (train) on the reports of ``folders``; the same corpus and configuration give the same bytes.

    Raises ``GoldError`` for a damaged corpus. ``say`` is told, a line at a time, what is being done.
    """
    examples = read_examples(folders, config.splits)
    folds = folds_of((example.author for example in examples), config.folds, config.seed)
    say(f"{len(examples)} báo cáo / reports, {len(folds)} tác giả / authors, {len(set(folds.values()))} phần / folds")
    certain = certain_rules(examples, config.policy)
    parts = out_of_fold(examples, folds, config, say)
    least = min(config.policy.add)
    clauses = [judged(example, parts[folds[example.author]], certain, least) for example in examples]
    policy = choose_policy(clauses, certain, config.policy)
    say(f"ngưỡng / thresholds: add {policy.add}, bare {policy.bare}, keep {policy.keep}; {len(certain)} quy tắc chắc chắn / certain rules")
    models = {fold: part_model(part, policy) for fold, part in parts.items()}
    found = [signs_of(example, models[folds[example.author]], weight_of(example, config)) for example in examples]
    items: list[Sign] = [item for signs, _ in found for item in signs]
    confidence, calibrated = fit_confidence(items, folds, config.confidence)
    say("khớp lần cuối / final fit")
    final = fit_decisions(examples, config)
    data = {**completed(final, policy), "confidence": confidence}
    weights = pack(data)
    metrics = {
        "clauses out of fold": clause_figures(clauses, policy), "fields out of fold": field_figures([scored for _, scored in found]),
        "confidence out of fold": calibrated,
    }  # fmt: skip
    meta = meta_of(config, examples, data_hash(folders, config.splits), policy, metrics, weights)
    return Trained(meta, weights)


def weight_of(example: Example, config: TrainingConfig) -> int:
    """Trọng số (weight) of the items of a report: more for reports that the rules were not tuned to."""
    name, first = example.gold.name, config.confidence.fresh_from
    return config.confidence.fresh_weight if name.partition("-")[0] == first.partition("-")[0] and name >= first else 1


def out_of_fold(examples: Sequence[Example], folds: Mapping[str, int], config: TrainingConfig, say: Say) -> dict[int, Data]:
    """Học ngoài phần (fit out of fold): for each fold, what was learned from all the others."""
    parts = {}
    for fold in sorted(set(folds.values())):
        say(f"phần / fold {fold + 1}")
        parts[fold] = fit_decisions([example for example in examples if folds[example.author] != fold], config)
    return parts


def completed(part: Data, policy: Policy) -> Data:
    """Bổ sung (complete) fitted decisions with the policy they are used by."""
    return {
        **part,
        "policy": policy.data(),
    }  # fmt: skip


def part_model(part: Data, policy: Policy) -> Model:
    """Mô hình của một phần (model of one fold), without confidence."""
    return build_model({"version": "fold", "sha256": ""}, {**completed(part, policy), "confidence": {}})


def clause_figures(clauses: Sequence[Sequence[Judged]], policy: Policy) -> Data:
    """Số liệu vế câu (clause figures): precision, recall, F1 of the rules alone and of both."""
    out: Data = {"clauses": sum(map(len, clauses))}
    for kind in ("task", "commitment"):
        out[kind] = {"rules": prf(*counts(clauses, None, kind)), "both": prf(*counts(clauses, policy, kind))}
    return out


def prf(right: int, found: int, gold: int) -> dict[str, float]:
    """Độ chính xác, độ phủ, F1 (precision, recall, F1) of counts."""
    return {
        "precision": round(right / found, 4) if found else 0.0, "recall": round(right / gold, 4) if gold else 0.0,
        "f1": round(2 * right / (found + gold), 4) if right else 0.0,
    }  # fmt: skip


def field_figures(scored: Sequence[Scored]) -> Data:
    """Số liệu theo trường (field figures) of whole records."""
    total: dict[str, list[int]] = {field: [0, 0, 0] for field in FIELDS}
    for one in scored:
        tally = count(one.outcomes)
        for field in FIELDS:
            if (counts_ := tally.get(field)) is not None:
                for index, value in enumerate((counts_.right, counts_.found, counts_.gold)):
                    total[field][index] += value
    return {field: prf(right, found, gold) for field, (right, found, gold) in total.items()}


def meta_of(config: TrainingConfig, examples: Sequence[Example], data: str, policy: Policy, metrics: Data, weights: bytes) -> dict[str, Any]:
    """Lý lịch mô hình (meta): everything that says what the weights are and how they came about."""
    return {
        "format": FORMAT, "version": config.version, "sha256": sha256(weights).hexdigest(), "size": len(weights),
        "bienban": __version__, "rules": RULES_VERSION, "licence": "Apache-2.0", "config": config.model_dump(mode="json"),
        "data": {"sha256": data, "reports": len(examples), "authors": len({example.author for example in examples}),
                 "clauses": sum(len(example.rows) for example in examples)},
        "policy": policy.data(),
        "libraries": {name: version(name) for name in LIBRARIES}, "python": platform.python_version(), "machine": platform.machine(),
        "metrics": metrics,
    }  # fmt: skip
