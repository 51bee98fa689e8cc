import io
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli import lines
from tests.cli.calling import Caller, written

GOOD = [lines.found_province(), lines.found_district()]


def head(call: Caller) -> int:
    position: int = call.done("unit", "list", "--json").json["position"]
    return position


def feed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))


def test_each_line_has_an_answer_with_its_number_id_outcome_codes_and_position(
    call: Caller, tmp_path: Path
) -> None:
    answers = call.done("apply", written(tmp_path / "a.jsonl", GOOD)).lines
    assert [answer["line"] for answer in answers] == [1, 2]
    assert [answer["id"] for answer in answers] == [lines.command_id(1), lines.command_id(2)]
    assert {answer["outcome"] for answer in answers} == {"done"}
    assert [answer["codes"] for answer in answers] == [[], []]
    assert [answer["position"] for answer in answers] == [3, 4]


def test_applying_a_file_again_changes_nothing(call: Caller, tmp_path: Path) -> None:
    file = written(tmp_path / "a.jsonl", GOOD)
    first = call.done("apply", file).lines
    before = head(call)
    again = call.done("apply", file).lines
    assert head(call) == before
    assert all(answer["repeated"] for answer in again)
    assert [{**answer, "repeated": False} for answer in again] == first


def test_a_refusal_does_not_stop_the_lines_after_it(call: Caller, tmp_path: Path) -> None:
    file = written(
        tmp_path / "a.jsonl",
        [lines.found_province(), lines.found_province(2), lines.found_district(3)],
    )
    outcome = call("apply", file)
    assert outcome.code == 1
    assert [answer["outcome"] for answer in outcome.lines] == ["done", "refused", "done"]
    assert outcome.lines[1]["codes"] == ["SYS-07"]
    assert outcome.lines[1]["reasons"][0].startswith("This exists already.")


def test_with_stop_nothing_after_a_refusal_is_recorded(call: Caller, tmp_path: Path) -> None:
    file = written(
        tmp_path / "a.jsonl",
        [lines.found_province(), lines.found_province(2), lines.found_district(3)],
    )
    outcome = call("apply", "--stop", file)
    assert outcome.code == 1
    assert len(outcome.lines) == 2
    assert len(call.done("unit", "list", "--json").json["rows"]) == 1


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("{", "this is not JSON"),
        ("[]", "a command is an object"),
        ('{"command": "fly", "id": "x"}', "there is no command 'fly'"),
        ({**lines.found_district(), "colour": "red"}, "there is no field colour"),
        ({**lines.found_district(), "kind": "planet"}, "kind"),
        ({**lines.found_district(), "on": "2024-02-30"}, "on"),
        ({**lines.found_district(), "unit": "unit-1"}, "unit"),
        (
            {k: v for k, v in lines.found_district().items() if k != "id"},
            "every line needs an `id`",
        ),
        ({**lines.found_district(), "recorded_at": "2024-01-02T00:00:00Z"}, "`recorded_at`"),
    ],
)
def test_a_malformed_line_is_named_and_nothing_is_recorded(
    call: Caller, tmp_path: Path, bad: dict[str, Any] | str, said: str
) -> None:
    file = written(tmp_path / "a.jsonl", [lines.found_province(), "", bad, lines.found_district(3)])
    outcome = call("apply", file)
    assert outcome.code == 2
    assert "line 3: " in outcome.err
    assert said in outcome.err
    assert "Nothing was recorded." in outcome.err
    assert outcome.out == ""
    assert head(call) == 2


def test_a_line_that_is_not_utf_8_is_named(call: Caller, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'\n{"command": "\xff"}\n')
    outcome = call("apply", file)
    assert outcome.code == 2
    assert "line 2: this is not UTF-8 text." in outcome.err


def test_a_reference_to_nothing_is_told_at_its_line_and_the_others_are_recorded(
    call: Caller, tmp_path: Path
) -> None:
    file = written(
        tmp_path / "a.jsonl",
        [*GOOD, lines.renamed(3, "X", unit=lines.NOWHERE), lines.renamed(4, "Huyện ủy Z")],
    )
    outcome = call("apply", file)
    assert outcome.code == 2
    assert [answer["outcome"] for answer in outcome.lines] == ["done", "done", "unknown", "done"]
    assert f"line 3: the store holds nothing under {lines.NOWHERE}." in outcome.err


def test_an_id_used_before_for_something_else_is_told_at_its_line(
    call: Caller, tmp_path: Path
) -> None:
    call.done("apply", written(tmp_path / "a.jsonl", GOOD))
    outcome = call("apply", written(tmp_path / "b.jsonl", [lines.renamed(2, "Y")]))
    assert outcome.code == 2
    assert outcome.lines[0]["outcome"] == "reused"
    assert "line 1: " in outcome.err


def test_a_dry_run_answers_and_records_nothing(call: Caller, tmp_path: Path) -> None:
    file = written(tmp_path / "a.jsonl", [*GOOD, lines.found_province(3)])
    outcome = call("apply", "--dry-run", file)
    assert outcome.code == 1
    assert [answer["outcome"] for answer in outcome.lines] == ["done", "done", "refused"]
    assert head(call) == 2
    assert [a["outcome"] for a in call("apply", file).lines] == ["done", "done", "refused"]


def test_a_dry_run_names_the_line_of_a_reference_to_nothing(call: Caller, tmp_path: Path) -> None:
    file = written(tmp_path / "a.jsonl", [*GOOD, lines.renamed(3, "X", unit=lines.NOWHERE)])
    outcome = call("apply", "--dry-run", file)
    assert outcome.code == 2
    assert "line 3: " in outcome.err


def test_standard_input_is_run_up_to_a_malformed_line(
    call: Caller, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = written(tmp_path / "a.jsonl", [*GOOD, "{", lines.renamed(4, "Z")]).read_text("utf-8")
    feed(monkeypatch, text)
    outcome = call("apply", "-")
    assert outcome.code == 2
    assert len(outcome.lines) == 2
    assert "line 3: " in outcome.err
    assert "2 lines before it recorded" in outcome.err


def test_a_last_line_of_standard_input_needs_no_end(
    call: Caller, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    feed(monkeypatch, written(tmp_path / "a.jsonl", GOOD).read_text("utf-8").rstrip("\n"))
    assert len(call.done("apply", "-").lines) == 2


def test_a_missing_file_is_a_wrong_usage(call: Caller) -> None:
    outcome = call("apply", "nowhere.jsonl")
    assert outcome.code == 2
    assert "nowhere.jsonl" in outcome.err


def test_a_demonstration_takes_the_clock_of_its_lines(rehearsal: Caller, tmp_path: Path) -> None:
    story = {**lines.found_province(), "recorded_at": "2024-01-02T03:00:00Z"}
    rehearsal.done("apply", written(tmp_path / "a.jsonl", [story]))
    event = rehearsal.done("events", "--after", "2").lines[0]
    assert event["metadata"]["recorded_at"] == "2024-01-02T03:00:00.000000Z"
    assert event["metadata"]["origin"] == "demo"


def test_a_clock_that_runs_backwards_is_a_wrong_usage(rehearsal: Caller, tmp_path: Path) -> None:
    story = [
        {**lines.found_province(), "recorded_at": "2024-01-03T03:00:00Z"},
        {**lines.found_district(), "recorded_at": "2024-01-02T03:00:00Z"},
    ]
    outcome = rehearsal("apply", written(tmp_path / "a.jsonl", story))
    assert outcome.code == 2
    assert "line 2: " in outcome.err
    assert "lies before the last record" in outcome.err
    assert "1 line before it recorded" in outcome.err
