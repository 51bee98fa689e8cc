"""The closed registry of permanent type names: a stored name leads to a class, or to an error."""

from typing import Final

from pydantic import ValidationError

from admission.domain.decider import EVENTS
from admission.domain.kernel.messages import Event


class UnknownEventError(Exception):
    """A stored event that this program cannot read; the message says why, without its content."""


_VALIDATE: Final = {
    name: kind.__pydantic_validator__.validate_json for name, kind in EVENTS.items()
}
_SERIALISE: Final = {name: kind.__pydantic_serializer__.to_json for name, kind in EVENTS.items()}


def decode(type_name: str, schema: int, state: bytes) -> Event:
    """The event that stored bytes say, in today's version of its type.

    Raises:
        UnknownEventError: the type or its version is unknown, or the bytes do not fit it.
    """
    kind = EVENTS.get(type_name)
    if kind is None:
        msg = f"events of type {type_name!r} are unknown to this version of the program"
        raise UnknownEventError(msg)
    if schema != kind.SCHEMA:
        msg = f"version {schema} of {type_name!r} is unknown to this version of the program"
        raise UnknownEventError(msg)
    try:
        event: Event = _VALIDATE[type_name](state)
    except ValidationError as error:
        places = ", ".join(".".join(map(str, e["loc"])) for e in error.errors(include_input=False))
        msg = f"an event of type {type_name!r} does not fit its type at: {places or 'the whole'}"
        raise UnknownEventError(msg) from None
    return event


def encode(event: Event) -> bytes:
    """The bytes to store: JSON without blanks, fields in their order, absent where None."""
    state: bytes = _SERIALISE[event.TYPE](event, exclude_none=True)
    return state
