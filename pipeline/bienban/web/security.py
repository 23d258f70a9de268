"""Lá chắn (guards): who may speak to the server and what browsers may do with its answers. Pure ASGI middlewares.

A server on the user's own machine can be reached by every page in the user's browser. So: only known host names
(DNS rebinding), no writing from other sites (``Origin``, ``Sec-Fetch-Site``), forms with a token, answers that no other
site can frame or embed, and a policy under which no word of a report can become a script or a request.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bienban.errors import InternalError, RequestError
from bienban.web.api_problems import send_problem
from bienban.web.limits import BODILESS
from bienban.web.log import fault, note
from bienban.web.settings import LOOPBACK, Settings

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_UNUSED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb")
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "content-security-policy": CONTENT_SECURITY_POLICY,
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        # no-referrer would make browsers send "Origin: null" with the page's own forms.
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
        "cache-control": "no-store",
    }
)
"""Headers of every answer; one that sets its own ``cache-control`` (a static file) keeps it."""
CSRF_FIELD = "csrf"
CSRF_HEADER = "x-csrf-token"
"""Where scripts say the token, so that the server need not read a body to know whether to read it."""
CSRF_COOKIE = "bienban_csrf"
_ISSUED = "bienban.csrf"
_OWN = frozenset({"same-origin", "none"})


class SecureHeaders:
    """Phần đầu an toàn (secure headers) on every answer, and the cookie of a token newly given out."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if _ISSUED in scope:
                    headers.append("set-cookie", _cookie(scope))
            await send(message)

        await self.app(scope, receive, secured)


class Barrier:
    """Chốt chặn (barrier): a fault becomes a plain 500 and a line with kind and place; its message stays unsaid."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            # Its message may quote the report: it must not reach the log of the HTTP server.
            if scope["type"] != "http":
                raise
            note(scope, fault=fault(error))
            if not started:
                await send_problem(scope, send, InternalError.of("BB502", reason=type(error).__name__))


class CheckHost:
    """Kiểm tra tên máy (check host): 421 unless the name is this machine's, was allowed, or is the address dialled."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        # "Every address" is where it listens, and no name of this machine, though browsers take it for one.
        own = set() if settings.host in ("0.0.0.0", "::") else {settings.host.lower()}
        self._names = LOOPBACK | own | set(settings.allow_hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            given = Headers(scope=scope).getlist("host")
            if len(given) != 1:
                await send_problem(scope, send, RequestError.of("BB614"))
                return
            if not self._known(host_name(given[0]), scope):
                await send_problem(scope, send, RequestError.of("BB607"))
                return
        await self.app(scope, receive, send)

    def _known(self, name: str, scope: Scope) -> bool:
        if name in self._names:
            return True
        # An address cannot be rebound as a name can: the one that was dialled is this machine's own.
        server = scope.get("server")
        return server is not None and _is_address(name) and name == str(server[0])


class CheckOrigin:
    """Kiểm tra nguồn gọi (check origin): 403 for a request that changes or sends something on behalf of another site."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (scope["method"] not in BODILESS or scope["method"] == "OPTIONS") and not _from_here(Headers(scope=scope)):
            await send_problem(scope, send, RequestError.of("BB608"))
            return
        await self.app(scope, receive, send)


def _from_here(headers: Headers) -> bool:
    """A browser says where a request comes from; what says nothing (curl, a program) is no browser's cross-site request."""
    if headers.get("sec-fetch-site", "none") not in _OWN:
        return False
    told = headers.get("origin") or headers.get("referer")
    if told is None:
        return True
    scheme, separator, rest = told.partition("://")
    return bool(separator) and scheme in ("http", "https") and _authority(rest.partition("/")[0]) == _authority(headers.get("host", ""))


def _authority(value: str) -> str:
    """Host and port, without a port that is the scheme's own; behind TLS the two sides know different schemes."""
    return value.strip().lower().removesuffix(":443").removesuffix(":80")


def host_name(value: str) -> str:
    """Tên máy (host name) of a ``Host`` header: lower case, no port, no brackets, no final dot."""
    value = value.strip().lower()
    if value.startswith("["):
        return value[1:].partition("]")[0]
    return value.rpartition(":")[0].rstrip(".") if value.count(":") == 1 else value.rstrip(".")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Csrf:
    """Thẻ biểu mẫu (form tokens): the token is in the form and in a cookie, signed with a key of this process; nothing is stored."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def token(self, request: Request) -> str:
        """Thẻ (token) for a form of the page that answers ``request``; the cookie is set by itself."""
        known = request.cookies.get(CSRF_COOKIE, "")
        if self._signed(known):
            return known
        issued = request.scope.get(_ISSUED)
        if not isinstance(issued, str):
            nonce = secrets.token_urlsafe(18)
            issued = request.scope[_ISSUED] = f"{nonce}.{self._signature(nonce)}"
        return issued

    def check(self, request: Request, token: object) -> None:
        """Kiểm tra thẻ (check): raises ``RequestError`` BB609 unless the form's token is the cookie's and ours."""
        cookie = request.cookies.get(CSRF_COOKIE, "")
        if not (isinstance(token, str) and hmac.compare_digest(token.encode(), cookie.encode()) and self._signed(cookie)):
            raise RequestError.of("BB609")

    def _signed(self, token: str) -> bool:
        nonce, _, signature = token.partition(".")
        return bool(nonce) and hmac.compare_digest(signature.encode(), self._signature(nonce).encode())

    def _signature(self, nonce: str) -> str:
        return hmac.new(self._key, nonce.encode(), sha256).hexdigest()


def _cookie(scope: Scope) -> str:
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{CSRF_COOKIE}={scope[_ISSUED]}; Path=/; HttpOnly; SameSite=Strict{secure}"
