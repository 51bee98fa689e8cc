"""One trio for every test of this folder, and a limit on the time of each."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Final

import pytest

from admission.app.bootstrap import create_store
from tests.cluster.trio import Trio, throwaway_trio
from tests.servers import Server, prepared

DATABASE: Final = "admission"
_TEST_SECONDS: Final = 150


@pytest.fixture(scope="session")
def trio() -> Iterator[Trio]:
    """Three servers of which one is written to."""
    with throwaway_trio() as found:
        yield found


@pytest.fixture(scope="session")
def server(trio: Trio) -> Iterator[Server]:
    """The one of them that is written to, with the role of the application, who connects."""
    with pytest.MonkeyPatch.context() as environment:
        found = prepared(trio.conninfo, os.environ)
        for name, value in found.environment().items():
            environment.setenv(name, value)
        yield found


@pytest.fixture(scope="session")
def store(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A live store on the trio, in the database that the settings of the deployment name."""
    server.run(f"CREATE DATABASE {DATABASE} TEMPLATE laid_out")
    place = tmp_path_factory.mktemp("office") / "trio.store"
    place.write_text(f"{server.address(DATABASE)}\n", encoding="utf-8")
    create_store(place)
    return place


@pytest.fixture(autouse=True)
def limited() -> Iterator[None]:
    """No test waits for ever, whatever a server does."""

    def too_long(signum: int, frame: FrameType | None) -> None:
        del signum, frame
        raise TimeoutError(f"longer than {_TEST_SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(_TEST_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
