"""How tests call the command line: inside this process, and as a process of its own."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from cli.main import run


def in_days(days: int) -> str:
    """The day so many days from today, where the organisation is."""
    return (datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date() + timedelta(days)).isoformat()


class Outcome(NamedTuple):
    """What a command ended with, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - as the documentation says
        """What was printed, as the one JSON object that it is."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """What was printed, as one JSON object per line."""
        return [json.loads(line) for line in self.out.splitlines()]


class Caller:
    """Calls commands on one store inside this process, through the boundary."""

    def __init__(self, capsys: pytest.CaptureFixture[str], db: Path) -> None:
        self._capsys = capsys
        self.db = db

    def __call__(self, *arguments: str | Path) -> Outcome:
        code = run(["--db", str(self.db), *map(str, arguments)])
        captured = self._capsys.readouterr()
        assert "Traceback" not in captured.err
        return Outcome(code, captured.out, captured.err)

    def done(self, *arguments: str | Path) -> Outcome:
        """As a call, of a command that must succeed."""
        outcome = self(*arguments)
        assert outcome.code == 0, outcome.err
        return outcome


def process(
    *arguments: str | Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `python -m cli` as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={**os.environ, **(env or {})},
    )


def on_a_terminal(
    *arguments: str | Path, env: dict[str, str] | None = None, stdout: int | None = None
) -> tuple[int, str]:
    """Run `python -m cli` on a terminal 100 columns wide; its exit code, and what was shown.

    With `stdout` only standard error is the terminal.
    """
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "cli", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=theirs if stdout is None else stdout,
        stderr=theirs,
        env={**os.environ, "COLUMNS": "100", "TERM": "xterm", **(env or {})},
    )
    os.close(theirs)
    shown = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    return running.wait(timeout=60), shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # so Linux says that nobody holds the other side any more
        return b""


def written(path: Path, lines: Iterable[dict[str, Any] | str]) -> Path:
    """A file of lines."""
    texts = (
        line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines
    )
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path
