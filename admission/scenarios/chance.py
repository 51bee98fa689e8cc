"""Seeded chance: the same draws on every machine and every supported Python."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws from one seed; built on `random()` and `getrandbits()` alone, which never change."""

    __slots__ = ("bits", "draw")

    def __init__(self, seed: str) -> None:
        source = Random(seed)  # noqa: S311 - a story is made up, nothing is kept secret by it
        self.draw = source.random
        self.bits = source.getrandbits

    def happens(self, probability: float) -> bool:
        """Whether something of this probability happens."""
        return self.draw() < probability

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends included; `least` where the range is empty."""
        return least + int(self.draw() * max(1, most - least + 1))

    def one_of(self, choices: Sequence[T]) -> T:
        """One of the choices, each as likely."""
        return choices[int(self.draw() * len(choices))]

    def some_of(self, choices: Sequence[T], count: int) -> list[T]:
        """So many different ones of the choices, in the order drawn."""
        left = list(choices)
        return [left.pop(int(self.draw() * len(left))) for _ in range(min(count, len(left)))]

    def weighted(self, choices: Sequence[tuple[T, int]]) -> T:
        """One of the choices, as likely as its weight says."""
        at = self.draw() * sum(weight for _, weight in choices)
        for choice, weight in choices:
            at -= weight
            if at < 0:
                return choice
        return choices[-1][0]

    def spread(self, total: int, weights: Sequence[int]) -> list[int]:
        """A total in whole parts, by weight; what is left over goes to the largest rests."""
        whole = sum(weights)
        parts = [total * weight // whole for weight in weights]
        rests = sorted(range(len(weights)), key=lambda at: (-(total * weights[at] % whole), at))
        for at in rests[: total - sum(parts)]:
            parts[at] += 1
        return parts
