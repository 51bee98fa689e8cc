import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from admission.domain.decider import COMMANDS
from tests.cli.calling import Caller

QUARTER = ("--as-of", "2024-03-31")
PROGRESS = ("progress", "--year", "2024", *QUARTER, "--depth", "9", "--json")
ENVELOPE = ("command", "id", "recorded_at", "actor", "role", "for_unit")
NEW_PERSON = "person-01939d3c-0000-7000-8000-0000000000a1"
NEW_CANDIDATE = "candidate-01939d3c-0000-7000-8000-0000000000a2"


def path_of(story: list[dict[str, Any]], candidate: str) -> list[dict[str, Any]]:
    """The lines about one candidate, up to the ceremony, and that of the person."""
    own = [line for line in story if line.get("candidate") == candidate]
    (person,) = (line["person"] for line in own if line["command"] == "enter-pool")
    registered = [
        line for line in story if line["command"] == "register-person" and line["person"] == person
    ]
    names = [line["command"] for line in own]
    return registered + own[: names.index("hold-ceremony") + 1]


def as_options(line: dict[str, Any]) -> Iterator[str]:
    """The options of `record` that say what a line says."""
    for name, value in line.items():
        if name in ENVELOPE:
            continue
        flag = f"--{name.replace('_', '-')}"
        if name == "consents":
            for consent in value:
                yield from ("--consent", f"{consent['rule']}={json.dumps(consent['document'])}")
        elif isinstance(value, bool):
            yield flag if value else f"--no-{flag[2:]}"
        elif isinstance(value, list):
            for one in value:
                yield from (flag, one if isinstance(one, str) else json.dumps(one))
        elif isinstance(value, dict):
            yield from (flag, json.dumps(value))
        else:
            yield from (flag, str(value))


@pytest.fixture
def admitted(hoa_lu: Caller) -> list[dict[str, Any]]:
    """The path of somebody who was admitted in the quarter, without a breach."""
    story = hoa_lu.done("demo", "hoa-lu-2024-q1", "--print").lines
    for row in hoa_lu.done("status", "--stage", "probation", *QUARTER, "--json").json["rows"]:
        lines = path_of(story, row["candidate"])
        if row["since"] >= "2024-01-01" and not any("irregular" in line for line in lines):
            return lines
    raise AssertionError


def another(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same path of another person, whose certificate comes from elsewhere."""
    old = {line["candidate"]: NEW_CANDIDATE for line in lines if "candidate" in line}
    old |= {line["person"]: NEW_PERSON for line in lines if line["command"] == "register-person"}
    text = json.dumps(lines, ensure_ascii=False)
    for before, after in old.items():
        text = text.replace(before, after)
    found: list[dict[str, Any]] = json.loads(text)
    for line in found:
        line.pop("class_id", None)
    return found


def test_one_more_candidate_moves_each_figure_on_the_way_by_exactly_one(
    hoa_lu: Caller, admitted: list[dict[str, Any]]
) -> None:
    before = {row["unit"]: row for row in hoa_lu.done(*PROGRESS).json["rows"]}
    for line in another(admitted):
        assert set(line) - set(ENVELOPE) <= set(COMMANDS[line["command"]].model_fields)
        hoa_lu.done("--actor", line["actor"], "record", line["command"], *as_options(line))
    after = {row["unit"]: row for row in hoa_lu.done(*PROGRESS).json["rows"]}
    (cell,) = (line["unit"] for line in admitted if line["command"] == "enter-pool")
    units = hoa_lu.done("unit", "list", "--json").json["rows"]
    parents = {row["unit"]: row["parent"] for row in units}
    on_the_way = [cell]
    while parents[on_the_way[-1]] is not None:
        on_the_way.append(parents[on_the_way[-1]])
    for unit, row in after.items():
        moved = int(unit in on_the_way)
        assert row["admitted"] == before[unit]["admitted"] + moved
        assert row["dossiers_open"] == before[unit]["dossiers_open"]
    assert next(iter(after.values()))["admitted"] == 42
    assert next(iter(after.values()))["percent"] == "26.58"


def test_without_the_cells_vote_the_next_step_is_refused_and_forty_are_admitted(
    hoa_lu: Caller, rehearsal: Caller, admitted: list[dict[str, Any]], tmp_path: Path
) -> None:
    (vote,) = (line["id"] for line in admitted if line["command"] == "hold-cell-vote")
    story = hoa_lu.done("demo", "hoa-lu-2024-q1", "--print").out.splitlines(keepends=True)
    file = tmp_path / "story.jsonl"
    file.write_text("".join(line for line in story if vote not in line), encoding="utf-8")
    outcome = rehearsal("apply", file)
    assert outcome.code == 1
    assert next(line["codes"] for line in outcome.lines if line["codes"]) == ["SYS-01"]
    assert rehearsal.done(*PROGRESS).json["rows"][0]["admitted"] == 40


def test_a_ceremony_moved_to_april_is_not_of_the_first_quarter(
    hoa_lu: Caller, rehearsal: Caller, admitted: list[dict[str, Any]], tmp_path: Path
) -> None:
    story = hoa_lu.done("demo", "hoa-lu-2024-q1", "--print").lines
    held = admitted[-1]["id"]
    moved = next(line for line in story if line["id"] == held)
    story.remove(moved)
    moved["on"] = "2024-04-01"
    moved["recorded_at"] = max(story[-1]["recorded_at"], "2024-04-02T00:00:00Z")
    after = [line for line in story if line.get("candidate") == moved["candidate"]]
    later = after[[line["id"] for line in after].index(admitted[-2]["id"]) + 1 :]
    kept = [line for line in story if line not in later]
    file = tmp_path / "story.jsonl"
    file.write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in [*kept, moved]),
        encoding="utf-8",
    )
    rehearsal.done("apply", file)
    assert rehearsal.done(*PROGRESS).json["rows"][0]["admitted"] == 40
