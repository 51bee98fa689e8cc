"""The clock: whether it was ever set back, and whether it is behind the newest record now."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from admission.app.bootstrap import now
from admission.app.clock import MOST_SKEW
from admission.app.doctor.check import Check
from admission.app.recorders.reading import StoreReader
from admission.domain.kernel.ids import STORE
from admission.domain.registers.store.events import SkewRecorded

_NAMED: Final = 5


def examine(reader: StoreReader, _: date) -> Iterator[Check]:
    """How far the clock is behind now; each time that it was found set back."""
    yield _behind(reader)
    skews = [row for row in reader.stream_rows(STORE) if row.type == SkewRecorded.TYPE]
    for row in skews[-_NAMED:]:
        said = json.loads(row.state)
        yield Check(
            "note",
            "clock skew",
            f"position {row.position}: the clock said {said['clock']} after a record of "
            f"{said['last']}",
        )
    if len(skews) > _NAMED:
        yield Check("note", "clock skew", f"{len(skews) - _NAMED} times before these")
    if not skews:
        yield Check("pass", "clock skew", "the clock was never found set back")


def _behind(reader: StoreReader) -> Check:
    rows = reader.log_rows(reader.head() - 1, 1)
    moment = now()
    if rows and reader.info()["origin"] != "demo":
        newest = datetime.fromisoformat(rows[0].recorded_at)
        if newest - moment > MOST_SKEW:
            behind = f"{(newest - moment).total_seconds():,.0f} seconds behind the newest record"
            return Check("fail", "clock", f"{moment:%Y-%m-%dT%H:%M:%SZ}, {behind}: set it right")
    return Check("pass", "clock", f"{moment:%Y-%m-%dT%H:%M:%SZ}")
