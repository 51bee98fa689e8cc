# ruff: noqa: S608 - the statement is made of pieces of ours
"""The targets behind what a unit is asked for: which was assigned to whom, and came from where."""

from typing import NamedTuple

from admission.projections.asking import Condition, ask, both, holds
from admission.projections.explain.entries import LEFT_OUT, Entry, OfYear, total


class Goal(NamedTuple):
    """What a unit is asked for: by a target of its own, or by those under it; None is no target."""

    own: list[Entry] | None
    below: list[Entry] | None
    left_out: list[Entry]

    @property
    def asked(self) -> list[Entry] | None:
        """The targets that count."""
        return self.below if self.own is None else self.own

    @property
    def source(self) -> str:
        """Where the target comes from: own, sum or none."""
        if self.own is not None:
            return "own"
        return "none" if self.below is None else "sum"


class _Target(NamedTuple):
    target: str
    unit: str
    people: int
    assigned_on: str
    position: int


def goal(asked: OfYear, part: str, period: str) -> Goal:
    """The targets of a period for the unit asked."""
    handed: dict[str, list[Entry]] = {}
    left_out = []
    for target in _targets(asked, period):
        heirs: dict[str, int] = {}
        for heir, number in asked.lens.heirs(target.unit, target.people):
            heirs[heir] = heirs.get(heir, 0) + number
        for heir, number in heirs.items():
            handed.setdefault(heir, []).append(_entry(part, target, number, heir))
        left_out += _stayed(asked, target, target.people - sum(heirs.values()))
    return Goal(handed.get(asked.root.unit), _below(asked, handed, asked.root.unit), left_out)


def _entry(part: str, target: _Target, number: int, heir: str) -> Entry:
    day = target.assigned_on
    return Entry(
        part, number, "target", target.target, target.position, target.unit, day, day, heir
    )


def _stayed(asked: OfYear, target: _Target, people: int) -> list[Entry]:
    """A target, or a part of it, that nobody has since its unit ended."""
    place = asked.place(target.unit, asked.last)
    if not people or place is None:
        return []
    why = f"{people} people: the target stays with a unit that ended, as its act says"
    return [_entry(LEFT_OUT, target, 0, place)._replace(why=why)]


def _below(asked: OfYear, handed: dict[str, list[Entry]], unit: str) -> list[Entry] | None:
    """What the units right below one are asked for: their own, or the sum of those under them."""
    children: dict[str | None, list[str]] = {}
    for row in asked.lens.units:
        if row.depth:
            children.setdefault(row.parent, []).append(row.unit)
    found: list[Entry] | None = None
    waiting = list(reversed(children.get(unit, [])))
    while waiting:
        here = waiting.pop()
        if here in handed:
            found = [*(found or []), *handed[here]]
        else:
            waiting += reversed(children.get(here, []))
    return found


def not_added(goal: Goal) -> list[Entry]:
    """The targets of units below that do not count, because the unit has one of its own."""
    if goal.own is None or goal.below is None:
        return []
    why = "part of the unit's own target"
    return [
        entry._replace(part=LEFT_OUT, counts=0, why=f"{entry.counts} people: {why}")
        for entry in goal.below
    ]


def people(entries: list[Entry] | None) -> int | None:
    """How many people some targets ask for; None where there is none."""
    return None if entries is None else total(entries)


def _targets(asked: OfYear, period: str) -> list[_Target]:
    wanted = both(
        Condition("t.indicator = 'admitted' AND t.period = ?", (period,)),
        Condition("t.for_group = ?", (asked.slot if asked.question.by == "group" else "",)),
        holds("t", *asked.moment),
    )
    query = (
        "SELECT t.target, t.unit, t.people, t.assigned_on, t.position "
        f"FROM targets t WHERE {wanted.sql} ORDER BY t.unit"
    )
    found = ask(asked.connection, query, wanted.parameters)
    return [_Target(*row) for row in found]
