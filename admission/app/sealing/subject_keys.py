"""The data keys of subjects: found, made, kept ready in memory, destroyed for ever."""

import secrets
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from enum import Enum
from hashlib import blake2b
from typing import Final

from admission.app.recorders.errors import StoreUnusable
from admission.app.sealing.fields import BrokenSealError, Cipher
from admission.app.sealing.key_store import KeyStore, Wrapped
from admission.app.sealing.lock import Lock
from admission.app.sealing.sources import KEY_BYTES
from admission.app.secret import Secret

_DIGESTS: Final = b"digests"
_MOST: Final = 8_192
"""How many subjects' keys are kept ready."""


class Gone(Enum):
    """Why a subject has no key: it never had one, or it was erased."""

    NEVER = "never"
    ERASED = "erased"


class SubjectErasedError(Exception):
    """Something about a subject is to be written whose key was destroyed."""

    def __init__(self, subject: str) -> None:
        super().__init__(subject)
        self.subject = subject


class SubjectKey:
    """The data key of one subject."""

    __slots__ = ("_secret", "cipher", "key")

    def __init__(self, key: bytes) -> None:
        self.key = key
        self.cipher = Cipher(key)
        self._secret: Secret | None = None

    @property
    def secret(self) -> Secret:
        """The key of the digests of commands, derived from it: gone when this one is."""
        if self._secret is None:
            derived = blake2b(b"", key=self.key, digest_size=KEY_BYTES, person=_DIGESTS)
            self._secret = Secret.of(derived.digest())
        return self._secret


class SubjectKeys:
    """The keys of one store, whose key of keys is at hand.

    Keys that are made are kept by `keep`, before the events that they seal, or undone by `undo`.
    """

    def __init__(self, lock: Lock) -> None:
        self._lock = lock
        self._store = _of(lock)
        self._epoch = self._store.epoch().epoch
        self._master = Cipher(lock.master or b"")
        self._ready: OrderedDict[str, SubjectKey | Gone] = OrderedDict()
        self._changed = self._store.changed()

    def of(self, subject: str) -> SubjectKey | Gone:
        """The key of a subject, or why there is none."""
        found = self._ready.get(subject)
        if found is None:
            found = self._read(subject)
            if found is not Gone.NEVER:  # another program may make it
                self._remember(subject, found)
        return found

    def look_ahead(self, subjects: Iterable[str]) -> None:
        """Read at once the keys of subjects that have one and that are soon asked for."""
        asked = [subject for subject in dict.fromkeys(subjects) if subject not in self._ready]
        for subject, wrapped in self._store.wrapped_of(asked[:_MOST]).items():
            with suppress(StoreUnusable):  # that is raised where it is asked for
                self._remember(subject, self._unwrapped(subject, wrapped))

    def made_for(self, subject: str) -> SubjectKey:
        """The key of a subject, made where there was none.

        Raises:
            SubjectErasedError: there was one, and it was destroyed.
        """
        found = self.of(subject)
        if found is Gone.NEVER:
            found = self._made(subject)
        if isinstance(found, Gone):
            raise SubjectErasedError(subject)
        return found

    def adopt(self, subject: str, key: bytes) -> None:
        """Let the key of a subject that has none be one that was made elsewhere."""
        self._write(subject, key)
        self.keep()

    def destroy(self, subject: str) -> None:
        """Destroy the key of a subject: nothing that it sealed can be read any more, by nobody."""
        self._store.erase([subject])
        self._store.empty_log()
        self._ready.pop(subject, None)

    def keep(self) -> None:
        """Let the keys made since the last time be on the disk."""
        if self._store.is_writing:
            self._store.commit()

    def undo(self) -> None:
        """Forget the keys made since they were last kept."""
        if self._store.is_writing:
            self._store.undo()
            self._ready.clear()

    def look_again(self) -> None:
        """Take in what other programs have done to the keys."""
        changed = self._store.changed()
        if changed == self._changed:
            return
        self._changed = changed
        self._ready.clear()
        epoch = self._store.epoch().epoch
        if epoch != self._epoch:
            self._lock.look_again()
            self._lock.require()
            self._epoch, self._master = epoch, Cipher(self._lock.master or b"")

    def _read(self, subject: str) -> SubjectKey | Gone:
        wrapped = self._store.wrapped(subject)
        return Gone.NEVER if wrapped is None else self._unwrapped(subject, wrapped)

    def _unwrapped(self, subject: str, wrapped: Wrapped) -> SubjectKey | Gone:
        if wrapped.key is None:
            return Gone.ERASED
        return SubjectKey(unwrap(self._master, self._lock, subject, wrapped))

    def _made(self, subject: str) -> SubjectKey | Gone:
        if not self._store.is_writing:
            self._store.begin()
            found = self._read(subject)  # another program may have been first
            if found is not Gone.NEVER:
                self.keep()
                return found
        key = secrets.token_bytes(KEY_BYTES)
        self._write(subject, key)
        made = SubjectKey(key)
        self._remember(subject, made)
        return made

    def _write(self, subject: str, key: bytes) -> None:
        if not self._store.is_writing:
            self._store.begin()
        wrapped = wrap(self._master, self._lock, subject, key)
        self._store.add(subject, Wrapped(self._epoch, wrapped))

    def _remember(self, subject: str, key: SubjectKey | Gone) -> None:
        self._ready[subject] = key
        if len(self._ready) > _MOST:
            self._ready.popitem(last=False)


def wrap(master: Cipher, lock: Lock, subject: str, key: bytes) -> bytes:
    """A data key as it is kept: sealed by the key of keys, for this subject of this store."""
    return master.seal(key, _about(lock, subject))


def unwrap(master: Cipher, lock: Lock, subject: str, wrapped: Wrapped) -> bytes:
    """A data key from what is kept; raises `StoreUnusable` where that was altered."""
    try:
        return master.open(wrapped.key or b"", _about(lock, subject))
    except BrokenSealError as error:
        raise StoreUnusable(
            f"{_of(lock).path} is damaged or was altered, at {subject}: restore it from its backup."
        ) from error


def _about(lock: Lock, subject: str) -> bytes:
    return f"admission/key\x1f{lock.store_id}\x1f{subject}".encode()


def _of(lock: Lock) -> KeyStore:
    lock.require()
    if lock.keys is None:
        raise StoreUnusable(f"{lock.store} is not sealed.")
    return lock.keys
