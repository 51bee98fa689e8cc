"""RFC 6962 hashing and proofs: a second opinion, the edge rules, and laws."""

import random
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion
from pymerkle.proof import MerkleProof

from admission.proof.tree import Edge
from admission.proof.verifier import (
    Tree,
    is_consistent,
    leaf_hash,
    merkle_root,
    node_hash,
    root_of_inclusion,
)
from tests.proof.logs import Log, entries

_MOST = 2500
LOG = Log(entries(_MOST))
_SIZES = st.integers(1, _MOST)


def test_pymerkle_agrees_on_a_thousand_random_sizes() -> None:
    """Its roots are ours, and it accepts our proofs of inclusion and consistency."""
    chance = random.Random(6962)  # noqa: S311 - a seed, so that it can be repeated
    theirs = InmemoryTree(algorithm="sha256")
    for entry in entries(_MOST):
        theirs.append_entry(entry)
    for _ in range(1000):
        size = chance.randint(1, _MOST)
        index, old = chance.randrange(size), chance.randint(1, size)
        assert theirs.get_root(size) == LOG.roots[size]
        proof = theirs.prove_inclusion(index + 1, size)
        verify_inclusion(LOG.leaves[index], LOG.roots[size], proof)
        path = [LOG.leaves[index], *LOG.proofs.inclusion(index, size)]
        assert sorted(path) == sorted(_path(proof))  # theirs goes from left to right
        verify_consistency(LOG.roots[old], LOG.roots[size], theirs.prove_consistency(old, size))
        roots = (theirs.get_root(old), theirs.get_root(size))
        assert is_consistent(old, size, *roots, LOG.proofs.consistency(old, size))


def _path(proof: MerkleProof) -> list[bytes]:
    """The hashes of a proof of theirs, that of the leaf among them."""
    return [bytes.fromhex(digest) for digest in proof.serialize()["path"]]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, 2304, 2305])
def test_every_way_to_a_root_leads_to_the_same(size: int) -> None:
    """All at once, leaf by leaf along the edge, tile by tile, and from what is kept."""
    tree = Tree()
    for leaf in LOG.leaves[:size]:
        tree.add(leaf)
    assert merkle_root(LOG.leaves[:size]) == LOG.roots[size] == tree.root()
    assert LOG.proofs.root(size) == LOG.roots[size]


def test_hashing_is_that_of_rfc_6962() -> None:
    """The empty tree, and the domains of leaves and nodes (section 2.1)."""
    assert merkle_root([]) == Edge().root() == Tree().root() == sha256(b"").digest()
    assert leaf_hash(b"L123456") == sha256(b"\x00L123456").digest()
    assert node_hash(b"N123", b"N456") == sha256(b"\x01N123N456").digest()
    assert leaf_hash(b"").hex().startswith("6e340b9cffb37a98")


def test_an_edge_goes_on_where_it_was_put_down() -> None:
    edge = Edge()
    for leaf in LOG.leaves[:300]:
        edge.add(leaf)
    again = Edge(edge.size, edge.packed())
    for leaf in LOG.leaves[300:600]:
        again.add(leaf)
    assert again.root() == LOG.roots[600]


@given(st.data())
def test_inclusion_is_proven_and_of_nothing_else(data: st.DataObject) -> None:
    """A proof holds for its leaf, index, size and hashes; any of them otherwise is refused."""
    size = data.draw(_SIZES)
    index = data.draw(st.integers(0, size - 1))
    leaf, proof = LOG.leaves[index], LOG.proofs.inclusion(index, size)
    assert root_of_inclusion(leaf, index, size, proof) == LOG.roots[size]
    assert root_of_inclusion(leaf_hash(b"other"), index, size, proof) != LOG.roots[size]
    other = data.draw(st.integers(0, size))
    if other != index:
        assert root_of_inclusion(leaf, other, size, proof) != LOG.roots[size]
    assert root_of_inclusion(leaf, index, size, [*proof, leaf]) is None
    if proof:
        assert root_of_inclusion(leaf, index, size, proof[:-1]) is None
        at = data.draw(st.integers(0, len(proof) - 1))
        damaged = [*proof[:at], leaf_hash(proof[at]), *proof[at + 1 :]]
        assert root_of_inclusion(leaf, index, size, damaged) != LOG.roots[size]


