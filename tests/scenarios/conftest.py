"""Each scenario is told once for all tests that look at it."""

from collections.abc import Callable
from functools import cache

import pytest

from admission.scenarios import SCENARIOS
from tests.scenarios.telling import Line, Telling

Lines = Callable[[str], list[Line]]
Told = Callable[[str], Telling]


@pytest.fixture(scope="session")
def lines() -> Lines:
    @cache
    def of(name: str) -> list[Line]:
        return list(SCENARIOS[name]())

    return of


@pytest.fixture(scope="session")
def told(lines: Lines) -> Told:
    @cache
    def of(name: str) -> Telling:
        return Telling(lines(name))

    return of
