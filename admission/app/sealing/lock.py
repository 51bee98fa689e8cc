"""Whether a store is sealed, and whether its key is at hand; few imports, for queries ask it."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from admission.app.recorders.errors import StoreUnusable
from admission.app.sealing.key_store import KeyStore, beside, open_key_store
from admission.app.sealing.sources import key_id, master_key

if TYPE_CHECKING:
    from admission.app.sealing.opening import Opener
    from admission.app.sealing.seals import Seals


class Lock:
    """The lock of one store, looked at when first asked.

    Every property may raise `StoreUnusable`: keys of another store, or a wrong key or passphrase.
    """

    def __init__(
        self,
        store: Path,
        store_id: str,
        *,
        sealed: bool,
        opened: Callable[[KeyStore], None] = lambda _: None,
    ) -> None:
        """`opened` is told when the file of keys was opened, before anything is read from it."""
        self._opened = opened
        self.store = store
        self.store_id = store_id
        self.sealed = sealed
        """Whether personal details are encrypted in it."""

    @property
    def locked(self) -> bool:
        """Whether they cannot be read here and now."""
        return self.sealed and self.master is None

    @cached_property
    def keys(self) -> KeyStore | None:
        """The file of keys; None where there is none that this user may read."""
        found = open_key_store(beside(self.store)) if self.sealed else None
        if found is not None and found.store_id != self.store_id:
            found.close()
            raise StoreUnusable(
                f"{found.path} has the keys of another store: restore the right one."
            )
        if found is not None:
            self._opened(found)
        return found

    @cached_property
    def master(self) -> bytes | None:
        """The key of keys of the epoch that is now; None where it is not at hand."""
        if self.keys is None:
            return None
        return master_key(self.keys.path, self.store_id, self.keys.epoch())

    @cached_property
    def opener(self) -> "Opener":
        """What opens sealed events, without knowing what they are."""
        from admission.app.sealing.opening import Opener  # noqa: PLC0415 - as below

        return Opener(self)

    @cached_property
    def seals(self) -> "Seals":
        """What reads and writes sealed events."""
        from admission.app.sealing.seals import Seals  # noqa: PLC0415 - who asks no event needs none

        return Seals(self)

    def look_again(self) -> None:
        """Forget the key of keys where it is not that of the epoch that is now."""
        known = self.__dict__.get("master")
        if known is None or self.keys is None or key_id(known) != self.keys.epoch().key_id:
            self.__dict__.pop("master", None)

    def take(self, master: bytes) -> None:
        """Go on with the key of keys of an epoch that has just begun."""
        self.__dict__["master"] = master

    def require(self) -> None:
        """Make sure that what is personal can be read and written.

        Raises:
            StoreUnusable: it cannot, with what to do.
        """
        if not self.locked:
            return
        keys = beside(self.store)
        if self.keys is None:
            raise StoreUnusable(
                f"{self.store} is sealed, and its keys {keys} are missing or not this user's to "
                "read: restore them from their backup; until then it can be asked, not added to."
            )
        raise StoreUnusable(
            f"{self.store} is locked: {_ASK[self.keys.epoch().source]}; until then it can be "
            "asked, not added to."
        )

    def close(self) -> None:
        """Close the file of keys."""
        if self.__dict__.get("keys") is not None:
            self.keys.close()  # type: ignore[union-attr]


_ASK = {
    "file": "the file of its key is missing or not this user's to read, restore it",
    "passphrase": "give the passphrase at the terminal, or set ADMISSION_PASSPHRASE_FILE",
    "keyring": "the keyring of the system does not give its key (is admission[keyring] installed?)",
}
