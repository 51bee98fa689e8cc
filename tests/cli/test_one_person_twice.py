"""Records of one person are joined and parted by clerks at the terminal."""

from typing import Final

import pytest

from tests.cli.calling import Caller

AS_OF: Final = ("--as-of", "2030-01-01")
PAPER: Final = ("--document", "kind=minutes,number=3-BB")
RECORDED: Final = ("--on", "2026-03-01")


def person(call: Caller, name: str, *known: str) -> str:
    """A person registered by name, and the id."""
    told = call.done(
        "record", "register-person", "--name", name, *known, "--on", "2020-01-01", "--json"
    )
    return str(told.json["person"])


@pytest.fixture
def second(call: Caller) -> str:
    """Somebody else who vouches."""
    told = call.done("record", "register-account", "--holder", "Lê", "--json", *RECORDED)
    return str(told.json["account"])


@pytest.fixture
def twins(call: Caller) -> tuple[str, str]:
    """Two records of one name and birth."""
    born = ("--born", "1990-02-03")
    return person(call, "Đặng Thị Ứng", *born), person(call, "Dang Thi Ung", *born)


def act(command: str, one: str, other: str, second: str) -> tuple[str, ...]:
    """The arguments of an act on two records."""
    named = ("--person", one, "--other", other, "--second", second, *PAPER)
    return ("record", command, *named, "--reason", "trùng", *RECORDED)


def said_by_the_doctor(call: Caller) -> tuple[str, str]:
    (check,) = (
        row for row in call.done("doctor", "--json").json["rows"] if row["check"] == "twins"
    )
    return check["verdict"], check["detail"]


def test_likely_twins_are_listed_and_the_doctor_counts_them(
    call: Caller, twins: tuple[str, str]
) -> None:
    """The doctor says no name."""
    (row,) = call.done("person", "twins", "--json", *AS_OF).json["rows"]
    assert {row["person"], row["other"]} == set(twins)
    assert (row["likeness"], row["alike"]) == ("likely", ["name", "birth"])
    table = call.done("person", "twins", *AS_OF).out
    assert "join-persons" in table
    assert "name, birth" in table
    assert said_by_the_doctor(call) == (
        "note",
        "1 likely pair of records of one person: `admission person twins`",
    )


def test_joined_records_are_one_person(call: Caller, twins: tuple[str, str], second: str) -> None:
    kept, other = twins
    call.done(*act("join-persons", kept, other, second))
    (found,) = call.done("person", "find", "dang ung", "--json", *AS_OF).json["rows"]
    assert (found["person"], found["joined_into"]) == (kept, None)
    (shown,) = call.done("person", "show", other, "--json", *AS_OF).json["rows"]
    assert shown["joined_into"] == kept
    assert "joined into" in call.done("person", "show", other, *AS_OF).out
    assert call.done("person", "twins", "--json", *AS_OF).json["rows"] == []
    assert said_by_the_doctor(call) == ("pass", "no two records look like one person")
    before = call.done("person", "find", "dang", "--json", "--as-of", "2026-02-28").json["rows"]
    assert {row["person"] for row in before} == set(twins)


def test_what_was_parted_is_listed_no_more(
    call: Caller, twins: tuple[str, str], second: str
) -> None:
    call.done(*act("join-persons", *twins, second))
    call.done(*act("part-persons", *twins, second))
    assert len(call.done("person", "find", "dang", "--json", *AS_OF).json["rows"]) == 2
    assert call.done("person", "twins", "--json", *AS_OF).json["rows"] == []


def test_the_history_of_a_candidate_shows_the_joining_under_either_name(hoa_lu: Caller) -> None:
    """And where a candidate stands is asked by either."""
    rows = hoa_lu.done("status", "--stage", "awareness", "--json", "--limit", "2").json["rows"]
    candidate, other = rows[0]["candidate"], rows[0]["person"]
    kept = person(hoa_lu, "Ai Đó")
    account = hoa_lu.done("record", "register-account", "--holder", "Lê", "--json").json["account"]
    hoa_lu.done(*act("join-persons", kept, other, account))
    for name in (kept, other, candidate):
        (status,) = hoa_lu.done("status", name, "--json", *AS_OF).json["rows"]
        assert (status["candidate"], status["person"]) == (candidate, kept)
        told = hoa_lu.done("history", name, "--json", *AS_OF).json["rows"]
        types = [row["type"] for row in told]
        assert types[-3:] == ["persons-joined", "joined-into", "candidacy-moved"]
        assert "candidacy-opened" in types
        assert hoa_lu.done("why", name, "--json", *AS_OF).json["candidate"] == candidate


def test_histories_that_contradict_each_other_are_one_sentence_and_nothing_is_written(
    hoa_lu: Caller,
) -> None:
    rows = hoa_lu.done("status", "--stage", "awareness", "--json", "--limit", "2").json["rows"]
    account = hoa_lu.done("record", "register-account", "--holder", "Lê", "--json").json["account"]
    before = hoa_lu.done("events").out
    refused = hoa_lu(*act("join-persons", rows[0]["person"], rows[1]["person"], account))
    assert refused.code == 1
    assert "SYS-47" in refused.err
    assert "end one first" in refused.err
    assert "Traceback" not in refused.err
    assert hoa_lu.done("events").out == before


def test_a_person_who_is_not_there_is_named(call: Caller) -> None:
    nobody = "person-00000000-0000-7000-8000-000000000999"
    shown = call("person", "show", nobody)
    assert shown.code == 2
    assert nobody in shown.err
    assert "person find" in shown.err
