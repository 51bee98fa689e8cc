"""Rules as named functions, each registered under the numbers that it enforces."""

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from admission.domain.kernel.messages import Objection

Objections = Iterator[Objection]
F = TypeVar("F", bound=Callable[..., Any])

ENFORCED: Final[dict[str, list[str]]] = {}
"""For each rule number, the places (`module.function`) that enforce it."""

COMPUTED: Final[dict[str, list[str]]] = {}
"""For each rule number that says how something is reckoned, the places that reckon it so."""


def rule(*numbers: str) -> Callable[[F], F]:
    """Register a function that yields objections as the place where rules are enforced."""
    return _registering(ENFORCED, numbers)


def computes(*numbers: str) -> Callable[[F], F]:
    """Register a function as the place where something is reckoned as rules say."""
    return _registering(COMPUTED, numbers)


def _registering(table: dict[str, list[str]], numbers: tuple[str, ...]) -> Callable[[F], F]:
    def register(function: F) -> F:
        for number in numbers:
            table.setdefault(number, []).append(f"{function.__module__}.{function.__name__}")
        return function

    return register


def objection(code: str, source: str = "", **values: Any) -> Objection:  # noqa: ANN401 - any value
    """An objection, its values made fit for messages and JSON: numbers stay, the rest is text."""
    return Objection(
        code, {k: v if isinstance(v, int) else str(v) for k, v in values.items()}, source
    )
