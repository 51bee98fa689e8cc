"""Erasures: whether nothing is left of who was erased, and whether the old keys are gone."""

from collections.abc import Iterator
from datetime import date

from admission.app.doctor.check import Check
from admission.app.erasing.reapplying import Destroyed, all_destroyed
from admission.app.recorders.reading import StoreReader
from admission.app.sealing.key_store import KeyStore
from admission.app.sealing.lock import Lock
from admission.app.views import open_views
from admission.projections.erasures.queries import destroyed


def examine(reader: StoreReader, day: date) -> Iterator[Check]:
    """Whether each key that the log says is destroyed is; whether a new epoch began since."""
    erasures = list(all_destroyed(reader))
    if not erasures or reader.lock.keys is None:
        return
    left = sum(_left(reader.lock.keys, erasure) for erasure in erasures)
    if left:
        said = f"{left} keys of people who were erased can be read: make {{}} writable"
        yield Check("fail", "erasures", said.format(reader.lock.keys.path.name))
    else:
        yield Check("pass", "erasures", f"{len(erasures)} were erased, and no key of them is left")
    yield from _names(reader.lock)
    with open_views(reader.path) as views:
        done = destroyed(views.connection, as_of=day.isoformat())
    if done is not None and done.waiting:
        said = (
            f"{done.waiting} were erased since {done.erased_on}, and backups of the keys still "
            "open what is theirs: `admission keys rotate`, destroy them, `admission keys destroyed`"
        )
        yield Check("note", "epoch", said)
    if done is not None and done.backups_since:
        said = (
            "backups of the keys from before this epoch may still open what is theirs who were "
            "erased: destroy them, then `admission keys destroyed`"
        )
        yield Check("note", "epoch", said)


def _left(keys: KeyStore, erasure: Destroyed) -> int:
    stored = [keys.stored(key) for key in erasure.keys]
    return sum(wrapped is None or wrapped.key is not None for wrapped in stored)


def _names(lock: Lock) -> Iterator[Check]:
    """Rows with names are built anew after an erasure, which needs the key."""
    rows = lock.store.with_name(f"{lock.store.name}.projections")
    if lock.locked and rows.exists():
        said = "may name who was erased, until it is opened with the key; or delete it"
        yield Check("note", "erasures", f"{rows.name} {said}")
