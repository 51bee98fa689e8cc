"""A command or an event of any kind as a field of another; stored with its name."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Final, TypeVar

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from admission.domain.kernel.messages import Command, Event
from admission.domain.kernel.upcasting import upcast

M = TypeVar("M", Command, Event)


def kinds_of(base: type[M], name: str) -> Iterator[type[M]]:
    """Every kind of command or event that has a name of its own."""
    for kind in base.__subclasses__():
        if name in vars(kind):
            yield kind
        yield from kinds_of(kind, name)


@cache
def _commands() -> dict[str, type[Command]]:
    return {kind.NAME: kind for kind in kinds_of(Command, "NAME")}


@cache
def _events() -> dict[str, type[Event]]:
    return {kind.TYPE: kind for kind in kinds_of(Event, "TYPE")}


def _read_command(value: Any) -> Any:  # noqa: ANN401 - whatever was given
    if not isinstance(value, dict):
        return value
    name = value.get("command")
    kind = _commands().get(name) if isinstance(name, str) else None
    if kind is None:
        msg = "there is no such command; `admission schema` lists them all"
        raise ValueError(msg)
    return kind.model_validate({key: said for key, said in value.items() if key != "command"})


def _write_command(command: Command) -> dict[str, Any]:
    return {"command": command.NAME, **command.model_dump(mode="json", exclude_none=True)}


def _read_event(value: Any) -> Any:  # noqa: ANN401 - as above
    if not isinstance(value, dict):
        return value
    kind, schema, said = (
        _events().get(value.get("type", "")),
        value.get("schema"),
        value.get("event"),
    )
    if kind is None or not isinstance(schema, int) or not isinstance(said, dict):
        msg = "the type of the event is unknown to this version of the program"
        raise ValueError(msg)
    return kind.model_validate(upcast(kind, schema, said))


def _write_event(event: Event) -> dict[str, Any]:
    said = event.model_dump(mode="json", exclude_none=True)
    return {"type": event.TYPE, "schema": event.SCHEMA, "event": said}


_A_COMMAND: Final = {
    "type": "object",
    "properties": {"command": {"type": "string"}, "on": {"type": "string", "format": "date"}},
    "required": ["command", "on"],
}
_AN_EVENT: Final = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "schema": {"type": "integer"},
        "event": {"type": "object"},
    },
    "required": ["type", "schema", "event"],
}

AnyCommand = Annotated[
    Command,
    BeforeValidator(_read_command),
    PlainSerializer(_write_command, return_type=dict[str, Any]),
    WithJsonSchema(_A_COMMAND),
]
"""A command of any kind: an object as a line of `apply`, with `command` and its fields."""

AnyEvent = Annotated[
    Event,
    BeforeValidator(_read_event),
    PlainSerializer(_write_event, return_type=dict[str, Any]),
    WithJsonSchema(_AN_EVENT),
]
"""An event of any kind: its type, its schema and what it says."""
