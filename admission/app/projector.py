"""The one loop that brings the projections up to the log: live, after a pause, or from nothing."""

import sqlite3
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple, Self, TypeVar

from admission.app.building import Progress, build
from admission.app.building_folder import building_folder
from admission.app.catching_up import POSITIONS, Run
from admission.app.differences import Difference, first_difference
from admission.app.erasing.reapplying import ERASURES, bring_up, newest_erasure
from admission.app.facts import Facts, News
from admission.app.live_rows import live_rows
from admission.app.projection_file import (
    ProjectionFile,
    beside,
    checkpoints,
    connect,
    stale,
)
from admission.app.recorders.errors import refused
from admission.app.recorders.plain_rows import EventRow
from admission.app.recorders.ports import Connection
from admission.app.recorders.reading import StoreReader
from admission.app.row_writers import DirectWriter
from admission.app.taking_in import set_checkpoints, take_in
from admission.projections import PROJECTIONS

T = TypeVar("T")
_BATCH: Final = 1_000
_REACH: Final = "SELECT min(position), max(position) FROM checkpoints"
_FEW: Final = 100
"""Of how many events that others recorded before a command the rows are made along with its own."""
_MANY: Final = 20_000
"""How many events make it worth building a new file, where that is most of the log."""


class ProjectionStatus(NamedTuple):
    """How far a projection is, how many positions behind, how many events it could not take in."""

    projection: str
    version: int
    position: int
    behind_by: int
    quarantined: int


class Quarantined(NamedTuple):
    """An event that a projection could not take in, and why; nothing in it is personal."""

    projection: str
    position: int
    reason: str


