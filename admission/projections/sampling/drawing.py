"""Which of some things are drawn: the same for whoever draws them again with the same seed.

In each stratum those with the lowest SHA-256 (FIPS 180-4) of seed and id are drawn, so what is
added later moves none of them before or after another.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple


class Share(NamedTuple):
    """How many things a stratum has, and how many of them are drawn."""

    size: int
    drawn: int


def shares(sizes: Mapping[str, int], number: int) -> dict[str, Share]:
    """So many of all, each stratum in proportion to its size, by largest remainder.

    Of equal remainders the first name goes first. Where there are no more than so many, all.
    """
    total = sum(sizes.values())
    number = min(number, total)
    parts = {name: divmod(number * size, total) for name, size in sizes.items()}
    rest = number - sum(whole for whole, _ in parts.values())
    nearest = set(sorted(parts, key=lambda name: (-parts[name][1], name))[:rest])
    return {
        name: Share(sizes[name], whole + (name in nearest)) for name, (whole, _) in parts.items()
    }


def in_order_of(seed: str, things: Sequence[str]) -> list[str]:
    """The ids in the order in which the seed draws them."""
    return sorted(things, key=lambda thing: sha256(f"{seed}\n{thing}".encode()).digest())
