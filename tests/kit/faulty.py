"""A store that writes, and loses the answer in the way that it is told."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from eventsourcing.sqlite import SQLiteDatastore

from admission.app.admission import Admission
from admission.app.bootstrap import new_id
from admission.app.handling import Tools
from admission.app.projector import Projector
from admission.app.recorders.connections import Connections
from admission.app.recorders.errors import OutcomeUnknown
from admission.app.recorders.plain_rows import NewEvent
from admission.app.recorders.ports import Connection
from admission.app.recorders.rows import RecordedEvent
from admission.app.recorders.sessions import Sessions
from admission.app.recorders.sqlite import SQLiteRecorder


class Faulty(SQLiteRecorder):
    """Loses the answer to the next writing: `before it was written`, `after it was written`.

    With `the driver repeats` the driver has lost it, and writes the same once more.
    """

    lose = ""

    def append(
        self,
        events: Sequence[NewEvent | RecordedEvent],
        command_id: str,
        key_id: str,
        digest: bytes,
    ) -> list[int]:
        with self._losing() as how:
            positions = super().append(events, command_id, key_id, digest)
            if how == "the driver repeats":
                return super().append(events, command_id, key_id, digest)
        return positions

    @contextmanager
    def writing(self) -> Iterator[Connection]:  # type: ignore[override]
        """A transaction whose commit is lost, or the answer to it."""
        with self._losing(), super().writing() as connection:
            yield connection

    @contextmanager
    def _losing(self) -> Iterator[str]:
        how, self.lose = self.lose, ""
        if how == "before it was written":
            raise OutcomeUnknown(str(self.path))
        yield how
        if how == "after it was written":
            raise OutcomeUnknown(str(self.path))


def faulty_desk(path: Path, now: Callable[[], datetime]) -> Admission:
    """A desk at a store that is there already; its recorder is a `Faulty`."""
    datastore = SQLiteDatastore(str(path), originator_id_type="text")
    recorder = Faulty(datastore, Sessions(Connections(path, "write")))
    return Admission(recorder, Projector(recorder), Tools(now, new_id))
