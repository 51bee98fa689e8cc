"""The verdict on a store: proven, tampered, or not to be judged."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from admission.app.audit.origin import origin_of
from admission.app.audit.signing_key import signer_beside
from admission.app.audit.store_check import Advance, Finding, Pin, StoreCheck
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.reading import StoreReader, open_reader
from admission.domain.kernel.ids import STORE
from admission.domain.registers.store.events import CosignatureKept
from admission.proof.verifier import (
    CannotJudge,
    Checkpoint,
    Key,
    Tampered,
    check_signature,
    read_checkpoint,
    read_key,
)


class Verdict(NamedTuple):
    """What a check came to; nothing is wrong where there are no findings."""

    origin: str
    size: int
    events: int
    refusals: int
    root: bytes
    findings: tuple[Finding, ...]


def verify_store(
    path: Path, key: Key | None, since: Checkpoint | None, advance: Advance = lambda _: None
) -> Verdict:
    """Check a store whole, as it is at one moment; nothing is written.

    Raises:
        CannotJudge: it cannot be read, has no log, or the key or checkpoint is of another.
        Tampered: the earlier checkpoint was forged.
    """
    try:
        with open_reader(path) as reader, reader.sessions.translated():
            origin = _origin(reader)
            pins = [] if since is None else [_pin(origin, key, since)]
            if key is not None:
                _check_key(reader, origin, key, signed=since is not None)
            return _checked(reader, origin, pins, advance)
    except (StoreUnusable, sqlite3.Error) as error:
        raise CannotJudge(str(error)) from error


def _origin(reader: StoreReader) -> str:
    info = reader.info()
    if info.get("format") == "1" or "store_id" not in info:
        raise CannotJudge(
            f"{reader.path} has no proof log yet: the next command that records in it begins one."
        )
    return origin_of(info)


def _check_key(reader: StoreReader, origin: str, key: Key, *, signed: bool) -> None:
    """Make sure that a key is of this log: it signed a checkpoint, or else signs for the store."""
    if key.name != origin:
        raise CannotJudge(f"The key is of {key.name}, this store is {origin}: give its own.")
    if not signed and signer_beside(reader.path, reader.info()).key != key:
        raise CannotJudge(
            "This store signs with another key: give --since, a checkpoint that this key signed."
        )


def _pin(origin: str, key: Key | None, since: Checkpoint) -> Pin:
    if key is None:
        raise CannotJudge("An earlier checkpoint is checked with the key of its log: give --key.")
    if since.origin != origin:
        raise CannotJudge(f"The earlier checkpoint is of {since.origin}, this store is {origin}.")
    check_signature(since, key)
    if not since.size:
        raise CannotJudge("The earlier checkpoint is of an empty log, of which nothing follows.")
    return Pin(since.size, since.root, "the earlier checkpoint")


def _checked(reader: StoreReader, origin: str, pins: list[Pin], advance: Advance) -> Verdict:
    connection = reader.sessions.connection()
    connection.execute("BEGIN")
    found = list(_cosigned(reader, origin))
    kept = [one for one in found if isinstance(one, Pin)]
    check = StoreCheck(reader.sessions, [*pins, *kept], advance)
    findings = [one for one in found if isinstance(one, Finding)] + list(check.findings())
    counted = (check.size, check.events, check.refusals, check.root())
    return Verdict(origin, *counted, tuple(findings))


def _cosigned(reader: StoreReader, origin: str) -> Iterator[Pin | Finding]:
    """What witnesses signed, by the events that keep their signatures."""
    for row in reader.stream_rows(STORE):
        if row.type != CosignatureKept.TYPE:
            continue
        try:
            said = json.loads(row.state)
            checkpoint, witness = read_checkpoint(said["checkpoint"].encode()), said["witness"]
            check_signature(checkpoint, read_key(witness))
        except (ValueError, KeyError, AttributeError, TypeError, CannotJudge, Tampered) as error:
            yield Finding(f"event {row.position}", "state", f"is no cosignature ({error})")
            continue
        if checkpoint.origin == origin:
            yield Pin(checkpoint.size, checkpoint.root, f"a witness, in event {row.position}")
