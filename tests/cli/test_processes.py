import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli import lines
from tests.cli.calling import Caller, process, written

HEAVY = {"pydantic", "eventsourcing", "structlog", "rich", "holidays"}
LOADED = """
import sys
from cli.main import run
code = run(sys.argv[1:])
print(" ".join(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
sys.exit(code)
"""
MANY = [lines.found_province(1), lines.found_district(2)]
MANY += [lines.renamed(number, f"Huyện ủy {number}") for number in range(3, 3000)]


def loaded_by(db: Path, *arguments: str) -> set[str]:
    command = [sys.executable, "-c", LOADED, "--db", str(db), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("status", "--json"),
        ("status", "--csv"),
        ("progress", "--year", "2024", "--depth", "9", "--json"),
        ("coverage", "--year", "2024", "--json"),
        ("unit", "list", "--json"),
        ("unit", "show", "Huyện ủy Hoa Lư", "--json"),
        ("unit", "count", "--json"),
        ("target", "list", "--json"),
        ("class", "list", "--json"),
        ("person", "find", "nguyen", "--json"),
        ("events", "--limit", "5"),
        ("calendar", "list", "--json"),
    ],
    ids=" ".join,
)
def test_a_question_imports_no_model_and_no_library_of_events(
    hoa_lu: Caller, arguments: tuple[str, ...]
) -> None:
    assert not HEAVY & loaded_by(hoa_lu.db, *arguments)


def test_a_question_about_one_candidate_is_as_lean(hoa_lu: Caller) -> None:
    candidate = hoa_lu.done("status", "--limit", "1", "--json").json["rows"][0]["candidate"]
    assert not HEAVY & loaded_by(hoa_lu.db, "status", candidate, "--json")
    assert not HEAVY & loaded_by(hoa_lu.db, "history", candidate, "--json")


def test_a_table_imports_what_lays_it_out_and_nothing_more(hoa_lu: Caller) -> None:
    assert HEAVY & loaded_by(hoa_lu.db, "status") == {"rich"}


def test_help_imports_no_command() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "--help"], capture_output=True, text=True, check=True
    )
    assert not HEAVY & set(done.stderr.split())


@pytest.mark.parametrize("locale", [{"LANG": "C", "LC_ALL": "C"}, {"LANG": "", "LC_ALL": "POSIX"}])
def test_vietnamese_survives_a_plain_locale(tmp_path: Path, locale: dict[str, str]) -> None:
    db = tmp_path / "x.db"
    plain = {**locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    assert process("--db", db, "init", env=plain).returncode == 0
    process("--db", db, "record", "register-person", "--name", "Đặng Thị Ỷ Ẫn", env=plain)
    for form in ("--json", "--csv"):
        found = process("--db", db, "person", "find", "Đặng", form, env=plain)
        assert "Đặng Thị Ỷ Ẫn" in found.stdout
    assert "Đặng Thị Ỷ Ẫn" in process("--db", db, "person", "find", "an", env=plain).stdout


def test_python_m_cli_and_the_entry_point_are_the_same() -> None:
    script = Path(sys.executable).with_name("admission")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == process("--version").stdout


def test_a_reader_that_goes_away_is_met_with_silence(hoa_lu: Caller) -> None:
    command = [sys.executable, "-m", "cli", "--db", str(hoa_lu.db), "events"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 141


def test_a_full_output_is_a_sentence(hoa_lu: Caller) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "cli", "--db", str(hoa_lu.db), "events"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 70
    assert done.stderr == "Error: No space left on device.\n"


def interruptible(command: list[str], *, stdin: int | None = None) -> subprocess.Popen[str]:
    """A program as a terminal starts it: in the background of a shell an interrupt is ignored."""
    heeded = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(
            command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
    finally:
        signal.signal(signal.SIGINT, heeded)


def test_an_interruption_says_what_is_recorded_and_how_to_go_on(call: Caller) -> None:
    command = [sys.executable, "-m", "cli", "--db", str(call.db), "apply", "-"]
    with interruptible(command, stdin=subprocess.PIPE) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        for line in MANY[:2]:
            running.stdin.write(json.dumps(line) + "\n")
        running.stdin.flush()
        answers = [json.loads(running.stdout.readline()) for _ in range(2)]
        running.send_signal(signal.SIGINT)
        said = running.stderr.read()
    assert [answer["outcome"] for answer in answers] == ["done", "done"]
    assert running.returncode == 130
    assert "interrupted; 2 lines recorded, run again to go on" in said
    assert "Traceback" not in said


def test_following_prints_what_is_recorded_meanwhile(call: Caller, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cli", "--db", str(call.db), "events", "--follow"]
    with interruptible(command) as running:
        assert running.stdout is not None
        assert [json.loads(running.stdout.readline())["position"] for _ in range(2)] == [1, 2]
        call.done("apply", written(tmp_path / "a.jsonl", MANY[:1]))
        assert json.loads(running.stdout.readline())["position"] == 3
        running.send_signal(signal.SIGINT)
        said = running.communicate()[1]
    assert running.returncode == 130, said


@pytest.mark.sqlite_only("the disk under a file")
def test_a_full_disk_is_a_sentence_and_what_was_answered_is_kept(
    call: Caller, tmp_path: Path
) -> None:
    file = written(tmp_path / "many.jsonl", MANY)
    limited = f'ulimit -f 700; exec "{sys.executable}" -m cli --db "{call.db}" apply "{file}"'
    done = subprocess.run(["/bin/sh", "-c", limited], capture_output=True, text=True, check=False)
    assert done.returncode in (3, 4)
    assert done.stderr.splitlines()[-1].startswith("Error: ")
    assert "Traceback" not in done.stderr
    answered = [json.loads(line) for line in done.stdout.splitlines()]
    kept = {event["metadata"]["command_id"] for event in call.done("events").lines}
    assert {answer["id"] for answer in answered} <= kept
    assert len(call.done("apply", file).lines) == len(MANY)


def test_a_mistake_of_the_program_is_one_sentence_unless_asked(tmp_path: Path) -> None:
    broken = "import cli.output, sys; cli.output.write = None; from cli.main import run; "
    broken += "import cli.commands.init as i; i.write = None; sys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", broken, "--db"]
    done = subprocess.run(
        [*command, str(tmp_path / "x.db"), "init"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 70
    assert done.stderr.startswith("Error: internal error (TypeError)")
    assert "Traceback" not in done.stderr
    asked = subprocess.run(
        [*command, str(tmp_path / "y.db"), "init"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "ADMISSION_DEBUG": "1"},
    )
    assert "Traceback" in asked.stderr


def test_an_argument_that_is_not_utf_8_is_a_sentence(tmp_path: Path) -> None:
    command = [sys.executable.encode(), b"-m", b"cli", b"--db", bytes(tmp_path / "x.db")]
    done = subprocess.run([*command, b"person", b"find", b"\xff"], capture_output=True, check=False)
    assert done.returncode == 2
    assert b"is not UTF-8 text" in done.stderr


def test_shell_completion_knows_the_commands() -> None:
    asked = {
        "_ADMISSION_COMPLETE": "bash_complete",
        "COMP_WORDS": "admission pro",
        "COMP_CWORD": "1",
    }
    script = Path(sys.executable).with_name("admission")
    done = subprocess.run(
        [script], capture_output=True, text=True, check=False, env={**os.environ, **asked}
    )
    assert done.stdout.split() == ["plain,progress", "plain,projections"]
