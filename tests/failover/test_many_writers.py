# ruff: noqa: S608 - the names in the statements are ours
"""Many writers, and others in the same database server: nothing lost, doubled or mixed."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from admission.app.answers import Answer, StillInConflict
from admission.app.bootstrap import create_store
from admission.domain.kernel.messages import Command
from tests.app.organisation import DAY, Clerk, clerk_at, command
from tests.failover.conftest import named
from tests.servers import Server

pytestmark = pytest.mark.postgres

WRITERS = 8
EACH = 10


@pytest.fixture
def place(server: Server, tmp_path: Path) -> Path:
    path = server.new_place(tmp_path / "admission.db")
    create_store(path)
    return path


def pressed(clerk: Clerk, asked: Command, id_: str) -> Answer:
    """As a person does: where others kept writing, the same command again."""
    while True:
        try:
            return clerk.admission.handle(asked, clerk.act(id_))
        except StillInConflict:
            continue


def test_eight_writers_take_the_same_step_of_one_candidate_and_one_of_them_has(
    place: Path,
) -> None:
    with clerk_at(place) as clerk:
        clerk.founds()
        fields = {"person": clerk.person(), "unit": clerk.units["cell"], "on": DAY}
        candidate, before = clerk.new("candidate"), clerk.admission.recorder.head()
        asked = command("enter-pool", candidate=candidate, **fields)

        def enter(_: int) -> Answer:
            with clerk_at(place) as writer:
                return pressed(writer, asked, str(uuid4()))

        with ThreadPoolExecutor(WRITERS) as pool:
            answers = list(pool.map(enter, range(WRITERS)))
        assert Counter(answer.outcome for answer in answers) == {"done": 1, "refused": 7}
        (done,) = (answer for answer in answers if answer.outcome == "done")
        rows = clerk.admission.recorder.log_rows(before, 100)
        assert {row.command_id for row in rows} == {done.command_id}
        assert len(clerk.admission.recorder.refusals()) == WRITERS - 1


def test_eight_writers_press_one_command_and_it_is_done_once(place: Path) -> None:
    with clerk_at(place) as clerk:
        asked = command("register-person", person=clerk.new("person"), on=DAY, name="Lê A")
        before, id_ = clerk.admission.recorder.head(), str(uuid4())

        def register(_: int) -> Answer:
            with clerk_at(place) as writer:
                return pressed(writer, asked, id_)

        with ThreadPoolExecutor(WRITERS) as pool:
            answers = list(pool.map(register, range(WRITERS)))
        assert {answer.positions for answer in answers} == {(before + 1,)}
        assert Counter(answer.repeated for answer in answers) == {True: 7, False: 1}
        assert clerk.admission.recorder.head() == before + 1


def test_eight_writers_on_one_stream_lose_and_double_nothing(place: Path) -> None:
    with clerk_at(place) as clerk:
        clerk.founds()
        cell, before = clerk.units["cell"], clerk.admission.recorder.head()

        def rename(number: int) -> list[str]:
            with clerk_at(place) as writer:
                return [
                    pressed(
                        writer,
                        command("rename-unit", unit=cell, name=f"Chi bộ {number}-{n}", on=DAY),
                        str(uuid4()),
                    ).command_id
                    for n in range(EACH)
                ]

        with ThreadPoolExecutor(WRITERS) as pool:
            done = [id_ for ids in pool.map(rename, range(WRITERS)) for id_ in ids]
        rows = clerk.admission.recorder.log_rows(before, 1000)
        assert sorted(row.command_id for row in rows) == sorted(done)
        assert [row.position - before for row in rows] == list(range(1, WRITERS * EACH + 1))
        assert [row.version for row in rows] == list(range(2, WRITERS * EACH + 2))
        clerk.admission.projector.catch_up()
        assert clerk.admission.projector.verify() is None


def test_two_stores_on_one_server_do_not_mix(server: Server, tmp_path: Path) -> None:
    """Each in a database of its own; they write, and their rows are made, at the same time."""
    places = [server.new_place(tmp_path / f"store-{number}.db") for number in range(2)]
    for place in places:
        create_store(place)

    def register(place: Path) -> list[str]:
        with clerk_at(place) as clerk:
            found = [clerk.person() for _ in range(EACH)]
            assert clerk.admission.projector.verify() is None
            return found

    with ThreadPoolExecutor(2) as pool:
        people = list(pool.map(register, places))
    for place, own in zip(places, people, strict=True):
        with clerk_at(place) as clerk:
            rows = clerk.admission.recorder.log_rows(2, 100)
            assert [row.stream for row in rows] == own


def test_another_application_in_the_same_database_does_not_mix(
    server: Server, tmp_path: Path
) -> None:
    """It has tables of the same names in a schema of its own."""
    database = server.new_database()
    place = named(tmp_path / "admission.db", server.address("").split("/")[2], database)
    tables = ("events", "commands", "refusals", "store", "tlog_head", "checkpoints", "units")
    for schema in ("public", "other"):
        server.run(
            f"CREATE SCHEMA IF NOT EXISTS {schema}",
            f"GRANT ALL ON SCHEMA {schema} TO PUBLIC",
            *(f"CREATE TABLE {schema}.{table} (theirs int)" for table in tables),
            database=database,
        )
    create_store(place)

    def writes_too(number: int) -> None:
        server.run(
            *(f"INSERT INTO public.{table} VALUES ({number})" for table in tables),
            database=database,
        )

    with clerk_at(place) as clerk, ThreadPoolExecutor(1) as pool:
        theirs = pool.map(writes_too, range(EACH))
        people = [clerk.person() for _ in range(EACH)]
        list(theirs)
        assert [row.stream for row in clerk.admission.recorder.log_rows(2, 100)] == people
        assert clerk.admission.projector.verify() is None
        assert not list(clerk.admission.recorder.sessions.faults())
    with psycopg.connect(server.conninfo, dbname=database) as owner:
        for table in tables:
            found = owner.execute(f"SELECT theirs FROM public.{table} ORDER BY 1".encode())
            assert [number for (number,) in found] == list(range(EACH)), table
