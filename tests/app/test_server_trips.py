"""What is written waits for what is asked next, or for the COMMIT, and goes with it."""

from contextlib import suppress
from pathlib import Path

import pytest
from eventsourcing.persistence import IntegrityError

from admission.app.bootstrap import create_store
from admission.app.recorders.opening import open_store
from admission.app.recorders.server.connection import ServerConnection
from tests.app.organisation import clerk_at
from tests.app.stores import STREAM, append, new_store, recorded, refusal
from tests.servers import Server

pytestmark = pytest.mark.postgres

_INSERT = "INSERT INTO refusals VALUES (?, ?, ?, ?, ?, ?, ?)"


@pytest.fixture
def there(server: Server, tmp_path: Path) -> Path:
    place = server.new_place(tmp_path / "admission.db")
    new_store(place).close()
    return place


def test_a_command_goes_to_the_server_a_few_times_only(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    execute = ServerConnection.execute

    def noted(self: ServerConnection, sql: str, parameters: tuple[object, ...] = ()) -> object:
        asked.append(" ".join(sql.split()[:3]))
        return execute(self, sql, parameters)

    place = server.new_place(tmp_path / "admission.db")
    create_store(place)
    with clerk_at(place) as clerk:
        clerk.person()
        monkeypatch.setattr(ServerConnection, "execute", noted)
        clerk.person()
    assert asked == [
        "SELECT e.position, e.recorded_at,",
        "SELECT position, stream,",  # the person, who has no event yet
        "BEGIN",
        "LOCK TABLE tlog_head",
        "SELECT size, position,",
        "COMMIT",
        "BEGIN ISOLATION LEVEL",
        "SELECT pg_advisory_xact_lock(hashtext(current_schema()))",
        "SELECT min(position), max(position)",
        "COMMIT",
    ]


def test_of_what_is_sent_together_the_first_error_is_raised_and_nothing_is_logged(
    there: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with open_store(there) as store:
        append(store, recorded(), command_id="one")
        with pytest.raises(IntegrityError, match="commands_pkey"):
            append(store, recorded(version=2), command_id="one")
        assert append(store, recorded(version=2)) == [2]
    assert not caplog.records


def test_an_inner_part_that_is_refused_when_it_is_sent_is_undone_alone(there: Path) -> None:
    with open_store(there) as store:
        append(store, recorded(), command_id="one")
        with store.writing():
            append(store, recorded(version=2))
            with pytest.raises(IntegrityError, match="commands_pkey"):
                append(store, recorded(version=3), command_id="one")
            append(store, recorded(version=3))
        assert [row.version for row in store.stream_rows(STREAM)] == [1, 2, 3]


def test_what_waits_is_taken_back_with_its_transaction(there: Path) -> None:
    with open_store(there) as store:
        with suppress(LookupError), store.writing() as connection:
            connection.executemany(_INSERT, [refusal("one")])
            raise LookupError
        store.insert_refusals([refusal("two")])
        assert [row.refusal_id for row in store.refusals()] == ["two"]


def test_what_waits_is_seen_by_the_next_question(there: Path) -> None:
    with open_store(there) as store, store.writing() as connection:
        connection.executemany(_INSERT, [refusal("one"), refusal("two")])
        assert [row.refusal_id for row in store.refusals()] == ["one", "two"]
