"""Events of a store as they are, and as they are stored: personal details opened and sealed."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final

from pydantic_core import to_json

from admission.app.catalogue import UnknownEventError, as_json, decode, decode_fields, encode
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.plain_rows import EventRow, NewEvent
from admission.app.sealing.fields import BrokenSealError, seal_field
from admission.app.sealing.lock import Lock
from admission.app.sealing.opening import MARK, Opener, Place, place_of
from admission.app.sealing.plans import names_of, plan_of
from admission.app.sealing.subject_keys import Gone, SubjectKeys
from admission.app.secret import Secret, secret_beside, secret_file
from admission.domain.kernel.messages import Event
from admission.domain.kernel.values import Erased, Locked

COMMANDS: Final = "commands"
"""Whose key the digests of commands are made with in which nothing is sealed: the store's."""
LISTS: Final = "lists"
"""Whose key the ids are made with that come from lists: the store's."""
_ERASED: Final = Erased().model_dump()


class Seals:
    """Reads and writes the events of one store; of one that is not sealed, as they are."""

    def __init__(self, lock: Lock, *, strict: bool = False) -> None:
        self._lock = lock
        self._opener: Opener = lock.opener
        self._strict = strict

    @cached_property
    def strict(self) -> "Seals":
        """The same, but for one thing: a missing key is no `Locked`, it raises `StoreUnusable`."""
        return Seals(self._lock, strict=True)

    @property
    def keys(self) -> SubjectKeys | None:
        """The keys of subjects; None where the store is not sealed, or locked."""
        return self._opener.keys

    def look_ahead(self, rows: Iterable[EventRow]) -> None:
        """Have the keys at hand that open rows, read at once."""
        if self.keys is not None:
            self.keys.look_ahead(place_of(row).sealed_for for row in rows if MARK in row.state)

    def event(self, row: EventRow, schema: int) -> Event:
        """The event that a row says.

        Raises:
            UnknownEventError: as `catalogue.decode`, or a seal is broken.
        """
        if MARK not in row.state:
            return decode(row.type, schema, row.state)
        try:
            fields = self._opener.opened(row, self._stand_in)
        except BrokenSealError:
            msg = f"a seal in an event of type {row.type!r} is broken"
            raise UnknownEventError(msg) from None
        return decode_fields(row.type, schema, fields)

    def state(self, event: Event, place: Place) -> bytes:
        """The bytes to store of an event; raises `SubjectErasedError`."""
        if self.keys is None:
            return encode(event)
        said = vars(event)
        for name in names_of(event.TYPE):
            if said[name]:
                return self.sealed(as_json(event), event.TYPE, place)
        return encode(event)

    def sealed(self, fields: dict[str, Any], type_name: str, place: Place) -> bytes:
        """The bytes to store of an event that is JSON; raises `SubjectErasedError`."""
        plan, keys = plan_of(type_name), self.keys
        if plan is None or keys is None:
            return to_json(fields)
        whose = place.sealed_for
        about, cipher = place.about(whose, type_name), None

        def change(value: Any, path: str) -> Any:  # noqa: ANN401 - a detail of any kind
            nonlocal cipher
            if value == _ERASED:
                return value
            if cipher is None:  # no key is made where there is nothing to seal
                cipher = keys.made_for(whose).cipher
            return seal_field(cipher, value, f"{about}{path}".encode())

        plan(fields, "", change)
        return to_json(fields)

    def secret_of(self, first: NewEvent | EventRow) -> Secret | None:
        """The key of the digest of a command, by its first event; None where it is gone.

        It goes with the key that the event is sealed with: so that who was erased cannot be guessed
        from the digest.
        """
        if self.keys is None:
            return secret_beside(self._lock.store)
        key = self.keys.of(_digested_for(first))
        return None if isinstance(key, Gone) else key.secret

    def made_secret_of(self, first: NewEvent) -> Secret:
        """The same of a command that is new."""
        if self.keys is None:
            return secret_beside(self._lock.store)
        return self.keys.made_for(_digested_for(first)).secret

    def list_key(self) -> bytes:
        """The key of the ids that are made of what lists say."""
        if self.keys is None:
            return secret_beside(self._lock.store).key
        key = self.keys.made_for(LISTS)
        self.keep()
        return key.key

    def list_key_there(self) -> bytes | None:
        """The same, without making it; None where there is none yet, or it cannot be read."""
        if self._lock.sealed:
            key = self.keys.of(LISTS) if self.keys else Gone.NEVER
            return None if isinstance(key, Gone) else key.key
        store = self._lock.store
        return secret_beside(store).key if secret_file(store).exists() else None

    def keep(self) -> None:
        """Let the keys that were made be on the disk: before the events that they seal."""
        if self.keys is not None:
            self.keys.keep()

    def undo(self) -> None:
        """Forget the keys that were made and not kept."""
        if self.keys is not None:
            self.keys.undo()

    def look_again(self) -> None:
        """Take in what other programs have done to the keys."""
        if self.keys is not None:
            self.keys.look_again()

    def _stand_in(self, why: Gone, subject: str) -> Erased:
        if why is Gone.ERASED:
            return Erased()
        if self._strict:
            raise StoreUnusable(
                f"The key of {subject} is missing: restore {self._lock.store.name}.keys from its "
                "newest backup."
            )
        return Locked()


def _digested_for(first: NewEvent | EventRow) -> str:
    return place_of(first).sealed_for if MARK in first.state else COMMANDS
