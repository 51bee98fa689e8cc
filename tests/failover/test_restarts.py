"""A server that restarts, crashes or is read-only for a while: waited for, and nothing is lost."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from admission.app import following
from admission.app.envelope import Act
from admission.app.recorders.reading import open_reader
from admission.app.second_process import SecondProcess
from admission.domain.kernel.messages import Command
from tests.app.organisation import DAY, Clerk, clerk_at, command
from tests.failover.forwarder import Forwarder
from tests.postgres import Cluster
from tests.servers import Server

pytestmark = pytest.mark.postgres

MANY = 150


def people(clerk: Clerk, many: int = MANY) -> Iterator[tuple[Command, Act]]:
    for _ in range(many):
        person = clerk.new("person")
        yield command("register-person", person=person, on=DAY, name="Lê A"), clerk.act()


def calling(happens: Callable[[], None], after: int, items: Iterator[Any]) -> Iterator[Any]:
    """The same items; after so many of them something begins to happen meanwhile."""
    for number, item in enumerate(items):
        if number == after:
            threading.Thread(target=happens).start()
        yield item


@pytest.mark.parametrize("request_", [signal.SIGINT, signal.SIGQUIT], ids=["restart", "crash"])
def test_a_server_that_stops_in_mid_apply_loses_and_doubles_nothing(
    there: Path, cluster: Cluster, request_: signal.Signals
) -> None:
    def restart() -> None:
        cluster.stop(request_)
        cluster.start()

    with clerk_at(there) as clerk:
        before = clerk.admission.recorder.head()
        items = calling(restart, MANY // 3, people(clerk))
        answers = list(clerk.admission.handle_many(items, batch=5))
        assert {(answer.outcome, answer.repeated) for answer in answers} == {("done", False)}
        rows = clerk.admission.recorder.log_rows(before, 2 * MANY)
        acknowledged = [(answer.command_id, *answer.positions) for answer in answers]
        assert [(row.command_id, row.position) for row in rows] == acknowledged
        assert len(rows) == MANY
        clerk.admission.projector.catch_up()
        assert clerk.admission.projector.verify() is None


def test_single_commands_go_on_while_a_server_restarts_again_and_again(
    there: Path, cluster: Cluster
) -> None:
    done = threading.Event()

    def restart() -> None:
        while not done.wait(0.3):
            cluster.stop()
            cluster.start()

    with clerk_at(there) as clerk:
        before = clerk.admission.recorder.head()
        restarting = threading.Thread(target=restart)
        restarting.start()
        answers = [clerk.admission.handle(*item) for item in people(clerk, 40)]
        done.set()
        restarting.join()
        rows = clerk.admission.recorder.log_rows(before, 100)
        assert [row.command_id for row in rows] == [answer.command_id for answer in answers]
        assert {answer.repeated for answer in answers} == {False}
        clerk.admission.projector.catch_up()
        assert clerk.admission.projector.verify() is None


def test_a_read_only_server_is_waited_out(there: Path, own: Server) -> None:
    own.run("ALTER SYSTEM SET default_transaction_read_only TO on")
    writable = threading.Timer(
        1.0,
        own.run,
        ("ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()"),
    )
    with clerk_at(there) as clerk:
        before = clerk.admission.recorder.head()
        own.run("SELECT pg_reload_conf()")
        writable.start()
        began = time.monotonic()
        for item in people(clerk, 2):
            assert clerk.admission.handle(*item).outcome == "done"
        assert time.monotonic() - began > 0.5
        assert clerk.admission.recorder.head() == before + 2
    writable.join()


def test_a_store_is_opened_once_its_server_is_there(there: Path, cluster: Cluster) -> None:
    cluster.stop()
    starting = threading.Timer(0.5, cluster.start)
    starting.start()
    with clerk_at(there) as clerk:
        assert clerk.admission.recorder.head() == 2
    starting.join()


def test_a_follower_that_lost_its_server_misses_and_repeats_nothing(
    there: Path, cluster: Cluster, forwarder: Forwarder
) -> None:
    """It waits for the server, and says so once."""
    follow = [sys.executable, "-m", "cli", "--db", str(there), "events", "--follow"]
    with (
        clerk_at(there) as clerk,
        subprocess.Popen(follow, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as follower,
    ):
        try:
            lines = follower.stdout
            assert lines is not None
            seen = [lines.readline() for _ in range(2)]
            cluster.stop()
            cluster.start()
            list(clerk.admission.handle_many(people(clerk, 20), batch=5))
            seen += [lines.readline() for _ in range(20)]
            forwarder.cut_all()
            list(clerk.admission.handle_many(people(clerk, 20), batch=5))
            seen += [lines.readline() for _ in range(20)]
        finally:
            follower.send_signal(signal.SIGINT)
            said = follower.communicate(timeout=30)[1].decode()
    positions = [int(line.split(b'"position":')[1].split(b",")[0]) for line in seen]
    assert positions == list(range(1, 43))
    assert "went away" in said
    assert "Waiting for it." in said


def test_a_killed_follower_goes_on_where_it_was_told_to(there: Path) -> None:
    with clerk_at(there) as clerk, open_reader(there) as reader:
        list(clerk.admission.handle_many(people(clerk, 10)))
        follow = [sys.executable, "-m", "cli", "--db", str(there), "events", "--follow"]
        with subprocess.Popen(follow, stdout=subprocess.PIPE) as follower:
            assert follower.stdout is not None
            seen = [follower.stdout.readline() for _ in range(5)]
            follower.kill()
        list(clerk.admission.handle_many(people(clerk, 10)))
        after = [*follow[:-1], "--after", str(len(seen))]
        seen += subprocess.run(after, capture_output=True, check=True).stdout.splitlines()
        assert len(seen) == reader.head() == 22


def test_a_second_process_that_is_killed_is_started_again(
    there: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    started: list[SecondProcess] = []

    def start(*arguments: str, key: bytes | None) -> SecondProcess:
        started.append(SecondProcess(*arguments, key=key))
        return started[-1]

    def kill() -> None:
        started[0]._process.kill()
        started[0]._process.wait()

    monkeypatch.setattr(following, "_MANY", 10)
    monkeypatch.setattr(following, "can_help", lambda: True)
    monkeypatch.setattr(following, "SecondProcess", start)
    with clerk_at(there) as clerk:
        items = people(clerk, 60)
        answers = clerk.admission.handle_many(items, batch=5)
        for number, _ in enumerate(answers):
            if number == 30:
                kill()
        assert len(started) == 2
        assert {each.behind_by for each in clerk.admission.projector.status()} == {0}
        assert clerk.admission.projector.verify() is None
    assert "has ended: it is started again" in "".join(capfd.readouterr())
