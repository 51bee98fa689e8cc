"""How much of the log nobody outside has signed for; few imports."""

import base64
import json
from datetime import UTC, datetime
from typing import Final, NamedTuple

from admission.app.audit.origin import origin_of
from admission.app.recorders.reading import StoreReader

_STORE: Final = "store-00000000-0000-0000-0000-000000000000"
_TYPE: Final = "cosignature-kept"
_TIME: Final = slice(4, 12)


class Cosigned(NamedTuple):
    """What a witness signed last: the size, the witness, when by its clock (UTC)."""

    size: int
    witness: str
    at: datetime


def last_cosigned(reader: StoreReader) -> Cosigned | None:
    """The newest checkpoint of this log known to be held outside, by the events; None without one.

    What was kept before a store was copied is of another log; what is no cosignature any more is
    for `audit verify` to name.
    """
    origin = origin_of(reader.info())
    kept = [row for row in reader.stream_rows(_STORE) if row.type == _TYPE]
    found = [one for row in kept if (one := _read(row.state, origin))]
    return max(found, default=None, key=lambda one: one.size)


def _read(state: bytes, origin: str) -> Cosigned | None:
    try:
        said = json.loads(state)
        text, _, signatures = said["checkpoint"].partition("\n\n")
        name = said["witness"].partition("+")[0]
        lines = [line.split(" ") for line in signatures.split("\n") if line]
        (line,) = [line for line in lines if line[1] == name][-1:]
        posix = int.from_bytes(base64.b64decode(line[2])[_TIME], "big")
        size, at = int(said["size"]), datetime.fromtimestamp(posix, UTC)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError, OverflowError, OSError):
        return None
    return Cosigned(size, name, at) if text.startswith(f"{origin}\n") else None
