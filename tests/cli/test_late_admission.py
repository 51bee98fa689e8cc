"""A ceremony of March that is recorded in May: the first quarter as known before, and after it."""

from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.calling import Caller, written
from tests.cli.test_reports import Q1, diff, publish

THEN: Final = ("--known-at", "2024-03-31")
LATER: Final = ("--known-at", "2024-06-01")
END_OF_MARCH: Final = "2024-03-31T17:00:00"
IN_MAY: Final = "2024-05-15T03:00:00Z"
DEEP: Final = ("--depth", "9", "--json")


@pytest.fixture
def late(rehearsal: Caller, tmp_path: Path) -> dict[str, Any]:
    """The quarter as it was recorded to its last day, but one ceremony; its line."""
    story = rehearsal.done("demo", "hoa-lu-2024-q1", "--print").lines
    known = [line for line in story if line["recorded_at"] < END_OF_MARCH]
    one = next(line for line in reversed(known) if line["command"] == "hold-ceremony")
    assert one["on"] >= "2024-03-01"
    late = {**one, "recorded_at": IN_MAY}
    told = [line for line in known if line is not one]
    rehearsal.done("apply", written(tmp_path / "quarter.jsonl", [*told, late]))
    return late


def test_the_quarter_known_in_march_and_in_june_differ_by_the_person_recorded_in_may(
    rehearsal: Caller, late: dict[str, Any]
) -> None:
    """`progress` by one in each unit above; `diff` and `explain` name who it is."""
    then, later = (rehearsal.done("progress", *Q1, *DEEP, *at).json["rows"] for at in (THEN, LATER))
    changed = [(was, now) for was, now in zip(then, later, strict=True) if was != now]
    (status,) = (
        row
        for row in rehearsal.done("status", "--json", "--as-of", "2024-03-31").json["rows"]
        if row["candidate"] == late["candidate"]
    )
    assert [now["depth"] for _, now in changed] == [0, 1, 2]
    assert changed[-1][1]["unit"] == status["unit"]
    counted = [(now["admitted_counted"] - was["admitted_counted"]) for was, now in changed]
    assert counted == [1, 1, 1]
    _the_difference_names(rehearsal, status)
    _the_explanation_names(rehearsal, status, changed[0][1]["unit"])


def _the_difference_names(call: Caller, status: dict[str, Any]) -> None:
    first, second = publish(call, *THEN), publish(call, *LATER)
    rows = [row for row in diff(call, first, second) if row["figure"] == "admitted"]
    assert [row["difference"] for row in rows] == [1, 1, 1]
    told = {(event["person"], event["name"]) for row in rows for event in row["events"]}
    assert told == {(status["person"], status["name"])}
    assert diff(call, second, "now") == []
    assert status["name"] in call.done("diff", first, second).out


def _the_explanation_names(call: Caller, status: dict[str, Any], unit: str) -> None:
    asked = ("explain", "progress", "--figure", "admitted", "--unit", unit, *Q1, "--json")
    then, later = (call.done(*asked, *at).json for at in (THEN, LATER))
    assert later["value"] == then["value"] + 1
    before = {row["person"] for row in then["rows"] if row["counts"]}
    (new,) = (row for row in later["rows"] if row["counts"] and row["person"] not in before)
    assert (new["person"], new["name"]) == (status["person"], status["name"])
    assert new["marks"] == ["recorded after the period"]
