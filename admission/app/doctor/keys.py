"""The keys: whether what is personal is encrypted, and can be read, and by whom."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from admission.app.doctor.check import Check
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.reading import StoreReader
from admission.app.sealing.key_store import Epoch
from admission.app.sealing.lock import Lock
from admission.app.sealing.sources import key_file
from admission.app.states import States
from admission.domain.kernel.ids import STORE

_NOT_THE_OWNER: Final = 0o077


def examine(reader: StoreReader, _: date) -> Iterator[Check]:
    """Whether the store is sealed as its log says, its keys at hand, and they alone its owner's."""
    lock = reader.lock
    if States(reader).state(STORE).sealed != lock.sealed:
        said = "the file and the log differ on whether it is sealed: the copying of it broke off"
        yield Check("fail", "sealing", f"{said}, or the file was altered; do not record in it")
    if not lock.sealed:
        said = "what is personal stands in clear: `admission keys seal` makes a copy that is sealed"
        yield Check("note", "keys", said)
        return
    try:
        lock.require()
    except StoreUnusable as error:
        yield Check("fail", "keys", str(error))
        return
    yield from _keys(lock)


def _keys(lock: Lock) -> Iterator[Check]:
    if lock.keys is None:
        return
    epoch, counts = lock.keys.epoch(), lock.keys.counts()
    said = f"{counts.kept:,} keys, {counts.erased:,} erased; epoch {epoch.epoch}, {epoch.source}"
    yield Check("pass", "keys", f"{said}; back {lock.keys.path.name} up, apart from the store")
    if epoch.source == "file":
        yield _key_file(lock, epoch)


def _key_file(lock: Lock, epoch: Epoch) -> Check:
    path = key_file(lock.keys.path, epoch.parameters)  # type: ignore[union-attr]
    if path.stat().st_mode & _NOT_THE_OWNER:
        return Check("fail", "key", f"{path.name} may be read by others: chmod 600 {path.name}")
    if path.resolve().parent != lock.store.parent:
        return Check("pass", "key", f"{path.resolve()}")
    said = "whoever takes both can read it: keep it elsewhere, linked, or use a passphrase"
    return Check("note", "key", f"{path.name} is beside the store; {said}")
