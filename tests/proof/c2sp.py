"""A second reader of exported logs, by the texts of C2SP and RFC 6962 alone; uses nothing of ours.

https://c2sp.org signed-note, tlog-checkpoint, tlog-tiles. Everything is an assertion.
"""

import base64
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def mth(leaves: list[bytes]) -> bytes:
    """The Merkle Tree Hash over leaf hashes, as RFC 6962, 2.1 defines it."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha256().digest()
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def opened_note(note: str, vkey: str) -> list[str]:
    """The lines of a note that a key (type 0x01) signed."""
    name, key_id, encoded = vkey.split("+", 2)
    key = base64.b64decode(encoded, validate=True)
    assert key[0] == 1
    assert len(key) == 33
    assert sha256(name.encode() + b"\n" + key).digest()[:4].hex() == key_id
    at = note.rindex("\n\n")
    text, signatures = note[: at + 1], note[at + 2 :]
    assert signatures.endswith("\n")
    by_us = [line for line in signatures.splitlines() if line.startswith(f"\u2014 {name} ")]
    signature = base64.b64decode(by_us[0].rsplit(" ", 1)[1], validate=True)
    assert signature[:4].hex() == key_id
    Ed25519PublicKey.from_public_bytes(key[1:]).verify(signature[4:], text.encode())
    return text.splitlines()


def path_of(level: str, index: int, width: int) -> str:
    """The resource of a tile: index 1234067 is `x001/x234/067`, a partial one ends in `.p/W`."""
    elements = [f"{index % 1000:03d}"]
    while index := index // 1000:
        elements.insert(0, f"x{index % 1000:03d}")
    return f"tile/{level}/{'/'.join(elements)}" + ("" if width == 256 else f".p/{width}")


def unbundled(bundle: bytes) -> list[bytes]:
    """The entries of a bundle, each behind its length as a big-endian uint16."""
    entries, at = [], 0
    while at < len(bundle):
        size = bundle[at] * 256 + bundle[at + 1]
        entries.append(bundle[at + 2 : at + 2 + size])
        at += 2 + size
    assert at == len(bundle)
    return entries


def read_log(folder: Path, vkey: str) -> list[bytes]:
    """The entries of a folder with nothing but a whole, signed, unpruned log in it."""
    origin, said, root = opened_note((folder / "checkpoint").read_text("utf-8"), vkey)
    assert origin == vkey.split("+", 1)[0]
    assert said == str(int(said))
    expected, entries = {"checkpoint"}, list[bytes]()
    for index, width in _tiles(int(said)):
        name = path_of("entries", index, width)
        bundle = unbundled((folder / name).read_bytes())
        assert len(bundle) == width
        entries += bundle
        expected.add(name)
    hashes = leaves = [sha256(b"\x00" + entry).digest() for entry in entries]
    level = 0
    while hashes:
        for index, width in _tiles(len(hashes)):
            name = path_of(str(level), index, width)
            held = hashes[index * 256 : index * 256 + width]
            assert (folder / name).read_bytes() == b"".join(held)
            expected.add(name)
        full = len(hashes) // 256
        hashes = [mth(hashes[at * 256 : (at + 1) * 256]) for at in range(full)]
        level += 1
    assert mth(leaves) == base64.b64decode(root, validate=True)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {name for name in files if not name.startswith("bytes/")} == expected
    return entries


def _tiles(size: int) -> list[tuple[int, int]]:
    """Index and width of each tile over so many hashes; no empty one."""
    whole = [(index, 256) for index in range(size // 256)]
    return [*whole, (size // 256, size % 256)] if size % 256 else whole
