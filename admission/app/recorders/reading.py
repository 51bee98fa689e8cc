"""Everything that can be asked of an events file; imports neither the library nor pydantic."""

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Self

from admission.app.erasing.reapplying import bring_up
from admission.app.recorders.addresses import address_in
from admission.app.recorders.connections import WAIT_SECONDS, Connections
from admission.app.recorders.errors import NoStoreThere, StoreUnusable, damaged
from admission.app.recorders.plain_rows import CommandRow, EventRow, LogHead, RefusalRow, Standing
from admission.app.recorders.ports import Sessions
from admission.app.recorders.sessions import Sessions as FileSessions
from admission.app.sealing.key_store import KeyStore
from admission.app.sealing.lock import Lock
from admission.proof.tree import Edge

_EVENT = (
    "SELECT position, stream, version, type, state, metadata, recorded_at, command_id, subject "
    "FROM events "
)
_STANDING = (
    "SELECT e.position, e.recorded_at, c.command_id, c.key_id, c.digest, c.first, c.last FROM "
    "(SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1) e "
    "LEFT JOIN commands c ON c.command_id = ?"
)
_ACCEPTED = "SELECT command_id FROM commands WHERE command_id IN ({})"
_COUNTED = (  # the kind is what a stream begins with, in small letters
    "SELECT type, substr(stream, 1, length(stream) - length(ltrim(stream, "
    "'abcdefghijklmnopqrstuvwxyz'))), version = 1, count(*) FROM events "
    "WHERE position > ? AND position <= ? GROUP BY 1, 2, 3"
)
_AT_ONCE = 500
_STRIDE = 50_000
_LAST_GIVEN = "SELECT position FROM tlog_head"


