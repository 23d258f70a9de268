"""A rule is broken on purpose; the comparison of two revisions and the error page must both show it, with its words."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bienban.evaluation.compare import compare, comparison_text
from bienban.evaluation.gold import load_gold
from bienban.evaluation.metrics import evaluate
from bienban.evaluation.report_html import html_report
from bienban.evaluation.revisions import records_at
from bienban.records import Report
from gold_maker import sound, write_pair
from processes import ROOT

LOST = "nạo vét mương trước ngày 20/5/2024"
TEXT = f"Sáng 05/3/2024, UBND xã Bình Hạ tổ chức họp giao ban. Kết luận, Chủ tịch UBND xã Lò Văn Ún yêu cầu các thôn {LOST}.\n"
CUES = Path("pipeline") / "bienban" / "lexicon" / "data" / "acts.toml"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as it is in HEAD; in the working tree 'yêu cầu' no longer directs anybody to do anything."""
    home = tmp_path_factory.mktemp("repo")
    shutil.copytree(ROOT / "pipeline", home / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        subprocess.run(["git", "-C", str(home), *identity, *arguments], check=True, capture_output=True)
    cues = (home / CUES).read_text(encoding="utf-8")
    assert '["yêu cầu", "direct"]' in cues, "the cue is where it was"
    (home / CUES).write_text(cues.replace('["yêu cầu", "direct"]', '["yêu cầu", "state"]'), encoding="utf-8")
    return home


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_broken_rule_turns_up_in_the_comparison_and_on_the_error_page(repository: Path, tmp_path: Path) -> None:
    gold = {"meta": sound()["meta"], "meeting": {}, "tasks": [{"id": "T1", "q": LOST, "kind": "directive"}]}
    file = write_pair(tmp_path, gold=gold, text=TEXT).with_suffix(".txt")
    old, new = (records_at(revision, [file], repository) for revision in ("HEAD", "."))

    result = compare(old, new)
    assert (result.losses, [(c.kind, c.words) for c in result.changes if c.field == "tasks"]) == (1, [("lost", LOST)])
    assert f"  - tasks: {LOST}\n" in comparison_text(result)

    pages = [html_report(evaluate(load_gold(tmp_path), lambda _, row=row: Report.model_validate(row))) for row in (old[str(file)], new[str(file)])]
    missed = [re.findall(r'<article class="missed" data-field="task" .*?</article>', page, re.DOTALL) for page in pages]
    assert missed[0] == []
    [article] = missed[1]
    assert f'<mark class="gold">{LOST}</mark>' in article
