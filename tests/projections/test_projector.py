# ruff: noqa: S608 - the names in the statements are ours
"""The one loop: its rows depend on the log alone, and nothing is lost on the way."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from admission.app import building, taking_in
from admission.app import projector as module
from admission.app.catalogue import encode
from admission.app.differences import Difference
from admission.app.projection_file import beside, tables
from admission.app.projector import ProjectionStatus, Projector
from admission.app.readers import readers
from admission.app.recorders.plain_rows import EventRow
from admission.app.recorders.reading import StoreReader
from admission.app.recorders.rows import RecordedEvent
from admission.app.row_writers import GatheringWriter
from admission.domain.kernel import ids
from admission.domain.kernel.messages import Event
from admission.domain.registers.people.events import PersonRegistered
from admission.projections import PROJECTIONS
from admission.projections.bitemporal import Put
from admission.projections.facts import Change, Fact
from admission.projections.pipeline import project as pipeline
from tests.projections.histories import History, an_id
from tests.projections.rows import connect, rows_of
from tests.projections.steps import Of

ONE, TWO, THREE = Of(1), Of(2, groups=("youth",)), Of(3)


@pytest.fixture
def past(tmp_path: Path) -> Iterator[History]:
    with History(tmp_path / "past.db") as history:
        history.adopt("small")
        yield history


def some_steps() -> Iterator[tuple[str, Event]]:
    """Three paths, entered in turn; each has a late entry, one a redo, one a cancelled decision."""
    for one in (ONE, TWO, THREE):
        yield one.entered("2024-01-02")
    for one in (ONE, TWO, THREE):
        yield one.permitted("2024-02-01")
        yield one.certified("2024-01-20", "2024-01-10")
        yield one.asked("2024-02-02", "father")
        yield one.voted("2024-03-01", carried=one is not THREE)
        yield one.answered("2024-02-20", "father")
        yield one.helped("2024-01-05", 7)
    for one in (ONE, TWO):
        yield one.decided("2024-04-01")
        yield one.admitted("2024-04-10")
    yield ONE.redone("2024-05-01", "ceremony-held")
    yield TWO.cancelled("2024-05-02")
    yield ONE.admitted("2024-05-10")
    yield ONE.asked("2024-02-03", "mother")


def test_a_file_with_pages_of_another_size_is_rebuilt(past: History, tmp_path: Path) -> None:
    """The rows of an older program, or of another page size, are built anew all the same."""
    path = tmp_path / "rows"
    with closing(sqlite3.connect(path)) as older:
        older.execute("PRAGMA page_size = 8192")
        older.execute("CREATE TABLE left_over (one TEXT)")
    past.write_many(list(some_steps()))
    with Projector(past.recorder, path) as projector:
        projector.catch_up()
        before = rows_of(path)
        projector.rebuild()
        assert rows_of(path) == before


def test_in_one_go_in_steps_and_built_anew_give_equal_rows(past: History) -> None:
    """Live in one batch, live event by event, and built beside: the same rows in every table."""
    with past.projector("steps", batch=1) as steps:
        for step in some_steps():
            past.write(step)
            assert steps.catch_up() in (1, 2)
        stepwise = rows_of(steps.path)
    with past.projector("once") as once:
        assert once.catch_up() == past.recorder.head()
        assert once.catch_up() == 0
        at_once = rows_of(once.path)
        once.rebuild()
        built = rows_of(once.path)
    assert all(rows for table, rows in stepwise.items() if table in ("pipeline", "due", "timeline"))
    assert stepwise == at_once == built


def test_the_streams_that_a_batch_goes_on_with_are_read_at_once(
    past: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None of them is looked up on its own, and the rows are those of a file that is built."""
    past.write_many([one.entered("2024-01-02") for one in (ONE, TWO, THREE)])
    with past.projector("late") as late:
        late.catch_up()
    past.write_many([one.permitted("2024-02-01") for one in (ONE, TWO, THREE)])
    alone: list[str] = []

    def noted(self: StoreReader, stream: str, after_version: int = 0) -> list[EventRow]:
        alone.append(stream)
        return stream_rows(self, stream, after_version)

    stream_rows = StoreReader.stream_rows
    with past.projector("late") as late:
        monkeypatch.setattr(StoreReader, "stream_rows", noted)
        assert late.catch_up() == 3
        assert set(alone) == {ids.RULEBOOKS}
        caught_up = rows_of(late.path)
        late.rebuild()
        assert rows_of(late.path) == caught_up


