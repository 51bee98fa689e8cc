# ruff: noqa: PLR0913 - one argument for each way to ask
"""Enlistment lists as they stood on a day, as we knew them at a position; what became of people."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from admission.projections.asking import Condition, Connection, Moment, Page, page_of_all
from admission.projections.conscripts.becoming import (
    Life,
    Outcome,
    lives_of,
    names_of,
    outcome_of,
    people_under,
)
from admission.projections.progress.sums import Count, credited, percent
from admission.projections.units.lenses import AS_WAS, lens_asked, there
from admission.projections.units.scope import Listed, Reading, placed_page
from admission.projections.units.tree import UnitRow

_LISTED: Final = Listed(
    "conscripts",
    "x",
    "x.conscript, x.person, x.unit, u.name, x.round, x.listed_on, x.enlists, "
    "x.deferred_on, x.deferral, x.unproposed",
    "x.listed_on",
    ("x.enlists", "x.conscript"),
)


class ConscriptRow(NamedTuple):
    """One person on a list; days are ISO.

    `outcome` is one of `becoming.Outcome`; `candidate`, its `cell` and `standing` are of the newest
    path, None where there is none. `reason` says why somebody was deferred or, of who was never
    proposed, why not; None where nobody said it.
    """

    conscript: str
    person: str
    name: str | None
    unit: str
    unit_name: str | None
    round: str
    listed_on: str
    enlists: str
    outcome: str
    candidate: str | None
    cell: str | None
    standing: str | None
    reason: str | None


class ConscriptCount(NamedTuple):
    """The lists of a unit and all under it, for a year.

    `listed` = `deferred` + `already_member` + `base`. `base` = `admitted` + `admitted_later` +
    `in_process` + `path_ended` + `never_proposed`: who enlists, and was no member when listed.
    `percent` is `admitted` of `base`, two decimals, None where the base is 0; `standings` says
    where those in process stand. `unexplained` of the never proposed have no reason. `before_*` are
    of the lists of the year before.
    """

    unit: str
    name: str
    code: str | None
    kind: str
    depth: int
    year: int
    listed: int
    deferred: int
    already_member: int
    base: int
    admitted: int
    percent: str | None
    admitted_later: int
    in_process: int
    standings: tuple[tuple[str, int], ...]
    path_ended: int
    never_proposed: int
    unexplained: int
    before_base: int
    before_admitted: int
    before_percent: str | None


def list_conscripts(
    connection: Connection,
    *,
    year: int,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    outcome: str | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[ConscriptRow]:
    """Who is on the lists of a unit and all under it (None: on all).

    By the day of enlistment, list and name. `outcome`: only those of whom that became.

    `tree`: of the day of the listing (`as-was`), or whose; see `units.scope`.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    found = _of_year(connection, reading, year)
    rows = [row for row in found if outcome in (None, row.outcome)]
    cut = page_of_all(rows, limit, after, lambda row: (row.conscript,))
    return placed_page(connection, reading, cut)


