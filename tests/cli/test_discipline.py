"""Disciplines and screenings in the terminal, with the figures that the bloc printed for 2023."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli import lines
from tests.cli.calling import Caller, written
from tests.cli.test_queries import LISTINGS

CELL: Final = "unit-01939d3c-0000-7000-8000-000000000009"
OTHER: Final = "unit-01939d3c-0000-7000-8000-000000000008"
PAPER: Final = {"kind": "decision", "number": "1-QĐ"}
IN_2023: Final = {"reprimand": 24, "warning": 4, "removal": 3, "expulsion": 12}
IN_2022: Final = {"reprimand": 27}
"""How the 27 of the year before were divided is not printed."""


def person(number: int) -> str:
    return f"person-01939d3c-0000-7000-8000-{number:012}"


def told() -> Iterator[dict[str, Any]]:
    """Two organisations with 70 members, of whom 43 and 27 are disciplined; 6 and 1 units."""
    book = Path("admission/domain/rulebooks/vn-2021.toml").read_text(encoding="utf-8")
    yield {**lines.line(3, "adopt-rulebook", text=book), "on": "2021-07-28"}
    yield {**lines.found_province(), "on": "2021-07-29"}
    yield {**lines.found_district(), "on": "2021-07-29"}
    kind = {"kind": "grassroots-cell", "parent": lines.DISTRICT, "on": "2021-08-01"}
    for number, (unit, name) in enumerate(((CELL, "Chi bộ Một"), (OTHER, "Chi bộ Hai"))):
        yield {**lines.line(5 + number, "found-unit", unit=unit, name=name), **kind}
    for year, forms in ((2022, IN_2022), (2023, IN_2023)):
        for number, form in enumerate(form for form, many in forms.items() for _ in range(many)):
            yield from _member(year * 100 + number, form, f"{year}-06-01")
    for number in range(7):
        form, on = ("reprimand" if number < 2 else "warning"), "2022" if number < 1 else "2023"
        asked = {"unit": CELL, "body": lines.DISTRICT, "form": form, "document": PAPER}
        yield {
            **lines.line(10 + number, "discipline-unit", **asked),
            "on": f"{on}-07-0{number + 1}",
        }


def _member(number: int, form: str, on: str) -> Iterator[dict[str, Any]]:
    who = {"person": person(number)}
    paper = {"document": PAPER, "on": "2021-08-02"}
    yield {
        **lines.line(number * 10, "register-person", **who, name="Đặng Văn Ý"),
        "on": on[:5] + "01-01",
    }
    yield {
        **lines.line(number * 10 + 1, "register-member", **who, cell=CELL),
        **paper,
        "official_on": "2010-01-01",
        "on": on[:5] + "01-02",
    }
    decided = {**who, "body": lines.DISTRICT, "document": PAPER}
    if form == "expulsion":
        line = lines.line(number * 10 + 2, "end-membership", **decided, ground="expelled")
    else:
        line = lines.line(number * 10 + 2, "discipline-member", **decided, form=form)
    yield {**line, "on": on}


@pytest.fixture
def bloc(rehearsal: Caller, tmp_path: Path) -> Caller:
    """A store of that year."""
    rehearsal.done("apply", written(tmp_path / "a.jsonl", list(told())))
    return rehearsal


def test_the_counts_are_those_that_the_bloc_printed(bloc: Caller) -> None:
    """43 members, 16 more than the 27 of the year before, 159.26 per cent; 6 organisations."""
    rows = bloc.done("discipline", "count", "--year", "2023", "--json").json["rows"]
    members = {row["form"]: row for row in rows if row["whom"] == "member"}
    assert {form: members[form]["number"] for form in IN_2023} == IN_2023
    whole = members["all"]
    assert (whole["number"], whole["before"], whole["difference"]) == (43, 27, 16)
    assert whole["ratio"] == "159.26"
    of_units = {row["form"]: row for row in rows if row["whom"] == "organisation"}
    assert {form: row["number"] for form, row in of_units.items()} == {
        "reprimand": 1,
        "warning": 5,
        "dissolution": 0,
        "all": 6,
    }
    assert (of_units["all"]["before"], of_units["all"]["difference"]) == (1, 5)
    table = bloc.done("discipline", "count", "--year", "2023").out
    assert "159.26" in table
    other = bloc.done("discipline", "count", "--year", "2023", "--unit", OTHER, "--json").json
    assert {row["number"] for row in other["rows"]} == {0}


def test_a_small_number_is_printed_as_it_is(bloc: Caller) -> None:
    (row,) = (
        row
        for row in bloc.done("discipline", "count", "--year", "2023", "--json").json["rows"]
        if (row["whom"], row["form"]) == ("member", "removal")
    )
    assert row["number"] == 3


def test_a_list_has_the_documented_keys_and_goes_on_after_a_page(bloc: Caller) -> None:
    asked = ("discipline", "list", "--year", "2023", "--whom", "member", "--json")
    whole = bloc.done(*asked).json["rows"]
    assert len(whole) == sum(IN_2023.values())
    assert list(whole[0]) == [column.key for column in LISTINGS["disciplines/1"].columns]
    first = bloc.done(*asked, "--limit", "40").json
    rest = bloc.done(*asked, "--after", first["next"]).json["rows"]
    assert first["rows"] + rest == whole
    expelled = bloc.done("discipline", "list", "--form", "expulsion", "--csv").out.splitlines()
    assert len(expelled) == 1 + IN_2023["expulsion"]


def test_a_screening_is_listed_and_due(bloc: Caller, tmp_path: Path) -> None:
    """And a refusal says what to do instead."""
    who = {"person": person(202200), "document": PAPER}
    listed = lines.line(90, "list-for-screening", **who, ground="no-progress")
    taught = lines.line(91, "educate-member", **who, helper=person(202201))
    days = [{**listed, "on": "2023-08-01"}, {**taught, "on": "2023-09-01"}]
    bloc.done("apply", written(tmp_path / "b.jsonl", days))
    (row,) = bloc.done("screening", "list", "--json").json["rows"]
    assert list(row) == [column.key for column in LISTINGS["screenings/1"].columns]
    assert (row["unit_name"], row["educated_on"]) == ("Chi bộ Một", "2023-09-01")
    due = bloc.done("due", "--unit", CELL, "--as-of", "2024-08-30", "--json").json["rows"]
    assert [(each["rule"], each["due_on"]) for each in due] == [("OUT-01", "2024-09-01")]
    asked = lines.line(92, "discipline-member", **who, form="expulsion", body=lines.DISTRICT)
    refused = bloc("apply", written(tmp_path / "c.jsonl", [{**asked, "on": "2023-09-02"}]))
    assert refused.code == 1
    assert "end-membership" in refused.out + refused.err
