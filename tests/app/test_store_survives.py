"""Acknowledged events survive what befalls a program or a disk; nothing is half written."""

from pathlib import Path

import pytest

from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.recording import StoreRecorder
from tests.app.stores import append, new_store, recorded


def _fill(store: StoreRecorder, acknowledged: list[int]) -> None:
    """Write to a disk of 40 pages until it is full; adds the positions that were acknowledged."""
    store.sessions.connection().execute("PRAGMA max_page_count = 40")
    for version in range(1, 10_000):
        acknowledged += append(store, recorded(version=version))


@pytest.mark.sqlite_only("the disk under a file")
def test_a_full_disk_keeps_what_was_acknowledged_and_writing_resumes(tmp_path: Path) -> None:
    acknowledged: list[int] = []
    with new_store(tmp_path / "admission.db") as store:
        with pytest.raises(StoreUnusable, match="no space left"):
            _fill(store, acknowledged)
        assert [row.position for row in store.iterate()] == acknowledged
        connection = store.sessions.connection()
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.execute("PRAGMA max_page_count = 1000")
        assert append(store, recorded(version=len(acknowledged) + 1)) == [len(acknowledged) + 1]


@pytest.mark.sqlite_only("the disk under a file")
def test_a_disk_that_fills_up_within_a_transaction_keeps_none_of_it(tmp_path: Path) -> None:
    written: list[int] = []
    with new_store(tmp_path / "admission.db") as store:
        append(store, recorded("person-x"))
        with pytest.raises(StoreUnusable, match="no space left"), store.writing():
            _fill(store, written)
        assert written
        assert [row.stream for row in store.iterate()] == ["person-x"]
