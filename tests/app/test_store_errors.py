"""A store that cannot be used is refused with a sentence that names it and says what to do."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from eventsourcing.sqlite import SQLiteDatastore

from admission.app.recorders import connections, opening
from admission.app.recorders.addresses import address_in
from admission.app.recorders.connections import Connections
from admission.app.recorders.errors import StoreUnusable, Translated
from admission.app.recorders.free_space import FLOOR_BYTES
from admission.app.recorders.ports import Mode
from admission.app.recorders.reading import StoreReader, open_reader
from admission.app.recorders.sessions import Sessions
from admission.app.recorders.sqlite import SQLiteRecorder, open_store
from tests.app.stores import append, new_store, recorded, unprivileged
from tests.placing import owned


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that any user may enter, unlike pytest's own when root runs it."""
    made = Path(mkdtemp(prefix="admission-"))
    made.chmod(0o777)
    yield made
    for name in (made, *made.rglob("*")):
        name.chmod(0o777)
    shutil.rmtree(made)


def closed_store(path: Path) -> Path:
    """A store with one event, all of it in the one file."""
    with new_store(path) as store:
        append(store, recorded())
    return path


def _opened(path: Path, mode: Mode) -> StoreReader:
    return open_reader(path) if mode == "read" else opening.open_store(path)


def make_missing(path: Path) -> None:
    assert not path.exists()


def make_folder(path: Path) -> None:
    path.mkdir()


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_text(path: Path) -> None:
    path.write_text("Họ và tên;Ngày sinh\n" * 100)


def make_empty(path: Path) -> None:
    path.touch()


