"""Search: what a person types finds what the reports say, and says where."""

from __future__ import annotations

import json
import random
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bienban
from bienban.corpus.search import Hit, Query, find
from bienban.corpus.search_fold import exact_form, has_marks, plain_form, words_of
from bienban.corpus.search_index import open_index, update
from bienban.corpus.search_passages import paragraphs
from bienban.errors import SettingsError
from processes import SAMPLES

TEXTS = {
    "giao-ban": "Sáng 05/3/2024, UBND xã Bình Hạ tổ chức họp giao ban. Ông Triệu Văn Khang, Chủ tịch UBND xã chủ trì.\n\n"
    "Ông Triệu Văn Khang yêu cầu Công an xã rà soát hộ nghèo trước ngày 20/5/2024; các thôn tổng vệ sinh đường làng trước ngày 30/6/2024.",
    "dan-van": "Chiều 12/7/2023, Ban Dân vận Tỉnh ủy tổ chức hội nghị sơ kết phong trào thi đua Dân vận khéo theo Kế hoạch số 01-KH/TU "
    "ngày 05/01/2023.\n\n"
    "Bà Lò Thị Hoà phát biểu, cam kết sẽ xây dựng 10-12 mô hình Dân vận khéo trong năm 2023. Đồng chí Trần Văn Đức dự hội nghị.",
    "khong-dau": "Sáng 01/2/2024, UBND xã Tân Lập họp giao ban. Ông Đặng Văn Ký, Chủ tịch UBND xã chủ trì, kỹ thuật viên dân, vân, kheo cùng dự.",
}  # fmt: skip


def records(texts: Mapping[str, str] = TEXTS) -> dict[str, dict[str, Any]]:
    return {name: json.loads(bienban.extract(text, id=name).to_json()) for name, text in texts.items()}


RECORDS = records()


def entries_of(held: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, str]]:
    return [(name, str(hash(record["text"]))) for name, record in held.items()]


@contextmanager
def indexed(path: Path, held: Mapping[str, Mapping[str, Any]] = RECORDS, stamp: str = "1") -> Iterator[sqlite3.Connection]:
    def load(ids: Sequence[str]) -> Iterable[Mapping[str, Any]]:
        return [held[one] for one in ids]

    with closing(open_index(path)) as connection:
        update(connection, lambda: entries_of(held), load, stamp)
        yield connection


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with indexed(tmp_path_factory.mktemp("index") / "search.sqlite") as connection:
        yield connection


def words(hits: Sequence[Hit]) -> list[str]:
    return [RECORDS[hit.report_id]["text"][a:b] for hit in hits for a, b in hit.matches]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("dan van kheo", "Dân vận khéo"), ("Dân vận khéo", "Dân vận khéo"), ("DÂN VẬN KHÉO", "Dân vận khéo"), ("dân van kheo", "Dân vận khéo"),
        ("duc", "Đức"), ("đuc", "Đức"), ("Đức", "Đức"), ("lo thi hoa", "Lò Thị Hoà"), ("Lò Thị Hòa", "Lò Thị Hoà"), ("Lò Thị Hoà", "Lò Thị Hoà"),
        ("01-KH/TU", "01-KH/TU"), ("01 kh tu", "01-KH/TU"), ("duong lang", "đường làng"), ("ki thuat", "kỹ thuật"), ("kĩ thuật", "kỹ thuật"),
        ("Đặng Văn Kí", "Đặng Văn Ký"), (unicodedata.normalize("NFD", "Dân vận khéo"), "Dân vận khéo"), ("10-12 mô hình", "10-12 mô hình"),
    ],
)  # fmt: skip
def test_what_is_typed_finds_what_is_written(index: sqlite3.Connection, asked: str, found: str) -> None:
    hits = find(index, Query(asked))
    assert hits
    assert words(hits[:1])[0] == found


@pytest.mark.parametrize(
    "asked", ["125/BB-UBND", "x:", "dan OR", "NOT dan", "a AND (b", "NEAR(a b)", "exact:dan*", "^dan", "{a b}: c", "dan\x00van", 'a "b']
)
def test_signs_are_no_syntax(index: sqlite3.Connection, asked: str) -> None:
    assert all(hit.level in ("plain", "words") for hit in find(index, Query(asked)))


