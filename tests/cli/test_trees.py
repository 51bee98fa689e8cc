"""Queries read through a tree: of each one's own day, of today, or of some day."""

from pathlib import Path
from typing import Final

import click
import pytest

from tests.cli import lines
from tests.cli.calling import Caller, written
from tests.house import generate_cli

OTHER: Final = "unit-01939d3c-0000-7000-8000-000000000003"
IDS: Final = {
    "class_id": "class-01939d3c-0000-7000-8000-000000000001",
    "figure": "figure-01939d3c-0000-7000-8000-000000000001",
}
NAMES_OF_TREES: Final = {
    path
    for path, command in generate_cli.commands()
    if any("--tree" in option.opts for option in command.params)
}
"""Every command that reads through a tree."""
NO_TREE: Final = {
    "admission unit list": "it is the tree of --as-of",
    "admission unit count": "it counts the tree of --as-of",
    "admission unit acts": "it is what changed the tree",
    "admission events": "it is the log",
    "admission report list": "each report names the tree that it was published through",
    "admission figure reconcile": "a stated figure stands beside the count of its own unit",
    "admission audit package": "it is of the unit as it stood on the last day of the period",
    "admission rulebook adopt": "it records",
    "admission erasure request": "it records",
}


@pytest.fixture
def reformed(rehearsal: Caller, tmp_path: Path) -> Caller:
    """A district with a target, a class and a figure, merged into another in July 2024."""
    paper = {"kind": "decision", "number": "1-QĐ"}
    other = {**lines.found_district(3, OTHER), "name": "Đảng ủy xã Mới", "code": "X1"}
    asked = {"unit": lines.DISTRICT, "document": paper}
    story = [
        lines.found_province(),
        lines.found_district(),
        {**other, "on": "2024-06-01"},
        {
            **lines.line(4, "assign-target", **asked), "number": 5,
            "indicator": "admitted", "period": "2024", "promised_by": "2024-12-31",
        },
        lines.line(
            5, "order-class", **asked, class_id=IDS["class_id"], kind="awareness", title="Lớp",
            centre="Tâm", audience="x", starts="2024-02-01", ends="2024-02-03",
        ),
        {
            **lines.line(6, "state-figure", **asked, figure=IDS["figure"]), "number": 40,
            "indicator": "members", "period": "2023-12-31",
        },
        lines.line(7, "write-note", note="note-01939d3c-0000-7000-8000-000000000001",
                   about=lines.DISTRICT, text="x", follow_up="2024-03-01"),
        {
            **lines.line(8, "merge-unit", unit=lines.DISTRICT, into=OTHER, targets="follows"),
            "document": paper, "on": "2024-07-01",
        },
    ]  # fmt: skip
    rehearsal.done("apply", written(tmp_path / "a.jsonl", story))
    return rehearsal


def test_every_query_of_a_unit_reads_through_a_tree() -> None:
    of_a_unit = {
        path
        for path, command in generate_cli.commands()
        if any("--unit" in option.opts for option in command.params)
        and not path.startswith("admission record ")
        and isinstance(command, click.Command)
    }
    assert of_a_unit - NAMES_OF_TREES == set(NO_TREE)


@pytest.mark.parametrize("name", ["target", "class", "figure", "note"])
def test_what_is_dated_is_listed_as_it_was_or_as_it_is_now(reformed: Caller, name: str) -> None:
    """By the district that it was of, by the commune that stands for it now."""
    listed = (name, "list", "--json")
    as_was = reformed.done(*listed, "--unit", "Huyện ủy Ý").json
    assert as_was["tree"] == "as-was"
    (row,) = as_was["rows"]
    assert (row["unit"], row["unit_name"]) == (lines.DISTRICT, "Huyện ủy Ý")
    as_now = reformed.done(*listed, "--unit", "Đảng ủy xã Mới", "--tree", "as-now").json
    assert as_now["tree"] == "as-now"
    assert [row["unit_name"] for row in as_now["rows"]] == ["Đảng ủy xã Mới"]
    assert reformed.done(*listed, "--unit", "Tỉnh ủy Đặng").json["rows"] == [row]


