"""Steps that the browser tests share."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Page, expect

from processes import SAMPLES

Visit = Callable[..., Page]
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SAMPLE = (SAMPLES / "so-ket-phoi-hop.txt").read_text(encoding="utf-8")


def paste(page: Page, text: str) -> None:
    """Put a text on the clipboard and paste it as a user does."""
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.locator("#input").focus()
    page.keyboard.press("Control+V")


def filled(page: Page, text: str = SAMPLE) -> Page:
    """The page with the record of a text."""
    paste(page, text)
    expect(page.locator("#record")).to_be_visible()
    return page


def lit_text(page: Page, kind: str = "hot") -> str:
    """The words of the text that are lit."""
    return page.evaluate(f"() => [...document.querySelectorAll('#text .m.{kind}')].map(e => e.textContent).join('')")


def record_of(page: Page) -> dict[str, Any]:
    """The record as it would be taken away."""
    with page.expect_download() as info:
        page.locator("summary").click()
        page.locator('button[formaction="/export/json"]').click()
    return dict(json.loads(Path(info.value.path()).read_text(encoding="utf-8")))


def take(page: Page, name: str) -> Download:
    """Download one of the formats."""
    with page.expect_download() as info:
        page.locator("summary").click()
        page.locator(f'button[formaction="/export/{name}"]').click()
    return info.value


def select_words(page: Page, words: str, nth: int = 1) -> None:
    """Select the nth occurrence of words in the text, across segments, as a mouse would."""
    page.evaluate(
        """([words, nth]) => {
            const root = document.getElementById('text');
            const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
            const nodes = []; let whole = '';
            for (let node = walker.nextNode(); node; node = walker.nextNode()) { nodes.push([whole.length, node]); whole += node.data; }
            let at = -1;
            for (let n = 0; n < nth; n += 1) at = whole.indexOf(words, at + 1);
            if (at < 0) throw new Error('not in the text: ' + words);
            const place = (offset, end) => {
                const [start, node] = nodes.findLast(([s]) => end ? s < offset : s <= offset);
                return [node, offset - start];
            };
            root.focus();
            getSelection().setBaseAndExtent(...place(at, false), ...place(at + words.length, true));
        }""",
        [words, nth],
    )
