"""Giải mã (decoding): the bytes of a text file to Unicode text, in any encoding Vietnamese offices used.

In this order: known file formats are refused; a byte order mark decides; then UTF-16 by its NULs; binary
data is refused; then UTF-8, damaged or not; then cp1258, TCVN3, VNI, VISCII and cp1252 compete by how many
Vietnamese words each one spells. A tie is left as cp1252 and noted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bienban.errors import InputError
from bienban.records import ReportWarning
from bienban.text.legacy import Converted, convert_legacy_text, convert_letters, convert_paragraphs, spelling_score
from bienban.text.legacy_tables import cp1252_text, viscii_letters
from bienban.text.notices import notice, shifted
from bienban.text.offsets import OffsetMap

_MARKS_OF_ORDER = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_FORMATS = (
    (b"PK\x03\x04", "ZIP (DOCX, ODT, XLSX)"),
    (b"PK\x05\x06", "ZIP"),
    (b"%PDF-", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Microsoft Office (DOC, XLS)"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"RIFF", "RIFF (WEBP, WAV)"),
    (b"\x1f\x8b\x08", "GZIP"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x7fELF", "ELF"),
)
_CONTROLS = bytes({*range(0x20)} - {*b"\x00\t\n\x0b\x0c\r\x1b"})
_SURROGATE = re.compile("[\ud800-\udfff]")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_LOOK = 65_536
_SAMPLE = 16_384
_MOST_CONTROLS, _MOST_NULS = 0.05, 0.01
_PLAIN = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
_MOST_STRANGE = 0.5
"""Vietnamese keeps two letters in three plain in every encoding; where no word spells and most bytes are not, it is data."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Văn bản đã giải mã (decoded): the text, the name of the encoding, and what was worth a note.

    ``map`` leads from the characters as the encoding gives them to ``text``; it is the identity unless a
    legacy encoding was converted. ``to_bytes`` goes all the way back to the file.
    """

    text: str
    encoding: str
    notes: tuple[ReportWarning, ...] = ()
    map: OffsetMap = field(default_factory=OffsetMap)
    _raw: str = field(default="", repr=False)
    _start: int = field(default=0, repr=False)
    _size: int = field(default=0, repr=False)

    def to_bytes(self, start: int, end: int) -> tuple[int, int]:
        """Về byte của tệp (to bytes): the bytes of the file that ``text[start:end]`` was read from."""
        first, last = self.map.to_source(start, end)
        return self._byte(first), self._byte(last)

    def _byte(self, offset: int) -> int:
        if not self.encoding.startswith("utf-"):
            return min(offset, self._size)
        errors = "surrogateescape" if self.encoding == "utf-8" else "surrogatepass"
        return min(self._start + len(self._raw[:offset].encode(self.encoding, errors)), self._size)


def decode_bytes(data: bytes) -> Decoded:
    """Giải mã (decode): the text of a plain text file, with the encoding it was found to be in.

    Raises ``InputError``: BB101 for no bytes at all, BB103 for the bytes of a known file format, BB104 for
    binary data. Bytes that cannot be decoded become U+FFFD, with a note.
    """
    start, encoding = _mark_of_order(data)
    if len(data) == start:
        raise InputError.empty()
    _refuse_formats(data, start)
    if encoding is None:
        encoding = _utf16_by_nuls(data)
    if encoding is None:
        _refuse_binary(data)
        encoding, certain = ("utf-8", True) if _is_mostly_utf8(data) else _most_spellable(data)
        if not certain and len(data[:_LOOK].translate(None, _PLAIN)) > _MOST_STRANGE * len(data[:_LOOK]):
            raise InputError.binary()
        if encoding != "utf-8":
            return _decode_single_byte(data, encoding if certain else "windows-1252", certain)
    raw = _decode_unicode(data[start:], encoding)
    text, notes = _without_escapes(raw)
    converted = convert_legacy_text(text)
    notes = (*shifted(notes, converted.map), *converted.notes)
    return Decoded(converted.text, encoding, notes, converted.map, raw, start, len(data))


def _mark_of_order(data: bytes) -> tuple[int, str | None]:
    for mark, encoding in _MARKS_OF_ORDER:
        # UTF-16 that begins with a NUL looks like UTF-32, but for its length.
        if data.startswith(mark) and (len(mark) < 4 or len(data) % 4 == 0):
            return len(mark), encoding
    return 0, None


def _refuse_formats(data: bytes, start: int) -> None:
    head = data[start : start + 64].lstrip()
    for magic, kind in _FORMATS:
        if head.startswith(magic) or data.startswith(magic):
            raise InputError.not_plain_text(kind)


def _utf16_by_nuls(data: bytes) -> str | None:
    look = data[: min(_LOOK, len(data) // 2 * 2)]
    pairs = len(look) // 2
    if pairs < 2 or b"\x00" not in look:
        return None
    even, odd = look[0::2].count(0), look[1::2].count(0)
    if odd >= 0.3 * pairs and even <= 0.02 * pairs:
        return "utf-16-le"
    if even >= 0.3 * pairs and odd <= 0.02 * pairs:
        return "utf-16-be"
    return None


def _refuse_binary(data: bytes) -> None:
    look = data[:_LOOK]
    controls = len(look) - len(look.translate(None, _CONTROLS))
    if look.count(0) > _MOST_NULS * len(look) or controls > _MOST_CONTROLS * len(look):
        raise InputError.binary()


def _is_mostly_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
        bad = len(_SURROGATE.findall(text))
        good = sum(not char.isascii() for char in text) - bad
        return good > 2 * bad
    return True


def _decode_unicode(data: bytes, encoding: str) -> str:
    """Characters one to one with what the bytes hold: what is not a character stays as a lone surrogate."""
    if encoding == "utf-8":
        return data.decode("utf-8", "surrogateescape")
    if encoding.startswith("utf-32"):
        return data.decode(encoding, "replace")
    odd = len(data) % 2
    return data[: len(data) - odd].decode(encoding, "surrogatepass") + "\udc80" * odd


def _without_escapes(raw: str) -> tuple[str, tuple[ReportWarning, ...]]:
    first = _SURROGATE.search(raw)
    if first is None:
        return raw, ()
    text, count = _SURROGATE.subn("\ufffd", raw)
    return text, (notice("undecodable_bytes", str(count), *first.span()),)


def _most_spellable(data: bytes) -> tuple[str, bool]:
    """The encoding in which a sample spells the most words, and whether it is the only one."""
    first = _HIGH_BYTE.search(data)
    begin = data.rfind(b"\n", 0, first.start() if first else 0) + 1
    sample = data[begin : begin + _SAMPLE]
    texts = {name: unicodedata.normalize("NFC", read(sample).text) for name, read in _READERS.items()}
    scores = {name: spelling_score(text) for name, text in texts.items()}
    best = max(scores, key=lambda name: scores[name])
    rivals = {texts[name] for name, score in scores.items() if score == scores[best]}
    return best, scores[best] > 0 and len(rivals) == 1


def _decode_single_byte(data: bytes, encoding: str, certain: bool) -> Decoded:
    converted = _MIXED[encoding](data) if encoding in _MIXED else _READERS[encoding](data)
    text, notes = _without_escapes(converted.text)
    if not certain:
        notes = (*notes, notice("encoding_uncertain", ", ".join(_READERS)))
    elif encoding != "windows-1252":
        notes = (*notes, notice("encoding_converted", encoding.upper()))
    return Decoded(text, encoding, notes, converted.map, _size=len(data))


def _read_utf8(data: bytes) -> Converted:
    return Converted(data.decode("utf-8", "replace"), OffsetMap())


def _read_cp1258(data: bytes) -> Converted:
    return Converted(data.decode("cp1258", "surrogateescape"), OffsetMap())


def _read_viscii(data: bytes) -> Converted:
    return Converted(data.decode("latin-1").translate(viscii_letters()), OffsetMap())


# Where two give the same text, the first one named is the one reported.
_READERS: Mapping[str, Callable[[bytes], Converted]] = MappingProxyType(
    {
        "windows-1252": lambda data: Converted(cp1252_text(data), OffsetMap()),
        "windows-1258": _read_cp1258,
        "utf-8": _read_utf8,
        "tcvn3": lambda data: convert_letters(cp1252_text(data), "TCVN3"),
        "vni": lambda data: convert_letters(cp1252_text(data), "VNI"),
        "viscii": _read_viscii,
    }
)
# A file in one font encoding may have paragraphs in the other.
_MIXED: Mapping[str, Callable[[bytes], Converted]] = MappingProxyType(
    {
        "tcvn3": lambda data: convert_paragraphs(cp1252_text(data), "TCVN3"),
        "vni": lambda data: convert_paragraphs(cp1252_text(data), "VNI"),
    }
)
