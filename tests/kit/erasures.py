"""Erase people and look for what is left of them: beside the store, in old backups, in the proofs.

Each has a name, a residence, papers, a note and a scan of words that stand nowhere else.
(RELIABILITY P-1 to P-5)
"""

import io
import random
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from admission.app.audit.proving import Auditor
from admission.app.audit.signing_key import signer_beside
from admission.app.audit.verifying import verify_store
from admission.app.bootstrap import open_admission
from admission.app.document_folder import DocumentFolder
from admission.app.envelope import Act
from admission.app.erasing.carrying_out import carry_out, commands_to_erase
from admission.app.recorders.reading import open_reader
from admission.app.sealing.fields import BrokenSealError, Cipher
from admission.app.sealing.key_store import KeyStore, beside, open_key_store
from admission.app.sealing.rotating import rotate
from admission.app.sealing.sources import key_file
from admission.app.sealing.subject_keys import Gone, SubjectErasedError, SubjectKey
from admission.app.views import open_views
from admission.projections.people.queries import show_person
from admission.proof.verifier import read_checkpoint
from tests.app.organisation import DAY, Clerk, clerk_at, command
from tests.kit.canary import canary, content_of, files_in, search
from tests.kit.figures import Figure

REQUIREMENTS: Final = ("P-1", "P-2", "P-3", "P-4", "P-5")
_WORDS: Final = 7
_ROWS: Final = ".projections"


class Someone(NamedTuple):
    """A person, the words that stand nowhere else, and the digest of the scan."""

    id: str
    words: tuple[str, ...]
    scan: str


