"""What the log says of each record: one line of sorted, blank-free ASCII JSON, frozen for ever.

It gives digests of the stored bytes and nothing that they say. There are three kinds of lines: of
the identity of the store (the first), of an event, of a refusal.
"""

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from json.encoder import encode_basestring_ascii
from struct import Struct
from typing import Final
from zlib import crc32

Value = str | int | None

_MASK: Final = 0xFFFFFFFF
_text: Final[Callable[[str], str]] = encode_basestring_ascii
_encode: Final = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode

_pack: Final = Struct(">7I").pack

EVENT_FIELDS: Final = ("position", "stream", "version", "type", "state", "metadata", "command")
"""What `marks_of_event` marks, in its order."""


def event_line(
    index: int,
    position: int,
    placed: tuple[str, int, str],
    digests: tuple[str, str],
    command: str | None,
) -> bytes:
    """The line of an event: `placed` is stream, version, type; `digests` those of state, metadata.

    `command` is the digest of the row of the command whose first event it is.
    """
    stream, version, kind = placed
    state, metadata = digests
    head = f'{{"command":"{command}",' if command else "{"
    return (
        f'{head}"format":1,"index":{index},"meta":"{metadata}","position":{position},'
        f'"state":"{state}","stream":{_text(stream)},"type":{_text(kind)},"version":{version}}}'
    ).encode("ascii")


def refusal_line(index: int, digest: str) -> bytes:
    """The line of a refusal, over the digest of its row."""
    return b'{"format":1,"index":%d,"refusal":"%s"}' % (index, digest.encode())


def store_line(index: int, digest: str) -> bytes:
    """The line of the store's identity, over the digest of its row."""
    return b'{"format":1,"index":%d,"store":"%s"}' % (index, digest.encode())


def row_bytes(values: Sequence[Value]) -> bytes:
    """The bytes of a row that stands for itself: a JSON array, ASCII, without blanks."""
    return _encode(list(values)).encode("ascii")


def command_bytes(command_id: str, key_id: str, digest: bytes, first: int, last: int) -> bytes:
    """The bytes of the row of a command, as `row_bytes` of it with the digest in hexadecimal."""
    return f'[{_text(command_id)},{_text(key_id)},"{digest.hex()}",{first},{last}]'.encode("ascii")


def digest_of(content: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal digits."""
    return sha256(content).hexdigest()


def marks_of_event(
    position: int, placed: tuple[str, int, str], contents: tuple[bytes, bytes], command: str | None
) -> bytes:
    """Four bytes for each of `EVENT_FIELDS`: they name a field that was changed; no proof."""
    stream, version, kind = placed
    state, metadata = contents
    return _pack(
        position & _MASK,
        crc32(stream.encode()),
        version & _MASK,
        crc32(kind.encode()),
        crc32(state),
        crc32(metadata),
        crc32(command.encode()) if command else 0,
    )


def marks_of_row(values: Sequence[Value]) -> bytes:
    """Four bytes for each value of a row, as `marks_of_event`."""
    return b"".join(crc32(row_bytes([value])).to_bytes(4, "big") for value in values)