@given(st.text(max_size=30))
@settings(max_examples=150, deadline=None)
def test_no_query_breaks_the_search(index: sqlite3.Connection, asked: str) -> None:
    try:
        query = Query(asked)
    except SettingsError:
        return
    find(index, query)


def test_as_typed_comes_before_any_diacritics_and_a_row_before_scattered_words(index: sqlite3.Connection) -> None:
    hits = find(index, Query("dân vận khéo", kinds=["text"]))
    assert [hit.level for hit in hits] == ["exact", "exact", "plain"]
    assert hits[-1].report_id == "khong-dau"
    hits = find(index, Query("khéo dân", kinds=["text"]))
    assert {hit.level for hit in hits} == {"words"}


@pytest.mark.parametrize("asked", ["dan van kheo", "ho ngheo", "giao ban", "chu tich"])
def test_offsets_snippets_and_marks_agree_with_the_text(index: sqlite3.Connection, asked: str) -> None:
    for hit in find(index, Query(asked)):
        text = RECORDS[hit.report_id]["text"]
        assert text[hit.start : hit.end] == hit.text
        assert hit.matches
        for a, b in hit.matches:
            assert hit.start <= a < b <= hit.end
            assert words_of(plain_form(text[a:b])) == asked.split()
        assert [words_of(plain_form(hit.snippet[a:b])) for a, b in hit.marks] == [asked.split()] * len(hit.marks)
        assert hit.marks


def test_a_long_passage_shows_whole_words_around_the_match(tmp_path: Path) -> None:
    body = " ".join(f"chữ{n}" for n in range(400))
    held = records({"dài": f"Sáng 05/3/2024, UBND xã họp giao ban.\n\n{body} kim cương {body}"})
    with indexed(tmp_path / "s.sqlite", held) as connection:
        (hit,) = find(connection, Query("kim cuong"))
    assert len(hit.snippet) < 180
    assert hit.snippet.startswith("… chữ")
    assert hit.snippet.endswith(" …")
    assert set(hit.snippet.split()) <= {"…", "kim", "cương", *body.split()}
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["kim cương"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(person="trieu van khang", kinds=["task"]), {("giao-ban", "T1"), ("giao-ban", "T2")}),
        (Query(person="Triệu Văn Khang", kinds=["attendee"]), {("giao-ban", "A1")}),
        (Query(person="Triệu Văn Khánh"), set()),
        (Query(body="cong an xa", kinds=["task"]), {("giao-ban", "T1")}),
        (Query("ve sinh", person="khang", kinds=["task"]), {("giao-ban", "T2")}),
        (Query(due_before=date(2024, 5, 31)), {("giao-ban", "T1"), ("dan-van", "C1"), ("dan-van", "G1")}),
        (Query(due_after=date(2024, 6, 1)), {("giao-ban", "T2")}),
        (Query(due_after=date(2024, 5, 19), due_before=date(2024, 5, 19)), {("giao-ban", "T1")}),
        (Query(document="01-KH/TU", kinds=["document"]), {("dan-van", "D1")}),
        (Query(document="01-kh/tu", kinds=["text"], text="phong trao"), {("dan-van", None)}),
        (Query(document="01-KH/TW"), set()),
        (Query(kinds=["commitment"]), {("dan-van", "C1")}),
    ],
)
def test_people_bodies_documents_and_deadlines(index: sqlite3.Connection, query: Query, found: set[tuple[str, str | None]]) -> None:
    hits = {(hit.report_id, hit.item_id): hit for hit in find(index, query)}
    if query.due_before == date(2024, 5, 19):
        # "trước ngày 20/5" may be read as the 19th or the 20th: what matters here is that both bounds are inclusive.
        (due,) = {hit.due_last for hit in find(index, Query("ra soat ho ngheo", kinds=["task"]))}
        hits = {(hit.report_id, hit.item_id): hit for hit in find(index, Query(due_after=due, due_before=due))}
    assert set(hits) == found


def test_a_paragraph_gives_way_to_the_items_found_in_it(index: sqlite3.Connection) -> None:
    kinds = [hit.kind for hit in find(index, Query("tong ve sinh duong lang"))]
    assert kinds == ["task"]
    assert [hit.kind for hit in find(index, Query("tong ve sinh duong lang", kinds=["text"]))] == ["text"]


