"""Kho dựng sẵn (made archive): an archive of any size, for measuring, from the texts of a folder.

Each text is put together from the head of one base text and paragraphs of others; its names, places, figures and dates
are then drawn anew, so that texts are distinct and look like those of one province's offices. Text ``i`` depends on the
seed and on ``i`` alone. Files are of the formats an archive has: text in UTF-8, UTF-16 and TCVN3, zips, CSV, JSONL, Parquet.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from bienban.errors import InputError, MissingDependencyError
from bienban.lexicon.load import table
from bienban.text.legacy_tables import cp1252_bytes, tcvn3_letters

SHARES = (("utf-8", 45), ("utf-16", 8), ("tcvn3", 7), ("zip", 15), ("csv", 10), ("jsonl", 10), ("parquet", 5))
"""Percent of the reports in each format."""
_MOST_IN_BLOCK, _BLOCKS = 200, 40
"""Reports of one zip, CSV, JSONL or Parquet file, and of one folder of text files; blocks of a small archive."""
_SHORTEST, _LONGEST = 1_200, 4_800
_SHORTEST_PARAGRAPH = 60
_REPOSTS = 40
"""One text in this many repeats an earlier one under another headline."""

_LETTER = "[A-ZĐÀ-Ỹ]"
_WORD = rf"{_LETTER}[a-zà-ỹđ]+"
_CHANGED = re.compile(
    rf"(?P<person>(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à) )(?P<name>{_WORD}(?: {_WORD}){{1,3}})"
    rf"|(?P<place>(?:xã|huyện|phường|thị trấn|thị xã|thôn|bản) )(?P<called>{_WORD}(?: {_WORD})?)"
    r"|(?P<dated>[Nn]gày )[0-9]{1,2}(?P<of> tháng )[0-9]{1,2}"
    r"|(?P<day>0?[1-9]|[12][0-9]|30)(?P<mark>[/-])(?P<month>0?[1-9]|1[0-2])(?P<rest>[/-](?:19|20)[0-9]{2})?(?![0-9/])"
    r"|(?<![0-9.,/])(?P<figure>[1-9][0-9]{1,3})(?![0-9.,/-])"
)


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


_MIDDLE = _words("Văn Thị Đức Minh Ngọc Hữu Quang Thanh Xuân Kim Bá Công Thu Hồng")
_GIVEN = _words(
    "An Bình Chi Dung Đạt Giang Hà Hải Hạnh Hiếu Hoa Hùng Khang Lan Liên "
    "Long Mai Nam Nga Ngân Phúc Quân Sơn Tâm Thảo Trang Tuấn Vân Việt Yến"
)
_SYLLABLES = _words(
    "An Bình Cẩm Châu Đại Đông Giang Hà Hòa Hưng Khánh Lâm Lộc Long Mỹ "
    "Nam Ninh Phong Phú Phước Quang Sơn Tân Thanh Thạnh Thịnh Trung Vĩnh Xuân Yên"
)


@dataclass(frozen=True, slots=True)
class MadeArchive:
    """Kho đã dựng (made archive): where it is, how many reports of each format and how many characters it holds."""

    folder: Path
    reports: int
    characters: int
    formats: dict[str, int]


def base_texts(folder: Path) -> list[str]:
    """Văn bản gốc (base texts): every ``.txt`` below ``folder`` that has two paragraphs or more; ``InputError`` where none has."""
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.rglob("*.txt"))]
    useful = [text for text in texts if len(_paragraphs(text)) > 1]
    if not useful:
        raise InputError.unreadable(str(folder), "no .txt file of useful length")
    return useful


def made_texts(bases: Sequence[str], count: int, seed: int = 0) -> Iterator[str]:
    """Văn bản dựng (made texts): ``count`` texts, each the same whenever it is asked for."""
    parts = [_paragraphs(text) for text in bases]
    pool = [paragraph for text in parts for paragraph in text[1:] if len(paragraph) >= _SHORTEST_PARAGRAPH and paragraph[-1] in ".;:!?"]
    for number in range(count):
        yield _made(parts, pool, number, seed)


def make_archive(folder: Path, bases: Sequence[str], count: int, seed: int = 0) -> MadeArchive:
    """Dựng kho (make an archive): ``count`` reports below ``folder``, in blocks of one format each.

    Parquet needs pyarrow: ``MissingDependencyError`` without it.
    """
    block_size = max(1, min(_MOST_IN_BLOCK, count // _BLOCKS))
    plan = _formats(-(-count // block_size), seed)
    counts = dict.fromkeys((name for name, _ in SHARES), 0)
    characters = 0
    texts = made_texts(bases, count, seed)
    for number, start in enumerate(range(0, count, block_size)):
        block = [next(texts) for _ in range(min(block_size, count - start))]
        form = plan[number]
        _WRITERS[form](folder, number, block)
        counts[form] += len(block)
        characters += sum(map(len, block))
    return MadeArchive(folder, count, characters, counts)


def _formats(blocks: int, seed: int) -> list[str]:
    """A format for each block: the shares as near as whole blocks allow, in a shuffled order."""
    plan: list[str] = []
    for name, share in SHARES:
        plan += [name] * round(share * blocks / 100)
    plan = (plan + [SHARES[0][0]] * blocks)[:blocks]
    Random(f"{seed}:formats").shuffle(plan)
    return plan


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _made(parts: Sequence[Sequence[str]], pool: Sequence[str], number: int, seed: int) -> str:
    rng = Random(f"{seed}:{number}")
    if number % _REPOSTS == _REPOSTS - 1:
        earlier = _made(parts, pool, number - 1 - rng.randrange(_REPOSTS - 1), seed)
        return f"Tin tổng hợp số {number}\n\n{earlier.partition(chr(10))[2].strip()}\n"
    body = list(rng.choice(parts)[:3])
    length = rng.randrange(_SHORTEST, _LONGEST)
    while sum(map(len, body)) < length:
        body.append(rng.choice(pool))
    return "\n\n".join(_redrawn(paragraph, rng) for paragraph in body) + "\n"


def _redrawn(text: str, rng: Random) -> str:
    """The paragraph with other names, places, figures and dates: what tells two reports of one kind apart."""

    def draw(found: re.Match[str]) -> str:
        if found["person"]:
            return f"{found['person']}{rng.choice(_surnames())} {rng.choice(_MIDDLE)} {rng.choice(_GIVEN)}"
        if found["place"]:
            return f"{found['place']}{rng.choice(_SYLLABLES)} {rng.choice(_SYLLABLES)}"
        if found["dated"]:
            return f"{found['dated']}{rng.randrange(1, 29):02}{found['of']}{rng.randrange(1, 13)}"
        if found["day"]:
            return f"{rng.randrange(1, 29):02}{found['mark']}{rng.randrange(1, 13)}{found['rest'] or ''}"
        if 1900 <= int(found["figure"]) < 2100:
            return found["figure"]
        return str(rng.randrange(10 ** (len(found["figure"]) - 1), 10 ** len(found["figure"])))

    return _CHANGED.sub(draw, text)


@cache
def _surnames() -> tuple[str, ...]:
    return tuple(row["name"] for row in table("surnames") if row["kind"] == "surname" and " " not in row["name"])


def _text_files(encode: Callable[[str], bytes]) -> Callable[[Path, int, Sequence[str]], None]:
    def write(folder: Path, number: int, texts: Sequence[str]) -> None:
        place = folder / f"van-ban-{number:05}"
        place.mkdir(parents=True)
        for index, text in enumerate(texts):
            (place / f"bao-cao-{index:04}.txt").write_bytes(encode(text))

    return write


def _tcvn3(text: str) -> bytes:
    """TCVN3, where capitals have no tone of their own; what it cannot write at all stays UTF-8, as files of mixed origin are."""
    codes = {ord(letter): code for code, letter in tcvn3_letters().items()}
    small = "".join(char if ord(char) in codes or ord(char) < 128 else char.lower() for char in text)
    return cp1252_bytes(small.translate(codes)) or text.encode()


def _zip(folder: Path, number: int, texts: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / f"goi-{number:05}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for index, text in enumerate(texts):
            archive.writestr(zipfile.ZipInfo(f"bao-cao/{index:04}.txt"), text.encode())


def _csv(folder: Path, number: int, texts: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"bang-{number:05}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("id", "text"))
        writer.writerows((f"{number}-{index}", text) for index, text in enumerate(texts))


def _jsonl(folder: Path, number: int, texts: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"dong-{number:05}.jsonl").open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(
            json.dumps({"id": f"{number}-{index}", "text": text}, ensure_ascii=False) + "\n" for index, text in enumerate(texts)
        )


def _parquet(folder: Path, number: int, texts: Sequence[str]) -> None:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingDependencyError.package("pyarrow", "tables") from None
    folder.mkdir(parents=True, exist_ok=True)
    table = pa.table({"id": [f"{number}-{index}" for index in range(len(texts))], "text": list(texts)})
    sink = io.BytesIO()
    pq.write_table(table, sink)
    (folder / f"bang-{number:05}.parquet").write_bytes(sink.getvalue())


_WRITERS: dict[str, Callable[[Path, int, Sequence[str]], None]] = {
    "utf-8": _text_files(str.encode),
    "utf-16": _text_files(lambda text: text.encode("utf-16")),
    "tcvn3": _text_files(_tcvn3),
    "zip": _zip,
    "csv": _csv,
    "jsonl": _jsonl,
    "parquet": _parquet,
}
