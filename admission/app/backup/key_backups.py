"""The backups of the keys that were made from here, and may be there still: a note beside a store.

Whoever has one, and a copy of the events, reads whoever was erased after it. Few imports.
"""

import json
import os
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from admission.app.backup.folder import MANIFEST

MOST_DAYS: Final = 10
"""How old a backup of the keys may become."""


class KeyBackup(NamedTuple):
    """Where it was made, when (UTC), and in which epoch of keys; 0 for a store without any."""

    folder: str
    made_at: datetime
    epoch: int

    @property
    def is_there(self) -> bool:
        """Whether it is found where it was made."""
        try:
            said = json.loads((Path(self.folder) / MANIFEST).read_text("utf-8"))
            return datetime.fromisoformat(said["made_at"]) == self.made_at
        except (OSError, ValueError, TypeError, KeyError):
            return False

    @property
    def is_away(self) -> bool:
        """Whether the medium that it was made on is not at hand."""
        return not Path(self.folder).parent.is_dir()

    def days_old(self, day: date, zone: ZoneInfo) -> int:
        """How many days before a day of the organisation's it was made."""
        return (day - self.made_at.astimezone(zone).date()).days


def remember(store: Path, made: KeyBackup) -> None:
    """Note a backup of the keys; one that stood in the same folder before is no more."""
    others = [each for each in key_backups(store) if each.folder != made.folder]
    _write(store, [*others, made])


def forget(store: Path, gone: list[KeyBackup]) -> None:
    """Strike out those that are gone."""
    _write(store, [each for each in key_backups(store) if each not in gone])


def key_backups(store: Path) -> list[KeyBackup]:
    """Those that may still be somewhere, in the order in which they were made."""
    try:
        said = json.loads(_beside(store).read_text("utf-8"))
        found = [_read(each) for each in said]
    except (OSError, ValueError, TypeError, KeyError):
        return []
    return [each for each in found if each.is_there or each.is_away]


def _read(said: dict[str, str | int]) -> KeyBackup:
    made_at = datetime.fromisoformat(str(said["made_at"]))
    return KeyBackup(str(said["folder"]), made_at, int(said["epoch"]))


def _write(store: Path, backups: list[KeyBackup]) -> None:
    """Where nothing can be written beside the store, nobody is told later."""
    path = _beside(store)
    scratch = path.with_name(f"{path.name}.{os.getpid()}")
    said = [{**each._asdict(), "made_at": each.made_at.isoformat()} for each in backups]
    with suppress(OSError):
        scratch.write_text(json.dumps(said, ensure_ascii=False), "utf-8")
        scratch.replace(path)


def _beside(store: Path) -> Path:
    return store.with_name(f"{store.name}.key-backups")
