"""Tách đơn vị (tokenisation): syllables, numbers, abbreviations, addresses and punctuation of a text without blanks.

The grammar is that of underthesea's word segmentation (Apache-2.0; its address patterns go back to NLTK's), so that the
segmentation model sees the units it was trained on. It is restated here in a form whose time stays in hand on hostile
input: no quantifier repeats a quantifier, and the address patterns, which look far ahead from every position, are tried
only on text that holds what an address needs.
"""

from __future__ import annotations

import re

_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_LETTER = _UPPER + _UPPER.lower()

_SPECIAL = r"=>|==>|->|\.{2,}|-{2,}|>>|\d+x\d+|v\.v\.\.\.|v\.v\.|v\.v|°[CF]"
_ABBREVIATION = (
    r"[A-ZĐ]+&[A-ZĐ]+"
    r"|T\.Ư"
    rf"|[{_UPPER}]+(?:\.[{_LETTER}]+)+\.?"
    rf"|[{_LETTER}]+['’][{_LETTER}]+"
    r"|[A-ZĐ]+\.(?!$)"
    r"|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\.|Th.S|Th.s|e-mail"
    r"|\d+[A-Z]+\d*-\d+"
    r"|NĐ-CP"
)
_BALANCED = r"\([^\s()]*?\([^\s()]+\)[^\s()]*?\)|\([^\s]+?\)"
_URL = (
    r"(?:(?:ftp|http)s?:(?:/{1,3}|[a-z0-9%])|[a-z0-9.\-]+[.][a-z]{2,13}/)"
    rf"(?:[^\s()<>{{}}\[\]]|{_BALANCED})+"
    rf"(?:{_BALANCED}|[^\s`!()\[\]{{}};:'\".,<>?«»“”‘’])"
    r"|(?<!@)[a-z0-9]+(?:[.\-][a-z0-9]+)*[.][a-z]{2,13}\b/?(?!@)"
)
_EMAIL = r"[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9-.]+"
_NUMBER = (
    r"\d{2,}-\d{3,}-\d{3,}"
    r"|\d{1,2}/\d{1,2}/\d+|\d{1,2}/\d{1,4}|\d{1,2}-\d{1,2}-\d+|\d{1,2}-\d{1,4}|\d{1,2}\.\d{1,2}\.\d+"
    r"|\d{4}/\d{1,2}/\d{1,2}|\d{2}:\d{2}:\d{2}"
    r"|\d+[A-Z]+\d+|\d+[A-Z]+"
    r"|\d+(?:\.\d+)+,\d+|\d+(?:\.\d+)+|\d+(?:,\d+)+|\d+(?:[.,_]\d+)?"
)
_REST = (
    r":\)\)*|=\)\)+|♥‿♥|:D+(?=\s)|:D+(?=$)|<3"
    r"|[.,()ʺ]"
    r"|\b\w+-[\w+-]*\w+"
    r"|\w+"
    r"|:+|[^\w\s]"
)

_PLAIN = re.compile("|".join((_SPECIAL, _ABBREVIATION, _NUMBER, _REST)))
_WITH_ADDRESSES = re.compile("|".join((_SPECIAL, _ABBREVIATION, _URL, _EMAIL, _NUMBER, _REST)))
_ADDRESS_SIGN = re.compile(r"@|\.[a-z]{2}|(?:ftp|http)s?:")
"""What every match of the address patterns holds."""


def token_spans(text: str) -> list[tuple[int, int]]:
    """Các đơn vị của ``text``: their (start, end) in order, together covering all that is not white space.

    ``text`` is NFC. Time is linear in ``text`` unless it holds the sign of an address, else at worst quadratic: the
    caller keeps such texts short.
    """
    pattern = _WITH_ADDRESSES if _ADDRESS_SIGN.search(text) else _PLAIN
    return [match.span() for match in pattern.finditer(text)]
