"""A path taken over from paper at the terminal: typed, and told as exact as it is known."""

from pathlib import Path
from typing import Any

import pytest

from admission.app.rulebook_files import shipped_text
from tests.cli import lines
from tests.cli.calling import Caller, written

COMMITTEE = "unit-01939d3c-0000-7000-8000-000000000003"
CELL = "unit-01939d3c-0000-7000-8000-000000000004"
PERSON = "person-01939d3c-0000-7000-8000-000000000001"
VOUCHES = "account-01939d3c-0000-7000-8000-000000000001"
CANDIDATE = "candidate-01939d3c-0000-7000-8000-000000000001"
TOLD = (
    "taken over from paper: steps before 2025-08-01 were not judged; "
    "seen: decision 17/QĐ of 2024-05-02; vouched for by Bà Lê"
)


def _begun() -> list[dict[str, Any]]:
    units = ((COMMITTEE, "grassroots-committee", lines.DISTRICT), (CELL, "cell", COMMITTEE))
    return [
        lines.found_province(),
        lines.found_district(),
        *(
            lines.line(3 + n, "found-unit", unit=u, kind=kind, name=kind, parent=above, code=kind)
            for n, (u, kind, above) in enumerate(units)
        ),
        lines.line(5, "register-person", person=PERSON, name="Đặng Văn Á"),
        lines.line(6, "register-account", account=VOUCHES, holder="Bà Lê"),
        lines.line(7, "adopt-rulebook", text=shipped_text("vn-2021")),
        lines.line(8, "adopt-rulebook", text=shipped_text("vn-2025")),
    ]


@pytest.fixture
def organised(call: Caller, tmp_path: Path) -> Caller:
    call.done("apply", written(tmp_path / "begun.jsonl", _begun()))
    return call


def take_over(*dates: str, standing: str = "on-probation") -> tuple[str, ...]:
    """The command as it is typed."""
    return (
        "record", "take-over", "--candidate", CANDIDATE, "--person", PERSON, "--unit", "cell",
        "--standing", standing, *(part for date in dates for part in ("--date", date)),
        "--document", "kind=decision,number=17/QĐ,signed=2024-05-02", "--vouched-by", VOUCHES,
        "--on", "2025-08-01",
    )  # fmt: skip


def test_days_are_told_as_exact_as_they_are_stated(organised: Caller) -> None:
    organised.done(*take_over("pool-entered=2019", "ceremony-held=2024-05", "cv-certified=?"))
    at = ("--as-of", "2025-08-02")
    (row,) = organised.done("status", PERSON, *at, "--json").json["rows"]
    assert (row["since"], row["entered"]) == ("2024-05", "2019")
    assert (row["taken_over_on"], row["vouched_by"]) == ("2025-08-01", VOUCHES)
    assert row["paper"] == "decision 17/QĐ of 2024-05-02"
    answer = organised.done("why", CANDIDATE, *at, "--json").json
    assert (answer["since"], answer["taken_over_on"]) == ("2024-05", "2025-08-01")
    on = {row["milestone"]: row["on"] for row in answer["rows"] if row["part"] == "done"}
    assert (on["ceremony-held"], on["term-ended"]) == ("2024-05", "2025-05")
    assert (on["pool-entered"], on["cv-certified"]) == ("2019", "unknown")
    history = organised.done("history", CANDIDATE, *at, "--json").json
    days = [row["on_day"] for row in history["rows"] if row["type"] == "step-stated"]
    assert days == ["2019", "2024-05"]
    due = organised.done("due", *at, "--json").json["rows"]
    assert {(row["rule"], row["starts"]) for row in due} == {
        ("PRO-06", "2025-05"),
        ("DEC-24", "2024-05"),
    }


def test_a_decision_that_nobody_has_received_is_asked_of_the_cell(organised: Caller) -> None:
    organised.done(*take_over("admission-decided=2025-07", standing="awaiting-ceremony"))
    answer = organised.done("why", CANDIDATE, "--as-of", "2025-08-02", "--json").json
    [missing] = [row for row in answer["rows"] if row["part"] == "missing"]
    assert (missing["step"], missing["by"], missing["acting"]) == ("hold-ceremony", "cell", CELL)
    assert "the cell has received it" in missing["what"]
    assert "needed: decision-received" in missing["what"]


