"""Logs in memory, to prove things about."""

from collections.abc import Iterable
from typing import Final

from admission.proof.tree import Edge, Proofs
from admission.proof.verifier import leaf_hash


class Log:
    """A log in memory: leaf hashes, those of full tiles, and the root at every size."""

    def __init__(self, entries: Iterable[bytes]) -> None:
        edge = Edge()
        self.leaves: list[bytes] = []
        self.tiles: dict[tuple[int, int], bytes] = {}
        self.roots = [edge.root()]
        for entry in entries:
            self.leaves.append(leaf_hash(entry))
            edge.add(self.leaves[-1])
            self.roots.append(edge.root())
        self.tiles = {(level, index): hashed for level, index, hashed in edge.tiles}
        self.edge = edge
        self.proofs: Final = Proofs(self)

    @property
    def size(self) -> int:
        return len(self.leaves)

    def read(self, level: int, first: int, count: int) -> list[bytes]:
        if level == 0:
            return self.leaves[first : first + count]
        return [self.tiles[level, at] for at in range(first, first + count)]


def entries(count: int, mark: str = "") -> list[bytes]:
    return [b'{"format":1,"index":%d,"store":"%s"}' % (at, mark.encode()) for at in range(count)]
