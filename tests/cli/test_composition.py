"""`admission report composition`: from lists of people to the form, exact and public."""

from pathlib import Path
from typing import Any, Final, get_args

import pytest

from admission.app.labels import heading, label
from admission.domain.registers.people.vocabulary import Source
from admission.projections.composition.breakdowns import CELLS, NOT_TO_BE_HAD
from tests.cli.calling import Caller

Q1: Final = ("report", "composition", "--year", "2024", "--as-of", "2024-03-31")
UNIT: Final = ("--unit", "Huyện ủy Hoa Lư")
_CELLS_AROUND: Final = {
    "total": ("admitted", "readmitted"),
    "organisations": ("with", "without"),
    "age": ("average",),
}


def rows(call: Caller, *arguments: str) -> dict[tuple[str, str], dict[str, Any]]:
    found = call.done(*Q1, *arguments, "--json").json["rows"]
    return {(row["breakdown"], row["cell"]): row for row in found}


def admitted(call: Caller) -> list[str]:
    """The people admitted in the quarter."""
    lines = call.done("events", "--type", "ceremony-held").lines
    there = [x["stream"] for x in lines if "2024-01-01" <= x["event"]["on"] <= "2024-03-31"]
    status = call.done("status", "--as-of", "2024-03-31", "--json").json["rows"]
    return sorted(row["person"] for row in status if row["candidate"] in there)


def listed(call: Caller, folder: Path, people: list[str]) -> None:
    """Three are farmers, the others pupils of whom two are religious."""
    lines = ["person,sources,occupation,religious,on"]
    for number, person in enumerate(people):
        farmer = ("farmer|youth-union", "agriculture-forestry-fishery")
        sources, occupation = farmer if number < 3 else ("youth-union", "pupil")
        lines.append(f"{person},{sources},{occupation},{number in (3, 4)},01/01/2024")
    (folder / "people.csv").write_text("\n".join(lines), encoding="utf-8")
    answer = call.done("apply", folder / "people.csv", "--as", "record-particulars")
    assert f"{len(people)} rows recorded" in answer.err


def test_a_list_of_particulars_is_counted(hoa_lu: Caller, tmp_path: Path) -> None:
    """41 were admitted in the first quarter; before the list nothing was known of them."""
    people = admitted(hoa_lu)
    before = rows(hoa_lu, *UNIT)
    assert before["total", "admitted"]["this"] == len(people) == 41
    assert before["sources", "unknown"]["this"] == 41
    listed(hoa_lu, tmp_path, people)
    found = rows(hoa_lu, *UNIT)
    assert found["sources", "youth-union"]["this"] == 41
    assert found["sources", "farmer"]["this"] == 3
    assert (found["religious", "yes"]["this"], found["religious", "no"]["this"]) == (2, 39)
    assert ("sources", "unknown") not in found
    known = hoa_lu.done("events", "--type", "particulars-recorded").lines[0]["position"] - 1
    assert rows(hoa_lu, *UNIT, "--known-at", str(known)) == before


def test_in_public_nobody_is_picked_out(hoa_lu: Caller, tmp_path: Path) -> None:
    listed(hoa_lu, tmp_path, admitted(hoa_lu))
    found = rows(hoa_lu, *UNIT, "--public")
    assert found["total", "admitted"]["this"] == 41
    for cell in (("religious", "yes"), ("religious", "no"), ("sources", "farmer")):
        assert (found[cell]["this"], found[cell]["this_hidden"]) == (None, True)
    assert found["sources", "youth-union"]["this_hidden"]
    table = hoa_lu.done(*Q1, *UNIT, "--public").out
    assert "· = left out" in table
    assert "farmers" in table
    assert "left out" not in hoa_lu.done(*Q1, *UNIT).out


def test_the_table_names_the_breakdowns_and_says_that_they_overlap(hoa_lu: Caller) -> None:
    out = hoa_lu.done(*Q1, *UNIT).out
    assert out.startswith("composition 2024 · as of 2024-03-31")
    assert "they overlap, and do not add up over breakdowns" in out
    assert "of them re-admitted" in out
    assert "average age" in out
    assert "veterans" not in out
    assert out.index("\nsex\n") < out.index("\nsource\n") < out.index("\norganisations\n")


def test_a_page_goes_on_where_the_one_before_ended(hoa_lu: Caller) -> None:
    first = hoa_lu.done(*Q1, "--limit", "5", "--json").json
    rest = hoa_lu.done(*Q1, "--after", first["next"], "--json").json
    whole = hoa_lu.done(*Q1, "--json").json
    assert [*first["rows"], *rest["rows"]] == whole["rows"]
    assert whole["period"] == "2024"
    assert "whose decision stands" in whole["counts"]
    printed = hoa_lu.done(*Q1, "--quarter", "1", "--csv").out.splitlines()
    assert printed[0].startswith("breakdown,cell,part,label,label_vi,this,last,ratio")
    assert len(printed) == len(whole["rows"]) + 1


def test_a_wrong_word_comes_back_with_the_row(hoa_lu: Caller, tmp_path: Path) -> None:
    """And one that says nothing."""
    one, other = admitted(hoa_lu)[:2]
    text = f"person,sources,title,on\n{one},farmers,,2024-01-01\n{other},,,2024-01-01\n"
    (tmp_path / "wrong.csv").write_text(text, encoding="utf-8")
    answer = hoa_lu("apply", tmp_path / "wrong.csv", "--as", "record-particulars")
    assert answer.code == 1
    back = (tmp_path / "wrong.refused.csv").read_text(encoding="utf-8")
    assert "sources" in back
    assert "what is not known is left out" in back


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_cell_is_called_something_in_each_language(language: str) -> None:
    for breakdown in (*CELLS, *_CELLS_AROUND):
        assert heading(breakdown, language)
        cells = (*CELLS.get(breakdown, ()), *_CELLS_AROUND.get(breakdown, ()))
        named = [label(breakdown, cell, language) for cell in (*cells, *NOT_TO_BE_HAD)]
        assert len(set(named)) == len(named), breakdown
    assert {label("sources", cell) for cell in get_args(Source)} > {"farmers", "Youth Union"}


def test_progress_for_the_public_has_no_groups(hoa_lu: Caller) -> None:
    """Its rows of units add up, so a number left out would be a difference of two printed ones."""
    asked = ("progress", "--year", "2024", "--as-of", "2024-03-31")
    assert hoa_lu.done(*asked, "--public").out == hoa_lu.done(*asked).out
    refused = hoa_lu(*asked, "--by", "group", "--public")
    assert refused.code == 2
    assert not refused.out
    assert "--public does not go with --by group" in refused.err
    assert "report composition --public" in refused.err
