# ruff: noqa: S608 - statements are made of pieces of ours
"""How acts moved the counts of units: as they were on one day, as they are on another.

Counts of organisations are not conserved: a unit that is founded adds one, one that ends takes one
away, one that becomes of another kind does both; one that comes or goes with all under it moves the
counts of those above. Between two days these add up to the difference.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from admission.projections.asking import (
    Connection,
    Moment,
    Page,
    ask,
    known_by,
    page_of_all,
)
from admission.projections.units.queries import KINDS, count_units
from admission.projections.units.tree import UnitRow, tree_with_ended

LEVELS: Final = {
    "central": "central",
    "directly-under-central": "directly-under-central",
    "upper-grassroots": "upper-grassroots",
    "grassroots-committee": "grassroots",
    "grassroots-cell": "grassroots",
    "department-committee": "below-grassroots",
    "cell": "below-grassroots",
}
"""The level on which the units of a kind stand."""
ACTS: Final = {
    "unit-founded": "founded",
    "unit-split": "split",
    "unit-merged": "merged",
    "unit-dissolved": "dissolved",
    "unit-abolished": "abolished",
    "unit-kind-changed": "changed",
    "unit-moved": "moved",
}
"""What moves counts, and what it is called; a unit placed by a division belongs to that."""
_ENDINGS: Final = ("unit-split", "unit-merged", "unit-dissolved", "unit-abolished")


class KindChange(NamedTuple):
    """How many units of a kind there were (`was`) and are (`now`), and what came by which acts."""

    kind: str
    level: str
    was: int
    founded: int
    split: int
    merged: int
    dissolved: int
    abolished: int
    changed: int
    moved: int
    now: int


class ActRow(NamedTuple):
    """One act that moved a count: what happened to `unit`, on which day, on which paper.

    `kind` is what the unit was before it ended, or is since; `other` is its superior from then on,
    or its successor. `effect` says by kind how many more (or fewer) units there are for it;
    `position` is that of its event, or of the correction that it is read by.
    """

    on_day: str
    act: str
    unit: str
    name: str
    kind: str
    other: str | None
    other_name: str | None
    document_kind: str | None
    document_number: str | None
    document_signed: str | None
    effect: Mapping[str, int]
    position: int


class _Act(NamedTuple):
    """An act as its row tells it."""

    on_day: str
    position: int
    unit: str
    number: int
    act: str
    kind: str | None
    parent: str | None
    divided: str | None
    paper: "_Paper"


_Paper = tuple[str | None, str | None, str | None]
"""Kind, number and day of a paper."""
_Key = tuple[str | None, str]
"""A unit, and a day."""


def count_changes(
    connection: Connection,
    *,
    since: str,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
) -> list[KindChange]:
    """By kind, the counts at the end of two days, and what the acts after the first moved.

    Both as known at the same position. Kinds without a unit on either day, and without an act, are
    left out.
    """
    moved: dict[str, Counter[str]] = {}
    for act in _acts(connection, since, Moment(as_of, known_at), unit):
        moved.setdefault(ACTS[act.act], Counter()).update(act.effect)
    was, now = (
        {
            row.kind: row.units
            for row in count_units(connection, as_of=day, known_at=known_at, unit=unit)
        }
        for day in (since, as_of)
    )
    rows = (
        KindChange._make(
            (
                kind,
                LEVELS[kind],
                was.get(kind, 0),
                *(moved[act][kind] if act in moved else 0 for act in ACTS.values()),
                now.get(kind, 0),
            )
        )
        for kind in KINDS
    )
    return [row for row in rows if any(row[2:])]


def list_acts(  # noqa: PLR0913 - one argument for each way to ask
    connection: Connection,
    *,
    since: str,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[ActRow]:
    """The acts after the end of one day, up to that of another, that moved a count, by day."""
    rows = [
        row._replace(act=ACTS[row.act])
        for row in _acts(connection, since, Moment(as_of, known_at), unit)
    ]
    return page_of_all(rows, limit, after, lambda row: (row.on_day, row.position))


def _acts(
    connection: Connection, since: str, moment: Moment, scope: str | None
) -> Iterable[ActRow]:
    tree = _Tree(tree_with_ended(connection, Moment(since, moment.known_at), None), scope)
    named = {row.unit: row.name for row in tree_with_ended(connection, moment, None)}
    papers: dict[_Key, _Paper] = {}
    handed_on: dict[_Key, Mapping[str, int]] = {}
    found: list[ActRow] = []
    for act in _recorded(connection, since, moment):
        if act.act == "level-abolished":
            papers[act.unit, act.on_day] = act.paper
            continue
        effect, kind = tree.take(act)
        if act.act == "unit-placed":
            key = (act.divided, act.on_day)
            handed_on[key] = _sum(handed_on.get(key, {}), effect)
            continue
        paper = act.paper
        if act.act == "unit-abolished":
            paper = papers.get((act.parent, act.on_day), paper)
        other = named.get(act.parent or "")
        row = (act.on_day, act.act, act.unit, named[act.unit], kind, act.parent, other, *paper)
        found.append(ActRow(*row, effect, act.position))
    whole = (_with_handed_on(row, handed_on) for row in found)
    return [row for row in whole if row.effect]


def _with_handed_on(row: ActRow, handed_on: Mapping[_Key, Mapping[str, int]]) -> ActRow:
    """A division with what it placed elsewhere."""
    if row.act != "unit-split":
        return row
    return row._replace(effect=_sum(row.effect, handed_on.get((row.unit, row.on_day), {})))


def _recorded(connection: Connection, since: str, moment: Moment) -> list[_Act]:
    known = known_by("a", moment.known_at)
    query = (
        "SELECT a.on_day, a.known_from, a.unit, a.number, a.act, a.kind, a.parent, a.divided, "
        "a.document_kind, a.document_number, a.document_signed FROM unit_acts a "
        f"WHERE a.on_day > ? AND a.on_day <= ? AND {known.sql} "
        "ORDER BY a.on_day, CASE a.act WHEN 'unit-founded' THEN 0 WHEN 'level-abolished' THEN 0 "
        "ELSE 1 END, a.known_from, a.unit, a.number"
    )
    values = (since, moment.as_of, *known.parameters)
    return [_Act._make((*row[:8], tuple(row[8:]))) for row in ask(connection, query, values)]


class _Tree:
    """The tree of a day, carried on act by act; `scope` is the unit whose counts are asked for.

    A unit that has ended stays, under its successor, without being counted.
    """

    def __init__(self, rows: Iterable[UnitRow], scope: str | None) -> None:
        self._scope = scope
        self._kinds: dict[str, str] = {}
        self._stands: dict[str, bool] = {}
        self._parents: dict[str, str | None] = {}
        self._below: dict[str | None, set[str]] = {}
        for row in rows:
            self._kinds[row.unit], self._stands[row.unit] = row.kind, row.ended is None
            self._place(row.unit, row.parent)

    def take(self, act: _Act) -> tuple[dict[str, int], str]:
        """Take an act in: how it moves the counts of the scope, and the kind of its unit."""
        unit = act.unit
        before, was_in = self._own(unit), self._is_in(unit)
        self._kinds[unit] = act.kind or self._kinds[unit]
        if act.act == "unit-founded":
            self._stands[unit] = True
        if act.act in _ENDINGS and act.parent is not None:
            self._stands[unit] = False
        if act.act != "unit-kind-changed" and (act.parent or act.act == "unit-founded"):
            self._place(unit, act.parent)
        after, is_in = self._own(unit), self._is_in(unit)
        effect = Counter(after if is_in else {})
        effect.subtract(before if was_in else {})
        if was_in != is_in:
            (effect.update if is_in else effect.subtract)(self._under(unit))
        return {kind: effect[kind] for kind in KINDS if effect[kind]}, self._kinds[unit]

    def _place(self, unit: str, parent: str | None) -> None:
        self._below.get(self._parents.get(unit), set()).discard(unit)
        self._parents[unit] = parent
        self._below.setdefault(parent, set()).add(unit)

    def _own(self, unit: str) -> dict[str, int]:
        return {self._kinds[unit]: 1} if self._stands.get(unit) else {}

    def _is_in(self, unit: str | None) -> bool:
        if self._scope is None:
            return True
        passed = set()
        while unit is not None and unit not in passed:
            if unit == self._scope:
                return True
            passed.add(unit)
            unit = self._parents.get(unit)
        return False

    def _under(self, unit: str) -> Counter[str]:
        counted: Counter[str] = Counter()
        waiting = list(self._below.get(unit, ()))
        while waiting:
            here = waiting.pop()
            counted.update(self._own(here))
            waiting += self._below.get(here, ())
        return counted


def _sum(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    both = {kind: one.get(kind, 0) + other.get(kind, 0) for kind in KINDS}
    return {kind: number for kind, number in both.items() if number}
