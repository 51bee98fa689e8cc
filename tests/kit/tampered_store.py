"""A store to tamper with, put back whole before each attempt, and the verdict on it."""

import sqlite3
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Final, NamedTuple

from admission.app.audit.origin import origin_of
from admission.app.audit.proving import Auditor
from admission.app.audit.signing_key import signer_beside
from admission.app.audit.verifying import verify_store
from admission.app.recorders.addresses import address_in
from admission.app.recorders.ports import Connection
from admission.app.recorders.reading import open_reader
from admission.proof.verifier import CannotJudge, Checkpoint, Key, Tampered, read_checkpoint
from tests.app.organisation import DAY, clerk_at, command
from tests.placing import copied_store, owned

_PEOPLE: Final = 260
"""Enough for one full tile of 256 and the beginning of another."""
_HALFWAY: Final = 200


class Outcome(NamedTuple):
    """What a check came to: proven, tampered or cannot judge, and what it says."""

    verdict: str
    said: tuple[str, ...]

    @property
    def detected(self) -> bool:
        return self.verdict != "proven"


class Target:
    """A store of some hundred entries, with an older and a newer checkpoint kept outside."""

    def __init__(self, folder: Path) -> None:
        self.path: Final = folder / "target.db"
        with clerk_at(self.path) as clerk:
            clerk.founds()
            for number in range(_PEOPLE):
                clerk.person(name=f"Người {number}")
                if number == _HALFWAY:
                    self.older = self._checkpoint()
                if not number % 50:
                    twice = command("adopt-calendar", year=2025, on=DAY)
                    clerk.admission.handle(twice, clerk.act())
        self.newest = self._checkpoint()
        self._kept = copied_store(self.path, folder / "kept.db")
        self.whole: Final = self._kept.read_bytes()
        self.restore()

    def restore(self) -> None:
        """Put the store back as it was."""
        if address_in(self.path) is None:
            self.put(self.whole)
        else:
            copied_store(self._kept, self.path)

    def put(self, content: bytes) -> None:
        """Put bytes in the place of the file."""
        for beside in ("-wal", "-shm"):
            self.path.with_name(f"{self.path.name}{beside}").unlink(missing_ok=True)
        self.path.write_bytes(content)

    def raw(self) -> AbstractContextManager[Connection]:
        """A connection as an insider opens one, past all that the program would refuse."""
        return owned(self.path)

    def check(self, since: Checkpoint | None = None) -> Outcome:
        """The verdict on the store as it is."""
        try:
            verdict = verify_store(self.path, self.key, since)
        except Tampered as error:
            return Outcome("tampered", (str(error),))
        except CannotJudge as error:
            return Outcome("cannot judge", (str(error),))
        said = tuple(map(str, verdict.findings))
        return Outcome("tampered" if said else "proven", said)

    def dump(self) -> list[str]:
        """The content of the file, as far as anybody can read it."""
        with closing(sqlite3.connect(self.path)) as connection:
            about = [
                str(connection.execute(f"PRAGMA {name}").fetchone())
                for name in ("application_id", "user_version", "encoding")
            ]
            return [*about, *connection.iterdump()]

    def _checkpoint(self) -> Checkpoint:
        with open_reader(self.path) as reader:
            self.key: Key = signer_beside(self.path, reader.info()).key
            assert self.key.name == origin_of(reader.info())
            return read_checkpoint(Auditor(reader).checkpoint())
