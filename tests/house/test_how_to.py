"""What the how-to pages show is what the program prints."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

_PAGES = Path(__file__).parents[2] / "docs" / "how-to"
_FILE = re.compile(r"`(?P<name>\S+\.csv)`:\n\n```csv\n(?P<text>.+?)```", re.DOTALL)
_SHOWN = re.compile(
    r"```console\n\$ admission (?P<arguments>[^\n]+)\n```\n\n```text\n(?P<output>.+?)```", re.DOTALL
)


def printed(arguments: str, folder: Path) -> list[str]:
    """What a command shows in a folder; `> FILE` is heeded."""
    words, _, file = arguments.partition(" > ")
    done = subprocess.run(
        [sys.executable, "-m", "cli", *shlex.split(words)],
        cwd=folder,
        env={**os.environ, "ADMISSION_LOG": "warning"},
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stderr if file else done.stdout + done.stderr).splitlines()


@pytest.mark.parametrize("page", sorted(_PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_the_output_shown_is_real(page: Path, tmp_path: Path) -> None:
    """Every line shown, but the dots for those left out, comes in that order."""
    text = page.read_text("utf-8")
    for file in _FILE.finditer(text):
        (tmp_path / file["name"]).write_text(file["text"], encoding="utf-8")
    printed("init", tmp_path)
    printed("rulebook adopt vn-2025 --on 2025-07-01", tmp_path)
    shown = list(_SHOWN.finditer(text))
    assert len(shown) == text.count("```console")
    for example in shown:
        lines = iter(printed(example["arguments"], tmp_path))
        for line in example["output"].splitlines():
            if line.strip() not in ("", "…"):
                assert line in lines, line
