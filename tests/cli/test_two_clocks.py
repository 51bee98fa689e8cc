"""Every query is asked through both clocks, and says of which moments its answer is."""

from importlib import import_module
from inspect import isfunction, signature
from pkgutil import walk_packages
from typing import Final

import click
import pytest

from admission import projections
from tests.cli.calling import Caller
from tests.cli.test_queries import some_candidate
from tests.house import generate_cli

# Of those that record, `--csv` prints what was done; those of the nation ask many stores, see
# tests/cli/test_nation.py.
EVERY: Final = {
    path: command
    for path, command in generate_cli.commands()
    if not path.startswith(
        ("admission record ", "admission erasure carry-out", "admission nation ")
    )
}
OF_NOW: Final = {"admission projections status", "admission keys status", "admission doctor"}
"""They say how the store and the machine are, not what was recorded."""
OF_WHAT_IS_THERE: Final = {"admission erasure show", "admission inspection show"}
"""Of what nobody requested, or began, they answer with another exit code."""
OF_A_REPORT: Final = {"admission report show", "admission diff"}
"""They answer of the moments at which a report was published; see tests/cli/test_reports.py."""
OF_A_FOLDER: Final = {"admission analytics report"}
"""They answer of what was exported; see tests/cli/test_analytics.py."""
PREFIX: Final = "admission.projections."
DAY: Final = "2024-03-31"
UNIT: Final = "Đảng ủy xã Ninh Mỹ"


def options(command: click.Command) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts}


QUERIES: Final = [path for path, command in EVERY.items() if "--csv" in options(command)]


def arguments_of(hoa_lu: Caller, path: str) -> tuple[str, ...]:
    """What a query must be given beside its options."""
    first: dict[str, list[str]] = {
        "admission why": [some_candidate(hoa_lu)],
        "admission history": [some_candidate(hoa_lu)],
        "admission person find": ["nguyen"],
        "admission member show": [some_person(hoa_lu)],
        "admission person show": [some_person(hoa_lu)],
        "admission progress": ["--year", "2024"],
        "admission coverage": ["--year", "2024"],
        "admission discipline count": ["--year", "2024"],
        "admission balance": ["--year", "2024"],
        "admission attendance count": ["--year", "2024"],
        "admission ranking show": ["--year", "2023"],
        "admission ranking list": ["--year", "2023"],
        "admission explain progress": ["--year", "2024", "--unit", UNIT, "--figure", "admitted"],
        "admission explain balance": ["--year", "2024", "--unit", UNIT, "--figure", "closing"],
        "admission explain coverage": ["--year", "2024", "--unit", UNIT, "--figure", "admitted"],
        "admission compare": ["--year", "2024"],
        "admission audit sample": ["--seed", "s"],
        "admission report composition": ["--year", "2024"],
        **{
            f"admission flow {figure}": ["--year", "2024"]
            for figure in ("durations", "variants", "rework", "drop-outs")
        },
        "admission unit acts": ["--since", "2023-12-31"],
        "admission unit without-admissions": ["--years", "1"],
        "admission unit show": [UNIT],
        "admission target show": [first_of(hoa_lu, "target", "target")],
        "admission conscripts list": ["--year", "2024"],
        "admission conscripts count": ["--year", "2024"],
        "admission class show": [first_of(hoa_lu, "class", "class_id")],
        "admission rulebook show": ["vn-2021"],
        "admission calendar show": ["2024"],
        "admission audit compare": ["2024-01-31", "2024-03-31", "--unit", UNIT],
        "admission forecast": ["--year", "2024"],
        "admission audit what-if": ["--year", "2024", "--rulebook", "vn-2021"],
    }
    return (*path.split()[1:], *first.get(path, []))


def first_of(hoa_lu: Caller, name: str, key: str) -> str:
    return str(hoa_lu.done(name, "list", "--as-of", DAY, "--json").json["rows"][0][key])


def some_person(hoa_lu: Caller) -> str:
    return str(hoa_lu.done("status", "--as-of", DAY, "--json").json["rows"][0]["person"])


