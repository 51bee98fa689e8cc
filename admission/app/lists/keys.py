"""Ids made of what a list says: the same words give the same id, in one store and in no other.

A bare hash could be guessed from a name and a birth date; these are made under the store's key
(BLAKE2b, RFC 7693) and written as UUIDs of version 8 (RFC 9562).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final
from unicodedata import normalize

from admission.app.admission import Admission
from admission.app.lists.faults import RowFault
from admission.app.recorders.reading import StoreReader
from admission.app.secret import derived_uuid
from admission.app.views import open_views
from admission.projections.asking import Moment
from admission.projections.units.tree import tree_with_ended

_UUID: Final = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
Units = Callable[[], Mapping[str, Sequence[str]]]
"""The ids of the units that each code and each name means now; asked for once, if at all."""


class Keys:
    """From a cell that names a thing to its id."""

    def __init__(self, secret: bytes, units: Units) -> None:
        self._secret = secret
        self._ask = units
        self._units: Mapping[str, Sequence[str]] | None = None

    def command(self, name: str, content: str) -> str:
        """The id of the command that a row says."""
        return derived_uuid(self._secret, "command", name, content)

    def thing(self, kind: str, text: str) -> str:
        """The id of a thing that a cell names by its id or a key; a unit by code or name too.

        Where things of several kinds may stand (`candidate|unit`), a key has its kind before it:
        `candidate:NM-001`.

        Raises:
            RowFault: a name that several units have, or a key of no kind.
        """
        if _id_of(kind).fullmatch(text):
            return text
        if "|" in kind:
            kind, text = _kind_and_key(kind.split("|"), text)
        found = self.unit(text) if kind == "unit" else None
        return found or self.of_key(kind, text)

    def of_key(self, kind: str, key: str) -> str:
        """The id of the thing that begins under a key."""
        return f"{kind}-{derived_uuid(self._secret, kind, key)}"

    def begun_by(self, kind: str, content: str) -> str:
        """The id of the thing that a row begins without naming it."""
        return f"{kind}-{derived_uuid(self._secret, kind, 'row', content)}"

    def unit(self, text: str) -> str | None:
        """The unit that is there under an id, a code or an exact name; None where there is none.

        Raises:
            RowFault: several have this name.
        """
        if self._units is None:
            self._units = self._ask()
        found = self._units.get(normalize("NFC", text), ())
        if len(found) > 1:
            raise RowFault(f"{len(found)} units have this name: give the code or the id of one")
        return found[0] if found else None


@cache
def _id_of(kind: str) -> re.Pattern[str]:
    return re.compile(f"(?:{kind})-{_UUID}")


def _kind_and_key(kinds: Sequence[str], text: str) -> tuple[str, str]:
    kind, colon, key = text.partition(":")
    if not colon or kind not in kinds:
        ways = " or ".join(f"{one}:KEY" for one in kinds)
        raise RowFault(f"things of several kinds may stand here: write {ways}")
    return kind, key.strip()


def begun_under(reader: StoreReader, kind: str, key: str) -> str | None:
    """The id of the thing that a list of this store began under a key; None where none did."""
    secret = reader.lock.seals.list_key_there()
    if secret is None:
        return None
    found = Keys(secret, dict).of_key(kind, normalize("NFC", key))
    return found if reader.stream_version(found) else None


def keys_of(admission: Admission) -> Keys:
    """The keys of an open store, whose units are looked up as they are called today."""
    path, today = admission.recorder.path, admission.today()
    return Keys(admission.list_key, lambda: _units(path, today))


def _units(path: Path, today: str) -> Mapping[str, Sequence[str]]:
    """By code and name the units that stand; where none has a name, those that had it and ended.

    Codes of units that have ended are free for others.
    """
    found: dict[str, list[str]] = {}
    ended: dict[str, list[str]] = {}
    with open_views(path) as views:
        for unit in tree_with_ended(views.connection, Moment(today), None):
            here, code = (ended, None) if unit.ended else (found, unit.code)
            for text in {code or unit.name, unit.name}:
                here.setdefault(text, []).append(unit.unit)
    return {**ended, **found}
