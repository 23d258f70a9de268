"""Thẻ mô hình (model card): the part that a training writes about itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def training_part(meta: Mapping[str, Any]) -> str:
    """Phần về huấn luyện (the part about training), in Markdown."""
    data, policy, metrics = meta["data"], meta["policy"], meta["metrics"]
    name = f"{meta['version']}+{meta['sha256'][:8]}"
    made_with = ", ".join(f"{library} {version}" for library, version in sorted(meta["libraries"].items()))
    add, bare, keep, certain = policy["add"], policy["bare"], policy["keep"], ", ".join(f"`{rule}`" for rule in policy["certain"])
    lines = [
        f"Version `{name}`, {meta['size'] / 1000:.0f} kB, made for rules `{meta['rules']}`, licence {meta['licence']}.",
        f"Learned from {data['reports']} reports ({data['clauses']} clauses, {data['authors']} authors; data `{data['sha256'][:12]}`), splits: "
        f"{', '.join(meta['config']['splits'])}.",
        f"Made with {made_with}, Python {meta['python']}, {meta['machine']}.",
        "",
        f"Thresholds: adds a task from {add['task']:g}, a commitment from {add['commitment']:g}; without a licence from {_least(bare['task'])} and "
        f"{_least(bare['commitment'])}; drops what a rule proposed under {keep['task']:g} and {keep['commitment']:g}. Not asked about: {certain}.",
        "", "Clauses, out of fold (folds of whole authors):", "", "| | rules: P | R | F1 | both: P | R | F1 |", "| --- |" + " ---: |" * 6,
    ]  # fmt: skip
    for kind in ("task", "commitment"):
        pair = metrics["clauses out of fold"][kind]
        cells = [f"{pair[who][what]:.3f}" for who in ("rules", "both") for what in ("precision", "recall", "f1")]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    lines += ["", "Confidence, out of fold (expected calibration error / Brier score), the way kept in bold:", "", *_confidence(metrics)]
    return "\n".join(lines)


def _least(threshold: float) -> str:
    return f"{threshold:g}" if threshold <= 1 else "never"


def _confidence(metrics: Mapping[str, Any]) -> list[str]:
    ways = ("rule score", "rule rate", "logistic", "logistic, isotonic")
    lines = [f"| | items | {' | '.join(ways)} |", "| --- |" + " ---: |" * (len(ways) + 1)]
    for kind, told in sorted(metrics["confidence out of fold"].items()):
        cells = []
        for way in ways:
            figures = f"{told[way]['ece']:.3f} / {told[way]['brier']:.3f}" if way in told else "–"
            cells.append(f"**{figures}**" if way == told["kept"] else figures)
        lines.append(f"| {kind} | {told['items']} | {' | '.join(cells)} |")
    return lines
