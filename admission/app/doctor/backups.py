"""Backups: when the last one was made, and what was recorded since."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from admission.app.backup.last import last_backup
from admission.app.bootstrap import now
from admission.app.doctor.check import Check
from admission.app.recorders.reading import StoreReader

_MOST: Final = timedelta(days=1)


def examine(reader: StoreReader, _: date) -> Iterator[Check]:
    """Whether there is a backup from no longer than a day before the newest record."""
    last = last_backup(reader.path)
    if last is None:
        yield Check("note", "backup", "none was made from here: `admission backup`")
        return
    events = reader.head() - last.position
    said = f"{last.at:%Y-%m-%dT%H:%MZ} into {last.folder}, {events:,} events since"
    if not events or now() - last.at <= _MOST:
        yield Check("pass", "backup", said)
    else:
        yield Check("note", "backup", f"{said}: make another")
