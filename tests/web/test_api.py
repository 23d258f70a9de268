"""The API: the library's record, byte for byte, however the text is sent; and errors that say what is wrong and no more."""

from __future__ import annotations

import json
from typing import Any

import httpx
import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bienban
from bienban.errors import MESSAGES, RequestError
from bienban.records.publish import schema_of, schemas
from bienban.web.api_input import clean_name, flat_json, strict_json
from bienban.web.api_problems import language_of, status_of
from bienban.web.settings import Settings
from processes import ROOT, SAMPLES
from web.support import MARKED, REPORT, ask, hooked, talk

CORPUS = sorted((ROOT / "corpora").rglob("*.txt"))


def answers(bodies: list[dict[str, Any]], slots: Any = None) -> list[httpx.Response]:
    async def scenario(client: httpx.AsyncClient) -> list[httpx.Response]:
        return [await client.post("/api/extract", **body) for body in bodies]

    return talk(scenario, slots)


def test_the_record_of_every_text_of_the_corpus_is_the_library_s() -> None:
    texts = [path.read_text(encoding="utf-8") for path in CORPUS]
    assert len(texts) > 300
    for text, answer in zip(texts, answers([{"json": {"text": text}} for text in texts]), strict=True):
        assert answer.content == bienban.extract(text).to_json().encode("utf-8")


def test_a_real_worker_and_every_way_of_sending_give_the_library_s_bytes() -> None:
    data = SAMPLES.joinpath("so-ket-phoi-hop.txt").read_bytes()
    text = data.decode("utf-8")
    sent: list[dict[str, Any]] = [
        {"json": {"text": text}},
        {"json": {"text": text, "name": "bc.txt"}},
        {"json": {"text": text, "name": None}},
        {"content": data, "headers": {"content-type": "text/plain"}},
        {"content": data, "headers": {"content-type": "Text/Plain; charset=utf-8"}, "params": {"name": "bc.txt"}},
        {"content": text.encode("utf-16"), "headers": {"content-type": "text/plain"}},
        {"files": {"file": ("bc.txt", data)}},
        {"files": {"file": ("C:\\tài liệu\\bc.txt", text.encode("utf-16"))}},
        {"files": {"text": (None, text), "name": (None, "bc.txt")}},
        {"files": {"file": ("", b""), "text": (None, text)}},
    ]
    expected = [
        (text, None), (text, "bc.txt"), (text, None), (data, None), (data, "bc.txt"), (text.encode("utf-16"), None), (data, "bc.txt"),
        (text.encode("utf-16"), "bc.txt"), (text, "bc.txt"), (text, None),
    ]  # fmt: skip
    for answer, (source, name) in zip(answers(sent, hooked(Settings(workers=1))), expected, strict=True):
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
        assert answer.content == bienban.extract(source, name=name).to_json().encode("utf-8")


@given(text=st.text(min_size=1, max_size=300).filter(lambda text: not text.isspace()))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_at_all(text: str) -> None:
    """Controls, surrogates, marks that turn the writing direction: what the library makes of them, or its error."""
    answer = ask("POST", "/api/extract", content=json.dumps({"text": text}), headers={"content-type": "application/json"})
    assert answer.content == bienban.extract(text).to_json().encode("utf-8")


