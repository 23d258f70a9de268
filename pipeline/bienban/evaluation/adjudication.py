"""Phân xử (adjudication): what was decided where two annotations of a text differ, and the gold that follows from it.

One file a report: ``{"report": NAME, "decisions": [...]}``. A decision names the entry (``id``, ``field``, ``line``,
``place``), what the ``first`` and the ``second`` annotation say there, and settles it: ``first``, ``second``, or
``neither`` with the right ``value``; always with a ``reason``. ``neither`` also corrects what both had alike.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from bienban.errors import InputError
from bienban.evaluation.differences import Entry, differing, entries, line_of
from bienban.evaluation.findings import GoldError, finding
from bienban.evaluation.gold import LISTS, Said, gold_files, load_gold
from bienban.evaluation.quotes import find_quote
from bienban.evaluation.readings import LETTERS, LINKS
from bienban.records import Report
from bienban.records.base import NonEmpty, Record

SPLITS = ("dev", "test")
"""The splits that are annotated twice."""
FIRST, SECOND, ADJUDICATION, GOLD = "first", "second", "adjudication", "gold"
"""Folders of a corpus, side by side; each has a folder for each split."""

OUTCOMES = ("first", "second", "neither", "both corrected")


class Decision(Record):
    """Một phán quyết (decision): see the module; ``value`` only where the decision is ``neither``, ``null`` for nothing at all."""

    id: NonEmpty
    field: NonEmpty
    line: Annotated[int, Field(ge=1)]
    place: NonEmpty
    first: Any = None
    second: Any = None
    decision: Literal["first", "second", "neither"]
    value: Any = None
    reason: Said

    @property
    def settled(self) -> Any:
        """Giá trị được chọn (settled value): the reading that the gold must give."""
        return {"first": self.first, "second": self.second, "neither": self.value}[self.decision]


def texts_of(folder: Path) -> Path | None:
    """Nơi có văn bản (where the texts are): ``None`` where they lie beside the records, else in the gold folder of the corpus.

    ``folder`` is one split of an annotation (``first/dev``) or the whole of it (``first``).
    """
    if next(folder.rglob("*.txt"), None) is not None:
        return None
    return next((gold for gold in (folder.parent.parent / GOLD / folder.name, folder.parent / GOLD) if gold.is_dir()), None)


def both(corpus: Path, split: str) -> dict[str, tuple[Report, Report]]:
    """Hai bản chú giải (both annotations) of a split, by name; ``GoldError`` for damaged files, ``KeyError`` for a missing second one."""
    first, second = (load_gold(corpus / name / split, texts=corpus / GOLD / split) for name in (FIRST, SECOND))
    others = {gold.name: gold.report for gold in second}
    return {gold.name: (gold.report, others[gold.name]) for gold in first}


def read_decisions(path: Path) -> list[Decision]:
    """Đọc phán quyết (read decisions) that are made, drafts left out; ``InputError`` for a malformed file, none where there is none."""
    try:
        return [Decision.model_validate(row) for row in _rows(path) if row["decision"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise InputError.unreadable(str(path), reason) from error


def _rows(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["decisions"] if path.exists() else []
    return rows


def open_entries(pair: tuple[Report, Report], decisions: Sequence[Decision]) -> list[Entry]:
    """Chỗ chưa phân xử (open entries): differences without a decision."""
    known = {decision.id for decision in decisions}
    return [entry for entry in differing(pair) if entry.id not in known and entry.id.partition(".")[0] not in known]


def adjudicated(pair: tuple[Report, Report], decisions: Sequence[Decision]) -> dict[str, Any]:
    """Bản gold (gold record) as JSON without its ``meta``: the first annotation with the decisions applied, ids renumbered."""
    settled = {entry.id: entry.readings[0] for entry in entries(pair)} | {decision.id: decision.settled for decision in decisions}
    places = {entry.id: n for n, entry in enumerate(entries(pair))}
    meeting = {id.split(".", 1)[1]: value for id, value in settled.items() if id.startswith("meeting.") and value is not None}
    record: dict[str, Any] = {"document": _items("document", settled).get("document"), "meeting": meeting}
    lists = {key: _ordered(pair[0].text, _items(key, settled), places) for key, _, _ in LISTS}
    ids = {name: f"{LETTERS[key]}{n}" for key, listed in lists.items() for n, (name, _) in enumerate(listed, 1)}
    ids |= _statements(lists["commitments"])
    for key, _, model in LISTS:
        record[key] = [_with_ids(item, ids[name], ids, list(model.model_fields)) for name, item in lists[key]]
    return {**record, "warnings": [id.split(".", 1)[1] for id, value in settled.items() if id.startswith("warnings.") and value]}


def _items(key: str, settled: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Items of one list by name, put together from their entries; a whole item that is settled goes before its parts."""
    items: dict[str, dict[str, Any]] = {}
    mine = {id: value for id, value in settled.items() if id == key or id.startswith((f"{key}@", f"{key}."))}
    for id, value in mine.items():
        name, _, part = id.partition(".")
        if part and name not in mine and value is not None:
            items.setdefault(name, {}).update(value if part == "q" else {part: value})
        elif not part and value is not None:
            items[name] = dict(value)
    return items


