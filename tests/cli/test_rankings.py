"""What was printed of the bloc of provincial agencies for 2023, and rankings through a tree."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli import lines
from tests.cli.calling import Caller, written
from tests.cli.test_queries import LISTINGS

BLOC = lines.DISTRICT
PAPER = {"kind": "decision", "number": "1-QĐ"}
CLASSES = ["excellent"] * 5 + ["good"] * 48 + ["completed"] * 7 + ["not-completed"] * 4
YEAR = ("--year", "2023")


def cell(number: int) -> str:
    return f"unit-01939d3c-0000-7000-8000-{1000 + number:012}"


def ranked(number: int, year: int, **said: object) -> dict[str, Any]:
    asked = {"unit": cell(number), "year": year, "by": BLOC, "document": PAPER, **said}
    return {**lines.line(year + 100 * number, "rank-unit", **asked), "on": f"{year}-12-29"}


@pytest.fixture
def bloc(call: Caller, tmp_path: Path) -> Caller:
    """65 organisations, 64 of them ranked for 2023, one newly founded; one was weak in 2022."""
    founded = [
        {
            **lines.line(10 + number, "found-unit", unit=cell(number), kind="grassroots-cell"),
            "name": f"Chi bộ {number:02}",
            "parent": BLOC,
            "on": "2022-01-03",
        }
        for number in range(65)
    ]
    told = [ranked(number, 2023, rank=rank) for number, rank in enumerate(CLASSES)]
    told += [ranked(64, 2023, not_ranked="newly-founded"), ranked(0, 2022, rank="completed")]
    above = [
        {**line, "on": "2020-01-02"} for line in (lines.found_province(), lines.found_district())
    ]
    target = {
        **lines.line(9, "assign-target", unit=cell(0), indicator="admitted", period="2023"),
        "number": 2,
        "promised_by": "2023-12-31",
        "on": "2023-01-05",
    }
    call.done("rulebook", "adopt", "vn-2021", "--on", "2021-07-30")
    call.done("apply", written(tmp_path / "a.jsonl", [*above, *founded, target, *told]))
    return call


def test_the_printed_rates_come_out_of_two_bases(bloc: Caller) -> None:
    """9.43 % of 53, 75 % and 6.25 % of 64; 7/64 is 10.9375, printed as 10.93, rounded 10.94."""
    answer = bloc.done("ranking", "show", *YEAR, "--unit", "H1", "--json").json
    rows = {row["rank"]: (row["fraction"], row["percent"]) for row in answer["rows"]}
    assert rows == {
        "excellent": ("5/53", "9.43"),
        "good": ("48/64", "75.00"),
        "good or better": ("53/64", "82.81"),
        "completed": ("7/64", "10.94"),
        "not-completed": ("4/64", "6.25"),
    }
    assert (answer["ranked"], answer["not_ranked"]) == (64, {"newly-founded": 1})
    assert (answer["year"], answer["who"], answer["over_cap"]) == (2023, "organisation", [])
    before = {row["rank"]: row["number_before"] for row in answer["rows"]}
    assert before == {**dict.fromkeys(rows, 0), "completed": 1}


def test_a_table_says_how_many_are_not_ranked_and_by_which_rulebook(bloc: Caller) -> None:
    printed = bloc.done("ranking", "show", *YEAR).out
    assert "ranking of 2023, organisations" in printed
    assert "64 of 65 ranked, 1 not ranked (1 newly-founded)" in printed
    assert "[vn-2021, RNK-04]" in printed
    header, excellent, *_ = bloc.done("ranking", "show", *YEAR, "--csv").out.splitlines()
    assert header == "rank,number,base,base_of,fraction,percent,number_before,percent_before,aim"
    assert excellent == "excellent,5,53,excellent + good,5/53,9.43,0,,"


def test_each_ranking_stands_beside_the_share_of_the_target(bloc: Caller) -> None:
    first = bloc.done("ranking", "list", *YEAR, "--limit", "2", "--json").json
    row, other = first["rows"]
    assert list(row) == [column.key for column in LISTINGS["rankings/1"].columns]
    assert (row["unit_name"], row["rank"], row["rank_before"]) == (
        "Chi bộ 00",
        "excellent",
        "completed",
    )
    assert (row["target"], row["admitted"], row["document"]) == (2, None, "decision 1-QĐ")
    assert (other["target"], other["percent"]) == (None, None)
    rest = bloc.done("ranking", "list", *YEAR, "--after", first["next"], "--json").json
    assert len(rest["rows"]) == 63
    assert rest["rows"][-1]["reason"] == "newly-founded"


def test_a_ranking_that_was_wrong_is_annulled_and_both_are_known(bloc: Caller) -> None:
    """Then it is as if it had never been decided; as known before, it was."""
    head = bloc.done("ranking", "show", *YEAR, "--json").json["position"]
    events = bloc.done("events").lines
    wrong = next(e for e in events if e["type"] == "unit-ranked" and e["event"]["unit"] == cell(0))
    annul = ("annul", str(wrong["position"]), "--reason", "nhầm", "--document", "kind=decision")
    bloc.done(*annul)
    now = bloc.done("ranking", "show", *YEAR, "--json").json
    then = bloc.done("ranking", "show", *YEAR, "--known-at", str(head), "--json").json
    assert (now["rows"][0]["fraction"], then["rows"][0]["fraction"]) == ("4/52", "5/53")


def test_rankings_are_read_through_a_tree(bloc: Caller, tmp_path: Path) -> None:
    """Of an organisation that went into another one the class is listed by that one."""
    merged = {
        **lines.line(5, "merge-unit", unit=cell(1), into=cell(0), targets="follows"),
        "document": PAPER,
        "on": "2024-03-01",
    }
    bloc.done("apply", written(tmp_path / "b.jsonl", [merged]))
    asked = ("ranking", "list", *YEAR, "--json", "--unit")
    assert len(bloc.done(*asked, "Chi bộ 00").json["rows"]) == 1
    now = bloc.done(*asked, "Chi bộ 00", "--tree", "as-now").json
    assert (now["tree"], len(now["rows"])) == ("as-now", 2)
    assert {row["unit_name"] for row in now["rows"]} == {"Chi bộ 00"}
    shown = ("ranking", "show", *YEAR, "--unit", "Chi bộ 00", "--tree", "as-now", "--json")
    assert bloc.done(*shown).json["ranked"] == 2


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("ranking", "show"), 2, "--year"),
        (("ranking", "show", *YEAR, "--unit", "Atlantis"), 2, "There is no unit Atlantis"),
        (("ranking", "show", *YEAR, "--who", "cell"), 2, "organisation"),
        (("record", "rank-unit", "--unit", "H1", "--year", "1"), 2, ""),
    ],
)
def test_bad_input_is_one_sentence(
    bloc: Caller, arguments: tuple[str, ...], code: int, said: str
) -> None:
    outcome = bloc(*arguments)
    assert (outcome.code, said in outcome.err) == (code, True), outcome.err


def test_a_unit_is_ranked_at_the_keyboard(bloc: Caller) -> None:
    """By code or name; a class that is there already is refused."""
    given = ("--unit", "Chi bộ 03", "--year", "2022", "--rank", "good", "--by", "H1")
    command = ("record", "rank-unit", *given, "--document", json.dumps(PAPER), "--on", "2022-12-30")
    assert "rank-unit is recorded" in bloc.done(*command).out
    again = bloc(*command)
    assert (again.code, "SYS-07" in again.err) == (1, True)
