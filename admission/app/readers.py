"""Which projections read an event, and of which events some follow the state of the stream."""

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import Final, cast

from admission.domain.decider import EVENTS
from admission.domain.registers.corrections.events import Correction
from admission.projections import OF_EVENTS_ALONE, PROJECTIONS
from admission.projections.facts import Change, Fact, Projection

Project = Callable[[Fact], Iterable[Change]]
_CORRECTIONS: Final = frozenset(
    name for name, kind in EVENTS.items() if issubclass(kind, Correction)
)


@cache
def readers() -> dict[str, tuple[tuple[str, Project], ...]]:
    """By type of event, the projections that read it, in the order of the index."""
    found: dict[str, list[tuple[str, Project]]] = {}
    for name in PROJECTIONS:
        module = cast("Projection", import_module(f"admission.projections.{name}.project"))
        for type_name in module.READS:
            found.setdefault(type_name, []).append((name, module.project))
    return {type_name: tuple(those) for type_name, those in found.items()}


@cache
def is_followed(type_name: str) -> bool:
    """Whether some projection looks at the spans of such an event; of a correction any may."""
    those = (name for name, _ in readers().get(type_name, ()))
    return type_name in _CORRECTIONS or not OF_EVENTS_ALONE.issuperset(those)
