# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Each unit's figures against its targets, counted from milestones over the tree of a day."""

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from admission.domain.stages.standings import Standing
from admission.projections.asking import (
    Connection,
    Moment,
    ask,
    groups_in,
    holds,
    page_of_all,
)
from admission.projections.milestones.queries import Tally, tally, tally_without
from admission.projections.pipeline.queries import tally_standings
from admission.projections.progress.sums import Figures, Goals, Slots, goals, percent, summed
from admission.projections.rulebooks.queries import Counting, countings
from admission.projections.units.queries import tree
from admission.projections.units.tree import UnitRow

By = Literal["unit", "quarter", "group"]

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


class ProgressRow(NamedTuple):
    """One unit with all under it, in one period, of one group (None: of all).

    `depth` counts from the root that was asked for. `target` is the unit's own (`target_source`
    "own"), else the sum of those under it ("sum"), else None ("none"); `target_own` and
    `target_sum` say both. Per cents are strings of two decimals, rounded half up, None without a
    target. `year_*` are counted from 1 January to the end of the period. `dossiers_open` is a
    state: on the day asked; in a row of a quarter that ended before, on its last day.
    """

    unit: str
    name: str
    code: str | None
    kind: str
    depth: int
    year: int
    period: str
    group: str | None
    target: int | None
    target_source: str
    target_own: int | None
    target_sum: int | None
    admitted: int
    percent: str | None
    recognised: int
    certified: int
    decided_without_ceremony: int
    dossiers_open: int
    year_target: int | None
    year_admitted: int
    year_percent: str | None


class Progress(NamedTuple):
    """A page of progress, and what its figures count."""

    rows: list[ProgressRow]
    next: str | None
    counts: tuple[Counting, ...]


def progress(
    connection: Connection,
    *,
    year: int,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    by: By = "unit",
    depth: int | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Progress:
    """The progress of a unit (None: of every root) and of all under it to a depth, parent first."""
    units = tree(connection, as_of=as_of, known_at=known_at, unit=unit)
    last = min(as_of, f"{year}-12-31")
    counts = countings(connection, last, as_of=as_of, known_at=known_at)
    question = _Question(connection, year, by, Moment(as_of, known_at))
    figures = _figures(question, counts)
    targets = _targets(question)
    names = _slots(question, figures, targets)
    sums = {figure: summed(units, slots) for figure, slots in figures.items()}
    asked = {period: goals(units, slots) for period, slots in targets.items()}
    rows = [
        row
        for unit_row in units
        if depth is None or unit_row.depth <= depth
        for row in _rows_of(question, unit_row, names, sums, asked)
    ]
    cut = page_of_all(rows, limit, after, lambda row: (row.unit, row.period, row.group))
    return Progress(cut.rows, cut.next, tuple(counts.values()))


class _Question(NamedTuple):
    """What progress is asked for."""

    connection: Connection
    year: int
    by: By
    moment: Moment


def _figures(question: _Question, counts: dict[str, Counting]) -> dict[str, Slots]:
    """By figure and unit, the count in each slot: the year, its quarters, or groups."""
    connection, year, by, (as_of, known_at) = question
    days = (f"{year}-01-01", f"{year}-12-31")
    found = {
        figure: _slotted(
            tally(
                connection,
                counting.milestone,
                *days,
                as_of=as_of,
                known_at=known_at,
                cancelled_too=counting.cancelled == "kept",
            ),
            by,
        )
        for figure, counting in counts.items()
    }
    waiting = ("admission-decided", "ceremony-held", *days)
    found["decided_without_ceremony"] = _slotted(
        tally_without(connection, *waiting, as_of=as_of, known_at=known_at), by
    )
    found["dossiers_open"] = _open(question)
    return found


def _open(question: _Question) -> Slots:
    """Open dossiers on the day asked; by quarter, at the end of each that ended before it."""
    connection, year, by, (as_of, known_at) = question
    days = {"": as_of}
    if by == "quarter":
        begun = [(q, end) for q, (first, end) in _QUARTERS.items() if f"{year}-{first}" <= as_of]
        days = {q: min(as_of, f"{year}-{end}") for q, end in begun}
    slots: Slots = {}
    for quarter, day in days.items():
        found = tally_standings(connection, DOSSIER_OPEN, as_of=day, known_at=known_at)
        for unit, groups, candidates in found:
            here = slots.setdefault(unit, {})
            for slot in groups_in(groups) if by == "group" else (quarter,):
                here[slot] = here.get(slot, 0) + candidates
    return slots


_QUARTERS: Final = {
    "1": ("01-01", "03-31"),
    "2": ("04-01", "06-30"),
    "3": ("07-01", "09-30"),
    "4": ("10-01", "12-31"),
}


def _slotted(tallies: Iterable[Tally], by: By) -> Slots:
    slots: Slots = {}
    for unit, on_day, groups, candidates in tallies:
        here = slots.setdefault(unit, {})
        for slot in _slots_of(on_day, groups, by):
            here[slot] = here.get(slot, 0) + candidates
    return slots


def _slots_of(on_day: str, groups: str, by: By) -> Iterable[str]:
    if by == "unit":
        return ("",)
    if by == "quarter":
        return (str((int(on_day[5:7]) + 2) // 3),)
    return groups_in(groups)


def _targets(question: _Question) -> dict[str, Slots]:
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


def _slots(
    question: _Question, figures: dict[str, Slots], targets: dict[str, Slots]
) -> list[tuple[str, str]]:
    """The slots in order, each with the period it stands for."""
    year, by = question.year, question.by
    if by == "unit":
        return [("", str(year))]
    if by == "quarter":
        return [(str(quarter), f"{year}-Q{quarter}") for quarter in range(1, 5)]
    kinds = (*figures.values(), *targets.values())
    groups = {slot for slots in kinds for here in slots.values() for slot in here}
    return [(group, str(year)) for group in sorted(groups)]


def _rows_of(
    question: _Question,
    unit: UnitRow,
    names: list[tuple[str, str]],
    sums: dict[str, Figures],
    asked: dict[str, Goals],
) -> list[ProgressRow]:
    year, by = question.year, question.by
    rows, so_far = [], 0
    for slot, period in names:
        counted = {figure: sums[figure].get(unit.unit, {}).get(slot, 0) for figure in sums}
        goal = asked["slot"].of(unit.unit, slot)
        whole = asked["year"].of(unit.unit, slot if by == "group" else "")
        so_far = so_far + counted["admitted"] if by == "quarter" else counted["admitted"]
        if by == "group" and unit.depth and not any(counted.values()) and goal.asked is None:
            continue
        rows.append(
            ProgressRow(
                unit.unit,
                unit.name,
                unit.code,
                unit.kind,
                unit.depth,
                year,
                period,
                slot if by == "group" else None,
                goal.asked,
                goal.source,
                goal.own,
                goal.below,
                counted["admitted"],
                percent(counted["admitted"], goal.asked),
                counted["recognised"],
                counted["certified"],
                counted["decided_without_ceremony"],
                counted["dossiers_open"],
                whole.asked,
                so_far,
                percent(so_far, whole.asked),
            )
        )
    return rows