def test_every_query_takes_both_clocks() -> None:
    lacking = {
        path
        for path, command in EVERY.items()
        if options(command) & {"--as-of", "--known-at", "--csv"}
        and not {"--as-of", "--known-at"} <= options(command)
    }
    assert len(QUERIES) > len(OF_NOW)
    assert lacking == OF_NOW


def test_every_query_function_takes_both_clocks() -> None:
    asked = [
        function
        for name in (found.name for found in walk_packages(projections.__path__, PREFIX))
        if name.endswith("queries")
        for function in vars(import_module(name)).values()
        if isfunction(function) and function.__module__ == name
    ]
    with_a_day = [function for function in asked if "as_of" in signature(function).parameters]
    assert len(with_a_day) > len(PREFIX)
    assert all("known_at" in signature(function).parameters for function in with_a_day)


@pytest.mark.parametrize(
    "path", sorted(set(QUERIES) - OF_NOW - OF_A_REPORT - OF_WHAT_IS_THERE - OF_A_FOLDER)
)
def test_every_query_says_at_which_moments_its_answer_holds(hoa_lu: Caller, path: str) -> None:
    """And, asked again as known then, it gives the same answer."""
    asked = (*arguments_of(hoa_lu, path), "--as-of", DAY, "--json")
    early = hoa_lu.done(*asked, "--known-at", "2024-04-30").json
    assert early["as_of"] == DAY
    assert early["known_at"] < "2024-04-30T17:00:00"
    assert hoa_lu.done(*asked, "--known-at", early["known_at"]).json == early
    assert hoa_lu.done(*asked, "--known-at", str(early["position"])).json == early
    now = hoa_lu.done(*asked).json
    assert now["known_at"] > early["known_at"]
    assert now["position"] > early["position"]


@pytest.mark.parametrize("path", sorted(OF_NOW))
def test_what_is_of_now_says_so_as_well(hoa_lu: Caller, path: str) -> None:
    answer = hoa_lu.done(*path.split()[1:], "--json").json
    newest = hoa_lu.done("status", "--json").json
    assert {key: answer[key] for key in ("as_of", "known_at", "position")} == {
        key: newest[key] for key in ("as_of", "known_at", "position")
    }


def test_the_log_is_read_to_what_was_known(hoa_lu: Caller) -> None:
    """Of a unit as well, whose name was not known yet before it was founded."""
    whole = hoa_lu.done("events").lines
    known = hoa_lu.done("events", "--known-at", "2024-02-01").lines
    assert known == whole[: len(known)]
    assert known[-1]["metadata"]["recorded_at"] < "2024-02-01T17:00:00"
    assert whole[len(known)]["metadata"]["recorded_at"] >= "2024-02-01T17:00:00"
    of_unit = hoa_lu.done("events", "--unit", UNIT, "--known-at", "2024-02-01").lines
    assert 0 < len(of_unit) < len(hoa_lu.done("events", "--unit", UNIT).lines)
    assert "There is no unit" in hoa_lu("events", "--unit", UNIT, "--known-at", "1").err
    assert "There is no unit" in hoa_lu("status", "--unit", UNIT, "--known-at", "1").err


def test_a_time_is_of_the_organisation_unless_it_says_of_where(hoa_lu: Caller) -> None:
    def position(known: str) -> int:
        return int(hoa_lu.done("status", "--known-at", known, "--json").json["position"])

    assert position("2024-03-31") == position("2024-03-31T16:59:59.999999Z")
    assert position("2024-03-31T12:00") == position("2024-03-31T05:00:00+00:00")
    assert "no day and no time" in hoa_lu("status", "--known-at", "9999-12-31T25:00").err


def test_a_table_says_as_known_when_where_that_was_asked(hoa_lu: Caller) -> None:
    assert "as known at" not in hoa_lu.done("status").out
    assert "as known at position 3, 20" in hoa_lu.done("unit", "list", "--known-at", "3").out
    nothing = hoa_lu.done("unit", "list", "--known-at", "0")
    assert "position 0, before anything was recorded" in nothing.out
    assert hoa_lu.done("unit", "list", "--known-at", "0", "--json").json["known_at"] is None
