"""A second server that follows the first: it takes over, and until then it answers questions."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from admission.app.bootstrap import create_store
from admission.app.recorders import waiting
from admission.app.recorders.addresses import address_of, place_of
from admission.app.recorders.reading import open_reader
from cli.main import run
from tests.app.organisation import Clerk, clerk_at
from tests.cli.calling import Outcome
from tests.failover.conftest import database_of, named
from tests.failover.forwarder import Forwarder
from tests.failover.test_restarts import people
from tests.kit.erasures import Office
from tests.postgres import Cluster
from tests.servers import Server

pytestmark = pytest.mark.postgres


@pytest.fixture
def place(own: Server, cluster: Cluster, tmp_path: Path) -> Path:
    path = named(tmp_path / "admission.db", f"127.0.0.1:{cluster.port}", own.new_database())
    create_store(path)
    return path


@pytest.fixture
def standby(cluster: Cluster, request: pytest.FixtureRequest) -> Iterator[Cluster]:
    """Started after the database of the test was made; the first server is there again after it."""
    copy = cluster.copied(f"standby-{request.node.name}")
    with psycopg.connect(cluster.conninfo, autocommit=True) as owner:
        owner.execute("ALTER SYSTEM SET synchronous_standby_names TO '*'")
        owner.execute("SELECT pg_reload_conf()")
    copy.start()
    try:
        yield copy
    finally:
        copy.stop()
        cluster.stop()
        cluster.data.joinpath("postgresql.auto.conf").write_text("")
        cluster.start()


def take_over(cluster: Cluster, standby: Cluster) -> None:
    """As Patroni does: the first is gone, the second is promoted."""
    cluster.stop()
    with psycopg.connect(standby.conninfo, autocommit=True) as owner:
        owner.execute("ALTER SYSTEM RESET synchronous_standby_names")
        owner.execute("SELECT pg_promote()")


def goes_on(clerk: Clerk, standby: Cluster, switch: Callable[[], None]) -> None:
    """Commands, one by one and in batches, from before a switch to after it."""
    before = clerk.admission.recorder.head()
    switching = threading.Thread(target=switch)
    items = list(people(clerk, 40))
    answers = list(clerk.admission.handle_many(items[:10], batch=3))
    switching.start()
    answers += [clerk.admission.handle(*item) for item in items[10:25]]
    answers += list(clerk.admission.handle_many(items[25:], batch=3))
    switching.join()
    assert {(answer.outcome, answer.repeated) for answer in answers} == {("done", False)}
    rows = clerk.admission.recorder.log_rows(before, 100)
    assert [row.command_id for row in rows] == [answer.command_id for answer in answers]
    assert [(row.position,) for row in rows] == [answer.positions for answer in answers]
    clerk.admission.projector.catch_up()
    assert clerk.admission.projector.verify() is None
    with closing(psycopg.connect(standby.conninfo)) as owner:
        assert owner.execute("SELECT pg_is_in_recovery()").fetchone() == (False,)


def test_a_list_of_hosts_leads_to_the_one_that_is_written_to(
    place: Path, cluster: Cluster, standby: Cluster
) -> None:
    """The standby is named first; then it takes over."""
    both = f"127.0.0.1:{standby.port},127.0.0.1:{cluster.port}"
    named(place, both, database_of(place))
    with clerk_at(place) as clerk:
        goes_on(clerk, standby, lambda: take_over(cluster, standby))
    assert run(["--db", str(place), "status"]) == 0
    assert run(["--db", str(place), "audit", "verify"]) == 0


def test_a_balancer_that_switches_is_followed(
    place: Path, cluster: Cluster, standby: Cluster
) -> None:
    """It does so before the standby has taken over, which is read-only until then."""
    with Forwarder(cluster.port) as forwarder:

        def switch() -> None:
            forwarder.to = standby.port
            forwarder.cut_all()
            time.sleep(0.5)
            take_over(cluster, standby)

        named(place, f"127.0.0.1:{forwarder.port}", database_of(place))
        with clerk_at(place) as clerk:
            goes_on(clerk, standby, switch)


def test_an_address_may_list_hosts_and_its_password_goes_to_the_environment(
    tmp_path: Path,
) -> None:
    told: dict[str, str] = {}
    path = place_of("postgresql://me:secret@db1:5432,db2:5433/hoa_lu", tmp_path, told)
    assert path.read_text() == "postgresql://db1:5432,db2:5433/hoa_lu\n"
    assert told == {"PGUSER": "me", "PGPASSWORD": "secret"}
    assert address_of("postgresql://me:secret@db2/hoa_lu", told) == "postgresql://db2:5432/hoa_lu"


@pytest.fixture
def at(place: Path, standby: Cluster, capsys: pytest.CaptureFixture[str]) -> "Reading":
    return Reading(place, f"postgresql://127.0.0.1:{standby.port}/{database_of(place)}", capsys)


class Reading:
    """Calls on a store with the address of its standby."""

    def __init__(self, place: Path, address: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.place = place
        self.address = address
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Outcome:
        self._capsys.readouterr()
        code = run(["--db", str(self.place), "--read-from", self.address, *arguments])
        captured = self._capsys.readouterr()
        assert "Traceback" not in captured.err
        return Outcome(code, captured.out, captured.err)


def test_a_standby_answers_from_rows_in_a_file_and_says_up_to_where(
    at: Reading, cluster: Cluster
) -> None:
    rows = at.place.with_name("admission.db.projections")
    assert not rows.exists()
    with clerk_at(at.place) as clerk:
        clerk.founds()
        head = clerk.admission.recorder.head()
    first = at("unit", "list", "--json")
    assert (first.code, first.json["position"], len(first.json["rows"])) == (0, head, 3)
    assert rows.exists()
    made = rows.stat().st_ino
    with clerk_at(at.place) as clerk:
        clerk.person()
    for question in (("unit", "list"), ("unit", "count"), ("due",)):
        there = at(*question, "--json")
        assert run(["--db", str(at.place), *question, "--json"]) == 0
        assert there.json["position"] == head + 1
    assert rows.stat().st_ino == made
    assert len(at("events").lines) == head + 1
    cluster.stop()  # nobody else is asked
    assert at("unit", "list", "--json").json["position"] == head + 1
    assert len(at("events", "--unit", "Đảng bộ cell").lines) == 1


def test_what_records_goes_to_the_store_itself(at: Reading) -> None:
    recorded = at("record", "register-person", "--name", "Lê A", "--on", "2025-07-02", "--json")
    assert recorded.json["outcome"] == "done"
    with open_reader(at.place) as reader:
        assert reader.head() == 3


def test_what_is_erased_is_not_shown_by_the_rows_of_a_standby(at: Reading) -> None:
    """Rows from before an erasure are made anew."""
    with clerk_at(at.place) as clerk:
        clerk.founds()
        office = Office(clerk)
        person = office.someone(1)
        assert person.words[0] in at("person", "show", person.id).out
        office.asks(person.id)
        office.erases(person.id)
    assert "erased" in at("person", "show", person.id).out
    rows = at.place.with_name("admission.db.projections")
    assert not [one for one in person.words if one.encode() in rows.read_bytes()]


def test_a_follower_goes_on_at_a_standby_that_restarts(at: Reading, standby: Cluster) -> None:
    follow = [sys.executable, "-m", "cli", "--db", str(at.place), "--read-from", at.address]
    with subprocess.Popen(
        [*follow, "events", "--follow"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as follower:
        assert follower.stdout is not None
        seen = [follower.stdout.readline() for _ in range(2)]
        standby.stop()
        standby.start()
        with clerk_at(at.place) as clerk:
            list(clerk.admission.handle_many(people(clerk, 5)))
        seen += [follower.stdout.readline() for _ in range(5)]
        follower.kill()
    assert [json.loads(line)["position"] for line in seen] == list(range(1, 8))


def test_a_standby_that_is_named_as_the_store_says_that_it_is_one(
    at: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "AWAY_SECONDS", 0.2)
    at.place.write_text(at.address)
    at.address = at.address.replace("127.0.0.1", "localhost")
    recording = at("record", "register-person", "--name", "Lê A", "--on", "2025-07-02")
    assert (recording.code, "each server there is a standby" in recording.err) == (3, True)
    assert at("status").code == 0


@pytest.mark.sqlite_only("a file, which has no standby")
def test_what_has_no_standby_or_no_address_is_said_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.db"
    create_store(file)
    for address, code, said in (
        ("postgresql://127.0.0.1:1/store", 3, "is a file, which has no standby"),
        ("no-address", 2, "write postgresql://HOST:PORT/DATABASE"),
    ):
        assert run(["--db", str(file), "--read-from", address, "status"]) == code
        assert said in capsys.readouterr().err
