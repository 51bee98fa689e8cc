from pathlib import Path

import pytest

from tests.cli import lines
from tests.cli.calling import Caller, in_days, written
from tests.cli.test_queries import LISTINGS, some_candidate


@pytest.fixture
def units(call: Caller, tmp_path: Path) -> Caller:
    """A store with a province and a district."""
    call.done(
        "apply", written(tmp_path / "a.jsonl", [lines.found_province(), lines.found_district()])
    )
    return call


def notes(call: Caller, *arguments: str) -> list[str]:
    return [row["text"] for row in call.done("note", "list", *arguments, "--json").json["rows"]]


def test_a_note_is_written_listed_and_closed(units: Caller) -> None:
    note = units.done("note", "add", "H1", "hỏi lại", "--json").json["note"]
    units.done("note", "add", lines.PROVINCE, "gọi")
    assert notes(units) == ["hỏi lại", "gọi"]
    assert notes(units, "--unit", "H1") == notes(units, "--about", lines.DISTRICT) == ["hỏi lại"]
    units.done("note", "close", note)
    assert notes(units) == ["gọi"]
    assert notes(units, "--closed") == ["hỏi lại", "gọi"]
    again = units("note", "close", note)
    assert (again.code, "SYS-44" in again.err) == (1, True)


def test_a_note_has_the_documented_keys(units: Caller) -> None:
    units.done("note", "add", "H1", "hỏi lại")
    (row,) = units.done("note", "list", "--json").json["rows"]
    assert list(row) == [column.key for column in LISTINGS["notes/1"].columns]
    assert (row["unit_name"], row["written_on"]) == ("Huyện ủy Ý", row["written_on"])


def test_a_note_names_its_author_though_the_account_is_registered_under_a_later_day(
    units: Caller,
) -> None:
    units.done("note", "add", "H1", "hỏi lại", "--on", "2024-03-02")
    (row,) = units.done("note", "list", "--as-of", "2024-03-05", "--json").json["rows"]
    assert row["author_name"]
    (today,) = units.done("note", "list", "--json").json["rows"]
    assert row["author_name"] == today["author_name"]


def test_a_note_to_be_followed_up_is_due(units: Caller) -> None:
    units.done("note", "add", "H1", "hỏi lại", "--follow-up", in_days(20))
    units.done("note", "add", "H1", "gọi", "--on", in_days(-9), "--follow-up", in_days(-5))
    rows = units.done("due", "--json").json["rows"]
    assert [(row["rule"], row["what"], row["candidate"]) for row in rows] == [
        ("note", "gọi", None),
        ("note", "hỏi lại", None),
    ]
    assert units("due", "--overdue", "--fail").code == 1
    assert "Huyện ủy Ý" in units.done("due", "--overdue").out
    late = units.done("due", "--within", "7d", "--json").json["rows"]
    assert [row["what"] for row in late] == ["gọi"]


def test_status_and_why_say_how_many_notes_are_open(hoa_lu: Caller) -> None:
    candidate = some_candidate(hoa_lu)
    assert "open note" not in hoa_lu.done("status", candidate).out
    assert hoa_lu.done("why", candidate, "--json").json["open_notes"] == 0
    for text in ("một", "hai"):
        hoa_lu.done("note", "add", candidate, text)
    said = f"2 open notes: `note list --about {candidate}`"
    assert said in hoa_lu.done("status", candidate).out
    assert said in hoa_lu.done("why", candidate).out
    assert hoa_lu.done("why", candidate, "--json").json["open_notes"] == 2
    (name,) = {row["name"] for row in _rows(hoa_lu, candidate)}
    assert name == hoa_lu.done("status", candidate, "--json").json["rows"][0]["name"]


def _rows(call: Caller, candidate: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = call.done("note", "list", "--about", candidate, "--json").json[
        "rows"
    ]
    return found


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", lines.NOWHERE, "x"), "The store holds nothing under"),
        (("add", "Atlantis", "x"), "There is no unit Atlantis"),
        (("add", "person-x", "x"), "about"),
        (("add", lines.DISTRICT, ""), "text"),
        (("add", lines.DISTRICT, "x", "--follow-up", "soon"), "is no day"),
        (("close", lines.NOWHERE.replace("unit", "note")), "The store holds nothing under"),
    ],
)
def test_a_note_that_cannot_be_is_a_wrong_usage(
    units: Caller, arguments: tuple[str, ...], said: str
) -> None:
    outcome = units("note", *arguments)
    assert (outcome.code, said in outcome.err) == (2, True), outcome.err
    assert notes(units, "--closed") == []


def test_the_words_of_a_note_are_in_no_log(units: Caller) -> None:
    outcome = units.done("note", "add", "H1", "Nguyễn Thị Bí Mật")
    assert "Bí Mật" not in outcome.out + outcome.err
