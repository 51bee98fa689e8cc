"""The state of one class, folded from the events of its stream."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.classes import events as e
from admission.domain.registers.classes.commands import Result


class Class(NamedTuple):
    """One class: its kind, its roster, and how each person did."""

    id: str
    kind: str = ""
    ordered: date = date.min
    starts: date = date.min
    roster: frozenset[str] = frozenset()
    results: Mapping[str, Result] = MappingProxyType({})
    issued: date | None = None
    issued_to: Mapping[str, date] = MappingProxyType({})
    """The day of issue, for each person with a result: results may come in more than once."""
    issuer_kind: str = ""


def evolve(state: Class, recorded: Recorded) -> Class:
    """The state after one more event of the class's stream."""
    event = recorded.event
    if isinstance(event, e.ClassOrdered):
        return state._replace(kind=event.kind, ordered=event.on, starts=event.starts)
    if isinstance(event, e.PeopleEnrolled):
        return state._replace(roster=state.roster | set(event.people))
    if isinstance(event, e.ClassConcluded):
        results = {**state.results, **{result.person: result for result in event.results}}
        issued = dict.fromkeys((result.person for result in event.results), event.issued)
        return state._replace(
            results=results,
            issued=event.issued,
            issued_to={**state.issued_to, **issued},
            issuer_kind=event.issuer_kind,
        )
    msg = f"{event.TYPE} does not belong to a class's stream"
    raise TypeError(msg)
