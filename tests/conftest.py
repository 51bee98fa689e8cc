"""What holds for every test: no setting from outside, no time limits of hypothesis, one server."""

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import hypothesis
import pytest

from admission.app.recorders.addresses import address_in
from cli.main import run
from tests.placing import (
    Placing,
    passed_by_the_doctor,
    stores_on,
    told_that_stores_are_on_a_server,
)
from tests.postgres import throwaway_postgres
from tests.servers import Server, prepared

hypothesis.settings.register_profile("house", deadline=None, print_blob=True)
hypothesis.settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """One suite for both databases; most tests say nothing of either."""
    parser.addoption(
        "--store",
        choices=("sqlite", "postgres"),
        default="sqlite",
        help="the database that every store of a test is begun in",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Keep a developer's own ADMISSION_DB out, and tidy up after SIGTERM as after Ctrl-C."""
    for name in [name for name in os.environ if name.startswith("ADMISSION_")]:
        del os.environ[name]
    if config.getoption("store") == "postgres":
        told_that_stores_are_on_a_server()
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a server, leave out what only a file can do, and what asks for a file beside a server."""
    if config.getoption("store") == "sqlite":
        return
    config.hook.pytest_deselected(items=[item for item in items if _is_of_a_file(item)])
    items[:] = [item for item in items if not _is_of_a_file(item)]


def _is_of_a_file(item: pytest.Item) -> bool:
    called = getattr(item, "callspec", None)
    in_a_file = called is not None and called.params.get("place") == "sqlite"
    return in_a_file or item.get_closest_marker("sqlite_only") is not None


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A folder with a store of a scenario, such as `reform-2025.db`: to be copied, not written."""

    @cache
    def of(scenario: str) -> Path:
        folder = tmp_path_factory.mktemp(scenario)
        assert run(["--db", str(folder / f"{scenario}.db"), "demo", scenario]) == 0
        return folder

    return of


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The connection string of a PostgreSQL server that lives as long as the test run."""
    with throwaway_postgres() as conninfo:
        yield conninfo


@pytest.fixture(scope="session")
def server(postgres: str) -> Iterator[Server]:
    """That server with the role of the application, who connects from now on."""
    with pytest.MonkeyPatch.context() as environment:
        found = prepared(postgres, os.environ)
        for name, value in found.environment().items():
            environment.setenv(name, value)
        yield found


@pytest.fixture(scope="session", autouse=True)
def placing(request: pytest.FixtureRequest) -> Iterator[Placing | None]:
    """With `--store postgres`, whatever begins a store does so on the server."""
    if request.config.getoption("store") == "sqlite":
        yield None
        return
    with stores_on(request.getfixturevalue("server")) as found:
        yield found


@pytest.fixture(autouse=True)
def _unsafe_server_passed(
    request: pytest.FixtureRequest, placing: Placing | None
) -> Iterator[None]:
    if placing is None or request.node.get_closest_marker("postgres"):
        yield
        return
    with passed_by_the_doctor():
        yield


@pytest.fixture(autouse=True)
def _databases_given_back(
    request: pytest.FixtureRequest, placing: Placing | None
) -> Iterator[None]:
    yield
    if placing is not None:
        placing.take_back(request.node.funcargs.get("tmp_path"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where a new store can be begun: in a file, or in a database on a server."""
    path = tmp_path / "admission.db"
    if request.param == "postgres":
        server: Server = request.getfixturevalue("server")
        return server.new_place(path)
    return path


@pytest.fixture
def tamper(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Change a store as the owner of its file or database can, behind the back of the program."""

    def changed(place: Path, statement: str) -> None:
        address = address_in(place)
        if address is None:
            with closing(sqlite3.connect(place, isolation_level=None)) as connection:
                connection.execute(statement)
        else:
            server: Server = request.getfixturevalue("server")
            server.run(
                "SET search_path TO admission", statement, database=server.database_of(place)
            )

    return changed