class Office:
    """A clerk and two who approve."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk
        self.others = [clerk.new("account") for _ in range(2)]
        for account in self.others:
            clerk.records("register-account", account=account, holder="Trưởng phòng", on=DAY)

    def someone(self, number: int) -> Someone:
        """Somebody new, of whom seven words are recorded."""
        clerk, words = self.clerk, tuple(canary(number * _WORDS + at) for at in range(_WORDS))
        paper = {"kind": "decision", "issuer": words[2], "original": words[3]}
        person = clerk.person(name=words[0], residence=words[1], document=paper)
        candidate = clerk.new("candidate")
        into = {"person": person, "unit": clerk.units["cell"], "candidate": candidate}
        clerk.records("enter-pool", **into, on=DAY)
        note = {"note": clerk.new("note"), "about": candidate, "text": words[4]}
        clerk.records("write-note", **note, on=DAY)
        clerk.records("leave-pool", candidate=candidate, reason=words[6], on=DAY)
        return Someone(person, words, self._scan(person, words[5]))

    def _scan(self, person: str, word: str) -> str:
        recorder = self.clerk.admission.recorder
        folder = DocumentFolder(recorder.path, recorder.lock)
        with folder.incoming(io.BytesIO(word.encode() * 9)) as scan:
            folder.keep(scan)
        about = {"sha256": scan.sha256, "size": scan.size, "media_type": "text/plain"}
        self.clerk.records("keep-document", **about, title=word, about=person, on=DAY)
        return scan.sha256

    def asks(self, person: str) -> None:
        """An erasure is asked for and approved twice."""
        self.requests(person)
        self.approves(person)

    def requests(self, person: str, on: str = DAY) -> None:
        """An erasure is asked for."""
        paper = {"kind": "request", "number": "7/ĐN"}
        about = {"person": person, "unit": self.clerk.units["cell"], "ground": "own-request"}
        self.clerk.records("request-erasure", **about, document=paper, on=on)

    def approves(self, person: str, on: str = DAY) -> None:
        """Two approve it."""
        admission = self.clerk.admission
        for account in self.others:
            approval = command("approve-erasure", person=person, on=on)
            answer = admission.handle(approval, Act(admission.new_id(), account))
            assert answer.outcome == "done", answer.objections

    def erases(self, *people: str, on: str = DAY) -> None:
        """Some are erased, whose erasure was approved."""
        admission = self.clerk.admission
        commands = commands_to_erase(admission, people, on)
        for answer, _ in carry_out(admission, [(each, self.clerk.act()) for each in commands]):
            assert answer.outcome == "done", answer.objections


class Secrets(NamedTuple):
    """What must be nowhere: data keys of those who are erased, bare and wrapped."""

    found: tuple[bytes, ...]

    @classmethod
    def of(cls, clerk: Clerk, people: list[Someone]) -> "Secrets":
        """Those of some people, while they are there."""
        lock = clerk.admission.recorder.lock
        assert lock.keys is not None
        assert lock.seals.keys is not None
        found: list[bytes] = []
        for person in people:
            key, wrapped = lock.seals.keys.of(person.id), lock.keys.wrapped(person.id)
            assert isinstance(key, SubjectKey)
            assert wrapped is not None
            assert wrapped.key is not None
            found += (key.key, wrapped.key)
        return cls(tuple(found))

    def left_in(self, folder: Path) -> int:
        """How many files of a folder have any of them."""
        contents = [content_of(path) for path in files_in(folder)]
        return sum(secret in content for content in contents for secret in self.found)


def run_one(requirement: str, times: int, seed: int) -> Figure:
    """What `run` found for one requirement."""
    return run(times, seed)[REQUIREMENTS.index(requirement)]


@cache
def run(times: int, seed: int) -> tuple[Figure, ...]:
    """As many people erased, and half as many kept; what is left of the erased is a failure."""
    chance = random.Random(seed)  # noqa: S311 - whom to erase, no secret
    with tempfile.TemporaryDirectory() as place:
        folder, backup = Path(place) / "live", Path(place) / "backup"
        folder.mkdir()
        db = folder / "one.db"
        with clerk_at(db) as clerk:
            clerk.founds()
            office = Office(clerk)
            everyone = [office.someone(number) for number in range(times + times // 2 + 1)]
            erased = chance.sample(everyone, times)
            for person in erased:
                office.asks(person.id)
            secrets = Secrets.of(clerk, erased)
            outside = _words_outside_the_rows(folder, everyone)
            old = Auditor(clerk.admission.recorder).checkpoint()
        shutil.copytree(folder, backup)
        with clerk_at(db) as clerk:
            office.clerk = clerk
            office.erases(*(person.id for person in erased))
            open_left = secrets.left_in(folder)
        left = {
            "words left": len(search(files_in(folder), [w for p in erased for w in p.words])),
            "keys left": open_left + secrets.left_in(folder),
            "others unreadable": _unreadable(db, [p for p in everyone if p not in erased]),
        }
        proofs = {"findings": _findings(db, old)}
        returned = _returned(db, backup, erased)
        readable = _readable_with_new_keys(db, backup, everyone)
    count = len(erased)
    return (
        Figure("P-1", "words outside the rows of queries", len(everyone) * _WORDS, outside, seed),
        Figure("P-2", "people erased; their words and keys beside the store", count, left, seed),
        Figure("P-3", "keys in old backups, tried with the key that is left", *readable, seed),
        Figure("P-4", "erased people, after older keys and rows were restored", *returned, seed),
        Figure("P-5", "people erased; the store against its older checkpoint", count, proofs, seed),
    )


def _words_outside_the_rows(folder: Path, everyone: list[Someone]) -> dict[str, int]:
    found = search(files_in(folder), [word for person in everyone for word in person.words])
    names = [Path(one.file).name.removesuffix("-wal") for one in found]
    return {"words found": sum(not name.endswith(_ROWS) for name in names)}


def _unreadable(db: Path, people: list[Someone]) -> int:
    with open_views(db) as views:
        shown = [show_person(views.connection, each.id, as_of=DAY) for each in people]
    return sum(
        row is None or row.name != each.words[0] for row, each in zip(shown, people, strict=True)
    )


def _findings(db: Path, old: bytes) -> int:
    with open_reader(db) as reader:
        key = signer_beside(db, reader.info()).key
    return len(verify_store(db, key, read_checkpoint(old)).findings)


def _returned(db: Path, backup: Path, erased: list[Someone]) -> tuple[int, dict[str, int]]:
    """The keys and the rows of the backup are put back; then the store is opened again."""
    for file in backup.glob("one.db.[kp]*"):
        shutil.copy(file, db.parent)
    shutil.copytree(backup / "one.db.documents", db.parent / "one.db.documents", dirs_exist_ok=True)
    with open_views(db) as views:
        rows = [show_person(views.connection, each.id, as_of=DAY) for each in erased]
    named = sum(row is None or row.name != "erased" for row in rows)
    with open_admission(db) as admission:
        keys = admission.recorder.lock.seals.keys
        assert keys is not None
        back = sum(keys.of(each.id) is not Gone.ERASED for each in erased)
        minted = sum(_is_minted(keys.made_for, each.id) for each in erased)
    words = len(search(files_in(db.parent), [word for each in erased for word in each.words]))
    found = {"named": named, "keys back": back, "new keys": minted, "words left": words}
    return len(erased), found


def _is_minted(made_for: object, person: str) -> bool:
    try:
        made_for(person)  # type: ignore[operator]
    except SubjectErasedError:
        return False
    return True


def _readable_with_new_keys(
    db: Path, backup: Path, everyone: list[Someone]
) -> tuple[int, dict[str, int]]:
    """A new epoch begins; the keys of the backup are tried with the key of keys that is left."""
    with open_reader(db) as reader:
        rotate(reader.lock, "file", f"{DAY}T00:00:00Z", lambda _: None)
        store_id = reader.lock.store_id
        assert reader.lock.keys is not None
        left = key_file(reader.lock.keys.path, reader.lock.keys.epoch().parameters)
        masters = [Cipher(bytes.fromhex(line.split()[1])) for line in left.read_text().splitlines()]
    with _open(backup / "one.db") as old:
        found = [old.wrapped(each.id) for each in everyone]
        keys = [(each.id, one.key) for each, one in zip(everyone, found, strict=True) if one]
        readable = sum(
            opens(master, key or b"", f"admission/key\x1f{store_id}\x1f{subject}")
            for master in masters
            for subject, key in keys
        )
    return len(keys), {"read": readable}


def _open(store: Path) -> KeyStore:
    found = open_key_store(beside(store))
    assert found is not None
    return found


def opens(master: Cipher, wrapped: bytes, about: str) -> bool:
    """Whether a key of keys opens a wrapped key."""
    try:
        master.open(wrapped, about.encode())
    except BrokenSealError:
        return False
    return True
