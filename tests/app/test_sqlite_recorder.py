"""The library's own cases, run on our recorder."""

from pathlib import Path

import pytest
from eventsourcing.persistence import (
    InfrastructureFactory,
    ProgrammingError,
    StoredEvent,
)
from eventsourcing.sqlite import SQLiteDatastore, SQLiteTrackingRecorder
from eventsourcing.utils import Environment

from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.sqlite import SQLiteRecorder
from tests.app import recorder_cases
from tests.app.stores import STREAM, append, new_store, recorded

pytestmark = pytest.mark.sqlite_only("the recorder of a file, as the library finds and tries it")


class PlainRecorder(recorder_cases.PlainEvents, SQLiteRecorder):  # type: ignore[misc]
    pass


class InAFile(recorder_cases.OnARecorder):
    def recorder_at(self, path: Path) -> PlainRecorder:
        new_store(path).close()
        return PlainRecorder(SQLiteDatastore(str(path), originator_id_type="text"))


class TestAsAggregateRecorder(InAFile, recorder_cases.AsAggregateRecorder):
    pass


class TestAsApplicationRecorder(InAFile, recorder_cases.AsApplicationRecorder):
    pass


class TestPositionsDoNotInterleave(InAFile, recorder_cases.PositionsDoNotInterleave):
    pass


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
