"""Enlistment lists applied, listed, counted and due."""

import csv
import io
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.cli.lists import founded, listed
from tests.cli.test_queries import LISTINGS

LIST = """\
person,round,unit,enlists,on
P1,2026,NM,04/03/2026,2025-10-01
P2,2026,NM,04/03/2026,2025-10-01
P3,2026,NM,04/03/2026,2025-10-01
"""
ON = ("--as-of", "2025-10-20")
YEAR = ("--year", "2026", *ON)


@pytest.fixture
def called_up(rehearsal: Caller, tmp_path: Path) -> Caller:
    """Three candidates on the list of NM, applied twice, the second time in vain."""
    founded(rehearsal, tmp_path)
    file = listed(tmp_path / "list.csv", LIST)
    assert "3 rows recorded" in rehearsal.done("apply", file, "--as", "list-for-enlistment").err
    again = rehearsal.done("apply", file, "--as", "list-for-enlistment")
    assert "3 were recorded before" in again.err
    return rehearsal


def some_person(call: Caller) -> str:
    rows = call.done("conscripts", "list", *YEAR, "--json").json["rows"]
    return str(next(row["person"] for row in rows if "Bích" in row["name"]))


def test_a_list_has_the_documented_keys(called_up: Caller) -> None:
    answer = called_up.done("conscripts", "list", *YEAR, "--json").json
    assert answer["tree"] == "as-was"
    assert len(answer["rows"]) == 3
    keys = [column.key for column in LISTINGS["conscripts/1"].columns]
    assert all(list(row) == keys for row in answer["rows"])
    assert {(row["outcome"], row["standing"]) for row in answer["rows"]} == {
        ("in-process", "certified")
    }
    printed = called_up.done("conscripts", "list", *YEAR, "--unit", "NM-01").out
    assert "(nothing)" in printed


def test_counts_say_what_the_share_is_of(called_up: Caller) -> None:
    answer = called_up.done("conscripts", "count", *YEAR, "--json").json
    keys = [column.key for column in LISTINGS["conscript-counts/1"].columns]
    assert all(list(row) == keys for row in answer["rows"])
    row = answer["rows"][1]
    assert (row["name"], row["listed"], row["base"], row["percent"]) == (
        "Đảng ủy xã Mỹ", 3, 3, "0.00",
    )  # fmt: skip
    assert row["standings"] == [{"standing": "certified", "conscripts": 3}]
    assert row["before_percent"] is None
    printed = called_up.done("conscripts", "count", *YEAR).out
    assert "base = listed, less the deferred" in printed
    assert "  Đảng ủy xã Mỹ" in printed
    assert "certified 3" in printed


def test_lists_and_counts_come_as_csv_and_in_pages(called_up: Caller) -> None:
    text = called_up.done("conscripts", "list", *YEAR, "--csv").out
    assert len(list(csv.DictReader(io.StringIO(text)))) == 3
    first = called_up.done("conscripts", "list", *YEAR, "--limit", "2", "--json").json
    rest = called_up.done("conscripts", "list", *YEAR, "--after", first["next"], "--json").json
    assert (len(first["rows"]), len(rest["rows"]), rest["next"]) == (2, 1, None)
    count = called_up.done("conscripts", "count", *YEAR, "--limit", "1", "--json").json
    assert [row["name"] for row in count["rows"]] == ["Huyện ủy Á"]


def test_deferring_and_striking_move_the_base(called_up: Caller) -> None:
    told = ("--round", "2026", "--reason", "đang học", "--on", "2025-10-05")
    called_up.done("record", "defer-enlistment", "--person", some_person(called_up), *told)
    (row,) = called_up.done(
        "conscripts", "list", *YEAR, "--outcome", "deferred", "--json"
    ).json["rows"]  # fmt: skip
    assert (row["name"], row["reason"]) == ("Trần Thị Bích", "đang học")
    called_up.done("record", "strike-from-enlistment", "--person", row["person"], *told[:4],
                   "--on", "2025-10-06")  # fmt: skip
    rows = called_up.done("conscripts", "count", *YEAR, "--json").json["rows"]
    assert (rows[0]["listed"], rows[0]["deferred"]) == (2, 0)
    early = ("conscripts", "count", "--year", "2026", "--as-of", "2025-10-05", "--json")
    assert called_up.done(*early).json["rows"][0]["deferred"] == 1


def test_what_is_due_before_enlistment_is_listed(called_up: Caller) -> None:
    rows = called_up.done("due", *ON, "--within", "200d", "--json").json["rows"]
    found = [row for row in rows if row["rule"] == "enlistment"]
    assert len(found) == 9
    assert {row["starts"] for row in found} == {"2026-03-04"}
    printed = called_up.done("due", *ON).out
    assert "vote on the admission (enlistment 2026-03-04, less 45 working days" in printed
    assert "hold the ceremony of admission (enlistment 2026-03-04)" in printed


@pytest.mark.parametrize(
    ("fields", "code", "said"),
    [
        (("--round", "2025"), 1, "SYS-120"),
        (("--round", "2026"), 1, "SYS-07"),
        (("--round", "26"), 2, "round"),
        (("--round", "2026", "--unit", "Atlantis"), 2, "Atlantis"),
        (("--round", "2026", "--enlists", "2025-09-01"), 1, "SYS-14"),
    ],
)
def test_a_listing_that_cannot_be_is_refused_in_a_sentence(
    called_up: Caller, fields: tuple[str, ...], code: int, said: str
) -> None:
    known = {"--unit": "NM", "--enlists": "2026-03-04", "--on": "2025-10-02"}
    rest = [text for name, value in known.items() if name not in fields for text in (name, value)]
    person = ("--person", some_person(called_up))
    outcome = called_up("record", "list-for-enlistment", *person, *fields, *rest)
    assert (outcome.code, said in outcome.err) == (code, True), outcome.err


def test_a_group_that_nobody_has_made_out_is_said_to_be_so(hoa_lu: Caller) -> None:
    """Of the 41 of the quarter the source says "including 35", and not of whom."""
    asked = ("progress", "--year", "2024", "--by", "group", "--as-of", "2024-03-31", "--depth", "0")
    rows = hoa_lu.done(*asked, "--json").json["rows"]
    (row,) = (row for row in rows if row["group"] == "conscript-unresolved")
    assert row["admitted"] == 35
    said = "what it means is not resolved"
    assert said in hoa_lu.done(*asked).out
    assert said not in hoa_lu.done("progress", "--year", "2024").out
