"""Check a package, or the proof of one entry, with this one file: needs only `cryptography`.

    python verifier.py PACKAGE --key KEY [--since OLD]

PACKAGE is a folder written by `admission audit export` or `admission audit package`, or a
`.tlog-proof`; KEY the printed key of the log, not taken from the package itself; OLD an earlier
checkpoint that somebody else kept. Ends with 0 proven, 1 tampered, 2 cannot judge. Reads only what
it is given and uses no network. Formats: RFC 6962 hashing, and of https://c2sp.org signed-note,
tlog-checkpoint, tlog-cosignature, tlog-tiles and tlog-proof.

It does not show that an entry is true, that nothing was withheld before it was recorded, or that
the person named pressed the key.
"""

import base64
import binascii
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

PROVEN: Final = 0
TAMPERED: Final = 1
CANNOT_JUDGE: Final = 2
NOTE_ED25519: Final = 0x01
COSIGNATURE_ED25519: Final = 0x04
TILE: Final = 256
"""How many hashes, or entries, a full tile holds."""
ENTRY_BYTES: Final = 0xFFFF
_HASH_BYTES: Final = 32
_MOST_SIGNATURES: Final = 64
_PROOF_HEADER: Final = "c2sp.org/tlog-proof@v1"
_NAME: Final = re.compile(r"[^\s+]+")
_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,18}")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_DIGESTS: Final = {
    "state": "state",
    "meta": "metadata",
    "refusal": "refusal",
    "store": "identity of the store",
}
SUMS: Final = "SHA256SUMS"
_SUM: Final = re.compile(r"([0-9a-f]{64})  (\w[\w.-]*(?:/\w[\w.-]*)*)", re.ASCII)
_FORMAT: Final = 1
_LATEST: Final = (1 << 63) - 1


class Tampered(Exception):  # noqa: N818 - a verdict
    """What is there is not what was recorded; the message says which entry and what of it."""


class CannotJudge(Exception):  # noqa: N818 - a verdict
    """Something needed is missing, unreadable or not of this log; the message says what to do."""


# --- RFC 6962, section 2.1 ------------------------------------------------------------------------


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over two."""
    return sha256(b"\x01" + left + right).digest()


def merkle_root(hashes: Sequence[bytes]) -> bytes:
    """The root over leaf hashes, or over subtrees of one size, the last of which may be smaller."""
    if not hashes:
        return sha256().digest()
    while len(hashes) > 1:
        paired = [
            sha256(b"\x01" + left + right).digest()
            for left, right in zip(hashes[::2], hashes[1::2], strict=False)
        ]
        hashes = [*paired, hashes[-1]] if len(hashes) % 2 else paired
    return hashes[0]


class Tree:
    """Leaf hashes taken in, in order; holds at most 255 hashes of each level.

    `tile` is told each tile (level, index, hashes) when it is full, and at `finish` the partial.
    """

    def __init__(self, tile: Callable[[int, int, list[bytes]], None] = lambda *_: None) -> None:
        self.size = 0
        self._tile = tile
        self._levels: list[list[bytes]] = []
        self._indices: list[int] = []

    def add(self, hashed: bytes, level: int = 0) -> None:
        """Take in the next leaf hash."""
        if level == 0:
            self.size += 1
        if level == len(self._levels):
            self._levels.append([])
            self._indices.append(0)
        hashes = self._levels[level]
        hashes.append(hashed)
        if len(hashes) == TILE:
            self._tile(level, self._indices[level], hashes)
            self._levels[level] = []
            self._indices[level] += 1
            self.add(merkle_root(hashes), level + 1)

    def root(self) -> bytes:
        """The root over all that was taken in so far."""
        below: list[bytes] = []
        for hashes in self._levels:
            if hashes or below:
                below = [merkle_root([*hashes, *below])]
        return merkle_root(below)

    def finish(self) -> None:
        """Tell the partial tiles."""
        for level, hashes in enumerate(self._levels):
            if hashes:
                self._tile(level, self._indices[level], hashes)


def root_of_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that a proof of inclusion leads to (RFC 9162, 2.1.3.2); None where there is none."""
    if not 0 <= index < size:
        return None
    at, last, found = index, size - 1, leaf
    for other in proof:
        if last == 0 or len(other) != _HASH_BYTES:
            return None
        if at & 1 or at == last:
            found = node_hash(other, found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, other)
        at, last = at >> 1, last >> 1
    return found if last == 0 else None


