# ruff: noqa: S608 - statements are made of pieces of ours
"""The numbers of progress, by unit and slot: the year, its quarters, or groups."""

from collections.abc import Callable, Iterable
from itertools import product
from typing import Final, Literal, NamedTuple

from admission.domain.stages.standings import Standing
from admission.projections.asking import LATEST, Connection, Moment, ask, groups_in, holds
from admission.projections.milestones.queries import Tally, list_counted, tally, tally_without
from admission.projections.periods import last_day, periods_of, quarter_of, year_until
from admission.projections.pipeline.queries import tally_standings
from admission.projections.progress.sums import Count, Slots
from admission.projections.rulebooks.queries import Counting
from admission.projections.stated.queries import FigureRow, list_figures

By = Literal["unit", "quarter", "group"]
KnownBy = Callable[[str], int]
"""The newest position that was recorded by the end of a day (ISO)."""

DOSSIER_OPEN: Final = (
    Standing.DOSSIER_OPEN,
    Standing.CV_CERTIFIED,
    Standing.RETURNED,
    Standing.CELL_VOTE_FAILED,
    Standing.CELL_RESOLVED,
    Standing.COMMITTEE_VOTE_FAILED,
    Standing.COMMITTEE_RESOLVED,
)
"""Standings after the permission to open a dossier and before the authority's decision."""


_FIRST_DAYS: Final = {"1": "01-01", "2": "04-01", "3": "07-01", "4": "10-01"}
"""Of the quarters of a year."""


class Question(NamedTuple):
    """What progress is asked for."""

    connection: Connection
    year: int
    by: By
    moment: Moment

    @property
    def period(self) -> tuple[str, str]:
        """The first day of the year and the last that counts (ISO): never after the day asked."""
        return year_until(self.year, self.moment.as_of)


def period_of(question: Question, slot: str) -> str:
    """The period that a slot stands for: the year, or such as `2024-Q1`."""
    return f"{question.year}-Q{slot}" if question.by == "quarter" else str(question.year)


def day_of(question: Question, slot: str) -> str:
    """The last day (ISO) of the period of a slot; the day asked, where that is earlier."""
    return min(question.moment.as_of, last_day(period_of(question, slot)))


def _part(question: Question, day: str) -> str:
    """The slot that says to which period a day belongs; a group says nothing of it."""
    return str(quarter_of(day)) if question.by == "quarter" else ""


def figures(question: Question, counts: dict[str, Counting]) -> dict[str, list[Count]]:
    """By figure, the counts in each slot: the year, its quarters, or groups."""
    connection, year, by, (as_of, known_at) = question
    days = (f"{year}-01-01", f"{year}-12-31")
    found = {
        figure: _slotted(tally_of(connection, counting, year, question.moment), by)
        for figure, counting in counts.items()
    }
    waiting = ("admission-decided", "ceremony-held", *days)
    found["decided_without_ceremony"] = _slotted(
        tally_without(connection, *waiting, as_of=as_of, known_at=known_at), by
    )
    found["dossiers_open"] = _open(question)
    return found


def tally_of(connection: Connection, counting: Counting, year: int, moment: Moment) -> list[Tally]:
    """Who counts in a year in a figure, as the rulebook counts it."""
    return tally(
        connection,
        counting.milestone,
        f"{year}-01-01",
        f"{year}-12-31",
        as_of=moment.as_of,
        known_at=moment.known_at,
        cancelled_too=counting.cancelled == "kept",
    )


def recorded_late(question: Question, admitted: Counting, known_by: KnownBy) -> list[Count]:
    """Those whom `admitted` counts in a slot and who were recorded after the last day of it."""
    connection, year, by, (as_of, known_at) = question
    parts = {_part(question, f"{year}-{first}") for first in _FIRST_DAYS.values()}
    ends = {part: known_by(day_of(question, part)) for part in parts}
    found = list_counted(
        connection,
        admitted.milestone,
        f"{year}-01-01",
        f"{year}-12-31",
        as_of=as_of,
        known_at=known_at,
        cancelled_too=admitted.cancelled == "kept",
        after=min(ends.values()),
    )
    late = [row for row in found if row.position > ends[_part(question, row.on_day)]]
    return _slotted((Tally(row.unit, row.on_day, row.groups, 1) for row in late), by)


def _open(question: Question) -> list[Count]:
    """Open dossiers on the day asked; by quarter, at the end of each that ended before it.

    They count in the tree of the year: nobody is lost who waits longer than a unit lasts.
    """
    connection, year, by, (as_of, known_at) = question
    days, last = {"": as_of}, question.period[1]
    if by == "quarter":
        begun = [quarter for quarter, day in _FIRST_DAYS.items() if f"{year}-{day}" <= as_of]
        days = {quarter: day_of(question, quarter) for quarter in begun}
    return [
        Count(unit, min(day, last), slot, candidates)
        for quarter, day in days.items()
        for unit, groups, candidates in tally_standings(
            connection, DOSSIER_OPEN, as_of=day, known_at=known_at
        )
        for slot in (groups_in(groups) if by == "group" else (quarter,))
    ]


def _slotted(tallies: Iterable[Tally], by: By) -> list[Count]:
    return [
        Count(unit, on_day, slot, candidates)
        for unit, on_day, groups, candidates in tallies
        for slot in _slots_of(on_day, groups, by)
    ]


def _slots_of(on_day: str, groups: str, by: By) -> Iterable[str]:
    if by == "unit":
        return ("",)
    if by == "quarter":
        return (str(quarter_of(on_day)),)
    return groups_in(groups)


def targets_of(question: Question) -> dict[str, Slots]:
    """For the period of a slot, and for the year: by unit and slot what its own target asks for."""
    connection, year, by, (as_of, known_at) = question
    here = holds("t", as_of, known_at)
    query = (
        "SELECT t.unit, t.period, t.for_group, t.people FROM targets t "
        f"WHERE t.indicator = 'admitted' AND t.period IN (?, ?, ?, ?, ?) AND {here.sql}"
    )
    periods = (str(year), *(f"{year}-Q{quarter}" for quarter in range(1, 5)))
    found: dict[str, Slots] = {"slot": {}, "year": {}}
    for unit, period, group, people in ask(connection, query, (*periods, *here.parameters)):
        part, slot = period[6:], group if by == "group" else ""
        if (by == "group") != bool(group):
            continue
        if not part:
            found["year"].setdefault(unit, {})[slot] = people
        if bool(part) == (by == "quarter"):
            found["slot"].setdefault(unit, {})[part or slot] = people
    return found


def stated(question: Question) -> dict[tuple[str, str], list[FigureRow]]:
    """By unit and period, what was stated of it: by the day asked, or of what was over by then."""
    connection, year, by, (as_of, known_at) = question
    found: dict[tuple[str, str], list[FigureRow]] = {}
    if by == "group" or not ask(connection, "SELECT 1 FROM stated LIMIT 1"):
        return found
    for period, indicator in product(periods_of(year), _STATED):
        said = list_figures(
            connection, as_of=LATEST, known_at=known_at, indicator=indicator, period=period
        )
        for row in said.rows:
            if row.stated_on <= as_of or last_day(period) <= as_of:
                slot = period if by == "quarter" else str(year)
                found.setdefault((row.unit, slot), []).append(row)
    return found


_STATED: Final = ("admitted", "recognised", "certified")
