# ruff: noqa: PLR0913 - one argument for each way to ask
"""Each unit's figures against its targets, counted from milestones over the tree of a day."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from admission.projections.asking import Connection, Moment, page_of_all
from admission.projections.confirmations.through import (
    Through,
    confirmed,
    is_confirmed,
    unless_unknown,
)
from admission.projections.progress.figures import (
    By,
    KnownBy,
    Question,
    day_of,
    figures,
    period_of,
    recorded_late,
    stated,
    targets_of,
)
from admission.projections.progress.sums import (
    Count,
    Figures,
    Goals,
    Slots,
    credited,
    goals,
    handed_on,
    percent,
)
from admission.projections.rulebooks.queries import Counting, countings
from admission.projections.stated.queries import FigureRow
from admission.projections.units.lenses import AS_WAS, lens_asked, narrowed, there
from admission.projections.units.tree import UnitRow

_NONE: Final[dict[str, int]] = {}


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
    the period or, in a row of a year, in a part of it; it is in no count. `recorded_late` of the
    admitted were recorded after the last day of the period (the day asked, where that is earlier);
    None where it was not asked.
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
    recorded_late: int | None
    stated: Sequence[FigureRow]


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
    units: Sequence[str] | None = None,
    by: By = "unit",
    tree: str = AS_WAS,
    depth: int | None = None,
    known_by: KnownBy | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Progress:
    """The progress of a unit (None: of every root) and of all under it to a depth, parent first.

    `units`: of several instead, none of them under another; those that the tree has not are left
    out.

    `tree` is what it is read through: `as-was`, where each fact counts to the units of its own day
    and units that ended in the year are shown as well; `as-now`, the tree of the day asked; or the
    tree of a day (ISO). `known_by` says what was recorded by a day, for `recorded_late`.

    Raises:
        UnitNotThereError: there is no such unit in that tree.
    """
    question = Question(connection, year, by, Moment(as_of, known_at))
    counts = countings(connection, question.period[1], as_of=as_of, known_at=known_at)
    lens = there(lens_asked(connection, tree, question.moment, question.period, unit), unit)
    lens = lens if units is None else narrowed(lens, units)
    shown, counted = lens.units, figures(question, counts)
    if known_by:
        counted["recorded_late"] = recorded_late(question, counts["admitted"], known_by)
    targets = {period: handed_on(lens, own) for period, own in targets_of(question).items()}
    slots = tuple(_slots(question, counted, targets))
    found = _Found(
        {figure: credited(lens, people) for figure, people in counted.items()},
        _asked(shown, targets),
        confirmed(connection, shown, question.moment),
        stated(question),
    )
    rows = [
        row
        for unit_row in shown
        if depth is None or unit_row.depth <= depth
        for row in _rows_of(question, unit_row, slots, found)
    ]
    cut = page_of_all(rows, limit, after, lambda row: (row.unit, row.period, row.group))
    return Progress(cut.rows, cut.next, tuple(counts.values()))


def _asked(units: Sequence[UnitRow], targets: dict[str, Slots]) -> dict[str, Goals]:
    year = goals(units, targets["year"])
    same = targets["slot"] == targets["year"]
    return {"year": year, "slot": year if same else goals(units, targets["slot"])}


class _Found(NamedTuple):
    """What was found for every unit: its figures, what it is asked for, how far it confirmed.

    And what was stated of it.
    """

    sums: dict[str, Figures]
    asked: dict[str, Goals]
    through: Through
    stated: dict[tuple[str, str], list[FigureRow]]


class _Slot(NamedTuple):
    """One row of each unit: which slot, the period it stands for, the last day (ISO) it counts."""

    name: str
    period: str
    end: str


def _slots(
    question: Question, figures: dict[str, list[Count]], targets: dict[str, Slots]
) -> Iterator[_Slot]:
    """The slots in order."""
    groups = {slot for slots in targets.values() for here in slots.values() for slot in here}
    if question.by == "group":
        groups |= {count.slot for counts in figures.values() for count in counts}
    names = {"unit": [""], "quarter": ["1", "2", "3", "4"], "group": sorted(groups)}[question.by]
    for name in names:
        yield _Slot(name, period_of(question, name), day_of(question, name))


def _rows_of(
    question: Question, unit: UnitRow, slots: Sequence[_Slot], found: _Found
) -> list[ProgressRow]:
    by, key, sums = question.by, unit.unit, found.sums.items()
    rows, so_far = [], 0
    for slot in slots:
        counted = {figure: of.get(key, _NONE).get(slot.name, 0) for figure, of in sums}
        goal = found.asked["slot"].of(key, slot.name)
        if by == "group" and unit.depth and not any(counted.values()) and goal.asked is None:
            continue
        so_far = so_far + counted["admitted"] if by == "quarter" else counted["admitted"]
        counted["year_admitted"] = so_far
        rows.append(_row(question, unit, slot, counted, found))
    return rows


def _row(
    question: Question,
    unit: UnitRow,
    slot: _Slot,
    counted: dict[str, int],
    found: _Found,
) -> ProgressRow:
    """One row; its fields by place, for there are thousands of rows."""
    by, through = question.by, found.through.get(unit.unit)
    goal = found.asked["slot"].of(unit.unit, slot.name)
    whole = found.asked["year"].of(unit.unit, slot.name if by == "group" else "")
    known = unless_unknown(counted, through, slot.end)
    # A state: of the end of a quarter, else of the day asked.
    day = slot.end if by == "quarter" else question.moment.as_of
    dossiers = counted["dossiers_open"] or (0 if is_confirmed(through, day) else None)
    return ProgressRow(
        unit.unit,
        unit.name,
        unit.code,
        unit.kind,
        unit.depth,
        question.year,
        slot.period,
        slot.name if by == "group" else None,
        goal.asked,
        goal.source,
        goal.own,
        goal.below,
        known["admitted"],
        percent(known["admitted"], goal.asked),
        known["recognised"],
        known["certified"],
        known["decided_without_ceremony"],
        dossiers,
        whole.asked,
        known["year_admitted"],
        percent(known["year_admitted"], whole.asked),
        through,
        counted["admitted"],
        counted["recognised"],
        counted["certified"],
        counted["decided_without_ceremony"],
        counted["dossiers_open"],
        counted["year_admitted"],
        counted.get("recorded_late"),
        found.stated.get((unit.unit, slot.period), ()),
    )
