"""A server that vanishes around a commit: each command is done once, and that is what is said."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from admission.app.answers import Answer
from admission.app.recorders import waiting
from admission.app.recorders.errors import AnswerLost, ServerAway, StoreUnusable
from admission.domain.kernel.messages import Command
from tests.app.organisation import DAY, Clerk, clerk_at, command
from tests.failover.conftest import database_of
from tests.failover.forwarder import Forwarder
from tests.servers import Server

pytestmark = pytest.mark.postgres

Handle = Callable[[Clerk, Command, str], Answer]


def alone(clerk: Clerk, asked: Command, id_: str) -> Answer:
    return clerk.admission.handle(asked, clerk.act(id_))


def in_a_batch(clerk: Clerk, asked: Command, id_: str) -> Answer:
    (answer,) = clerk.admission.handle_many([(asked, clerk.act(id_))])
    return answer


both_ways = pytest.mark.parametrize("handle", [alone, in_a_batch])


@pytest.fixture
def clerk(there: Path) -> Iterator[Clerk]:
    with clerk_at(there) as clerk:
        yield clerk


def registering(clerk: Clerk) -> Command:
    return command("register-person", person=clerk.new("person"), on=DAY, name="Lê A")


def recorded_since(clerk: Clerk, before: int, id_: str) -> list[str]:
    """The types of what was recorded; all of it under one command."""
    rows = clerk.admission.recorder.log_rows(before, 10)
    assert {row.command_id for row in rows} <= {id_}
    return [row.type for row in rows]


@both_ways
@pytest.mark.parametrize("sent", [b"COMMIT", b"INSERT INTO commands", b"LOCK TABLE"])
def test_a_command_is_done_once_whose_connection_ends_before_it_is_committed(
    clerk: Clerk, forwarder: Forwarder, handle: Handle, sent: bytes
) -> None:
    before, id_ = clerk.admission.recorder.head(), clerk.admission.new_id()
    clerk.admission.recorder.sessions.connection().close()  # a fresh one spells out what it sends
    forwarder.break_when_sent = sent
    answer = handle(clerk, registering(clerk), id_)
    assert forwarder.cut == 1
    assert (answer.outcome, answer.repeated) == ("done", False)
    assert answer.positions == (before + 1,)
    assert recorded_since(clerk, before, id_) == ["person-registered"]
    assert clerk.admission.projector.verify() is None


@both_ways
def test_a_command_is_done_once_whose_answer_is_lost_and_is_not_called_repeated(
    clerk: Clerk, forwarder: Forwarder, handle: Handle
) -> None:
    before, id_ = clerk.admission.recorder.head(), clerk.admission.new_id()
    asked = registering(clerk)
    forwarder.break_when_answered = b"COMMIT\0"
    answer = handle(clerk, asked, id_)
    assert forwarder.cut == 1
    assert (answer.outcome, answer.repeated) == ("done", False)
    assert answer.positions == (before + 1,)
    assert recorded_since(clerk, before, id_) == ["person-registered"]
    assert handle(clerk, asked, id_) == answer._replace(repeated=True)
    assert alone(clerk, registering(clerk), clerk.admission.new_id()).positions == (before + 2,)
    assert clerk.admission.projector.verify() is None


@both_ways
def test_a_refusal_whose_answer_is_lost_is_kept_once(
    clerk: Clerk, forwarder: Forwarder, handle: Handle
) -> None:
    asked, id_ = registering(clerk), clerk.admission.new_id()
    alone(clerk, asked, clerk.admission.new_id())
    forwarder.break_when_answered = b"COMMIT\0"
    assert handle(clerk, asked, id_).codes == ("SYS-07",)
    assert forwarder.cut == 1
    assert [row.command_id for row in clerk.admission.recorder.refusals()] == [id_]


def test_a_correction_whose_answer_is_lost_is_done_once(clerk: Clerk, forwarder: Forwarder) -> None:
    person = clerk.person()
    before, id_ = clerk.admission.recorder.head(), clerk.admission.new_id()
    again = {"command": "register-person", "person": person, "on": DAY, "name": "Đặng Văn Âm"}
    about = {"about": person, "fact": 1, "reason": "sai dấu", "on": DAY, "replacement": again}
    asked = command("correct-fact", document={"kind": "note", "number": "1"}, **about)
    forwarder.break_when_answered = b"COMMIT\0"
    answer = alone(clerk, asked, id_)
    assert (answer.outcome, answer.repeated, forwarder.cut) == ("done", False, 1)
    assert recorded_since(clerk, before, id_) == ["fact-corrected"]


@both_ways
def test_a_backend_that_is_ended_in_the_middle_costs_nothing(
    clerk: Clerk, forwarder: Forwarder, own: Server, handle: Handle
) -> None:
    """By its administrator (57P01), while a command is on its way."""
    before, id_ = clerk.admission.recorder.head(), clerk.admission.new_id()
    own.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name='admission'"
    )
    answer = handle(clerk, registering(clerk), id_)
    assert (answer.outcome, answer.repeated) == ("done", False)
    assert recorded_since(clerk, before, id_) == ["person-registered"]
    assert forwarder.cut == 0


@both_ways
def test_what_another_recorded_meanwhile_is_a_real_conflict(
    clerk: Clerk, beside: Path, forwarder: Forwarder, handle: Handle
) -> None:
    """The command is decided again on what stands now, and refused by its rule."""
    asked, id_ = registering(clerk), clerk.admission.new_id()

    def another_records() -> None:
        with clerk_at(beside) as another:
            assert alone(another, asked, another.admission.new_id()).outcome == "done"

    clerk.admission.recorder.sessions.connection().close()
    forwarder.before_it_is_passed_on = another_records
    forwarder.break_when_sent = b"LOCK TABLE"
    assert handle(clerk, asked, id_).codes == ("SYS-07",)


@both_ways
def test_where_it_cannot_be_known_in_time_the_outcome_is_unknown(
    clerk: Clerk, forwarder: Forwarder, handle: Handle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pressing again with the same id says which it was."""
    monkeypatch.setattr(waiting, "AWAY_SECONDS", 0.3)
    before, id_ = clerk.admission.recorder.head(), clerk.admission.new_id()
    asked, there = registering(clerk), forwarder.to
    forwarder.before_it_is_passed_on = lambda: setattr(forwarder, "to", 1)
    forwarder.break_when_answered = b"COMMIT\0"
    with pytest.raises(AnswerLost, match="repeat the command with the same id"):
        handle(clerk, asked, id_)
    forwarder.to = there
    answer = handle(clerk, asked, id_)
    assert (answer.outcome, answer.repeated) == ("done", True)
    assert recorded_since(clerk, before, id_) == ["person-registered"]


