"""Attendances at the keyboard: planned, held, missed; weaknesses noted and closed."""

from pathlib import Path

import pytest

from tests.cli import lines
from tests.cli.calling import Caller, in_days, written
from tests.cli.test_queries import LISTINGS

CELL = "unit-01939d3c-0000-7000-8000-000000000004"
OTHER = "unit-01939d3c-0000-7000-8000-000000000005"
PERSON = "person-01939d3c-0000-7000-8000-000000000001"


@pytest.fixture
def planned(call: Caller, tmp_path: Path) -> tuple[Caller, str, str]:
    """Two attendances at a cell of the district: one is late, of the other the day is to come."""
    cell = {
        **lines.found_district(3, CELL),
        "name": "Chi bộ Ý",
        "code": "C1",
        "kind": "grassroots-cell",
    }
    story = [
        lines.found_province(),
        lines.found_district(),
        {**cell, "parent": lines.DISTRICT},
        lines.line(4, "register-person", person=PERSON, name="Đỗ Văn Cả", born="1970-01-02"),
    ]  # fmt: skip
    call.done("apply", written(tmp_path / "a.jsonl", story))
    plan = ("--person", PERSON, "--office", "committee-member", "--body", "H1", "--cell", "C1")
    on = ("--on", in_days(-30))
    late = made(call, "plan-attendance", *plan, "--planned", in_days(-5), *on)
    ahead = made(call, "plan-attendance", *plan, "--planned", in_days(5), *on)
    return call, late, ahead


def made(call: Caller, command: str, *arguments: str) -> str:
    return str(call.done("record", command, *arguments, "--json").json["stream"])


def rows(call: Caller, *arguments: str) -> list[dict[str, object]]:
    return list(call.done("attendance", *arguments, "--json").json["rows"])


def test_attendances_are_listed_by_state_and_late(planned: tuple[Caller, str, str]) -> None:
    call, late, ahead = planned
    (first, second) = rows(call, "list", "--unit", "H1")
    assert list(first) == [column.key for column in LISTINGS["attendances/1"].columns]
    assert [first["attendance"], second["attendance"]] == [late, ahead]
    assert [row["attendance"] for row in rows(call, "list", "--overdue")] == [late]
    assert rows(call, "list", "--state", "held") == []
    assert call("attendance", "list", "--overdue", "--state", "held").code == 2
    due = call.done("due", "--json").json["rows"]
    assert [(row["rule"], row["name"], row["overdue_by"]) for row in due] == [
        ("attendance", "Đỗ Văn Cả", 5)
    ]
    assert "Đỗ Văn Cả" in call.done("attendance", "list").out


def test_a_weakness_is_followed_up_until_it_is_closed(planned: tuple[Caller, str, str]) -> None:
    call, late, ahead = planned
    call.done("record", "hold-attendance", "--attendance", late, "--on", in_days(-4))
    call.done("record", "miss-attendance", "--attendance", ahead, "--reason", "bão")
    found = ("--attendance", late, "--unit", "C1", "--text", "sổ sơ sài", "--due", in_days(-1))
    weakness = made(call, "note-weakness", *found, "--on", in_days(-4))
    (row,) = rows(call, "weaknesses", "--overdue")
    assert list(row) == [column.key for column in LISTINGS["weaknesses/1"].columns]
    assert (row["weakness"], row["text"], row["cell_name"]) == (weakness, "sổ sơ sài", "Chi bộ Ý")
    assert [row["what"] for row in call.done("due", "--json").json["rows"]] == ["sổ sơ sài"]
    closing = ("--weakness", weakness, "--document", "kind=report,number=3-BC")
    call.done("record", "close-weakness", *closing)
    assert rows(call, "weaknesses", "--open") == []
    assert call.done("due", "--json").json["rows"] == []
    (row,) = rows(call, "weaknesses")
    assert (row["document"], row["closed_on"] is not None) == ("report 3-BC", True)
    again = call("record", "close-weakness", *closing)
    assert (again.code, "SYS-194" in again.err) == (1, True)


def test_a_year_is_counted(planned: tuple[Caller, str, str]) -> None:
    call, late, _ = planned
    year = in_days(-5)[:4]
    call.done("record", "hold-attendance", "--attendance", late, "--on", in_days(-4))
    counts = rows(call, "count", "--year", year, "--depth", "9")
    assert list(counts[0]) == [column.key for column in LISTINGS["attendance-counts/1"].columns]
    assert [(row["name"], row["held"]) for row in counts] == [
        ("Tỉnh ủy Đặng", 1),
        ("Huyện ủy Ý", 1),
        ("Chi bộ Ý", 1),
    ]
    head = call.done("attendance", "count", "--year", year, "--csv").out.splitlines()[0]
    assert head.startswith("unit,name,depth,planned,held,missed,awaited")
    assert call("attendance", "count", "--year", "2000", "--unit", "C1").code == 2


def test_those_of_a_unit_that_ended_are_of_the_one_in_its_place(
    planned: tuple[Caller, str, str], tmp_path: Path
) -> None:
    call, late, _ = planned
    call.done("record", "hold-attendance", "--attendance", late, "--on", in_days(-4))
    found = ("--attendance", late, "--unit", "C1", "--text", "x", "--due", in_days(9))
    made(call, "note-weakness", *found, "--on", in_days(-4))
    other = {**lines.found_district(5, OTHER), "name": "Đảng ủy xã Mới", "code": "X1"}
    merged = {
        **lines.line(6, "merge-unit", unit=lines.DISTRICT, into=OTHER, targets="follows"),
        "document": {"kind": "decision"},
        "on": in_days(-1),
    }
    call.done("apply", written(tmp_path / "b.jsonl", [other, merged]))
    assert len(rows(call, "list", "--unit", "X1")) == 2
    assert len(rows(call, "weaknesses", "--unit", "X1")) == 1
    year = ("--year", in_days(-5)[:4])
    now = rows(call, "count", *year, "--unit", "X1", "--tree", "as-now")
    assert now[0]["held"] == 1


def test_the_words_are_in_no_log(planned: tuple[Caller, str, str]) -> None:
    call, late, ahead = planned
    call.done("record", "hold-attendance", "--attendance", late, "--on", in_days(-4))
    words = "gọi Nguyễn Bí Mật"
    found = ("--attendance", late, "--unit", "C1", "--text", words, "--due", in_days(9))
    said = call.done("record", "note-weakness", *found)
    missed = call.done("record", "miss-attendance", "--attendance", ahead, "--reason", words)
    assert "Bí Mật" not in said.out + said.err + missed.out + missed.err


@pytest.mark.parametrize("when", ["2025", "2025-13", "2025-02-30", "tháng 3"])
def test_a_plan_is_for_a_month_or_a_day(planned: tuple[Caller, str, str], when: str) -> None:
    plan = ("--person", PERSON, "--office", "board-head", "--body", "H1", "--cell", "C1")
    outcome = planned[0]("record", "plan-attendance", *plan, "--planned", when)
    assert (outcome.code, "--planned" in outcome.err or "planned" in outcome.err) == (2, True)
