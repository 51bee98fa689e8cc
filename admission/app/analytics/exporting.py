"""What was recorded since the last run, added to the folder of a store; whole or not at all."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice, takewhile
from pathlib import Path
from typing import Final

from admission.app.analytics.manifest import (
    Manifest,
    UnusableFolderError,
    read_manifest,
    tidy,
    write_manifest,
)
from admission.app.analytics.records import Records
from admission.app.analytics.tables import CLOSED, EVENTS, REFUSALS, ROWS
from admission.app.audit.entries import log_entries
from admission.app.audit.proving import begins_with, root_at
from admission.app.backup.files import Advance, Bar, to_the_disk
from admission.app.erasing.reapplying import newest_erasure
from admission.app.exchange.parquet_files import AT_ONCE, ParquetFile
from admission.app.exchange.tables import Columns
from admission.app.live_rows import streamed
from admission.app.projection_file import checkpoints, tables
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.plain_rows import LogHead
from admission.app.recorders.reading import StoreReader
from admission.app.views import Views
from admission.projections import PROJECTIONS
from admission.projections.asking import FOREVER, STILL_KNOWN
from admission.proof.verifier import Tampered

_NEW: Final = "known_from < known_to AND known_from > ? AND known_from <= ?"
_CLOSED_SINCE: Final = "known_from <= ? AND known_to > ? AND known_to <= ?"
_PROVINCE: Final = (
    f"SELECT name FROM units WHERE parent IS NULL AND known_to = {STILL_KNOWN} "  # noqa: S608
    f"AND until = '{FOREVER}' ORDER BY since, unit LIMIT 1"
)


def place_of(store: StoreReader, folder: Path) -> Path:
    """The folder of a store among those of others."""
    return folder / store.info()["store_id"]


def begun(store: StoreReader, folder: Path) -> Manifest:
    """What a folder holds of a store so far.

    Raises:
        UnusableFolderError: it is of another store or another past, or cannot be gone on with.
        StoreUnusable: the store cannot be asked.
    """
    info, place = store.info(), place_of(store, folder)
    found = read_manifest(place)
    if found is None:
        return Manifest(info["store_id"], info["origin"], info["time_zone"])
    if found.store_id != info["store_id"]:
        raise UnusableFolderError(f"{place} is of another store: name another folder.")
    if not _is_its_past(store, found):
        raise UnusableFolderError(
            f"{place} holds a past that {store.name} has not, for one of the two was restored or "
            "altered: see `audit verify`, then delete the folder and export anew."
        )
    return found


def _is_its_past(store: StoreReader, found: Manifest) -> bool:
    try:
        return begins_with(store, found.head)
    except Tampered as error:
        raise StoreUnusable(
            f"{store.name} is not as it was recorded, so nothing went out of it: `admission --db "
            f"{store.name} audit verify` says more."
        ) from error


def export_analytics(views: Views, folder: Path, bar: Bar) -> Manifest:
    """Add what was recorded since the last run; returns what the store's folder holds now.

    Memory does not grow with the log: so many rows are held at once as make a row group.

    Raises:
        UnusableFolderError: as `begun`, or another run is writing there.
        StoreUnusable, UnknownEventError: the store cannot be read.
    """
    place = place_of(views.store, folder)
    place.mkdir(parents=True, exist_ok=True)
    with _alone(place), views.store.sessions.translated(), _one_moment(views) as seen:
        before = begun(views.store, folder)
        tidy(place, before)
        if seen.position <= before.position:
            return before
        try:
            with bar("exporting", seen.position - before.position) as advance:
                after = _Run(seen, place, before, advance).manifest()
            write_manifest(place, after)
        finally:
            tidy(place, read_manifest(place) or before)
    return after


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    handle = os.open(place, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UnusableFolderError(
                f"{place} is being written by another run: wait until it is done."
            ) from None
        yield
    finally:
        os.close(handle)


@contextmanager
def _one_moment(views: Views) -> Iterator[Views]:
    """Rows as they are now, and the log up to them or further, whoever writes meanwhile."""
    log = views.store.sessions.connection()
    for connection in (views.connection, log):  # in this order: rows are never ahead of the log
        connection.execute("BEGIN")
        if connection is views.connection:
            position = min(one.position for one in checkpoints(connection))
    try:
        yield views._replace(position=position)
    finally:
        for connection in (log, views.connection):
            connection.execute("ROLLBACK")


class _Run:
    """One run: files under other names until all of them are whole."""

    def __init__(self, views: Views, place: Path, before: Manifest, advance: Advance) -> None:
        self._views, self._place, self._before, self._advance = views, place, before, advance
        self._mark = _mark(views)
        self._files = dict(before.files)
        self._parts: list[tuple[str, Path, Path]] = []

    def manifest(self) -> Manifest:
        """Write the files; what the folder holds when they are made true."""
        head = self._log()
        after = self._before.position
        if self._mark != self._before.rows:  # made otherwise: what is there does not go with them
            after = 0
            self._files = {name: self._files[name] for name in _OF_THE_LOG if name in self._files}
        for name in ROWS:
            self._rows(name, after)
        return self._before._replace(
            province=self._province(),
            position=self._views.position,
            recorded_at=self._views.store.recorded_at(self._views.position)[1],
            head=head,
            rows=self._mark,
            files=self._named(),
        )

    def _log(self) -> LogHead:
        """Write what the log has gained; its size and root there."""
        store, last = self._views.store, self._views.position
        records, size = Records(self._views), self._before.head.size
        entries = takewhile(
            lambda entry: (entry.leaf.position or 0) <= last,
            log_entries(store.sessions.connection(), size),
        )
        after = self._before.position
        with (
            self._part("events", EVENTS, after) as to,
            self._part("refusals", REFUSALS, after) as no,
        ):
            while some := list(islice(entries, AT_ONCE)):
                events, refusals = records.of(some, after)
                to.write(events)
                no.write(refusals)
                after = events[-1][0] if events else after
                size = some[-1].leaf.idx + 1
                self._advance(after - self._before.position)
        return LogHead(size, root_at(store, size))

    def _rows(self, name: str, after: int) -> None:
        """Write the rows that are believed since a position, and those believed no longer."""
        last, columns = self._views.position, ROWS[name].columns
        self._answer(name, columns, after, _NEW, (after, last))
        if after:
            self._answer(f"{name}{CLOSED}", columns, after, _CLOSED_SINCE, (after, after, last))

    def _answer(
        self, name: str, columns: Columns, after: int, where: str, parameters: tuple[int, ...]
    ) -> None:
        named = ", ".join(column for column, _ in columns)
        source = ROWS[name.removesuffix(CLOSED)].source
        query = f"SELECT {named} FROM {source} WHERE {where}"  # noqa: S608 - names of ours
        with self._part(name, columns, after) as file:
            for some in streamed(self._views.connection, query, parameters, AT_ONCE):
                file.write(some)

    @contextmanager
    def _part(self, name: str, columns: Columns, after: int) -> Iterator[ParquetFile]:
        """A file of one table, kept where it has rows."""
        whole = self._place / f"{name}-{after + 1}-{self._views.position}.parquet"
        part = whole.with_name(f".{whole.name}.part")
        about = {"store_id": self._before.store_id, "position": str(self._views.position)}
        with ParquetFile(part, columns, about) as file:
            yield file
        if file.rows:
            to_the_disk(part)
            self._parts.append((name, part, whole))

    def _named(self) -> dict[str, tuple[str, ...]]:
        """Give the files their names; all names by table."""
        for name, part, whole in self._parts:
            part.replace(whole)
            self._files[name] = (*self._files.get(name, ()), whole.name)
        to_the_disk(self._place)
        return self._files

    def _province(self) -> str | None:
        found = self._views.connection.execute(_PROVINCE).fetchone()
        return found and str(found[0])


_OF_THE_LOG: Final = ("events", "refusals")
_SOURCES: Final = {table.source for table in ROWS.values()}


def _mark(views: Views) -> str:
    """What the rows were made by, and after which erasure: then they are built anew."""
    erasure = newest_erasure(views.store)
    position = erasure.position if erasure and erasure.position <= views.position else 0
    versions = (f"{name} {PROJECTIONS[name]}" for name in PROJECTIONS if _SOURCES & {*tables(name)})
    return f"{', '.join(versions)}; erasure {position}"
