"""Trang xem lỗi (error page): every error with the text around it, as one HTML file that loads nothing.

The page can be narrowed down by field, outcome, rule or model, kind of text and era, and searched. Without scripts it is
the plain list of everything.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape
from itertools import pairwise
from typing import NamedTuple

from bienban.evaluation.fields import FIELDS
from bienban.evaluation.metrics import ERAS, Evaluation, Row, Scored, by_method, era_of, kind_of
from bienban.evaluation.outcomes import NO_METHOD, Outcome, Side
from bienban.evaluation.report import HEADLINE, TEST_NOTICE
from bienban.evaluation.report_page import SCRIPT, STYLE
from bienban.records import Span

_AROUND = 140
_FAR = 500
"""Gold and found spans further apart than this are shown in two excerpts."""
_VERDICTS = {"wrong": "sai / wrong", "missed": "bỏ sót / missed", "invented": "bịa thêm / invented"}


class _Error(NamedTuple):
    report: Scored
    outcome: Outcome

    @property
    def traits(self) -> dict[str, str]:
        """What the page can be narrowed down by."""
        gold, outcome = self.report.gold, self.outcome
        return {
            "field": outcome.field, "verdict": outcome.verdict, "method": outcome.method, "kind": kind_of(gold), "era": era_of(gold),
            "report": gold.name,
        }  # fmt: skip


_FILTERS: tuple[tuple[str, str], ...] = (
    ("field", "Trường / Field"), ("verdict", "Kết quả / Outcome"), ("method", "Quy tắc, mô hình / Method"), ("kind", "Loại / Kind"),
    ("era", "Thời kỳ / Era"), ("report", "Báo cáo / Report"),
)  # fmt: skip


def html_report(evaluation: Evaluation, *, test: bool = False) -> str:
    """Trang HTML (page) of all errors of one system; all text is escaped, nothing is loaded from elsewhere."""
    return "".join(_page(evaluation, test))


def _page(evaluation: Evaluation, test: bool) -> Iterator[str]:
    errors = [_Error(report, outcome) for report in evaluation.reports for outcome in report.outcomes if outcome.verdict != "right"]
    yield from _head(evaluation.system)
    yield f"<h1>Đánh giá / Evaluation: {escape(evaluation.system)}</h1>\n"
    if test:
        yield f'<p class="notice">{escape(TEST_NOTICE)}</p>\n'
    yield f"<p>{len(evaluation.reports)} báo cáo / reports, {len(errors)} lỗi / errors.</p>\n"
    yield from _folded("Điểm từng trường / Scores", _table(evaluation.rows()), shown=True)
    yield from _folded("F1 theo loại / by kind", _groups(evaluation.by(kind_of)))
    yield from _folded("F1 theo thời kỳ / by era", _groups(_in_order(evaluation.by(era_of))))
    yield from _folded("Lỗi theo quy tắc, mô hình / Errors by rule or model", _methods(evaluation))
    yield from _filters(errors)
    by_field: dict[str, list[_Error]] = defaultdict(list)
    for error in errors:
        by_field[error.outcome.field].append(error)
    yield "<main>\n"
    for field in FIELDS:
        if field in by_field:
            yield from _section(field, by_field[field])
    yield f"</main><script>{SCRIPT}</script></body></html>\n"


def _head(system: str) -> Iterator[str]:
    allowed = b64encode(sha256(SCRIPT.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{allowed}'"
    yield '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield f"<title>bienban: {escape(system)}</title><style>{STYLE}</style></head><body>\n"


def _folded(title: str, content: Iterable[str], *, shown: bool = False) -> Iterator[str]:
    yield f"<details{' open' if shown else ''}><summary>{escape(title)}</summary><div class='wide'>\n"
    yield from content
    yield "</div></details>\n"


def _table(rows: Sequence[Row]) -> Iterator[str]:
    heads = (
        "trường<br>field", "gold", "thấy<br>found", "đúng<br>right", "sai<br>wrong", "sót<br>missed", "bịa<br>invented",
        *(head for share in ("F1", "P", "R") for head in (share, "95 %")),
    )  # fmt: skip
    yield f"<table><thead><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr></thead><tbody>\n"
    for field, c, interval, precision, recall in rows:
        shares = ((c.f1, interval), (c.precision, precision), (c.recall, recall))
        numbers = (
            *map(str, (c.gold, c.found, c.right, c.wrong, c.missed, c.invented)),
            *(cell for share, spread in shares for cell in (f"{share:.3f}", f"{spread[0]:.3f}–{spread[1]:.3f}" if spread else "–")),
        )
        name = f'<a href="#{field}">{field}</a>' if c.wrong + c.missed + c.invented else field
        yield f"<tr><td>{name} <small>{escape(FIELDS[field])}</small></td>{_cells(numbers)}</tr>\n"
    yield "</tbody></table>\n"


def _cells(values: Iterable[object]) -> str:
    return "".join(f"<td>{escape(str(value))}</td>" for value in values)


def _in_order(groups: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    return {era: groups[era] for era in ERAS if era in groups}


def _groups(groups: Mapping[str, list[Row]]) -> Iterator[str]:
    tables = {name: {row.field: row.counts for row in rows} for name, rows in groups.items()}
    yield f"<table><thead><tr><th></th>{''.join(f'<th>{escape(name)}</th>' for name in tables)}</tr></thead><tbody>\n"
    for field in HEADLINE:
        counts = [table.get(field) for table in tables.values()]
        if any(counts):
            cells = (f"{c.f1:.3f} ({c.gold})" if c else "–" for c in counts)
            yield f"<tr><td>{field} <small>{escape(FIELDS[field])}</small></td>{_cells(cells)}</tr>\n"
    yield "</tbody></table><p><small>F1 (số mục trong gold / items in the gold)</small></p>\n"


def _methods(evaluation: Evaluation) -> Iterator[str]:
    faulty = [(c.wrong + c.invented, field, method, c) for (field, method), c in by_method(evaluation.reports).items() if c.wrong + c.invented]
    heads = ("", "quy tắc, mô hình / method", "đúng / right", "sai / wrong", "bịa / invented")
    yield f"<table><thead><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr></thead><tbody>\n"
    for _, field, method, c in sorted(faulty, key=lambda row: (-row[0], row[1], row[2])):
        yield f"<tr><td>{field}</td><td><code>{escape(method)}</code></td>{_cells((c.right, c.wrong, c.invented))}</tr>\n"
    yield "</tbody></table>\n"


def _filters(errors: Sequence[_Error]) -> Iterator[str]:
    yield '<form id="filters">'
    traits = [error.traits for error in errors]
    for name, label in _FILTERS:
        counts = Counter(one[name] for one in traits)
        options = sorted(counts, key=_FIELD_PLACE if name == "field" else lambda value: (value == NO_METHOD, value))
        shown = "".join(f'<option value="{escape(value)}">{escape(_label(name, value))} ({counts[value]})</option>' for value in options)
        yield f'<label>{label}<select name="{name}"><option value="">tất cả / all</option>{shown}</select></label>'
    yield '<label>Tìm / Search<input type="search" name="words"></label><button type="reset">Bỏ lọc / Clear</button>'
    yield '<output id="shown" aria-live="polite"></output>'
    yield '<span class="key"><mark class="gold">gold</mark> <mark class="found">tìm thấy / found</mark> '
    yield '<mark class="both">cả hai / both</mark></span></form>\n'


_FIELD_PLACE: Callable[[str], int] = list(FIELDS).index


def _label(name: str, value: str) -> str:
    if name == "verdict":
        return _VERDICTS[value]
    return "không có / none" if name == "method" and value == NO_METHOD else value


def _section(field: str, errors: Sequence[_Error]) -> Iterator[str]:
    yield f'<section id="{field}"><h2>{field} <small>{escape(FIELDS[field])}: <span class="count">{len(errors)}</span></small></h2>\n'
    for error in errors:
        yield from _article(error)
    yield "</section>\n"


def _article(error: _Error) -> Iterator[str]:
    report, outcome = error
    traits = " ".join(f'data-{name}="{escape(value)}"' for name, value in error.traits.items())
    yield f'<article class="{outcome.verdict}" {traits}><header><b>{escape(report.gold.name)}</b> <i>{_VERDICTS[outcome.verdict]}</i>'
    yield f" <small>{escape(kind_of(report.gold))}</small>"
    if outcome.found is not None:
        yield f" <code>{escape(outcome.method)}</code>"
    yield "</header><dl>"
    for name, label, one in (("gold", "gold", outcome.gold), ("found", "tìm thấy", outcome.found)):
        if one is not None:
            yield f'<dt class="{name}">{label} {escape(one.id)}</dt><dd>{escape(one.value)}</dd>'
    yield "</dl>"
    record = report.gold.report
    for excerpt in excerpts(record.text, outcome.gold, outcome.found, record.meeting.title):
        yield f'<p class="text">{excerpt}</p>'
    yield "</article>\n"


def excerpts(text: str, gold: Side | None, found: Side | None, title: Span | None = None) -> list[str]:
    """Đoạn trích (excerpts) around the places of both sides, escaped and marked; one, or two where they are far apart.

    What stands nowhere (the kind of a meeting, a warning) is shown with the words around the meeting's ``title``, or the
    beginning of the text.
    """
    places = [(one.start, one.end) for one in (gold, found) if one is not None and one.end > one.start]
    if not places:
        return [_excerpt(text, (title.start, title.end) if title is not None else (0, 0), None, None)]
    if len(places) == 2 and max(places)[0] - min(places)[1] > _FAR:
        return [_excerpt(text, place, gold, found) for place in sorted(places)]
    return [_excerpt(text, (min(start for start, _ in places), max(end for _, end in places)), gold, found)]


def _excerpt(text: str, place: tuple[int, int], gold: Side | None, found: Side | None) -> str:
    start, end = _word_edge(text, max(0, place[0] - _AROUND), place[0], 1), _word_edge(text, min(len(text), place[1] + _AROUND), place[1], -1)
    edges = {start, end} | {edge for one in (gold, found) if one is not None for edge in (one.start, one.end) if start < edge < end}
    cuts = sorted(edges)
    parts = [_marked(text[a:b], _covers(gold, a), _covers(found, a)) for a, b in pairwise(cuts)]
    return f"{'…' if start else ''}{''.join(parts)}{'…' if end < len(text) else ''}"


def _word_edge(text: str, at: int, limit: int, step: int) -> int:
    """Where an excerpt begins or ends: the edge of a word, no further in than ``limit``."""
    while at != limit and 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum():
        at += step
    return at


def _covers(one: Side | None, at: int) -> bool:
    return one is not None and one.start <= at < one.end


def _marked(words: str, gold: bool, found: bool) -> str:
    kind = "both" if gold and found else "gold" if gold else "found" if found else ""
    return f'<mark class="{kind}">{escape(words)}</mark>' if kind else escape(words)
