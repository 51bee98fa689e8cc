"""A sealed copy of a store that is not: events cannot be changed where they stand.

Positions, versions, times, ids and refusals stay. Digests of commands are made anew, under keys
that can be destroyed. The old log's proofs stay with the old store: a root of it taken over would
let anybody try guesses at what is sealed here.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from shutil import rmtree
from typing import Final

from pydantic_core import from_json

from admission.app.document_folder import PARTS, DocumentFolder
from admission.app.envelope import with_schema
from admission.app.recorders.plain_rows import CommandRow, EventRow, NewEvent
from admission.app.recorders.reading import StoreReader
from admission.app.recorders.recording import StoreRecorder
from admission.app.sealing.opening import place_of
from admission.app.sealing.seals import LISTS, Seals
from admission.app.secret import secret_beside
from admission.app.states import recorded
from admission.domain.kernel.messages import Event

Advance = Callable[[int], None]
_CHUNK: Final = 1_000
_FILES: Final = ("", ".keys", ".key", ".projections")
_BESIDE: Final = (
    ".lock",
    ".signing-key",
    *(file + log for file in _FILES for log in ("", "-wal", "-shm", ".lock")),
)


def copy_sealed(source: StoreReader, target: StoreRecorder, advance: Advance) -> None:
    """Every event and refusal of a store, and the key of its lists, into an empty sealed one.

    Raises:
        StoreUnusable: a file cannot be used.
        UnknownEventError: an event that cannot be read.
    """
    seals, after = target.lock.seals, 0
    if seals.keys is not None:
        seals.keys.adopt(LISTS, secret_beside(source.path).key)
    while rows := _in_a_row(source.log_rows(after, _CHUNK)):
        with target.writing():
            said = [recorded(row, source.lock.seals).event for row in rows]
            events = [_sealed(*about, seals) for about in zip(rows, said, strict=True)]
            commands = list(_commands(source, zip(rows, events, said, strict=True), seals))
            target.append_many(rows[0].position, events, commands, ())
            seals.keep()
        after = rows[-1].position
        advance(after)
    refused = ""
    while refusals := source.refusals(refused):
        target.insert_refusals(refusals)
        refused = refusals[-1].refusal_id


def copy_scans(source: StoreReader, target: StoreRecorder, advance: Advance) -> int:
    """Every scan of a store, sealed, into the folder beside another; returns how many."""
    clear, sealed = DocumentFolder(source.path), DocumentFolder(target.path, target.lock)
    done = 0
    for digest in (digest for part in PARTS for digest in clear.digests(part)):
        with clear.open(digest) as scan, sealed.incoming(scan) as incoming:
            sealed.keep(incoming)
        done += 1
        advance(done)
    return done


def discard(path: Path) -> None:
    """Take away a copy that was not finished, with all that lies beside it."""
    rmtree(f"{path}.documents", ignore_errors=True)
    for ending in _BESIDE:
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)


def _in_a_row(rows: list[EventRow]) -> list[EventRow]:
    """The rows before the first gap in their positions."""
    return [row for at, row in enumerate(rows) if row.position == rows[0].position + at]


def _sealed(row: EventRow, event: Event, seals: Seals) -> NewEvent:
    """The row to store; in today's schema, for only of that is it known what is personal."""
    state = seals.state(event, place_of(row))
    metadata = with_schema(row.metadata, event.SCHEMA)
    event_id = from_json(row.metadata)["event_id"]
    at, by = (row.recorded_at, row.command_id), row.subject
    return NewEvent(row.stream, row.version, row.type, state, metadata, event_id, *at, by)


def _commands(
    source: StoreReader, events: Iterable[tuple[EventRow, NewEvent, Event]], seals: Seals
) -> Iterator[CommandRow]:
    """The commands whose first event is among some."""
    for row, event, said in events:
        found = source.command(row.command_id)
        if found is None or found.first != row.position:
            continue
        command = said.command()
        secret = seals.made_secret_of(event)
        digest = secret.digest(command) if command else b""
        yield found._replace(key_id=secret.key_id, digest=digest)
