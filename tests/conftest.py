"""What holds for every test: no setting from outside, no time limits of hypothesis, one server."""

import os
import signal
from collections.abc import Iterator

import hypothesis
import pytest

from tests.postgres import throwaway_postgres

hypothesis.settings.register_profile("house", deadline=None, print_blob=True)
hypothesis.settings.load_profile("house")


def pytest_configure() -> None:
    """Keep a developer's own ADMISSION_DB out, and tidy up after SIGTERM as after Ctrl-C."""
    for name in [name for name in os.environ if name.startswith("ADMISSION_")]:
        del os.environ[name]
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The connection string of a PostgreSQL server that lives as long as the test run."""
    with throwaway_postgres() as conninfo:
        yield conninfo
