"""Notes, and what is due because of them."""

from admission.app.recorders.ports import Connection
from admission.projections.asking import key_of
from admission.projections.due.queries import list_due
from admission.projections.due.rows import DueRow
from admission.projections.notes.queries import count_open_notes, list_notes
from tests.projections.histories import an_id
from tests.projections.organisation.who import AN, BINH, C1, DUNG, NAMES, D, E, S

END = "2025-12-31"
ON_AN, ON_SCHOOL, ON_BINH = (an_id("note", number) for number in (1, 2, 3))


def test_a_note_is_open_from_the_day_it_is_written_to_the_day_it_is_closed(
    views: Connection,
) -> None:
    def notes(as_of: str, *, closed: bool = False) -> list[str]:
        return [row.note for row in list_notes(views, as_of=as_of, closed=closed).rows]

    assert notes("2025-03-31") == []
    assert notes("2025-04-01") == [ON_AN]
    assert notes("2025-05-09") == [ON_AN, ON_SCHOOL, ON_BINH]
    assert notes("2025-05-10") == [ON_SCHOOL, ON_BINH]
    assert notes(END, closed=True) == [ON_AN, ON_SCHOOL, ON_BINH]
    (closed, *_) = list_notes(views, as_of=END, closed=True).rows
    assert (closed.closed_on, closed.follow_up) == ("2025-05-10", "2025-04-20")


def test_a_note_says_whom_or_which_unit_it_is_about_and_by_whom(views: Connection) -> None:
    rows = {row.note: row for row in list_notes(views, as_of="2025-05-09").rows}
    on_an, on_school = rows[ON_AN], rows[ON_SCHOOL]
    assert (on_an.about, on_an.person, on_an.name) == (AN.id, AN.person, NAMES[1])
    assert (on_an.unit, on_an.unit_name, on_an.text) == (C1, "First cell", "Lời 1")
    assert (on_school.about, on_school.person, on_school.name) == (S, None, None)
    assert (on_school.unit, on_school.unit_name) == (S, "School")
    assert {row.author_name for row in rows.values()} == {"Lê"}


def test_notes_are_asked_by_what_they_are_about_by_unit_and_in_pages(
    views: Connection,
) -> None:
    def notes(about: str | None = None, unit: str | None = None) -> list[str]:
        rows = list_notes(views, as_of="2025-05-09", about=about, unit=unit).rows
        return [row.note for row in rows]

    assert notes(about=BINH.id) == [ON_BINH]
    assert notes(unit=S) == [ON_SCHOOL]
    assert notes(unit=C1) == [ON_AN, ON_BINH]
    assert notes(unit=D) == [ON_AN, ON_SCHOOL, ON_BINH]
    assert notes(unit=E) == []
    first = list_notes(views, as_of="2025-05-09", limit=1)
    rest = list_notes(views, as_of="2025-05-09", after=first.next)
    assert [row.note for row in first.rows + rest.rows] == notes()
    assert count_open_notes(views, AN.id, as_of="2025-05-09") == 1
    assert count_open_notes(views, AN.id, as_of=END) == 0


def due(views: Connection, as_of: str, **asked: object) -> dict[str, DueRow]:
    rows = list_due(views, as_of=as_of, **asked).rows  # type: ignore[arg-type]
    return {row.key: row for row in rows if row.rule == "note"}


def test_a_note_with_a_day_to_come_back_to_it_is_due_until_it_is_closed(
    views: Connection,
) -> None:
    assert due(views, "2025-03-31") == {}
    running = due(views, "2025-04-01")[ON_AN]
    assert (running.candidate, running.name, running.what) == (AN.id, NAMES[1], "Lời 1")
    assert (running.due_on, running.starts, running.overdue_by) == ("2025-04-20", "2025-04-01", 0)
    assert due(views, "2025-04-22")[ON_AN].overdue_by == 2
    assert due(views, "2025-05-10").keys() == {ON_SCHOOL}


def test_a_note_without_such_a_day_is_not_due(views: Connection) -> None:
    assert ON_BINH not in due(views, END)


def test_overdue_and_within_narrow_the_notes(views: Connection) -> None:
    """The day itself is a good day."""
    assert due(views, "2025-04-20", overdue=True) == {}
    assert due(views, "2025-04-21", overdue=True).keys() == {ON_AN}
    assert due(views, "2025-04-01", within_days=18) == {}
    assert due(views, "2025-04-01", within_days=19).keys() == {ON_AN}


def test_a_note_on_a_unit_is_due_from_the_unit(views: Connection) -> None:
    row = due(views, END)[ON_SCHOOL]
    assert (row.candidate, row.person, row.unit) == (None, None, S)
    assert (row.by, row.acting, row.acting_name) == ("unit", S, "School")
    of_candidate = due(views, "2025-05-01")[ON_AN]
    assert (of_candidate.by, of_candidate.acting_name) == ("author", "Lê")
    assert due(views, "2025-05-01", unit=S).keys() == {ON_SCHOOL}
    assert due(views, "2025-05-01", unit=C1).keys() == {ON_AN}
    assert due(views, "2025-05-01", candidate=DUNG.id) == {}


def test_the_words_of_a_note_are_in_no_cursor(views: Connection) -> None:
    """Cursors end up in addresses and logs."""
    rows = list_due(views, as_of="2025-05-01", unit=D).rows
    at = [row.rule for row in rows].index("note") + 1
    cut = list_due(views, as_of="2025-05-01", unit=D, limit=at)
    rest = list_due(views, as_of="2025-05-01", unit=D, after=cut.next)
    assert cut.rows + rest.rows == rows
    assert key_of(cut.next or "", 5) == (AN.id, C1, "note", ON_AN, "")