def test_after_a_crash_the_rows_are_those_of_an_unbroken_run(
    past: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exception in the middle of a batch leaves rows and checkpoint as they were."""
    past.write_many(list(some_steps()))
    with past.projector("whole") as whole:
        whole.catch_up()
        unbroken = rows_of(whole.path)
    with past.projector("broken", batch=7) as broken:
        with monkeypatch.context() as patched:
            patched.setattr(GatheringWriter, "write", failing_at(20))
            with pytest.raises(KeyboardInterrupt):
                broken.catch_up()
        at = {status.position for status in broken.status()}
        assert at <= {0, 7, 14}
        broken.catch_up()
        assert rows_of(broken.path) == unbroken


def failing_at(number: int) -> Callable[[Any, Fact, list[Change]], None]:
    """A writer that is interrupted at so many facts, having written half of the last one."""
    seen = iter(range(number))
    write = GatheringWriter.write

    def broken(self: GatheringWriter, fact: Fact, changes: list[Change]) -> None:
        write(self, fact, changes[:1])
        if next(seen, None) is None:
            self.finish()
            raise KeyboardInterrupt
        write(self, fact, changes[1:])

    return broken


def test_status_says_how_far_each_projection_is(past: History) -> None:
    past.write_many(list(some_steps()))
    with past.projector() as projector:
        head = past.recorder.head()
        assert projector.status()[0] == ProjectionStatus("rulebooks", 2, 0, head, 0)
        projector.catch_up()
        past.write(THREE.withdrew("2024-06-01"))
        assert {(s.position, s.behind_by, s.quarantined) for s in projector.status()} == {
            (head, 1, 0)
        }
        assert [s.projection for s in projector.status()] == list(PROJECTIONS)


def test_an_unknown_type_of_event_is_set_aside_and_the_rest_goes_on(past: History) -> None:
    """A newer program's event: every projection says that it could not take it in."""
    past.write(ONE.entered("2024-01-02"))
    record(past, ONE.id, 2, "soul-searched", b"{}")
    record(past, ONE.id, 3, *written(ONE.permitted("2024-02-01")))
    past.write(TWO.entered("2024-01-03"))
    with past.projector() as projector:
        projector.catch_up()
        assert {(q.projection, q.position) for q in projector.quarantined()} == {
            (name, 3) for name in PROJECTIONS
        }
        assert "'soul-searched' are unknown" in projector.quarantined()[0].reason
        assert standings(projector) == {ONE.id: "dossier-open", TWO.id: "in-pool"}
        assert {status.quarantined for status in projector.status()} == {1}


def test_an_event_that_does_not_fit_its_type_is_set_aside_without_its_content(
    past: History,
) -> None:
    """Only the projections that read the type, and the reason holds no value."""
    person = an_id("person", 77)
    said = '{"on":"2024-01-01","name":"Đặng","x":1}'
    record(past, person, 1, PersonRegistered.TYPE, said.encode())
    with past.projector() as projector:
        projector.catch_up()
        found = projector.quarantined()
        assert [q.projection for q in found] == ["documents", "people", "timeline"]
        assert "Đặng" not in found[0].reason
        assert "person" in found[0].reason


def test_an_event_that_one_projection_fails_on_is_set_aside_by_that_one_alone(
    past: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake in project.py, or a row that the table does not take."""
    past.write_many(list(some_steps()))

    def clumsy(fact: Fact) -> Iterator[Change]:
        if fact.stream == TWO.id and fact.version == 2:
            raise ValueError("names somebody")
        if fact.stream == THREE.id and fact.version == 2:
            yield Put(
                pipeline.TABLE,
                (None,) * (pipeline.TABLE.insert.count("?") - 4),
                "2024-01-01",
                "9999-12-31",
            )
        yield from pipeline.project(fact)

    with_clumsy = {
        type_name: tuple((n, clumsy if n == "pipeline" else p) for n, p in found)
        for type_name, found in readers().items()
    }
    monkeypatch.setattr(taking_in, "readers", lambda: with_clumsy)
    with past.projector() as projector:
        projector.catch_up()
        found = projector.quarantined()
        live = rows_of(projector.path)
        projector.rebuild()
        assert (projector.quarantined(), rows_of(projector.path)) == (found, live)
        assert [(q.projection, q.reason.split(" at ")[0]) for q in found] == [
            ("pipeline", "ValueError"),
            ("pipeline", "IntegrityError"),
        ]
        assert "somebody" not in found[0].reason
        assert standings(projector)[ONE.id] == "on-probation"
        assert projector.status()[0].behind_by == 0


def test_verify_names_a_planted_difference(past: History) -> None:
    """A changed row is one that the log does not give; without it one is missing."""
    past.write_many(list(some_steps()))
    with past.projector() as projector:
        projector.catch_up()
        assert projector.verify() is None
        change(projector.path, f"UPDATE timeline SET actor = 'a' WHERE stream = '{TWO.id}'")
        assert projector.verify() == Difference("timeline", "in use", "3, known from position 3")
        change(projector.path, f"DELETE FROM timeline WHERE stream = '{TWO.id}'")
        assert projector.verify() == Difference("timeline", "fresh", "3, known from position 3")
        projector.rebuild()
        assert projector.verify() is None


def test_rows_of_another_version_are_built_anew_and_the_others_stay(
    past: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    past.write_many(list(some_steps()))
    with past.projector() as projector:
        projector.catch_up()
        before = rows_of(projector.path)
    change(beside(past.path), "UPDATE units SET name = 'kept'", "DELETE FROM pipeline")
    monkeypatch.setitem(PROJECTIONS, "pipeline", PROJECTIONS["pipeline"] + 1)
    with past.projector() as projector:
        assert {s.projection for s in projector.status() if s.behind_by} == {"pipeline"}
        projector.catch_up()
        assert rows_of(projector.path) == before


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE checkpoints SET store_id = 'another'",
        "UPDATE checkpoints SET position = position + 1000",
        "UPDATE checkpoints SET mark = 'a command that this log never had'",
    ],
)
def test_rows_of_another_past_are_built_anew(past: History, spoil: str) -> None:
    """A file of another store, or from before a backup was restored, is never believed."""
    past.write_many(list(some_steps()))
    with past.projector() as projector:
        projector.catch_up()
        before = rows_of(projector.path)
    change(beside(past.path), spoil, "DELETE FROM pipeline")
    with past.projector() as projector:
        projector.catch_up()
        assert rows_of(projector.path) == before


@pytest.mark.sqlite_only("the file of rows")
def test_a_file_of_rows_that_is_deleted_while_open_comes_back(past: History) -> None:
    past.write_many(list(some_steps()))
    with past.projector() as projector:
        projector.catch_up()
        before = rows_of(projector.path)
        for file in projector.path.parent.glob(f"{projector.path.name}*"):
            file.unlink()
        assert projector.catch_up() == past.recorder.head()
        assert rows_of(projector.path) == before


def test_many_events_fill_an_empty_file_from_beside(
    past: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the rows are the same, and progress is told to the end."""
    past.write_many(list(some_steps()))
    with past.projector("live") as live:
        live.catch_up()
        expected = rows_of(live.path)
    monkeypatch.setattr(module, "_MANY", 5)
    monkeypatch.setattr(building, "_CHUNK", 10)
    told: list[tuple[int, int]] = []
    with past.projector("built") as built:
        assert built.catch_up() == past.recorder.head()
        assert rows_of(built.path) == expected
        built.rebuild(lambda done, of: told.append((done, of)))
    head = past.recorder.head()
    assert told == [(10, head), (20, head), (head, head)]
    with closing(connect(built.path, "read")) as connection:
        made = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    assert {"pipeline_key", "pipeline_by_unit", "due_by_day"} <= made


def test_two_projectors_of_one_file_do_not_write_an_event_twice(past: History) -> None:
    with past.projector() as first, past.projector() as second:
        for step in some_steps():
            past.write(step)
            (first if past.recorder.head() % 2 else second).catch_up()
        assert first.catch_up() + second.catch_up() == 0
        assert first.verify() is None


def test_every_projection_names_its_tables() -> None:
    assert {name: bool(tables(name)) for name in PROJECTIONS} == dict.fromkeys(PROJECTIONS, True)


def record(past: History, stream: str, version: int, name: str, state: bytes) -> None:
    """Write a row as it is, whatever it says."""
    number = past.recorder.head() + 1000
    row = RecordedEvent(
        originator_id=stream,
        originator_version=version,
        topic=name,
        state=state,
        metadata=b'{"actor":"a","origin":"live","rulebook":null,"schema":1}',
        event_id=f"event-{number}",
        recorded_at="2024-01-02T00:00:00.000000Z",
        command_id=f"command-{number}",
        subject=None,
    )
    past.recorder.append([row], row.command_id, "key", b"digest")


def written(step: tuple[str, Event]) -> tuple[str, bytes]:
    return step[1].TYPE, encode(step[1])


def standings(projector: Projector) -> dict[str, str]:
    with closing(connect(projector.path, "read")) as connection:
        query = "SELECT candidate, standing FROM pipeline WHERE until > '2999' AND known_to > 1e18"
        return dict(connection.execute(query))


def change(path: Path, *statements: str) -> None:
    with closing(connect(path, "write")) as connection:
        for statement in statements:
            connection.execute(statement)