def test_as_now_is_today_whatever_day_is_asked(reformed: Caller) -> None:
    """And a unit is named as it is called in that tree, or else on the day asked."""
    asked = ("target", "list", "--as-of", "2024-03-31", "--tree", "as-now", "--json")
    (row,) = reformed.done(*asked).json["rows"]
    assert row["unit_name"] == "Đảng ủy xã Mới"
    for called in ("Đảng ủy xã Mới", "X1", "Huyện ủy Ý"):
        assert reformed.done(*asked, "--unit", called).json["rows"] == [row]
    assert "There is no unit" in reformed("target", "list", "--unit", "X2", "--tree", "as-now").err


def test_a_balance_opens_in_the_unit_that_stands_for_another(reformed: Caller) -> None:
    asked = ("balance", "--year", "2024", "--depth", "9", "--json")
    was = {row["name"]: row for row in reformed.done(*asked).json["rows"]}
    now = {row["name"]: row for row in reformed.done(*asked, "--tree", "as-now").json["rows"]}
    assert was["Huyện ủy Ý"]["closing"] == now["Đảng ủy xã Mới"]["closing"] == 40
    assert was["Đảng ủy xã Mới"]["opening"] is None
    assert "Huyện ủy Ý" not in now
    assert was["Tỉnh ủy Đặng"]["closing"] == now["Tỉnh ủy Đặng"]["closing"] == 40


def test_a_table_says_through_which_tree(reformed: Caller) -> None:
    printed = reformed.done("figure", "list", "--tree", "2024-07-01").out
    assert "tree of 2024-07-01: what is of another unit" in printed
    assert "tree of" not in reformed.done("figure", "list").out


def test_a_store_without_units_has_reports_without_rows(call: Caller) -> None:
    assert call.done("coverage", "--year", "2024", "--json").json["rows"] == []
    assert call.done("balance", "--year", "2024", "--tree", "as-now", "--json").json["rows"] == []
    assert "0 candidates, 0 under the roots" in call.done("doctor").out


def test_the_doctor_looks_through_the_trees(reformed: Caller) -> None:
    rows = reformed.done("doctor", "--json").json["rows"]
    said = [row["detail"] for row in rows if row["check"] == "trees"]
    assert "1 targets, 1 under the roots as-now" in said
    assert any("members as-was" in detail for detail in said)


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        (("progress",), ("--tree", "2024-01-31")),
        (("progress", "--by", "group"), ("--tree", "2024-01-31")),
        (("coverage",), ("--tree", "2024-01-31")),
        (("balance",), ("--tree", "2024-01-31")),
        (("compare",), ("--tree", "2024-01-31")),
        (("report", "composition"), ("--tree", "2024-01-31")),
        (("explain", "progress", "--figure", "admitted"), ("--tree", "2024-01-31")),
        (("explain", "balance", "--figure", "closing"), ("--tree", "2024-01-31")),
        (("unit", "without-admissions", "--years", "1"), ("--tree", "2024-01-31")),
        (("progress",), ("--year", "2023")),
        (("coverage",), ("--year", "2023")),
    ],
)
def test_of_a_unit_that_the_tree_has_not_no_other_is_shown(
    reformed: Caller, tmp_path: Path, asked: tuple[str, ...], where: tuple[str, ...]
) -> None:
    """Of a province founded in June nothing is said in January, and not of the other one."""
    founded = {
        **lines.line(20, "found-unit", unit=lines.NOWHERE, kind="directly-under-central"),
        "name": "Tỉnh ủy Mới",
        "on": "2024-06-01",
    }
    reformed.done("apply", written(tmp_path / "b.jsonl", [founded]))
    year = () if "--years" in asked else ("--year", "2024")
    outcome = reformed(*asked, *year, *where, "--unit", "Tỉnh ủy Mới")
    assert outcome.code == 2, outcome
    assert "There was no unit Tỉnh ủy Mới in that period, in the tree " in outcome.err
    assert outcome.out == ""