def test_the_name_of_the_folder_does_not_travel() -> None:
    for sent, kept in [
        ("a/b/c.txt", "c.txt"),
        ("..\\..\\c.txt", "c.txt"),
        ("c\x00\n.txt", "c.txt"),
        ("x" * 400, "x" * 255),
        ("/", None),
        (" ", None),
        (None, None),
    ]:
        assert clean_name(sent) == kept


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"json": {"text": ""}}, "BB101"),
        ({"json": {"text": " \n\t"}}, "BB101"),
        ({"content": b"", "headers": {"content-type": "text/plain"}}, "BB101"),
        ({"files": {"file": ("a.txt", b"")}}, "BB101"),
        ({"files": {"file": ("a.zip", b"PK\x03\x04" + bytes(200))}}, "BB103"),
        ({"files": {"file": ("a.exe", b"MZ" + bytes(range(256)) * 4)}}, "BB104"),
        ({"json": {"text": "ạ" * 1_000_001}}, "BB202"),
        ({"json": {}}, "BB602"),
        ({"json": {"text": 1}}, "BB602"),
        ({"json": {"text": None}}, "BB602"),
        ({"json": {"text": "x", "name": 1}}, "BB602"),
        ({"json": {"text": "x", "other": 1}}, "BB602"),
        ({"json": ["x"]}, "BB602"),
        ({"json": "x"}, "BB602"),
        ({"content": b"{", "headers": {"content-type": "application/json"}}, "BB601"),
        ({"content": b'{"text": "\xff"}', "headers": {"content-type": "application/json"}}, "BB601"),
        ({"content": b'{"text": "a", "text": "b"}', "headers": {"content-type": "application/json"}}, "BB601"),
        ({"content": b'{"text": NaN}', "headers": {"content-type": "application/json"}}, "BB601"),
        ({"content": b"[" * 200_000, "headers": {"content-type": "application/json"}}, "BB602"),
        ({"content": b'{"text":' * 200_000, "headers": {"content-type": "application/json"}}, "BB602"),
        ({"content": b'{"text": ' + b"9" * 5_000 + b"}", "headers": {"content-type": "application/json"}}, "BB602"),
        ({"content": b"x", "headers": {"content-type": "multipart/form-data"}}, "BB603"),
        ({"content": b"x", "headers": {"content-type": "multipart/form-data; boundary=b"}}, "BB603"),
        ({"files": [("file", ("a.txt", b"a")), ("file", ("b.txt", b"b"))]}, "BB603"),
        ({"files": [(f"f{n}", (None, "x")) for n in range(40)]}, "BB603"),
        ({"files": {"other": (None, "x")}}, "BB602"),
        ({"data": {"text": REPORT}}, "BB606"),
        ({"content": b"<a/>", "headers": {"content-type": "text/xml"}}, "BB606"),
        ({"content": b"x"}, "BB606"),
    ],
)  # fmt: skip
def test_what_is_refused_and_how(request_: dict[str, Any], code: str) -> None:
    answer = ask("POST", "/api/extract", **request_)
    problem = answer.json()
    assert (problem["code"], answer.status_code, problem["status"]) == (code, status_of(code), status_of(code))
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["message_vi"] != problem["message_en"]


VALID = ['{"text":"a"}', ' { "name" : null , "text" : "a\\u1ea1\\ud800\\"\\\\" } \n', "{}", '{"text":null}', '{"text":"","name":""}']
MALFORMED = [
    "", " ", "{", "}", '{"text"}', '{"text":}', '{"text":"a",}', '{,"text":"a"}', '{"text":"a" "name":"b"}', '{"text":"a"}x',
    '{"text":"a"}{}', "{'text':'a'}", '{"text":"a\nb"}', '{"text":"\\x"}', '{"text":"a', '{"text":NaN}', '{text:"a"}', '\ufeff{"text":"a"}',
    '{"text":"a"}\x00', '{"text":"a","text":"b"}',
]  # fmt: skip


@pytest.mark.parametrize("body", VALID)
def test_flat_json_is_read_as_json_is(body: str) -> None:
    assert flat_json(body.encode(), ("text", "name")) == json.loads(body)


@pytest.mark.parametrize("body", MALFORMED)
def test_malformed_json_is_malformed(body: str) -> None:
    with pytest.raises(RequestError, match="BB601"):
        flat_json(body.encode(), ("text", "name"))


@given(st.dictionaries(st.sampled_from(["text", "name"]), st.none() | st.text()), st.sampled_from([None, 1]), st.booleans())
def test_flat_json_is_what_any_writer_makes(value: dict[str, str | None], indent: int | None, ascii_: bool) -> None:
    body = json.dumps(value, indent=indent, ensure_ascii=ascii_).encode("utf-8", "surrogatepass")
    if ascii_ or not any(char for text in value.values() for char in text or "" if "\ud800" <= char <= "\udfff"):
        assert flat_json(body, ("text", "name")) == value


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"a":1,"a":2}', "twice"),
        (b"[NaN]", "NaN"),
        (b"[" * 200_000, "deep"),
        (b'{"a":' * 200_000, "deep"),
        (b"\xff", "UTF-8"),
        (b"[1,]", "1:4"),
        (b"9" * 5_000, ""),
    ],
)
def test_strict_json_refuses(body: bytes, reason: str) -> None:
    with pytest.raises(RequestError, match=f"BB601.*{reason}"):
        strict_json(body)