def is_consistent(
    old_size: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether a proof shows that the larger tree begins with the smaller (RFC 9162, 2.1.4.2).

    From an empty tree nothing can be shown, so an old size of 0 is refused.
    """
    if old_size == size:
        return size > 0 and not proof and old_root == root
    if not 0 < old_size < size or not proof or any(len(one) != _HASH_BYTES for one in proof):
        return False
    path = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    at, last = old_size - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old_found = found = path[0]
    for other in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old_found, found = node_hash(other, old_found), node_hash(other, found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, other)
        at, last = at >> 1, last >> 1
    return last == 0 and old_found == old_root and found == root


# --- signed notes and checkpoints -----------------------------------------------------------------


class Key(NamedTuple):
    """A verifier key: the name of its owner, the kind of signature, the Ed25519 public key."""

    name: str
    kind: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes by which signatures say which key made them."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def __str__(self) -> str:
        encoded = base64.b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{encoded}"


def read_key(text: str) -> Key:
    """The key of a line `name+id+base64`; raises `CannotJudge`."""
    name, _, rest = text.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    material = _bytes_of(encoded)
    if _NAME.fullmatch(name) and len(material) == 1 + _HASH_BYTES:
        key = Key(name, material[0], material[1:])
        known = key.kind in (NOTE_ED25519, COSIGNATURE_ED25519)
        if known and key_id == key.key_id.hex():
            return key
    raise CannotJudge(f"{text.strip()!r} is no verifier key: copy the whole line that was printed.")


class Checkpoint(NamedTuple):
    """A signed statement about a log: `text` is what was signed, `signatures` by name, id+bytes."""

    origin: str
    size: int
    root: bytes
    text: bytes
    signatures: tuple[tuple[str, bytes], ...]


def read_checkpoint(note: bytes) -> Checkpoint:
    """The checkpoint in a signed note, its signatures not yet verified; raises `CannotJudge`."""
    try:
        whole = note.decode()
    except UnicodeDecodeError:
        whole = ""
    text, gap, signatures = whole.rpartition("\n\n")
    lines = text.split("\n")
    if (
        not gap
        or not signatures.endswith("\n")
        or len(lines) < len("osr")
        or "" in lines
        or re.search(r"[\x00-\x09\x0b-\x1f]", whole)
    ):
        raise CannotJudge("There is no checkpoint: a signed note with origin, size and root.")
    root = _bytes_of(lines[2])
    if not _NUMBER.fullmatch(lines[1]) or len(root) != _HASH_BYTES:
        raise CannotJudge("The checkpoint has no size or no root of 32 bytes in base64.")
    found = tuple(map(_signature, signatures.removesuffix("\n").split("\n")[:_MOST_SIGNATURES]))
    return Checkpoint(lines[0], int(lines[1]), root, f"{text}\n".encode(), found)


def _signature(line: str) -> tuple[str, bytes]:
    mark, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    signature = _bytes_of(encoded)
    if mark != "—" or not _NAME.fullmatch(name) or len(signature) < len(b"id__s"):
        raise CannotJudge(f"The checkpoint has a line that is no signature: {line[:80]!r}.")
    return name, signature


def check_signature(checkpoint: Checkpoint, key: Key) -> int | None:
    """Make sure that the key signed the checkpoint; returns the time (POSIX) of a cosignature.

    Raises:
        CannotJudge: it carries no signature of this key, or is of another log than the key.
        Tampered: it carries one, which does not fit the text.
    """
    if key.kind == NOTE_ED25519 and key.name != checkpoint.origin:
        raise CannotJudge(
            f"The key is of {key.name}, the checkpoint of {checkpoint.origin}: give the key of its "
            "log."
        )
    own = [
        signature[4:]
        for name, signature in checkpoint.signatures
        if name == key.name and signature[:4] == key.key_id
    ]
    if not own:
        raise CannotJudge(f"The checkpoint carries no signature of the key {key}.")
    times = [_verified(checkpoint.text, signature, key) for signature in own]
    return times[0]


def _verified(text: bytes, signature: bytes, key: Key) -> int | None:
    # Imported here: hashing alone, as in every query, does without.
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PublicKey,
    )

    time = None
    if key.kind == COSIGNATURE_ED25519:
        time, signature = int.from_bytes(signature[:8], "big"), signature[8:]
        text = cosigned_text(text, time)
    if time is not None and time > _LATEST:
        raise Tampered(f"The signature of {key.name} says a time that no clock can have.")
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text)
    except InvalidSignature:
        said = f"The signature of {key.name} on the checkpoint does not fit what it says."
        raise Tampered(said) from None
    return time


def cosigned_text(text: bytes, time: int) -> bytes:
    """What a witness signs: the time (POSIX), then the text of the checkpoint."""
    return b"cosignature/v1\ntime %d\n%s" % (time, text)


def _bytes_of(encoded: str) -> bytes:
    """What strict base64 stands for; nothing where it is none."""
    try:
        found = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return found if base64.b64encode(found).decode() == encoded else b""


# --- the proof of one entry -----------------------------------------------------------------------


class Proof(NamedTuple):
    """The content of a `.tlog-proof`: the entry (its `extra`), where it stands, and the way up."""

    entry: bytes
    at: int
    hashes: tuple[bytes, ...]
    checkpoint: Checkpoint


def read_proof(content: bytes) -> Proof:
    """A proof as its file says it, nothing of it verified yet; raises `CannotJudge`."""
    head, _, note = content.partition(b"\n\n")
    lines = head.decode(errors="replace").split("\n")
    extra = _bytes_of(_after("extra ", lines[1:2]))
    if lines[0] != _PROOF_HEADER or not extra:
        raise CannotJudge("This is no proof of an entry, or it lacks the entry (line `extra`).")
    index = _after("index ", lines[2:3])
    hashes = tuple(map(_bytes_of, lines[3:]))
    if not _NUMBER.fullmatch(index) or any(len(one) != _HASH_BYTES for one in hashes):
        raise CannotJudge("The proof has no index, or a line that is no hash.")
    return Proof(extra, int(index), hashes, read_checkpoint(note))


def _after(word: str, line: list[str]) -> str:
    """What a line that must begin with a word says; nothing where it does not, or is not there."""
    return line[0].removeprefix(word) if line and line[0].startswith(word) else ""


def check_proof(content: bytes, key: Key) -> tuple[Checkpoint, str]:
    """Verify a proof; returns its checkpoint, and the entry. Raises `CannotJudge`, `Tampered`."""
    proof = read_proof(content)
    check_signature(proof.checkpoint, key)
    size = proof.checkpoint.size
    found = root_of_inclusion(leaf_hash(proof.entry), proof.at, size, proof.hashes)
    if found != proof.checkpoint.root:
        raise Tampered(f"Entry {proof.at} is not in the log of the checkpoint: {proof.entry!r}")
    _read_entry(proof.entry, proof.at)
    return proof.checkpoint, proof.entry.decode()


# --- a package: the whole log as files ------------------------------------------------------------


def tile_path(level: int | str, index: int, width: int) -> str:
    """Where a tile lies in a package, or a bundle of entries (level `entries`)."""
    digits = f"{index:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    *outer, last = (digits[at : at + 3] for at in range(0, len(digits), 3))
    parts = "/".join([*(f"x{part}" for part in outer), last])
    return f"tile/{level}/{parts}" + (f".p/{width}" if width < TILE else "")


def bytes_path(digest: str) -> str:
    """Where the bytes of a SHA-256 lie in a package that brings them along."""
    return f"bytes/{digest[:2]}/{digest}"


class Package:
    """A folder with `checkpoint` and `tile/`; `bytes/`, where it is there, is checked too."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.with_bytes = (folder / "bytes").is_dir()

    def checkpoint(self) -> Checkpoint:
        """Its checkpoint; raises `CannotJudge`."""
        return read_checkpoint(self.read("checkpoint", 1 << 20))

    def read(self, name: str, most: int) -> bytes:
        """The content of a file of at most so many bytes."""
        try:
            with (self.folder / name).open("rb") as file:
                content = file.read(most + 1)
        except OSError as error:
            said = f"{name} cannot be read ({error.strerror}): copy the whole package again."
            raise CannotJudge(said) from error
        if len(content) > most:
            raise Tampered(f"{name} is longer than it can be.")
        return content

    def entries(self, size: int) -> Iterator[bytes]:
        """The entries in order, each as its bytes, 256 at a time in memory."""
        for index in range(-(-size // TILE)):
            width = min(TILE, size - index * TILE)
            name = tile_path("entries", index, width)
            yield from _unbundled(self.read(name, width * (ENTRY_BYTES + 2)), width, name)

    def check_tile(self, level: int, index: int, hashes: list[bytes]) -> None:
        """Compare a tile with the hashes that the entries give."""
        name = tile_path(level, index, len(hashes))
        content = self.read(name, len(hashes) * _HASH_BYTES)
        if len(content) < len(hashes) * _HASH_BYTES:
            raise CannotJudge(f"{name} is cut short: copy the whole package again.")
        for at, hashed in enumerate(hashes):
            if content[at * _HASH_BYTES : (at + 1) * _HASH_BYTES] != hashed:
                what = "Entry" if level == 0 else f"Hash of level {level}"
                raise Tampered(
                    f"{what} {index * TILE + at}: its line does not fit its hash in {name}."
                )

    def check_bytes(self, entry: dict[str, Any], index: int) -> None:
        """Compare the bytes that an entry names by their digests."""
        for field, called in _DIGESTS.items():
            if field in entry:
                if not isinstance(entry[field], str) or not _DIGEST.fullmatch(entry[field]):
                    raise Tampered(f"Entry {index}: its {called} has no SHA-256.")
                name = bytes_path(entry[field])
                content = self.read(name, 1 << 30)
                if sha256(content).hexdigest() != entry[field]:
                    raise Tampered(f"Entry {index}: its {called} was changed ({name}).")


def check_package(folder: Path, key: Key, since: Checkpoint | None = None) -> Checkpoint:
    """Verify a package whole, in memory that does not grow with it; returns its checkpoint.

    Raises:
        Tampered, CannotJudge: with the entry, or what is missing.
    """
    package = Package(folder)
    checkpoint = package.checkpoint()
    check_signature(checkpoint, key)
    if since is not None:
        check_since(since, checkpoint.origin, checkpoint.size, key)
    tree = Tree(package.check_tile)
    for index, line in enumerate(package.entries(checkpoint.size)):
        tree.add(leaf_hash(line))
        entry = _read_entry(line, index)
        if package.with_bytes:
            package.check_bytes(entry, index)
        if since is not None and tree.size == since.size:
            compare_roots(since, tree.root())
    tree.finish()
    if tree.root() != checkpoint.root:
        raise Tampered("The entries do not give the root that the checkpoint signs.")
    return checkpoint


def check_since(since: Checkpoint, origin: str, size: int, key: Key) -> None:
    """Make sure that an earlier checkpoint can be compared with a log of this origin and size."""
    if since.origin != origin:
        raise CannotJudge(f"The earlier checkpoint is of {since.origin}, this log is {origin}.")
    check_signature(since, key)
    if since.size > size:
        raise CannotJudge(
            f"The package ({size} entries) is older than the checkpoint ({since.size}): take a "
            "newer one."
        )
    if since.size == 0:
        raise CannotJudge("The earlier checkpoint is of an empty log, of which nothing follows.")


def compare_roots(since: Checkpoint, root: bytes) -> None:
    """Raise `Tampered` where the log, at the size of an earlier checkpoint, has another root."""
    if root != since.root:
        raise Tampered(
            f"History was rewritten: one of entries 0 to {since.size - 1} is not what it was."
        )


def _unbundled(bundle: bytes, width: int, name: str) -> Iterator[bytes]:
    at = 0
    for _ in range(width):
        length = int.from_bytes(bundle[at : at + 2], "big")
        at += 2 + length
        if at > len(bundle) or not length:
            raise CannotJudge(f"{name} is cut short: copy the whole package again.")
        yield bundle[at - length : at]
    if at != len(bundle):
        raise Tampered(f"{name} holds more than its {width} entries.")


def _read_entry(line: bytes, index: int) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        entry = None
    if not isinstance(entry, dict) or entry.get("index") != index:
        raise Tampered(f"Entry {index} does not say that it is entry {index}.")
    if entry.get("format") != _FORMAT:
        raise CannotJudge(
            f"Entry {index} is in format {entry.get('format')!r:.20}, not {_FORMAT}: take the "
            "verifier of the version that wrote it."
        )
    return entry


# --- a package of a unit: files, and the proofs of its events -------------------------------------


def sums_line(sums: bytes) -> str:
    """The line of a checkpoint, after its root, that signs for the `SHA256SUMS` of a package."""
    return f"sums {sha256(sums).hexdigest()}"


def check_files(folder: Path, key: Key) -> tuple[Checkpoint, int, int]:
    """Verify a folder of proofs and other files; returns its checkpoint and how many of each.

    Every proof is of the log of the checkpoint, which also signs for the sums of all files.

    Raises:
        Tampered, CannotJudge: with the file, or what is missing.
    """
    package = Package(folder)
    checkpoint = package.checkpoint()
    check_signature(checkpoint, key)
    sums = package.read(SUMS, 1 << 30)
    signed = [line for line in checkpoint.text.decode().split("\n") if line.startswith("sums ")]
    if not signed:
        raise CannotJudge(f"The checkpoint signs for no {SUMS}: copy the whole package again.")
    if signed != [sums_line(sums)]:
        raise Tampered(f"{SUMS} is not the one that the checkpoint signs for.")
    digests = _read_sums(sums)
    there = {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}
    added = sorted(there - digests.keys() - {SUMS, "checkpoint"})
    if added:
        raise Tampered(f"{added[0]} was not in the package when it was made.")
    proofs = [name for name in digests if name.endswith(".tlog-proof")]
    for name in proofs:
        if name in there:
            _check_file(folder, name, digests[name])
            _check_packed(package, name, checkpoint, key)
    for name in sorted(there & digests.keys() - set(proofs)):
        _check_file(folder, name, digests[name])
    missing = sorted(digests.keys() - there)
    if missing:
        raise CannotJudge(f"{missing[0]} is missing: copy the whole package again.")
    return checkpoint, len(proofs), len(digests) - len(proofs)


def _read_sums(sums: bytes) -> dict[str, str]:
    """By name, the SHA-256 of each file."""
    found = [_SUM.fullmatch(line) for line in sums.decode(errors="replace").splitlines()]
    if None in found:
        raise CannotJudge(f"{SUMS} has a line that is no SHA-256 with a name.")
    return {one[2]: one[1] for one in found if one}


def _check_file(folder: Path, name: str, digest: str) -> None:
    try:
        with (folder / name).open("rb") as file:
            found = file_digest(file, "sha256").hexdigest()
    except OSError as error:
        said = f"{name} cannot be read ({error.strerror}): copy the whole package again."
        raise CannotJudge(said) from error
    if found != digest:
        raise Tampered(f"{name} is not what it was when the package was made.")


def _check_packed(package: Package, name: str, checkpoint: Checkpoint, key: Key) -> None:
    """Verify one proof of a package, and the stored bytes of its event where they are there."""
    own, entry = check_proof(package.read(name, 1 << 20), key)
    if own[:3] != checkpoint[:3]:
        raise Tampered(f"{name} is not of the log that the checkpoint signs.")
    if package.with_bytes:
        said = json.loads(entry)
        try:
            package.check_bytes(said, said["index"])
        except Tampered as verdict:
            raise Tampered(f"{name}: {verdict}") from None


# --- the command ----------------------------------------------------------------------------------


def verify(path: Path, key: Key, since: Path | None = None) -> str:
    """Verify a package or a proof and say what is proven; raises `Tampered`, `CannotJudge`."""
    if path.is_dir() and (path / SUMS).is_file():
        if since is not None:
            raise CannotJudge("--since goes with a package of the whole log, not of a unit.")
        checkpoint, proofs, files = check_files(path, key)
        said = f"proven: {proofs} events are in the log of {checkpoint.size} entries, {files} other"
        said += " files are as they were packed"
    elif path.is_dir():
        old = None if since is None else read_checkpoint(_content(since))
        checkpoint = check_package(path, key, old)
        said = f"proven: {checkpoint.size} entries"
        if old is not None:
            said += f", the first {old.size} of them as they were when {old.origin} signed them"
    else:
        if since is not None:
            raise CannotJudge("--since goes with a package, not with the proof of one entry.")
        checkpoint, entry = check_proof(_content(path), key)
        said = f"proven: {entry} is in the log of {checkpoint.size} entries"
    root = base64.b64encode(checkpoint.root).decode()
    return f"{said}\norigin {checkpoint.origin}\nsize {checkpoint.size}\nroot {root}\nkey {key}"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotJudge(
            f"{path} cannot be read ({error.strerror}): name the right file."
        ) from error


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify what the arguments name, print the verdict, and return the exit code."""
    import argparse  # noqa: PLC0415

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("package", type=Path, help="folder of a package, or a .tlog-proof")
    parser.add_argument("--key", required=True, help="verifier key of the log")
    parser.add_argument("--since", type=Path, help="earlier checkpoint, kept elsewhere")
    asked = parser.parse_args(arguments)
    try:
        print(verify(asked.package, read_key(asked.key), asked.since))  # noqa: T201
    except Tampered as verdict:
        print(f"tampered: {verdict}")  # noqa: T201
        return TAMPERED
    except CannotJudge as verdict:
        print(f"cannot judge: {verdict}")  # noqa: T201
        return CANNOT_JUDGE
    except KeyboardInterrupt:
        print("cannot judge: interrupted before the end.")  # noqa: T201
        return CANNOT_JUDGE
    return PROVEN


if __name__ == "__main__":
    sys.exit(main())
