# ruff: noqa: S608 - statements are made of pieces of ours
"""Who has not confirmed that all of the last period is recorded.

Nobody is listed before the first confirmation in the store: whoever keeps no such custom is not
reminded of it. From then on a unit is listed that has confirmed before, or that is of a kind named
in the rulebook and has a target of its own in that year; but not one for which a superior that has
confirmed before will speak.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from typing import NamedTuple

from admission.domain.rulebooks.entries.entry import in_force
from admission.domain.rulebooks.entries.records import Confirmation
from admission.projections.asking import ask, holds
from admission.projections.confirmations.queries import own_days
from admission.projections.confirmations.through import confirmed
from admission.projections.due.rows import Asked, DueRow
from admission.projections.periods import last_day, last_ended
from admission.projections.units.tree import UnitRow


class _Period(NamedTuple):
    """The period to be confirmed, its last day (ISO), and what asks for it."""

    name: str
    end: str
    asked_by: Confirmation


def unconfirmed(asked: Asked) -> Iterator[DueRow]:
    """One row for each unit that has yet to confirm the last period that is over."""
    as_of, known_at = asked.moment
    before = own_days(asked.connection, as_of=as_of, known_at=known_at).keys()
    period = _period(asked) if before and not asked.candidate else None
    if period is None:
        return
    last = date.fromisoformat(period.end) + timedelta(days=period.asked_by.within_days)
    today = date.fromisoformat(as_of)
    for unit in _missing(asked, period, before):
        yield DueRow(
            None,
            None,
            None,
            unit.unit,
            unit.name,
            period.asked_by.rule,
            f"confirm that {period.name} is complete",
            period.name,
            "unit",
            unit.unit,
            unit.name,
            period.end,
            last.isoformat(),
            provisional=False,
            overdue_by=max(0, (today - last).days),
            working_days_left=asked.calendar.between(today, last),
        )


def _period(asked: Asked) -> _Period | None:
    as_of = asked.moment.as_of
    book = asked.units.rulebook(as_of)
    for entry in in_force(book.confirmation, date.fromisoformat(as_of)) if book else ():
        name = last_ended(entry.every, as_of)
        return _Period(name, last_day(name), entry)
    return None


def _missing(asked: Asked, period: _Period, before: AbstractSet[str]) -> Iterator[UnitRow]:
    units, as_of = asked.units.rows, asked.moment.as_of
    through = confirmed(asked.connection, units, asked.moment, made_by=as_of)
    spoken_for, with_target = _all_under(units, before), _with_target(asked, period.end[:4])
    below = asked.below
    for unit in units if below is None else (one for one in units if one.unit in below):
        expected = unit.unit in before or (
            unit.kind in period.asked_by.by
            and unit.unit in with_target
            and unit.parent not in spoken_for
        )
        known = unit.founded > period.end or through.get(unit.unit, "") >= period.end
        if expected and not known:
            yield unit


def _all_under(units: Iterable[UnitRow], some: AbstractSet[str]) -> dict[str, UnitRow]:
    """Some units and all under them, by id; `units` come parent first."""
    found: dict[str, UnitRow] = {}
    for unit in units:
        if unit.unit in some or unit.parent in found:
            found[unit.unit] = unit
    return found


def _with_target(asked: Asked, year: str) -> set[str]:
    """The units that have a target of their own in a year, for the whole of it or a part."""
    here = holds("t", *asked.moment)
    query = f"SELECT DISTINCT t.unit FROM targets t WHERE substr(t.period, 1, 4) = ? AND {here.sql}"
    return {row[0] for row in ask(asked.connection, query, (year, *here.parameters))}
