"""Commands through the public entry: idempotent, atomic, raced on, refused, under two clocks."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest

from admission.app.answers import Answer, CommandIdReused
from admission.app.bootstrap import create_store, open_admission
from admission.app.clock import NotADemonstration
from admission.app.envelope import Act
from admission.domain.kernel.messages import UnknownReferenceError
from tests.app.organisation import DAY, Clerk, clerk_at, command


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "Đảng bộ.db"


def test_a_command_comes_back_as_a_recorded_event_with_its_metadata(store: Path) -> None:
    """The envelope says who, how known, when, by which command, under which rulebook."""
    with clerk_at(store) as clerk:
        clerk.founds()
        person = clerk.person()
        candidate = clerk.new("candidate")
        fields = {"candidate": candidate, "person": person, "unit": clerk.units["cell"]}
        answer = clerk.records("enter-pool", on=DAY, **fields)
        rows = clerk.admission.recorder.log_rows(answer.positions[0] - 1, 10)
    metadata = json.loads(rows[0].metadata)
    assert [row.stream for row in rows] == [candidate, person]
    assert metadata["subject"] == person == rows[0].subject
    assert metadata["actor"] == clerk.account
    assert metadata["known_by"] == "typed"
    assert metadata["origin"] == "live"
    assert metadata["schema"] == 1
    assert metadata["rulebook"].startswith("vn-2025@")
    assert metadata["recorded_at"] == rows[0].recorded_at
    assert metadata["command_id"] == rows[0].command_id == answer.command_id
    assert rows[0].metadata == json.dumps(metadata, sort_keys=True, separators=(",", ":")).encode()


def test_the_same_command_again_gives_the_first_answer_again(store: Path) -> None:
    """A repeated id adds nothing, also in another process and after other commands."""
    with clerk_at(store) as clerk:
        person, again = clerk.new("person"), clerk.admission.new_id()
        fields = {"person": person, "on": DAY, "name": "Trần Thị Nguồn"}
        first = clerk.records("register-person", again, **fields)
        clerk.person()
    with clerk_at(store) as clerk:
        head = clerk.admission.recorder.head()
        second = clerk.records("register-person", again, **fields)
        assert clerk.admission.recorder.head() == head
    assert second == first._replace(repeated=True)


def test_the_same_id_with_other_content_is_an_error(store: Path) -> None:
    """An id names one command for ever."""
    with clerk_at(store) as clerk:
        again = clerk.admission.new_id()
        clerk.records("register-person", again, person=clerk.new("person"), on=DAY, name="Lê Một")
        with pytest.raises(CommandIdReused, match="used before for something else"):
            clerk.records(
                "register-person", again, person=clerk.new("person"), on=DAY, name="Lê Hai"
            )


def test_an_old_id_cannot_be_compared_once_the_key_is_gone(store: Path) -> None:
    """Without the key nobody can say whether the content is the same: nothing is recorded."""
    create_store(store, key_from=None)
    with clerk_at(store) as clerk:
        again = clerk.admission.new_id()
        fields = {"person": clerk.new("person"), "on": DAY, "name": "Lê Một"}
        clerk.records("register-person", again, **fields)
    store.with_name(f"{store.name}.secret").unlink()
    with clerk_at(store) as clerk, pytest.raises(CommandIdReused, match="the key is gone"):
        clerk.records("register-person", again, **fields)


def test_the_key_of_the_digests_is_for_its_owner_alone(store: Path) -> None:
    """Who can read the store of a colleague cannot guess names from digests."""
    create_store(store, key_from=None)
    with clerk_at(store) as clerk:
        clerk.person()
        secret = store.with_name(f"{store.name}.secret")
        assert secret.stat().st_mode & 0o077 == 0


def test_a_refusal_leaves_a_row_without_anything_personal(store: Path) -> None:
    """Time, actor, command, stream and codes; and the id is decided afresh next time."""
    with clerk_at(store) as clerk:
        person, again = clerk.person(name="Phạm Văn Kín"), clerk.admission.new_id()
        fields = {"person": person, "on": DAY, "name": "Phạm Văn Kín"}
        head = clerk.admission.recorder.head()
        answer = clerk.admission.handle(command("register-person", **fields), clerk.act(again))
        (row,) = clerk.admission.recorder.refusals()
        assert (answer.outcome, answer.codes) == ("refused", ("SYS-07",))
        assert clerk.admission.recorder.head() == head
        assert row[3:] == (clerk.account, "register-person", person, "SYS-07")
        assert "Kín" not in repr(row)
        fields["person"] = clerk.new("person")
        assert clerk.records("register-person", again, **fields).outcome == "done"


def test_an_unknown_reference_is_no_answer_but_an_error(store: Path) -> None:
    """What a command names must be in the store, its actor too."""
    with clerk_at(store) as clerk:
        clerk.founds()
        fields = {"candidate": clerk.new("candidate"), "unit": clerk.units["cell"]}
        stranger = clerk.new("person")
        enter = command("enter-pool", on=DAY, person=stranger, **fields)
        with pytest.raises(UnknownReferenceError, match=stranger):
            clerk.admission.handle(enter, clerk.act())
        with pytest.raises(UnknownReferenceError, match=stranger):
            clerk.admission.handle(enter, Act(clerk.admission.new_id(), stranger))


def test_a_day_ahead_is_refused(store: Path) -> None:
    """A fact cannot lie in the future of the organisation's day."""
    with clerk_at(store) as clerk:
        ahead = command("register-person", person=clerk.new("person"), on="2999-01-01", name="Lê A")
        assert clerk.admission.handle(ahead, clerk.act()).codes == ("SYS-02",)


