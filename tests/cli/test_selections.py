"""One step for everybody of a selection: where it is legal, an answer each, and to be gone on."""

import csv
import io
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.cli.lists import founded

PERMIT = (
    "record", "permit-dossier", "--body", "NM", "--document", "kind=permission,number=1-QĐ/ĐU",
)  # fmt: skip
ON = ("--on", "2025-07-10")
CERTIFIED = ("--where", "standing=certified")


@pytest.fixture
def people(call: Caller, tmp_path: Path) -> Caller:
    """Three with a certificate, two of them young, two in one cell."""
    founded(call, tmp_path)
    return call


def standings(call: Caller) -> dict[str, str]:
    rows = call.done("status", "--json").json["rows"]
    return {row["name"]: row["standing"] for row in rows}


def test_the_step_is_taken_for_each_of_a_selection_with_an_answer_each(people: Caller) -> None:
    answer = people.done(*PERMIT, *ON, *CERTIFIED, "--json").json
    assert answer["schema"] == "admission.selection/1"
    assert (answer["step"], answer["dry_run"]) == ("permit-dossier", False)
    assert {(row["name"], row["outcome"]) for row in answer["rows"]} == {
        ("Nguyễn Văn Ấm", "done"),
        ("Trần Thị Bích", "done"),
        ("Lê Đức Cường", "done"),
    }
    assert set(standings(people).values()) == {"dossier-open"}


@pytest.mark.parametrize(
    ("where", "names"),
    [
        (("group=youth",), {"Nguyễn Văn Ấm", "Lê Đức Cường"}),
        (("unit=NM-01",), {"Nguyễn Văn Ấm", "Trần Thị Bích"}),
        (("unit=HL", "group=women", "stage=awareness"), {"Nguyễn Văn Ấm"}),
    ],
)
def test_every_condition_must_hold(people: Caller, where: tuple[str, ...], names: set[str]) -> None:
    asked = [word for condition in where for word in ("--where", condition)]
    rows = people.done(*PERMIT, *ON, *asked, "--json").json["rows"]
    assert {row["name"] for row in rows} == names
    opened = {name for name, standing in standings(people).items() if standing == "dossier-open"}
    assert opened == names


def test_it_is_recorded_only_where_the_rules_allow_it(people: Caller) -> None:
    people.done(*PERMIT, "--on", "2025-07-09", "--where", "unit=NM-02")
    outcome = people(*PERMIT, *ON, "--where", "unit=HL", "--json")
    assert outcome.code == 1
    rows = {row["name"]: row for row in outcome.json["rows"]}
    assert rows["Nguyễn Văn Ấm"]["outcome"] == "done"
    assert rows["Lê Đức Cường"]["outcome"] == "refused"
    assert rows["Lê Đức Cường"]["codes"] == ["SYS-01"]
    assert rows["Lê Đức Cường"]["position"] is None


def test_going_on_passes_over_who_was_done_before(people: Caller) -> None:
    first = people.done(*PERMIT, *ON, "--where", "unit=NM-01", "--json").json
    again = people.done(*PERMIT, *ON, "--where", "unit=HL", "--json").json
    assert {row["name"]: row["outcome"] for row in again["rows"]} == {
        "Nguyễn Văn Ấm": "repeated",
        "Trần Thị Bích": "repeated",
        "Lê Đức Cường": "done",
    }
    assert again["position"] == first["position"] + 1


def test_a_dry_run_records_nothing(people: Caller) -> None:
    out = people.done(*PERMIT, *ON, *CERTIFIED, "--dry-run").out
    assert "permit-dossier (dry run)" in out
    assert "3 done" in out
    assert set(standings(people).values()) == {"certified"}


def test_the_answers_are_a_table_or_csv(people: Caller) -> None:
    rows = list(csv.DictReader(io.StringIO(people.done(*PERMIT, *ON, *CERTIFIED, "--csv").out)))
    assert [row["outcome"] for row in rows] == ["done"] * 3
    table = people.done(*PERMIT, *ON, "--where", "unit=HL").out
    assert "3 recorded before" in table
    assert "Chi bộ thôn 2" in table


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*ON, "--where", "standing=died"), "Nobody is selected by standing=died"),
        ((*ON, "--where", "standing=certifed"), "there is no standing 'certifed': certified"),
        ((*ON, "--where", "colour=red"), "write KEY=VALUE with a key of unit, stage, standing"),
        ((*ON, "--where", "unit=NM", "--where", "unit=HL"), "unit is asked for twice"),
        ((*ON, "--where", "unit=XX"), "There is no unit XX"),
        (CERTIFIED, "--where needs --on"),
        ((*ON, *CERTIFIED, "--id", "01939d3c-0000-7000-9000-000000000001"), "selects by itself"),
        (ON, "Say for whom: --candidate, or --where"),
        ((*ON, "--candidate", "candidate-1", "--csv"), "--csv goes with --where"),
    ],
)
def test_a_wrong_usage_is_one_sentence_and_nothing_is_recorded(
    people: Caller, arguments: tuple[str, ...], said: str
) -> None:
    outcome = people(*PERMIT, *arguments)
    assert outcome.code == 2
    assert said in " ".join(outcome.err.split())
    assert set(standings(people).values()) == {"certified"}


def test_fields_in_bad_form_stop_before_anything_is_recorded(people: Caller) -> None:
    outcome = people(
        "record", "permit-dossier", "--body", "NM", "--document", "number=1", *ON, *CERTIFIED
    )
    assert outcome.code == 2
    assert "document.kind is missing" in outcome.err
    assert set(standings(people).values()) == {"certified"}


def test_a_reference_to_nothing_stops_before_anything_is_recorded(people: Caller) -> None:
    nobody = "person-01939d3c-0000-7000-9000-000000000001"
    for dry_run in ((), ("--dry-run",)):
        outcome = people(
            "record", "assign-helper", "--helper", nobody, "--document", "kind=cell-resolution",
            *ON, *CERTIFIED, *dry_run,
        )  # fmt: skip
        assert outcome.code == 2
        assert f"The store holds nothing under {nobody}." in outcome.err
