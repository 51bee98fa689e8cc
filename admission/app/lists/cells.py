"""From the text of one cell to a plain value, by the shape of its column."""

from collections.abc import Callable
from datetime import date
from typing import Any
from unicodedata import normalize

from admission.app.lists.columns import SEPARATOR, Column
from admission.app.lists.days import Forms, read_day
from admission.app.lists.encoding import ADVICE
from admission.app.lists.faults import RowFault
from admission.app.lists.legacy import encoding_behind
from admission.app.shapes import TRUE_OR_FALSE, Shape, is_pair, pair

Read = Callable[[str], Any]
"""The value of a cell that is not empty; raises `RowFault`."""


def reader_of(column: Column, forms: Forms) -> Read:
    """How the cells of a column are read; `forms` takes in how their days are written."""
    one = _reader_of_one(column, forms)
    if not column.shape.several:
        return one
    return lambda text: [one(part.strip()) for part in text.split(SEPARATOR) if part.strip()]


def _reader_of_one(column: Column, forms: Forms) -> Read:
    shape = column.shape
    if is_pair(shape):
        return lambda text: _pair(shape, text)
    if shape.leaf is date:
        return lambda text: _day(text, column.name, forms)
    if shape.leaf is int:
        return _whole_number
    if shape.leaf is bool:
        return _true_or_false
    return _plain if shape.choices else _text


def _pair(shape: Shape, text: str) -> dict[str, str]:
    try:
        return pair(shape.leaf, text)
    except ValueError as error:
        raise RowFault(str(error)) from error


def _day(text: str, column: str, forms: Forms) -> str:
    day, form = read_day(text)
    forms.count(column, form)
    return day


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise RowFault("this is no whole number")
    return int(text)


def _true_or_false(text: str) -> bool:
    if text.lower() not in TRUE_OR_FALSE:
        raise RowFault("this is neither true nor false")
    return TRUE_OR_FALSE[text.lower()]


def _plain(text: str) -> str:
    return normalize("NFC", text)


def _text(text: str) -> str:
    if found := encoding_behind(text):
        raise RowFault(f"the letters are those of {found}, not of Unicode: {ADVICE[found]}")
    return normalize("NFC", text)
