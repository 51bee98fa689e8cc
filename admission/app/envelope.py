"""What the store keeps beside an event: who, when, by which command, under which rulebook."""

import json
from datetime import UTC, datetime
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Final, NamedTuple

from pydantic_core import SchemaValidator, from_json
from pydantic_core.core_schema import (
    int_schema,
    nullable_schema,
    str_schema,
    typed_dict_field,
    typed_dict_schema,
)

from admission.app.recorders.plain_rows import NewEvent
from admission.app.sealing.opening import Place
from admission.app.sealing.seals import Seals
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


def utc_text(moment: datetime) -> str:
    """A moment as stored: `2025-07-15T08:30:00.000000Z`."""
    moment = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return f"{moment.isoformat(timespec='microseconds')[:-6]}Z"


class Stamp(NamedTuple):
    """What the store adds to an act: when it was recorded (UTC text), how it came in, event ids."""

    recorded_at: str
    origin: Origin
    event_ids: list[str]


def envelope(
    accepted: Accepted,
    versions: dict[str, int],
    act: Act,
    stamp: Stamp,
    seals: Seals,
) -> list[NewEvent]:
    """The events of one command, ready to store; `versions` are the streams' newest, moved on.

    Raises:
        SubjectErasedError: something personal about somebody whose key was destroyed.
    """
    rows = []
    for (stream, event), event_id in zip(accepted.events, stamp.event_ids, strict=True):
        versions[stream] += 1
        subject = event.whose or accepted.subject
        rows.append(
            NewEvent(
                stream,
                versions[stream],
                event.TYPE,
                seals.state(event, Place(stream, versions[stream], subject)),
                _metadata(subject, accepted.rulebook, act, stamp, (event_id, event.SCHEMA)),
                event_id,
                stamp.recorded_at,
                act.command_id,
                subject,
            )
        )
    return rows


def _metadata(
    subject: str | None, rulebook: str | None, act: Act, stamp: Stamp, about: tuple[str, int]
) -> bytes:
    """Canonical JSON: UTF-8 without blanks, the keys sorted, as they are written here."""
    event_id, schema = about
    return (
        f'{{"acting_for":{_json(act.acting_for)},"actor":{_json(act.actor)},'
        f'"causation":{_json(act.causation)},"command_id":{encode_basestring(act.command_id)},'
        f'"correlation":{_json(act.correlation)},"event_id":"{event_id}",'
        f'"known_by":{_json(act.known_by)},"origin":{_json(stamp.origin)},'
        f'"recorded_at":"{stamp.recorded_at}","role":{_json(act.role)},'
        f'"rulebook":{_json(rulebook)},"schema":{schema},'
        f'"subject":{_json(subject)}}}'
    ).encode()


@lru_cache(maxsize=1024)
def _json(text: str | None) -> str:
    return "null" if text is None else encode_basestring(text)


_PARTS: Final = SchemaValidator(
    typed_dict_schema(
        {
            "schema": typed_dict_field(int_schema(strict=True)),
            "actor": typed_dict_field(str_schema()),
            "rulebook": typed_dict_field(nullable_schema(str_schema())),
        },
        extra_behavior="ignore",
    )
)
"""Makes values of these parts alone, of the dozen that there are."""


def metadata_of(row: bytes) -> Metadata:
    """The part of stored metadata that folding and projecting read."""
    found = _PARTS.validate_json(row)
    return Metadata(found["schema"], found["actor"], found["rulebook"])


def with_schema(row: bytes, schema: int) -> bytes:
    """Stored metadata, as of an event in this schema of its type."""
    found = from_json(row)
    if found["schema"] == schema:
        return row
    said = {**found, "schema": schema}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
