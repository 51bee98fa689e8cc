"""What is due: who must do what, by which rule, by when, and how late it is."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from admission.projections.asking import FOREVER, Connection, Moment, Page, page_of_all
from admission.projections.calendars.queries import working_days
from admission.projections.due.attendance import WEAKNESS, missing_attendances, open_weaknesses
from admission.projections.due.bodies import Tree
from admission.projections.due.confirming import unconfirmed
from admission.projections.due.discipline import proceedings
from admission.projections.due.enlisting import enlisting
from admission.projections.due.erasing import erasing
from admission.projections.due.findings import FINDING, remedies
from admission.projections.due.notes import NOTE, follow_ups
from admission.projections.due.paths import (
    REROUTING,
    breaches,
    moved_files,
    open_clocks,
    reroutings,
)
from admission.projections.due.rows import Asked, DueRow, Source
from admission.projections.due.tasks import TASK, open_tasks
from admission.projections.due.unfounded import given_for_cancelled, unfounded
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Reading, placed_page

SOURCES: Final[tuple[Source, ...]] = (
    open_clocks,
    moved_files,
    breaches,
    reroutings,
    follow_ups,
    open_tasks,
    missing_attendances,
    open_weaknesses,
    remedies,
    unconfirmed,
    erasing,
    enlisting,
    proceedings,
    unfounded,
    given_for_cancelled,
)
"""Where things due come from."""


def list_due(  # noqa: PLR0913 - one argument for each way to ask
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    units: Sequence[str] | None = None,
    candidate: str | None = None,
    overdue: bool = False,
    within_days: int | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[DueRow]:
    """What is due from a unit and all under it (None: from all), most urgent first.

    `units`: from several instead, none of them under another.

    `overdue`: only what is late. `within_days`: only what is late or due in so many calendar days,
    clocks among it that have yet to start. Otherwise every clock that has started. What no rule
    sets a day for is due today.

    `tree`: of whom, and listed by which unit, as in `list_status`. Who must act is always found in
    the tree of the day asked.
    """
    day, moment = date.fromisoformat(as_of), Moment(as_of, known_at)
    horizon = day - timedelta(days=1) if overdue else None
    if within_days is not None and not overdue:
        horizon = day + timedelta(days=within_days)
    reading = Reading(moment, unit, tree)
    calendar = working_days(connection, **moment._asdict())
    asked = Asked(connection, reading, Tree(connection, moment), calendar, candidate, horizon)
    rows = [
        row
        for each in ((unit,) if units is None else units)
        for row in _of(asked._replace(reading=reading._replace(unit=each)))
        if horizon is None or (row.due_on or as_of) <= horizon.isoformat()
    ]
    rows.sort(key=lambda row: (_urgency(row), *_cursor(row)))
    return placed_page(connection, reading, page_of_all(rows, limit, after, _cursor))


def _of(asked: Asked) -> Iterator[DueRow]:
    """From every source, of the unit that is read and all under it."""
    if asked.reading.unit is not None:
        asked = asked._replace(below=asked.reading.units(asked.connection))
    for source in SOURCES:
        yield from source(asked)


def _urgency(row: DueRow) -> str:
    """The last good day; what has to be mended comes first, what no text sets a day for last."""
    return FOREVER if row.rule == REROUTING else row.due_on or ""


def _cursor(row: DueRow) -> tuple[str, ...]:
    # The words of these are personal, and their ids tell them apart.
    what = "" if row.rule in (FINDING, NOTE, TASK, WEAKNESS) else row.what
    return (row.candidate or "", row.unit, row.rule, row.key, what)
