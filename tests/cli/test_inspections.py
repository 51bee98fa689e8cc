"""Inspections at the terminal: begun, found, answered, remedied; and who waits meanwhile."""

from pathlib import Path
from typing import Final

import pytest

from tests.cli.calling import Caller
from tests.cli.lists import founded, listed
from tests.cli.test_queries import LISTINGS

BEGUN: Final = """\
inspection,inspected_by,units,people,first,last,programme,document.kind,on
KT-1,HL,NM-01|NM-02,P3,2025-07-01,2025-09-30,Kế hoạch 8,decision,2025-10-06
"""
FOUND: Final = """\
finding,inspection,unit,person,events,rule,text,on
PH-1,KT-1,NM-01,P1,11|12,DOS-06,thiếu biên bản,2025-10-20
PH-2,KT-1,NM-02,,,DOS-05,thiếu lý lịch,2025-10-21
"""
UPHELD: Final = """\
finding,remedy,due,document.kind,on
PH-1,họp lại,2025-12-15,conclusion,2025-10-27
"""


def inspected(call: Caller, folder: Path) -> None:
    """An inspection under way that has found two things, one of them upheld."""
    founded(call, folder)
    for name, text in (("begin-inspection", BEGUN), ("raise-finding", FOUND)):
        call.done("apply", listed(folder / f"{name}.csv", text), "--as", name)
    call.done("apply", listed(folder / "upheld.csv", UPHELD), "--as", "uphold-finding")


def test_an_inspection_is_listed_for_each_of_its_units(call: Caller, tmp_path: Path) -> None:
    inspected(call, tmp_path)
    rows = call.done("inspection", "list", "--json").json["rows"]
    assert {row["unit_name"] for row in rows} == {"Chi bộ thôn 1", "Chi bộ thôn 2"}
    assert list(rows[0]) == [column.key for column in LISTINGS["inspections/1"].columns]
    (one,) = call.done("inspection", "list", "--unit", "NM-02", "--json").json["rows"]
    frozen = ("--known-at", str(one["frozen_at"]))
    assert len(call.done("inspection", "list", *frozen, "--json").json["rows"]) == 2
    first = call.done("inspection", "list", "--limit", "1", "--json").json
    rest = call.done("inspection", "list", "--after", first["next"], "--json").json
    assert [*first["rows"], *rest["rows"]] == rows
    ends = ("--inspection", one["inspection"], "--document", "kind=conclusion", "--on")
    call.done("record", "end-inspection", *ends, "2025-10-30")
    assert call.done("inspection", "list", "--json").json["rows"] == []
    assert len(call.done("inspection", "list", "--ended", "--json").json["rows"]) == 2
    again = call("record", "end-inspection", *ends, "2025-10-31")
    assert (again.code, "SYS-142" in again.err) == (1, True)


def test_what_was_found_is_shown_with_what_became_of_it(call: Caller, tmp_path: Path) -> None:
    inspected(call, tmp_path)
    shown = call.done("inspection", "show", "KT-1")
    assert "2025-07-01 to 2025-09-30, as known at" in shown.out
    assert "Kế hoạch 8" in shown.out
    one, other = call.done("inspection", "show", "KT-1", "--json").json["rows"]
    assert list(one) == [column.key for column in LISTINGS["findings/1"].columns]
    assert (one["events"], one["state"], one["remedy"]) == ([11, 12], "upheld", "họp lại")
    assert (other["events"], other["state"], other["due_on"]) == ([], "open", None)
    before = call.done("inspection", "show", "KT-1", "--as-of", "2025-10-20", "--json").json
    assert [row["state"] for row in before["rows"]] == ["open"]
    known = ("--known-at", str(before["position"] - 1))
    then = call.done("inspection", "show", "KT-1", *known, "--json").json
    assert [row["state"] for row in then["rows"]] == ["open", "open"]


def test_a_remedy_is_due_until_it_is_recorded(call: Caller, tmp_path: Path) -> None:
    inspected(call, tmp_path)
    asked = ("due", "--overdue", "--unit", "NM", "--as-of", "2025-12-16", "--json")
    (due,) = (row for row in call.done(*asked).json["rows"] if row["rule"] == "finding")
    assert (due["what"], due["overdue_by"]) == ("họp lại", 1)
    done = ("--finding", due["key"], "--document", "kind=minutes", "--on", "2025-12-16")
    call.done("record", "remedy-finding", *done)
    assert not [row for row in call.done(*asked).json["rows"] if row["rule"] == "finding"]


def test_who_is_inspected_is_shown_to_wait(call: Caller, tmp_path: Path) -> None:
    inspected(call, tmp_path)
    inspection = "held since 2025-10-06 by inspection-"
    assert inspection in call.done("status", "P3", "--as-of", "2025-10-31").out
    finding = "held since 2025-10-20 by finding-"
    assert finding in call.done("why", "P1", "--as-of", "2025-10-31").out
    assert "held since" not in call.done("status", "P2", "--as-of", "2025-10-31").out


def test_what_a_finding_says_is_in_no_log(call: Caller, tmp_path: Path) -> None:
    founded(call, tmp_path)
    begun = call("apply", listed(tmp_path / "b.csv", BEGUN), "--as", "begin-inspection")
    found = call("apply", listed(tmp_path / "f.csv", FOUND), "--as", "raise-finding")
    assert "Kế hoạch 8" not in begun.out + begun.err
    assert "thiếu" not in found.out + found.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("inspection", "show", "KT-9"), "There is no inspection KT-9"),
        (("inspection", "list", "--unit", "nowhere"), "There is no unit"),
        (("record", "begin-inspection", "--first", "2025-07-01"), "--"),
    ],
)
def test_what_cannot_be_asked_is_a_wrong_usage(
    call: Caller, arguments: tuple[str, ...], said: str
) -> None:
    outcome = call(*arguments)
    assert (outcome.code, said in outcome.err) == (2, True), outcome.err
