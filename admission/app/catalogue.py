"""The closed registry of permanent type names: a stored name leads to a class, or to an error."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import from_json

from admission.domain.decider import EVENTS
from admission.domain.kernel.messages import Event
from admission.domain.kernel.upcasting import NotUpcastError, check_upcasters, upcast


class UnknownEventError(Exception):
    """A stored event that this program cannot read; the message says why, without its content."""


class Catalogue:
    """Reads stored events of some types, in whatever schema they were written.

    Raises `UpcasterGapError` where an earlier schema of a type cannot be lifted to its present one.
    """

    def __init__(self, kinds: Mapping[str, type[Event]]) -> None:
        check_upcasters(kinds.values())
        self._kinds = kinds
        self._of_json = {
            (name, kind.SCHEMA): kind.__pydantic_validator__.validate_json
            for name, kind in kinds.items()
        }
        self._of_fields = {
            (name, kind.SCHEMA): kind.__pydantic_validator__.validate_python
            for name, kind in kinds.items()
        }

    def decode(self, type_name: str, schema: int, state: bytes) -> Event:
        """The event that stored bytes say, in today's schema; nothing in them is sealed.

        Raises:
            UnknownEventError: the type or its schema is unknown, or the bytes do not fit it.
        """
        read = self._of_json.get((type_name, schema))
        try:
            if read is None:
                return self.decode_fields(type_name, schema, from_json(state))
            event: Event = read(state)
        except ValueError as error:  # pydantic's, or from what is not even JSON
            raise _unfit(type_name, error) from None
        return event

    def decode_fields(self, type_name: str, schema: int, fields: dict[str, Any]) -> Event:
        """As `decode`, of fields as Python has JSON; stand-ins for details may be among them."""
        read = self._of_fields.get((type_name, schema))
        try:
            if read is None:
                fields = self._lifted(type_name, schema, fields)
                read = self._of_fields[type_name, self._kinds[type_name].SCHEMA]
            event: Event = read(fields)
        except ValidationError as error:
            raise _unfit(type_name, error) from None
        return event

    def _lifted(self, type_name: str, schema: int, fields: dict[str, Any]) -> dict[str, Any]:
        kind = self._kinds.get(type_name)
        if kind is None:
            msg = f"events of type {type_name!r} are unknown to this version of the program"
            raise UnknownEventError(msg)
        try:
            return upcast(kind, schema, fields)
        except NotUpcastError as error:
            raise UnknownEventError(str(error)) from None


_CATALOGUE: Final = Catalogue(EVENTS)
decode: Final = _CATALOGUE.decode
decode_fields: Final = _CATALOGUE.decode_fields

_AS_JSON: Final = {name: kind.__pydantic_serializer__.to_python for name, kind in EVENTS.items()}
_SERIALISE: Final = {name: kind.__pydantic_serializer__.to_json for name, kind in EVENTS.items()}


def encode(event: Event) -> bytes:
    """The event as JSON without blanks, fields in their order, absent where None."""
    state: bytes = _SERIALISE[event.TYPE](event, exclude_none=True)
    return state


def as_json(event: Event) -> dict[str, Any]:
    """The same as `encode`, as Python has JSON."""
    fields: dict[str, Any] = _AS_JSON[event.TYPE](event, mode="json", exclude_none=True)
    return fields


def _unfit(type_name: str, error: ValueError) -> UnknownEventError:
    found = error.errors(include_input=False) if isinstance(error, ValidationError) else ()
    places = ", ".join(".".join(map(str, e["loc"])) for e in found)
    msg = f"an event of type {type_name!r} does not fit its type at: {places or 'the whole'}"
    return UnknownEventError(msg)
