"""A store with somebody in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from admission.app.sealing import sources
from tests.app.organisation import Clerk, clerk_at


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "one.db"


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clerk]:
    """At one store for a file of tests."""
    with clerk_at(tmp_path_factory.mktemp("clerk") / "one.db") as clerk:
        yield clerk


@pytest.fixture
def passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with a passphrase, which guesses cost nothing."""
    for name, cost in (("iterations", 1), ("lanes", 1), ("memory_kib", 8)):
        monkeypatch.setitem(sources.COST, name, cost)
    file = tmp_path / "passphrase"
    file.write_text("correct horse battery\n", encoding="utf-8")
    monkeypatch.setenv(sources.PASSPHRASE_FILE, str(file))
    return file