class StoreReader:
    """Reads of an events file; none holds a lock, and each sees what was committed before it.

    Every method raises `StoreUnusable` when the file cannot be read.
    """

    def __init__(self, sessions: Sessions, read_from: str | None = None) -> None:
        self.sessions = sessions
        self.read_from = read_from
        """The address of the standby that is read, None where it is the store itself."""
        self.path = sessions.path
        self.name = sessions.name
        sessions.connection()  # refuse an unusable file now, not at the first question

    @cached_property
    def lock(self) -> Lock:
        """Whether what is personal in it can be read."""
        info = self.info()
        sealed = info.get("sealed") == "yes"
        return Lock(self.path, info["store_id"], sealed=sealed, opened=self._erase_again)

    def head(self) -> int:
        """The newest position, 0 when there is no event; one look-up."""
        return int(self._one("SELECT coalesce(max(position), 0) FROM events"))

    def next_position(self) -> int:
        """The position that the next event gets, unless another program writes one before."""
        return int(self._one(_LAST_GIVEN)) + 1

    def stream_version(self, stream: str) -> int:
        """The newest version of a stream, 0 when it has no event; one look-up."""
        found = self._one("SELECT coalesce(max(version), 0) FROM events WHERE stream = ?", stream)
        return int(found)

    def stream_rows(self, stream: str, after_version: int = 0) -> list[EventRow]:
        """The events of one stream in order, those after a version."""
        return self._rows(
            _EVENT + "WHERE stream = ? AND version > ? ORDER BY version", stream, after_version
        )

    def rows_of(self, streams: Sequence[str]) -> dict[str, list[EventRow]]:
        """By stream, its events in order; none for a stream that has none."""
        found: dict[str, list[EventRow]] = {stream: [] for stream in streams}
        for at in range(0, len(streams), _AT_ONCE):
            some = streams[at : at + _AT_ONCE]
            marks = ",".join("?" * len(some))
            for row in self._rows(f"{_EVENT}WHERE stream IN ({marks}) ORDER BY version", *some):
                found[row.stream].append(row)
        return found

    def rows_beside(self, kind: str, after: tuple[str, int], limit: int) -> list[EventRow]:
        """At most `limit` events of all streams but those of a kind, by stream and version.

        `after` is the stream and version of the last one seen.
        """
        ours = "NOT (stream >= ? AND stream < ?)"  # the next letter after the hyphen is the dot
        statement = f"{_EVENT}WHERE (stream, version) > (?, ?) AND {ours} "
        order = "ORDER BY stream, version LIMIT ?"
        return self._rows(statement + order, *after, f"{kind}-", f"{kind}.", limit)

    def log_rows(
        self, after_position: int, limit: int, *, types: Sequence[str] = ()
    ) -> list[EventRow]:
        """At most `limit` events after a position, in order; of the given types, if any."""
        among = f"AND type IN ({','.join('?' * len(types))}) " if types else ""
        statement = f"{_EVENT}WHERE position > ? {among}ORDER BY position LIMIT ?"
        return self._rows(statement, after_position, *types, limit)

    def streams_after(self, position: int, limit: int) -> list[str]:
        """The streams of at most `limit` events after a position, in order."""
        asked = "SELECT stream FROM events WHERE position > ? ORDER BY position LIMIT ?"
        with self.sessions.translated():
            cursor = self.sessions.connection().execute(asked, (position, limit))
            return [stream for (stream,) in cursor.fetchall()]

    def iterate(self, after_position: int = 0, chunk: int = 1000) -> Iterator[EventRow]:
        """Every event after a position, in order, holding `chunk` of them at a time.

        No statement stays open between two chunks, so one that is left half read blocks nothing.
        """
        while rows := self.log_rows(after_position, chunk):
            if rows[-1].position <= after_position:
                raise damaged(self.name, "positions do not rise")
            yield from rows
            after_position = rows[-1].position

    def counted(self, position: int) -> Iterator[tuple[str, str, bool, int]]:
        """Type, kind of stream, whether it begins one, how many: of the events up to a position.

        A piece of the log at a time, so that each comes several times.
        """
        for after in range(0, position, _STRIDE):
            with self.sessions.translated():
                ends = (after, min(after + _STRIDE, position))
                found = self.sessions.connection().execute(_COUNTED, ends).fetchall()
            for of_type, kind, begins, events in found:
                yield of_type, kind, bool(begins), events

    def position_at(self, recorded_at: str) -> int:
        """The newest position that was recorded at or before a time, 0 when there is none.

        The time is written as in the rows. Some twenty look-ups in a million events; rests on
        `recorded_at` never going back from one position to the next.
        """
        low, high = 0, self.head()
        while low < high:
            middle = (low + high + 1) // 2
            # A position may be missing: look at the first event from the middle on.
            found = self._one(
                "SELECT recorded_at FROM events WHERE position >= ? ORDER BY position LIMIT 1",
                middle,
            )
            low, high = (middle, high) if str(found) <= recorded_at else (low, middle - 1)
        return low

    def recorded_at(self, position: int) -> tuple[int, str]:
        """The newest event up to a position: its own position and time; 0 and "" if none."""
        statement = f"{_EVENT}WHERE position <= ? ORDER BY position DESC LIMIT 1"
        rows = self._rows(statement, position)
        return (rows[0].position, rows[0].recorded_at) if rows else (0, "")

    def standing(self, command_id: str) -> Standing:
        """How the log stands, and the command that was accepted under an id; one look-up."""
        with self.sessions.translated():
            cursor = self.sessions.connection().execute(_STANDING, (command_id,))
            row = cursor.fetchone()
        position, recorded_at, *command = row or (0, "", None)
        return Standing(position, recorded_at, CommandRow._make(command) if command[0] else None)

    def command(self, command_id: str) -> CommandRow | None:
        """The command that was accepted under an id, None when there was none."""
        with self.sessions.translated():
            row = (
                self.sessions.connection()
                .execute(
                    "SELECT command_id, key_id, digest, first, last FROM commands "
                    "WHERE command_id = ?",
                    (command_id,),
                )
                .fetchone()
            )
        return row and CommandRow._make(row)

    def accepted_among(self, command_ids: Sequence[str]) -> set[str]:
        """Those of the ids under which a command was accepted."""
        found: set[str] = set()
        with self.sessions.translated():
            for at in range(0, len(command_ids), _AT_ONCE):
                some = command_ids[at : at + _AT_ONCE]
                statement = _ACCEPTED.format(",".join("?" * len(some)))
                rows = self.sessions.connection().execute(statement, some)
                found.update(command_id for (command_id,) in rows)
        return found

    def refusals(self, after: str = "", limit: int = 1000) -> list[RefusalRow]:
        """At most `limit` refusals in the order of their ids, those after an id."""
        with self.sessions.translated():
            rows = self.sessions.connection().execute(
                "SELECT refusal_id, command_id, recorded_at, actor, command, stream, codes "
                "FROM refusals WHERE refusal_id > ? ORDER BY refusal_id LIMIT ?",
                (after, limit),
            )
            return [RefusalRow._make(row) for row in rows]

    def info(self) -> dict[str, str]:
        """What the store says of itself: format, store_id, origin, time_zone, created_at."""
        with self.sessions.translated():
            return dict(self.sessions.connection().execute("SELECT key, value FROM store"))

    def log_head(self) -> LogHead | None:
        """The size and root of the proof log, None where the store has none yet; one look-up."""
        with self.sessions.translated():
            if not self.sessions.has_log():
                return None
            found = self.sessions.connection().execute("SELECT size, frontier FROM tlog_head")
            size, frontier = found.fetchone()
        return LogHead(size, Edge(size, frontier).root())

    def close(self) -> None:
        """Close the store: at once for this thread, for another when it next asks or ends."""
        if "lock" in self.__dict__:
            self.lock.close()
        self.sessions.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _erase_again(self, keys: KeyStore) -> None:
        """Keys from a backup may be those of people who were erased since."""
        bring_up(self, keys)

    def _one(self, statement: str, *parameters: str | int) -> str | int:
        with self.sessions.translated():
            cursor = self.sessions.connection().execute(statement, parameters)
            found: str | int = cursor.fetchone()[0]
        return found

    def _rows(self, statement: str, *parameters: str | int) -> list[EventRow]:
        with self.sessions.translated():
            cursor = self.sessions.connection().execute(statement, parameters)
            return list(map(EventRow._make, cursor.fetchall()))