def test_a_batch_gives_each_command_its_own_answer(store: Path) -> None:
    """A refusal in the middle of many takes nothing with it."""
    with clerk_at(store) as clerk:
        known = clerk.person()
        people = [clerk.new("person"), known, clerk.new("person")]
        items = [
            (command("register-person", person=person, on=DAY, name=f"Lê {n}"), clerk.act())
            for n, person in enumerate(people)
        ]
        answers = list(clerk.admission.handle_many(items, batch=2))
        assert [answer.outcome for answer in answers] == ["done", "refused", "done"]
        assert clerk.admission.world.person(people[2]).registered


def test_an_error_in_a_batch_undoes_its_transaction_and_no_other(store: Path) -> None:
    """Nothing is half written, and the states in memory follow."""
    with clerk_at(store) as clerk:
        people = [clerk.new("person") for _ in range(4)]
        items = [
            (command("register-person", person=person, on=DAY, name="Lê A"), clerk.act())
            for person in people
        ]
        items[3] = (items[3][0], Act(clerk.admission.new_id(), clerk.new("account")))
        done: list[Answer] = []
        with pytest.raises(UnknownReferenceError):
            done.extend(clerk.admission.handle_many(items, batch=2))
        world = clerk.admission.world
        assert [world.person_or_new(person).registered for person in people] == [
            True,
            True,
            False,
            False,
        ]
        assert clerk.records("register-person", person=people[2], on=DAY, name="Lê A")


def test_a_rehearsal_answers_and_records_nothing(store: Path) -> None:
    """What would be refused is told, later lines seeing earlier ones; the log stays as it is."""
    with clerk_at(store) as clerk:
        person = clerk.new("person")
        item = command("register-person", person=person, on=DAY, name="Lê A")
        head = clerk.admission.recorder.head()
        lost = command("register-person", person=person, on=DAY, name="Lê A")
        nobody = clerk.act()._replace(actor=clerk.new("account"))
        first, wrong, second = clerk.admission.rehearse(
            [(item, clerk.act()), (lost, nobody), (item, clerk.act())]
        )
        assert isinstance(first, Answer)
        assert isinstance(second, Answer)
        assert (first.outcome, second.outcome) == ("done", "refused")
        assert isinstance(wrong, UnknownReferenceError)
        assert clerk.admission.recorder.head() == head
        assert clerk.admission.recorder.refusals() == []
        assert clerk.records("register-person", person=person, on=DAY, name="Lê A")


def test_two_clerks_at_once_open_one_candidacy(store: Path) -> None:
    """The person's stream is written with the candidacy, so one of two is refused."""
    with clerk_at(store) as clerk:
        clerk.founds()
        people = [clerk.person() for _ in range(12)]
        cell = clerk.units["cell"]
    start = Barrier(2)

    def enter() -> list[str]:
        outcomes = []
        with open_admission(store) as admission:
            mine = Clerk(admission)
            for person in people:
                fields = {"candidate": mine.new("candidate"), "person": person, "unit": cell}
                start.wait(30)
                answer = admission.handle(command("enter-pool", on=DAY, **fields), mine.act())
                outcomes.append(" ".join((answer.outcome, *answer.codes)))
        return outcomes

    with ThreadPoolExecutor(2) as pool:
        mine, theirs = (future.result(60) for future in [pool.submit(enter) for _ in range(2)])
    for pair in zip(mine, theirs, strict=True):
        assert sorted(pair) == ["done", "refused SYS-05"]


def test_what_another_process_recorded_is_seen(store: Path) -> None:
    """States kept in memory are checked against the log before each decision."""
    with clerk_at(store) as clerk, open_admission(store) as other:
        person = clerk.person()
        assert other.world.person(person).registered
        taken = command("register-person", person=person, on=DAY, name="Lê A")
        assert other.handle(taken, clerk.act()).codes == ("SYS-07",)


def test_only_a_demonstration_records_under_another_clock(store: Path, tmp_path: Path) -> None:
    """A store for live use refuses a story's clock; a demonstration's clock never runs back."""
    then = datetime(2024, 3, 1, 2, tzinfo=UTC)
    person = "person-00000000-0000-7000-8000-000000000000"
    item = command("register-person", person=person, on="2024-03-01", name="Lê A")
    with clerk_at(store) as clerk, pytest.raises(NotADemonstration, match="another clock"):
        clerk.admission.handle(item, clerk.act()._replace(recorded_at=then))
    backwards = pytest.raises(NotADemonstration, match="lies before the last record")
    with clerk_at(tmp_path / "demo.db", demonstration=True) as clerk, backwards:
        clerk.admission.handle(item, clerk.act()._replace(recorded_at=then))
