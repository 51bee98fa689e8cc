"""Acknowledged events survive what befalls a program or a disk; nothing is half written."""

import random
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.sqlite import SQLiteRecorder, open_store
from tests.app.stores import append, new_store, recorded

ROOT = Path(__file__).parents[2]
SEED = 20240301
KILLS = 20


def test_a_killed_program_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "admission.db"
    new_store(path).close()
    chance = random.Random(SEED)  # noqa: S311 - where to kill, no secret
    acknowledged: list[str] = []
    for _ in range(KILLS):
        acknowledged += _killed_after(path, chance.randint(1, 40))
    with open_store(path, mode="write") as store:
        _assert_whole(store, acknowledged)


def _killed_after(path: Path, acknowledgements: int) -> list[str]:
    """All command ids that a writer printed until it was killed in the midst of its work."""
    command = [sys.executable, "-m", "tests.app.acknowledging_writer", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        seen = list(islice(writer.stdout, acknowledgements))
        writer.kill()
        seen += [line for line in writer.stdout if line.endswith("\n")]
    assert len(seen) >= acknowledgements
    return [line.strip() for line in seen]


def _assert_whole(store: SQLiteRecorder, acknowledged: list[str]) -> None:
    for command_id in acknowledged:
        command = store.command(command_id)
        assert command is not None
        rows = store.log_rows(command.first - 1, 3)
        assert [(row.command_id, row.version) for row in rows] == [
            (command_id, 1),
            (command_id, 2),
            (command_id, 3),
        ]
    connection = store.sessions.connection()
    ((commands,),) = connection.execute("SELECT count(*) FROM commands")
    assert sum(1 for _ in store.iterate()) == store.head() == 3 * commands
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def _fill(store: SQLiteRecorder, acknowledged: list[int]) -> None:
    """Write to a disk of 40 pages until it is full; adds the positions that were acknowledged."""
    store.sessions.connection().execute("PRAGMA max_page_count = 40")
    for version in range(1, 10_000):
        acknowledged += append(store, recorded(version=version))


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


def test_a_disk_that_fills_up_within_a_transaction_keeps_none_of_it(tmp_path: Path) -> None:
    written: list[int] = []
    with new_store(tmp_path / "admission.db") as store:
        append(store, recorded("person-x"))
        with pytest.raises(StoreUnusable, match="no space left"), store.writing():
            _fill(store, written)
        assert written
        assert [row.stream for row in store.iterate()] == ["person-x"]
