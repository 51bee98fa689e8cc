# ruff: noqa: PLR0913 - one argument for each way to ask
"""What somebody stated of a unit, beside what is counted of it and whether it has confirmed that.

People are counted as `progress` counts them, as-was; members as those who are known by name.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from admission.projections.asking import Connection, Moment, Page, ask
from admission.projections.confirmations.through import Through, confirmed
from admission.projections.milestones.queries import Tally
from admission.projections.movements.queries import members_by_name
from admission.projections.periods import first_day, last_day, year_until
from admission.projections.progress.figures import tally_of
from admission.projections.rulebooks.queries import countings
from admission.projections.stated.queries import FigureRow, list_figures
from admission.projections.units.lenses import AS_WAS, History, lens_of
from admission.projections.units.tree import tree_with_ended


class ReconciledRow(NamedTuple):
    """One stated figure.

    `counted` is None where no member of the unit is known by name, and of who could be admitted.

    `difference` is counted less stated. `confirmed`: the unit's records are confirmed as complete
    to the end of the period (of its day), `confirmed_to` how far they are. `stated_by` recorded it.
    """

    figure: str
    unit: str
    unit_name: str | None
    indicator: str
    period: str
    stated: int
    counted: int | None
    difference: int | None
    confirmed: bool
    confirmed_to: str | None
    stated_on: str
    stated_by: str | None
    document_kind: str
    document_number: str | None
    document_signed: str | None


def reconcile(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    year: int | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[ReconciledRow]:
    """The figures stated of a unit and all under it (None: of all), of a year (None: of any)."""
    moment = Moment(as_of, known_at)
    page = list_figures(
        connection,
        as_of=as_of,
        known_at=known_at,
        unit=unit,
        year=year,
        limit=limit,
        after=after,
    )
    people = _People(connection, moment, page.rows)
    return Page([_row(connection, people, row) for row in page.rows], page.next)


class _People:
    """Who is counted, and who has confirmed, at a moment; each year is tallied once."""

    def __init__(self, connection: Connection, moment: Moment, rows: Sequence[FigureRow]) -> None:
        self._connection = connection
        self._moment = moment
        self._rows = rows
        self._tallies: dict[tuple[str, int], list[Tally]] = {}

    def counted(self, row: FigureRow) -> int | None:
        """How many people a figure states."""
        if row.indicator == "admissible":
            return None
        if row.indicator == "members":
            return self._members(row.unit, row.period)
        first, last = first_day(row.period), last_day(row.period)
        return sum(
            tally.candidates
            for tally in self._tally(row.indicator, int(row.period[:4]))
            if first <= tally.on_day <= last
            and row.unit in self._history.credit(tally.unit, tally.on_day)
        )

    @cached_property
    def through(self) -> Through:
        """How far each unit that stood in these periods is confirmed."""
        days = [_ends(row) for row in self._rows] or [self._moment.as_of]
        lens = lens_of(self._history, AS_WAS, (min(days), max(days)), None)
        return confirmed(self._connection, lens.units, self._moment)

    @cached_property
    def _history(self) -> History:
        return History(self._connection, self._moment.known_at)

    def _members(self, unit: str, day: str) -> int | None:
        as_of, known_at = self._moment
        cells = tree_with_ended(self._connection, Moment(day, known_at), unit)
        found = members_by_name(
            self._connection, day, [row.unit for row in cells], as_of=as_of, known_at=known_at
        )
        return sum(found.values()) if found else None

    def _tally(self, indicator: str, year: int) -> list[Tally]:
        if (indicator, year) not in self._tallies:
            as_of, known_at = self._moment
            last = year_until(year, as_of)[1]
            rules = countings(self._connection, last, as_of=as_of, known_at=known_at)
            found = tally_of(self._connection, rules[indicator], year, self._moment)
            self._tallies[indicator, year] = found
        return self._tallies[indicator, year]


def _row(connection: Connection, people: _People, row: FigureRow) -> ReconciledRow:
    counted, through = people.counted(row), people.through.get(row.unit)
    return ReconciledRow(
        row.figure,
        row.unit,
        row.unit_name,
        row.indicator,
        row.period,
        row.number,
        counted,
        None if counted is None else counted - row.number,
        (through or "") >= _ends(row),
        through,
        row.stated_on,
        _stated_by(connection, row.figure),
        row.document_kind,
        row.document_number,
        row.document_signed,
    )


def _ends(row: FigureRow) -> str:
    return row.period if row.indicator in ("members", "admissible") else last_day(row.period)


def _stated_by(connection: Connection, figure: str) -> str | None:
    query = (
        "SELECT t.actor FROM timeline t WHERE t.stream = ? AND t.type = 'figure-stated' "
        "ORDER BY t.position LIMIT 1"
    )
    found = ask(connection, query, (figure,))
    return found[0][0] if found else None
