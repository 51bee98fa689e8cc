"""The library's own recorder by itself."""

from uuid import UUID

from eventsourcing.persistence import InfrastructureFactory, StoredEvent
from eventsourcing.utils import Environment

from benchmarks.peers.library import environment
from benchmarks.peers.workloads import PAYLOAD


class LibraryRecorder:
    """In SQLite or in PostgreSQL."""

    def __init__(self, database: str) -> None:
        settings = Environment("workloads", environment(database))
        factory = InfrastructureFactory.construct(settings)
        self._recorder = factory.application_recorder()

    def append(self, stream: UUID, version: int, number: int) -> None:
        """Insert events."""
        versions = range(version, version + number)
        self._recorder.insert_events(
            [StoredEvent(stream, each, f"test-{each}", PAYLOAD) for each in versions]
        )

    def read(self, stream: UUID) -> int:
        """Select a stream."""
        return len(self._recorder.select_events(stream))
