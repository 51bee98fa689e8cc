# ruff: noqa: PLR0913 - one argument for each way to ask
"""Who was admitted in a period, group by group, beside the same period of the year before."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from admission.projections.asking import Connection, Moment
from admission.projections.composition.admitted import Admitted, admitted, places
from admission.projections.composition.breakdowns import CELLS, NOT_TO_BE_HAD
from admission.projections.composition.public import hidden
from admission.projections.confirmations.through import confirmed
from admission.projections.milestones.counting import Sought
from admission.projections.periods import first_day, last_day, year_until, years_before
from admission.projections.progress.sums import percent
from admission.projections.rulebooks.queries import Counting, countings
from admission.projections.stated.queries import newest_figures
from admission.projections.units.lenses import AS_WAS, Lens, lens_asked, seen_in, there
from admission.projections.units.scope import Reading

ORGANISATIONS: Final = ("grassroots-committee", "grassroots-cell")
"""The kinds of units that are counted as organisations with or without admissions."""


class CompositionRow(NamedTuple):
    """One cell: how many were admitted in the period, and in the same period a year before.

    A number is None where it is hidden, and where it is a 0 that nobody has confirmed. `ratio` is
    this period's in per cent of the year before, of two decimals, rounded half up; None where one
    of them is None, or the year before 0. Of the average age `this` and `last` are years, texts of
    two decimals.
    """

    breakdown: str
    cell: str
    this: int | str | None
    last: int | str | None
    ratio: str | None
    this_hidden: bool
    last_hidden: bool


class Composition(NamedTuple):
    """Every row, what counts as admitted, and which period it is."""

    rows: list[CompositionRow]
    counts: Counting
    period: str


class _Question(NamedTuple):
    """What is asked for: a year or a quarter of it, of a unit, through which tree."""

    connection: Connection
    year: int
    quarter: int | None
    moment: Moment
    unit: str | None
    tree: str

    @property
    def period(self) -> str:
        """The year, or such as `2024-Q1`."""
        return str(self.year) if self.quarter is None else f"{self.year}-Q{self.quarter}"

    @property
    def days(self) -> tuple[str, str]:
        """The first day and the last that counts: never after the day asked."""
        return first_day(self.period), min(self.moment.as_of, last_day(self.period))

    @property
    def counting(self) -> Counting:
        """What counts as admitted."""
        last = year_until(self.year, self.moment.as_of)[1]
        return countings(self.connection, last, **self.moment._asdict())["admitted"]

    @property
    def lens(self) -> Lens:
        """The units that it is asked of."""
        year = year_until(self.year, self.moment.as_of)
        return lens_asked(self.connection, self.tree, self.moment, year, self.unit)

    def a_year_before(self) -> "_Question":
        """The same question, asked a year before, through the same tree."""
        tree = seen_in(self.tree, self.moment.as_of)
        before = self.moment._replace(as_of=years_before(self.moment.as_of, 1))
        return self._replace(year=self.year - 1, moment=before, tree=tree)


class _Column(NamedTuple):
    """One period: numbers by breakdown and cell, those hidden, the average age."""

    numbers: Mapping[str, Mapping[str, int]]
    hidden: Mapping[str, frozenset[str]]
    average_age: str | None
    confirmed: bool

    def number(self, breakdown: str, cell: str) -> int | None:
        """What is printed of a cell."""
        number = self.numbers[breakdown].get(cell, 0)
        if self.is_hidden(breakdown, cell) or not (number or self.confirmed):
            return None
        return number

    def is_hidden(self, breakdown: str, cell: str) -> bool:
        """Whether a cell is left out for the sake of those in it."""
        return cell in self.hidden.get(breakdown, ())


def composition(
    connection: Connection,
    *,
    year: int,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    quarter: int | None = None,
    tree: str = AS_WAS,
    public: bool = False,
) -> Composition:
    """Who was admitted by a unit (None: by all) and all under it: as many rows as the form has.

    Who is counted is who `progress` counts; the year before is the same question, asked a year
    before. `public` leaves out what `public.hidden` names, the ratios that rest on it, and an
    average age beside a hidden age; the totals, those admitted again and the organisations are
    always there.

    Raises:
        UnitNotThereError: there is no such unit in that tree.
    """
    question = _Question(connection, year, quarter, Moment(as_of, known_at), unit, tree)
    lens = there(question.lens, unit)
    this = _column(question, lens, public=public)
    before = question.a_year_before()
    last = _column(before, before.lens, public=public)
    rows = [row for breakdown in this.numbers for row in _rows(breakdown, this, last)]
    return Composition(rows, question.counting, question.period)


def _column(question: _Question, lens: Lens, *, public: bool) -> _Column:
    counting, (first, last) = question.counting, question.days
    sought = Sought(counting.milestone, first, last, cancelled_too=counting.cancelled == "kept")
    reading = Reading(question.moment, question.unit, question.tree)
    found = admitted(question.connection, sought, reading)
    hides = {name: hidden(_cells(name, found)) for name in CELLS} if public else {}
    average = None if hides.get("age") else _average(found)
    numbers = {
        "total": {"admitted": found.people, "readmitted": found.again},
        **found.tally,
        "organisations": _organisations(question, lens, sought),
    }
    return _Column(numbers, hides, average, _is_confirmed(question, lens, last))


def _cells(breakdown: str, found: Admitted) -> dict[str, int]:
    """The cells that say something of somebody."""
    return {cell: found.tally[breakdown].get(cell, 0) for cell in CELLS[breakdown]}


def _average(found: Admitted) -> str | None:
    """The years of age added up, of those whose age is known; rounded half up."""
    return percent(found.years, 100 * found.aged)


def _organisations(question: _Question, lens: Lens, sought: Sought) -> dict[str, int]:
    """Grassroots organisations in which somebody was admitted, or nobody, or nobody is left."""
    root = lens.units[0].unit if question.unit and lens.units else None
    credited: set[str] = set()
    for unit, day in places(question.connection, sought, question.moment):
        above = lens.credit(unit, day)
        if root is None or root in above:
            credited.update(above)
    stood = {unit.unit for unit in lens.units if unit.kind in ORGANISATIONS}
    stated = newest_figures(question.connection, "admissible", question.days[1], question.moment)
    nobody_left = {unit for unit, number in stated.items() if number == 0}
    return {
        "with": len(stood & credited),
        "without": len(stood - credited),
        "nobody-left": len(stood & nobody_left),
    }


def _is_confirmed(question: _Question, lens: Lens, last: str) -> bool:
    """Whether the records of all that is asked of are confirmed to the last day."""
    through = confirmed(question.connection, lens.units, question.moment)
    roots = [unit.unit for unit in lens.units if unit.depth == 0]
    return bool(roots) and all(through.get(root, "") >= last for root in roots)


def _rows(breakdown: str, this: _Column, last: _Column) -> Iterator[CompositionRow]:
    for cell in _shown(breakdown, this, last):
        now, before = (column.number(breakdown, cell) for column in (this, last))
        hides = [column.is_hidden(breakdown, cell) for column in (this, last)]
        yield CompositionRow(breakdown, cell, now, before, percent(now, before), *hides)
    if breakdown == "age":
        ages = (this.average_age, last.average_age)
        hides = [bool(column.hidden.get("age")) for column in (this, last)]
        yield CompositionRow("age", "average", *ages, None, *hides)


def _shown(breakdown: str, this: _Column, last: _Column) -> Iterator[str]:
    """The cells of the form; those of whom nothing is known where there is anybody."""
    yield from CELLS.get(breakdown, this.numbers[breakdown])
    if breakdown in CELLS:
        for cell in NOT_TO_BE_HAD:
            if this.numbers[breakdown].get(cell) or last.numbers[breakdown].get(cell):
                yield cell
