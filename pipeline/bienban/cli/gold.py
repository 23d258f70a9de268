"""Dòng lệnh đánh giá (evaluation commands): ``bienban gold check|agree|differences|adjudicate|stats``, ``bienban evaluate``, ``bienban compare``.

:func:`mount` adds them to the main command. Exit codes: 0 all is well; 1 the gold is wrong, an input could not be
read, or ``--fail-on-loss`` found a loss; 2 wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bienban.cli.exits import EXIT_SOME_FAILED
from bienban.cli.models import ModelFolder, RulesAlone, model_options
from bienban.cli.refusals import refusals, usage

if TYPE_CHECKING:
    from bienban.evaluation.gold import GoldReport

gold = typer.Typer(name="gold", no_args_is_help=True, rich_markup_mode=None, help="Kiểm tra và thống kê bộ gold. / Check and count the gold corpus.")

Folder = Annotated[Path, typer.Argument(help="Thư mục gold. / Gold folder.", exists=True, file_okay=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Kết quả dạng JSON. / Write JSON.")]


def mount(app: typer.Typer) -> None:
    """Gắn lệnh (mount): add the sub-command ``gold`` and the commands ``evaluate`` and ``compare`` to ``app``."""
    app.add_typer(gold)
    app.command(epilog="Ví dụ / Examples:  bienban evaluate corpora/gold   |   bienban evaluate corpora/gold --html loi.html --baselines")(evaluate)
    app.command(epilog="Ví dụ / Examples:  bienban compare cu.jsonl moi.jsonl   |   bienban compare --rev HEAD~1 --rev HEAD van-ban/")(compare)


@gold.command()
def check(
    folder: Folder,
    strict: Annotated[bool, typer.Option("--strict", help="Coi cảnh báo là lỗi. / Treat warnings as errors.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Chỉ in số lượng theo mã. / Print only the counts by code.")] = False,
) -> None:
    """Kiểm tra bộ gold, mỗi lỗi một dòng. / Check the gold, one line a finding."""
    from collections import Counter

    from bienban.evaluation.goldcheck import check_gold

    findings = check_gold(folder)
    if quiet:
        counts = Counter((Path(f.file).parent.name, f.code) for f in findings)
        sys.stdout.write("".join(f"{split} {code} {number}\n" for (split, code), number in sorted(counts.items())))
    else:
        sys.stdout.write("".join(f"{found}\n" for found in findings))
    errors = sum(found.severity == "error" for found in findings)
    typer.echo(f"{errors} lỗi / errors, {len(findings) - errors} cảnh báo / warnings", err=True)
    if errors or (strict and findings):
        raise typer.Exit(EXIT_SOME_FAILED)


@gold.command()
def agree(first: Folder, second: Folder, as_json: AsJson = False) -> None:
    """So hai bản chú giải của cùng văn bản. / Agreement of two annotations of the same texts."""
    from bienban.evaluation.second import agreement, agreement_json, agreement_text

    with refusals():
        result = agreement(first, second)
    sys.stdout.write(agreement_json(result) if as_json else agreement_text(result))


@gold.command(epilog="Ví dụ / Example:  bienban gold differences corpora/first/dev corpora/second/dev")
def differences(first: Folder, second: Folder, as_json: AsJson = False) -> None:
    """Liệt kê mọi chỗ hai bản chú giải khác nhau. / List every difference of two annotations."""
    import json

    from bienban.evaluation.adjudication import folders_differ
    from bienban.evaluation.differences import differences_rows, differences_text

    with refusals():
        found = list(folders_differ(first, second))
    rows = [row for one in found for row in differences_rows(*one)]
    if as_json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write("".join(differences_text(*one) for one in found) + f"{len(rows)} differences in {len(found)} reports\n")


@gold.command(epilog="Ví dụ / Examples:  bienban gold adjudicate corpora   |   bienban gold adjudicate corpora --split test --write")
def adjudicate(
    corpus: Annotated[
        Path, typer.Argument(help="Thư mục có gold, first, second, adjudication. / The folder of these four.", exists=True, file_okay=False)
    ],
    split: Annotated[str, typer.Option(help="Phần: dev, test. / Split.")] = "dev",
    draft: Annotated[bool, typer.Option("--draft", help="Thêm bản nháp cho mỗi chỗ chưa phân xử. / Add a draft for each open difference.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Viết lại gold theo phán quyết. / Rewrite the gold from the decisions.")] = False,
) -> None:
    """Phân xử hai bản chú giải. / Settle two annotations: what is open, what was decided, the gold that follows."""
    from bienban.evaluation.adjudication import SPLITS, apply, tally, tally_text, undecided
    from bienban.evaluation.differences import differences_text

    if split not in SPLITS:
        raise usage(f"--split: {', '.join(SPLITS)}")
    with refusals():
        opened = list(undecided(corpus, split, write=draft))
        left = sum(len(entries) for _, _, entries in opened)
        if write and not left:
            sys.stdout.write("".join(f"{name}\n" for name in apply(corpus, split)))
            return
        sys.stdout.write("".join(differences_text(*one) for one in opened) + ("" if draft else tally_text(tally(corpus, split))))
    typer.echo(f"{left} chỗ chưa phân xử / undecided", err=True)
    if left:
        raise typer.Exit(EXIT_SOME_FAILED)


@gold.command()
def stats(
    folder: Folder,
    write: Annotated[
        Path | None, typer.Option(help="Ghi bảng vào tệp này, giữa hai dòng đánh dấu. / Write the tables into this file, between its markers.")
    ] = None,
) -> None:
    """Thống kê bộ gold bằng bảng Markdown. / Count the gold as Markdown tables."""
    from bienban.evaluation.stats import gold_stats, write_stats

    with refusals():
        tables = gold_stats(folder)
        if write is not None:
            write_stats(write, tables)
    if write is None:
        sys.stdout.write(tables)


def evaluate(
    folder: Annotated[Path, typer.Argument(help="Thư mục gold. / Gold folder.", exists=True, file_okay=False, metavar="GOLD")],
    split: Annotated[str, typer.Option(help="Phần được chấm: train, dev, test. / Split.")] = "dev",
    html: Annotated[Path | None, typer.Option(help="Ghi trang xem lỗi. / Write a page of every error.")] = None,
    json: Annotated[Path | None, typer.Option(help="Ghi JSON; - là đầu ra chuẩn. / Write JSON; - is standard output.")] = None,
    baselines: Annotated[bool, typer.Option("--baselines", help="Thêm các mốc so sánh. / Add baselines.")] = False,
    allow_test: Annotated[bool, typer.Option("--allow-test", help="Cho phép chấm phần test. / Allow the test split.")] = False,
    model: ModelFolder = None,
    no_model: RulesAlone = False,
    reliability: Annotated[Path | None, typer.Option(help="Ghi biểu đồ tin cậy (SVG). / Write the reliability diagram (SVG).")] = None,
    ablation: Annotated[
        bool, typer.Option("--ablation", help="Quy tắc, mô hình, cả hai; mức tăng kèm khoảng 95 %. / Rules, model, both; gains with intervals.")
    ] = False,
    card: Annotated[
        Path | None, typer.Option("--card", help="Ghi bảng --ablation vào thẻ mô hình. / Write the --ablation table into the model card.")
    ] = None,
) -> None:
    """Chấm bộ trích xuất trên gold. / Score the extractor against the gold."""
    from bienban.evaluation.baselines import PREDICTORS, extractor_predictor
    from bienban.evaluation.calibration import calibrations, reliability_svg
    from bienban.evaluation.gold import SPLITS, gold_files, load_gold
    from bienban.evaluation.metrics import evaluate as score
    from bienban.evaluation.report import json_report, text_report

    model_options(model, no_model)
    if split not in SPLITS:
        raise usage(f"--split: {', '.join(SPLITS)}")
    test = any(part == "test" or path.stem.startswith("test") for part, path in gold_files(folder, [split]))
    _leave_for_test(test, allow_test)
    if ablation and (no_model or baselines or any(path is not None for path in (html, json, reliability))):
        raise usage("--ablation: chỉ kèm --model, --card. / --ablation goes with --model and --card alone.")
    if card is not None and not ablation:
        raise usage("--card: cùng với --ablation. / --card goes with --ablation.")
    with refusals():
        golds = load_gold(folder, [split])
        # Files of the test split are known for what they are in any folder.
        test = test or any(gold.of_test for gold in golds)
        _leave_for_test(test, allow_test)
        if ablation:
            _ablation(golds, model, card, split, test)
            return
        first = "rules" if no_model else "bienban"
        own = extractor_predictor(model) if model is not None else PREDICTORS[first]()
        results = [score(golds, own, first)]
        if baselines:
            results += [score(golds, make(), name) for name, make in PREDICTORS.items() if name not in (first, "bienban")]
    text = json_report(results, test=test) if json is not None else ""
    with refusals():
        if html is not None:
            from bienban.evaluation.report_html import html_report

            _write(html, html_report(results[0], test=test))
        if reliability is not None:
            _write(reliability, reliability_svg(calibrations(results[0].reports), split))
        if json is not None and str(json) != "-":
            _write(json, text)
    sys.stdout.write(text if str(json) == "-" else text_report(results, test=test))


def _leave_for_test(test: bool, allowed: bool) -> None:
    if test and not allowed:
        raise usage("Phần test chỉ được chấm với --allow-test. / The test split is scored only with --allow-test.")


def _ablation(golds: Sequence[GoldReport], model: Path | None, card: Path | None, split: str, test: bool) -> None:
    from bienban.evaluation.ablation import ablation_text
    from bienban.evaluation.markers import write_part
    from bienban.evaluation.report import TEST_NOTICE

    table = ablation_text(golds, model)
    if card is not None:
        write_part(card, f"ablation-{split}", table)
    sys.stdout.write((f"{TEST_NOTICE}\n" if test else "") + table)


def _write(path: Path, text: str) -> None:
    from bienban.errors import SettingsError

    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise SettingsError.of("BB305", name=str(path), reason=error.strerror or type(error).__name__) from error


def compare(
    paths: Annotated[
        list[Path],
        typer.Argument(help="OLD NEW (JSON, JSONL, thư mục / folder), hoặc văn bản với --rev / or texts with --rev.", metavar="OLD NEW | TEXTS…"),
    ],
    rev: Annotated[
        list[str] | None, typer.Option("--rev", help="Phiên bản git, nêu hai lần; . là cây làm việc. / Git revision, twice; . is the working tree.")
    ] = None,
    as_json: AsJson = False,
    fail_on_loss: Annotated[bool, typer.Option("--fail-on-loss", help="Mã thoát 1 khi mất mục nào. / Exit code 1 when anything was lost.")] = False,
) -> None:
    """So sánh hai kết quả trên cùng văn bản. / Compare two outputs over the same texts."""
    from bienban.evaluation.compare import compare as contrast
    from bienban.evaluation.compare import comparison_json, comparison_text, read_records
    from bienban.evaluation.revisions import records_at, repository_of, text_files

    if len(rev or ()) not in (0, 2) or (not rev and len(paths) != 2):
        raise usage("OLD NEW, hoặc --rev hai lần. / OLD NEW, or --rev twice.")
    with refusals():
        if rev:
            files, repository = text_files(paths), repository_of(Path.cwd())
            old, new = (records_at(revision, files, repository) for revision in rev)
        else:
            old, new = (dict(read_records(path)) for path in paths)
        result = contrast(old, new)
    sys.stdout.write(comparison_json(result) if as_json else comparison_text(result))
    if fail_on_loss and result.losses:
        raise typer.Exit(EXIT_SOME_FAILED)
