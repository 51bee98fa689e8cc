"""What the how-to pages and the tutorial show is what the program prints."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_DOCS = Path(__file__).parents[2] / "docs"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FILE = re.compile(
    r"`(?P<name>\S+\.(?P<kind>csv|toml))`:\n\n```(?P=kind)\n(?P<text>.+?)```", re.DOTALL
)
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


@pytest.mark.parametrize("page", sorted((_DOCS / "how-to").glob("*.md")), ids=lambda p: p.stem)
def test_the_output_shown_is_real(page: Path, tmp_path: Path) -> None:
    """In a store with a rulebook in force, and the lists and rulebooks that the page shows."""
    for file in _FILE.finditer(page.read_text("utf-8")):
        (tmp_path / file["name"]).write_text(file["text"], encoding="utf-8")
    printed("init", tmp_path)
    printed("rulebook adopt vn-2025 --on 2025-07-01", tmp_path)
    prints_what_it_shows(page, tmp_path)


def test_the_tutorial_goes_from_an_empty_folder_to_what_is_due(tmp_path: Path) -> None:
    """With the lists that lie beside it, and nothing else."""
    for file in (_DOCS / "tutorial").glob("*.csv"):
        shutil.copy(file, tmp_path)
    prints_what_it_shows(_DOCS / "tutorial.md", tmp_path)


def prints_what_it_shows(page: Path, folder: Path) -> None:
    """Every line shown, but the dots for those left out, comes in that order; ids differ."""
    text = page.read_text("utf-8")
    shown = list(_SHOWN.finditer(text))
    assert len(shown) == text.count("```console")
    for example in shown:
        lines = iter([_UUID.sub("id", line) for line in printed(example["arguments"], folder)])
        for line in example["output"].splitlines():
            if line.strip() not in ("", "…"):
                assert _UUID.sub("id", line) in lines, line
