"""The Merkle log over events and refusals, kept in the transaction that writes them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final, NamedTuple

from admission.app.recorders.errors import WITHOUT_LOG, StoreUnusable
from admission.app.recorders.plain_rows import CommandRow, NewEvent, RefusalRow, StoreIdentity
from admission.app.recorders.ports import Connection
from admission.proof.leaves import (
    command_bytes,
    digest_of,
    event_line,
    marks_of_event,
    marks_of_row,
    refusal_line,
    row_bytes,
    store_line,
)
from admission.proof.tree import Edge

# Beside each leaf what it is of: the position of an event, the id of a refusal, or neither (the
# identity of the store). Frozen with the other tables: `verify` compares their text.
TABLES: Final = (
    """CREATE TABLE tlog_leaf (
        idx INTEGER PRIMARY KEY,
        position INTEGER,
        refusal TEXT,
        hash BLOB NOT NULL,
        marks BLOB NOT NULL
    )""",
    """CREATE TABLE tlog_tile (
        level INTEGER NOT NULL,
        idx INTEGER NOT NULL,
        hash BLOB NOT NULL,
        PRIMARY KEY (level, idx)
    ) WITHOUT ROWID""",
    """CREATE TABLE tlog_head (
        id INTEGER PRIMARY KEY,
        size INTEGER NOT NULL,
        position INTEGER NOT NULL,
        frontier BLOB NOT NULL
    )""",
)
_HEAD: Final = (
    "SELECT size, position, frontier, (SELECT coalesce(max(position), 0) FROM events), "
    "(SELECT coalesce(max(idx), -1) + 1 FROM tlog_leaf) FROM tlog_head WHERE id = 1"
)
_INSERT_LEAF: Final = (
    "INSERT INTO tlog_leaf (idx, position, refusal, hash, marks) VALUES (?, ?, ?, ?, ?)"
)
_INSERT_TILE: Final = "INSERT INTO tlog_tile (level, idx, hash) VALUES (?, ?, ?)"
_UPDATE_HEAD: Final = "UPDATE tlog_head SET size = ?, position = ?, frontier = ? WHERE id = 1"
_AT_ONCE: Final = 1000


class Leaf(NamedTuple):
    """A row of the table of leaves: `position` or `refusal` says what it is of."""

    idx: int
    position: int | None
    refusal: str | None
    hash: bytes
    marks: bytes


def command_digest(row: CommandRow) -> str:
    """The digest of the row of a command, which the line of its first event names."""
    return sha256(command_bytes(*row)).hexdigest()


def line_of_event(index: int, position: int, event: NewEvent, command: str | None) -> bytes:
    """The line of an event; `command` is the digest of the command that it is the first of."""
    placed = (event.stream, event.version, event.type)
    digests = (sha256(event.state).hexdigest(), sha256(event.metadata).hexdigest())
    return event_line(index, position, placed, digests, command)


def event_leaf(index: int, position: int, event: NewEvent, command: str | None) -> Leaf:
    """The leaf of an event, as `line_of_event`."""
    placed = (event.stream, event.version, event.type)
    line = line_of_event(index, position, event, command)
    marks = marks_of_event(position, placed, (event.state, event.metadata), command)
    return Leaf(index, position, None, sha256(b"\x00" + line).digest(), marks)


def refusal_leaf(index: int, row: RefusalRow) -> Leaf:
    """The leaf of a refusal."""
    line = refusal_line(index, digest_of(row_bytes(row)))
    return Leaf(index, None, row.refusal_id, sha256(b"\x00" + line).digest(), marks_of_row(row))


def store_leaf(index: int, identity: StoreIdentity) -> Leaf:
    """The leaf of the identity of a store."""
    line = store_line(index, digest_of(row_bytes(identity)))
    return Leaf(index, None, None, sha256(b"\x00" + line).digest(), marks_of_row(identity))


class ProofLog:
    """The log of one store, open inside a transaction that writes; `write` puts down what grew.

    Raises:
        StoreUnusable: the log and the table of events do not end at the same place.
    """

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        size, self._position, frontier = _checked_head(connection, name)
        self._edge = Edge(size, frontier)
        self._leaves: list[Leaf] = []

    @property
    def next_position(self) -> int:
        """The position that the next event gets."""
        return self._position + 1

    def add_events(
        self, first: int, events: Sequence[NewEvent], commands: Mapping[int, str]
    ) -> None:
        """Take in events at the positions from `first` on; `commands` by their first position."""
        for position, event in enumerate(events, first):
            self._add(event_leaf(self._edge.size, position, event, commands.get(position)))
            self._position = position

    def add_refusals(self, rows: Sequence[RefusalRow]) -> None:
        """Take in refusals."""
        for row in rows:
            self._add(refusal_leaf(self._edge.size, row))

    def add_identity(self, identity: StoreIdentity) -> None:
        """Take in who the store is; the first leaf."""
        self._add(store_leaf(self._edge.size, identity))

    def write(self) -> None:
        """Write what was taken in since the last time."""
        if not self._leaves:
            return
        self._connection.executemany(_INSERT_LEAF, self._leaves)
        if self._edge.tiles:
            self._connection.executemany(_INSERT_TILE, self._edge.tiles)
        head = (self._edge.size, self._position, self._edge.packed())
        self._connection.executemany(_UPDATE_HEAD, [head])
        self._leaves, self._edge.tiles = [], []

    def _add(self, leaf: Leaf) -> None:
        self._edge.add(leaf.hash)
        self._leaves.append(leaf)


def begin_log(connection: Connection, name: str, identity: StoreIdentity) -> ProofLog:
    """Begin the log of a store, inside the caller's transaction, and take in who it is."""
    (position,) = connection.execute("SELECT coalesce(max(position), 0) FROM events").fetchone()
    connection.execute("INSERT INTO tlog_head VALUES (1, 0, ?, ?)", (position, b""))
    log = ProofLog(connection, name)
    log.add_identity(identity)
    log.write()
    return log


