"""Reviews and complaints at the terminal, and what is shown to wait for them."""

from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.calling import Caller
from tests.cli.lists import founded, listed
from tests.cli.test_queries import LISTINGS

DAY: Final = "2024-06-25"
RECEIVED: Final = "2024-07-01"
ASKED: Final = """\
review,person,purpose,asked_by,on
R1,P1,personnel,NM,2025-08-04
R2,P2,personnel,NM,2025-08-04
R3,P3,personnel,HL,2025-09-01
"""
CONCLUDED: Final = """\
review,concluded_by,document.kind,document.number,on
R1,HL,conclusion,12-KL,2026-01-15
R2,HL,conclusion,12-KL,2025-09-15
"""


def waits_for_its_decision(call: Caller) -> dict[str, Any]:
    """Somebody whose decision is the next step, and not late."""
    standing = call.done("status", "--as-of", DAY, "--json").json["rows"]
    there = {row["candidate"] for row in standing if row["standing"] == "committee-resolved"}
    rows = call.done("due", "--as-of", DAY, "--json").json["rows"]
    waits = (row for row in rows if row["rule"] == "DEC-15" and row["candidate"] in there)
    return next(row for row in waits if row["due_on"] > "2024-07-10")


def complained(call: Caller) -> dict[str, Any]:
    """A complaint about that person: the clock as it was before."""
    clock = waits_for_its_decision(call)
    told = ("--person", clock["person"], "--kind", "complaint", "--received-by", clock["unit"])
    said = ("--content", "Nguyễn Thị Bí Mật", "--on", RECEIVED)
    call.done("record", "receive-complaint", *told, *said)
    return clock


def test_reviews_are_recorded_by_the_list_and_counted(call: Caller, tmp_path: Path) -> None:
    founded(call, tmp_path)
    for name, text in (("request", ASKED), ("conclude", CONCLUDED)):
        path = listed(tmp_path / f"{name}.csv", text)
        call.done("apply", path, "--as", f"{name}-standard-review")
    counts = call.done("review", "count", "--json").json
    assert (counts["requested"], counts["concluded"]) == (3, 2)
    figures = {
        (row["unit_name"], row["year"]): (row["requested"], row["concluded"])
        for row in counts["rows"]
    }
    assert figures == {
        ("Đảng ủy xã Mỹ", 2025): (2, 1),
        ("Đảng ủy xã Mỹ", 2026): (0, 1),
        ("Huyện ủy Á", 2025): (1, 0),
    }
    one = call.done("review", "count", "--year", "2025", "--unit", "NM", "--json").json
    assert (one["requested"], one["concluded"]) == (2, 1)
    page = call.done("review", "count", "--limit", "1", "--json").json
    assert (len(page["rows"]), page["requested"]) == (1, 3)
    still = ("review", "list", "--open", "--as-of", "2025-12-31")
    assert len(call.done(*still, "--json").json["rows"]) == 2
    (old,) = call.done(*still, "--older-than", "130d", "--json").json["rows"]
    assert (old["name"], list(old)) == (
        "Nguyễn Văn Ấm",
        [column.key for column in LISTINGS["reviews/1"].columns],
    )
    (of_one,) = call.done("review", "list", "--person", "P3", "--json").json["rows"]
    assert of_one["concluded_on"] is None


def test_a_complaint_is_shown_where_its_person_is(hoa_lu: Caller) -> None:
    clock = complained(hoa_lu)
    asked = (clock["candidate"], "--as-of", "2024-07-10")
    assert f"held since {RECEIVED} by complaint-" in hoa_lu.done("status", *asked).out
    why = hoa_lu.done("why", *asked)
    assert f"held since {RECEIVED} by complaint-" in why.out
    rows = hoa_lu.done("why", *asked, "--json").json["rows"]
    assert any(row["rule"] == "HLD-01" for row in rows if row["part"] == "missing")
    (waiting,) = (row for row in rows if row["part"] == "waiting" and row["rule"] == "DEC-15")
    assert (waiting["stopped_since"], waiting["stopped_days"]) == (RECEIVED, 9)
    for before in ("status", "why"):
        assert "held since" not in hoa_lu.done(before, clock["candidate"], "--as-of", DAY).out


def due_of(call: Caller, clock: dict[str, Any], as_of: str) -> dict[str, Any]:
    rows = call.done("due", "--as-of", as_of, "--json").json["rows"]
    (found,) = (
        row
        for row in rows
        if (row["candidate"], row["rule"]) == (clock["candidate"], clock["rule"])
    )
    return found  # type: ignore[no-any-return]


def test_a_clock_that_stands_still_is_shown_so_and_is_not_late(hoa_lu: Caller) -> None:
    clock = complained(hoa_lu)
    (row,) = hoa_lu.done("complaint", "list", "--json").json["rows"]
    assert row["content"] == "Nguyễn Thị Bí Mật"
    stopped = due_of(hoa_lu, clock, "2024-12-20")
    assert (stopped["stopped_since"], stopped["overdue_by"]) == (RECEIVED, 0)
    table = hoa_lu.done("due", "--as-of", "2024-12-20").out
    assert "the clock stands still" in table
    assert f"stopped since {RECEIVED}" in table
    resolve = ("record", "resolve-complaint", "--complaint", row["complaint"])
    ends = ("--outcome", "unfounded", "--document", "kind=conclusion", "--on", "2024-07-08")
    hoa_lu.done(*resolve, *ends)
    ended = due_of(hoa_lu, clock, "2024-07-08")
    assert (ended["stopped_since"], ended["stopped_days"]) == (None, 7)
    assert ended["due_on"] > clock["due_on"]
    assert hoa_lu.done("complaint", "list", "--json").json["rows"] == []
    assert len(hoa_lu.done("complaint", "list", "--resolved", "--json").json["rows"]) == 1
    again = hoa_lu(*resolve, *ends)
    assert (again.code, "SYS-142" in again.err) == (1, True)


def test_what_a_complaint_says_is_in_no_log(hoa_lu: Caller) -> None:
    clock = waits_for_its_decision(hoa_lu)
    told = ("--person", clock["person"], "--kind", "complaint", "--received-by", clock["unit"])
    outcome = hoa_lu.done("record", "receive-complaint", *told, "--content", "Bí Mật")
    assert "Bí Mật" not in outcome.out + outcome.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("review", "list", "--older-than", "soon"), "is no number of days"),
        (("review", "list", "--purpose", "party"), "party"),
        (("complaint", "list", "--unit", "nowhere"), "There is no unit"),
        (("record", "receive-complaint", "--person", "x"), "--"),
    ],
)
def test_what_cannot_be_asked_is_a_wrong_usage(
    call: Caller, arguments: tuple[str, ...], said: str
) -> None:
    outcome = call(*arguments)
    assert (outcome.code, said in outcome.err) == (2, True), outcome.err
