"""The growing tree: its right edge, and proofs made from hashes that are kept (RFC 6962, 2.1)."""

from hashlib import sha256
from typing import Final, Protocol

from admission.proof.verifier import merkle_root, node_hash

HASH_BYTES: Final = 32
_TILE_HEIGHT: Final = 8


class Edge:
    """The roots of the full subtrees that a tree of some size consists of, the largest first.

    Taking a leaf in costs one hash on the average. `tiles` gathers the hash of each full tile:
    level (from 1), index, hash.
    """

    __slots__ = ("hashes", "size", "tiles")

    def __init__(self, size: int = 0, packed: bytes = b"") -> None:
        self.size = size
        self.hashes = [packed[at : at + HASH_BYTES] for at in range(0, len(packed), HASH_BYTES)]
        self.tiles: list[tuple[int, int, bytes]] = []

    def add(self, hashed: bytes) -> None:
        """Take in the next leaf hash."""
        hashes, size = self.hashes, self.size
        self.size = size + 1
        height = 0
        while size & 1:
            hashed = sha256(b"\x01" + hashes.pop() + hashed).digest()
            size >>= 1
            height += 1
            if not height % _TILE_HEIGHT:
                self.tiles.append((height // _TILE_HEIGHT, size, hashed))
        hashes.append(hashed)

    def packed(self) -> bytes:
        """The hashes as bytes, to be kept."""
        return b"".join(self.hashes)

    def root(self) -> bytes:
        """The root of the tree."""
        if not self.hashes:
            return merkle_root(())
        found = self.hashes[-1]
        for left in self.hashes[-2::-1]:
            found = node_hash(left, found)
        return found


class Hashes(Protocol):
    """Where leaf hashes (level 0) and the hashes of full tiles (level 1 on) are kept."""

    def read(self, level: int, first: int, count: int) -> list[bytes]:
        """So many hashes of a level, from one on."""


class Proofs:
    """Proofs about a log of which every leaf hash and the hash of each full tile is kept.

    Each takes a few reads of at most 256 hashes a level, however long the log is.
    """

    def __init__(self, hashes: Hashes) -> None:
        self._hashes = hashes

    def root(self, size: int) -> bytes:
        """The root that the log had at a size."""
        return self._of(0, size) if size else merkle_root(())

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """The hashes that lead from an entry to the root, the lowest first."""
        first, after, path = 0, size, []
        while after - first > 1:
            middle = first + _half(after - first)
            if index < middle:
                path.append(self._of(middle, after))
                after = middle
            else:
                path.append(self._of(first, middle))
                first = middle
        return path[::-1]

    def consistency(self, old_size: int, size: int) -> list[bytes]:
        """The hashes which show that the log of a size begins with that of an old size."""
        if old_size in (0, size):
            return []
        first, after, path, whole = 0, size, [], True
        while old_size != after:
            middle = first + _half(after - first)
            if old_size <= middle:
                path.append(self._of(middle, after))
                after = middle
            else:
                path.append(self._of(first, middle))
                first, whole = middle, False
        if not whole:
            path.append(self._of(first, after))
        return path[::-1]

    def _of(self, first: int, after: int) -> bytes:
        """The root over some leaves that are one side of a split: full subtrees, and a rest."""
        parts, at = [], first
        while at < after:
            height = _height(at, after)
            parts.append(self._full(height, at >> height))
            at += 1 << height
        found = parts.pop()
        while parts:
            found = node_hash(parts.pop(), found)
        return found

    def _full(self, height: int, index: int) -> bytes:
        level, above = divmod(height, _TILE_HEIGHT)
        return merkle_root(self._hashes.read(level, index << above, 1 << above))


def _half(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << ((size - 1).bit_length() - 1)


def _height(first: int, after: int) -> int:
    """The height of the largest full subtree that begins at a leaf and ends before another."""
    room = (after - first).bit_length() - 1
    return min(room, (first & -first).bit_length() - 1) if first else room
