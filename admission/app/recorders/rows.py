"""The event as the library's recorders take it, and beside it the plain rows."""

from dataclasses import dataclass

from eventsourcing.persistence import StoredEvent

from admission.app.recorders.plain_rows import (
    CommandKey,
    CommandRow,
    EventRow,
    RefusalRow,
    StoreIdentity,
)

__all__ = [
    "CommandKey",
    "CommandRow",
    "EventRow",
    "RecordedEvent",
    "RefusalRow",
    "StoreIdentity",
]


@dataclass(frozen=True, slots=True)
class RecordedEvent(StoredEvent):
    """A stored event with its metadata.

    Of the library's fields, `originator_id` is the stream (`<kind>-<uuid>`), `originator_version`
    its version from 1, `topic` the permanent type name, `state` UTF-8 JSON. `metadata` is
    canonical JSON; the last four are copies from it, for look-up.
    """

    metadata: bytes
    event_id: str
    recorded_at: str
    command_id: str
    subject: str | None
