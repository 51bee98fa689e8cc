"""When a store was last backed up: a note beside it. Few imports."""

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple


class LastBackup(NamedTuple):
    """When (UTC), up to which position, into which folder."""

    at: datetime
    position: int
    folder: str


def remember(store: Path, last: LastBackup) -> None:
    """Note a backup; where nothing can be written beside the store, nobody is told later."""
    path = _beside(store)
    scratch = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        scratch.write_text(json.dumps({**last._asdict(), "at": last.at.isoformat()}), "utf-8")
        scratch.replace(path)


def last_backup(store: Path) -> LastBackup | None:
    """The last one that was noted; None where there is none that can be read."""
    try:
        said = json.loads(_beside(store).read_text("utf-8"))
        at = datetime.fromisoformat(said["at"])
        return LastBackup(at, int(said["position"]), str(said["folder"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _beside(store: Path) -> Path:
    return store.with_name(f"{store.name}.last-backup")
