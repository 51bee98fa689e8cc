"""Cut the power at a random moment, and see what of the acknowledged work is left on the disk.

A file layer under SQLite notes every write, cut and sync of the store's files. A power cut keeps
what was synced before it; of what was written since, each sector of 512 bytes is kept or lost by
chance. Removing a file counts as kept. (RELIABILITY D-3; the method is that of SQLite's own crash
tests, https://www.sqlite.org/testing.html section 3.)
"""

import random
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import apsw

from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.sqlite import SQLiteRecorder, open_store
from tests.app.stores import append, new_store, recorded
from tests.kit.engine import ENGINE, store_on
from tests.kit.figures import Figure, id_by

SECTOR_BYTES: Final = 512
CUTS_A_STORY: Final = 100
ACTS_A_STORY: Final = 60


class Noted(NamedTuple):
    """One thing done to a file: `write` (at, data), `truncate` (at), `sync`, `delete`; or `ack`."""

    act: str
    file: str
    at: int = 0
    data: bytes = b""


class _File(apsw.VFSFile):
    def __init__(self, notes: list[Noted], name: str, flags: list[int], filename: object) -> None:
        super().__init__("", filename, flags)  # type: ignore[arg-type]
        self._notes = notes
        self._name = name

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's name
        self._notes.append(Noted("write", self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._notes.append(Noted("truncate", self._name, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        self._notes.append(Noted("sync", self._name))


class _Layer(apsw.VFS):
    """The file layer of the system, with everything noted that is done through it."""

    def __init__(self, name: str, notes: list[Noted]) -> None:
        self._notes = notes
        super().__init__(name, "")

    def xOpen(self, name: object, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        return _File(self._notes, Path(path).name, flags, name)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802, FBT001
        super().xDelete(filename, syncdir)
        self._notes.append(Noted("delete", Path(filename).name))


class Disk:
    """What of the files is safe, and what was written since their last sync."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.safe = {name: bytearray(content) for name, content in files.items()}
        self._since: dict[str, list[Noted]] = {}

    def do(self, note: Noted) -> None:
        """Go on by one step."""
        if note.act == "sync":
            for earlier in self._since.pop(note.file, ()):
                _done(self.safe.setdefault(note.file, bytearray()), earlier)
        elif note.act == "delete":
            self.safe.pop(note.file, None)
            self._since.pop(note.file, None)
        elif note.act != "ack":
            self._since.setdefault(note.file, []).append(note)

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files as they may be found afterwards."""
        files = {name: bytearray(content) for name, content in self.safe.items()}
        for name, notes in self._since.items():
            share = chance.choice((0.0, 0.5, 0.9, 1.0))
            for note in notes:
                for part in _sectors(note):
                    if chance.random() < share:
                        _done(files.setdefault(name, bytearray()), part)
        return {name: bytes(content) for name, content in files.items()}


def _sectors(note: Noted) -> Iterator[Noted]:
    if note.act != "write":
        yield note
        return
    start = 0
    while start < len(note.data):
        at = note.at + start
        length = SECTOR_BYTES - at % SECTOR_BYTES
        yield note._replace(at=at, data=note.data[start : start + length])
        start += length


def _done(content: bytearray, note: Noted) -> None:
    if note.act == "truncate":
        del content[note.at :]
        return
    content.extend(bytes(max(0, note.at - len(content))))
    content[note.at : note.at + len(note.data)] = note.data


class Story(NamedTuple):
    """A store's files before, what was done to them, and every command id that was written."""

    before: dict[str, bytes]
    notes: list[Noted]
    commands: list[str]


class Losses(NamedTuple):
    """Cuts after which acknowledged work was missing; cuts that left a file which is not whole."""

    lost: int
    damaged: int


def story(folder: Path, chance: random.Random, *, synchronous: int = 2) -> Story:
    """Write through the recorder, with every act of the file layer noted."""
    path = folder / "store.db"
    new_store(path).close()
    before = {path.name: path.read_bytes()}
    notes: list[Noted] = []
    layer = _Layer(f"noted-{id(notes)}", notes)
    commands = []
    with store_on(path, f"noted-{id(notes)}") as store:
        store.sessions.connection().execute(f"PRAGMA synchronous = {synchronous}")
        store.sessions.connection().execute(f"PRAGMA wal_autocheckpoint = {chance.randint(5, 40)}")
        for _ in range(ACTS_A_STORY):
            commands.append(_write(store, chance))
            notes.append(Noted("ack", commands[-1]))
    layer.unregister()
    return Story(before, notes, commands)


def _write(store: SQLiteRecorder, chance: random.Random) -> str:
    command_id, stream = id_by(chance), f"candidate-{id_by(chance)}"
    size = range(1, chance.randint(2, 6))
    events = [recorded(stream, version, command_id=command_id) for version in size]
    append(store, *events, command_id=command_id)
    return command_id


def cuts(told: Story, moments: int, chance: random.Random, folder: Path) -> Losses:
    """Cut the power at so many random moments of a story; what was lost, what was damaged."""
    disk, acknowledged = Disk(told.before), list[str]()
    at = sorted(chance.choices(range(len(told.notes) + 1), k=moments))
    found = []
    for step in range(len(told.notes) + 1):
        for _ in range(at.count(step)):
            _laid_out(disk.after_a_cut(chance), folder)
            found.append(_judged(folder / "store.db", acknowledged, told.commands))
        if step < len(told.notes):
            disk.do(told.notes[step])
            if told.notes[step].act == "ack":
                acknowledged.append(told.notes[step].file)
    return Losses(found.count("lost"), found.count("damaged"))


def _laid_out(files: dict[str, bytes], folder: Path) -> None:
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _judged(path: Path, acknowledged: list[str], written: list[str]) -> str:
    """`whole`, `lost` or `damaged`: what the product finds when it opens the file again."""
    try:
        with open_store(path, mode="write") as store:
            connection = store.sessions.connection()
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            kept = list(dict.fromkeys(row.command_id for row in store.iterate()))
            (accepted,) = connection.execute("SELECT count(*) FROM commands").fetchone()
    except (StoreUnusable, sqlite3.Error):
        return "damaged"
    if not sound or accepted != len(kept) or kept != written[: len(kept)]:
        return "damaged"
    return "whole" if len(kept) >= len(acknowledged) else "lost"


def run(times: int, seed: int, *, synchronous: int = 2) -> Figure:
    """So many power cuts; what was lost or damaged is a failure."""
    chance = random.Random(seed)  # noqa: S311 - where to cut, no secret
    total = Losses(0, 0)
    done = 0
    while done < times:
        moments = min(CUTS_A_STORY, times - done)
        with tempfile.TemporaryDirectory() as before, tempfile.TemporaryDirectory() as after:
            told = story(Path(before), chance, synchronous=synchronous)
            found = cuts(told, moments, chance, Path(after))
        total = Losses(*map(sum, zip(total, found, strict=True)))
        done += moments
    failures = {"acknowledged work lost": total.lost, "file damaged": total.damaged}
    engines = f"written by {ENGINE}, opened again by SQLite {sqlite3.sqlite_version}"
    return Figure("D-3", "power cuts", times, failures, seed, engines)
