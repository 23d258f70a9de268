"""Trang xem lỗi (error page): every error with the text around it, as one HTML file that loads nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from html import escape
from itertools import pairwise

from bienban.evaluation.fields import FIELDS
from bienban.evaluation.metrics import Evaluation, Row, Scored
from bienban.evaluation.outcomes import Outcome, Side
from bienban.evaluation.report import TEST_NOTICE

_AROUND = 140
_FAR = 500
"""Gold and found spans further apart than this are shown in two excerpts."""
_VERDICTS = {"wrong": "sai giá trị / wrong", "missed": "bỏ sót / missed", "invented": "bịa thêm / invented"}
_STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 1.5rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .15rem .6rem; text-align: right; border-bottom: 1px solid #8884; }
th:first-child, td:first-child { text-align: left; }
summary { cursor: pointer; font-weight: 600; margin-top: .6rem; }
article { border-left: 4px solid #888; margin: .7rem 0; padding: .1rem .8rem; }
article.wrong { border-color: #c80; } article.missed { border-color: #07a; } article.invented { border-color: #b33; }
p.text { white-space: pre-wrap; margin: .3rem 0; }
mark { color: inherit; border-radius: 2px; }
mark.gold { background: #3a84; text-decoration: underline 2px solid #07a; }
mark.found { background: #f804; text-decoration: underline 2px dashed #c50; }
mark.both { background: #3b46; }
small { color: #777; } code { font-size: .95em; } .notice { border: 2px solid #b33; padding: .5rem 1rem; }
"""


def html_report(evaluation: Evaluation, *, test: bool = False) -> str:
    """Trang HTML (page) of all errors of one system, by field; all text is escaped, nothing is loaded from elsewhere."""
    return "".join(_page(evaluation, test))


def _page(evaluation: Evaluation, test: bool) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<title>bienban: {escape(evaluation.system)}</title><style>{_STYLE}</style></head><body>\n"
    yield f"<h1>Đánh giá / Evaluation: {escape(evaluation.system)}</h1>\n"
    if test:
        yield f'<p class="notice">{escape(TEST_NOTICE)}</p>\n'
    yield f"<p>{len(evaluation.reports)} báo cáo / reports. "
    yield '<mark class="gold">gold</mark>, <mark class="found">tìm thấy / found</mark>, <mark class="both">cả hai / both</mark>.</p>\n'
    rows = evaluation.rows()
    yield from _table(rows)
    errors: dict[str, list[tuple[Scored, Outcome]]] = defaultdict(list)
    for report in evaluation.reports:
        for outcome in report.outcomes:
            if outcome.verdict != "right":
                errors[outcome.field].append((report, outcome))
    for field in FIELDS:
        if field in errors:
            yield from _section(field, errors[field])
    yield "</body></html>\n"


def _table(rows: list[Row]) -> Iterator[str]:
    heads = ("field", "gold", "found", "right", "wrong", "missed", "invented", "P", "R", "F1", "95 %")
    yield f"<table><thead><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr></thead><tbody>\n"
    for field, c, interval in rows:
        span = f"{interval[0]:.3f}–{interval[1]:.3f}" if interval else "–"
        numbers = (*map(str, (c.gold, c.found, c.right, c.wrong, c.missed, c.invented)), f"{c.precision:.3f}", f"{c.recall:.3f}", f"{c.f1:.3f}", span)
        cells = "".join(f"<td>{cell}</td>" for cell in numbers)
        yield f'<tr><td><a href="#{field}">{field}</a> <small>{escape(FIELDS[field])}</small></td>{cells}</tr>\n'
    yield "</tbody></table>\n"


def _section(field: str, errors: list[tuple[Scored, Outcome]]) -> Iterator[str]:
    yield f'<details id="{field}"><summary>{field} <small>{escape(FIELDS[field])}</small>: {len(errors)}</summary>\n'
    for report, outcome in errors:
        yield from _article(report, outcome)
    yield "</details>\n"


def _article(report: Scored, outcome: Outcome) -> Iterator[str]:
    yield f'<article class="{outcome.verdict}"><p><b>{escape(report.gold.name)}</b> {_VERDICTS[outcome.verdict]}'
    if outcome.found is not None:
        yield f" <code>{escape(outcome.method)}</code>"
    yield "</p>"
    for name, one in (("gold", outcome.gold), ("found", outcome.found)):
        if one is not None:
            yield f'<p class="text"><small>{name} {escape(one.id)}:</small> {escape(one.value)}</p>'
    for excerpt in excerpts(report.gold.report.text, outcome.gold, outcome.found):
        yield f'<p class="text">{excerpt}</p>'
    yield "</article>\n"


def excerpts(text: str, gold: Side | None, found: Side | None) -> list[str]:
    """Đoạn trích (excerpts) around the places of both sides, escaped and marked; one, or two where they are far apart."""
    places = [(one.start, one.end) for one in (gold, found) if one is not None and one.end > one.start]
    if not places:
        return []
    if len(places) == 2 and max(places)[0] - min(places)[1] > _FAR:
        return [_excerpt(text, place, gold, found) for place in sorted(places)]
    return [_excerpt(text, (min(start for start, _ in places), max(end for _, end in places)), gold, found)]


def _excerpt(text: str, place: tuple[int, int], gold: Side | None, found: Side | None) -> str:
    start, end = max(0, place[0] - _AROUND), min(len(text), place[1] + _AROUND)
    edges = {start, end} | {edge for one in (gold, found) if one is not None for edge in (one.start, one.end) if start < edge < end}
    cuts = sorted(edges)
    parts = [_marked(text[a:b], _covers(gold, a), _covers(found, a)) for a, b in pairwise(cuts)]
    return f"{'…' if start else ''}{''.join(parts)}{'…' if end < len(text) else ''}"


def _covers(one: Side | None, at: int) -> bool:
    return one is not None and one.start <= at < one.end


def _marked(words: str, gold: bool, found: bool) -> str:
    kind = "both" if gold and found else "gold" if gold else "found" if found else ""
    return f'<mark class="{kind}">{escape(words)}</mark>' if kind else escape(words)
