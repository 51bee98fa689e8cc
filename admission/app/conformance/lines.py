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
    """One deviation of one unit in one year in streams of a kind; `of` is how many acts there are.

    `unit` is None where what was recorded is of none. `imported`: the steps are from paper.
    """

    unit: str | None
    year: str
    deviation: Deviation
    rule: str
    detail: str
    imported: bool
    kind: str
    of: int
    events: tuple[At, ...]

    @property
    def most_days(self) -> int | None:
        """The most days of any of its events."""
        return max((event.days for event in self.events if event.days is not None), default=None)


Base = Counter[tuple[str | None, str, bool, str]]
"""How many steps and acts there are, by unit, year, whether from paper, kind of stream."""
_ORDER = {deviation: number for number, deviation in enumerate(Deviation)}


def lines_of(findings: Iterable[Finding], base: Base) -> list[Line]:
    """The lines, by unit, year and deviation."""
    found: dict[tuple[str | None, str, Deviation, str, str, bool, str], list[At]]
    found = defaultdict(list)
    for each in findings:
        said = (each.deviation, each.rule, each.detail, each.imported, each.kind)
        found[each.unit, each.day[:4], *said].append(At(each.position, each.days))
    lines = [  # only now is every step counted
        Line(*key, base[key[0], key[1], key[5], key[6]], tuple(sorted(events)))
        for key, events in found.items()
    ]
    return sorted(lines, key=_sorted_by)


def _sorted_by(line: Line) -> tuple[object, ...]:
    at = (line.unit or "", line.year, _ORDER[line.deviation])
    return (*at, line.rule, line.detail, line.imported, line.kind)
