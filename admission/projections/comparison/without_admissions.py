# ruff: noqa: PLR0913 - one argument for each way to ask
"""Units in which nobody was admitted for some years."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from admission.projections.asking import Connection, Moment, page_of_all
from admission.projections.confirmations.through import confirmed, unless_unknown
from admission.projections.milestones.queries import tally
from admission.projections.periods import years_before
from admission.projections.progress.sums import Count, credited
from admission.projections.rulebooks.queries import Counting, countings
from admission.projections.units.lenses import AS_WAS, lens_asked, seen_in, there
from admission.projections.units.tree import UnitRow, homes_of, tree_with_ended


class WithoutRow(NamedTuple):
    """One unit that stood from `first` to the day asked, and in which nobody was admitted.

    `admitted` is 0 where its records are confirmed to the end of that day, else None: nobody is
    recorded, and nobody has said that there was nobody.
    """

    unit: str
    name: str
    code: str | None
    kind: str
    depth: int
    founded: str
    first: str
    admitted: int | None
    confirmed_to: str | None


class Without(NamedTuple):
    """A page of units, how many there are, of how many that stood so long; what counts."""

    rows: list[WithoutRow]
    next: str | None
    without: int
    units: int
    counts: Counting


def without_admissions(
    connection: Connection,
    *,
    years: int,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    kind: str | None = None,
    tree: str = AS_WAS,
    limit: int = 0,
    after: str | None = None,
) -> Without:
    """Those of a unit (None: of all) and all under it, parent first, with nobody for some years.

    The years end on the day asked. Units that did not stand all the time are left out; through the
    tree of a day one has stood as long as the oldest of those that ended into it.

    Raises:
        UnitNotThereError: there is no such unit in that tree.
    """
    moment = Moment(as_of, known_at)
    first = _following(years_before(as_of, years))
    counting = countings(connection, as_of, as_of=as_of, known_at=known_at)["admitted"]
    lens = there(lens_asked(connection, tree, moment, (as_of, as_of), unit), unit)
    stood = _stood_since(connection, tree, moment)
    counts = [
        Count(row.unit, row.on_day, "", row.candidates)
        for row in tally(
            connection,
            counting.milestone,
            first,
            as_of,
            as_of=as_of,
            known_at=known_at,
            cancelled_too=counting.cancelled == "kept",
        )
    ]
    sums, through = credited(lens, counts), confirmed(connection, lens.units, moment)
    asked = [
        row
        for row in lens.units
        if kind in (None, row.kind) and stood.get(row.unit, row.founded) <= first
    ]
    rows = [_row(row, first, as_of, through) for row in asked if row.unit not in sums]
    cut = page_of_all(rows, limit, after, lambda row: (row.unit,))
    return Without(cut.rows, cut.next, len(rows), len(asked), counting)


def _row(unit: UnitRow, first: str, as_of: str, through: Mapping[str, str]) -> WithoutRow:
    to = through.get(unit.unit)
    admitted = unless_unknown({"admitted": 0}, to, as_of)["admitted"]
    about = (unit.unit, unit.name, unit.code, unit.kind, unit.depth, unit.founded)
    return WithoutRow(*about, first, admitted, to)


def _stood_since(connection: Connection, tree: str, moment: Moment) -> dict[str, str]:
    """Through the tree of a day: by unit, since when it or what ended into it has stood."""
    if tree == AS_WAS:
        return {}
    day = seen_in(tree, moment.as_of)
    units = tree_with_ended(connection, moment._replace(as_of=day), None)
    homes, since = homes_of(units), {row.unit: row.founded for row in units}
    for row in units:
        home = homes.get(row.unit)
        if home in since:
            since[home] = min(since[home], row.founded)
    return since


def _following(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
