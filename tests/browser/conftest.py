"""A real browser on a real server. What every test asserts besides its own matter: no complaint of the page, no request elsewhere."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from browser.server import served
from browser.steps import DESKTOP, Visit

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip
_REFUSED = re.compile("Failed to load resource: (?:the server responded with a status of (?:4|507)|net::ERR_FAILED)")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser these tests are skipped on a desk, and fail where the project is judged."""
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    if not Path(CHROMIUM).exists() and not os.environ.get("CI"):
        for item in here:
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed (apt-get install chromium)"))


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of a server of its own, as ``bienban serve`` starts it."""
    with served("--max-upload", "1", "--max-characters", "300000") as found:
        yield found


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Of the package, not of the session: while it runs, no test elsewhere could start an event loop of its own."""
    assert Path(CHROMIUM).exists(), "Chromium is needed for these tests"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Opens the page: ``visit(viewport, scheme=…, locale=…, scripts=…)``."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(viewport: dict[str, int] = DESKTOP, *, scheme: str = "light", locale: str = "vi-VN", scripts: bool = True, **options: Any) -> Page:
        settings: dict[str, Any] = {"viewport": viewport, "color_scheme": scheme, "locale": locale, "java_script_enabled": scripts}
        context = browser.new_context(**settings, permissions=["clipboard-read", "clipboard-write"], **options)
        contexts.append(context)
        page = context.new_page()
        watch(page, address, complaints)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def watch(page: Page, address: str, complaints: list[str]) -> None:
    """Notes what must not happen: an error in the console, an exception, a request that leaves the server, a message box."""

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "blob:", "about:")):
            complaints.append(f"outside: {request.url}")

    def said(kind: str, text: str) -> None:
        # The browser reports every refusal it is told of; the tests of refusals look at the answer itself.
        if kind == "error" and not _REFUSED.match(text):
            complaints.append(f"console: {text}")

    page.on("request", asked)
    page.on("console", lambda message: said(message.type, message.text))
    page.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
    page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
