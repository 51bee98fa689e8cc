"""The library's own cases, to be run on each of our recorders."""

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

from eventsourcing.persistence import AggregateRecorder, ApplicationRecorder, StoredEvent

from admission.app.recorders.plain_rows import CommandKey, RefusalRow
from admission.app.recorders.recording import StoreRecorder
from admission.app.recorders.rows import RecordedEvent
from tests.app.library_cases import cases


class PlainEvents(StoreRecorder):
    """Takes and gives the library's plain events: supplies the metadata that ours must have."""

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        command: CommandKey | None = None,
        refusals: Sequence[RefusalRow] = (),
        **unknown: object,
    ) -> list[int]:
        with_metadata = [
            RecordedEvent(
                event.originator_id,
                event.originator_version,
                event.topic,
                event.state,
                metadata=b"{}",
                event_id=str(uuid4()),
                recorded_at="2024-03-01T02:00:00.000000Z",
                command_id="command",
                subject=None,
            )
            for event in stored_events
        ]
        return super().insert_events(with_metadata, command=command, refusals=refusals, **unknown)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[StoredEvent]:
        found = super().select_events(originator_id, gt=gt, lte=lte, desc=desc, limit=limit)
        return [
            StoredEvent(event.originator_id, event.originator_version, event.topic, event.state)
            for event in found
        ]


class PlainAggregateRecorder(AggregateRecorder):
    """Gives no positions, as the library expects where streams alone are recorded."""

    def __init__(self, recorder: ApplicationRecorder) -> None:
        self.recorder = recorder

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: object) -> None:
        self.recorder.insert_events(stored_events)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        return self.recorder.select_events(originator_id, gt=gt, lte=lte, desc=desc, limit=limit)


class OnARecorder(cases.RecorderTestCase):
    def new_originator_id(self) -> str:
        return f"candidate-{uuid4()}"

    def new_recorder(self) -> PlainEvents:
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        recorder = self.recorder_at(Path(folder.name, "admission.db"))
        self.addCleanup(recorder.close)
        return recorder

    @abstractmethod
    def recorder_at(self, path: Path) -> PlainEvents:
        """A recorder of a new store."""


class AsAggregateRecorder(OnARecorder, cases.AggregateRecorderTestCase):
    def create_recorder(self) -> AggregateRecorder:
        return PlainAggregateRecorder(self.new_recorder())


class AsApplicationRecorder(OnARecorder, cases.ApplicationRecorderTestCase[PlainEvents]):
    def create_recorder(self) -> PlainEvents:
        return self.new_recorder()


class PositionsDoNotInterleave(OnARecorder, cases.NonInterleavingNotificationIDsBaseCase):
    def create_recorder(self) -> PlainEvents:
        return self.new_recorder()
