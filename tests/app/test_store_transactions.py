"""Everything or nothing, one writer after the other."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest
from eventsourcing.persistence import IntegrityError

from admission.app.recorders.errors import OutcomeUnknown, StoreUnusable
from admission.app.recorders.one_writer import Turn, engine_needs_turns
from admission.app.recorders.opening import open_store
from admission.app.recorders.reading import open_reader
from admission.app.recorders.recording import StoreRecorder
from admission.app.recorders.sessions import of_a_file
from tests.app.stores import STREAM, append, new_store, recorded

ROOT = Path(__file__).parents[2]


def test_a_version_conflict_writes_nothing(place: Path) -> None:
    with new_store(place) as store:
        append(store, recorded())
        with pytest.raises(IntegrityError):
            append(store, recorded("person-x"), recorded(), command_id="late")
        assert (store.head(), store.stream_version("person-x"), store.command("late")) == (
            1,
            0,
            None,
        )


def test_a_transaction_reads_what_it_wrote_and_others_do_not(place: Path) -> None:
    with new_store(place) as store, open_reader(place) as reader:
        with store.writing():
            append(store, recorded(), command_id="one")
            assert (store.head(), reader.head()) == (1, 0)
            assert store.command("one") is not None
        assert reader.head() == 1


def test_an_exception_undoes_the_transaction(place: Path) -> None:
    def write_and_fail(store: StoreRecorder) -> None:
        with store.writing():
            append(store, recorded())
            raise KeyboardInterrupt

    with new_store(place) as store:
        with pytest.raises(KeyboardInterrupt):
            write_and_fail(store)
        assert store.head() == 0
        assert append(store, recorded()) == [1]


def test_inside_a_transaction_a_conflict_undoes_only_its_own_command(place: Path) -> None:
    with new_store(place) as store:
        with store.writing():
            append(store, recorded(), command_id="one")
            with pytest.raises(IntegrityError):
                append(store, recorded("person-x"), recorded(), command_id="two")
            with store.writing():
                append(store, recorded(version=2), command_id="three")
        assert [row.command_id for row in store.iterate()] == ["command", "command"]
        assert [store.command(name) is not None for name in ("one", "two", "three")] == [
            True,
            False,
            True,
        ]
        assert store.stream_version("person-x") == 0


def test_of_two_threads_exactly_one_gets_a_version(place: Path) -> None:
    versions = 50
    with new_store(place) as store, ThreadPoolExecutor(2) as pool:
        start = threading.Barrier(2)

        def race(_: int) -> int:
            start.wait()
            return sum(_won(store, version) for version in range(1, versions + 1))

        assert sum(pool.map(race, range(2))) == versions
        assert [row.version for row in store.stream_rows(STREAM)] == list(range(1, versions + 1))


def _won(store: StoreRecorder, version: int) -> bool:
    try:
        append(store, recorded(version=version))
    except IntegrityError:
        return False
    return True


@pytest.mark.parametrize("same_store", [True, False])
def test_a_writer_waits_for_the_one_before_it(tmp_path: Path, *, same_store: bool) -> None:
    """Reading first and writing then does not fail with "database is locked"."""
    path = tmp_path / "admission.db"
    with (
        new_store(path) as first,
        open_store(path) as second,
        ThreadPoolExecutor(1) as pool,
    ):
        begun = threading.Event()

        def read_then_write(store: StoreRecorder) -> list[int]:
            begun.set()
            with store.writing():
                return append(store, recorded(version=store.stream_version(STREAM) + 1))

        with first.writing():
            waiting = pool.submit(read_then_write, first if same_store else second)
            begun.wait()
            append(first, recorded(version=first.stream_version(STREAM) + 1))
            assert not waiting.done()
        assert waiting.result() == [2]


@pytest.mark.sqlite_only("another program that holds the file")
def test_a_writer_that_waits_too_long_says_so(tmp_path: Path) -> None:
    path = tmp_path / "admission.db"
    new_store(path).close()
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    with open_store(path, wait_seconds=0.01) as store:
        with pytest.raises(StoreUnusable, match="being written by another program"):
            append(store, recorded())
        assert store.head() == 0  # reading needs no lock
        raw.execute("ROLLBACK")
        assert append(store, recorded()) == [1]
    raw.close()


def test_no_connection_is_closed_under_a_thread_that_reads(tmp_path: Path) -> None:
    """It goes on to the end of what it does; then the store is closed to it too."""
    store = new_store(tmp_path / "admission.db")
    begun, closed = threading.Event(), threading.Event()

    def read() -> list[tuple[int]]:
        connection = store.sessions.connection()
        begun.set()
        closed.wait()
        found = connection.execute("SELECT 1").fetchall()
        with pytest.raises(StoreUnusable, match="was closed"):
            store.head()
        with pytest.raises((sqlite3.ProgrammingError, psycopg.OperationalError), match="closed"):
            connection.execute("SELECT 1")
        return found

    with ThreadPoolExecutor() as pool:
        reading = pool.submit(read)
        begun.wait()
        store.close()
        closed.set()
        assert reading.result() == [(1,)]


def test_threads_take_turns_for_a_while_only(tmp_path: Path) -> None:
    path = tmp_path / "admission.db"
    new_store(path).close()
    with open_store(path, wait_seconds=0.01) as store, ThreadPoolExecutor(1) as pool:
        with (
            store.writing(),
            pytest.raises(StoreUnusable, match=r"after 0\.01 s|not finished in time"),
        ):
            pool.submit(append, store, recorded()).result()
        assert append(store, recorded()) == [1]


def test_programs_take_turns_where_the_engine_needs_it(tmp_path: Path) -> None:
    first, second = (Turn(tmp_path / "admission.db", 0.01) for _ in range(2))
    first._shared = second._shared = True
    first.take()
    with pytest.raises(StoreUnusable, match="another program"):
        second.take()
    first.give()
    second.take()
    second.give()
    first.close()
    second.close()


@pytest.mark.parametrize(
    ("version", "needed"),
    [
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 0), False),
    ],
)
def test_engines_that_lose_commits_are_known(version: tuple[int, ...], *, needed: bool) -> None:
    assert engine_needs_turns(version) is needed


def test_after_the_engine_undid_a_transaction_nothing_more_is_written(place: Path) -> None:
    """Else the rest would be kept without its beginning."""

    def lose_the_beginning(store: StoreRecorder) -> None:
        with store.writing() as connection:
            append(store, recorded())
            connection.execute("ROLLBACK")  # as SQLite does by itself when the disk is full
            with pytest.raises(StoreUnusable, match="broken off"):
                append(store, recorded(version=2))

    with new_store(place) as store:
        with pytest.raises(StoreUnusable, match="broken off"):
            lose_the_beginning(store)
        assert store.head() == 0


class FailingCommit(sqlite3.Connection):
    """A connection to a disk that fails when a commit is to be made durable."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401 - as above it
        if sql == "COMMIT":
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
            raise error
        return super().execute(sql, parameters)


@pytest.mark.sqlite_only("the disk under a file")
def test_a_commit_that_fails_on_the_device_has_an_unknown_outcome(tmp_path: Path) -> None:
    with new_store(tmp_path / "admission.db") as store:
        session = of_a_file(store.sessions).session()
        session.connection.close()
        session.connection = sqlite3.connect(
            store.path, isolation_level=None, factory=FailingCommit
        )
        with pytest.raises(OutcomeUnknown, match="with the same id"):
            append(store, recorded())