def take_all_in(connection: Connection, log: ProofLog) -> None:
    """Take in every event and refusal that a store recorded before it had a log."""
    commands: dict[int, str] = {}
    after = 0
    while rows := _events(connection, after):
        after = rows[-1][0]
        events = [(position, NewEvent._make(event)) for position, *event in rows]
        ids = dict.fromkeys(event.command_id for _, event in events)
        commands = {row.first: command_digest(row) for row in _commands(connection, ids)}
        for position, event in events:
            log.add_events(position, [event], commands)
        log.write()
    log.add_refusals(list(_refusals(connection)))
    log.write()


def _events(connection: Connection, after: int) -> list[tuple[Any, ...]]:
    return connection.execute(
        "SELECT position, stream, version, type, state, metadata, event_id, recorded_at, "
        "command_id, subject FROM events WHERE position > ? ORDER BY position LIMIT ?",
        (after, _AT_ONCE),
    ).fetchall()


def _commands(connection: Connection, ids: Iterable[str]) -> Iterator[CommandRow]:
    for command_id in ids:
        yield from map(
            CommandRow._make,
            connection.execute(
                "SELECT command_id, key_id, digest, first, last FROM commands WHERE command_id = ?",
                (command_id,),
            ),
        )


def _refusals(connection: Connection) -> Iterator[RefusalRow]:
    rows = connection.execute(
        "SELECT refusal_id, command_id, recorded_at, actor, command, stream, codes FROM refusals "
        "ORDER BY refusal_id"
    )
    return map(RefusalRow._make, rows)


def _checked_head(connection: Connection, name: str) -> tuple[int, int, bytes]:
    row = connection.execute(_HEAD).fetchone()
    if row is None:
        raise StoreUnusable(WITHOUT_LOG.format(path=name))
    size, position, frontier, newest, leaves = row
    if (position, size) != (newest, leaves):
        raise StoreUnusable(
            f"{name} was cut or added to behind the back of its proof log (events end at {newest}, "
            f"by the log at {position}; {leaves} leaves, by the log {size}): nothing was recorded; "
            f"`admission --db {name} audit verify` says more, a backup brings it back."
        )
    return size, position, frontier
