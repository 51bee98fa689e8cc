"""Stores and events to test with."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from admission.app.recorders import opening
from admission.app.recorders.recording import StoreRecorder
from admission.app.recorders.rows import RecordedEvent, RefusalRow, StoreIdentity

IDENTITY = StoreIdentity(
    store_id="01900000-0000-7000-8000-000000000001",
    origin="live",
    time_zone="Asia/Ho_Chi_Minh",
    created_at="2024-03-01T02:00:00.000000Z",
)
Tamper = Callable[[Path, str], None]
NOBODY = 65534
STREAM = "candidate-01900000-0000-7000-8000-0000000000aa"


def new_store(path: Path) -> StoreRecorder:
    with opening.begun(path, IDENTITY):
        pass
    return opening.open_store(path)


def recorded(
    stream: str = STREAM,
    version: int = 1,
    *,
    name: str = "ceremony-held",
    command_id: str = "command",
    recorded_at: str = "2024-03-01T02:00:00.000000Z",
) -> RecordedEvent:
    return RecordedEvent(
        originator_id=stream,
        originator_version=version,
        topic=name,
        state='{"place":"Ninh Mỹ"}'.encode(),
        metadata=b'{"origin":"live"}',
        event_id=str(uuid4()),
        recorded_at=recorded_at,
        command_id=command_id,
        subject=None,
    )


def append(
    store: StoreRecorder, *events: RecordedEvent, command_id: str | None = None
) -> list[int]:
    return store.append(events, command_id or str(uuid4()), "key", b"digest")


def refusal(refusal_id: str) -> RefusalRow:
    return RefusalRow(
        refusal_id,
        "command",
        "2024-03-01T02:00:00.000000Z",
        "clerk",
        "hold-ceremony",
        None,
        "PRO-01",
    )


@contextmanager
def unprivileged() -> Iterator[None]:
    """As a user for whom permissions count, which they do not for root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
