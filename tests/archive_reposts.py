"""A made set for near-duplicates: reports of the gold corpus, reposted as sites repost them, among reports that only look alike.

``python tests/archive_reposts.py`` prints precision and recall over pairs, for each way of reposting.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from bienban.corpus.duplicates import Likeness, draw, group, likeness
from bienban.corpus.sketch import sketch, sketch_type

ROOT = Path(__file__).parents[1]
_MENU = (
    "Trang chủ | Giới thiệu | Tin tức - Sự kiện | Văn bản chỉ đạo điều hành | Thủ tục hành chính | Công khai ngân sách | Hỏi đáp | Liên hệ\n"
    "Thứ {day}, ngày {n}/{m}/2024 | Đăng nhập | Sơ đồ cổng | English\nTìm kiếm nâng cao\n"
)
_FOOTER = (
    "\nChia sẻ bài viết | In trang | Gửi email\nTin cùng chuyên mục\n{related}\nBản quyền thuộc Cổng thông tin điện tử xã {name}\n"
    "Chịu trách nhiệm nội dung: Văn phòng UBND xã {name}. Điện thoại: 02{n}3 {n}{m}4 555\nLượt truy cập: {n}{m}{n}31\n"
)
_PLACES = ("Bình Hạ", "Mường Sa", "An Thạnh", "Ea Kiết", "Phước Long")


@dataclass
class Text:
    """A text, the report it says, and how it was made from it."""

    words: str
    of: int
    how: str


def _around(text: str, rng: random.Random, texts: list[str]) -> str:
    n, m = rng.randint(1, 28), rng.randint(1, 12)
    related = "\n".join("- " + rng.choice(texts).split("\n", 1)[0] for _ in range(6))
    facts = {"day": rng.choice("23456"), "n": n, "m": m, "name": rng.choice(_PLACES), "related": related}
    return _MENU.format(**facts) + text + _FOOTER.format(**facts)


def _headline(text: str, rng: random.Random, texts: list[str]) -> str:
    return "Nhiều kết quả nổi bật sau sáu tháng phối hợp\n" + text.split("\n", 1)[-1]


def _edited(text: str, rng: random.Random, texts: list[str]) -> str:
    """One word in forty replaced, the tone marks put the other way, honorifics in full."""
    words = text.split(" ")
    for place in range(0, len(words), 40):
        words[min(len(words) - 1, place + rng.randint(0, 39))] = "công tác"
    return " ".join(words).replace("hòa", "hoà").replace("hóa", "hoá").replace("ông ", "đồng chí ")


def _shortened(text: str, rng: random.Random, texts: list[str]) -> str:
    return text[: int(len(text) * 0.8)]


def _everything(text: str, rng: random.Random, texts: list[str]) -> str:
    return _around(_headline(_edited(text, rng, texts), rng, texts), rng, texts)


def _form(text: str, rng: random.Random, texts: list[str]) -> str:
    """Next month's report on the same form: every number is another one."""
    return re.sub(r"\d+", lambda found: str(rng.randint(1, 10 ** len(found.group()))), text)


REPOSTS: dict[str, Callable[[str, random.Random, list[str]], str]] = {
    "page around": _around, "headline changed": _headline, "edited": _edited, "last fifth cut": _shortened, "page, headline and edits": _everything,
}  # fmt: skip


def made_set(seed: int = 0, most: int = 300) -> list[Text]:
    """Every report, five reposts of each, its form filled in anew, and digests that quote eight reports whole."""
    rng = random.Random(seed)
    originals = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpora" / "gold" / "train").glob("*.txt"))]
    originals = [text for text in originals if len(text) > 400][:most]
    texts = [Text(text, n, "original") for n, text in enumerate(originals)]
    for n, text in enumerate(originals):
        texts += [Text(make(text, rng, originals), n, how) for how, make in REPOSTS.items()]
        numbers = len(set(re.findall(r"\d+", text)))
        if numbers >= 6:
            texts.append(Text(_form(text, rng, originals), len(originals) + n, "form"))
    for n in range(0, len(originals) - 8, 8):
        texts.append(Text("\n\n".join(originals[n : n + 8]), 10_000 + n, "digest"))
    return texts


def measure(texts: list[Text]) -> dict[str, object]:
    """Precision and recall of the links: each text to the first of its group."""
    kept = [text for text in texts if sketch(text.words)]
    drawings = np.frombuffer(b"".join(sketch(text.words) for text in kept), dtype=sketch_type())
    drawn = lru_cache(None)(lambda place: draw(kept[place].words))
    compared: set[tuple[int, int]] = set()

    def compare(a: int, b: int) -> Likeness:
        compared.add((a, b))
        return likeness(drawn(a), drawn(b))

    groups = group(drawings, compare)
    found = [groups.root(place) for place in range(len(kept))]
    first = {text.of: place for place, text in reversed(list(enumerate(kept))) if text.how == "original"}
    made = Counter(text.how for text in kept if text.how in REPOSTS)
    right = Counter(text.how for place, text in enumerate(kept) if text.how in REPOSTS and found[place] == found[first[text.of]])
    links = list(groups.members())
    false = [(kept[a].how, kept[b].how) for a, b in links if kept[a].of != kept[b].of]
    return {
        "texts": len(kept), "links": len(links), "precision": round(1 - len(false) / max(1, len(links)), 4),
        "recall": round(right.total() / max(1, made.total()), 4), "recall by kind": {how: round(right[how] / made[how], 4) for how in REPOSTS},
        "false links": dict(Counter(" / ".join(sorted(pair)) for pair in false)), "texts compared": len(compared),
    }  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(made_set()), indent=1, ensure_ascii=False) + "\n")
