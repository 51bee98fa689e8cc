"""The library's own cases on our recorder on a server, and what a server alone can do to us."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from admission.app.recorders.errors import OutcomeUnknown, StoreUnusable
from admission.app.recorders.opening import open_store
from admission.app.recorders.reading import open_reader
from admission.app.recorders.server.recorder import PostgresRecorder
from admission.app.recorders.server.sessions import ServerSessions
from tests.app import recorder_cases
from tests.app.stores import STREAM, append, new_store, recorded
from tests.servers import Server

pytestmark = pytest.mark.postgres


class PlainRecorder(recorder_cases.PlainEvents, PostgresRecorder):
    pass


class OnAServer(recorder_cases.OnARecorder):
    server: Server

    @pytest.fixture(autouse=True)
    def on_a_server(self, server: Server) -> None:
        self.server = server

    def recorder_at(self, path: Path) -> PlainRecorder:
        new_store(self.server.new_place(path)).close()
        address = path.read_text("utf-8").strip()
        return PlainRecorder(ServerSessions(path, address, "write"))


class TestAsAggregateRecorder(OnAServer, recorder_cases.AsAggregateRecorder):
    pass


class TestAsApplicationRecorder(OnAServer, recorder_cases.AsApplicationRecorder):
    pass


class TestPositionsDoNotInterleave(OnAServer, recorder_cases.PositionsDoNotInterleave):
    pass


@pytest.fixture
def there(server: Server, tmp_path: Path) -> Path:
    place = server.new_place(tmp_path / "admission.db")
    new_store(place).close()
    return place


def test_no_follower_skips_a_writer_whose_commit_is_delayed(there: Path) -> None:
    """The later writer waits for the earlier, so nobody sees its position before the lower one."""
    with open_store(there) as slow, open_store(there) as quick, open_reader(there) as follower:
        begun = threading.Event()

        def write_after() -> list[int]:
            begun.set()
            return append(quick, recorded("person-quick"))

        with ThreadPoolExecutor(1) as pool:
            with slow.writing():
                append(slow, recorded("person-slow"))
                waiting = pool.submit(write_after)
                begun.wait()
                with pytest.raises(TimeoutError):
                    waiting.result(0.3)
                assert follower.log_rows(0, 10) == []
            assert waiting.result() == [2]
        assert [row.stream for row in follower.log_rows(0, 10)] == ["person-slow", "person-quick"]


def test_a_follower_sees_every_position_in_order_while_many_write(there: Path) -> None:
    writers, each = 4, 25
    done = threading.Event()

    def write(number: int) -> None:
        with open_store(there) as store:
            for version in range(1, each + 1):
                append(store, recorded(f"person-{number}", version))

    def follow() -> list[int]:
        seen: list[int] = []
        with open_reader(there) as reader:
            while True:
                last = done.is_set()
                seen += [row.position for row in reader.log_rows(seen[-1] if seen else 0, 1000)]
                if last:
                    return seen

    with ThreadPoolExecutor(writers + 1) as pool:
        following = pool.submit(follow)
        list(pool.map(write, range(writers)))
        done.set()
        assert following.result() == list(range(1, writers * each + 1))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET type = 'other'",
        "DELETE FROM events",
        "TRUNCATE events",
        "DROP TABLE events",
        "CREATE TABLE admission.mine (a int)",
        "UPDATE commands SET first = 9",
        "DELETE FROM refusals",
        "UPDATE tlog_leaf SET hash = ''",
        "DELETE FROM tlog_tile",
        "DELETE FROM tlog_head",
        "UPDATE store SET value = 'demo'",
        "INSERT INTO migrations (version) VALUES (9)",
        "ALTER TABLE events ADD COLUMN more text",
    ],
)
def test_the_role_of_the_application_only_ever_adds(there: Path, statement: str) -> None:
    with open_store(there) as store:
        append(store, recorded())
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            store.sessions.connection().execute(statement)


def test_a_server_that_goes_away_between_two_commands_is_found_again(
    there: Path, server: Server
) -> None:
    with open_store(there) as store:
        append(store, recorded())
        _end_connections(server)
        with pytest.raises(StoreUnusable, match="went away: nothing of this step was kept"):
            append(store, recorded(version=2))
        assert append(store, recorded(version=2)) == [2]


def test_a_server_that_goes_away_within_a_transaction_keeps_nothing_of_it(
    there: Path, server: Server
) -> None:
    def lose_the_server() -> None:
        with store.writing():
            append(store, recorded())
            _end_connections(server)
            append(store, recorded(version=2))

    with open_store(there) as store:
        with pytest.raises(StoreUnusable, match="went away"):
            lose_the_server()
        assert store.head() == 0


def test_a_commit_whose_answer_is_lost_has_an_unknown_outcome(there: Path, server: Server) -> None:
    with open_store(there) as store:

        def lose_the_answer() -> None:
            with store.writing():
                append(store, recorded())
                _end_connections(server)

        with pytest.raises(OutcomeUnknown, match="repeat the command with the same id"):
            lose_the_answer()
        assert store.stream_rows(STREAM) == []


def _end_connections(server: Server) -> None:
    server.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name='admission'"
    )
