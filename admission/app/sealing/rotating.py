"""The key of keys: made with a store, and changed for another one, which begins a new epoch."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from admission.app.recorders.errors import StoreUnusable
from admission.app.sealing.fields import Cipher
from admission.app.sealing.key_store import Epoch, KeyStore, Wrapped, beside, create_key_store
from admission.app.sealing.lock import Lock
from admission.app.sealing.sources import SOURCES, key_id
from admission.app.sealing.subject_keys import unwrap, wrap

_CHUNK: Final = 1_000


def create_keys(store: Path, store_id: str, source: str, begun_at: str) -> None:
    """The file of keys of a new store, with a key of keys from a source.

    Raises:
        StoreUnusable: the file is there already, or cannot be made.
    """
    path = beside(store)
    if path.exists():
        raise StoreUnusable(
            f"{path} is there already: it has the keys of a store; move it away if that store "
            "is gone for good."
        )
    made = SOURCES[source].make(path, store_id, 1)
    create_key_store(path, store_id, Epoch(1, source, made.parameters, key_id(made.key), begun_at))


def rotate(lock: Lock, source: str, begun_at: str, advance: Callable[[int], None]) -> int:
    """Wrap every key anew in another key of keys, and forget the one before; returns how many.

    Broken off at any time, the store opens with the old key or with the new one: both are there
    until the last step.

    Raises:
        StoreUnusable: the store is locked or not sealed, or the new key cannot be kept.
    """
    lock.require()
    keys = lock.keys
    if keys is None:
        raise StoreUnusable(
            f"{lock.store} is not sealed: `admission keys seal` makes a copy that is."
        )
    before, old = keys.epoch(), Cipher(lock.master or b"")
    made = SOURCES[source].make(keys.path, lock.store_id, before.epoch + 1)
    if made.under and before.source == source and made.under(before.parameters) == lock.master:
        raise StoreUnusable(
            "The new passphrase is the one from before, which opens every backup of the keys: "
            "choose another; nothing was changed."
        )
    epoch = Epoch(before.epoch + 1, source, made.parameters, key_id(made.key), begun_at)
    with keys.writing():
        done = _rewrap(lock, keys, (before.epoch, old), (epoch.epoch, Cipher(made.key)), advance)
        keys.begin_epoch(epoch)
    SOURCES[before.source].forget(keys.path, lock.store_id, before)
    lock.take(made.key)
    return done


def _rewrap(
    lock: Lock,
    keys: KeyStore,
    before: tuple[int, Cipher],
    after: tuple[int, Cipher],
    advance: Callable[[int], None],
) -> int:
    done, last = 0, ""
    while found := keys.all_of(before[0], last, _CHUNK):
        for subject, wrapped in found:
            key = unwrap(before[1], lock, subject, Wrapped(before[0], wrapped))
            keys.rewrap(subject, Wrapped(after[0], wrap(after[1], lock, subject, key)))
        done += len(found)
        last = found[-1][0]
        advance(done)
    return done
