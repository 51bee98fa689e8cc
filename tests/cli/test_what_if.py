"""`admission audit what-if`: the steps of a year decided again under another rulebook."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from cli import exits
from tests.cli.calling import Caller, written

UNIT: Final = "Đảng ủy xã Ninh Mỹ"
DAYS: Final = 30
DRAFT: Final = f"""
id = "draft"
title = "A draft"
from = 2021-07-30
to = 2025-06-30
extends = "vn-2021"

[effects]
DEC-15 = "refuse"

[[deadline]]
rule = "DEC-15"
source = "a draft"
confidence = "S"
start = ["cell-resolved"]
end = "admission-answered"
amount = {DAYS}
unit = "days"
by = "authority"
what = "decide on admission"
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "draft.toml"
    file.write_text(DRAFT, encoding="utf-8")
    return file


def rows(call: Caller, rulebook: str | Path, *options: str) -> list[dict[str, Any]]:
    asked = ("audit", "what-if", "--rulebook", rulebook, "--year", "2024", "--json", *options)
    found: list[dict[str, Any]] = call.done(*asked).json["rows"]
    return found


def test_under_the_rulebook_that_decided_nothing_changes(hoa_lu: Caller) -> None:
    asked = ("audit", "what-if", "--rulebook", "vn-2021", "--year", "2024", "--json")
    answer = hoa_lu.done(*asked).json
    assert answer["rows"] == []
    assert answer["judged"] > 1000
    assert answer["not_judged"] == 0


def test_with_a_shorter_deadline_exactly_the_decisions_beyond_it_are_refused(
    hoa_lu: Caller, draft: Path
) -> None:
    """Counted here from the log: days from the cell's vote to the answer, and what was extended."""
    found = rows(hoa_lu, draft, "--steps")
    by_deadline = {row["position"]: row["day"] for row in found if row["rules"] == ["DEC-15"]}
    resolved: dict[str, date] = {}
    more: Counter[str] = Counter()
    expected = {}
    for line in hoa_lu.done("events").lines:
        event, stream = line["event"], line["stream"]
        if line["type"] == "cell-vote-held" and event["carried"]:
            resolved[stream] = date.fromisoformat(event["on"])
        elif line["type"] == "deadline-extended" and event["deadline"] == "DEC-15":
            more[stream] += event["amount"]
        elif line["type"] in ("admission-decided", "admission-refused", "dossier-returned"):
            last = resolved[stream] + timedelta(days=DAYS + more[stream])
            if date.fromisoformat(event["on"]) > last and event["on"] >= "2024":
                expected[line["position"]] = last.isoformat()
    assert by_deadline == expected
    assert len(expected) > 5


def test_counts_are_those_of_the_steps(hoa_lu: Caller, draft: Path) -> None:
    steps = rows(hoa_lu, draft, "--steps")
    counted = Counter((row["unit"], row["change"], rule) for row in steps for rule in row["rules"])
    assert counted == {
        (row["unit"], row["change"], row["rule"]): row["steps"] for row in rows(hoa_lu, draft)
    }


def test_pages_of_steps_are_the_whole_list(hoa_lu: Caller, draft: Path) -> None:
    asked = ("audit", "what-if", "--rulebook", draft, "--year", "2024", "--steps", "--json")
    found: list[dict[str, Any]] = []
    after: tuple[str, ...] = ()
    while True:
        page = hoa_lu.done(*asked, "--limit", "4", *after).json
        found += page["rows"]
        if not page["next"]:
            break
        after = ("--after", page["next"])
    assert found == rows(hoa_lu, draft, "--steps")


def test_of_a_unit_are_the_steps_of_the_cells_under_it(hoa_lu: Caller, draft: Path) -> None:
    of_unit = rows(hoa_lu, draft, "--steps", "--unit", UNIT)
    assert 0 < len(of_unit) < len(rows(hoa_lu, draft, "--steps"))
    assert all("Ninh Mỹ" in row["unit_name"] for row in of_unit)
    assert rows(hoa_lu, draft, "--unit", UNIT, "--tree", "as-now") == rows(
        hoa_lu, draft, "--unit", UNIT
    )


