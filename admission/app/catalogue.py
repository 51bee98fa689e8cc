"""The closed registry of permanent type names: a stored name leads to a class, or to an error."""

from typing import Any, Final

from pydantic import ValidationError

from admission.domain.decider import EVENTS
from admission.domain.kernel.messages import Event


class UnknownEventError(Exception):
    """A stored event that this program cannot read; the message says why, without its content."""


_VALIDATE: Final = {
    name: kind.__pydantic_validator__.validate_json for name, kind in EVENTS.items()
}
_VALIDATE_FIELDS: Final = {
    name: kind.__pydantic_validator__.validate_python for name, kind in EVENTS.items()
}
_AS_JSON: Final = {name: kind.__pydantic_serializer__.to_python for name, kind in EVENTS.items()}
_SERIALISE: Final = {name: kind.__pydantic_serializer__.to_json for name, kind in EVENTS.items()}


def decode(type_name: str, schema: int, state: bytes) -> Event:
    """The event that stored bytes say, in today's version of its type; nothing in them is sealed.

    Raises:
        UnknownEventError: the type or its version is unknown, or the bytes do not fit it.
    """
    _check_known(type_name, schema)
    try:
        event: Event = _VALIDATE[type_name](state)
    except ValidationError as error:
        raise _unfit(type_name, error) from None
    return event


def decode_fields(type_name: str, schema: int, fields: dict[str, Any]) -> Event:
    """As `decode`, of the fields as Python has JSON; stand-ins for details may be among them."""
    _check_known(type_name, schema)
    try:
        event: Event = _VALIDATE_FIELDS[type_name](fields)
    except ValidationError as error:
        raise _unfit(type_name, error) from None
    return event


def encode(event: Event) -> bytes:
    """The event as JSON without blanks, fields in their order, absent where None."""
    state: bytes = _SERIALISE[event.TYPE](event, exclude_none=True)
    return state


def as_json(event: Event) -> dict[str, Any]:
    """The same as `encode`, as Python has JSON."""
    fields: dict[str, Any] = _AS_JSON[event.TYPE](event, mode="json", exclude_none=True)
    return fields


def _check_known(type_name: str, schema: int) -> None:
    kind = EVENTS.get(type_name)
    if kind is None:
        msg = f"events of type {type_name!r} are unknown to this version of the program"
        raise UnknownEventError(msg)
    if schema != kind.SCHEMA:
        msg = f"version {schema} of {type_name!r} is unknown to this version of the program"
        raise UnknownEventError(msg)


def _unfit(type_name: str, error: ValidationError) -> UnknownEventError:
    places = ", ".join(".".join(map(str, e["loc"])) for e in error.errors(include_input=False))
    msg = f"an event of type {type_name!r} does not fit its type at: {places or 'the whole'}"
    return UnknownEventError(msg)
