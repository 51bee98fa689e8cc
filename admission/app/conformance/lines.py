"""Findings put together: by unit and year, with rates."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from admission.app.conformance.findings import Deviation, Finding


class At(NamedTuple):
    """An event to which a line leads, and how many days are meant, if any."""

    position: int
    days: int | None


class Line(NamedTuple):
    """One deviation of one unit in one year; `of` is how many steps were recorded there and then.

    `unit` is None where what was recorded is of none. `imported`: the steps are from paper.
    """

    unit: str | None
    year: str
    deviation: Deviation
    rule: str
    detail: str
    imported: bool
    of: int
    events: tuple[At, ...]

    @property
    def most_days(self) -> int | None:
        """The most days of any of its events."""
        return max((event.days for event in self.events if event.days is not None), default=None)


Base = Counter[tuple[str | None, str, bool]]
"""How many steps there are, by unit, year, and whether they are from paper."""
_ORDER = {deviation: number for number, deviation in enumerate(Deviation)}


def lines_of(findings: Iterable[Finding], base: Base) -> list[Line]:
    """The lines, by unit, year and deviation."""
    found: dict[tuple[str | None, str, Deviation, str, str, bool], list[At]] = defaultdict(list)
    for each in findings:
        key = (each.unit, each.day[:4], each.deviation, each.rule, each.detail, each.imported)
        found[key].append(At(each.position, each.days))
    lines = [  # only now is every step counted
        Line(*key, base[key[0], key[1], key[5]], tuple(sorted(events)))
        for key, events in found.items()
    ]
    return sorted(lines, key=_sorted_by)


def _sorted_by(line: Line) -> tuple[object, ...]:
    at = (line.unit or "", line.year, _ORDER[line.deviation])
    return (*at, line.rule, line.detail, line.imported)
