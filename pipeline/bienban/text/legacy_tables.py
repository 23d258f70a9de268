"""Bảng chữ của bảng mã cũ (legacy tables): letters of TCVN3, VNI and VISCII, read from the lexicon data."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_DATA = files("bienban.lexicon") / "data"
_UNDEFINED_IN_CP1252 = (0x81, 0x8D, 0x8F, 0x90, 0x9D)


@cache
def _rows() -> tuple[dict[str, str], ...]:
    content = (_DATA / "legacy_encodings.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(content.splitlines()))


@cache
def _cp1252() -> tuple[str, ...]:
    """All 256 bytes as characters; the five cp1252 leaves undefined are C1 controls, as in browsers."""
    return tuple(chr(byte) if byte in _UNDEFINED_IN_CP1252 else bytes([byte]).decode("cp1252") for byte in range(256))


@cache
def _from_byte() -> Mapping[int, str]:
    return MappingProxyType({byte: char for byte, char in enumerate(_cp1252()) if ord(char) != byte})


@cache
def _to_byte() -> Mapping[int, int]:
    return MappingProxyType({ord(char): byte for byte, char in enumerate(_cp1252())})


def cp1252_text(data: bytes) -> str:
    """Đọc theo cp1252 (cp1252 text): one character for each byte, none refused."""
    return data.decode("latin-1").translate(_from_byte())


def cp1252_bytes(text: str) -> bytes | None:
    """Ghi theo cp1252 (cp1252 bytes): the bytes that read as ``text``; C1 controls stand for themselves.

    None where a character is in neither.
    """
    codes = text.translate(_to_byte())
    try:
        return codes.encode("latin-1")
    except UnicodeEncodeError:
        return None


@cache
def tcvn3_letters() -> Mapping[str, str]:
    """Chữ TCVN3 (TCVN3 letters): character as cp1252 shows it, to the Unicode letter."""
    pairs = ((row["tcvn3_byte_hex"], row["unicode"]) for row in _rows())
    return MappingProxyType({_cp1252()[int(code, 16)]: letter for code, letter in pairs if code})


@cache
def vni_letters() -> Mapping[str, str]:
    """Chữ VNI (VNI letters): one or two cp1252 characters to a letter, whatever the case of the mark."""
    letters: dict[str, str] = {}
    for row in _rows():
        key, letter = row["vni_text"], row["unicode"]
        letters[key] = letter
        if len(key) == 2:
            letters[key[0] + key[1].swapcase()] = letter
    return MappingProxyType(letters)


@cache
def viscii_letters() -> Mapping[int, str]:
    """Chữ VISCII (VISCII letters): byte to Unicode letter, as a table for ``str.translate``."""
    return MappingProxyType({int(row["viscii_byte_hex"], 16): row["unicode"] for row in _rows()})


@cache
def double_vni_signatures() -> tuple[str, ...]:
    """Dấu hiệu chuyển VNI hai lần (double VNI): phrases in lower case that only the damage produces."""
    lexicon = tomllib.loads((_DATA / "quality.toml").read_text(encoding="utf-8"))
    return tuple(damaged for damaged, _ in lexicon["encoding-double-vni-signature"]["values"])
