"""Whether a word could be Vietnamese: by the spelling of one syllable in the Latin alphabet."""

import re
from typing import Final
from unicodedata import normalize

_TONES: Final = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_NUCLEI: Final = (
    "uyê uya uyu uây uôi uơi uao uai uay ueo iêu yêu oai oay oao oeo ươi ươu "
    "ai ao au ay âu ây eo êu ia iê iu oa oă oe oi ôi ơi ua uâ uă ue uê ui uo uô uơ uy ưa ưi "
    "ươ ưu yê a ă â e ê i o ô ơ u ư y"
)
_SYLLABLE: Final = re.compile(
    "(ngh|ng|nh|gh|gi|kh|ch|tr|th|ph|[bcdđghklmnpqrstvx])?"
    f"({'|'.join(_NUCLEI.split())})(ng|nh|ch|[cmnpt])?|[bcgmprstvx](oo|ôô)(ng|c)"
)


def is_syllable(word: str) -> bool:
    """Whether a word, in any case, is spelt like a syllable, with one tone mark at most."""
    bare, tones = _TONES.subn("", normalize("NFD", word.lower()))
    return tones <= 1 and _SYLLABLE.fullmatch(normalize("NFC", bare)) is not None
