"""Bytes to text: which encoding, what is refused, and the way back to the bytes."""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.errors import InputError
from bienban.text.canonical import canonicalize
from bienban.text.decode import decode_bytes
from bienban.text.legacy_tables import cp1252_bytes, cp1252_text, tcvn3_letters, viscii_letters, vni_letters

PLAIN = "Chiều qua, xã Bản Phố họp bàn chuyện đắp đường; trưởng thôn hứa sẽ góp ngày công.\r\nMọi người nhất trí.\n"


def _by_letters(codes: dict[str, str]) -> bytes:
    data = cp1252_bytes("".join(codes.get(char, char) for char in PLAIN))
    assert data is not None
    return data


def _tcvn3() -> bytes:
    return _by_letters({letter: code for code, letter in tcvn3_letters().items()})


def _vni() -> bytes:
    return _by_letters({letter: code for code, letter in reversed(vni_letters().items())})


def _viscii() -> bytes:
    codes = {letter: byte for byte, letter in viscii_letters().items()}
    return bytes(codes.get(char, ord(char)) for char in PLAIN)


def _cp1258() -> bytes:
    """Base letters of cp1258 with their tones behind them."""
    out = b""
    for char in PLAIN:
        marks = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tone))
        out += (base + tone).encode("cp1258")
    return out


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(PLAIN.encode("utf-8"), "utf-8", id="UTF-8"),
        pytest.param(PLAIN.encode("utf-8-sig"), "utf-8", id="UTF-8 with a mark"),
        pytest.param(b"plain ASCII", "utf-8", id="ASCII"),
        pytest.param(b"\xff\xfe" + PLAIN.encode("utf-16-le"), "utf-16-le", id="UTF-16 LE with a mark"),
        pytest.param(b"\xfe\xff" + PLAIN.encode("utf-16-be"), "utf-16-be", id="UTF-16 BE with a mark"),
        pytest.param(PLAIN.encode("utf-16-le"), "utf-16-le", id="UTF-16 LE without"),
        pytest.param(PLAIN.encode("utf-16-be"), "utf-16-be", id="UTF-16 BE without"),
        pytest.param(b"\xff\xfe\x00\x00" + PLAIN.encode("utf-32-le"), "utf-32-le", id="UTF-32 LE"),
        pytest.param(b"\x00\x00\xfe\xff" + PLAIN.encode("utf-32-be"), "utf-32-be", id="UTF-32 BE"),
        pytest.param(_cp1258(), "windows-1258", id="cp1258"),
        pytest.param(_tcvn3(), "tcvn3", id="TCVN3"),
        pytest.param(_vni(), "vni", id="VNI"),
        pytest.param(_viscii(), "viscii", id="VISCII"),
    ],
)
def test_encoding_is_found(data: bytes, encoding: str) -> None:
    decoded = decode_bytes(data)
    assert decoded.encoding == encoding
    text = canonicalize(decoded.text).text
    assert text == ("plain ASCII" if len(data) == 11 else PLAIN.replace("\r\n", "\n"))
    converted = [note.code for note in decoded.notes]
    assert converted == ([] if encoding.startswith("utf-") else ["encoding_converted"])


@pytest.mark.parametrize("make", [_tcvn3, _vni, _viscii, _cp1258, PLAIN.encode, lambda: PLAIN.encode("utf-16")])
def test_way_back_to_the_bytes(make: Callable[[], bytes]) -> None:
    data = make()
    decoded = decode_bytes(data)
    start = decoded.text.index("x")
    end = decoded.text.index("B", start)
    first, last = decoded.to_bytes(start, end)
    assert decode_bytes(data[:first] + data[last:]).text == decoded.text[:start] + decoded.text[end:]


def test_mojibake_in_a_file() -> None:
    decoded = decode_bytes(PLAIN.encode("utf-8").decode("cp1252", "replace").encode("utf-8"))
    assert "encoding_converted" in [note.code for note in decoded.notes]


def test_undecodable_bytes_are_counted_and_placed() -> None:
    data = "Xã họp ".encode() + b"\xff\xfe\x80" + " bàn việc làng".encode()
    decoded = decode_bytes(data)
    assert decoded.encoding == "utf-8"
    assert decoded.text == "Xã họp \ufffd\ufffd\ufffd bàn việc làng"
    (note,) = decoded.notes
    assert note.code == "undecodable_bytes"
    assert "3" in note.message_vi
    assert decoded.text[note.start : note.end] == "\ufffd"
    first, last = decoded.to_bytes(10, 13)
    assert data[first:last] == " bà"[:3].encode()


