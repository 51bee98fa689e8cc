"""Directives and plans at the keyboard: their tasks, what is late, what is done."""

from pathlib import Path

import pytest

from tests.cli import lines
from tests.cli.calling import Caller, in_days, written
from tests.cli.test_queries import LISTINGS

PAPER = "kind=plan,number=12-KH,signed=2024-01-02"
OTHER = "unit-01939d3c-0000-7000-8000-000000000003"


@pytest.fixture
def planned(call: Caller, tmp_path: Path) -> tuple[Caller, str]:
    """A plan of the province, with a task of the district that is late and one that is not."""
    call.done(
        "apply", written(tmp_path / "a.jsonl", [lines.found_province(), lines.found_district()])
    )
    issued = ("--unit", lines.PROVINCE, "--title", "Kế hoạch năm", "--document", PAPER)
    plan = made(call, "issue-directive", *issued, "--on", in_days(-30))
    under = ("--directive", plan, "--unit", "H1", "--on", in_days(-20))
    made(
        call, "assign-task", *under, "--text", "lập ba tổ chức", "--goal", "3", "--due", in_days(-5)
    )
    made(call, "assign-task", *under, "--text", "báo cáo", "--due", in_days(20))
    return call, plan


def made(call: Caller, command: str, *arguments: str) -> str:
    return str(call.done("record", command, *arguments, "--json").json["stream"])


def texts(call: Caller, *arguments: str) -> list[str]:
    return [row["text"] for row in call.done("task", "list", *arguments, "--json").json["rows"]]


def test_tasks_are_listed_open_and_late(planned: tuple[Caller, str]) -> None:
    call, plan = planned
    both = ["lập ba tổ chức", "báo cáo"]
    assert texts(call) == texts(call, "--open") == texts(call, "--directive", plan) == both
    assert texts(call, "--overdue") == ["lập ba tổ chức"]
    assert texts(call, "--unit", "H1") == both
    (late, _) = call.done("task", "list", "--json").json["rows"]
    assert list(late) == [column.key for column in LISTINGS["tasks/1"].columns]
    assert (late["overdue_by"], late["goal"], late["reached"], late["so_far"]) == (
        5,
        3,
        None,
        "? of 3",
    )
    assert late["directive_number"] == "12-KH"


def test_a_task_is_reported_on_and_done(planned: tuple[Caller, str]) -> None:
    call, _ = planned
    task = call.done("task", "list", "--json").json["rows"][0]["task"]
    told = ("--task", task, "--text", "đã có hai", "--reached", "2", "--on", in_days(-3))
    call.done("record", "report-task-progress", *told)
    assert "2 of 3" in call.done("task", "list", "--overdue").out
    done = ("--task", task, "--reached", "3", "--document", "kind=report,number=7-BC")
    call.done("record", "complete-task", *done, "--on", in_days(-1))
    assert texts(call, "--overdue") == []
    (row, _) = call.done("task", "list", "--json").json["rows"]
    assert (row["state"], row["document"], row["over_on"]) == ("done", "report 7-BC", in_days(-1))
    then = call.done("task", "list", "--as-of", in_days(-2), "--json").json["rows"][0]
    assert (then["state"], then["so_far"]) == ("open", "2 of 3")
    again = call("record", "complete-task", *done)
    assert (again.code, "SYS-168" in again.err) == (1, True)


def test_a_task_is_due(planned: tuple[Caller, str]) -> None:
    call, _ = planned
    rows = call.done("due", "--unit", "H1", "--json").json["rows"]
    assert [(row["rule"], row["what"], row["overdue_by"]) for row in rows] == [
        ("task", "lập ba tổ chức", 5),
        ("task", "báo cáo", 0),
    ]
    assert call("due", "--overdue", "--fail").code == 1


def test_directives_count_their_tasks(planned: tuple[Caller, str]) -> None:
    call, plan = planned
    (row,) = call.done("task", "directives", "--json").json["rows"]
    assert list(row) == [column.key for column in LISTINGS["directives/1"].columns]
    assert (row["directive"], row["document"]) == (plan, "plan 12-KH of 2024-01-02")
    assert (row["title"], row["tasks"], row["done"]) == ("Kế hoạch năm", 2, 0)


def test_the_tasks_of_a_unit_that_ended_are_of_the_one_in_its_place(
    planned: tuple[Caller, str], tmp_path: Path
) -> None:
    call, _ = planned
    other = {**lines.found_district(3, OTHER), "name": "Đảng ủy xã Mới", "code": "X1"}
    merged = {
        **lines.line(4, "merge-unit", unit=lines.DISTRICT, into=OTHER, targets="follows"),
        "document": {"kind": "decision"},
        "on": in_days(-1),
    }
    call.done("apply", written(tmp_path / "b.jsonl", [other, merged]))
    assert len(texts(call, "--unit", "X1")) == 2
    now = call.done("task", "list", "--unit", "X1", "--tree", "as-now", "--json").json
    assert {row["unit_name"] for row in now["rows"]} == {"Đảng ủy xã Mới"}
    assert len(call.done("due", "--unit", "X1", "--json").json["rows"]) == 2


def test_the_words_of_a_task_are_in_no_log(planned: tuple[Caller, str]) -> None:
    call, plan = planned
    said = ("--directive", plan, "--unit", "H1", "--text", "gọi Nguyễn Bí Mật", "--due", in_days(9))
    outcome = call.done("record", "assign-task", *said)
    assert "Bí Mật" not in outcome.out + outcome.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--directive", "12-KH", "--unit", "H1", "--text", "x", "--due", "2024-05-01"),
            "directive",
        ),
        (("--unit", "H1", "--text", "x", "--due", "2024-05-01"), "--directive"),
    ],
)
def test_bad_input_is_one_sentence(
    planned: tuple[Caller, str], arguments: tuple[str, ...], said: str
) -> None:
    outcome = planned[0]("record", "assign-task", *arguments)
    assert (outcome.code, said in outcome.err) == (2, True), outcome.err
