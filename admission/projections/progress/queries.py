# ruff: noqa: PLR0913 - one argument for each way to ask
"""Each unit's figures against its targets, counted from milestones over the tree of a day."""

from typing import NamedTuple

from admission.projections.asking import Connection, Moment, page_of_all
from admission.projections.confirmations.through import Through, confirmed, unless_unknown
from admission.projections.progress.figures import (
    By,
    Question,
    day_of,
    figures,
    period_of,
    stated,
    targets_of,
)
from admission.projections.progress.sums import Figures, Goals, Slots, goals, percent, summed
from admission.projections.rulebooks.queries import Counting, countings
from admission.projections.stated.queries import FigureRow
from admission.projections.units.queries import tree
from admission.projections.units.tree import UnitRow


class ProgressRow(NamedTuple):
    """One unit with all under it, in one period, of one group (None: of all).

    `depth` counts from the root that was asked for. `target` is the unit's own (`target_source`
    "own"), else the sum of those under it ("sum"), else None ("none"); `target_own` and
    `target_sum` say both. Per cents are strings of two decimals, rounded half up, None without a
    target. `year_*` are counted from 1 January to the end of the period. `dossiers_open` is a
    state: on the day asked; in a row of a quarter that ended before, on its last day.

    `confirmed_to` is the last day to whose end the unit's records are confirmed as complete. A
    figure that is 0 and not confirmed to the end of its period (of its day, for `dossiers_open`)
    is None; `*_counted` is its number all the same. `stated` is what somebody stated of the unit in
    the period or, in a row of a year, in a part of it; it is in no count.
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
    admitted: int | None
    percent: str | None
    recognised: int | None
    certified: int | None
    decided_without_ceremony: int | None
    dossiers_open: int | None
    year_target: int | None
    year_admitted: int | None
    year_percent: str | None
    confirmed_to: str | None
    admitted_counted: int
    recognised_counted: int
    certified_counted: int
    decided_without_ceremony_counted: int
    dossiers_open_counted: int
    year_admitted_counted: int
    stated: tuple[FigureRow, ...]


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
    question = Question(connection, year, by, Moment(as_of, known_at))
    counted, targets = figures(question, counts), targets_of(question)
    slots = _slots(question, counted, targets)
    found = _Found(
        {figure: summed(units, own) for figure, own in counted.items()},
        {period: goals(units, own) for period, own in targets.items()},
        confirmed(connection, units, question.moment),
        stated(question),
    )
    rows = [
        row
        for unit_row in units
        if depth is None or unit_row.depth <= depth
        for row in _rows_of(question, unit_row, slots, found)
    ]
    cut = page_of_all(rows, limit, after, lambda row: (row.unit, row.period, row.group))
    return Progress(cut.rows, cut.next, tuple(counts.values()))


class _Found(NamedTuple):
    """What was found for every unit: its figures, what it is asked for, how far it confirmed.

    And what was stated of it.
    """

    sums: dict[str, Figures]
    asked: dict[str, Goals]
    through: Through
    stated: dict[tuple[str, str], list[FigureRow]]


def _slots(question: Question, figures: dict[str, Slots], targets: dict[str, Slots]) -> list[str]:
    """The slots in order."""
    if question.by == "unit":
        return [""]
    if question.by == "quarter":
        return ["1", "2", "3", "4"]
    kinds = (*figures.values(), *targets.values())
    return sorted({slot for slots in kinds for here in slots.values() for slot in here})


def _rows_of(
    question: Question, unit: UnitRow, slots: list[str], found: _Found
) -> list[ProgressRow]:
    by = question.by
    rows, so_far = [], 0
    for slot in slots:
        counted = {figure: of.get(unit.unit, {}).get(slot, 0) for figure, of in found.sums.items()}
        asked = found.asked["slot"].of(unit.unit, slot).asked
        if by == "group" and unit.depth and not any(counted.values()) and asked is None:
            continue
        so_far = so_far + counted["admitted"] if by == "quarter" else counted["admitted"]
        counted["year_admitted"] = so_far
        rows.append(_row(question, unit, slot, counted, found))
    return rows


def _row(
    question: Question,
    unit: UnitRow,
    slot: str,
    counted: dict[str, int],
    found: _Found,
) -> ProgressRow:
    by, period = question.by, period_of(question, slot)
    through = found.through.get(unit.unit)
    goal = found.asked["slot"].of(unit.unit, slot)
    whole = found.asked["year"].of(unit.unit, slot if by == "group" else "")
    end = day_of(question, slot)
    known = {figure: unless_unknown(count, through, end) for figure, count in counted.items()}
    if by != "quarter":  # a state, on the day asked
        day = question.moment.as_of
        known["dossiers_open"] = unless_unknown(counted["dossiers_open"], through, day)
    return ProgressRow(
        unit=unit.unit,
        name=unit.name,
        code=unit.code,
        kind=unit.kind,
        depth=unit.depth,
        year=question.year,
        period=period,
        group=slot if by == "group" else None,
        target=goal.asked,
        target_source=goal.source,
        target_own=goal.own,
        target_sum=goal.below,
        percent=percent(known["admitted"], goal.asked),
        year_target=whole.asked,
        year_percent=percent(known["year_admitted"], whole.asked),
        confirmed_to=through,
        admitted=known["admitted"],
        recognised=known["recognised"],
        certified=known["certified"],
        decided_without_ceremony=known["decided_without_ceremony"],
        dossiers_open=known["dossiers_open"],
        year_admitted=known["year_admitted"],
        admitted_counted=counted["admitted"],
        recognised_counted=counted["recognised"],
        certified_counted=counted["certified"],
        decided_without_ceremony_counted=counted["decided_without_ceremony"],
        dossiers_open_counted=counted["dossiers_open"],
        year_admitted_counted=counted["year_admitted"],
        stated=tuple(found.stated.get((unit.unit, period), ())) if by != "group" else (),
    )
