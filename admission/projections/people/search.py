"""Names as they are searched: without diacritics, case or punctuation."""

from functools import lru_cache
from unicodedata import combining, normalize


def searched(text: str) -> str:
    """Words in plain small letters, each after a blank: `Đặng Văn Á` becomes ` dang van a`."""
    return "".join(map(_word, text.split()))


@lru_cache(maxsize=20_000)
def _word(text: str) -> str:
    """One word, or what is left of it: names are made of few."""
    plain = normalize("NFD", text.casefold().replace("đ", "d"))
    letters = (c if c.isalnum() else " " for c in plain if not combining(c))
    return "".join(f" {word}" for word in "".join(letters).split())