def enlisting_after(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
) -> list[ConscriptRow]:
    """Those who are to enlist after the day asked, by the day of enlistment.

    On the lists of a unit and all under it (None: on all), or with a path there; `tree`: whose, for
    the day asked, as in `list_status`.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    ahead = Condition("x.enlists > ?", (as_of,))
    listed = _on_list(connection, reading._replace(unit=None), ahead)
    if unit is not None and listed:
        units, people = reading.units(connection), people_under(connection, reading)
        listed = [row for row in listed if row.unit in units or row.person in people]
    return _with_outcomes(connection, reading.moment, listed)


def _of_year(connection: Connection, reading: Reading, year: int) -> list[ConscriptRow]:
    days = Condition("x.enlists >= ? AND x.enlists <= ?", (f"{year}-01-01", f"{year}-12-31"))
    return _with_outcomes(connection, reading.moment, _on_list(connection, reading, days))


def _on_list(connection: Connection, reading: Reading, asked: Condition) -> list["_OnList"]:
    return [_OnList(*row) for row in _LISTED.rows(connection, reading, asked, 0)]


def _with_outcomes(
    connection: Connection, moment: Moment, listed: Sequence["_OnList"]
) -> list[ConscriptRow]:
    people = sorted({row.person for row in listed})
    lives, names = lives_of(connection, people, moment), names_of(connection, people, moment)
    once = _once(listed, lives)
    rows = [_row(row, lives[row.person], names.get(row.person)) for row in once]
    return sorted(rows, key=lambda r: (r.enlists, r.unit_name or "", r.name or "", r.conscript))


def _once(listed: Sequence["_OnList"], lives: Mapping[str, Life]) -> Collection["_OnList"]:
    """Of somebody who is listed for a round under two names, the listing of the name kept."""
    found: dict[tuple[str, str], _OnList] = {}
    for row in listed:
        kept = lives[row.person].kept
        if row.person == kept or (kept, row.round) not in found:
            found[kept, row.round] = row
    return found.values()


class _OnList(NamedTuple):
    """What the table says of a conscript."""

    conscript: str
    person: str
    unit: str
    unit_name: str | None
    round: str
    listed_on: str
    enlists: str
    deferred_on: str | None
    deferral: str | None
    unproposed: str | None


def _row(on_list: _OnList, life: Life, name: str | None) -> ConscriptRow:
    listed_on, enlists = on_list.listed_on, on_list.enlists
    found = outcome_of(life, listed_on, enlists, deferred=on_list.deferred_on is not None)
    reasons = {Outcome.DEFERRED: on_list.deferral, Outcome.NEVER_PROPOSED: on_list.unproposed}
    path = life.path
    return ConscriptRow(
        on_list.conscript,
        on_list.person,
        name,
        on_list.unit,
        on_list.unit_name,
        on_list.round,
        listed_on,
        enlists,
        found.value,
        path.candidate if path else None,
        path.unit if path else None,
        path.standing if path else None,
        reasons.get(found),
    )


def count_conscripts(
    connection: Connection,
    *,
    year: int,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    depth: int | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[ConscriptCount]:
    """The lists of a unit (None: of every root) and of all under it to a depth, parent first.

    Units without anybody on a list, in that year and the year before, are left out.

    Raises:
        UnitNotThereError: there is no such unit in that tree.
    """
    moment, last = Moment(as_of, known_at), min(as_of, f"{year}-12-31")
    years = [_of_year(connection, Reading(moment, unit, tree), each) for each in (year, year - 1)]
    first = min((row.listed_on for rows in years for row in rows), default=last)
    lens = there(lens_asked(connection, tree, moment, (min(first, last), last), unit), unit)
    this, before = (credited(lens, _counted(rows)) for rows in years)
    found = [
        _count(row, year, this.get(row.unit, {}), before.get(row.unit, {}))
        for row in lens.units
        if (depth is None or row.depth <= depth) and (row.unit in this or row.unit in before)
    ]
    return page_of_all(found, limit, after, lambda row: (row.unit,))


_STANDS: Final = "stands:"
_UNEXPLAINED: Final = "unexplained"


def _counted(rows: Iterable[ConscriptRow]) -> Iterator[Count]:
    """Each conscript in the slot of the outcome and, where that is not all, in another."""
    for row in rows:
        slots = [row.outcome]
        if row.outcome == Outcome.IN_PROCESS:
            slots.append(f"{_STANDS}{row.standing}")
        if row.outcome == Outcome.NEVER_PROPOSED and row.reason is None:
            slots.append(_UNEXPLAINED)
        yield from (Count(row.unit, row.listed_on, slot, 1) for slot in slots)


def _count(
    unit: UnitRow, year: int, this: Mapping[str, int], before: Mapping[str, int]
) -> ConscriptCount:
    base, before_base = _base(this), _base(before)
    admitted, before_admitted = (of.get(Outcome.ADMITTED, 0) for of in (this, before))
    deferred, members = (this.get(o, 0) for o in (Outcome.DEFERRED, Outcome.ALREADY_MEMBER))
    stand = {slot: number for slot, number in this.items() if slot.startswith(_STANDS)}
    return ConscriptCount(
        unit.unit,
        unit.name,
        unit.code,
        unit.kind,
        unit.depth,
        year,
        base + deferred + members,
        deferred,
        members,
        base,
        admitted,
        percent(admitted, base),
        this.get(Outcome.ADMITTED_LATER, 0),
        this.get(Outcome.IN_PROCESS, 0),
        tuple((slot.removeprefix(_STANDS), stand[slot]) for slot in sorted(stand)),
        this.get(Outcome.PATH_ENDED, 0),
        this.get(Outcome.NEVER_PROPOSED, 0),
        this.get(_UNEXPLAINED, 0),
        before_base,
        before_admitted,
        percent(before_admitted, before_base),
    )


def _base(counted: Mapping[str, int]) -> int:
    """Those who enlist in the round, and were no members when they were listed."""
    return sum(counted.get(outcome, 0) for outcome in _IN_THE_BASE)


_IN_THE_BASE: Final = tuple(
    each for each in Outcome if each not in (Outcome.DEFERRED, Outcome.ALREADY_MEMBER)
)
