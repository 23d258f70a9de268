"""Âm tiết (syllables): can a word be spelled in Vietnamese at all.

The orthography is a closed system: an onset, a rhyme and a tone. Where the tone mark stands is not judged
(hòa and hoà are both words), nor whether a dictionary knows the word.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_ONSETS = _words("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x") | {""}
_RHYMES = _words(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi
    om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up ut uơ
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu ych yn ynh yt
    """
)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_VOWELS = frozenset("aeiouy")
_STOPS = ("c", "ch", "p", "t")
_STOP_TONES = frozenset("\u0301\u0323")
_LONGEST = 7


@lru_cache(maxsize=4096)
def spellable(word: str) -> bool:
    """Đánh vần được (spellable): whether ``word``, in any case or normal form, is a Vietnamese syllable."""
    if len(word) > 3 * _LONGEST:
        return False
    base, tones, bearer = "", "", ""
    for char in unicodedata.normalize("NFD", word.lower()):
        if char not in _TONES:
            bearer = bearer if unicodedata.combining(char) else char
            base += char
        elif bearer in _VOWELS:
            tones += char
        else:  # ñ is no n with a tone
            return False
    base = unicodedata.normalize("NFC", base)
    if len(tones) > 1 or not _parts_known(base):
        return False
    return not base.endswith(_STOPS) or tones in _STOP_TONES


def _parts_known(base: str) -> bool:
    return len(base) <= _LONGEST and any(base[:cut] in _ONSETS and base[cut:] in _RHYMES for cut in range(4))