def test_a_step_on_whose_day_the_rulebook_is_not_in_force_is_counted_with_its_unit(
    hoa_lu: Caller, draft: Path
) -> None:
    late = draft.with_name("late.toml")
    late.write_text(DRAFT.replace("2021-07-30", "2024-02-15"), encoding="utf-8")
    for of in ((), ("--unit", UNIT)):
        asked = ("audit", "what-if", "--year", "2024", "--json", *of, "--rulebook")
        whole, part = (hoa_lu.done(*asked, rulebook).json for rulebook in (draft, late))
        assert min(part["judged"], part["not_judged"]) > 0
        assert part["judged"] + part["not_judged"] == whole["judged"]


def test_what_was_not_recorded_yet_is_not_decided_again(hoa_lu: Caller, draft: Path) -> None:
    early = rows(hoa_lu, draft, "--steps", "--known-at", "2024-02-29")
    now = rows(hoa_lu, draft, "--steps")
    assert 0 < len(early) < len(now)
    assert all(row in now for row in early)
    until = rows(hoa_lu, draft, "--steps", "--as-of", "2024-02-29")
    assert until == [row for row in now if row["on_day"] <= "2024-02-29"]


def test_refused_steps_are_counted_by_rule_and_not_decided_again(
    hoa_lu: Caller, draft: Path, tmp_path: Path
) -> None:
    """What they said is not kept: only whether this rulebook would mind the rules at all."""
    waiting = hoa_lu.done("status", "--stage", "admission", "--json").json["rows"]
    resolved = next(row for row in waiting if row["standing"] == "committee-resolved")
    extended = {
        "id": "01939d3c-0000-7000-8000-0000000000aa", "command": "extend-deadline",
        "actor": hoa_lu.done("events", "--limit", "1").lines[0]["metadata"]["actor"],
        "on": "2024-12-01", "recorded_at": "2024-12-02T03:00:00Z",
        "candidate": resolved["candidate"], "deadline": "DEC-15", "amount": 400, "reason": "x",
        "document": {"kind": "decision"},
    }  # fmt: skip
    assert hoa_lu("apply", written(tmp_path / "a.jsonl", [extended])).code == exits.REFUSED
    lenient = draft.with_name("lenient.toml")
    lenient.write_text(DRAFT.replace("[effects]", '[effects]\nDEC-17 = "none"'), encoding="utf-8")
    for rulebook, not_asked in ((draft, 0), (lenient, 1)):
        asked = ("audit", "what-if", "--rulebook", rulebook, "--year", "2024", "--json")
        refusals = hoa_lu.done(*asked).json["refusals"]
        assert refusals == {"kept": 1, "rules": {"DEC-17": 1}, "not_asked": not_asked}
        early = hoa_lu.done(*asked, "--known-at", "2024-11-30").json["refusals"]
        assert early == {"kept": 0, "rules": {}, "not_asked": 0}


@pytest.mark.parametrize(
    ("rulebook", "says"),
    [
        ("vn-2025", "vn-2025 is in force from 2025-07-01 to 2026-04-07: it cannot judge 2024."),
        ("nowhere.toml", "There is no rulebook nowhere.toml"),
        ("wrong.toml", "wrong.toml is no rulebook: line 1"),
    ],
)
def test_a_rulebook_that_cannot_judge_is_named_in_a_sentence(
    hoa_lu: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rulebook: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("wrong.toml").write_text("id = \n", encoding="utf-8")
    outcome = hoa_lu("audit", "what-if", "--rulebook", rulebook, "--year", "2024")
    assert outcome.code == exits.USAGE
    assert says in outcome.err
    assert outcome.out == ""
