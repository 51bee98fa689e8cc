"""The proof log: its key, and how much of it no checkpoint outside covers."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from admission.app.audit.exposure import Cosigned, last_cosigned
from admission.app.audit.signing_key import signer_beside
from admission.app.doctor.check import Check
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.plain_rows import LogHead
from admission.app.recorders.reading import StoreReader

_MOST_ENTRIES: Final = 200
_FRIDAY: Final = 4


def examine(reader: StoreReader, day: date) -> Iterator[Check]:
    """Whether there is a key to sign with, and the window in which a cut would not be seen."""
    head = reader.log_head()
    if head is None:
        said = "the store has no proof log yet: the next command that records in it begins one"
        yield Check("note", "proof log", said)
        return
    yield _key(reader)
    yield _exposure(head, last_cosigned(reader), day)


def _key(reader: StoreReader) -> Check:
    try:
        signer = signer_beside(reader.path, reader.info())
    except StoreUnusable as error:
        return Check("note", "signing key", str(error))
    return Check("pass", "signing key", f"{signer.key}")


def _exposure(head: LogHead, last: Cosigned | None, day: date) -> Check:
    if last is None:
        return Check(
            "note",
            "exposure",
            f"no witness holds a checkpoint: all {head.size} entries of the log could be cut or "
            "rebuilt unseen: `admission audit witness`",
        )
    window = head.size - last.size
    said = (
        f"{window} entries are newer than the checkpoint that {last.witness} signed at "
        f"{last.at:%Y-%m-%dT%H:%MZ}"
    )
    if window <= _MOST_ENTRIES and last.at >= _working_day_before(day):
        return Check("pass", "exposure", said)
    return Check("note", "exposure", f"{said}: a cut of them would not be seen; ask it again")


def _working_day_before(day: date) -> datetime:
    """The beginning of the last day before this one that is no Saturday or Sunday."""
    before = day - timedelta(days=1)
    while before.weekday() > _FRIDAY:
        before -= timedelta(days=1)
    return datetime.combine(before, time.min, UTC)
