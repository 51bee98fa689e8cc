"""Where personal details stand in an event: found once for each type, from its annotations."""

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from admission.domain.decider import EVENTS
from admission.domain.kernel.messages import Event
from admission.domain.kernel.values import PersonalMark, Value

Change = Callable[[Any, str], Any]
"""From what stands at a personal field, and its path, to what is to stand there."""
Plan = Callable[[Any, str, Change], Any]
"""Changes the personal details in JSON as Python has it, objects in place; the path is its own."""


@cache
def plan_of(type_name: str) -> Plan | None:
    """How the personal details of a type of event are reached; None where it has none."""
    kind = EVENTS.get(type_name)
    return kind and _of_fields(kind)


@cache
def names_of(type_name: str) -> tuple[str, ...]:
    """The fields of a type of event in which personal details may stand, at whatever depth."""
    fields = EVENTS[type_name].model_fields.items()
    return tuple(name for name, field in fields if _of(field.annotation, field.metadata))


@cache
def _of_fields(kind: type[Value]) -> Plan | None:
    plans = [
        (name, plan)
        for name, field in kind.model_fields.items()
        if (plan := _of(field.annotation, field.metadata))
    ]
    if not plans:
        return None

    def walk(value: Any, path: str, change: Change) -> Any:  # noqa: ANN401 - whatever JSON can say
        for name, plan in plans:
            if found := value.get(name):
                value[name] = plan(found, f"{path}.{name}" if path else name, change)
            elif name in value and plan is _leaf:
                value[name] = change(found, f"{path}.{name}" if path else name)
        return value

    return walk


def _of(annotation: Any, metadata: Any = ()) -> Plan | None:  # noqa: ANN401 - as fields declare
    if any(isinstance(mark, PersonalMark) for mark in metadata):
        return _leaf
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        return _of(inner, marks)
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return _any_event if issubclass(annotation, Event) else _of_fields(annotation)
    plans = list(dict.fromkeys(filter(None, map(_of, get_args(annotation)))))
    if len(plans) > 1:
        msg = f"{annotation} may be personal in more than one way"
        raise TypeError(msg)
    if not plans:
        return None
    return _each(plans[0]) if get_origin(annotation) is tuple else plans[0]


def _leaf(value: Any, path: str, change: Change) -> Any:  # noqa: ANN401 - as above
    return change(value, path)


def _each(plan: Plan) -> Plan:
    return lambda value, path, change: [
        plan(part, f"{path}.{at}", change) for at, part in enumerate(value)
    ]


def _any_event(value: Any, path: str, change: Change) -> Any:  # noqa: ANN401 - as above
    """An event in an event, as `kernel.kinds` writes it: its type, its schema, what it says."""
    plan = plan_of(value["type"])
    if plan is not None:
        value["event"] = plan(value["event"], f"{path}.event", change)
    return value
