# ruff: noqa: S608 - the statement is made of pieces of ours
"""What was said of a unit: to which day it is confirmed and by whom, and what was stated of it."""

from collections.abc import Sequence
from typing import NamedTuple

from admission.projections.asking import LATEST, ask, holds
from admission.projections.explain.entries import Entry, OfYear
from admission.projections.progress.figures import stated
from admission.projections.units.queries import superiors


class _Said(NamedTuple):
    """A unit's own confirmation."""

    through: str
    stream: str
    position: int
    on_day: str


def confirmations(asked: OfYear, through: str | None) -> list[Entry]:
    """Those by which a unit is confirmed to a day: its own, a superior's, or of all under it."""
    if through is None:
        return []
    own, root = _own(asked), asked.root
    above = superiors(asked.connection, root.unit, **asked.moment._asdict())
    for unit in (root.unit, *(row.unit for row in above)):
        if unit in own and own[unit].through >= through:
            return [_entry(unit, own[unit])]
    return [_entry(unit, own[unit]) for unit in _under(asked, own, through)]


def _under(asked: OfYear, own: dict[str, _Said], through: str) -> list[str]:
    """The units, as high as may be, that each confirmed so far and together are all below."""
    children: dict[str | None, list[str]] = {}
    for row in asked.lens.units:
        if row.depth:
            children.setdefault(row.parent, []).append(row.unit)
    found, waiting = [], list(reversed(children.get(asked.root.unit, [])))
    while waiting:
        unit = waiting.pop()
        if unit in own and own[unit].through >= through:
            found.append(unit)
        else:
            waiting += reversed(children.get(unit, []))
    return found


def _entry(unit: str, said: _Said) -> Entry:
    what = f"complete to {said.through}"
    place = (unit, said.on_day, said.on_day, unit)
    return Entry("confirmed_to", None, what, said.stream, said.position, *place)


def _own(asked: OfYear) -> dict[str, _Said]:
    here = holds("c", LATEST, asked.moment.known_at)
    query = (
        "SELECT c.unit, c.through, c.stream, c.position, c.confirmed_on FROM confirmations c "
        f"WHERE {here.sql} AND c.through <> ''"
    )
    return {unit: _Said(*said) for unit, *said in ask(asked.connection, query, here.parameters)}


def figures_stated(asked: OfYear) -> list[Entry]:
    """What somebody stated of the unit; each is a part of its own, for nobody adds them up."""
    found = stated(asked.question).get((asked.root.unit, asked.period), [])
    positions = _positions(asked, [row.figure for row in found])
    return [
        Entry(
            f"{row.indicator} {row.period}",
            row.number,
            f"{row.indicator} {row.period}",
            row.figure,
            positions[row.figure],
            row.unit,
            row.stated_on,
            asked.last,
            row.unit,
        )
        for row in found
    ]


def _positions(asked: OfYear, figures: Sequence[str]) -> dict[str, int]:
    here = holds("s", LATEST, asked.moment.known_at)
    query = (
        f"SELECT s.figure, s.position FROM stated s WHERE {here.sql} "
        f"AND s.figure IN ({', '.join('?' * len(figures)) or 'NULL'})"
    )
    return dict(ask(asked.connection, query, (*here.parameters, *figures)))
