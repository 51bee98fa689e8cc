"""What the README shows is what the program prints."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

_README = Path(__file__).parents[2] / "README.md"
_SHOWN = re.compile(
    r"```console\n\$ admission --db demo/(?P<name>\S+)\.db (?P<arguments>[^\n]+)\n```\n\n"
    r"```text\n(?P<output>.+?)```",
    re.DOTALL,
)


def admission(*arguments: str) -> str:
    command = [sys.executable, "-m", "cli", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_the_output_shown_is_real(tmp_path: Path) -> None:
    """Every line shown, but the dots for those left out, comes in that order."""
    shown = list(_SHOWN.finditer(_README.read_text("utf-8")))
    assert len(shown) == 2
    for example in shown:
        store = str(tmp_path / f"{example['name']}.db")
        if not Path(store).exists():
            admission("--db", store, "demo", example["name"])
        printed = iter(admission("--db", store, *example["arguments"].split()).splitlines())
        for line in example["output"].splitlines():
            if line.strip() not in ("", "…"):
                assert line in printed, line


@pytest.mark.parametrize("page", re.findall(r"\]\(([^)]+)\)", _README.read_text("utf-8")))
def test_every_page_it_names_is_there(page: str) -> None:
    """No link leads nowhere."""
    assert (_README.parent / page).exists()
