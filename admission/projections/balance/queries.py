# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""The membership balance of each unit: opening, what came and went, closing."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from admission.projections.asking import (
    NOTHING_ASKED,
    Condition,
    Connection,
    Moment,
    Page,
    ask,
    both,
    holds,
    page_of_all,
)
from admission.projections.movements.queries import (
    CAME,
    WENT,
    members_by_name,
    tally_kinds,
    tally_since,
)
from admission.projections.progress.sums import Slots, summed
from admission.projections.units.tree import (
    UnitRow,
    homes_of,
    ordered,
    standing,
    subtree,
    tree_with_ended,
)


class BalanceRow(NamedTuple):
    """One unit with all under it from `first` to `last`, both included; None is not known.

    `opening` is the newest stated figure of the unit before the period with the movements since
    (`opening_source` "stated", of `opening_day`), else the sum of the units right below and of its
    own members by name ("sum"), else those members alone ("counted"). `closing` is the opening with
    the movements; `difference` is what it has more than the figure stated for the last day.
    """

    unit: str
    name: str
    code: str | None
    kind: str
    depth: int
    first: str
    last: str
    opening: int | None
    opening_source: str | None
    opening_day: str | None
    opening_document: str | None
    registered: int
    admitted: int
    readmitted: int
    arrived: int
    transferred_in: int
    left: int
    deleted: int
    expelled: int
    died: int
    moved_away: int
    transferred_out: int
    closing: int | None
    closing_stated: int | None
    closing_document: str | None
    difference: int | None


class _Stated(NamedTuple):
    """The newest figure stated of the members of a unit."""

    day: str
    number: int
    document: str | None


class _Opening(NamedTuple):
    """How many members there were before the period, and how that is known."""

    members: int | None = None
    source: str | None = None
    stated: _Stated | None = None


def balance(
    connection: Connection,
    *,
    first: str,
    last: str,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    depth: int | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[BalanceRow]:
    """The balance of a unit (None: of every root) and all under it to a depth, parent first."""
    found = tree_with_ended(connection, Moment(as_of, known_at), unit)
    units = ordered(standing(found), unit)
    question = _Question(connection, Moment(as_of, known_at), unit, homes_of(found))
    shown = [here for here in units if depth is None or here.depth <= depth]
    before = (date.fromisoformat(first) - timedelta(days=1)).isoformat()
    opened = _openings(question, units, {here.unit for here in shown}, before)
    moved = summed(units, _moved(question, first, last), question.homes)
    closed = _stated(question, Condition("s.period = ?", (last,)))
    rows = [
        _row(here, (first, last), opened[here.unit], moved[here.unit], closed.get(here.unit))
        for here in shown
    ]
    return page_of_all(rows, limit, after, lambda row: (row.unit,))


class _Question(NamedTuple):
    """Of what a balance is asked: of when, as known when, of which unit and all under it."""

    connection: Connection
    moment: Moment
    unit: str | None
    homes: Mapping[str, str]

    @property
    def clocks(self) -> dict[str, Any]:
        return self.moment._asdict()


def _moved(question: _Question, first: str, last: str) -> Slots:
    """By cell, how many moved in the period in each way."""
    found: Slots = {}
    tallies = tally_kinds(question.connection, first, last, unit=question.unit, **question.clocks)
    for cell, kind, people in tallies:
        found.setdefault(cell, {})[kind] = people
    return found


def _stated(question: _Question, period: Condition) -> dict[str, _Stated]:
    """By unit, of the figures stated of its members that of the newest day, stated last."""
    connection, moment, unit, _ = question
    below = subtree(unit, *moment) if unit else Condition("")
    asked = both(
        Condition("s.indicator = 'members'"),
        period,
        holds("s", *moment),
        Condition("s.unit IN (SELECT unit FROM below)") if unit else NOTHING_ASKED,
    )
    query = (
        f"{below.sql}SELECT unit, period, number, document_number FROM ("
        "SELECT s.unit, s.period, s.number, s.document_number, ROW_NUMBER() OVER (PARTITION BY "
        "s.unit ORDER BY s.period DESC, s.stated_on DESC, s.known_from DESC) AS newest "
        f"FROM stated s WHERE {asked.sql}) ranked WHERE newest = 1"
    )
    found = ask(connection, query, (*below.parameters, *asked.parameters))
    return {of: _Stated(*figure) for of, *figure in found}


def _openings(
    question: _Question, units: Sequence[UnitRow], shown: Collection[str], before: str
) -> dict[str, _Opening]:
    """The openings of the units that are shown, from the cells upward."""
    stated = _stated(question, Condition("s.period <= ?", (before,)))
    wanted = _wanted(units, shown, stated)
    unstated = wanted - stated.keys()
    named = members_by_name(question.connection, before, unstated, **question.clocks)
    gained = summed(units, _gained(question, stated, before), question.homes)
    found: dict[str, _Opening] = {}
    below: dict[str | None, list[int]] = {}
    for unit in reversed([unit for unit in units if unit.unit in wanted]):
        figure = stated.get(unit.unit)
        opening = (
            _summed_up(named.get(unit.unit), below.get(unit.unit, []))
            if figure is None
            else _Opening(figure.number + gained[unit.unit].get(figure.day, 0), "stated", figure)
        )
        found[unit.unit] = opening
        if unit.depth and opening.members is not None:
            below.setdefault(unit.parent, []).append(opening.members)
    return found


def _wanted(
    units: Sequence[UnitRow], shown: Collection[str], stated: Mapping[str, _Stated]
) -> set[str]:
    """The units whose opening is shown, or goes into the sum of one that stated nothing."""
    wanted: set[str] = set()
    for unit in units:
        above = unit.parent if unit.depth else None
        if unit.unit in shown or (above in wanted and above not in stated):
            wanted.add(unit.unit)
    return wanted


def _gained(question: _Question, stated: Mapping[str, _Stated], before: str) -> Slots:
    """By cell, how many members it gained from each day that a figure is of."""
    days = sorted({figure.day for figure in stated.values()})
    found = tally_since(question.connection, days, before, unit=question.unit, **question.clocks)
    return {cell: dict(zip(days, since, strict=True)) for cell, since in found.items()}


def _summed_up(by_name: int | None, below: list[int]) -> _Opening:
    if by_name is None and not below:
        return _Opening()
    return _Opening((by_name or 0) + sum(below), "sum" if below else "counted")


def _row(
    unit: UnitRow,
    period: tuple[str, str],
    opening: _Opening,
    sums: dict[str, int],
    closed: _Stated | None,
) -> BalanceRow:
    came, went = [sums.get(kind, 0) for kind in CAME], [sums.get(kind, 0) for kind in WENT]
    closing = None if opening.members is None else opening.members + sum(came) - sum(went)
    stated = closed.number if closed else None
    return BalanceRow._make(
        (
            unit.unit,
            unit.name,
            unit.code,
            unit.kind,
            unit.depth,
            *period,
            opening.members,
            opening.source,
            opening.stated.day if opening.stated else None,
            opening.stated.document if opening.stated else None,
            *came,
            *went,
            closing,
            stated,
            closed.document if closed else None,
            None if closing is None or stated is None else closing - stated,
        )
    )
