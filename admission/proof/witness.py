"""A witness: it remembers the newest checkpoint of each log, refuses a fork, signs what it saw.

All that it keeps lies in one folder: its key, and for each log the newest checkpoint and, where a
fork was offered, both checkpoints as evidence. Requests have the form of C2SP tlog-witness.
"""

import base64
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from admission.proof.signing import Signer, cosign, new_signer, read_signer
from admission.proof.verifier import (
    COSIGNATURE_ED25519,
    CannotJudge,
    Checkpoint,
    Key,
    Tampered,
    check_signature,
    is_consistent,
    read_checkpoint,
)

_KEY = "witness-key"
_MOST_HASHES = 63


class Request(NamedTuple):
    """What a log asks a witness to sign: a checkpoint, and that it begins with an old size."""

    old_size: int
    hashes: tuple[bytes, ...]
    note: bytes

    def content(self) -> bytes:
        """As a file."""
        lines = [b"old %d" % self.old_size, *map(base64.b64encode, self.hashes)]
        return b"\n".join(lines) + b"\n\n" + self.note


def read_request(content: bytes) -> Request:
    """A request from its file; raises `CannotJudge`."""
    head, _, note = content.partition(b"\n\n")
    first, *lines = head.split(b"\n")
    try:
        old_size = int(first.removeprefix(b"old "))
        hashes = tuple(base64.b64decode(line, validate=True) for line in lines)
    except ValueError:
        old_size, hashes = -1, ()
    if not first.startswith(b"old ") or old_size < 0 or len(hashes) > _MOST_HASHES:
        raise CannotJudge("This is no request to a witness: it begins with `old` and a size.")
    return Request(old_size, hashes, note)


class Witness:
    """The witness whose key and memory lie in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self.signer = read_signer((folder / _KEY).read_text("utf-8"))
        except (OSError, UnicodeDecodeError, CannotJudge) as error:
            said = f"There is no witness in {folder}: begin one, or name the right folder."
            raise CannotJudge(said) from error

    def newest(self, origin: str) -> Checkpoint | None:
        """The newest checkpoint of a log that this witness signed, None where it never did."""
        try:
            return read_checkpoint((self._of(origin) / "checkpoint").read_bytes())
        except FileNotFoundError:
            return None

    def sign(self, request: Request, log_key: Key, time: int) -> bytes:
        """Check a request and remember its checkpoint; returns it with the cosignature added.

        Raises:
            Tampered: the log forked; both checkpoints are kept in the folder of the log.
            CannotJudge: it is not signed by the log, or does not begin where this witness stands.
        """
        new = read_checkpoint(request.note)
        check_signature(new, log_key)
        with self._turn(new.origin):
            self._check(request, new)
            cosigned = request.note + cosign(self.signer, new, time)
            _keep(self._of(new.origin) / "checkpoint", cosigned)
        return cosigned

    def _check(self, request: Request, new: Checkpoint) -> None:
        held = self.newest(new.origin)
        size = held.size if held else 0
        if held and new.size == size and new.root != held.root:
            self._refuse_fork(held, request.note)
        if new.size < request.old_size or request.old_size != size:
            raise CannotJudge(
                f"This witness holds {size} entries of {new.origin}; the request goes from "
                f"{request.old_size} to {new.size}: ask again with --old {size}."
            )
        if held is None:
            return
        if not is_consistent(size, new.size, held.root, new.root, request.hashes):
            self._refuse_fork(held, request.note)

    def _refuse_fork(self, held: Checkpoint, offered: bytes) -> None:
        folder = self._of(held.origin) / "forks"
        for note in ((self._of(held.origin) / "checkpoint").read_bytes(), offered):
            _keep(folder / sha256(note).hexdigest(), note)
        raise Tampered(
            f"{held.origin} has forked: what it signs now does not begin with the {held.size} "
            f"entries that it signed before. Nothing was signed; both checkpoints are in {folder}."
        )

    def _of(self, origin: str) -> Path:
        return self.folder / sha256(origin.encode()).hexdigest()[:16]

    @contextmanager
    def _turn(self, origin: str) -> Iterator[None]:
        """One request at a time: what is compared is what is replaced."""
        folder = self._of(origin)
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def begin_witness(folder: Path, name: str) -> Witness:
    """Make a witness in a folder, with a new key that its owner alone can read.

    Raises:
        CannotJudge: there is one already, or the name cannot stand in a signature.
    """
    if not name or "+" in name or any(character.isspace() for character in name):
        raise CannotJudge(
            "The name of a witness has no blanks and no +, such as office.example/w1."
        )
    folder.mkdir(parents=True, exist_ok=True)
    signer = new_signer(name, COSIGNATURE_ED25519)
    try:
        write_key(folder / _KEY, signer)
    except FileExistsError as error:
        raise CannotJudge(f"There is a witness in {folder} already: use it.") from error
    return Witness(folder)


def write_key(path: Path, signer: Signer) -> None:
    """Write a private key to a new file that its owner alone can read; `FileExistsError`."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{signer.line()}\n")
        file.flush()
        os.fsync(file.fileno())


def _keep(path: Path, content: bytes) -> None:
    """Put a file in place whole, on the disk before it is relied on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f"{path.name}.new")
    with scratch.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
