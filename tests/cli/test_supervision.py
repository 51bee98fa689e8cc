"""Supervisors assigned; `due` and `progress` asked for by them."""

from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.cli.lists import founded, listed
from tests.cli.test_queries import LISTINGS

LIST = """\
unit,supervisor,office,on
NM-01,person:P3,standing-committee,2025-07-10
"""
ON = ("--as-of", "2025-12-31")


@pytest.fixture
def supervised(rehearsal: Caller, tmp_path: Path) -> Caller:
    """P3 answers for the first cell of two."""
    founded(rehearsal, tmp_path)
    file = listed(tmp_path / "supervisors.csv", LIST)
    assert "1 row recorded" in rehearsal.done("apply", file, "--as", "assign-supervisor").err
    return rehearsal


def test_supervision_has_the_documented_keys(supervised: Caller) -> None:
    (row,) = supervised.done("supervision", "list", *ON, "--json").json["rows"]
    assert list(row) == [column.key for column in LISTINGS["supervisions/1"].columns]
    assert (row["unit_name"], row["supervisor_name"]) == ("Chi bộ thôn 1", "Lê Đức Cường")
    for asked in (("--unit", "NM"), ("--supervisor", "P3"), ("--supervisor", row["supervisor"])):
        assert supervised.done("supervision", "list", *ON, *asked, "--json").json["rows"] == [row]
    assert "(nothing)" in supervised.done("supervision", "list", *ON, "--unit", "NM-02").out


def test_due_and_progress_are_those_of_the_units_answered_for(supervised: Caller) -> None:
    def rows(*asked: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = supervised.done(*asked, *ON, "--json").json["rows"]
        return found

    mine = rows("due", "--supervisor", "P3")
    assert mine == rows("due", "--unit", "NM-01")
    assert 0 < len(mine) < len(rows("due"))
    progress = ("progress", "--year", "2025")
    assert rows(*progress, "--supervisor", "P3") == rows(*progress, "--unit", "NM-01")
    assert rows(*progress, "--supervisor", "P3", "--tree", "as-now")[0]["name"] == "Chi bộ thôn 1"


@pytest.mark.parametrize("command", [("due",), ("progress", "--year", "2025")])
def test_who_answers_for_nothing_on_the_day_is_told_so(
    supervised: Caller, command: tuple[str, ...]
) -> None:
    """Before it began, and of somebody else; with --unit it is one or the other."""
    early = supervised(*command, "--supervisor", "P3", "--as-of", "2025-07-09")
    assert (early.code, early.out) == (2, "")
    assert "P3 answers for no unit on 2025-07-09; `supervision list` shows who does." in early.err
    assert supervised(*command, "--supervisor", "P1").code == 2
    both = supervised(*command, "--supervisor", "P3", "--unit", "NM-01")
    assert (both.code, "give one of them" in both.err) == (2, True)


def test_what_was_not_known_then_filters_nothing(supervised: Caller) -> None:
    position = supervised.done("supervision", "list", *ON, "--json").json["position"]
    asked = ("due", "--supervisor", "P3", *ON, "--known-at", str(position - 1))
    assert "answers for no unit" in supervised(*asked).err


def test_a_second_supervisor_is_refused_unless_it_is_said(supervised: Caller) -> None:
    rows = supervised.done("status", *ON, "--json").json["rows"]
    other = next(row["person"] for row in rows if "Ấm" in row["name"])
    told = ("--unit", "NM-01", "--supervisor", other, "--on", "2025-08-01")
    refused = supervised("record", "assign-supervisor", *told)
    assert (refused.code, "SYS-122" in refused.err) == (1, True)
    supervised.done("record", "assign-supervisor", *told, "--beside-others")
    assert len(supervised.done("supervision", "list", *ON, "--json").json["rows"]) == 2
    nobody = ("--supervisor", "person-01939d3c-0000-7000-8000-0000000000ff")
    unknown = supervised("record", "assign-supervisor", *told[:2], *nobody, *told[4:])
    assert (unknown.code, "The store holds nothing under" in unknown.err) == (2, True)


def test_supervision_ends_and_due_is_asked_of_the_day(supervised: Caller) -> None:
    (row,) = supervised.done("supervision", "list", *ON, "--json").json["rows"]
    over = ("--unit", "NM-01", "--supervisor", row["supervisor"], "--on", "2025-09-01")
    supervised.done("record", "end-supervision", *over)
    assert "answers for no unit" in supervised("due", "--supervisor", "P3", *ON).err
    supervised.done("due", "--supervisor", "P3", "--as-of", "2025-08-31")