def make_foreign(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE bookmarks (address TEXT)")
    raw.close()


def make_newer(path: Path) -> None:
    new_store(path).close()
    with owned(path) as connection:
        connection.execute("UPDATE store SET value = 3 WHERE key = 'format'")


def make_nameless(path: Path) -> None:
    new_store(path).close()
    with owned(path) as connection:
        connection.execute("DROP TABLE store")


def make_formatless(path: Path) -> None:
    new_store(path).close()
    with owned(path) as connection:
        connection.execute("DELETE FROM store")


@pytest.mark.parametrize("mode", ["write", "read"])
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (make_missing, "There is no store at {path}: run `admission --db {path} init`"),
        (make_folder, "{path} is a folder"),
        (make_pipe, "{path} is not an ordinary file"),
        (make_text, "{path} is not a store"),
        (make_empty, "{path} is empty: run `admission --db {path} init`"),
        (make_foreign, "{path} belongs to another program"),
        (make_newer, "{path} was written by a newer admission"),
    ],
)
def test_what_is_no_store_is_refused_and_left_alone(
    tmp_path: Path, make: Callable[[Path], None], said: str, mode: Mode
) -> None:
    path = tmp_path / "admission.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreUnusable) as refused:
        _opened(path, mode)
    assert said.format(path=address_in(path) or path) in str(refused.value)
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.sqlite_only("a file: its form, rights, settings and damage")
@pytest.mark.parametrize("mode", ["write", "read"])
@pytest.mark.parametrize("make", [make_nameless, make_formatless])
def test_a_file_that_does_not_say_its_format_is_refused(
    tmp_path: Path, make: Callable[[Path], None], mode: Mode
) -> None:
    make(tmp_path / "admission.db")
    with pytest.raises(StoreUnusable, match="does not say which format it has"):
        _opened(tmp_path / "admission.db", mode)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (make_folder, "{path} is a folder"),
        (make_text, "{path} is not a store"),
        (make_foreign, "{path} belongs to another program"),
        (make_newer, "{path} is a store already"),
    ],
)
def test_a_new_store_overwrites_nothing(
    tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    path = tmp_path / "admission.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreUnusable) as refused:
        new_store(path)
    assert said.format(path=address_in(path) or path) in str(refused.value)
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.sqlite_only("a file: its form, rights, settings and damage")
def test_an_empty_file_can_become_a_store(tmp_path: Path) -> None:
    make_empty(tmp_path / "admission.db")
    with new_store(tmp_path / "admission.db") as store:
        assert append(store, recorded()) == [1]


def test_a_new_store_needs_a_folder_that_may_be_written(folder: Path) -> None:
    with pytest.raises(StoreUnusable, match="There is no folder"):
        new_store(folder / "none" / "admission.db")
    with pytest.raises(StoreUnusable, match="cannot be reached"):
        new_store(closed_store(folder / "a.db") / "admission.db")
    folder.chmod(0o555)
    with unprivileged(), pytest.raises(StoreUnusable, match="may not be written"):
        new_store(folder / "admission.db")


@pytest.mark.sqlite_only("a file: its form, rights, settings and damage")
@pytest.mark.parametrize("mode", ["write", "read"])
def test_a_file_that_may_not_be_read_is_refused(folder: Path, mode: Mode) -> None:
    path = closed_store(folder / "admission.db")
    path.chmod(0)
    with unprivileged(), pytest.raises(StoreUnusable, match="may not be read"):
        open_store(path, mode=mode)


@pytest.mark.sqlite_only("a file: its form, rights, settings and damage")
def test_a_read_only_file_can_be_asked_but_not_written(folder: Path) -> None:
    path = closed_store(folder / "admission.db")
    path.chmod(0o444)
    with unprivileged():
        with open_store(path, mode="read") as store:
            assert store.head() == 1
        with pytest.raises(StoreUnusable, match="is read-only"):
            open_store(path, mode="write")


@pytest.mark.sqlite_only("a file: its form, rights, settings and damage")
def test_a_store_in_a_read_only_folder_can_be_asked_but_not_written(folder: Path) -> None:
    path = closed_store(folder / "admission.db")
    path.chmod(0o666)
    (folder / "admission.db.lock").unlink(missing_ok=True)
    folder.chmod(0o555)
    with unprivileged():
        with open_reader(path) as store:
            assert store.head() == 1
        with pytest.raises(StoreUnusable, match=r"folder .* is read-only"):
            open_store(path, mode="write")
    assert [name.name for name in folder.iterdir()] == ["admission.db"]


@pytest.mark.sqlite_only("a file: its form, rights, settings and damage")
def test_in_a_read_only_folder_a_copy_with_its_log_is_not_read_without_it(folder: Path) -> None:
    """Leaving out the log would answer from the past and not say so."""
    with new_store(folder / "live.db") as store:
        append(store, recorded())
        for end in ("", "-wal"):
            shutil.copy(folder / f"live.db{end}", folder / f"copy.db{end}")
    folder.chmod(0o555)
    with unprivileged(), pytest.raises(StoreUnusable, match="copy both files"):
        open_store(folder / "copy.db", mode="read")
    folder.chmod(0o777)
    with open_store(folder / "copy.db", mode="read") as copy:
        assert copy.head() == 1


@pytest.mark.sqlite_only("a file: its form, rights, settings and damage")
def test_a_file_copied_alone_can_be_asked(tmp_path: Path) -> None:
    path = closed_store(tmp_path / "admission.db")
    copy = tmp_path / "elsewhere" / "copy.db"
    copy.parent.mkdir()
    shutil.copy(path, copy)
    before = copy.read_bytes()
    with open_store(copy, mode="read") as store:
        assert [row.position for row in store.iterate()] == [1]
    assert copy.read_bytes() == before


@pytest.mark.sqlite_only("a file: its form, rights, settings and damage")
def test_a_copy_made_by_sqlite_can_be_asked_and_written(tmp_path: Path) -> None:
    """Such a copy has another journal mode, which only a writer must change."""
    copy = tmp_path / "copy.db"
    with new_store(tmp_path / "admission.db") as store:
        append(store, recorded())
        store.sessions.connection().execute("VACUUM INTO ?", (str(copy),))
    with open_store(copy, mode="read") as reader:
        assert reader.head() == 1
    with open_store(copy, mode="write") as writer:
        assert append(writer, recorded(version=2)) == [2]


@pytest.mark.sqlite_only("a file: its form, rights, settings and damage")
def test_a_store_opened_to_be_read_is_never_written(tmp_path: Path) -> None:
    path = closed_store(tmp_path / "admission.db")
    (tmp_path / "admission.db.lock").unlink(missing_ok=True)
    with open_store(path, mode="read") as store:
        with pytest.raises(StoreUnusable, match="opened to be read"):
            append(store, recorded(version=2))
        with pytest.raises(StoreUnusable, match="cannot be written"), Translated(path):
            store.sessions.connection().execute("DELETE FROM events")
        assert store.head() == 1
    assert not (tmp_path / "admission.db.lock").exists()


def spoil(path: Path, part: bytes, other: bytes) -> None:
    content = path.read_bytes()
    assert part in content
    path.write_bytes(content.replace(part, other))


@pytest.mark.sqlite_only("a file: its form, rights, settings and damage")
def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "admission.db"
    with new_store(path) as store:
        append(store, *(recorded(version=version) for version in range(1, 200)))
    whole = path.read_bytes()
    path.write_bytes(whole[: 4096 * 6] + b"\xff" * (len(whole) - 4096 * 6))
    with (
        pytest.raises(StoreUnusable, match=r"is damaged .* restore the newest backup"),
        open_store(path, mode="read") as store,
    ):
        list(store.iterate())


@pytest.mark.sqlite_only("a file: its form, rights, settings and damage")
def test_a_text_that_was_tampered_with_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = closed_store(tmp_path / "admission.db")
    spoil(path, b"ceremony-held", b"ceremony-\xff\xff\xff\xff")
    with (
        open_store(path, mode="read") as store,
        pytest.raises(StoreUnusable, match="is damaged"),
    ):
        list(store.iterate())


@pytest.mark.sqlite_only("a file: its form, rights, settings and damage")
def test_a_mistake_of_the_program_is_not_called_a_broken_store(tmp_path: Path) -> None:
    with (
        new_store(tmp_path / "admission.db") as store,
        pytest.raises(sqlite3.OperationalError, match="no such column"),
        store.writing() as connection,
    ):
        connection.execute("SELECT unheard_of FROM events")


def pragmas(store: StoreReader) -> dict[str, object]:
    names = (
        "journal_mode",
        "synchronous",
        "foreign_keys",
        "trusted_schema",
        "cell_size_check",
        "busy_timeout",
        "mmap_size",
        "query_only",
    )
    connection = store.sessions.connection()
    return {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names}


@pytest.mark.sqlite_only("a file: its form, rights, settings and damage")
def test_every_connection_has_the_profile(tmp_path: Path) -> None:
    path = closed_store(tmp_path / "admission.db")
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "busy_timeout": 10_000,
        "mmap_size": 0,
        "query_only": 0,
    }
    with open_store(path, mode="write") as writer, open_store(path, mode="read") as reader:
        assert pragmas(writer) == expected
        assert pragmas(reader) == {**expected, "query_only": 1}


