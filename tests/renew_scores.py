"""The table of scores in the README, made by running the judges. ``python tests/renew_scores.py`` rewrites it (some minutes).

Of the test split it takes totals only. What is said above and below the table is written by hand and left alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from bienban.evaluation.markers import write_part
from processes import ROOT, environment

README = ROOT / "README.md"
GOLD = "corpora/gold"
FIELDS = {
    "meeting.date": "day of the meeting",
    "meeting.kind": "kind of meeting",
    "meeting.title": "its name",
    "meeting.place": "place",
    "meeting.organizer": "organisers",
    "meeting.period": "period under review",
    "attendee.name": "people",
    "attendee.post": "posts",
    "attendee.group": "groups and bodies",
    "role.chair": "who chairs",
    "role.speaking": "who speaks or presents",
    "document.any": "documents cited",
    "document.symbol": "their numbers",
    "document.date": "their dates *",
    "result.progress": "results n of m",
    "result.figure": "results, figures",
    "result.vote": "votes",
    "task_list": "task lists",
    "task": "tasks",
    "task.strict": "tasks, to the word",
    "task.assigner": "who gives them *",
    "task.lead": "who is to act *",
    "task.due": "by when *",
    "target": "targets",
    "target.due": "by when *",
    "commitment": "commitments",
    "commitment.speaker": "who made them *",
}
COLUMNS = ("", "dev F1", "**test F1**", "95 %", "precision", "recall", "rules alone", "regex", "underthesea", "two annotators")


def judged(*arguments: str) -> dict[str, Any]:
    """The JSON that a command of the judges writes."""
    ran = subprocess.run([sys.executable, "-m", "bienban.cli", *arguments], stdout=subprocess.PIPE, env=environment(), cwd=ROOT, check=True)
    return dict(json.loads(ran.stdout))


def table(dev: dict[str, Any], test: dict[str, Any], agreement: dict[str, Any]) -> str:
    """The table, from two evaluations and the agreement of the annotators."""
    lines = [_row(COLUMNS), _row("---" for _ in COLUMNS)]
    for field, label in FIELDS.items():
        own, seen = test["systems"]["bienban"]["all"][field], dev["systems"]["bienban"]["all"][field]
        low, high = own["interval"]
        others = [_said(test["systems"][name]["all"].get(field)) for name in ("rules", "regex", "underthesea")]
        two = agreement["fields"].get(field, {}).get("f1")
        cells = (label, _number(seen["f1"]), f"**{_number(own['f1'])}**", f"{_number(low)}–{_number(high)}", _number(own["precision"]))
        lines.append(_row((*cells, _number(own["recall"]), *others, "–" if two is None else _number(two))))
    return "\n".join(lines) + "\n"


def _row(cells: Any) -> str:
    return f"| {' | '.join(cells)} |"


def _said(score: dict[str, Any] | None) -> str:
    return _number(score["f1"]) if score and score["found"] else "–"


def _number(value: float) -> str:
    return f"{value:.2f}".lstrip("0") if value < 0.995 else "1.0"


if __name__ == "__main__":
    dev = judged("evaluate", GOLD, "--split", "dev", "--json", "-")
    test = judged("evaluate", GOLD, "--split", "test", "--allow-test", "--baselines", "--json", "-")
    write_part(README, "scores", table(dev, test, judged("gold", "agree", "corpora/first", "corpora/second", "--json")))
