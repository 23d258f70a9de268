"""Who may speak to the server, and what its answers forbid."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from starlette.requests import Request

from bienban.errors import RequestError
from bienban.web.security import HEADERS, Csrf, host_name
from web.support import MARKED, REPORT, ask, talk


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200), ("localhost:8080", 200), ("LOCALHOST", 200), ("localhost.", 200), ("127.0.0.1:9", 200), ("[::1]:8080", 200),
        ("[::1]", 200), ("bienban.coquan.vn", 200), ("bienban.coquan.vn:8443", 200), ("evil.example", 421), ("evil.example:8080", 421),
        ("localhost.evil.example", 421), ("127.0.0.1.evil.example", 421), ("evil.example#localhost", 421), ("localhost@evil.example", 421),
        ("xlocalhost", 421), ("", 421), ("10.0.0.7", 421), ("0.0.0.0", 421), ("[::ffff:127.0.0.1]", 421), ("localhost:80:80", 421),
    ],
)  # fmt: skip
def test_only_known_names(host: str, status: int) -> None:
    answer = ask("GET", "/api/health", {"allow_hosts": ("bienban.coquan.vn",)}, headers={"host": host})
    assert answer.status_code == status
    assert (answer.json().get("code") == "BB607") is (status == 421)


def test_the_address_that_was_dialled_is_known() -> None:
    """ASGI says which address a connection came to; a name that an attacker points at it is still unknown."""
    assert ask("GET", "/api/health", {"address": "http://10.1.2.3:8080"}).status_code == 200
    assert ask("GET", "/api/health", {"address": "http://10.1.2.3:8080"}, headers={"host": "10.1.2.4"}).status_code == 421
    assert ask("GET", "/api/health", {"address": "http://rebound.example"}).status_code == 421


@pytest.mark.parametrize(
    ("bound", "host", "status"), [("0.0.0.0", "0.0.0.0", 421), ("::", "[::]", 421), ("10.0.0.7", "10.0.0.7", 200), ("may.local", "MAY.local", 200)]
)
def test_what_it_is_bound_to_is_its_name_unless_that_is_every_address(bound: str, host: str, status: int) -> None:
    assert ask("GET", "/api/health", {"host": bound}, headers={"host": host}).status_code == status


def test_two_host_headers_are_one_too_many() -> None:
    assert ask("GET", "/api/health", headers=[("host", "localhost"), ("host", "evil.example")]).status_code == 400


@pytest.mark.parametrize(
    ("given", "name"), [("A.vn:80", "a.vn"), ("[::1]:80", "::1"), ("[::1]", "::1"), ("a.vn.", "a.vn"), (" a.vn ", "a.vn"), ("::1", "::1")]
)
def test_host_name(given: str, name: str) -> None:
    assert host_name(given) == name


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://localhost:8080"}, 200),
        ({"origin": "HTTP://LOCALHOST:8080"}, 403),
        ({"origin": "http://localhost:8080", "sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "anything"}, 403),
        ({"origin": "http://localhost:3000"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "file://"}, 403),
        ({"origin": "localhost:8080"}, 403),
        ({"origin": "http://localhost:8080.evil.example"}, 403),
        ({"origin": "chrome-extension://abc"}, 403),
        ({"referer": "http://localhost:8080/"}, 200),
        ({"referer": "http://evil.example/localhost:8080"}, 403),
        ({"origin": "http://evil.example", "referer": "http://localhost:8080/"}, 403),
        ({"host": "localhost:443", "origin": "https://localhost"}, 200),
        ({"host": "localhost", "origin": "https://localhost"}, 200),
    ],
)
@pytest.mark.parametrize("content_type", ["application/json", "text/plain"])
def test_no_other_site_may_send_anything(headers: dict[str, str], status: int, content_type: str) -> None:
    body = b'{"text": "B\\u00e1o c\\u00e1o"}' if content_type == "application/json" else "Báo cáo".encode()
    answer = ask("POST", "/api/extract", headers={"content-type": content_type, **headers}, content=body)
    assert (answer.status_code, answer.json().get("code")) == (status, "BB608" if status == 403 else None)


def test_no_other_site_is_ever_given_leave() -> None:
    """No answer names an allowed origin, so browsers keep what they get from the pages of other sites."""
    headers = {"origin": "http://evil.example", "access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    answers = [
        ask("OPTIONS", "/api/extract", headers=headers),
        ask("GET", "/api/version", headers=headers),
        ask("POST", "/api/extract", headers=headers),
    ]
    assert [answer.status_code for answer in answers] == [403, 200, 403]
    assert not any(name.startswith("access-control") for answer in answers for name in answer.headers)


@pytest.mark.parametrize(
    ("method", "path", "request_"),
    [
        ("GET", "/api/health", {}),
        ("GET", "/nothing", {}),
        ("PUT", "/api/extract", {}),
        ("POST", "/api/extract", {"json": {"text": REPORT}}),
        ("POST", "/api/extract", {"json": {"text": MARKED}}),
        ("POST", "/api/extract", {"json": {"text": ""}}),
        ("POST", "/api/extract", {"content": b"x" * 200_000, "headers": {"content-type": "text/plain"}}),
        ("POST", "/api/extract", {"headers": {"origin": "null"}}),
        ("GET", "/api/health", {"headers": {"host": "evil.example"}}),
        ("GET", "/api/health", {"headers": {"x": "y" * 50_000}}),
    ],
)
def test_every_answer_carries_the_guards(method: str, path: str, request_: dict[str, Any]) -> None:
    answer = ask(method, path, {"max_characters": 1_000}, **request_)
    assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS)
    assert "server" not in answer.headers


def test_the_policy_lets_nothing_in_line_and_nothing_from_elsewhere() -> None:
    policy = HEADERS["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert not {"unsafe-inline", "unsafe-eval", "*", "data:", "http:", "https:", "blob:"} & set(policy.replace("'", "").replace(";", "").split())
    for directive in ("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "script-src 'self'"):
        assert directive in policy
    assert HEADERS["referrer-policy"] == "same-origin", "no-referrer makes browsers send Origin: null with the page's own forms"


def request(cookie: str | None = None) -> Request:
    headers = [] if cookie is None else [(b"cookie", f"bienban_csrf={cookie}".encode())]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": headers, "query_string": b""})


def test_a_form_token_is_good_with_its_cookie_only() -> None:
    csrf, other = Csrf(), Csrf()
    first = request()
    token = csrf.token(first)
    assert csrf.token(first) == token, "one page, one token"
    csrf.check(request(token), token)
    for cookie, sent in [
        (None, token),
        (token, None),
        (token, ""),
        ("", ""),
        (token, csrf.token(request())),
        (token + "0", token + "0"),
        (".", "."),
        ("é", "é"),
    ]:
        with pytest.raises(RequestError, match="BB609"):
            csrf.check(request(cookie), sent)
    with pytest.raises(RequestError, match="BB609"):
        other.check(request(token), token)


def test_a_known_token_is_kept_and_a_forged_one_replaced() -> None:
    csrf = Csrf()
    token = csrf.token(request())
    assert csrf.token(request(token)) == token
    assert csrf.token(request("forged.0")) not in ("forged.0", token)


def test_a_fault_is_told_by_kind_and_never_by_its_message() -> None:
    async def scenario(client: httpx.AsyncClient) -> httpx.Response:
        async def broken(_: Request) -> None:
            raise ValueError(REPORT)

        client._transport.app.router.add_route("/broken", broken)  # type: ignore[attr-defined]
        return await client.get("/broken")

    answer = talk(scenario)
    assert (answer.status_code, answer.json()["code"], answer.headers["content-type"]) == (500, "BB502", "application/problem+json")
    assert "Lê Văn Tám" not in answer.text


def test_a_web_socket_is_not_spoken() -> None:
    answer = ask("GET", "/ws", headers={"connection": "upgrade", "upgrade": "websocket", "sec-websocket-key": "x", "sec-websocket-version": "13"})
    assert answer.status_code == 404
