import os

import pytest

from cli.tables import laid_out, printable, width


@pytest.mark.parametrize(
    ("text", "places"),
    [("Dang", 4), ("Đặng", 4), ("\u0110a\u0306\u0323ng", 4), ("漢字", 4), ("", 0)],
)
def test_text_is_as_wide_as_it_is_shown(text: str, places: int) -> None:
    assert width(text) == places


def test_text_cannot_steer_a_terminal() -> None:
    assert printable("Đặng\x1b[2J\u202e") == "Đặng�[2J�"


def test_columns_are_aligned_and_numbers_to_the_right() -> None:
    assert laid_out(["name", "n"], [["Đặng Ý", "7"], ["An", "13"]], [False, True]) == [
        "name     n",
        "Đặng Ý   7",
        "An      13",
    ]


def test_a_narrow_terminal_breaks_between_words_and_never_within_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((40, 24)))
    word = "candidate-0187f904-4b88-70cf-ac1f-3f268388ab53"
    lines = laid_out(["id", "what"], [[word, "one two three four five six"]], [False, False])
    assert lines[1].startswith(f"{word}  one two three")
    assert lines[2].strip() == "four five six"