def _ordered(text: str, items: Mapping[str, dict[str, Any]], places: Mapping[str, int]) -> list[tuple[str, dict[str, Any]]]:
    def place(name: str) -> tuple[int, int]:
        item = items[name]
        return find_quote(text, item["q"], item.get("n", 1)), places.get(f"{name}.q", places.get(name, 0))

    return [(name, items[name]) for name in sorted(items, key=place)]


def _statements(commitments: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[str, str]:
    names = dict.fromkeys(item["statement_id"] for _, item in commitments)
    return {name: f"S{n}" for n, name in enumerate(names, 1)}


def _with_ids(item: Mapping[str, Any], id: str, ids: Mapping[str, str], order: Sequence[str]) -> dict[str, Any]:
    """The item as the gold writes it: id and quote first, then the fields of its model; links by the new ids."""
    made: dict[str, Any] = {"id": id, **{part: item[part] for part in ("q", "n") if part in item}}
    for part in order:
        if part in item and part not in made:
            value = item[part]
            if part in LINKS:
                value = [ids.get(one, one) for one in value] if isinstance(value, list) else ids.get(value, value)
            made[part] = value
    return made


def folders_differ(first: Path, second: Path) -> Iterator[tuple[str, str, list[Entry]]]:
    """Khác nhau giữa hai thư mục (differences of two folders): for each report of both, its name, its text and the entries that differ."""
    texts = texts_of(first) or first
    a, b = ({gold.name: gold.report for gold in load_gold(folder, texts=texts)} for folder in (first, second))
    for name in sorted(a.keys() & b.keys()):
        if a[name].text != b[name].text:
            raise GoldError.refuse([finding(str(second / f"{name}.txt"), 1, "G012", reason="not the text of the other folder")])
        yield name, a[name].text, differing((a[name], b[name]))


def undecided(corpus: Path, split: str, *, write: bool = False) -> Iterator[tuple[str, str, list[Entry]]]:
    """Chỗ chưa phân xử (undecided) of a split, as :func:`folders_differ` gives differences.

    ``write`` adds a draft of each to the report's adjudication file, to be filled in.
    """
    for name, pair in both(corpus, split).items():
        path = corpus / ADJUDICATION / split / f"{name}.json"
        opened = open_entries(pair, read_decisions(path))
        if opened and write:
            rows = _rows(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            rows += [draft(pair[0].text, entry) for entry in opened if entry.id not in {row["id"] for row in rows}]
            path.write_text(written({"report": name, "decisions": rows}), encoding="utf-8", newline="\n")
        yield name, pair[0].text, opened


def tally(corpus: Path, split: str) -> Counter[tuple[str, str]]:
    """Đếm phán quyết (tally) of a split: how often each field was decided how; what both had alike counts as ``both corrected``."""
    counts: Counter[tuple[str, str]] = Counter()
    for path in sorted((corpus / ADJUDICATION / split).glob("*.json")):
        for one in read_decisions(path):
            counts[one.field, OUTCOMES[3] if one.first == one.second else one.decision] += 1
    return counts


def tally_text(counts: Mapping[tuple[str, str], int]) -> str:
    """Bảng chữ (text table) of a tally: a row for each field and their sum."""
    lines = [f"{'field':28}" + "".join(f"{how:>16}" for how in OUTCOMES)]
    lines += [
        f"{field:28}" + "".join(f"{counts.get((field, how), 0):16}" for how in OUTCOMES) for field in sorted({field for field, _ in counts})
    ]
    lines.append(f"{'all':28}" + "".join(f"{sum(n for (_, one), n in counts.items() if one == how):16}" for how in OUTCOMES))
    return "\n".join(lines) + "\n"


def draft(text: str, entry: Entry) -> dict[str, Any]:
    """Bản nháp phán quyết (draft of a decision) for an open entry: everything but the decision and its reason."""
    return {
        "id": entry.id, "field": entry.field, "line": line_of(text, entry), "place": entry.words,
        "first": entry.readings[0], "second": entry.readings[1], "decision": "", "reason": "",
    }  # fmt: skip


def apply(corpus: Path, split: str) -> Iterator[str]:
    """Ghi bản gold theo phán quyết (apply): rewrite the gold files of a split, ``meta`` kept; yields the names of those that changed."""
    pairs = both(corpus, split)
    for _, path in gold_files(corpus / GOLD / split):
        if path.stem not in pairs:
            continue
        old = path.read_text(encoding="utf-8")
        record = adjudicated(pairs[path.stem], read_decisions(corpus / ADJUDICATION / split / path.name))
        new = written({"meta": json.loads(old)["meta"], **record})
        if new != old:
            path.write_text(new, encoding="utf-8", newline="\n")
            yield path.stem


def written(value: Mapping[str, Any]) -> str:
    """JSON như tệp gold viết (JSON text), ending with a newline."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
