"""The page of the printed figures says what the scenarios say, and no figure differs."""

from pathlib import Path

import pytest

from cli.main import run
from tests.house.pages_seeds import HEAD, Row, asking, rows, verdict
from tests.house.seeds import FIGURES, Figure, Share

_PAGE = Path(__file__).parents[2] / "docs" / "reference" / "seeds.md"
_QUICK = ("hoa-lu-2024-q1", "quang-nam-bloc-2023")
"""The scenarios that are loaded again here; what the other one says is in its own test."""


def on_file() -> list[Row]:
    """The lines of the page."""
    text = _PAGE.read_text(encoding="utf-8")
    assert text.startswith(HEAD), "run `make seeds`"
    lines = text.removeprefix(HEAD).splitlines()[2:]
    return [Row(*(cell.strip() for cell in line.strip("|").split("|"))) for line in lines]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seeds")
    for name in _QUICK:
        assert run(["--db", str(path / f"{name}.db"), "demo", name]) == 0
    return path


def test_the_page_has_every_figure_in_its_order() -> None:
    asked = [(f.system, f.what, f.printed or "no figure", f.store or "") for f in FIGURES]
    assert [(r.system, r.what, r.printed, r.scenario) for r in on_file()] == asked


def test_every_system_has_a_line() -> None:
    assert list(dict.fromkeys(row.system for row in on_file())) == [f"S{n}" for n in range(1, 19)]


@pytest.mark.parametrize("command", sorted({figure.command for figure in FIGURES}))
def test_every_command_is_one_of_the_program(command: str) -> None:
    words = [word for word in command.split(" --", maxsplit=1)[0].split(" ") if word.islower()]
    assert run([*words, "--help"]) == 0


def test_no_figure_differs_and_one_is_truncated() -> None:
    verdicts = [row.verdict for row in on_file() if row.scenario]
    assert verdicts.count("truncated") == 1
    assert verdicts.count("equal") == len(verdicts) - 1


def test_what_the_page_says_is_what_the_scenarios_say(folder: Path) -> None:
    quick = [figure for figure in FIGURES if figure.store in _QUICK]
    assert list(rows(asking(folder), quick)) == [r for r in on_file() if r.scenario in _QUICK]


@pytest.mark.parametrize(
    ("printed", "ours", "expected"),
    [
        ("41", 41, "equal"),
        ("1,980", 1980, "equal"),
        ("41", 40, "differs"),
        ("25.9 %", Share(41, 158), "equal"),
        ("25.95 %", Share(41, 158), "equal"),
        ("26.0 %", Share(41, 158), "differs"),
        ("10.93 %", Share(7, 64), "truncated"),
        ("10.92 %", Share(7, 64), "differs"),
        ("over 53 %", Share(7, 13), "equal"),
        ("over 53 %", Share(53, 100), "differs"),
        ("at least 75 %", Share(3, 4), "equal"),
        ("below 100 %", Share(1, 1), "differs"),
        ("excellent", "excellent", "equal"),
        ("excellent", "good", "differs"),
    ],
)
def test_a_verdict_goes_by_the_digits_that_are_printed(
    printed: str, ours: object, expected: str
) -> None:
    assert verdict(printed, ours) == expected


def test_a_figure_that_differs_would_show() -> None:
    wrong = Figure("S1", "admitted", "42", "store", "progress", lambda said: said["admitted"])
    (row,) = rows(lambda _store, _command: {"admitted": 41}, [wrong])
    assert (row.ours, row.verdict) == ("41", "differs")
