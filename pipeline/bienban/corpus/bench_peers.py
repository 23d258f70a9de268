"""Đối chứng (peers) for the archive benchmark: what one would write in an afternoon, on the same texts.

``python -m bienban.corpus.bench_peers extract|words TEXTS.jsonl OUT WORKERS``: a plain ``multiprocessing.Pool`` that calls
``bienban.extract`` and writes JSON lines, or ``underthesea.word_tokenize``, the usual first step of any Vietnamese pipeline. Neither
survives a crash, a kill or a bad text, nor knows what it has read before.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from multiprocessing import Pool
from pathlib import Path

_CHUNK = 16
_LONGEST = 2_000
"""Characters of one call of ``word_tokenize``, whose time and memory grow with the square of them."""


def extract(line: str) -> str:
    """Trích xuất (extract) the text of a JSON line: a JSON line."""
    import bienban

    return bienban.extract(json.loads(line)["text"]).to_json()


def words(line: str) -> str:
    """Tách từ (words) of the text of a JSON line, paragraph by paragraph: a JSON line."""
    from underthesea import word_tokenize

    text: str = json.loads(line)["text"]
    parts = (part[start : start + _LONGEST] for part in text.split("\n") for start in range(0, len(part), _LONGEST))
    return json.dumps([word_tokenize(part) for part in parts if part.strip()], ensure_ascii=False)


PEERS: dict[str, Callable[[str], str]] = {"extract": extract, "words": words}


def main(name: str, source: str, out: str, workers: int) -> None:
    """Chạy (main): the whole file through a pool of ``workers`` processes."""
    with Pool(workers) as pool, Path(source).open(encoding="utf-8") as lines, Path(out).open("w", encoding="utf-8") as target:
        for answer in pool.imap(PEERS[name], lines, chunksize=_CHUNK):
            target.write(answer + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