def test_notes_stand_in_the_converted_text() -> None:
    """The bad byte comes after a pasted VNI paragraph, which gets shorter."""
    pasted = (cp1252_text(_vni()) * 3).encode("utf-8")
    decoded = decode_bytes(pasted + b"\xff")
    places = {note.code: decoded.text[note.start : note.end] for note in decoded.notes}
    assert places["undecodable_bytes"] == "\ufffd"
    assert places["encoding_converted"].startswith("Chiều qua")


def test_cut_off_in_the_middle_of_a_letter() -> None:
    decoded = decode_bytes(PLAIN.encode("utf-8")[: PLAIN.encode("utf-8").index("ường".encode()) + 1])
    assert decoded.encoding == "utf-8"
    assert decoded.text.endswith("đ\ufffd")
    odd = decode_bytes(PLAIN.encode("utf-16-le")[:-1])
    assert odd.text.endswith("\ufffd")
    assert odd.to_bytes(0, len(odd.text)) == (0, len(PLAIN.encode("utf-16-le")) - 1)


def test_a_tie_is_left_as_it_is_and_noted() -> None:
    decoded = decode_bytes(b"Caf\xe9 Stra\xdfe")
    assert (decoded.text, decoded.encoding) == ("Café Straße", "windows-1252")
    assert [note.code for note in decoded.notes] == ["encoding_uncertain"]


def test_soft_hyphen_survives_until_it_is_a_letter() -> None:
    assert "hương ước" in decode_bytes(b"h\xad\xacng \xad\xedc, tr\xad\xebng th\xabn, m\xedi").text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "BB101", id="nothing"),
        pytest.param(b"\xef\xbb\xbf", "BB101", id="a byte order mark and nothing"),
        pytest.param(b"\xff\xfe", "BB101", id="a UTF-16 mark and nothing"),
        pytest.param(b"PK\x03\x04rest", "BB103", id="DOCX"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3", "BB103", id="PDF"),
        pytest.param(b"\n %PDF-1.4", "BB103", id="PDF after blanks"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 60, "BB103", id="DOC"),
        pytest.param(b"{\\rtf1\\ansi x}", "BB103", id="RTF"),
        pytest.param(b"\xef\xbb\xbf{\\rtf1}", "BB103", id="RTF behind a mark"),
        pytest.param(b"\x89PNG\r\n\x1a\n....", "BB103", id="PNG"),
        pytest.param(b"\xff\xd8\xff\xe0....", "BB103", id="JPEG"),
        pytest.param(b"\x00", "BB104", id="one NUL"),
        pytest.param(b"ab\x00\x00\x00cd\x00\x00" * 9, "BB104", id="NULs anywhere"),
        pytest.param(bytes(range(1, 32)) * 4, "BB104", id="control characters"),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as refusal:
        decode_bytes(data)
    assert refusal.value.code == code
    assert refusal.value.message_vi
    assert refusal.value.message_en


def test_a_stray_nul_is_kept() -> None:
    text = "Họp xã" * 40 + "\x00" + "bàn việc" * 40
    assert decode_bytes(text.encode()).text == text


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_a_typed_error(data: bytes) -> None:
    try:
        decoded = decode_bytes(data)
    except InputError:
        return
    assert not any("\ud800" <= char <= "\udfff" for char in decoded.text)
    assert decoded.to_bytes(0, len(decoded.text))[1] <= len(data)


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs", "Cc")), min_size=1), st.data())
def test_utf8_round_trip(text: str, data: st.DataObject) -> None:
    try:
        decoded = decode_bytes(text.encode())
    except InputError:
        return
    if decoded.notes:
        return
    start = data.draw(st.integers(0, len(decoded.text)))
    end = data.draw(st.integers(start, len(decoded.text)))
    first, last = decoded.to_bytes(start, end)
    assert text.encode()[first:last].decode() == decoded.text[start:end]


@pytest.mark.parametrize("scheme", ["TCVN", "VISCII"])
def test_a_file_made_by_iconv(scheme: str) -> None:
    plain = PLAIN.replace("\r", "")
    try:
        run = subprocess.run(["iconv", "-f", "UTF-8", "-t", scheme], input=plain.encode(), capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip(f"no iconv that writes {scheme}")
    assert decode_bytes(run.stdout).text == plain
