"""What is sealed in a stored event, opened; imports no model, for `events` prints what it reads."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Final, NamedTuple

from pydantic_core import from_json

from admission.app.recorders.plain_rows import EventRow, NewEvent
from admission.app.sealing.fields import SEALED, open_field
from admission.app.sealing.lock import Lock
from admission.app.sealing.subject_keys import Gone, SubjectKeys

MARK: Final = b'{"sealed":"'
"""What the JSON of an event with a sealed field has in it, and no other: a text has no bare `"`."""
StandIn = Callable[[Gone, str], Any]
"""What is read instead where a subject has no key, and why."""
_HOLDS_MORE: Final = (dict, list)  # a union is made anew each time that it is asked for


class Place(NamedTuple):
    """Where an event stands: its stream, its version, and whom its command is about."""

    stream: str
    version: int
    subject: str | None

    @property
    def sealed_for(self) -> str:
        """Whose key seals what is personal in it: a person's, or that of the stream itself."""
        return self.stream if self.stream.startswith("person-") else self.subject or self.stream

    def about(self, whose: str, type_name: str) -> str:
        """What a seal is bound to, but for the path of the field, which comes behind."""
        return f"admission/1\x1f{whose}\x1f{self.stream}\x1f{self.version}\x1f{type_name}\x1f"


def place_of(row: EventRow | NewEvent) -> Place:
    """Where the event of a row stands."""
    return Place(row.stream, row.version, row.subject)


class Opener:
    """Opens the events of one store."""

    def __init__(self, lock: Lock) -> None:
        self._lock = lock

    @cached_property
    def keys(self) -> SubjectKeys | None:
        """The keys of subjects; None where the store is not sealed, or locked."""
        return SubjectKeys(self._lock) if self._lock.sealed and not self._lock.locked else None

    def readable(self, row: EventRow) -> dict[str, Any]:
        """What a row says as JSON; `{"erased": true}`, or `locked`, for a detail not to be had.

        Raises:
            BrokenSealError: something was altered.
        """
        return self.opened(row, lambda why, _: {"erased" if why is Gone.ERASED else "locked": True})

    def opened(self, row: EventRow, stand_in: StandIn) -> dict[str, Any]:
        """What a row says as Python has JSON; raises `BrokenSealError`, or what `stand_in` does."""
        fields: dict[str, Any] = from_json(row.state, cache_strings="keys")
        if MARK not in row.state:
            return fields
        place = place_of(row)
        whose = place.sealed_for
        about = place.about(whose, row.type).encode()
        key = self.keys.of(whose) if self.keys else Gone.NEVER
        if isinstance(key, Gone):
            gone = stand_in(key, whose)
            _replace(fields, "", lambda _, __: gone)
            return fields
        cipher = key.cipher
        _replace(fields, "", lambda sealed, path: open_field(cipher, sealed, about + path.encode()))
        return fields


def _replace(value: Any, path: str, opened: Callable[[str, str], Any]) -> None:  # noqa: ANN401
    """Replace what is sealed in an object or a list; a path is such as `consents.0.document`."""
    for key, part in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(part, _HOLDS_MORE):
            here = f"{path}.{key}" if path else str(key)
            if SEALED in part:
                value[key] = opened(part[SEALED], here)  # type: ignore[call-overload]
            else:
                _replace(part, here, opened)