def test_a_clock_that_rests_on_paper_says_so(organised: Caller) -> None:
    """One that starts later, or with a step recorded here, does not."""
    organised.done(*take_over("ceremony-held=2024-09"))
    at = ("--as-of", "2025-12-01")
    rows = organised.done("due", *at, "--json").json["rows"]
    assert {(row["rule"], row["from_paper"]) for row in rows} == {
        ("DEC-24", True),
        ("PRO-06", False),
    }
    assert "declare the member's CV (from paper)" in organised.done("due", *at).out
    answer = organised.done("why", CANDIDATE, *at, "--json").json
    waiting = {row["rule"]: row["from_paper"] for row in answer["rows"] if row["part"] == "waiting"}
    assert waiting == {"DEC-24": True, "PRO-06": False}


@pytest.mark.parametrize("query", ["status", "why", "history"])
def test_it_is_said_that_the_steps_before_were_not_judged(organised: Caller, query: str) -> None:
    organised.done(*take_over("ceremony-held=2024-05"))
    assert TOLD in organised.done(query, CANDIDATE, "--as-of", "2025-08-02").out
    earlier = organised.done(query, CANDIDATE, "--as-of", "2024-06-01").out
    assert "on-probation" in earlier
    assert "taken over from paper: steps before 2025-08-01 were not judged" in earlier


def test_events_from_paper_have_that_origin(organised: Caller) -> None:
    answer = organised.done(*take_over("ceremony-held=2024"), "--json").json
    found = organised.done("events", "--after", str(answer["position"] - 1)).lines
    assert {line["metadata"]["origin"] for line in found} == {"paper"}


@pytest.mark.parametrize(
    ("date", "code", "said"),
    [
        ("ceremony-held", 2, "'ceremony-held' is no milestone=on; write ? where it is unknown."),
        ("ceremony-held=2024-13", 2, "a date is written YYYY, YYYY-MM or YYYY-MM-DD"),
        ("ceremony-held=24", 2, "a date is written YYYY, YYYY-MM or YYYY-MM-DD"),
        ("ceremony-held=1024", 2, "the year lies between 1900 and 2199"),
        ("ceremony=2024", 1, "SYS-30"),
        ("ceremony-held=2026", 1, "SYS-33"),
    ],
)
def test_a_date_that_cannot_be_is_one_sentence(
    organised: Caller, date: str, code: int, said: str
) -> None:
    outcome = organised(*take_over(date))
    assert outcome.code == code
    assert said in outcome.err
    assert organised("status", CANDIDATE).code != 0


WHY = ("--reason", "misread", "--document", "kind=minutes", "--second", VOUCHES)


def test_a_correction_of_a_path_says_which_figures_move_and_they_do(organised: Caller) -> None:
    """Its earlier steps go with it, one correction each; an unknown day moves nothing."""
    before = ("pool-entered=2019", "class-certified=2022", "dossier-permitted=?")
    taken_over = take_over(*before, "ceremony-held=2024-05-02")
    at = str(organised.done(*taken_over, "--json").json["position"])
    right = ",".join((*before, "ceremony-held=2025-03-02"))
    correct = ("correct", at, "--set", f"dates={right}", *WHY)
    said = organised.done(*correct, "--dry-run").out.splitlines()
    assert said[0] == "correct-fact would be recorded"
    assert said[2:] == [
        "standing on-probation since 2024-05-02, now on-probation since 2025-03-02",
        "ceremony-held 2024 in cell: -1",
        "ceremony-held 2025 in cell: +1",
    ]
    assert _admitted(organised) == (1, 0)
    assert organised.done(*correct).out.splitlines()[2:] == said[2:]
    assert _admitted(organised) == (0, 1)
    assert organised.done("annul", at, *WHY).out.splitlines()[2:] == [
        "standing on-probation since 2025-03-02, now not begun",
        "ceremony-held 2025 in cell: -1",
        "class-certified 2022 in cell: -1",
        "pool-entered 2019 in cell: -1",
    ]
    assert _admitted(organised) == (0, 0)
    organised.done("projections", "verify")


def _admitted(call: Caller) -> tuple[int, ...]:
    asked = ("--depth", "0", "--as-of", "2025-08-02", "--json")
    years = (call.done("progress", "--year", year, *asked).json for year in ("2024", "2025"))
    return tuple(year["rows"][0]["admitted_counted"] for year in years)


def test_an_existing_member_is_found_with_dates_as_they_were_stated(organised: Caller) -> None:
    organised.done(
        "record", "register-member", "--person", PERSON, "--cell", "cell", "--decided-on", "2009",
        "--official-on", "2010-05", "--document", "kind=list",
    )  # fmt: skip
    (row,) = organised.done("person", "find", "dang", "--json").json["rows"]
    assert (row["decided_on"], row["official_on"]) == ("2009", "2010-05")
