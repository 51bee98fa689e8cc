# ruff: noqa: S608 - statements are made of pieces of ours
"""What is due on the paths of candidates: open clocks, and irregular acts to be mended."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from admission.domain.kernel.dates import TimeUnit, last_day
from admission.domain.kernel.stops import with_stops
from admission.projections.asking import NOTHING_ASKED, Condition, ask, both, holds
from admission.projections.due.moved_files import clocks_of_moved_files
from admission.projections.due.rows import Asked, DueRow
from admission.projections.holds.queries import spans, spans_of

NOTHING_JOINED: Final = Condition("")
MENDING: Final = "ERR-01"
"""The rule under which an irregular act is listed; ERR-02 (redo) ends it as well."""
REROUTING: Final = "MOV-04"
"""The rule under which a decision that waits is listed; it sets no day."""


def _rows(
    asked: Asked, columns: str, table: str, further: Condition, beside: Condition = NOTHING_JOINED
) -> list[Any]:
    """Rows of a table `d` of candidates, joined with the path `c` and the person `p`, and more."""
    below = asked.reading.standing(asked.connection)
    path, named, here = (holds(alias, *asked.moment) for alias in ("c", "p", "d"))
    only = both(
        Condition("c.unit = b.unit") if asked.reading.unit else NOTHING_ASKED,
        Condition("d.candidate = ?", (asked.candidate,)) if asked.candidate else NOTHING_ASKED,
    )
    query = (
        f"{below.sql}SELECT d.candidate, c.person, p.name, c.unit, {columns} "
        f"FROM {_joined(asked, table)} LEFT JOIN people p ON p.person = c.person AND {named.sql} "
        f"{beside.sql}WHERE c.candidate = d.candidate AND {path.sql} AND {here.sql} "
        f"AND {further.sql} AND {only.sql}"
    )
    parts = (below, named, beside, path, here, further, only)
    return ask(asked.connection, query, [value for part in parts for value in part.parameters])


def _joined(asked: Asked, table: str) -> str:
    """From the few units asked for to what is due there, or else from all that is due.

    SQLite keeps the order of a CROSS JOIN.
    """
    if asked.reading.unit:
        return f"below b CROSS JOIN pipeline c CROSS JOIN {table} d"
    return f"{table} d CROSS JOIN pipeline c"


def open_clocks(asked: Asked) -> Iterator[DueRow]:
    """Every clock that runs on a path."""
    row_of = _clock_row(asked)
    soon = (
        Condition("d.starts <= ?", (asked.moment.as_of,))
        if asked.horizon is None
        else Condition("d.earliest <= ?", (asked.horizon.isoformat(),))
    )
    columns = (
        "d.rule, d.what, d.clock, d.acts, d.rulebook, d.starts, d.amount + d.extra, d.length_unit, "
        "d.stated, d.body, c.taken_over_on, s.spans"
    )
    for row in _rows(asked, columns, "due", soon, _standing_still(asked)):
        yield row_of(row[:4], *row[4:])


def _standing_still(asked: Asked) -> Condition:
    """When a clock stood still, from the questions about the person under the id kept."""
    known = holds("s", *asked.moment)
    return Condition(
        "LEFT JOIN stopped_clocks s ON s.person = COALESCE(p.joined_into, c.person) "
        f"AND s.ends = d.ends AND {known.sql} ",
        known.parameters,
    )


def moved_files(asked: Asked) -> Iterator[DueRow]:
    """Every clock that an act on units started, because a file lies with the wrong authority."""
    row_of = _clock_row(asked)
    for file, clock in clocks_of_moved_files(asked):
        said = (clock.rule, clock.what, clock.key, clock.by, clock.rulebook)
        length = (clock.starts.isoformat(), clock.amount, clock.unit.value, clock.stated)
        (as_of, known_at), person = asked.moment, file.person
        stood = spans_of(asked.connection, person, clock.end, as_of=as_of, known_at=known_at)
        yield row_of(file[:4], *said, *length, clock.body, None, stood)


def _clock_row(asked: Asked) -> Callable[..., DueRow]:
    """How a clock is told: whose it is, what it says, and how much of it is left."""
    as_of, units = asked.moment.as_of, asked.units
    day = date.fromisoformat(as_of)

    def row_of(  # noqa: PLR0913, PLR0917 - the columns of a row
        who: tuple[str, str, str | None, str],
        rule: str,
        what: str,
        key: str,
        by: str,
        rulebook: str,
        starts: str,
        length: int,
        counted: str,
        stated: str,
        body: str,
        taken_over_on: str | None,
        stood: str | None,
    ) -> DueRow:
        candidate, person, name, cell = who
        stopped = None
        if starts:
            begins, counting = date.fromisoformat(starts), TimeUnit(counted)
            full = last_day(begins, length, counting, asked.calendar)
            stopped = with_stops(begins, full, counting, asked.calendar, spans(stood), asked=day)
        last = stopped.last if stopped else None
        unit = units.home(cell)
        acting = units.home(body) if body else units.acting(by, unit, rulebook)
        return DueRow(
            candidate,
            person,
            name,
            unit,
            units.name(unit),
            rule,
            what,
            key,
            by,
            acting,
            units.name(acting),
            stated or starts,
            last.day.isoformat() if last else None,
            last.provisional if last else False,
            max(0, (day - last.day).days) if last else 0,
            asked.calendar.between(day, last.day) if last else None,
            from_paper=taken_over_on is not None and starts < taken_over_on,
            stopped_since=stopped.since.isoformat() if stopped and stopped.since else None,
            stopped_days=stopped.days if stopped else 0,
        )

    return row_of


def breaches(asked: Asked) -> Iterator[DueRow]:
    """Every irregular act that waits to be mended."""
    for row in _rows(asked, "d.act, d.on_day, d.rules", "breaches", NOTHING_ASKED):
        *who, act, on_day, rules = row
        what = f"cancel (ERR-01) or redo (ERR-02) {act}, which went against {rules}"
        yield _of_the_authority(asked, who, MENDING, what, on_day)


def reroutings(asked: Asked) -> Iterator[DueRow]:
    """Every decision that the authority has to send to the committee of the new place."""
    for *who, on_day in _rows(asked, "d.on_day", "reroutings", NOTHING_ASKED):
        what = "re-route the decision to the new committee (no deadline in the text)"
        yield _of_the_authority(asked, who, REROUTING, what, on_day)


def _of_the_authority(
    asked: Asked, who: Sequence[Any], rule: str, what: str, on_day: str
) -> DueRow:
    """What the authority has to do since a day, and no rule says by when."""
    candidate, person, name, cell = who
    units = asked.units
    unit = units.home(cell)
    authority = units.acting("authority", unit, units.in_force(on_day))
    return DueRow(
        candidate,
        person,
        name,
        unit,
        units.name(unit),
        rule,
        what,
        on_day,
        "authority",
        authority,
        units.name(authority),
        on_day,
        None,
        provisional=False,
        overdue_by=0,
        working_days_left=None,
    )
