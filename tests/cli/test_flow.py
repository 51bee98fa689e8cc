"""How paths run: each figure of `flow` counted once more, from the milestones of everybody."""

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Any, Final

import pytest

from admission.app.views import open_views
from admission.projections.flow.steps import STEPS
from admission.projections.milestones.queries import MilestoneRow, list_milestones
from tests.cli.calling import Caller

DAY: Final = "2024-06-30"
YEARS: Final = (2023, 2024)
FIGURES: Final = ("durations", "variants", "rework", "drop-outs")


def rows(caller: Caller, *asked: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = caller.done(
        "flow", *asked, "--as-of", DAY, "--json", "--depth", "0"
    ).json["rows"]
    return found


def paths(caller: Caller) -> list[list[MilestoneRow]]:
    """The milestones of each candidate, by day; no two steps of one are on one day."""
    found: dict[str, list[MilestoneRow]] = {}
    with open_views(caller.db) as views:
        for row in list_milestones(views.connection, as_of=DAY).rows:
            if row.name in STEPS or row.name in ("ended", "redo-ordered"):
                found.setdefault(row.candidate, []).append(row)
    return list(found.values())


def days(one: MilestoneRow, other: MilestoneRow) -> int:
    return (date.fromisoformat(other.on_day) - date.fromisoformat(one.on_day)).days


def at(values: list[int], percent: int) -> int:
    """By nearest rank, as the textbook has it: the value at the place ⌈p · n / 100⌉."""
    return sorted(values)[-(-percent * len(values) // 100) - 1]


@pytest.mark.parametrize("year", YEARS)
def test_durations_are_the_days_between_steps_that_follow_one_another(
    hoa_lu: Caller, year: int
) -> None:
    found: dict[tuple[str, str], list[int]] = {}
    for path in paths(hoa_lu):
        for one, other in pairwise(step for step in path if step.name in STEPS):
            if other.on_day.startswith(str(year)):
                found.setdefault((one.name, other.name), []).append(days(one, other))
    assert {
        (row["from_step"], row["to_step"]): tuple(
            row[name] for name in ("paths", "median_days", "p90_days", "longest_days")
        )
        for row in rows(hoa_lu, "durations", "--year", str(year))
    } == {pair: (len(all_), at(all_, 50), at(all_, 90), max(all_)) for pair, all_ in found.items()}
    assert len(found) > 3


def test_variants_are_the_ways_of_the_paths_that_began_in_the_year(hoa_lu: Caller) -> None:
    ways = Counter(
        tuple(f"ended: {step.detail}" if step.name == "ended" else step.name for step in path)
        for path in paths(hoa_lu)
        if path[0].on_day.startswith("2023")
    )
    found = rows(hoa_lu, "variants", "--year", "2023")
    assert {tuple(row["steps"]): row["paths"] for row in found} == ways
    assert [row["paths"] for row in found] == sorted(ways.values(), reverse=True)


def test_whoever_is_on_the_way_waits_somewhere(hoa_lu: Caller) -> None:
    status = hoa_lu.done("status", "--as-of", DAY, "--json").json["rows"]
    on_the_way = Counter(
        row["standing"] for row in status if row["stage"] not in ("ended", "membership")
    )
    found = rows(hoa_lu, "waiting")
    assert {row["standing"]: row["candidates"] for row in found} == on_the_way
    longest = {
        standing: max(
            (date.fromisoformat(DAY) - date.fromisoformat(row["since"])).days
            for row in status
            if row["standing"] == standing
        )
        for standing in on_the_way
    }
    assert {row["standing"]: row["longest_days"] for row in found} == longest


def test_rework_counts_what_was_returned_voted_down_or_ordered_again(hoa_lu: Caller) -> None:
    known = {
        "dossier-returned": "returned",
        "redo-ordered": "redo-ordered",
    }
    events = Counter(
        known[line["type"]]
        for line in hoa_lu.done("events").lines
        if line["type"] in known and line["event"]["on"].startswith("2024")
    )
    found = {row["what"]: row["times"] for row in rows(hoa_lu, "rework", "--year", "2024")}
    assert {what: found.get(what) for what in events} == events
    failed = [
        line
        for line in hoa_lu.done("events", "--type", "cell-vote-held").lines
        if not line["event"]["carried"] and line["event"]["on"].startswith("2024")
    ]
    assert found.get("cell-vote-failed", 0) == len(failed)


@pytest.mark.parametrize("year", YEARS)
def test_drop_outs_are_told_by_the_last_step_before(hoa_lu: Caller, year: int) -> None:
    ends = Counter(
        (next(step.name for step in reversed(path) if step.name in STEPS), path[-1].detail)
        for path in paths(hoa_lu)
        if path[-1].name == "ended" and path[-1].on_day.startswith(str(year))
    )
    found = rows(hoa_lu, "drop-outs", "--year", str(year))
    assert {(row["after_step"], row["standing"]): row["paths"] for row in found} == ends
    assert ends


@pytest.mark.parametrize("figure", FIGURES)
def test_a_unit_counts_all_under_it(hoa_lu: Caller, figure: str) -> None:
    """So the roots together have as many as the units right below them, and all candidates."""
    asked = ("flow", figure, "--year", "2024", "--as-of", DAY, "--json", "--depth", "1")
    found = hoa_lu.done(*asked).json["rows"]
    above, below = (sum(row["paths"] for row in found if row["depth"] == depth) for depth in (0, 1))
    assert above == below > 0
    unit = next(row for row in found if row["depth"] == 1)["unit"]
    alone = hoa_lu.done(*asked[:-2], "--unit", unit).json["rows"]
    assert [row | {"depth": 1} for row in alone] == [row for row in found if row["unit"] == unit]


def test_pages_of_one_row_are_the_whole(hoa_lu: Caller) -> None:
    asked = ("flow", "durations", "--year", "2024", "--as-of", DAY, "--json")
    whole, after, paged = hoa_lu.done(*asked).json["rows"], None, []
    while True:
        page = hoa_lu.done(*asked, "--limit", "1", *(("--after", after) if after else ())).json
        paged += page["rows"]
        after = page["next"]
        if after is None:
            break
    assert paged == whole


def test_what_was_not_known_yet_is_not_counted(hoa_lu: Caller) -> None:
    asked = ("flow", "durations", "--year", "2024", "--as-of", DAY, "--json")
    early = hoa_lu.done(*asked, "--known-at", "2024-02-29").json["rows"]
    now = hoa_lu.done(*asked).json["rows"]
    assert 0 < sum(row["paths"] for row in early) < sum(row["paths"] for row in now)