@pytest.mark.parametrize(
    "request_",
    [
        {"json": {"text": 5, "Bí mật của tôi": "Bí mật của tôi"}},
        {"json": {"Bí mật của tôi": "Bí mật của tôi"}},
        {"json": ["Bí mật của tôi"]},
        {"content": '{"text": "Bí mật của tôi'.encode(), "headers": {"content-type": "application/json"}},
        {"content": '{"Bí mật của tôi": 1, "Bí mật của tôi": 2}'.encode(), "headers": {"content-type": "application/json"}},
        {"data": {"text": "Bí mật của tôi"}},
        {"files": {"Bí mật của tôi": ("Bí mật của tôi", "Bí mật của tôi".encode())}},
        {"content": "--b\r\nBí mật của tôi\r\n".encode(), "headers": {"content-type": "multipart/form-data; boundary=b"}},
        {"json": {"text": "TỐI MẬT\nBí mật của tôi"}},
        {"json": {"text": "Bí mật của tôi" * 100}},
    ],
)
def test_nothing_that_was_sent_comes_back_in_an_error(request_: dict[str, Any]) -> None:
    answer = ask("POST", "/api/extract", {"max_characters": 300}, **request_)
    assert answer.status_code >= 400
    text = json.dumps(answer.json(), ensure_ascii=False) + str(answer.headers)
    assert "của tôi" not in text
    assert "B\\u00ed" not in answer.text


@pytest.mark.parametrize("marking", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "Tối mật"])
@pytest.mark.parametrize("way", ["json", "plain", "file"])
def test_a_secrecy_marking_is_refused_unless_the_operator_allows_it(marking: str, way: str) -> None:
    text = f"UBND XÃ BÌNH HẠ\n{marking}\n{REPORT}"
    sent: dict[str, Any] = {
        "json": {"json": {"text": text}}, "plain": {"content": text.encode(), "headers": {"content-type": "text/plain"}},
        "file": {"files": {"file": ("a.txt", text.encode())}},
    }[way]  # fmt: skip
    refused = ask("POST", "/api/extract", **sent)
    assert (refused.status_code, refused.json()["code"]) == (422, "BB612")
    assert marking in refused.json()["message_vi"]
    assert "Bình Hạ" not in refused.text
    allowed = ask("POST", "/api/extract", {"allow_marked": True}, **sent)
    assert (allowed.status_code, allowed.json()["warnings"][0]["code"]) == (200, "secrecy_marking")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        (None, "vi"),
        ("", "vi"),
        ("vi", "vi"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("en;q=0.5,vi;q=0.6", "vi"),
        ("fr", "vi"),
        ("en;q=x", "vi"),
    ],
)
def test_the_detail_is_in_the_language_asked_for(accepted: str | None, language: str) -> None:
    assert language_of(accepted) == language
    answer = ask("POST", "/api/extract", json={"text": ""}, headers={} if accepted is None else {"accept-language": accepted})
    assert answer.json()["detail"] == answer.json()[f"message_{language}"]
    assert answer.headers["content-language"] == language


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("GET", "/api/extract", 405, "POST"), ("PUT", "/api/extract", 405, "POST"), ("DELETE", "/api/health", 405, "GET"),
        ("TRACE", "/api/health", 405, "GET"), ("BREW", "/api/extract", 405, "POST"), ("POST", "/api/health", 405, "GET"),
        ("HEAD", "/api/health", 200, None), ("GET", "/api/extract/", 404, None), ("POST", "/api/nothing", 404, None),
        ("GET", "/api/schema/nothing", 404, None), ("GET", "/api/schema/..%2f..%2fetc%2fpasswd", 404, None),
        ("GET", "/docs", 404, None), ("GET", "/redoc", 404, None), ("GET", "/openapi.json", 404, None),
    ],
)  # fmt: skip
def test_methods_and_places(method: str, path: str, status: int, allow: str | None) -> None:
    answer = ask(method, path)
    assert (answer.status_code, answer.headers.get("allow")) == (status, allow)


def test_health_tells_the_load() -> None:
    assert ask("GET", "/api/health").json() == {"status": "ok", "workers": 1, "free": 1, "waiting": 0}