@pytest.mark.sqlite_only("a file: its form, rights, settings and damage")
def test_an_engine_that_does_not_keep_the_profile_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = closed_store(tmp_path / "admission.db")
    monkeypatch.setitem(connections._PROFILE, "foreign_keys", 7)  # no engine answers that
    with pytest.raises(StoreUnusable, match=r"cannot be opened safely: .* foreign_keys = 1"):
        open_store(path, mode="write")


@pytest.mark.sqlite_only("a file: its form, rights, settings and damage")
@pytest.mark.parametrize(
    ("setting", "instead"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 1),
        ("foreign_keys", 0),
        ("trusted_schema", 1),
        ("cell_size_check", 0),
        ("mmap_size", 65536),
    ],
)
def test_a_setting_that_an_engine_does_not_take_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, instead: object
) -> None:
    """Whatever the engine answers in place of the safe value, nothing is written."""

    class Deaf(sqlite3.Connection):
        def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:  # noqa: ANN401
            if statement.startswith(f"PRAGMA {setting} ="):
                statement = f"PRAGMA {setting} = {instead}"
            return super().execute(statement, *values)

    path = closed_store(tmp_path / "admission.db")
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", partial(connect, factory=Deaf))
    with pytest.raises(StoreUnusable, match=f"cannot be opened safely: .* {setting} = {instead}"):
        open_store(path, mode="write")


@pytest.mark.sqlite_only("a file: its form, rights, settings and damage")
def test_below_the_floor_of_free_space_nothing_is_written(tmp_path: Path) -> None:
    """And once there is room again, writing goes on."""
    path = closed_store(tmp_path / "admission.db")
    free = FLOOR_BYTES - 1
    connections_ = Connections(path, "write", free=lambda _: free)
    datastore = SQLiteDatastore(str(path), originator_id_type="text")
    with SQLiteRecorder(datastore, Sessions(connections_)) as store:
        said = f"no space left to write {path}: 31 MiB are free, and at least 32 are wanted"
        with pytest.raises(StoreUnusable, match=said):
            append(store, recorded(version=2))
        assert store.head() == 1
        free = FLOOR_BYTES
        assert append(store, recorded(version=2)) == [2]


@pytest.mark.parametrize("value", ["y", "TRUE", "1", "on", "anything"])
def test_an_unsafe_environment_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    path = closed_store(tmp_path / "admission.db")
    monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", value)
    for opens in (open_reader, lambda place: open_store(place, mode="write")):
        with pytest.raises(StoreUnusable, match="unset it"):
            opens(path)


@pytest.mark.parametrize("value", ["", "n", "False", "0"])
def test_a_safe_environment_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", value)
    closed_store(tmp_path / "admission.db")
