"""What the how-to pages and the tutorial show is what the program prints."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

_DOCS = Path(__file__).parents[2] / "docs"
_LARGE = ("binh-thuan-2024", "reform-2025")
"""Scenarios that take long to load; what is shown of them is left to `make outside`."""
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


def laid_out(page: Path, folder: Path) -> None:
    """The lists and rulebooks that a page shows, as files."""
    for file in _FILE.finditer(page.read_text("utf-8")):
        (folder / file["name"]).write_text(file["text"], encoding="utf-8")


@pytest.mark.parametrize("page", sorted((_DOCS / "how-to").glob("*.md")), ids=lambda p: p.stem)
def test_the_output_shown_is_real(page: Path, tmp_path: Path) -> None:
    """In a store with a rulebook in force, and the lists and rulebooks that the page shows."""
    laid_out(page, tmp_path)
    printed("init", tmp_path)
    printed("rulebook adopt vn-2025 --on 2025-07-01", tmp_path)
    prints_what_it_shows(page, tmp_path, lambda arguments: not _of_a_large_store(arguments))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "scenario"), [*(("audit", each) for each in _LARGE), ("forecast", "binh-thuan-2024")]
)
def test_the_output_shown_of_a_large_store_is_real(
    loaded: Callable[[str], Path], name: str, scenario: str, tmp_path: Path
) -> None:
    """In a copy of the store of the scenario, which is loaded once for all tests."""
    page = _DOCS / "how-to" / f"{name}.md"
    laid_out(page, tmp_path)
    shutil.copytree(loaded(scenario), tmp_path, dirs_exist_ok=True)
    prints_what_it_shows(page, tmp_path, lambda arguments: f"{scenario}.db" in arguments)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("scenario", "last", "depth"),
    [
        ("hoa-lu-2024-q1", "2024-06-30", 1),
        ("binh-thuan-2024", "2024-12-31", 1),
        ("quang-nam-bloc-2023", "2023-12-31", 2),
        ("reform-2025", "2024-12-31", 1),
    ],
)
def test_the_table_of_past_forecasts_is_what_comes_out(
    loaded: Callable[[str], Path], scenario: str, last: str, depth: int
) -> None:
    """At the end of each quarter: how many, how many held; and those of five people or more."""
    page = (_DOCS / "how-to" / "forecast.md").read_text("utf-8")
    asked = f"forecast --year {last[:4]} --until {last} --as-of {last} --back-test --depth {depth}"
    answer = "\n".join(printed(f"--db {scenario}.db {asked} --json", loaded(scenario)))
    rows = [row for row in json.loads(answer)["rows"] if row["inside"] is not None]
    for end, made in groupby(rows, itemgetter("quarter_end")):
        assert f" | {_past(end, list(made))} | " in page


def _past(end: str, made: list[dict[str, Any]]) -> str:
    larger = [row for row in made if row["actual"] - row["admitted"] >= 5]
    stated = f"{sum(row['stated'] for row in made) / 100:.1f}"
    pace = f"{made[0]['pace']} %"
    cells = (end, len(made), _held(made), stated, pace, len(larger), _held(larger))
    return " | ".join(map(str, cells))


def _held(made: list[dict[str, Any]]) -> int:
    return sum(row["inside"] for row in made)


def test_the_tutorial_goes_from_an_empty_folder_to_what_is_due(tmp_path: Path) -> None:
    """With the lists that lie beside it, and nothing else."""
    for file in (_DOCS / "tutorial").glob("*.csv"):
        shutil.copy(file, tmp_path)
    prints_what_it_shows(_DOCS / "tutorial.md", tmp_path)


def prints_what_it_shows(
    page: Path, folder: Path, wanted: Callable[[str], bool] = lambda _: True
) -> None:
    """Every line shown, but the dots for those left out, comes in that order; ids differ."""
    text = page.read_text("utf-8")
    shown = list(_SHOWN.finditer(text))
    assert len(shown) == text.count("```console")
    for example in shown:
        if wanted(example["arguments"]):
            lines = iter([_UUID.sub("id", line) for line in printed(example["arguments"], folder)])
            for line in example["output"].splitlines():
                if line.strip() not in ("", "…"):
                    assert _UUID.sub("id", line) in lines, line


def _of_a_large_store(arguments: str) -> bool:
    return any(f"{scenario}.db" in arguments for scenario in _LARGE)
