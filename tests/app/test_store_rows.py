"""What is written can be read again, by every road."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from eventsourcing.persistence import IntegrityError, ProgrammingError

from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.opening import open_store
from admission.app.recorders.plain_rows import CommandKey, CommandRow
from admission.app.recorders.reading import open_reader
from tests.app.stores import IDENTITY, STREAM, Tamper, append, new_store, recorded, refusal

OTHER = "person-01900000-0000-7000-8000-0000000000bb"


def test_an_event_comes_back_as_it_was_written(place: Path) -> None:
    event = recorded()
    with new_store(place) as store:
        append(store, event)
        assert store.select_events(STREAM) == [event]


def test_two_streams_are_written_as_one_and_read_apart(place: Path) -> None:
    with new_store(place) as store:
        assert append(store, recorded(), recorded(OTHER), recorded(version=2)) == [1, 2, 3]
        assert [row.position for row in store.stream_rows(STREAM)] == [1, 3]
        assert [row.position for row in store.stream_rows(STREAM, after_version=1)] == [3]
        assert [row.position for row in store.stream_rows(OTHER)] == [2]
        assert (store.stream_version(STREAM), store.stream_version("person-none")) == (2, 0)


def test_all_streams_but_those_of_a_kind_are_read_stream_by_stream(place: Path) -> None:
    names = ["unit-b", STREAM, OTHER, "unit-b", "person-", "z"]
    with new_store(place) as store:
        for at, name in enumerate(names):
            append(store, recorded(name, version=1 + names[:at].count(name)))
        kind = STREAM.partition("-")[0]
        rows = store.rows_beside(kind, ("", 0), 100)
        beside = sorted(name for name in names if not name.startswith(f"{kind}-"))
        assert [row.stream for row in rows] == beside
        assert store.rows_beside(kind, (rows[1].stream, rows[1].version), 2) == rows[2:4]
        assert store.rows_beside(kind, (rows[-1].stream, rows[-1].version), 2) == []


def test_versions_are_selected_between_bounds_and_from_either_end(place: Path) -> None:
    with new_store(place) as store:
        append(store, *(recorded(version=version) for version in range(1, 6)))
        found = store.select_events(STREAM, gt=1, lte=4, desc=True, limit=2)
        assert [event.originator_version for event in found] == [4, 3]


def test_the_log_is_read_in_order_by_type_and_in_steps(place: Path) -> None:
    with new_store(place) as store:
        assert store.head() == 0
        for version, name in enumerate(("a", "b", "a", "c", "a"), start=1):
            append(store, recorded(version=version, name=name))
        assert store.head() == 5
        assert [row.position for row in store.log_rows(1, 10, types=("a", "c"))] == [3, 4, 5]
        assert [row.position for row in store.log_rows(0, 1, types=("a",))] == [1]
        assert [row.position for row in store.iterate(chunk=2)] == [1, 2, 3, 4, 5]
        assert [row.position for row in store.iterate(after_position=4)] == [5]


def test_writing_goes_on_while_an_iteration_is_half_done(place: Path) -> None:
    with new_store(place) as store:
        append(store, *(recorded(version=version) for version in range(1, 4)))
        rows = store.iterate(chunk=1)
        next(rows)
        append(store, recorded(version=4))
        assert [row.position for row in rows] == [2, 3, 4]


def test_a_store_whose_newest_row_was_cut_takes_nothing_more(place: Path, tamper: Tamper) -> None:
    """Its position would be given again, to an event that followers think they have seen."""
    with new_store(place) as store:
        append(store, recorded(), recorded(version=2))
        tamper(place, "DELETE FROM events WHERE position = 2")
        with pytest.raises(StoreUnusable, match="events end at 1, by the log at 2"):
            append(store, recorded(version=2))
        with pytest.raises(StoreUnusable, match="was cut"):
            store.insert_refusals([refusal("1")])
        assert store.head() == 1


def test_a_time_is_turned_into_the_newest_position_by_then(place: Path, tamper: Tamper) -> None:
    times = [f"2024-03-0{day}T02:00:00.000000Z" for day in (1, 1, 2, 4)]
    with new_store(place) as store:
        assert store.position_at(times[0]) == 0
        for version, time in enumerate(times, start=1):
            append(store, recorded(version=version, recorded_at=time))
        asked = [f"2024-03-0{day}T02:00:00.000000Z" for day in (1, 2, 3, 4, 5)]
        assert [store.position_at(time) for time in asked] == [2, 3, 3, 4, 4]
        assert store.position_at("2024-02-29T23:59:59.999999Z") == 0
        tamper(place, "DELETE FROM events WHERE position = 2")
        assert [store.position_at(time) for time in asked] == [1, 3, 3, 4, 4]


def test_a_command_is_kept_with_the_positions_of_its_events(place: Path) -> None:
    with new_store(place) as store:
        append(store, recorded())
        append(store, recorded(version=2), recorded(version=3), command_id="two")
        assert store.command("two") == CommandRow("two", "key", b"digest", 2, 3)
        with pytest.raises(ProgrammingError, match="of which there are none"):
            append(store, command_id="none")
        assert store.command("unknown") is None


def test_a_command_id_is_taken_once(place: Path) -> None:
    with new_store(place) as store:
        append(store, recorded(), command_id="one")
        with pytest.raises(IntegrityError):
            append(store, recorded(version=2), command_id="one")
        assert store.head() == 1


def test_an_event_id_is_taken_once(place: Path) -> None:
    event = recorded()
    with new_store(place) as store:
        append(store, event)
        again = recorded(version=2)
        object.__setattr__(again, "event_id", event.event_id)
        with pytest.raises(IntegrityError):
            append(store, again)


def test_a_row_that_lacks_a_value_is_a_mistake_and_no_conflict(place: Path) -> None:
    """A conflict would be tried again; this would fail each time."""
    event = recorded()
    object.__setattr__(event, "metadata", None)
    with new_store(place) as store:
        with pytest.raises(ProgrammingError, match=r"events\.metadata"):
            append(store, event)
        assert store.head() == 0


def test_refusals_are_kept_with_the_events_or_alone(place: Path) -> None:
    with new_store(place) as store:
        key = CommandKey("one", "key", b"digest")
        assert store.insert_events([recorded()], command=key, refusals=[refusal("1")]) == [1]
        store.insert_refusals([refusal("2"), refusal("3")])
        assert store.refusals() == [refusal("1"), refusal("2"), refusal("3")]
        assert store.refusals(after="1", limit=1) == [refusal("2")]
        with pytest.raises(IntegrityError):
            store.insert_refusals([refusal("4"), refusal("1")])
        assert len(store.refusals()) == 3


def test_a_store_knows_itself_after_it_is_opened_again(place: Path) -> None:
    with new_store(place) as store:
        append(store, recorded())
    about = {"format": "2", **IDENTITY._asdict()}
    with open_store(place) as writer, open_reader(place) as reader:
        assert writer.info() == reader.info() == about
        assert reader.stream_rows(STREAM) == writer.stream_rows(STREAM)


@pytest.mark.parametrize("opens", [open_store, open_reader])
def test_a_store_of_a_format_that_is_not_known_is_refused(
    place: Path, tamper: Tamper, opens: Callable[[Path], object]
) -> None:
    """Whoever wrote a newer one may have meant something else by the same tables."""
    new_store(place).close()
    for spoil, said in (
        ("UPDATE store SET value = '99' WHERE key = 'format'", "a newer admission"),
        ("DELETE FROM store WHERE key = 'format'", "does not say which format"),
    ):
        tamper(place, spoil)
        with pytest.raises(StoreUnusable, match=said):
            opens(place)


def test_a_link_to_a_store_is_the_same_store(place: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    with new_store(place) as store:
        link.symlink_to(store.path)
        append(store, recorded())
        with open_store(link) as linked:
            assert linked.path == store.path
            assert append(linked, recorded(version=2)) == [2]


def test_asking_imports_neither_the_library_nor_pydantic() -> None:
    program = (
        "import sys, admission.app.recorders.reading\n"
        "print({'eventsourcing', 'pydantic'} & set(sys.modules))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"


def test_streams_are_read_at_once_however_many(place: Path) -> None:
    """One that has no event has no rows."""
    with new_store(place) as store:
        append(store, recorded(), recorded(version=2))
        asked = [STREAM, *(f"person-{number}" for number in range(600))]
        found = store.rows_of(asked)
        assert list(found) == asked
        assert found[STREAM] == store.stream_rows(STREAM)
        assert not any(found[stream] for stream in asked[1:])


def test_closing_twice_does_nothing_and_a_closed_store_says_so(place: Path) -> None:
    store = new_store(place)
    store.close()
    store.close()
    with pytest.raises(StoreUnusable, match="was closed"):
        store.head()
