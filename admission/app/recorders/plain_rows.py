"""Rows of the events file as plain tuples; imports nothing, so that a query starts fast."""

from typing import NamedTuple


class EventRow(NamedTuple):
    """One recorded event.

    `position` is its place in the log, `version` its place in the stream, both from 1. `state` and
    `metadata` are UTF-8 JSON, `recorded_at` is UTC as `2025-07-15T08:30:00.000000Z`.
    """

    position: int
    stream: str
    version: int
    type: str
    state: bytes
    metadata: bytes
    recorded_at: str
    command_id: str
    subject: str | None


class NewEvent(NamedTuple):
    """An event to be recorded, as `EventRow`; its position is given when it is written."""

    stream: str
    version: int
    type: str
    state: bytes
    metadata: bytes
    event_id: str
    recorded_at: str
    command_id: str
    subject: str | None


class CommandKey(NamedTuple):
    """Who a command is: its id, and the keyed digest of its content with the id of that key."""

    command_id: str
    key_id: str
    digest: bytes


class CommandRow(NamedTuple):
    """A command that was accepted, with the positions of the first and last event it wrote."""

    command_id: str
    key_id: str
    digest: bytes
    first: int
    last: int


class Standing(NamedTuple):
    """How a log stands: its newest position and when that was recorded, 0 and "" where it is empty.

    `command` is the one that was accepted under the id that was asked about, None if there is none.
    """

    position: int
    recorded_at: str
    command: CommandRow | None


class RefusalRow(NamedTuple):
    """A command that was refused; `codes` are separated by blanks; nothing in it is personal."""

    refusal_id: str
    command_id: str
    recorded_at: str
    actor: str
    command: str
    stream: str | None
    codes: str


class LogHead(NamedTuple):
    """How many leaves the proof log has, and the Merkle root over them (RFC 6962)."""

    size: int
    root: bytes


class StoreIdentity(NamedTuple):
    """What a new store is told once about itself, and keeps.

    `store_id` is a UUID, `origin` is `live` or `demo`, `time_zone` an IANA name, `created_at` as
    `EventRow.recorded_at`, `sealed` is `yes` or `no`.
    """

    store_id: str
    origin: str
    time_zone: str
    created_at: str
    sealed: str = "no"
