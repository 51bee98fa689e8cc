import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli import lines
from tests.cli.calling import on_a_terminal, process, written

NAME = "Đặng Thị Ỷ"
REGISTER = ("record", "register-person", "--name", NAME)
COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "x.db"
    begun = process("--db", path, "init")
    assert (begun.returncode, begun.stderr) == (0, "")
    return path


def logged(db: Path, *arguments: str | Path, **env: str) -> tuple[list[dict[str, Any]], str]:
    """The lines of the log as JSON, and standard output."""
    done = process("--db", db, *arguments, env=env)
    assert NAME not in done.stderr
    return [json.loads(line) for line in done.stderr.splitlines() if line[0] == "{"], done.stdout


def test_each_command_is_one_line_of_json_without_a_name(db: Path) -> None:
    (line,), answer = logged(db, *REGISTER, "--json")
    assert (line["command"], line["outcome"], line["events"]) == ("register-person", "done", 1)
    assert line["codes"] == ""
    assert line["actor"].startswith("account-")
    assert line["milliseconds"] > 0
    assert line["id"] == json.loads(answer)["id"]


def test_a_refusal_is_a_line_with_its_codes(db: Path) -> None:
    (line,), _ = logged(db, *REGISTER, "--on", "2999-01-01", "--json")
    assert (line["outcome"], line["codes"], line["events"]) == ("refused", "SYS-02", 0)


def test_each_line_of_a_file_is_a_line_of_the_log_where_that_is_asked_for(
    db: Path, tmp_path: Path
) -> None:
    file = written(tmp_path / "a.jsonl", [lines.found_province(), lines.found_district()])
    assert logged(db, "apply", file, "--dry-run")[0] == []
    found, answers = logged(db, "apply", file, ADMISSION_LOG="info")
    assert [line["command"] for line in found] == ["found-unit"] * 2
    assert len(answers.splitlines()) == 2


def test_the_level_may_be_chosen(db: Path, tmp_path: Path) -> None:
    assert logged(db, *REGISTER, ADMISSION_LOG="warning")[0] == []
    story = tmp_path / "demo.db"
    assert logged(story, "demo", "hoa-lu-2024-q1")[0] == []
    wrong = process("--db", db, *REGISTER, env={"ADMISSION_LOG": "loud"})
    assert wrong.returncode == 2
    assert "ADMISSION_LOG is one of" in wrong.stderr


def test_on_a_terminal_a_line_is_for_eyes(db: Path) -> None:
    code, shown = on_a_terminal("--db", db, *REGISTER, stdout=subprocess.DEVNULL)
    assert code == 0
    assert "\x1b[" in shown
    line = COLOUR.sub("", shown).strip()
    pattern = r"\d\d:\d\d:\d\d \[info\] register-person actor=account-\S{36} outcome=done events=1 "
    assert re.fullmatch(pattern + r"milliseconds=[\d.]+", line)
    code, shown = on_a_terminal("--db", db, *REGISTER, env={"NO_COLOR": "1"})
    assert "\x1b[" not in shown


def test_a_bar_stands_for_the_lines_where_the_answers_go_elsewhere(
    db: Path, tmp_path: Path
) -> None:
    file = written(tmp_path / "a.jsonl", [lines.found_province(), lines.found_district()])
    with (tmp_path / "answers").open("wb") as answers:
        arguments = ("--db", db, "apply", file)
        code, shown = on_a_terminal(*arguments, stdout=answers.fileno())
    assert code == 0
    assert "recording" in shown
    assert "2/2" in shown
    assert "found-unit" not in shown
    assert COLOUR.sub("", shown).rstrip().endswith("2 lines recorded")
    assert len((tmp_path / "answers").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize("what", ["rebuild", "verify"])
def test_a_bar_shows_how_far_the_tables_are(db: Path, what: str) -> None:
    code, shown = on_a_terminal("--db", db, "projections", what, stdout=subprocess.DEVNULL)
    assert code == 0
    assert "2/2" in shown
    assert process("--db", db, "projections", what).stderr == ""


def test_what_is_logged_meanwhile_stands_above_the_bar(db: Path, tmp_path: Path) -> None:
    file = written(tmp_path / "a.jsonl", [lines.found_province()])
    code, shown = on_a_terminal(
        "--db", db, "apply", file, env={"ADMISSION_LOG": "info"}, stdout=subprocess.DEVNULL
    )
    assert code == 0
    assert "[info] found-unit" in COLOUR.sub("", shown)
