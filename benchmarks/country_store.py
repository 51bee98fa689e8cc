"""A store of many provinces: the events of one province told again for each of the others.

The first hexadecimal digit of an id says of which province its thing is, so units, people and what
befalls them come once for each; rulebooks, calendars and accounts are common to all. The provinces
take turns event by event, so that the moments of recording go forward as in the store of the one.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from admission.app.bootstrap import create_store
from admission.app.recorders.connections import Connections
from admission.app.recorders.sqlite import open_store
from benchmarks import long_store

MOST: Final = 16
SPARE_BYTES: Final = 15 * 10**9
"""What has to stay free on the disk."""

_KINDS: Final = (
    "unit",
    "person",
    "candidate",
    "meeting",
    "class",
    "target",
    "figure",
    "confirmation",
)
_STREAMS: Final = tuple(f"{kind}-0" for kind in _KINDS)
_NAMED: Final = tuple(f"{kind}-".encode() for kind in _KINDS)
_SELECT: Final = (
    "SELECT stream, version, type, state, metadata, event_id, recorded_at, command_id, subject "
    "FROM events ORDER BY position"
)
_LOOK_AT_DISK_EVERY: Final = 200_000


def make(path: Path, province: Path, provinces: int) -> int:
    """Tell the store of a province so many times; returns how many events there are.

    Raises:
        OSError: the disk would be too full.
    """
    assert 0 < provinces <= MOST
    with open_store(province, mode="read") as recorder:
        began = datetime.fromisoformat(recorder.info()["created_at"])
    create_store(path, demonstration=True, began=began, key_from=None)
    connection = Connections(path, "write").connect()
    connection.execute("PRAGMA cache_size = -1000000")
    connection.execute("DELETE FROM events")
    connection.execute("DELETE FROM commands")
    long_store.insert(connection, _while_there_is_space(path, _rows(province, provinces)))
    return long_store.finish(connection, path)


def _rows(province: Path, provinces: int) -> Iterator[tuple[Any, ...]]:
    with closing(Connections(province, "read").connect()) as connection:
        for row in connection.execute(_SELECT):
            yield row
            if row[0].startswith(_STREAMS):
                yield from (_elsewhere(row, number) for number in range(1, provinces))


def _elsewhere(row: tuple[Any, ...], number: int) -> tuple[Any, ...]:
    stream, version, kind, state, metadata, event_id, recorded_at, command_id, subject = row
    digit = f"{number:x}"
    mark, other_command = f"event{digit}{event_id[5:]}", f"{digit}{command_id[1:]}"
    metadata = metadata.replace(event_id.encode(), mark.encode())
    metadata = metadata.replace(command_id.encode(), other_command.encode())
    return (
        _text_renamed(stream, digit),
        version,
        kind,
        _renamed(state, digit.encode()),
        _renamed(metadata, digit.encode()),
        mark,
        recorded_at,
        other_command,
        subject and _text_renamed(subject, digit),
    )


def _renamed(text: bytes, digit: bytes) -> bytes:
    for kind in _NAMED:
        text = text.replace(kind + b"0", kind + digit)
    return text


def _text_renamed(text: str, digit: str) -> str:
    return _renamed(text.encode(), digit.encode()).decode()


def _while_there_is_space(path: Path, rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    for number, row in enumerate(rows):
        if number % _LOOK_AT_DISK_EVERY == 0 and free_bytes(path) < 0:
            raise OSError(f"{path}: less than {SPARE_BYTES:,} bytes would stay free")
        yield row


def free_bytes(path: Path) -> int:
    """How much may be written where a path lies, so much being spared."""
    return shutil.disk_usage(path.parent).free - SPARE_BYTES