@pytest.mark.parametrize(
    "wrong", [{}, {"text": "  "}, {"text": "!?"}, {"person": "..."}, {"kinds": ["tasks"]}], ids=["nothing", "blank", "signs", "name of signs", "kind"]
)
def test_a_query_that_asks_nothing_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        Query(**wrong)


def test_limit_and_order_are_stable(index: sqlite3.Connection) -> None:
    every = find(index, Query("xa"), limit=50)
    assert [find(index, Query("xa"), limit=n) for n in range(1, len(every))] == [every[:n] for n in range(1, len(every))]


def test_to_dict_is_json(index: sqlite3.Connection) -> None:
    (hit,) = find(index, Query("ho ngheo", kinds=["task"]))
    plain = json.loads(json.dumps(hit.to_dict()))
    assert plain["due_last"] == hit.due_last.isoformat()  # type: ignore[union-attr]
    assert plain["item_id"] == "T1"


def test_an_index_brought_up_to_date_answers_as_one_made_anew(tmp_path: Path) -> None:
    rng = random.Random(1)
    names = list(RECORDS)
    for turn in range(8):
        held = {name: RECORDS[name] for name in rng.sample(names, rng.randrange(len(names) + 1))}
        if turn % 3 == 2:
            held = {**held, "giao-ban": {**RECORDS["dan-van"], "source": RECORDS["giao-ban"]["source"]}}
        fresh = tmp_path / f"fresh-{turn}.sqlite"
        with indexed(tmp_path / "kept.sqlite", held, str(turn)) as kept, indexed(fresh, held) as new:
            for query in (Query("dan van kheo"), Query("xa"), Query("chủ tịch"), Query(kinds=["task"]), Query(person="khang")):
                assert find(kept, query) == find(new, query)


def test_what_is_up_to_date_is_not_read_again(tmp_path: Path) -> None:
    def never(ids: Sequence[str]) -> Iterable[Mapping[str, Any]]:
        raise AssertionError(ids)

    with indexed(tmp_path / "s.sqlite") as connection:
        assert update(connection, lambda: pytest.fail("not asked"), never, "1") == (0, 0)
        assert update(connection, lambda: entries_of(RECORDS), never, "2") == (0, 0)
        assert update(connection, lambda: entries_of(RECORDS)[:1], never, "3") == (0, 2)


def test_an_update_that_was_cut_short_is_carried_on(tmp_path: Path) -> None:
    def failing(ids: Sequence[str]) -> Iterable[Mapping[str, Any]]:
        yield RECORDS[ids[0]]
        raise RuntimeError("killed")

    with closing(open_index(tmp_path / "s.sqlite")) as connection, pytest.raises(RuntimeError):
        update(connection, lambda: entries_of(RECORDS), failing, "1")
    with indexed(tmp_path / "s.sqlite") as connection:
        assert len(find(connection, Query("giao ban", kinds=["text"]))) == 2


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, None])
def test_a_broken_or_old_index_is_made_anew(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "s.sqlite"
    if content is None:
        with indexed(path) as connection, connection:
            connection.execute("UPDATE meta SET value = 'old' WHERE key = 'version'")
    else:
        path.write_bytes(content)
    with indexed(path) as connection:
        assert find(connection, Query("dan van kheo"))


@given(st.text(st.sampled_from("aàảãáạăắâầđĐÐdDqusyiíì hHkKlLý\u0300\u0323'-–.½ﬁß😀İ")))
def test_folds_keep_the_length(text: str) -> None:
    canonical = unicodedata.normalize("NFC", text)
    assert len(exact_form(canonical)) == len(plain_form(canonical)) == len(canonical)
    assert plain_form(plain_form(canonical)) == plain_form(canonical)


@pytest.mark.parametrize(("text", "marks"), [("dan van", False), ("Dan-Van", False), ("dân", True), ("đan", True), ("01-KH/TU", False)])
def test_has_marks(text: str, marks: bool) -> None:
    assert has_marks(text) == marks


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.txt")))
def test_paragraphs_hold_every_word_once(name: str) -> None:
    text = bienban.extract((SAMPLES / name).read_bytes()).text
    assert " ".join(text[a:b] for a, b in paragraphs(text)).split() == text.split()
