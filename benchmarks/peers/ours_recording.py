"""Our recorder by itself, with its proof log: no rules, no rows, nothing sealed."""

from pathlib import Path
from uuid import UUID

from admission.app.bootstrap import new_id, now
from admission.app.envelope import utc_text
from admission.app.recorders.opening import open_store
from admission.app.recorders.rows import RecordedEvent
from benchmarks.measuring import quiet
from benchmarks.peers.workloads import PAYLOAD


class OurRecorder:
    """In SQLite or in PostgreSQL, by the library's way to write."""

    def __init__(self, database: str) -> None:
        quiet()
        self._recorder = open_store(Path(database))

    def append(self, stream: UUID, version: int, number: int) -> None:
        """Insert events."""
        versions = range(version, version + number)
        self._recorder.insert_events([_event(str(stream), each) for each in versions])

    def read(self, stream: UUID) -> int:
        """Select a stream."""
        return len(self._recorder.select_events(str(stream)))


def _event(stream: str, version: int) -> RecordedEvent:
    event, at = new_id(), utc_text(now())
    return RecordedEvent(stream, version, f"test-{version}", PAYLOAD, b"{}", event, at, event, None)
