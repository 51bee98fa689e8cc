"""Cards and badges at the terminal: recorded, refused, listed, due; party age beside the person."""

from pathlib import Path

import pytest

from tests.cli import lines
from tests.cli.calling import Caller, written

CELL = "unit-01939d3c-0000-7000-8000-000000000005"
PEOPLE = [f"person-01939d3c-0000-7000-8000-00000000000{n}" for n in (1, 2)]
NUMBER = "001066000123"


@pytest.fixture
def cell(call: Caller, tmp_path: Path) -> Caller:
    """A live store with a cell of two members, whose cards were decided."""
    call.done("rulebook", "adopt", "vn-2025", "--on", "2025-07-01")
    paper = {"kind": "decision", "number": "12-QĐ"}
    told = [lines.found_province(1), lines.found_district(2)]
    founded = {"unit": CELL, "kind": "grassroots-cell", "name": "Chi bộ Ý"}
    told.append(lines.line(3, "found-unit", **founded, parent=lines.DISTRICT))
    for at, (person, decided) in enumerate(zip(PEOPLE, ("1995-11-01", "1985-10"), strict=True)):
        about = {"person": person, "document": paper, "on": "2025-09-03"}
        member = {**about, "cell": CELL, "decided_on": decided, "official_on": "1997"}
        card = {**about, "kind": "exchange", "batch": "2025-09"}
        told += [
            {**lines.line(10 * at + 11, "register-person", name="Đặng Thị Ứng"), **about},
            {**lines.line(10 * at + 12, "register-member"), **member},
            {**lines.line(10 * at + 13, "decide-card"), **card},
        ]
    call.done("apply", written(tmp_path / "told.jsonl", told))
    return call


def hand_over(person: str, number: str = NUMBER) -> tuple[str, ...]:
    of = ("--person", person, "--number", number)
    return ("record", "hand-over-card", *of, "--on", "2025-10-05")


def award(person: str, years: int, on: str = "2025-10-10") -> tuple[str, ...]:
    of = ("--person", person, "--years", str(years), "--round", "2025-11-07", "--on", on)
    return ("record", "award-badge", *of, "--body", lines.PROVINCE, "--document", "kind=decision")


def test_a_number_is_of_one_card_and_stands_in_no_id_and_no_message(cell: Caller) -> None:
    first = cell.done(*hand_over(PEOPLE[0]))
    again = cell(*hand_over(PEOPLE[1]))
    short = cell(*hand_over(PEOPLE[1], NUMBER[2:]))
    assert (again.code, short.code) == (1, 1)
    assert "SYS-132" in again.out + again.err
    assert "CRD-03" in short.out + short.err
    for outcome in (first, again, short):
        assert NUMBER[2:] not in outcome.out + outcome.err
    (row,) = cell.done("card", "list", "--person", PEOPLE[0], "--json").json["rows"]
    assert row["card_number"] == NUMBER
    streams = {event["stream"] for event in cell.done("events").lines}
    assert sum(stream.startswith("cardnumber-") for stream in streams) == 1
    assert not any(NUMBER in stream for stream in streams)


def test_cards_are_counted_and_asked_as_known_before(cell: Caller) -> None:
    cell.done(*hand_over(PEOPLE[0]))
    counted = ("card", "count", "--unit", "Huyện ủy Ý", "--json")
    (row,) = cell.done(*counted).json["rows"]
    assert row == {
        "year": "2025", "issued": 2, "first_issues": 0, "exchanges": 2, "reissues": 0,
        "handed_over": 1, "cancelled": 0,
    }  # fmt: skip
    head = cell.done(*counted).json["position"]
    (row,) = cell.done(*counted, "--known-at", str(head - 2)).json["rows"]
    assert row["handed_over"] == 0
    assert cell.done(*counted, "--as-of", "2025-09-02").json["rows"] == []
    assert cell.done(*counted, "--tree", "as-now").json["rows"][0]["issued"] == 2


def test_badge_due_lists_a_round_until_the_badge_is_awarded(cell: Caller) -> None:
    asked = ("badge", "due", "--round", "2025-11-07", "--unit", "Chi bộ Ý", "--json")
    answer = cell.done(*asked).json
    assert (answer["round"], answer["round_before"]) == ("2025-11-07", "2025-09-02")
    assert [(row["years"], row["at_least"]) for row in answer["rows"]] == [(30, False), (40, True)]
    cell.done(*award(PEOPLE[0], 30))
    assert [row["years"] for row in cell.done(*asked).json["rows"]] == [40]
    (row,) = cell.done("badge", "list", "--round", "2025-11-07", "--json").json["rows"]
    assert (row["person"], row["unit_name"]) == (PEOPLE[0], "Chi bộ Ý")
    assert "in all: 1" in cell.done("badge", "count").out


def test_a_badge_that_is_not_due_is_refused_with_its_day(cell: Caller) -> None:
    early = cell(*award(PEOPLE[0], 40))
    assert early.code == 1
    assert "2035-11-01" in early.out + early.err


def test_a_correction_of_the_admission_says_which_badge_stands_no_longer(cell: Caller) -> None:
    """Ahead in a dry run, then in the list and in what is due."""
    cell.done(*award(PEOPLE[0], 30))
    (fact,) = (
        event["position"]
        for event in cell.done("events").lines
        if event["type"] == "member-registered" and event["stream"] == PEOPLE[0]
    )
    why = ("--reason", "chép nhầm", "--document", "kind=minutes", "--second", PEOPLE[1])
    corrected = ("correct", str(fact), "--set", "decided_on=1995-11-08", *why)
    said = cell.done(*corrected, "--dry-run")
    assert "badge-awarded of 2025-10-10" in said.out
    assert "is against BDG-01" in said.out
    (flagged,) = cell.done(*corrected, "--json").json["later"]
    assert (flagged["type"], flagged["against"]) == ("badge-awarded", ["BDG-01"])
    (row,) = cell.done("badge", "list", "--json").json["rows"]
    assert (row["against"], row["body"]) == ("BDG-01", lines.PROVINCE)
    due = cell.done("due", "--as-of", "2025-12-01", "--json").json["rows"]
    assert [(each["rule"], each["acting"]) for each in due] == [("BDG-01", lines.PROVINCE)]


def test_a_round_that_is_none_says_which_there_are(cell: Caller) -> None:
    wrong = cell("badge", "due", "--round", "2025-11-08")
    assert wrong.code == 2
    assert "02-03 05-19 09-02 11-07" in wrong.err
    no_rulebook = cell("badge", "due", "--round", "1999-02-03")
    assert "No rulebook in force on" in no_rulebook.err


def test_party_age_is_shown_with_the_person(cell: Caller) -> None:
    shown = ("person", "show", PEOPLE[1], "--as-of", "2025-12-31")
    assert "party age: at least 40 years and 2 months, from 1985-10-31" in cell.done(*shown).out
    (row,) = cell.done(*shown, "--json").json["rows"]
    assert (row["party_years"], row["days_away"], row["at_least"]) == (40, 0, True)
    cell.done("record", "register-person", "--name", "Ý", "--person", PEOPLE[1][:-1] + "9")
    (row,) = cell.done("person", "show", PEOPLE[1][:-1] + "9", "--json").json["rows"]
    assert row["party_years"] is None
