"""The page's addresses: forms and scripts get the same record, tokens are asked for, languages remembered, nothing is echoed."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

import bienban
from bienban.evaluation.gold import draft_from, load_gold, report_of
from bienban.records import Report
from bienban.render.formats import FORMATS, file_name
from bienban.render.words import LANGUAGES, words
from bienban.web.gold_out import gold_archive, gold_findings, gold_json
from processes import ROOT, SAMPLES
from web.support import MARKED, talk

TEXT = (SAMPLES / "so-ket-phoi-hop.txt").read_text(encoding="utf-8")
REPORT = bienban.extract(TEXT)
RECORD = REPORT.to_json()
META = {"id": "train-900", "kind": "press", "issuer": "Tin nội bộ", "author": "x1", "era": "2023", "level": "", "system": "union", "notes": ""}
JSON = {"accept": "application/json"}


class Visitor:
    """A browser without a screen: cookies kept, the token of the page in every form."""

    def __init__(self, client: httpx.AsyncClient, token: str) -> None:
        self.client, self.token = client, token

    async def form(self, path: str, headers: dict[str, str] | None = None, files: Any = None, **fields: str) -> httpx.Response:
        return await self.client.post(path, data={"csrf": self.token, **fields}, files=files, headers=headers)

    async def json(self, path: str, **value: Any) -> httpx.Response:
        lang = {"lang": value.pop("lang")} if "lang" in value else None
        return await self.client.post(path, json=value, params=lang, headers={**JSON, "x-csrf-token": self.token})


def visiting(scenario: Callable[[Visitor], Awaitable[Any]], **changes: Any) -> Any:
    async def whole(client: httpx.AsyncClient) -> Any:
        page = (await client.get("/")).text
        found = re.search(r'name="csrf" value="([^"]+)"', page)
        assert found
        return await scenario(Visitor(client, found[1]))

    return talk(whole, **changes)


def posted(path: str, headers: dict[str, str] | None = None, **fields: str) -> httpx.Response:
    answer: httpx.Response = visiting(lambda visitor: visitor.form(path, headers, **fields))
    return answer


def test_scripts_get_the_library_s_record_and_the_page_shows_it() -> None:
    answer = posted("/view", JSON, text=TEXT).json()
    assert Report.model_validate(answer["record"]) == REPORT
    assert answer["changes"] == []
    page = posted("/view", text=TEXT)
    assert page.headers["content-type"].startswith("text/html")
    assert answer["work"].strip() in page.text
    state = json.loads(re.search(r'id="state">(.*?)</script>', page.text, re.S)[1])  # type: ignore[index]
    assert Report.model_validate(state["record"]) == REPORT


def test_a_file_and_the_sample_are_read() -> None:
    data = (SAMPLES / "giao-ban-xa.txt").read_bytes()
    answer = visiting(lambda visitor: visitor.form("/view", JSON, files={"file": ("giao-ban.txt", data)}))
    assert answer.json()["record"]["source"]["name"] == "giao-ban.txt"
    assert posted("/view", JSON, sample="1").json()["record"]["tasks"]


@pytest.mark.parametrize(
    ("path", "fields"),
    [("/view", {"text": TEXT}), ("/export/json", {"record": RECORD}), ("/export/gold", {"record": RECORD, **META})],
)
def test_every_form_needs_the_token_of_the_page(path: str, fields: dict[str, str]) -> None:
    async def without(visitor: Visitor) -> httpx.Response:
        visitor.token = "x.y"
        return await visitor.form(path, JSON, **fields)

    answer = visiting(without)
    assert (answer.status_code, answer.json()["code"]) == (403, "BB609")


@pytest.mark.parametrize("path", ["/correct", "/form"])
def test_every_json_needs_the_token_of_the_page(path: str) -> None:
    async def without(visitor: Visitor) -> httpx.Response:
        return await visitor.client.post(path, json={"record": json.loads(RECORD), "id": "T1"}, headers=JSON)

    assert visiting(without).json()["code"] == "BB609"


@pytest.mark.parametrize(
    ("fields", "code", "status"),
    [
        ({"text": ""}, "BB101", 422),
        ({"text": "   "}, "BB101", 422),
        ({"text": "Hội nghị. " * 60}, "BB202", 413),
        ({}, "BB602", 422),
        ({"text": MARKED}, "BB612", 422),
        ({"text": f"Độ mật: Mật\n{REPORT.text[:200]}"}, "BB612", 422),
        ({"text": "CONFIDENTIAL\nMinutes of the joint working session on border trade."}, "BB612", 422),
    ],
)
def test_refusals_stand_on_the_page_with_the_text_kept(fields: dict[str, str], code: str, status: int) -> None:
    page = visiting(lambda visitor: visitor.form("/view", **fields), max_characters=500)
    assert page.status_code == status
    assert f"[{code}]" in page.text
    assert words("vi")("error.title") in page.text
    if fields.get("text", "").strip():
        assert fields["text"][:60] in page.text


def test_a_correction_comes_back_verified_with_its_changes() -> None:
    operation = {"op": "edit", "id": "T1", "values": {"due.edtf": "20/8/2023"}}
    answer = visiting(lambda v: v.json("/correct", record=json.loads(RECORD), changes=[], operation=operation, lang="vi")).json()
    assert answer["record"]["tasks"][0]["due"]["edtf"] == "2023-08-20"
    assert answer["changes"][0]["ref"] == "T1.due"
    assert answer["id"] == "T1"
    assert "đã sửa" in answer["work"]


@pytest.mark.parametrize(
    ("values", "lang", "told"),
    [
        ({"kind": "plan"}, "vi", "<del>nhiệm vụ được giao, chỉ đạo</del> → <ins>nhiệm vụ theo kế hoạch</ins>"),
        ({"kind": "plan"}, "en", "<ins>plan"),
        ({"due.edtf": "../2023-08-20"}, "vi", "<del>trước ngày 15/8/2023 (đến 15/8/2023)</del> → <ins>trước ngày 15/8/2023 (đến 20/8/2023)</ins>"),
        ({"due.edtf": "quý IV/2023"}, "en", "(Q4 2023)</ins>"),
        ({"assigner": "A2"}, "vi", "<del>ĐB1</del> → <ins>ĐB2</ins>"),
        ({"marker": "(một)"}, "vi", "<del>(1)</del> → <ins>(một)</ins>"),
    ],
)
def test_changes_are_told_in_words_and_not_in_codes(values: dict[str, str], lang: str, told: str) -> None:
    operation = {"op": "edit", "id": "T1", "values": values}
    answer = visiting(lambda v: v.json("/correct", record=json.loads(RECORD), changes=[], operation=operation, lang=lang)).json()
    assert told in answer["work"].partition('id="s-changes"')[2], answer["work"].partition('id="s-changes"')[2]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"record": None, "operation": {"op": "confirm", "id": "T1"}}, "BB618"),
        ({"record": json.loads(RECORD), "operation": {"op": "explode"}}, "BB602"),
        ({"record": json.loads(RECORD), "operation": {"op": "confirm", "id": "T99"}}, "BB619"),
        ({"record": json.loads(RECORD), "operation": {"op": "confirm", "id": "T1"}, "changes": [{"ref": "<b>"}]}, "BB602"),
        ({"record": {**json.loads(RECORD), "text": TEXT[1:]}, "operation": {"op": "confirm", "id": "T1"}}, "BB618"),
    ],
)
def test_what_cannot_be_corrected_is_a_typed_error_without_a_word_of_the_text(body: dict[str, Any], code: str) -> None:
    answer = visiting(lambda visitor: visitor.json("/correct", **body))
    assert answer.json()["code"] == code
    assert 400 <= answer.status_code < 500
    assert "Liên đoàn" not in answer.text


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_every_format_is_sent_as_a_file_of_its_kind(format: str) -> None:
    answer = posted(f"/export/{format}", record=RECORD)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMATS[format].media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="{file_name(format, "2023-07-18")}"'
    assert len(answer.content) > 500


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_a_tampered_record_is_never_rendered(format: str) -> None:
    answer = posted(f"/export/{format}", JSON, record=RECORD.replace("Liên đoàn Lao động huyện", "Liên đoàn Lao động xã"))
    assert (answer.status_code, answer.json()["code"]) == (422, "BB618")
    assert posted(f"/export/{format}", record="{").status_code == 422


def test_an_unknown_format_or_file_is_not_found() -> None:
    assert posted("/export/exe", JSON, record=RECORD).status_code == 404
    assert talk(lambda client: client.get("/static/..%2fpages.py")).status_code == 404
    assert talk(lambda client: client.get("/static/none.js")).status_code == 404


def test_static_files_are_sent_once() -> None:
    async def twice(client: httpx.AsyncClient) -> tuple[httpx.Response, httpx.Response]:
        first = await client.get("/static/app.js")
        return first, await client.get("/static/app.js", headers={"if-none-match": first.headers["etag"]})

    first, second = talk(twice)
    assert first.headers["content-type"].startswith("text/javascript")
    assert (second.status_code, second.content) == (304, b"")


def test_language_and_theme_are_remembered_and_nothing_else() -> None:
    async def choose(client: httpx.AsyncClient) -> httpx.Response:
        await client.get("/?lang=en&theme=dark")
        assert set(client.cookies) == {"lang", "theme", "bienban_csrf"}
        return await client.get("/")

    page = talk(choose).text
    assert '<html lang="en" data-theme="dark">' in page
    assert '<html lang="vi">' in talk(lambda client: client.get("/?lang=xx&theme=%22%3E")).text
    assert '<html lang="en">' in talk(lambda client: client.get("/", headers={"accept-language": "en-GB"})).text


def test_the_languages_have_the_same_words_with_the_same_places() -> None:
    def keys(table: dict[str, Any], path: str = "") -> dict[str, str]:
        return {
            k: v
            for name, value in table.items()
            for k, v in (keys(value, f"{path}{name}.") if isinstance(value, dict) else {f"{path}{name}": value}).items()
        }

    vi, en = (keys(dict(words(language).table)) for language in LANGUAGES)
    assert vi.keys() == en.keys()
    for key in vi:
        assert sorted(re.findall(r"\{\w+\}", vi[key])) == sorted(re.findall(r"\{\w+\}", en[key])), key
        assert vi[key].strip()


def test_the_page_asks_nothing_of_other_sites() -> None:
    static = [path for part in ("web", "render") for path in (ROOT / "pipeline" / "bienban" / part / "static").iterdir()]
    templates = [path for part in ("web", "render") for path in (ROOT / "pipeline" / "bienban" / part / "templates").iterdir()]
    assert len(static) > 8
    for path in [*static, *templates]:
        addresses = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+", path.read_text(encoding="utf-8"))) - {"http://www.w3.org"}
        assert not addresses, path.name
        if path.suffix == ".html" and path.name != "file.html":
            source = path.read_text(encoding="utf-8")
            assert not re.search(r"\sstyle=|\son\w+=|<style", source), path.name


def test_gold_is_read_back_as_it_was_for_the_whole_corpus() -> None:
    golds = load_gold(ROOT / "corpora" / "gold", ["train", "dev"])
    assert len(golds) > 200
    for gold in golds:
        meta = {**gold.meta.model_dump(exclude_none=True, exclude={"hard"}), "id": gold.name}
        again = report_of(draft_from(gold.name, gold.report.text.encode("utf-8"), gold_json(gold.report, meta))).report
        assert again == gold.report, gold.name


def test_the_archive_holds_the_two_files_and_is_the_same_each_time() -> None:
    data = gold_archive(REPORT, META)
    assert data == gold_archive(REPORT, META)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["train-900.txt", "train-900.json"]
        assert archive.read("train-900.txt").decode("utf-8") == TEXT
        assert json.loads(archive.read("train-900.json"))["meta"] == {**{k: v for k, v in META.items() if v}, "era": 2023}


def test_the_linter_speaks_before_anything_is_saved() -> None:
    notes = gold_findings(REPORT, META)
    assert all(found.severity == "warning" for found in notes)
    answer = posted("/export/gold", JSON, record=RECORD, check="1", **META)
    assert [row["code"] for row in answer.json()] == [found.code for found in notes]
    assert posted("/export/gold", JSON, record=RECORD, **{**META, "era": "xx"}).json()["code"] == "BB616"
    assert posted("/export/gold", JSON, record=RECORD, **{**META, "kind": "poem"}).json()["code"] == "BB616"