@both_ways
def test_where_nothing_was_sent_in_time_nothing_was_kept(
    clerk: Clerk, forwarder: Forwarder, handle: Handle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "AWAY_SECONDS", 0.3)
    before, there, forwarder.to = clerk.admission.recorder.head(), forwarder.to, 1
    forwarder.cut_all()
    with pytest.raises(ServerAway):
        handle(clerk, registering(clerk), clerk.admission.new_id())
    forwarder.to = there
    assert handle(clerk, registering(clerk), clerk.admission.new_id()).positions == (before + 1,)


@both_ways
def test_a_full_disk_on_the_server_is_said_at_once_and_keeps_nothing(
    clerk: Clerk, there: Path, own: Server, handle: Handle
) -> None:
    database = database_of(there)
    before, id_ = clerk.admission.recorder.head(), clerk.admission.new_id()
    asked = registering(clerk)
    own.run(
        "CREATE FUNCTION public.full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE "
        "EXCEPTION 'no space for Lê A' USING ERRCODE = '53100'; END $$",
        "CREATE TRIGGER full_disk BEFORE INSERT ON admission.commands EXECUTE FUNCTION full()",
        database=database,
    )
    with pytest.raises(StoreUnusable, match="no space left on the server") as said:
        handle(clerk, asked, id_)
    assert "Lê A" not in str(said.value)
    assert not isinstance(said.value, ServerAway)
    assert clerk.admission.recorder.head() == before
    own.run("DROP TRIGGER full_disk ON admission.commands", database=database)
    assert handle(clerk, asked, id_).positions == (before + 1,)
