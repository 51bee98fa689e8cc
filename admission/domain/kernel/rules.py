"""Rules as named functions, each registered under the numbers that it enforces."""

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from admission.domain.kernel.messages import Objection

Objections = Iterator[Objection]
F = TypeVar("F", bound=Callable[..., Objections])
G = TypeVar("G", bound=Callable[..., object])

ENFORCED: Final[dict[str, list[str]]] = {}
"""For each rule number, the places (`module.function`) that enforce it."""

COMPUTED: Final[dict[str, list[str]]] = {}
"""For each rule number that says how something is reckoned, the places that reckon it so."""


def rule(*numbers: str) -> Callable[[F], F]:
    """Register a function as the place where rules are enforced."""

    def register(function: F) -> F:
        place = f"{function.__module__}.{function.__name__}"
        for number in numbers:
            ENFORCED.setdefault(number, []).append(place)
        return function

    return register


def computes(*numbers: str) -> Callable[[G], G]:
    """Register a function as the place where something is reckoned as rules say."""

    def register(function: G) -> G:
        place = f"{function.__module__}.{function.__name__}"
        for number in numbers:
            COMPUTED.setdefault(number, []).append(place)
        return function

    return register


def objection(code: str, source: str = "", **values: Any) -> Objection:  # noqa: ANN401 - any value
    """An objection, its values made fit for messages and JSON: numbers stay, the rest is text."""
    return Objection(
        code, {k: v if isinstance(v, int) else str(v) for k, v in values.items()}, source
    )