def open_reader(
    path: Path | str, *, wait_seconds: float = WAIT_SECONDS, read_from: str | None = None
) -> StoreReader:
    """Open a store for asking only, with few imports; nothing in the file is ever written.

    With `read_from` the log is read at that address, which is a standby of the store.

    Raises:
        StoreUnusable: it cannot be read, with the reason and what to do.
    """
    refuse_unsafe_environment()
    path = Path(path)
    address = address_in(path)
    if address is not None:
        from admission.app.recorders.server.sessions import ServerSessions  # noqa: PLC0415 - an extra

        path = path.resolve()  # what belongs to it lies beside the file, not beside a link to it
        sessions = ServerSessions(
            path,
            read_from or address,
            "read",
            wait_seconds=wait_seconds,
            which="any" if read_from else "primary",
        )
        return StoreReader(sessions, read_from)
    if read_from:
        raise StoreUnusable(f"{path} is a file, which has no standby to read from.")
    connections = Connections(path, "read", wait_seconds=wait_seconds)
    return StoreReader(FileSessions(connections))


def is_begun(path: Path) -> bool:
    """Whether there is a store at a path, or whatever other file; or a database that has one.

    Raises:
        StoreUnusable: the database cannot be asked.
    """
    if address_in(path) is None:
        return path.exists()
    try:
        open_reader(path).close()
    except NoStoreThere:
        return False
    return True


def refuse_unsafe_environment() -> None:
    """Raise `StoreUnusable` where the library is told to use a mode that loses events."""
    name = "POSTGRES_ENABLE_DB_FUNCTIONS"
    if os.environ.get(name, "").strip().lower() not in ("", "0", "n", "no", "f", "false", "off"):
        raise StoreUnusable(
            f"The environment sets {name}, with which the event store library loses events: "
            "unset it, then start again."
        )
