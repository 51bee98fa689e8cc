"""Backups: when the last one was made, what came since; those of the keys that are too old."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from admission.app.backup.key_backups import MOST_DAYS, key_backups
from admission.app.backup.last import last_backup
from admission.app.bootstrap import now
from admission.app.doctor.check import Check
from admission.app.recorders.addresses import is_address
from admission.app.recorders.reading import StoreReader

_KEPT: Final = f"the keys of this epoch are kept {MOST_DAYS} days at most, others not at all"
_MOST: Final = timedelta(days=1)
_ARCHIVE: Final = (
    "SELECT current_setting('archive_mode'), last_archived_time, "
    "coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false) "
    "FROM pg_stat_archiver"
)


def examine(reader: StoreReader, day: date) -> Iterator[Check]:
    """Whether there is a backup from no longer than a day before the newest record; old keys."""
    yield _of_a_server(reader) if is_address(reader.name) else _of_a_file(reader)
    yield from _of_keys(reader, day)


def _of_a_file(reader: StoreReader) -> Check:
    last = last_backup(reader.path)
    if last is None:
        return Check("note", "backup", "none was made from here: `admission backup`")
    events = reader.head() - last.position
    said = f"{last.at:%Y-%m-%dT%H:%MZ} into {last.folder}, {events:,} events since"
    if not events or now() - last.at <= _MOST:
        return Check("pass", "backup", said)
    return Check("note", "backup", f"{said}: make another")


def _of_keys(reader: StoreReader, day: date) -> Iterator[Check]:
    """The backups of the keys that were made from here, and may still open what was erased."""
    kept = key_backups(reader.path)
    epoch = reader.lock.keys.epoch().epoch if reader.lock.keys else 0
    zone = ZoneInfo(reader.info()["time_zone"])
    days = {each: each.days_old(day, zone) for each in kept}
    old = [each for each in kept if each.epoch < epoch or days[each] > MOST_DAYS]
    for each in old:
        said = f"{each.folder}, {days[each]} days old, epoch {each.epoch}"
        if each.is_away:
            yield Check("note", "key backups", f"{said}, is not at hand: see that it is destroyed")
        else:
            yield Check("fail", "key backups", f"{said}: destroy it ({_KEPT})")
    if kept and not old:
        yield Check("pass", "key backups", f"{len(kept)}, none older than {MOST_DAYS} days")


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
