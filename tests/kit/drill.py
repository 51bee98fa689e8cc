"""Lose a machine: restore a large sealed store, and notice what is older than outside. (D-6)

The seconds are those of `admission restore`: everything read, copied, verified, rows built anew.
"""

import tempfile
import time
from collections.abc import Iterator
from os import environ
from pathlib import Path
from typing import Final

from admission.app.audit.verifying import verify_store
from admission.app.backup.making import make_backup
from admission.app.backup.restoring import OlderBackup, restore
from admission.app.bootstrap import begin_sealed_copy, now
from admission.app.recorders.reading import open_reader
from admission.app.sealing.copying import copy_sealed
from admission.proof.verifier import CannotJudge, Tampered
from benchmarks import long_store
from benchmarks.stories import items
from tests.app.organisation import DAY, Clerk, clerk_at
from tests.kit.backups import silent, since
from tests.kit.figures import Figure

MOST_SECONDS: Final = 600


def run(events: int, times: int, seed: int, *, scenario: str = long_store.SCENARIO) -> Figure:
    """One store of so many events restored, and as many small ones offered that are too old."""
    with tempfile.TemporaryDirectory(dir=environ.get("STORES")) as place:
        folder = Path(place)
        store = _large(folder, events, scenario)
        seconds, differs = _drilled(folder, store)
        unnoticed = list(_many_older(folder / "small", times))
    failures = {
        f"longer than {MOST_SECONDS} seconds": int(seconds > MOST_SECONDS),
        "restored otherwise than it was": differs,
        "older than outside, and not noticed": len(unnoticed),
    }
    on = f"{events:,} events restored in {seconds:.0f} s; {times} that are too old offered"
    return Figure("D-6", "restore drills", times + 1, failures, seed, on)


def _large(folder: Path, events: int, scenario: str) -> Path:
    """A sealed store of so many events."""
    clear, store = folder / "clear.db", folder / "store.db"
    long_store.retell(clear, events, items(scenario), 1)
    with open_reader(clear) as source, begin_sealed_copy(source, store, "file") as copy:
        copy_sealed(source, copy, lambda _: None)
    for path in folder.glob("clear.db*"):
        path.unlink()
    return store


def _drilled(folder: Path, store: Path) -> tuple[float, int]:
    """How long it took, and whether the store differs from the one that was lost."""
    make_backup(store, folder / "backup", folder / "keys", silent, now())
    again = folder / "again.db"
    began = time.monotonic()
    done = restore(folder / "backup", again, folder / "keys", since(store), silent)
    seconds = time.monotonic() - began
    with open_reader(store) as live, open_reader(again) as restored:
        same = live.log_head() == restored.log_head() and done.position == live.head()
    return seconds, int(not same or done.missing_keys != [] or done.missing_scans != [])


def _goes_on(clerk: Clerk) -> None:
    fields = {"account": clerk.new("account"), "holder": "văn thư", "on": DAY}
    clerk.records("register-account", **fields)


def _many_older(folder: Path, times: int) -> Iterator[str]:
    folder.mkdir()
    store = folder / "store.db"
    for number in range(times):
        with clerk_at(store) as clerk:
            place = folder / f"{number}"
            place.mkdir()
            make_backup(store, place / "backup", place / "keys", silent, now())
            _goes_on(clerk)
        yield from _unnoticed(place, store)


def _unnoticed(place: Path, store: Path) -> Iterator[str]:
    """Restored against the newest checkpoint it is refused; without one, verifying tells it."""
    newest, old = since(store), place / "old.db"
    try:
        restore(place / "backup", old, place / "keys", newest, silent)
        yield "restored"
    except OlderBackup:
        if old.exists():
            yield "left behind"
    restore(place / "backup", old, place / "keys", None, silent)
    try:
        if not verify_store(old, newest.key, newest.checkpoint).findings:
            yield "verified"
    except (CannotJudge, Tampered):
        pass
