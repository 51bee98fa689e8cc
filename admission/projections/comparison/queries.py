# ruff: noqa: PLR0913 - one argument for each way to ask
"""A unit's admissions beside those of the year before, the plan, and the units beside it."""

from typing import NamedTuple

from admission.projections.asking import Connection, Moment, Page, page_of_all
from admission.projections.comparison.measures import Measures, measures, ranks
from admission.projections.confirmations.through import confirmed, unless_unknown
from admission.projections.periods import last_day, quarter_of, year_until, years_before
from admission.projections.progress.figures import tally_of
from admission.projections.progress.queries import Progress, ProgressRow, progress
from admission.projections.progress.sums import Count, credited, percent
from admission.projections.rulebooks.queries import Counting, countings
from admission.projections.units.lenses import AS_WAS, UnitNotThereError, lens_asked, seen_in
from admission.projections.units.queries import with_superiors
from admission.projections.units.tree import UnitRow


class ComparisonRow(NamedTuple):
    """One of the units that stand under the same superior, with all under it, in one period.

    `asked` says that it is the one asked for. `last_year` is what the same question, asked a year
    before, counted; a count that is 0 and not confirmed is None, and so is all that rests on one;
    `*_counted` is its number. `ratio` is this period's in per cent of it; per cents are texts of
    two decimals, rounded half up. `rank` is the place among the units by the number admitted,
    `rank_of_percent` by the per cent of the target; 1 is the highest, equal ones share a place.
    """

    unit: str
    name: str
    code: str | None
    kind: str
    asked: bool
    period: str
    admitted: int | None
    last_year: int | None
    difference: int | None
    ratio: str | None
    target: int | None
    target_source: str
    percent: str | None
    year_target: int | None
    year_percent: str | None
    rank: int | None
    rank_of_percent: int | None
    confirmed_to: str | None
    admitted_counted: int
    last_year_counted: int | None


class Comparison(NamedTuple):
    """A page of units, the mean and median over all of them, and what counts as admitted."""

    rows: list[ComparisonRow]
    next: str | None
    admitted: Measures
    percents: Measures
    counts: Counting


class _Question(NamedTuple):
    """What is compared: a year or a quarter of it, through which tree, under which superior."""

    connection: Connection
    year: int
    quarter: int | None
    as_of: str
    known_at: int | None
    tree: str
    above: str | None

    @property
    def moment(self) -> Moment:
        """When it is asked of."""
        return Moment(self.as_of, self.known_at)

    @property
    def period(self) -> str:
        """The year, or such as `2024-Q1`."""
        return str(self.year) if self.quarter is None else f"{self.year}-Q{self.quarter}"

    def report(self) -> Progress:
        """The progress of the units and, where there is one, of their superior."""
        return progress(
            self.connection,
            year=self.year,
            as_of=self.as_of,
            known_at=self.known_at,
            unit=self.above,
            by="unit" if self.quarter is None else "quarter",
            tree=self.tree,
            depth=1 if self.above else 0,
        )

    def a_year_before(self) -> "_Question":
        """The same question, asked a year before, through the same tree."""
        tree = seen_in(self.tree, self.as_of)
        return self._replace(year=self.year - 1, as_of=years_before(self.as_of, 1), tree=tree)


def compare(
    connection: Connection,
    *,
    year: int,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    quarter: int | None = None,
    tree: str = AS_WAS,
    limit: int = 0,
    after: str | None = None,
) -> Comparison:
    """A unit and those beside it (None: the roots), each beside itself a year before.

    The period is the year up to the day asked, or a quarter of it; that of the year before ends on
    the same day. `tree` is what both are read through, as in `progress`, which raises the same.
    """
    question = _Question(connection, year, quarter, as_of, known_at, tree, None)
    here = _placed(question, unit) if unit else None
    if unit and here is None:
        raise UnitNotThereError(unit)
    question = question._replace(above=here.parent if here else None)
    report, before = question.report(), _admitted(question.a_year_before())
    depth = 1 if question.above else 0
    now = [row for row in report.rows if (row.depth, row.period) == (depth, question.period)]
    places = (ranks([row.admitted for row in now]), ranks([_hundredths(row) for row in now]))
    rows = [
        _row(row, before.get(row.unit), here, place)
        for row, place in zip(now, zip(*places, strict=True), strict=True)
    ]
    cut: Page[ComparisonRow] = page_of_all(rows, limit, after, lambda row: (row.unit,))
    admitted = [100 * row.admitted for row in now if row.admitted is not None]
    percents = [each for each in map(_hundredths, now) if each is not None]
    (counts,) = (counting for counting in report.counts if counting.figure == "admitted")
    return Comparison(cut.rows, cut.next, measures(admitted), measures(percents), counts)


def _placed(question: _Question, unit: str) -> UnitRow | None:
    """The unit that stands for one in the tree; as-was, one that ended in the year as it ended."""
    connection, year, _, as_of, known_at, tree, _ = question
    day = year_until(year, as_of)[1] if tree == AS_WAS else seen_in(tree, as_of)
    found = with_superiors(connection, unit, as_of=day, known_at=known_at)
    ended = found[0].ended if found else None
    if tree == AS_WAS and ended and ended > f"{year}-01-01":
        day = f"{year}-01-01"
        found = with_superiors(connection, unit, as_of=day, known_at=known_at)
    standing = [row for row in found if not row.ended]
    if not standing:
        return None
    here, *above = standing
    return here._replace(parent=above[0].unit if above else None)


class _Counted(NamedTuple):
    """How many a unit admitted, None for an unconfirmed 0; and the number all the same."""

    admitted: int | None
    number: int


def _admitted(question: _Question) -> dict[str, _Counted]:
    """What `progress` counts, of every unit that stands in the tree, wherever it stands."""
    connection, moment, tree = question.connection, question.moment, question.tree
    year = year_until(question.year, question.as_of)
    end = min(question.as_of, last_day(question.period))
    counting = countings(connection, year[1], **moment._asdict())["admitted"]
    counts = [
        Count(row.unit, row.on_day, "", row.candidates)
        for row in tally_of(connection, counting, question.year, moment)
        if question.quarter in (None, quarter_of(row.on_day))
    ]
    lens = lens_asked(connection, tree, moment, year, None)
    sums, through = credited(lens, counts), confirmed(connection, lens.units, moment)
    found = {}
    for unit in lens.units:
        number = sums.get(unit.unit, {}).get("", 0)
        known = unless_unknown({"admitted": number}, through.get(unit.unit), end)
        found[unit.unit] = _Counted(known["admitted"], number)
    return found


def _row(
    now: ProgressRow,
    before: _Counted | None,
    here: UnitRow | None,
    places: tuple[int | None, int | None],
) -> ComparisonRow:
    last = before.admitted if before else None
    known = None if now.admitted is None or last is None else (now.admitted, last)
    return ComparisonRow(
        unit=now.unit,
        name=now.name,
        code=now.code,
        kind=now.kind,
        asked=here is not None and here.unit == now.unit,
        period=now.period,
        admitted=now.admitted,
        last_year=last,
        difference=known[0] - known[1] if known else None,
        ratio=percent(*known) if known else None,
        target=now.target,
        target_source=now.target_source,
        percent=now.percent,
        year_target=now.year_target,
        year_percent=now.year_percent,
        rank=places[0],
        rank_of_percent=places[1],
        confirmed_to=now.confirmed_to,
        admitted_counted=now.admitted_counted,
        last_year_counted=before.number if before else None,
    )


def _hundredths(row: ProgressRow) -> int | None:
    return None if row.percent is None else int(row.percent.replace(".", ""))
