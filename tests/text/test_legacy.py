"""Legacy encodings in pasted text: converted where they are certain, left alone where they are not."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.text.legacy import convert_legacy_text, convert_paragraphs, spelling_score
from bienban.text.legacy_tables import (
    cp1252_bytes,
    cp1252_text,
    double_vni_signatures,
    tcvn3_letters,
    viscii_letters,
    vni_letters,
)

PLAIN = "Sáng nay, ủy ban xã Nậm Khoai họp bàn việc trồng rừng; bí thư đề nghị mỗi thôn cử mười người."
LETTERS = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"


def tcvn3(text: str) -> str:
    """The text as TCVN3 bytes show in cp1252; capitals with a tone have no code there."""
    codes = {letter: code for code, letter in tcvn3_letters().items()}
    return "".join(codes.get(char, char) for char in text)


def vni(text: str) -> str:
    """The text as VNI bytes show in cp1252, marks in the case of their letter."""
    codes: dict[str, str] = {}
    for code, letter in vni_letters().items():
        codes.setdefault(letter, code)
    return "".join(codes.get(char, char) for char in text)


def mojibake(text: str) -> str:
    """The text as its UTF-8 bytes show in cp1252."""
    return cp1252_text(text.encode("utf-8"))


ENCODE = {"TCVN3": tcvn3, "VNI": vni, "UTF-8 → cp1252": mojibake}


@pytest.mark.parametrize("scheme", ENCODE)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PLAIN, id="a sentence"),
        pytest.param("Đồng chí Lý Thị Mẩy chủ trì hội nghị", id="a short line"),
        pytest.param(f"{PLAIN}\r\n\r\nABC 123\n{PLAIN}\n", id="paragraphs with plain ones between"),
    ],
)
def test_converted(scheme: str, text: str) -> None:
    result = convert_legacy_text(ENCODE[scheme](text))
    assert result.text == text
    assert [note.code for note in result.notes] == ["encoding_converted"]
    assert scheme in result.notes[0].message_vi


@pytest.mark.parametrize("scheme", ENCODE)
def test_the_way_back(scheme: str) -> None:
    pasted = ENCODE[scheme](PLAIN)
    result = convert_legacy_text(pasted)
    start = result.text.index("trồng")
    first, last = result.map.to_source(start, start + 5)
    assert pasted[first:last] == ENCODE[scheme]("trồng")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PLAIN, id="Unicode"),
        pytest.param("Khoá hoà toà quê", id="letters that VNI uses as well, but they spell as they stand"),
        pytest.param("HUYỆN MƯỜNG LAN", id="capitals"),
        pytest.param("Café, naïve, Straße", id="other languages"),
        pytest.param("± 5 °C · § 3 « » © ®", id="signs that TCVN3 uses as letters"),
        pytest.param("PHƯỜNG, XÃ” và “XÃ”", id="a capital and a closing quote are no UTF-8"),
        pytest.param("“XÃ” LÂM CÔ", id="the same without any letter beyond cp1252"),
        pytest.param("plain ASCII", id="ASCII"),
        pytest.param("", id="empty"),
        pytest.param("linh hồn thành phố", id="one phrase of the double VNI list, by chance"),
    ],
)
def test_left_alone(text: str) -> None:
    result = convert_legacy_text(text)
    assert result.text == text
    assert result.map.is_identity
    assert result.notes == ()


def test_each_paragraph_is_decided_on_its_own() -> None:
    text = f"{tcvn3(PLAIN)}\n{PLAIN}\n{vni(PLAIN)}\n"
    result = convert_legacy_text(text)
    assert result.text == f"{PLAIN}\n{PLAIN}\n{PLAIN}\n"
    places = [result.text[note.start : note.end] for note in result.notes]
    assert places == [PLAIN, PLAIN]
    assert [("TCVN3" in note.message_en, "VNI" in note.message_en) for note in result.notes] == [(True, False), (False, True)]


def test_soft_hyphen_is_a_letter_in_tcvn3() -> None:
    pasted = tcvn3("người được cử đi trước")
    assert pasted.count("\u00ad") == 3
    assert convert_legacy_text(pasted).text == "người được cử đi trước"


def test_vni_capital_with_a_small_mark() -> None:
    pasted = vni(PLAIN).replace("uûy ban", "Uûy ban")
    assert "Ủy ban" in convert_legacy_text(pasted).text
    capital = vni("ỦY BAN NHÂN DÂN HUYỆN")
    assert convert_legacy_text(capital).text == "ỦY BAN NHÂN DÂN HUYỆN"


def test_mojibake_with_bytes_missing_is_repaired_around_them() -> None:
    """'Ã' followed by NBSP became 'Ã' and a space: that letter cannot be told any more."""
    broken = mojibake("Xã họp, cả xã đồng lòng").replace(mojibake("xã"), "xÃ", 1)
    result = convert_legacy_text(broken)
    assert result.text == "Xã họp, cả xÃ đồng lòng"
    assert [note.code for note in result.notes] == ["encoding_converted", "encoding_damaged"]


def test_double_vni_is_noted_and_not_undone() -> None:
    text = "Ban khơng có cơng tác phịng, chống cháy; tồn quốc đã cĩ."
    result = convert_legacy_text(text)
    assert result.text == text
    assert [note.code for note in result.notes] == ["encoding_damaged"]
    assert text[result.notes[0].start : result.notes[0].end] == "khơng"


def test_a_tie_is_left_and_noted() -> None:
    """Each of two encodings reads one of the words."""
    text = "c©y caây"
    result = convert_legacy_text(text)
    assert result.text == text
    assert [note.code for note in result.notes] == ["encoding_uncertain"]


def test_converting_twice_changes_nothing_more() -> None:
    for encode in ENCODE.values():
        once = convert_legacy_text(encode(PLAIN)).text
        assert convert_legacy_text(once).text == once


def test_known_scheme_with_a_paragraph_of_the_other() -> None:
    assert convert_paragraphs(f"{tcvn3(PLAIN)}\n{vni(PLAIN)}", "TCVN3").text == f"{PLAIN}\n{PLAIN}"


@pytest.mark.parametrize(
    ("text", "score"),
    [
        pytest.param("họp xã", 2, id="two words with marks"),
        pytest.param("à ơ ©", 0, id="single letters are no evidence"),
        pytest.param("ban hop", 0, id="words without marks say nothing"),
        pytest.param("h«p häp họp", -1, id="two that do not spell, one that does"),
        pytest.param("“họp” – 15°", 1, id="quotes and dashes are no letters"),
        pytest.param("5m² họp", 0, id="a sign inside a word counts against"),
    ],
)
def test_spelling_score(text: str, score: int) -> None:
    assert spelling_score(text) == score


def test_tables_are_complete_and_one_to_one() -> None:
    assert set(LETTERS) <= set(tcvn3_letters().values())
    both = set(LETTERS) | set(LETTERS.upper())
    assert both == set(vni_letters().values())
    assert both == set(viscii_letters().values())
    assert len(set(viscii_letters())) == len(both) == 134
    assert tcvn3_letters()["\u00ad"] == "ư"


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is the oracle")
@pytest.mark.parametrize("encoding", ["TCVN", "VISCII"])
def test_tables_agree_with_iconv(encoding: str) -> None:
    table = dict(viscii_letters()) if encoding == "VISCII" else {(cp1252_bytes(code) or b"?")[0]: letter for code, letter in tcvn3_letters().items()}
    # One letter a line: glibc joins a base letter with a tone that follows it.
    data = b"\n".join(bytes([byte]) for byte in table)
    run = subprocess.run(["iconv", "-f", encoding, "-t", "UTF-8"], input=data, capture_output=True, check=False)
    if run.returncode != 0:
        pytest.skip(f"this iconv does not know {encoding}")
    assert run.stdout.decode("utf-8").split("\n") == list(table.values())


def test_double_vni_phrases_come_from_the_lexicon() -> None:
    assert "cơng tác" in double_vni_signatures()
    assert all(phrase == phrase.lower() for phrase in double_vni_signatures())


@given(st.binary(max_size=60))
def test_cp1252_takes_every_byte_and_gives_it_back(data: bytes) -> None:
    text = cp1252_text(data)
    assert len(text) == len(data)
    assert cp1252_bytes(text) == data


def test_cp1252_has_no_place_for_vietnamese() -> None:
    assert cp1252_bytes("ộ") is None


@given(st.text(st.sampled_from("aoeu ôöñûøùïÃÂ»™®©«\u00ad¬µ.\n\r“xãộđ"), max_size=50), st.data())
def test_any_text_survives(text: str, data: st.DataObject) -> None:
    result = convert_legacy_text(text)
    start = data.draw(st.integers(0, len(result.text)))
    end = data.draw(st.integers(start, len(result.text)))
    first, last = result.map.to_source(start, end)
    assert 0 <= first <= last <= len(text)
    for note in result.notes:
        assert note.start is None or 0 <= note.start < (note.end or 0) <= len(result.text)