class Projector:
    """Keeps the projections of one store, in the file beside it or in another.

    Every method raises `StoreUnusable` where a file cannot be read or written.
    """

    def __init__(
        self, store: StoreReader, path: Path | None = None, *, batch: int = _BATCH
    ) -> None:
        self.store = store
        self._batch = batch
        self._lock = threading.Lock()
        self._facts = Facts(store)
        self._erased_at = self._looked_until = 0
        self.path = path or beside(store.path, locked=store.lock.locked)
        self._rows = ProjectionFile(path) if path else live_rows(store)
        try:
            self._begin()
        except BaseException:
            self.close()
            raise

    def catch_up(self) -> int:
        """Take in what the log has and the rows have not; returns how many positions."""
        with self._lock, self._rows.translated():
            if self._rows.follow():
                self._begin()
            head = self.store.head()
            lowest, highest = self._reach()
            erased_since = self._look_for_erasures(head) > lowest
            if lowest == highest == head:
                return 0
            if highest > head:
                self._begin()
                lowest, highest = self._reach()
            behind = head - lowest
            if erased_since:  # what was overwritten must not stand in the file: it is made anew
                return self._rebuild(None)
            if behind > _MANY and 2 * behind > head:
                return self._rebuild(None)
            return self._run(head)

    def take_in(self, news: Sequence[News]) -> None:
        """Take in the events of a command just written, and what others wrote just before it."""
        if not self._took_in(news):
            self.catch_up()

    def _took_in(self, news: Sequence[News]) -> bool:
        before, last = news[0].position - 1, news[-1].position
        if any(each.stream == ERASURES for each in news):
            return False
        with self._lock, self._rows.translated():
            if self._rows.follow():
                self._begin()
            if self._looked_until == before:
                self._looked_until = last
            else:  # others have recorded something in between
                self._look_for_erasures(last)
            try:
                with self._rows.writing() as connection:
                    lowest, highest = connection.execute(_REACH).fetchone()
                    if last <= lowest:  # another program has done it
                        return True
                    others = self._between(lowest, before) if lowest == highest else None
                    if others is None:
                        return False
                    at = dict.fromkeys(PROJECTIONS, lowest)
                    write = DirectWriter(connection).write
                    facts = chain(map(self._facts.fact, others), map(self._facts.fact_of, news))
                    for fact in facts:
                        take_in(connection, fact, at, write)
                    set_checkpoints(connection, last, news[-1].command_id)
            except Exception as error:
                if not refused(error):
                    raise
                return False
        return True

    def _between(self, position: int, until: int) -> Sequence[EventRow] | None:
        """What others recorded after a position; None where that is for `catch_up`."""
        missing = until - position
        if not 0 <= missing <= _FEW:
            return None
        rows = self.store.log_rows(position, missing) if missing else []
        return None if any(row.stream == ERASURES for row in rows) else rows

    def ask(self, question: Callable[[Connection], T]) -> tuple[int, T]:
        """Up to which position every projection has what there is, and what the rows answer."""
        with self._lock, self._rows.reading() as connection:
            return self._reach()[0], question(connection)

    def supposing(self, ask: Callable[[Connection], T]) -> T:
        """What the rows would answer if the log stayed as this transaction has it; nothing is kept.

        To be called inside a transaction that is then undone, of a log with which they have caught
        up before it.
        """
        found: list[T] = []
        with self._lock, suppress(_Supposed), self._rows.writing() as connection:
            at = dict(connection.execute(POSITIONS).fetchall())
            write, facts = DirectWriter(connection).write, Facts(self.store)
            for row in self.store.iterate(min(at.values())):
                take_in(connection, facts.fact(row), at, write)
            found.append(ask(connection))
            raise _Supposed
        return found[0]

    def status(self) -> list[ProjectionStatus]:
        """How far each projection is, in the order of the index."""
        head = self.store.head()
        counts = dict(
            self._rows.connection.execute(
                "SELECT projection, count(*) FROM quarantine GROUP BY projection"
            )
        )
        found = {one.projection: one for one in checkpoints(self._rows.connection)}
        return [
            ProjectionStatus(
                name,
                found[name].version,
                found[name].position,
                head - found[name].position,
                counts.get(name, 0),
            )
            for name in PROJECTIONS
        ]

    def quarantined(self) -> list[Quarantined]:
        """Every event that some projection could not take in."""
        rows = self._rows.connection.execute(
            "SELECT projection, position, reason FROM quarantine ORDER BY position, projection"
        )
        return [Quarantined(*row) for row in rows]

    def rebuild(self, progress: Progress | None = None) -> int:
        """Build all rows anew beside those in use, then switch; returns how many positions."""
        with self._lock:
            if self._rows.follow():
                self._begin()
            return self._rebuild(progress)

    def verify(self, progress: Progress | None = None) -> Difference | None:
        """Compare the rows with a fresh fold of the log; the first difference, None if equal."""
        self.catch_up()
        with tempfile.TemporaryDirectory() as folder, ExitStack() as closing:
            live = closing.enter_context(self._rows.reading())
            until = min(one.position for one in checkpoints(live))
            path = Path(folder) / "fresh"
            self._built(path, until, progress).close()
            fresh = connect(path, "read")
            closing.callback(fresh.close)
            return first_difference(live, fresh)

    def close(self) -> None:
        """Close the file of rows; the store stays open."""
        self._rows.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _look_for_erasures(self, until: int) -> int:
        """Do what the log, up to a position, says was erased; where the newest erasure stands."""
        if not self.store.lock.sealed or self.store.sessions.connection().in_transaction:
            return self._erased_at
        self._looked_until = until
        newest = newest_erasure(self.store)
        if newest is not None and newest.position > self._erased_at:
            self._erased_at = newest.position
            if self.store.lock.keys is not None:
                bring_up(self.store, self.store.lock.keys)
            self.store.lock.seals.look_again()
            self._facts = Facts(self.store)
        return self._erased_at

    def _begin(self) -> None:
        """Lay out what is missing, and begin anew what is not of this store or this program."""
        if found := stale(checkpoints(self._rows.connection), self.store):
            self._rows.begin_anew(found, self.store.info()["store_id"])

    def _reach(self) -> tuple[int, int]:
        lowest, highest = self._rows.connection.execute(_REACH).fetchone()
        return lowest, highest

    def _rebuild(self, progress: Progress | None) -> int:
        with building_folder(self.path) as folder:
            head = self.store.head()
            fresh = self._built(folder / "fresh", head, progress)
            try:
                # One transaction of SQLite's own: who reads meanwhile sees the old rows or the new.
                self._rows.replace_with(fresh)
            finally:
                fresh.close()
        return head + self._run(self.store.head())

    def _run(self, until: int) -> int:
        return Run(self.store, self._rows, self._facts, self._batch).to(until)

    def _built(self, path: Path, until: int, progress: Progress | None) -> ProjectionFile:
        """A file of its own with the rows of the log up to a position."""
        file = self._rows.fresh(path)
        try:
            self._fill(file, until, progress)
        except BaseException:
            file.close()
            raise
        return file

    def _fill(self, file: ProjectionFile, until: int, progress: Progress | None) -> None:
        store_id = self.store.info()["store_id"]
        file.begin_anew(set(PROJECTIONS), store_id)
        try:
            build(self.store, file, until, progress)
            file.add_indexes()
        except sqlite3.IntegrityError:  # the loop finds out which event it is, and goes on
            file.begin_anew(set(PROJECTIONS), store_id)
            file.add_indexes()
            Run(self.store, file, Facts(self.store), self._batch).to(until)


class _Supposed(Exception):  # noqa: N818 - not an error: it undoes what was only supposed
    pass
