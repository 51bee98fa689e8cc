import pytest

from cli.tables import paragraph, printable, table

WORD = "candidate-0187f904-4b88-70cf-ac1f-3f268388ab53"
ROWS = [[WORD, "một hai ba bốn năm sáu bảy"], ["x", "[bold]:smile: 7[/bold]"]]


def as_on_a_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm")


def printed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Đặng\x1b[2J\u202e", "Đặng�[2J�"),
        ("Đặng\u00a0Ý\tA\nB", "Đặng Ý A B"),
        ("\u0110a\u0306\u0323ng", "\u0110a\u0306\u0323ng"),
    ],
)
def test_text_cannot_steer_a_terminal(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize("name", ["Đặng Ý", "\u0110a\u0306\u0323ng Y\u0301", "漢字ab"])
def test_columns_are_aligned_and_numbers_to_the_right(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    table(["name", "n"], [[name, "7"], ["An", "13"]], [False, True])
    assert printed(capsys) == ["name     n", f"{name}   7", "An      13"]


def test_what_is_not_a_terminal_has_a_line_for_each_row(capsys: pytest.CaptureFixture[str]) -> None:
    long = "rất dài " * 50 + "."
    paragraph(long, heading=True)
    table(["a", "b"], [[long, long], ["x", "y"]], [False, False])
    assert [len(line.split()) for line in printed(capsys)] == [101, 2, 202, 2]


def test_what_is_recorded_is_not_read_as_markup(capsys: pytest.CaptureFixture[str]) -> None:
    paragraph(ROWS[1][1])
    table(["[a]"], [[ROWS[1][1]]], [False])
    assert printed(capsys) == [ROWS[1][1], "[a]", ROWS[1][1]]


def test_a_narrow_terminal_breaks_between_words_and_never_within_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    as_on_a_terminal(monkeypatch, columns=72)
    table(["id", "what"], ROWS, [False, False])
    heading, *lines = printed(capsys)
    assert heading.startswith("\x1b[1m")
    assert lines[:2] == [f"{WORD}  một hai ba bốn năm sáu", f"{' ' * len(WORD)}  bảy"]


def test_an_id_is_whole_where_the_terminal_has_no_room_for_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    as_on_a_terminal(monkeypatch, columns=30)
    table(["id", "what"], ROWS, [False, False])
    shown = [line.replace("\x1b[1m", "").replace("\x1b[0m", "") for line in printed(capsys)]
    assert shown == [
        f"id    {WORD}", "what  một hai ba bốn năm sáu bảy", "",
        "id    x", f"what  {ROWS[1][1]}", "",
    ]  # fmt: skip
