"""Text written in the encodings that came before Unicode in Vietnam: recognised, never converted.

TCVN3 (also ABC) gives each letter a byte of its own; VNI writes a vowel, then a byte for its marks;
both live in fonts, so that such text saved as Unicode shows the letters of Windows-1252. The tables
are those of TCVN 5712:1993 (VN3) and of VNI for Windows.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from admission.app.lists.syllables import is_syllable

TCVN3: Final = "TCVN3 (ABC)"
VNI: Final = "VNI"
CP1258: Final = "Windows-1258"

_TCVN3_BYTES: Final = bytes.fromhex(
    "a8a9aaabacadae b5b6b7b8b9 bbbcbdbec6 c7c8c9cacb cccecfd0d1 d2d3d4d5d6 d7d8dcddde dfe1e2e3e4"
    "e5e6e7e8e9 eaebecedee eff1f2f3f4 f5f6f7f8f9 fafbfcfdfe a1a2a3a4a5a6a7"
)
_TCVN3_LETTERS: Final = "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵĂÂÊÔƠƯĐ"
_TCVN3: Final = {
    chr(byte): letter for byte, letter in zip(_TCVN3_BYTES, _TCVN3_LETTERS, strict=True)
}

_BASES: Final = {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}
_MARKS: Final = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309",
    "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_ALONE: Final = {
    "ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
}  # fmt: skip
_VNI: Final = _ALONE | {
    base + mark: normalize("NFC", letter + accents)
    for base, letter in _BASES.items()
    for mark, accents in _MARKS.items()
}
_VNI_PIECE: Final = re.compile("|".join(sorted(_VNI, key=len, reverse=True)) + "|[^\x00-\x7f]")
_BETWEEN_WORDS: Final = re.compile(r"[\x00-@\[-`{-\x7f\u00a0]+")


def _tcvn3(word: str) -> str:
    return "".join(_TCVN3.get(letter, letter if letter.isascii() else "?") for letter in word)


def _vni(word: str) -> str:
    return _VNI_PIECE.sub(lambda piece: _VNI.get(piece[0], "?"), word.lower())


def _cp1258(word: str) -> str:
    return normalize("NFC", word.encode("latin-1").decode("cp1258", "replace"))


_READINGS: Final[dict[str, Callable[[str], str]]] = {CP1258: _cp1258, TCVN3: _tcvn3, VNI: _vni}


def encoding_of(text: bytes) -> str | None:
    """The encoding in which most words of a text that is not UTF-8 read as Vietnamese, if any."""
    words = [word for word in _words(text.decode("latin-1")) if not word.isascii()]
    hits = Counter(
        name for word in words for name, read in _READINGS.items() if is_syllable(read(word))
    )
    # Counter keeps the order of first sight; a tie goes to the earlier of the table.
    best = max(_READINGS, key=lambda name: hits[name])
    return best if words and 2 * hits[best] >= len(words) else None


def encoding_behind(text: str) -> str | None:
    """The old encoding that a Unicode text hides: `NguyÔn` is TCVN3, `Nguyeãn` VNI; None if none.

    Only a word that is no Vietnamese syllable as it stands, but is one in the old encoding, tells.
    """
    if text.isascii():
        return None
    return next(filter(None, map(_behind, _words(text))), None)


@lru_cache(maxsize=20_000)
def _behind(word: str) -> str | None:
    if word.isascii() or max(word) > "\xff" or is_syllable(word):
        return None
    return next((name for name in (TCVN3, VNI) if is_syllable(_READINGS[name](word))), None)


def _words(text: str) -> Iterable[str]:
    return filter(None, _BETWEEN_WORDS.split(normalize("NFC", text)))
