import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import Caller

YEAR = ("--year", "2024", "--as-of", "2024-03-31", "--depth", "9", "--json")
WHY = ("--reason", "chép nhầm", "--document", "kind=minutes,number=3-BB")


@pytest.fixture
def ceremony(hoa_lu: Caller) -> dict[str, Any]:
    return ceremony_of_january(hoa_lu)


def ceremony_of_january(hoa_lu: Caller) -> dict[str, Any]:
    """The row of a ceremony of January 2024 in its candidate's history."""
    for row in hoa_lu.done(
        "status", "--stage", "probation", "--as-of", "2024-03-31", "--json"
    ).json["rows"]:
        for event in history(hoa_lu, row["candidate"]):
            if event["type"] == "ceremony-held" and "2024-01-01" <= event["on_day"] < "2024-01-20":
                return event
    raise AssertionError


def history(call: Caller, candidate: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = call.done("history", candidate, "--json").json["rows"]
    return rows


def two(call: Caller, ceremony: dict[str, Any]) -> tuple[str, str]:
    """Who recorded the ceremony, and a second person, whom it does not concern."""
    concerned = {row["stream"] for row in history(call, ceremony["stream"])}
    people = call.done("person", "find", "nguyen", "--limit", "9", "--json").json["rows"]
    second = next(row["person"] for row in people if row["person"] not in concerned)
    return ceremony["actor"], second


def admitted(call: Caller) -> int:
    rows = call.done("progress", *YEAR).json["rows"]
    return next(int(row["admitted"]) for row in rows if row["depth"] == 0)


def test_a_corrected_ceremony_moves_the_figure_of_its_year_by_exactly_one(
    hoa_lu: Caller, ceremony: dict[str, Any]
) -> None:
    actor, second = two(hoa_lu, ceremony)
    at = str(ceremony["position"])
    correct = ("--actor", actor, "correct", at, "--set", "on=2023-12-30", *WHY, "--second", second)
    before, head = admitted(hoa_lu), history(hoa_lu, ceremony["stream"])
    said = hoa_lu.done(*correct, "--dry-run", "--json").json
    assert sorted((m["milestone"], m["year"], m["by"]) for m in said["moves"]) == [
        ("ceremony-held", 2023, 1),
        ("ceremony-held", 2024, -1),
    ]
    assert history(hoa_lu, ceremony["stream"]) == head
    shown = hoa_lu.done(*correct).out
    assert "now on-probation since 2023-12-30" in shown
    assert admitted(hoa_lu) == before - 1
    *_, corrected = history(hoa_lu, ceremony["stream"])
    assert (corrected["type"], corrected["corrects"]) == ("fact-corrected", ceremony["position"])
    assert {"field": "on", "old": ceremony["on_day"], "new": "2023-12-30"} in corrected["changed"]
    printed = hoa_lu.done("history", ceremony["stream"]).out
    assert f"corrected by {corrected['position']}" in printed
    assert f"on: {ceremony['on_day']} → 2023-12-30" in printed
    annul = ("--actor", actor, "annul", str(corrected["position"]), *WHY, "--second", second)
    hoa_lu.done(*annul)
    assert admitted(hoa_lu) == before
    hoa_lu.done("projections", "verify")


def test_a_step_made_unlawful_is_due_to_be_cancelled_or_redone(
    hoa_lu: Caller, ceremony: dict[str, Any]
) -> None:
    """A ceremony long after the decision: DEC-22 was not kept, and nobody had consented."""
    actor, second = two(hoa_lu, ceremony)
    at, candidate = str(ceremony["position"]), ceremony["stream"]
    correct = ("--actor", actor, "correct", at, "--set", "on=2024-03-28", *WHY, "--second", second)
    done = hoa_lu.done(*correct, "--json").json
    assert ("ceremony-held", ["DEC-22"]) in [(e["type"], e["against"]) for e in done["later"]]
    due = hoa_lu.done("due", "--as-of", "2024-03-31", "--json").json["rows"]
    mending = [row for row in due if row["candidate"] == candidate and row["rule"] == "ERR-01"]
    assert [row["what"] for row in mending] == [
        "cancel (ERR-01) or redo (ERR-02) ceremony-held, which went against DEC-22"
    ]
    why = hoa_lu.done("why", candidate, "--as-of", "2024-03-31", "--json").json["rows"]
    assert {row["rule"] for row in why if row["milestone"] == "ceremony-held"} == {"DEC-22"}


def test_a_corrected_birth_date_has_the_steps_that_rest_on_it_due_to_be_mended(
    hoa_lu: Caller, ceremony: dict[str, Any]
) -> None:
    """Seventeen at the cell's vote; taken back, nothing is left of it in any row."""
    actor, second = two(hoa_lu, ceremony)
    candidate = ceremony["stream"]
    told = history(hoa_lu, candidate)
    vote = next(row for row in told if row["type"] == "cell-vote-held")
    person = hoa_lu.done("status", candidate, "--json").json["rows"][0]["person"]
    birth = next(row for row in history(hoa_lu, person) if row["type"] == "person-registered")
    born = f"{int(vote['on_day'][:4]) - 18}-12-31"
    by = ("--second", second)
    correct = ("--actor", actor, "correct", str(birth["position"]), "--set", f"born={born}", *WHY)
    for dry in (("--dry-run",), ()):
        later = hoa_lu.done(*correct, *by, *dry, "--json").json["later"]
        assert [(e["position"], e["against"]) for e in later] == [(vote["position"], ["ELG-01"])]
    assert mending(hoa_lu, candidate) == [
        "cancel (ERR-01) or redo (ERR-02) cell-vote-held, which went against ELG-01"
    ]
    *_, reread = history(hoa_lu, candidate)
    assert (reread["type"], reread["corrects"]) == ("step-reread", vote["position"])
    assert {"field": "against_rules", "old": [], "new": ["ELG-01"]} in reread["changed"]
    hoa_lu.done("projections", "verify")
    corrected = next(r for r in history(hoa_lu, person) if r["corrects"] == birth["position"])
    hoa_lu.done("--actor", actor, "annul", str(corrected["position"]), *WHY, *by)
    assert mending(hoa_lu, candidate) == []
    hoa_lu.done("projections", "verify")


def mending(call: Caller, candidate: str) -> list[str]:
    """What a candidate's steps are due for that went against rules."""
    rows = call.done("due", "--as-of", "2024-03-31", "--json").json["rows"]
    return [r["what"] for r in rows if r["candidate"] == candidate and r["rule"] == "ERR-01"]


def test_without_a_second_person_it_says_what_would_be_right(
    hoa_lu: Caller, ceremony: dict[str, Any]
) -> None:
    refused = hoa_lu(
        "--actor", ceremony["actor"], "annul", str(ceremony["position"]), *WHY
    )  # fmt: skip
    assert refused.code == 1
    assert "SYS-66  A second person approves a correction (`second`)" in refused.err


def test_what_cannot_be_understood_is_one_sentence(
    hoa_lu: Caller, ceremony: dict[str, Any]
) -> None:
    act = ("--actor", ceremony["actor"])
    at = str(ceremony["position"])
    for said, sentence in (
        (("correct", "999999", "--set", "on=2024-01-01"), "There is nothing at position 999999"),
        (("annul", "999999"), "There is nothing at position 999999"),
        (("correct", at, "--set", "when=2024-01-01"), "There is no field when; there are on,"),
        (("correct", at, "--set", "on"), "'on' is no FIELD=VALUE, such as on=2024-03-28."),
        (("correct", at, "--set", "on=soon"), "on: a day is written YYYY-MM-DD"),
        (("correct", "1", "--set", "on=2024-01-01"), "SYS-64"),
    ):
        outcome = hoa_lu(*act, *said, *WHY)
        assert outcome.code in (1, 2)
        assert sentence in outcome.err, outcome.err


def test_every_kind_of_field_can_be_set_and_taken_out(call: Caller) -> None:
    """An entry of today is corrected alone; the second time by the position of the correction."""
    made = call.done(
        "record", "register-person", "--name", "Á", "--residence", "Huế", "--json"
    ).json
    at = str(made["position"])
    changes = ("--set", "citizen=true", "--set", "document.kind=id", "--set", "residence=")
    first = call.done("correct", at, *changes, *WHY, "--json").json
    call.done("correct", str(first["position"]), "--set", "name=Ấm", *WHY)
    event = call.done("events", "--after", str(first["position"])).lines[0]["event"]
    assert event["event"]["event"] == {
        "on": datetime.fromisoformat(event["on"]).date().isoformat(),
        "person": made["person"],
        "name": "Ấm",
        "citizen": True,
        "document": {"kind": "id"},
    }
    assert "Ấm" in call.done("person", "find", "Ấm").out


def test_a_correction_is_a_line_of_a_file_like_any_other(call: Caller, tmp_path: Path) -> None:
    """It may correct a fact of the same file, and what follows it sees what is right."""
    account = call.done("events").lines[0]["stream"]
    person = "person-01939d3c-0000-7000-8000-0000000000b1"
    fields = {"person": person, "name": "Á", "on": "2024-01-01"}
    paper = {"kind": "id"}
    lines: list[dict[str, Any]] = [
        {"command": "register-person", **fields},
        {
            "command": "correct-fact",
            "about": person,
            "fact": 1,
            "reason": "sai",
            "document": paper,
            "on": "2024-01-02",
            "replacement": {"command": "register-person", **fields, "name": "Ấm"},
        },
        {
            "command": "correct-fact",
            "about": person,
            "fact": 1,
            "reason": "sai",
            "document": paper,
            "on": "2024-01-02",
            "replacement": {"command": "register-person", **fields, "name": "Ấm"},
        },
    ]
    path = tmp_path / "lines.jsonl"
    numbered = (
        {**line, "id": f"01939d3c-0000-7000-9000-0000000000c{number}", "actor": account}
        for number, line in enumerate(lines)
    )
    path.write_text("".join(f"{json.dumps(line)}\n" for line in numbered), encoding="utf-8")
    for dry in (("--dry-run",), ()):
        answers = call("apply", path, *dry).lines
        codes = [line.get("codes") for line in answers if "codes" in line]
        assert codes == [[], [], ["SYS-62"]]
    assert "Ấm" in call.done("person", "find", "Ấm").out
