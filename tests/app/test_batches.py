"""Many commands to a transaction: one id twice among them, positions, rows written together."""

import gc
import json
from pathlib import Path

import pytest

from admission.app.answers import Answer, CommandIdReused
from admission.app.envelope import Act
from admission.app.recorders.errors import StoreUnusable
from admission.domain.kernel.messages import Command
from tests.app.organisation import DAY, Clerk, clerk_at, command
from tests.placing import owned

Item = tuple[Command, Act]
_ID = "{:08d}-c340-774d-a5fe-fa8f25102a6d"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "Đảng bộ.db"


def _registers(clerk: Clerk, person: str, again: str | None = None) -> Item:
    return command("register-person", person=person, on=DAY, name="Lê A"), clerk.act(again)


def _handled(clerk: Clerk, *items: Item) -> list[Answer]:
    return list(clerk.admission.handle_many(items))


def test_one_command_twice_in_a_batch_is_recorded_once(store: Path) -> None:
    """The second one gets the first answer again, as it would after the commit."""
    with clerk_at(store) as clerk:
        person, again = clerk.new("person"), clerk.admission.new_id()
        item = _registers(clerk, person, again)
        first, other, second = _handled(clerk, item, _registers(clerk, clerk.new("person")), item)
        assert second == first._replace(repeated=True)
        assert other.positions == (first.positions[0] + 1,)
        assert len(clerk.admission.recorder.stream_rows(person)) == 1


def test_an_id_with_other_content_in_a_batch_is_an_error(store: Path) -> None:
    """Then nothing of the batch is recorded."""
    with clerk_at(store) as clerk:
        head, again = clerk.admission.recorder.head(), clerk.admission.new_id()
        items = [_registers(clerk, clerk.new("person"), again) for _ in range(2)]
        with pytest.raises(CommandIdReused):
            _handled(clerk, *items)
        assert clerk.admission.recorder.head() == head


def test_an_id_that_was_refused_in_a_batch_is_decided_afresh_in_it(store: Path) -> None:
    """A refusal uses up no id."""
    with clerk_at(store) as clerk:
        known, again = clerk.person(), clerk.admission.new_id()
        items = [_registers(clerk, known, again), _registers(clerk, clerk.new("person"), again)]
        assert [answer.outcome for answer in _handled(clerk, *items)] == ["refused", "done"]
        assert len(clerk.admission.recorder.refusals()) == 1


def test_a_batch_is_refused_where_the_newest_row_was_cut(store: Path) -> None:
    """A position is given once, whether events are written one by one or together."""
    with clerk_at(store) as clerk:
        clerk.person()
        recorder = clerk.admission.recorder
        lost = recorder.head()
        with owned(store) as connection:
            connection.execute("DELETE FROM events WHERE position = ?", (lost,))
        with pytest.raises(StoreUnusable, match="was cut"):
            _handled(clerk, _registers(clerk, clerk.new("person")))
        assert recorder.head() == lost - 1


def test_rows_of_a_batch_are_those_of_single_commands(store: Path, tmp_path: Path) -> None:
    """Every column but the ids of events, which are new."""
    kept = []
    for path, together in ((store, True), (tmp_path / "other.db", False)):
        with clerk_at(path) as clerk:
            clerk.founds()
            after = clerk.admission.recorder.head()
            items = [_registers(clerk, f"person-{_ID.format(n)}", _ID.format(n)) for n in range(3)]
            if together:
                _handled(clerk, *items)
            else:
                for each in items:
                    clerk.admission.handle(*each)
            rows = clerk.admission.recorder.log_rows(after, 10)
            read = clerk.admission.recorder.lock.opener.readable
            kept.append(
                [(row.position - after, *row[1:4], read(row), row.command_id) for row in rows]
            )
            assert all(json.loads(row.metadata)["event_id"] for row in rows)
    assert kept[0] == kept[1]


def test_metadata_is_canonical_json_whatever_the_role_is_called(store: Path) -> None:
    """Quotes, line ends and letters beyond ASCII."""
    with clerk_at(store) as clerk:
        fields = command("register-person", person=clerk.new("person"), on=DAY, name="Lê A")
        act = Act(clerk.admission.new_id(), clerk.account, role='Bí thư "A"\n\\\x01')
        (answer,) = _handled(clerk, (fields, act))
        (row,) = clerk.admission.recorder.log_rows(answer.positions[0] - 1, 1)
    metadata = json.loads(row.metadata)
    assert metadata["role"] == act.role
    canonical = json.dumps(metadata, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert row.metadata == canonical.encode()


def test_states_are_never_forgotten_within_a_batch(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log knows nothing yet of what the commands before have left behind."""
    monkeypatch.setattr("admission.app.states._MOST_STATES", 1)
    with clerk_at(store) as clerk:
        person = clerk.new("person")
        items = [_registers(clerk, each) for each in (person, clerk.new("person"), person)]
        assert [answer.outcome for answer in _handled(clerk, *items)] == ["done", "done", "refused"]


def test_the_garbage_collector_is_as_before_after_many_commands(store: Path) -> None:
    """Also where the answers were not all asked for."""
    usual = gc.get_threshold()
    with clerk_at(store) as clerk:
        items = [_registers(clerk, clerk.new("person")) for _ in range(2)]
        answers = clerk.admission.handle_many(items, batch=1)
        next(answers)
        del answers
    assert gc.get_threshold() == usual


def test_what_is_new_to_a_batch_is_known_in_it_when_it_was_corrected_in_it(store: Path) -> None:
    """The batch read its streams at once before it began; by then this one has events."""
    with clerk_at(store) as clerk:
        person = clerk.new("person")
        again = {"command": "register-person", "person": person, "on": DAY, "name": "Lê Á"}
        paper = {"kind": "note", "number": "1"}
        fields = {"about": person, "fact": 1, "reason": "sai dấu", "document": paper, "on": DAY}
        corrected = command("correct-fact", replacement=again, **fields), clerk.act()
        done = _handled(clerk, _registers(clerk, person), corrected, _registers(clerk, person))
        assert [answer.codes for answer in done] == [(), (), ("SYS-07",)]
