"""Fill the disk at a random moment of the writing, make room, and go on. (RELIABILITY D-4)"""

import random
import sqlite3
import tempfile
from pathlib import Path
from typing import Final

import apsw

from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.sqlite import SQLiteRecorder, open_store
from tests.app.stores import append, new_store, recorded
from tests.kit.engine import ENGINE, NoRoomToCheckpoint, store_on
from tests.kit.figures import Figure, id_by

ACTS: Final = 40
SENTENCE: Final = "no space left"


class _Room:
    """How many bytes the disk still takes; None for enough."""

    def __init__(self) -> None:
        self.left: int | None = None

    def take(self, length: int, *, of_the_log: bool) -> None:
        if self.left is None:
            return
        if length > self.left:
            raise apsw.exception_for(apsw.SQLITE_FULL) if of_the_log else NoRoomToCheckpoint
        self.left -= length


class _File(apsw.VFSFile):
    def __init__(self, room: _Room, filename: object, flags: list[int]) -> None:
        self._is_log = bool(flags[0] & apsw.SQLITE_OPEN_WAL)
        super().__init__("", filename, flags)  # type: ignore[arg-type]
        self._room = room

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's name
        grown = offset + len(data) - self.xFileSize()
        self._room.take(max(grown, 0), of_the_log=self._is_log)
        super().xWrite(data, offset)


class _Layer(apsw.VFS):
    def __init__(self, name: str, room: _Room) -> None:
        self._room = room
        super().__init__(name, "")

    def xOpen(self, name: object, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return _File(self._room, name, flags)


def run(times: int, seed: int) -> Figure:
    """So many disks filled; work lost, a file damaged, or another sentence is a failure."""
    chance = random.Random(seed)  # noqa: S311 - when to fill, no secret
    found: list[str] = []
    for _ in range(times):
        with tempfile.TemporaryDirectory() as folder:
            found += _filled_once(Path(folder) / "store.db", chance)
    kinds = ("acknowledged work lost", "file damaged", "wrong sentence", "writing did not resume")
    return Figure(
        "D-4", "full disks", times, {kind: found.count(kind) for kind in kinds}, seed, ENGINE
    )


def _filled_once(path: Path, chance: random.Random) -> list[str]:
    new_store(path).close()
    room = _Room()
    name = f"room-{id(room)}"
    layer = _Layer(name, room)
    written: list[str] = []
    found: list[str] = []
    with store_on(path, name) as store:
        store.sessions.connection().execute(f"PRAGMA wal_autocheckpoint = {chance.randint(5, 40)}")
        room.left = chance.randint(0, 150_000)
        found += _write_until_full(store, written, chance)
        room.left = None
        if not _resumes(store, written, chance):
            found.append("writing did not resume")
    layer.unregister()
    return found + _judged(path, written)


def _write_until_full(
    store: SQLiteRecorder, written: list[str], chance: random.Random
) -> list[str]:
    while True:
        try:
            written.append(_write(store, chance))
        except StoreUnusable as error:
            return [] if SENTENCE in str(error) else ["wrong sentence"]


def _resumes(store: SQLiteRecorder, written: list[str], chance: random.Random) -> bool:
    try:
        written += [_write(store, chance) for _ in range(ACTS)]
    except StoreUnusable:
        return False
    return True


def _write(store: SQLiteRecorder, chance: random.Random) -> str:
    command_id, stream = id_by(chance), f"candidate-{id_by(chance)}"
    events = [recorded(stream, at, command_id=command_id) for at in range(1, chance.randint(2, 6))]
    append(store, *events, command_id=command_id)
    return command_id


def _judged(path: Path, written: list[str]) -> list[str]:
    try:
        with open_store(path, mode="read") as store:
            connection = store.sessions.connection()
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            kept = list(dict.fromkeys(row.command_id for row in store.iterate()))
    except (StoreUnusable, sqlite3.Error):
        return ["file damaged"]
    if not sound:
        return ["file damaged"]
    return [] if kept == written else ["acknowledged work lost"]
