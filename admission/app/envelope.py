"""What the store keeps beside an event: who, when, by which command, under which rulebook."""

from datetime import UTC, datetime
from typing import NamedTuple

from pydantic_core import from_json, to_json

from admission.app.catalogue import encode
from admission.app.recorders.rows import RecordedEvent
from admission.domain.kernel.messages import Accepted, Origin


class Act(NamedTuple):
    """The act of recording: under which id, by whom, how known, in which role, for which unit.

    `recorded_at` is None for now; only a demonstration may say another time.
    """

    command_id: str
    actor: str
    known_by: str = "typed"
    role: str | None = None
    acting_for: str | None = None
    recorded_at: datetime | None = None
    correlation: str | None = None
    causation: str | None = None


class Metadata(NamedTuple):
    """The stored metadata that folding and projecting read."""

    schema: int
    actor: str
    rulebook: str | None
    origin: str


def utc_text(moment: datetime) -> str:
    """A moment as stored: `2025-07-15T08:30:00.000000Z`."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


class Stamp(NamedTuple):
    """What the store adds to an act: when it was recorded (UTC text), and how it came in."""

    recorded_at: str
    origin: Origin


def envelope(
    accepted: Accepted, versions: dict[str, int], act: Act, stamp: Stamp, event_ids: list[str]
) -> list[RecordedEvent]:
    """The events of one command, ready to store; `versions` are the streams' newest, moved on."""
    rows = []
    for (stream, event), event_id in zip(accepted.events, event_ids, strict=True):
        versions[stream] += 1
        rows.append(
            RecordedEvent(
                originator_id=stream,
                originator_version=versions[stream],
                topic=event.TYPE,
                state=encode(event),
                metadata=_metadata(accepted, act, stamp, (event_id, event.SCHEMA)),
                event_id=event_id,
                recorded_at=stamp.recorded_at,
                command_id=act.command_id,
                subject=accepted.subject,
            )
        )
    return rows


def _metadata(accepted: Accepted, act: Act, stamp: Stamp, about: tuple[str, int]) -> bytes:
    """Canonical JSON: UTF-8 without blanks, the keys sorted, as they are written here."""
    event_id, schema = about
    return to_json(
        {
            "acting_for": act.acting_for,
            "actor": act.actor,
            "causation": act.causation,
            "command_id": act.command_id,
            "correlation": act.correlation,
            "event_id": event_id,
            "known_by": act.known_by,
            "origin": stamp.origin,
            "recorded_at": stamp.recorded_at,
            "role": act.role,
            "rulebook": accepted.rulebook,
            "schema": schema,
            "subject": accepted.subject,
        }
    )


def metadata_of(row: bytes) -> Metadata:
    """The part of stored metadata that folding and projecting read."""
    found = from_json(row)
    return Metadata(found["schema"], found["actor"], found["rulebook"], found["origin"])