@given(st.data())
def test_consistency_is_proven_and_of_nothing_else(data: st.DataObject) -> None:
    """A proof holds for its two sizes and roots; any of them otherwise is refused."""
    size = data.draw(_SIZES)
    old = data.draw(st.integers(1, size))
    proof = LOG.proofs.consistency(old, size)
    roots = (LOG.roots[old], LOG.roots[size])
    assert is_consistent(old, size, *roots, proof)
    assert not is_consistent(old, size, leaf_hash(b"other"), LOG.roots[size], proof)
    assert not is_consistent(old, size, LOG.roots[old], leaf_hash(b"other"), proof)
    assert not is_consistent(old, size, *roots, [*proof, LOG.roots[1]])
    if proof:
        assert not is_consistent(old, size, *roots, proof[:-1])
        at = data.draw(st.integers(0, len(proof) - 1))
        damaged = [*proof[:at], leaf_hash(proof[at]), *proof[at + 1 :]]
        assert not is_consistent(old, size, *roots, damaged)


_A, _B = LOG.roots[1], LOG.roots[2]
_SECOND = LOG.leaves[1]


@pytest.mark.parametrize(
    ("index", "size", "proof"),
    [
        (0, 0, []),  # nothing is in an empty tree
        (1, 1, []),  # an index is below the size
        (-1, 2, [_SECOND]),
        (0, 1, [_SECOND]),  # a tree of one needs no hashes
        (0, 2, []),  # a hash is missing
        (0, 2, [_SECOND, _SECOND]),  # one too many
        (0, 2, [_SECOND[:31]]),  # no hash
        (0, 2, [b""]),
        (2, 3, []),
        (7, 2, [_SECOND]),
        (1 << 70, 1 << 71, []),
    ],
)
def test_edge_rules_of_inclusion(index: int, size: int, proof: list[bytes]) -> None:
    assert root_of_inclusion(LOG.leaves[0], index, size, proof) is None


@pytest.mark.parametrize(
    ("old", "size", "old_root", "root", "proof", "holds"),
    [
        (1, 1, _A, _A, [], True),
        (1, 1, _A, _B, [], False),  # one size, two roots
        (1, 1, _A, _A, [_SECOND], False),  # nothing to prove, and yet a hash
        (0, 0, LOG.roots[0], LOG.roots[0], [], False),  # of an empty tree nothing is proven
        (0, 1, LOG.roots[0], _A, [], False),
        (0, 2, LOG.roots[0], _B, [_SECOND], False),
        (2, 1, _B, _A, [], False),  # it shrank
        (2, 1, _B, _A, [_SECOND], False),
        (-1, 1, _A, _A, [], False),
        (1, 2, _A, _B, [_SECOND], True),
        (1, 2, _A, _B, [], False),  # a hash is missing
        (1, 2, _A, _B, [_SECOND, _SECOND], False),  # one too many
        (1, 2, _A, _B, [_SECOND[:31]], False),  # no hash
        (1, 2, _A, _B, [_A], False),  # another hash
        (1, 2, _B, _B, [_SECOND], False),  # another old root
        (1, 2, _A, _A, [_SECOND], False),  # another root
        (2, 3, _B, LOG.roots[3], [LOG.leaves[2]], True),
        (2, 3, _B, LOG.roots[3], [_B, LOG.leaves[2]], False),  # a full subtree is not repeated
    ],
)
def test_edge_rules_of_consistency(  # noqa: PLR0913 - a row of the table
    *, old: int, size: int, old_root: bytes, root: bytes, proof: list[bytes], holds: bool
) -> None:
    assert is_consistent(old, size, old_root, root, proof) is holds
