"""Backups: when the last one was made, and what was recorded since."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from admission.app.backup.last import last_backup
from admission.app.bootstrap import now
from admission.app.doctor.check import Check
from admission.app.recorders.addresses import is_address
from admission.app.recorders.reading import StoreReader

_MOST: Final = timedelta(days=1)
_ARCHIVE: Final = (
    "SELECT current_setting('archive_mode'), last_archived_time, "
    "coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false) "
    "FROM pg_stat_archiver"
)


def examine(reader: StoreReader, _: date) -> Iterator[Check]:
    """Whether there is a backup from no longer than a day before the newest record."""
    yield _of_a_server(reader) if is_address(reader.name) else _of_a_file(reader)


def _of_a_file(reader: StoreReader) -> Check:
    last = last_backup(reader.path)
    if last is None:
        return Check("note", "backup", "none was made from here: `admission backup`")
    events = reader.head() - last.position
    said = f"{last.at:%Y-%m-%dT%H:%MZ} into {last.folder}, {events:,} events since"
    if not events or now() - last.at <= _MOST:
        return Check("pass", "backup", said)
    return Check("note", "backup", f"{said}: make another")


def _of_a_server(reader: StoreReader) -> Check:
    """What the server keeps of its log; whether a base backup was made is for its own tool."""
    mode, last, failing = reader.sessions.connection().execute(_ARCHIVE).fetchone()
    if mode == "off":
        said = "the server archives nothing (archive_mode is off): deploy/single says how"
        return Check("note", "backup", said)
    if failing:
        return Check("fail", "backup", "archiving the log of the server fails: see its log")
    said = "nothing yet" if last is None else f"last at {last:%Y-%m-%dT%H:%M%z}"
    return Check("pass", "backup", f"the log of the server is archived, {said}")