def test_versions_are_those_of_the_record() -> None:
    record = bienban.extract(REPORT)
    expected = {"bienban": record.provenance.pipeline, "rules": record.provenance.rules, "schema_version": record.schema_version}
    assert ask("GET", "/api/version").json() == expected


def test_schemas_are_the_published_ones() -> None:
    assert ask("GET", "/api/schema").json() == schema_of("report")
    for name, schema in schemas().items():
        assert ask("GET", f"/api/schema/{name}").json() == schema


DOCUMENT: dict[str, Any] = ask("GET", "/api/openapi.json").json()


def resolved(schema: Any) -> Any:
    """The schema with every reference followed; a reference that leads nowhere is a KeyError."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            place: Any = DOCUMENT
            for step in schema["$ref"].removeprefix("#/").split("/"):
                place = place[step]
            return resolved(place)
        return {key: resolved(value) for key, value in schema.items()}
    return [resolved(value) for value in schema] if isinstance(schema, list) else schema


def test_the_description_s_references_lead_somewhere_and_its_examples_are_valid() -> None:
    whole = resolved(DOCUMENT)
    assert DOCUMENT["openapi"].startswith("3.1")
    operations = [operation for path in whole["paths"].values() for operation in path.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations) >= 6
    contents = [
        content
        for operation in operations
        for body in (*operation["responses"].values(), operation.get("requestBody", {}))
        for content in body.get("content", {}).values()
    ]
    examples = [(content["schema"], example["value"]) for content in contents for example in content.get("examples", {}).values()]
    assert len(examples) > 20
    for schema, example in examples:
        jsonschema.validate(example, schema, cls=jsonschema.Draft202012Validator)


def test_every_status_an_operation_can_answer_with_is_described() -> None:
    described = {int(status) for status in DOCUMENT["paths"]["/api/extract"]["post"]["responses"]}
    own = {code for code in MESSAGES if code not in {"BB604", "BB605", "BB609", "BB615", "BB616", "BB617"} and not code.startswith(("BB3", "BB4"))}
    assert {status_of(code) for code in own} <= described
    assert described - {200} == {400, 403, 408, 413, 415, 421, 422, 431, 500, 503, 504}


def test_answers_are_as_described() -> None:
    responses = resolved(DOCUMENT["paths"]["/api/extract"]["post"]["responses"])
    record = ask("POST", "/api/extract", json={"text": SAMPLES.joinpath("so-ket-phoi-hop.txt").read_text(encoding="utf-8")}).json()
    jsonschema.validate(record, responses["200"]["content"]["application/json"]["schema"], cls=jsonschema.Draft202012Validator)
    refused = ask("POST", "/api/extract", json={"text": MARKED}).json()
    jsonschema.validate(refused, responses["422"]["content"]["application/problem+json"]["schema"], cls=jsonschema.Draft202012Validator)
    for path in ("health", "version"):
        schema = resolved(DOCUMENT["paths"][f"/api/{path}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"])
        jsonschema.validate(ask("GET", f"/api/{path}").json(), schema, cls=jsonschema.Draft202012Validator)


def test_the_description_asks_nobody_else_for_anything() -> None:
    assert "http://" not in json.dumps(DOCUMENT)
    assert "https://" not in json.dumps(DOCUMENT)


@pytest.mark.parametrize("code", MESSAGES)
def test_every_code_has_a_status_of_an_error(code: str) -> None:
    assert 400 <= status_of(code) < 600


def test_a_client_that_leaves_gives_up_its_place() -> None:
    """One hangs in the only worker; the next, who waits, goes away, and is gone from the queue."""
    import asyncio

    async def scenario(client: httpx.AsyncClient) -> list[int]:
        hanging = asyncio.create_task(client.post("/api/extract", json={"text": "SLEEP x"}))
        await asyncio.sleep(0.1)
        leaving = asyncio.create_task(client.post("/api/extract", json={"text": REPORT}))
        await asyncio.sleep(0.1)
        before = (await client.get("/api/health")).json()["waiting"]
        leaving.cancel()
        await asyncio.sleep(0.05)
        after = (await client.get("/api/health")).json()["waiting"]
        return [before, after, (await hanging).status_code]

    assert talk(scenario, hooked(Settings(workers=1))) == [1, 0, 200]
