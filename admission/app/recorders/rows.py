"""The event as the library's recorders take it, and beside it the plain rows."""

from dataclasses import dataclass

from eventsourcing.persistence import StoredEvent

from admission.app.recorders.plain_rows import (
    CommandKey,
    CommandRow,
    EventRow,
    NewEvent,
    RefusalRow,
    StoreIdentity,
)

__all__ = [
    "CommandKey",
    "CommandRow",
    "EventRow",
    "NewEvent",
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

    @property
    def plain(self) -> NewEvent:
        """The same as a plain row."""
        return NewEvent(
            str(self.originator_id),
            self.originator_version,
            self.topic,
            self.state,
            self.metadata,
            self.event_id,
            self.recorded_at,
            self.command_id,
            self.subject,
        )
