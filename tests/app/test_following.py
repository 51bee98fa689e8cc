"""A long run is followed by a second process; what becomes of that one changes no row."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from admission.app import following
from admission.app.answers import Answer
from admission.app.envelope import Act
from admission.app.second_process import SecondProcess
from admission.domain.kernel.messages import Command
from tests.app.organisation import DAY, Clerk, clerk_at, command


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clerk]:
    """In a store in which a few commands count as many."""
    monkeypatch.setattr(following, "_MANY", 10)
    monkeypatch.setattr(following, "can_help", lambda: True)
    with clerk_at(tmp_path / "store.db") as clerk:
        yield clerk


def people(clerk: Clerk) -> Iterator[tuple[Command, Act]]:
    for _ in range(40):
        person = clerk.new("person")
        yield command("register-person", person=person, on=DAY, name="Lê A"), clerk.act()


def registering(clerk: Clerk) -> Iterator[Answer]:
    return clerk.admission.handle_many(people(clerk), batch=5)


def behind_by(clerk: Clerk) -> set[int]:
    return {each.behind_by for each in clerk.admission.projector.status()}


def test_the_second_process_keeps_the_rows_up_to_the_log(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first has nothing left to do."""
    with monkeypatch.context() as patched:
        patched.setattr(clerk.admission.projector, "catch_up", lambda: 0)
        assert len(list(registering(clerk))) == 40
    assert behind_by(clerk) == {0}
    assert clerk.admission.projector.verify() is None


def test_the_first_does_alone_what_the_second_does_not(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_a_module(_: str, *rest: str, key: bytes | None) -> SecondProcess:
        return SecondProcess("admission.no_such", *rest, key=key)

    monkeypatch.setattr(following, "SecondProcess", without_a_module)
    assert len(list(registering(clerk))) == 40
    assert behind_by(clerk) == {0}
    assert clerk.admission.projector.verify() is None


def test_a_run_that_is_broken_off_ends_the_second_process(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[SecondProcess] = []

    def start(*arguments: str, key: bytes | None) -> SecondProcess:
        started.append(SecondProcess(*arguments, key=key))
        return started[0]

    monkeypatch.setattr(following, "SecondProcess", start)

    def broken_off() -> Iterator[tuple[Command, Act]]:
        yield from islice(people(clerk), 20)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(clerk.admission.handle_many(broken_off(), batch=5))
    assert started[0]._process.returncode is not None
    clerk.admission.projector.catch_up()
    assert clerk.admission.projector.verify() is None


def test_a_short_run_starts_no_second_process(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_MANY", 41)
    monkeypatch.setattr(following, "SecondProcess", None)
    assert len(list(registering(clerk))) == 40
    assert behind_by(clerk) == {0}
