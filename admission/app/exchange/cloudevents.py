"""One line of the log as a CloudEvent, and back (CloudEvents 1.0, JSON event format).

A file of lines (NDJSON) begins with a head that says which log it is, how many entries it has and
its Merkle root; then comes an event for each further entry, in the order of the log. What
CloudEvents has no attribute for stands in extension attributes, named in lower-case letters alone.
"""

import base64
from datetime import datetime
from json.encoder import encode_basestring
from typing import Any, Final, NamedTuple

from pydantic_core import from_json, to_json

from admission.app.recorders.plain_rows import CommandRow, NewEvent, RefusalRow, StoreIdentity

HEAD: Final = "admission.log"
REFUSED: Final = "admission.command-refused"
_EVENT: Final = "admission.event."
_fromisoformat: Final = datetime.fromisoformat
_JSON: Final = '"datacontenttype":"application/json",'


class NotALineError(Exception):
    """A line that no export wrote so; the message says what is wrong with it."""


class Head(NamedTuple):
    """Which log a file holds, how many leaves it has, their root.

    `opened`: what is personal was written readably.
    """

    identity: StoreIdentity
    size: int
    root: bytes
    opened: bool


class Entry(NamedTuple):
    """An event with its position and the command that it begins, or a refusal; the leaf's hash."""

    leaf: bytes
    position: int
    event: NewEvent | None
    command: CommandRow | None
    refusal: RefusalRow | None


class Writer:
    """Makes the lines of one log, each without its end."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._source = f'"specversion":"1.0","source":"urn:uuid:{head.identity.store_id}",{_JSON}'

    def head(self) -> bytes:
        """The first line."""
        identity, size, root, opened = self._head
        data = {**identity._asdict(), "size": size, "root": _text(root), "opened": opened}
        return f'{{{self._source}"id":"head-{size}","type":"{HEAD}","data":'.encode() + _end(data)

    def event(self, entry: Entry, event: NewEvent, state: bytes) -> bytes:
        """The line of an event; `state` is its JSON, as stored or with the details opened."""
        begins = ""
        if entry.command is not None:
            _, key, digest, _, last = entry.command
            begins = (
                f'"commandkey":"{key}","commanddigest":"{digest.hex()}","commandlast":"{last}",'
            )
        return (
            f'{{{self._source}"id":"{event.event_id}","type":"{_EVENT}{event.type}",'
            f'"time":"{event.recorded_at}","subject":"{event.stream}",'
            f'"sequence":"{entry.position:019}","streamversion":{event.version},{begins}'
            f'"metadata":{encode_basestring(event.metadata.decode())},'
            f'"leafhash":"{_text(entry.leaf)}","data":'
        ).encode() + b"%b}" % state

    def refusal(self, leaf: bytes, row: RefusalRow) -> bytes:
        """The line of a refusal."""
        return (
            f'{{{self._source}"id":"{row.refusal_id}","type":"{REFUSED}","time":"{row.recorded_at}",'
            f'"leafhash":"{_text(leaf)}","data":'
        ).encode() + _end(row._asdict())


def read_head(line: bytes) -> Head:
    """What the first line says; raises `NotALineError`."""
    found = _object(line)
    if found.get("type") != HEAD:
        raise NotALineError("it does not begin with the head of an exported log")
    data = found["data"]
    try:
        identity = StoreIdentity(*(str(data[name]) for name in StoreIdentity._fields))
        return Head(identity, int(data["size"]), _bytes(data["root"]), bool(data["opened"]))
    except (KeyError, TypeError, ValueError) as error:
        raise NotALineError("its head is not whole") from error


def read_entry(line: bytes) -> Entry:
    """The entry that a further line says; raises `NotALineError`."""
    found = _object(line)
    try:
        leaf = _bytes(found["leafhash"])
        if found["type"] == REFUSED:
            row = RefusalRow(**found["data"])
            _check_said_twice(found, row.refusal_id, row.recorded_at)
            return Entry(leaf, 0, None, None, row)
        if not found["type"].startswith(_EVENT):
            raise NotALineError(f"{found['type']} is nothing that a log holds")
        return _event(found, leaf)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotALineError("an attribute is missing or has another form") from error


def _event(found: dict[str, Any], leaf: bytes) -> Entry:
    metadata = found["metadata"].encode()
    known = from_json(metadata)
    position = int(found["sequence"])
    event = NewEvent(
        stream=found["subject"],
        version=int(found["streamversion"]),
        type=found["type"].removeprefix(_EVENT),
        state=to_json(found["data"]),
        metadata=metadata,
        event_id=known["event_id"],
        recorded_at=known["recorded_at"],
        command_id=known["command_id"],
        subject=known["subject"],
    )
    _check_said_twice(found, event.event_id, event.recorded_at)
    command = None
    if "commandkey" in found:
        digest = bytes.fromhex(found["commanddigest"])
        last = int(found["commandlast"])
        command = CommandRow(event.command_id, found["commandkey"], digest, position, last)
    return Entry(leaf, position, event, command, None)


def _check_said_twice(found: dict[str, Any], entry_id: str, recorded_at: str) -> None:
    """What other readers go by, and no hash is of, is what the entry itself says."""
    said, time = found["id"], found["time"]
    same = time == recorded_at or _fromisoformat(time) == _fromisoformat(recorded_at)
    if said != entry_id or not same:
        raise NotALineError("its id or time is not that of the entry")


def _object(line: bytes) -> dict[str, Any]:
    try:
        found = from_json(line)
    except ValueError as error:
        raise NotALineError("it is not JSON") from error
    if not isinstance(found, dict) or found.get("specversion") != "1.0":
        raise NotALineError("it is not a CloudEvent of version 1.0")
    return found


def _end(data: dict[str, Any]) -> bytes:
    return to_json(data) + b"}"


def _text(hashed: bytes) -> str:
    return base64.b64encode(hashed).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
