"""The breakdowns of a composition, and the cells of each, in the order of the form."""

from collections.abc import Mapping
from typing import Final, get_args

from admission.domain.registers.people.vocabulary import (
    Occupation,
    Qualification,
    SchoolingLevel,
    Sex,
    Source,
    Title,
)

_YES_OR_NO: Final = ("yes", "no")
BANDS: Final = {
    "under-18": 18,
    "18-30": 31,
    "31-35": 36,
    "36-40": 41,
    "41-45": 46,
    "46-50": 51,
    "51-55": 56,
    "56-60": 61,
    "over-60": 1000,
}
"""The age bands, each with the age at which the next begins."""
CELLS: Final[Mapping[str, tuple[str, ...]]] = {
    "sex": get_args(Sex),
    "ethnic_minority": _YES_OR_NO,
    "religious": _YES_OR_NO,
    "population_policy": _YES_OR_NO,
    "foreign_marriage": _YES_OR_NO,
    "sources": get_args(Source),
    "occupation": get_args(Occupation),
    "age": tuple(BANDS),
    "schooling": get_args(SchoolingLevel),
    "qualification": get_args(Qualification),
    "title": get_args(Title),
}
"""By breakdown, the cells that somebody may be in; in several only of `sources`."""
NOT_TO_BE_HAD: Final = ("unknown", "erased", "locked")
"""Cells of those of whom nothing is known: they say nothing of anybody."""

Tally = dict[str, dict[str, int]]
"""By breakdown and cell, how many people."""


def cells_of(breakdown: str, value: str | None) -> tuple[str, ...]:
    """The cells that a value counts in; an age is a number of years.

    >>> cells_of("sources", ",farmer,worker,"), cells_of("age", "31"), cells_of("sex", None)
    (('farmer', 'worker'), ('31-35',), ('unknown',))
    """
    if value is None:
        return ("unknown",)
    if value in NOT_TO_BE_HAD:
        return (value,)
    if breakdown == "sources":
        return tuple(value.strip(",").split(","))
    if breakdown == "age":
        return (next(band for band, end in BANDS.items() if int(value) < end),)
    return (value,)
