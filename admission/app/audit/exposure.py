"""How much of the log nobody outside has signed for; few imports."""

import base64
import json
from datetime import UTC, datetime
from typing import Final, NamedTuple

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
    """The newest checkpoint known to be held outside, by the events; None where there is none."""
    kept = [row for row in reader.stream_rows(_STORE) if row.type == _TYPE]
    found = [_read(json.loads(row.state)) for row in kept]
    return max(found, default=None, key=lambda one: one.size)


def _read(said: dict[str, str]) -> Cosigned:
    name = said["witness"].partition("+")[0]
    lines = [line.split(" ") for line in said["checkpoint"].split("\n") if line.startswith("— ")]
    (line,) = [line for line in lines if line[1] == name][-1:]
    posix = int.from_bytes(base64.b64decode(line[2])[_TIME], "big")
    return Cosigned(int(said["size"]), name, datetime.fromtimestamp(posix, UTC))
