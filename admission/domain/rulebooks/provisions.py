"""What a rulebook asks for at one point of the path, looked up rather than searched for."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.dates import ONE_DAY
from admission.domain.rulebooks.entries.entry import in_force
from admission.domain.rulebooks.entries.path import Gate, Order, Paper, Wait
from admission.domain.rulebooks.rulebook import Rulebook


def borders(rulebook: Rulebook) -> tuple[date, ...]:
    """The days, sorted, on which an entry begins to hold or holds no longer."""
    days = set()
    for _, table in rulebook:
        for entry in table if isinstance(table, tuple) else ():
            if entry.first is not None:
                days.add(entry.first)
            if entry.last is not None and entry.last < date.max:
                days.add(entry.last + ONE_DAY)
    return tuple(sorted(days))


class Asked(NamedTuple):
    """What a rulebook asks for before one milestone is reached."""

    orders: tuple[Order, ...]
    papers: tuple[Paper, ...]
    """Papers that must be on file."""
    filed: tuple[Paper, ...]
    """The paper whose filing the milestone is."""
    waits: tuple[Wait, ...]
    gates: tuple[Gate, ...]


def asked_before(rulebook: Rulebook, milestone: str, on: date) -> Asked:
    """What the entries in force on a day ask for before a milestone."""
    papers = in_force(rulebook.paper, on)
    return Asked(
        tuple(order for order in in_force(rulebook.order, on) if order.step == milestone),
        tuple(paper for paper in papers if paper.needed_for == milestone),
        tuple(paper for paper in papers if milestone == f"paper:{paper.id}"),
        tuple(wait for wait in in_force(rulebook.wait, on) if wait.before == milestone),
        tuple(gate for gate in in_force(rulebook.gate, on) if gate.before == milestone),
    )
