"""Names as they are searched: without diacritics, case or punctuation."""

from unicodedata import combining, normalize


def searched(text: str) -> str:
    """Words in plain small letters, each after a blank: `Đặng Văn Á` becomes ` dang van a`."""
    plain = normalize("NFD", text.casefold().replace("đ", "d"))
    letters = (c if c.isalnum() else " " for c in plain if not combining(c))
    return "".join(f" {word}" for word in "".join(letters).split())
