"""The library's own cases, run on our recorder."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import (
    AggregateRecorder,
    InfrastructureFactory,
    ProgrammingError,
    StoredEvent,
)
from eventsourcing.sqlite import SQLiteDatastore, SQLiteTrackingRecorder
from eventsourcing.utils import Environment

from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.plain_rows import CommandKey, RefusalRow
from admission.app.recorders.rows import RecordedEvent
from admission.app.recorders.sqlite import SQLiteRecorder
from tests.app.library_cases import cases
from tests.app.stores import STREAM, append, new_store, recorded


class PlainRecorder(SQLiteRecorder):
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

    def __init__(self, recorder: PlainRecorder) -> None:
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
    ) -> list[StoredEvent]:
        return self.recorder.select_events(originator_id, gt=gt, lte=lte, desc=desc, limit=limit)


class InAFolderOfItsOwn(cases.RecorderTestCase):
    def new_originator_id(self) -> str:
        return f"candidate-{uuid4()}"

    def new_recorder(self) -> PlainRecorder:
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = Path(folder.name, "admission.db")
        new_store(path).close()
        recorder = PlainRecorder(SQLiteDatastore(str(path), originator_id_type="text"))
        self.addCleanup(recorder.close)
        return recorder


class TestAsAggregateRecorder(InAFolderOfItsOwn, cases.AggregateRecorderTestCase):
    def create_recorder(self) -> AggregateRecorder:
        return PlainAggregateRecorder(self.new_recorder())


class TestAsApplicationRecorder(
    InAFolderOfItsOwn, cases.ApplicationRecorderTestCase[PlainRecorder]
):
    def create_recorder(self) -> PlainRecorder:
        return self.new_recorder()


class TestPositionsDoNotInterleave(InAFolderOfItsOwn, cases.NonInterleavingNotificationIDsBaseCase):
    def create_recorder(self) -> PlainRecorder:
        return self.new_recorder()


def library_factory(path: Path) -> InfrastructureFactory[SQLiteTrackingRecorder]:
    environment = {
        "PERSISTENCE_MODULE": "eventsourcing.sqlite",
        "SQLITE_DBNAME": str(path),
        "ORIGINATOR_ID_TYPE": "text",
        "APPLICATION_RECORDER_TOPIC": "admission.app.recorders.sqlite:SQLiteRecorder",
    }
    return InfrastructureFactory[SQLiteTrackingRecorder].construct(
        Environment("admission", environment)
    )


def test_the_library_finds_the_recorder_by_its_topic(tmp_path: Path) -> None:
    new_store(tmp_path / "admission.db").close()
    factory = library_factory(tmp_path / "admission.db")
    recorder = factory.application_recorder()
    assert isinstance(recorder, SQLiteRecorder)
    assert recorder.insert_events([recorded()]) == [1]
    assert recorder.max_notification_id() == 1
    factory.close()


def test_the_library_does_not_lay_out_a_store_on_the_way(tmp_path: Path) -> None:
    factory = library_factory(tmp_path / "admission.db")
    with pytest.raises(StoreUnusable, match="There is no store"):
        factory.application_recorder()
    assert not (tmp_path / "admission.db").exists()
    factory.close()


def test_a_snapshot_joins_the_transaction_that_runs(tmp_path: Path) -> None:
    """The library's recorder of snapshots shares the connection: it neither waits nor outlives."""
    new_store(tmp_path / "admission.db").close()
    factory = library_factory(tmp_path / "admission.db")
    events = factory.application_recorder()
    assert isinstance(events, SQLiteRecorder)
    snapshots = factory.aggregate_recorder(purpose="snapshots")
    snapshot = StoredEvent(STREAM, 1, "snapshot", b"{}")

    def write_both_and_fail() -> None:
        with events.writing():
            append(events, recorded())
            snapshots.insert_events([snapshot])
            raise LookupError

    with pytest.raises(LookupError):
        write_both_and_fail()
    assert (events.head(), snapshots.select_events(STREAM)) == (0, [])
    snapshots.insert_events([snapshot])
    assert snapshots.select_events(STREAM) == [snapshot]
    factory.close()


def test_stream_ids_are_text(tmp_path: Path) -> None:
    with pytest.raises(ProgrammingError, match="ORIGINATOR_ID_TYPE=text"):
        SQLiteRecorder(SQLiteDatastore(str(tmp_path / "admission.db")))


def test_an_event_without_metadata_is_not_kept(tmp_path: Path) -> None:
    with new_store(tmp_path / "admission.db") as store:
        with pytest.raises(ProgrammingError, match="recorded events"):
            store.insert_events([StoredEvent(STREAM, 1, "ceremony-held", b"{}")])
        with pytest.raises(ProgrammingError, match="tracking"):
            store.insert_events([recorded()], tracking="of another recorder")
        assert store.head() == 0
