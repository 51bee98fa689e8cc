"""Reviews and complaints, what they hold, and the clocks that stand still meanwhile."""

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Final

from admission.app.recorders.ports import Connection
from admission.domain.kernel.dates import WorkingDays
from admission.domain.registers.people import events as people
from admission.projections.complaints.queries import list_complaints
from admission.projections.due.queries import list_due
from admission.projections.due.rows import DueRow
from admission.projections.holds.queries import open_holds, spans, spans_of
from admission.projections.reviews.queries import count_reviews, list_reviews
from tests.projections.histories import PAPER, History, an_id
from tests.projections.organisation.places import calendars
from tests.projections.organisation.who import (
    AN,
    C1,
    CHI,
    DUNG,
    HELD_C,
    NAMES,
    OPEN_C,
    D,
    E,
    G,
    S,
    person,
)
from tests.projections.rows import connect
from tests.projections.steps import Of

END = "2025-12-31"
R1, R2, R3, R4 = (an_id("review", number) for number in range(1, 5))


def test_a_review_is_open_from_the_day_it_is_asked_for_until_it_is_concluded(
    views: Connection,
) -> None:
    def reviews(as_of: str, since: str | None = None) -> list[str]:
        return [r.review for r in list_reviews(views, as_of=as_of, open_since=since).rows]

    assert reviews("2023-12-19") == []
    assert reviews("2024-01-15", "2024-01-15") == []
    assert reviews("2024-02-19", "2024-02-19") == [R1]
    assert reviews("2024-02-20", "2024-02-20") == []
    assert reviews(END) == [R4, R1, R2, R3]
    assert reviews(END, END) == [R2, R3]
    assert reviews(END, "2024-11-03") == [R2]


def test_reviews_are_asked_by_unit_person_purpose_and_year_and_in_pages(
    views: Connection,
) -> None:
    def reviews(**asked: object) -> list[str]:
        return [r.review for r in list_reviews(views, as_of=END, **asked).rows]  # type: ignore[arg-type]

    assert reviews(unit=G) == [R4, R1, R3]
    assert reviews(unit=D) == [R4, R1, R2, R3]
    assert reviews(unit=E) == []
    assert reviews(person=CHI.person) == [R2]
    assert reviews(purpose="personnel", year=2024) == [R4, R1]
    first = list_reviews(views, as_of=END, limit=3)
    rest = list_reviews(views, as_of=END, after=first.next)
    assert [row.review for row in first.rows + rest.rows] == reviews()
    row = next(row for row in first.rows if row.review == R1)
    assert (row.name, row.unit_name, row.concluded_by) == (NAMES[1], "First cell", D)
    assert row.document == PAPER.cited


def test_reviews_are_counted_by_unit_year_and_purpose(views: Connection) -> None:
    """One concluded in another year than asked for counts in each of both."""

    def counted(**asked: object) -> set[tuple[str, int, str, int, int]]:
        rows = count_reviews(views, **{"as_of": END, **asked}).rows  # type: ignore[arg-type]
        return {(r.unit, r.year, r.purpose, r.requested, r.concluded) for r in rows}

    every = {
        (G, 2023, "personnel", 1, 0),
        (G, 2024, "personnel", 1, 1),
        (C1, 2024, "personnel", 1, 1),
        (S, 2024, "admission", 1, 0),
    }
    assert counted() == counted(unit=D) == every
    assert counted(unit=G, year=2024) == {row for row in every if row[1] == 2024 and row[0] != S}
    assert counted(as_of="2024-01-01") == {(G, 2023, "personnel", 1, 0)}
    assert counted(known_at=1) == set()
    first = count_reviews(views, as_of=END, limit=2)
    rest = count_reviews(views, as_of=END, after=first.next)
    assert len(first.rows + rest.rows) == len(every)


def test_a_complaint_is_listed_until_it_has_ended(views: Connection) -> None:
    def complaints(as_of: str, **asked: object) -> list[str]:
        rows = list_complaints(views, as_of=as_of, **asked).rows  # type: ignore[arg-type]
        return [row.complaint for row in rows]

    assert complaints("2024-03-03") == []
    assert complaints("2024-03-19") == [HELD_C]
    assert complaints("2024-03-20") == []
    assert complaints(END) == [OPEN_C]
    assert complaints(END, resolved=True) == [HELD_C, OPEN_C]
    assert complaints(END, resolved=True, unit=S) == [HELD_C]
    assert complaints(END, person=AN.person) == []
    (row, _) = list_complaints(views, as_of=END, resolved=True).rows
    assert (row.name, row.sender, row.content) == (NAMES[4], "Đỗ Văn Tố", "nội dung 2024-03-04")
    assert (row.assigned_to, row.outcome, row.resolved_on) == (D, "unfounded", "2024-03-20")


def test_what_holds_steps_is_told_until_it_has_ended(views: Connection) -> None:
    def held(as_of: str) -> list[str]:
        return [row.hold for row in open_holds(views, DUNG.person, as_of=as_of)]

    assert held("2024-03-03") == []
    assert held("2024-03-04") == [HELD_C]
    assert held("2024-03-20") == []
    assert held(END) == [OPEN_C]
    (hold,) = open_holds(views, CHI.person, as_of=END)
    assert (hold.cause, hold.held_since, hold.steps) == (
        "review",
        "2024-03-01",
        ("admission-decided",),
    )


def test_a_person_under_another_name_is_held_under_the_one_kept(views: Connection) -> None:
    """Nobody is held twice, and nobody's other name is free."""
    assert open_holds(views, an_id("person", 17), as_of=END) == []
    text = spans_of(views, DUNG.person, "admission-answered", as_of=END)
    assert [str(until) for _, until in spans(text)] == ["2024-03-20", "None"]


ONE: Final = Of(1)


def held(past: History, *lifted: str) -> None:
    """A verification asked on 7 March 2024, held from the 11th; perhaps until a day."""
    past.adopt("small")
    past.write(*calendars())
    past.write(ONE.entered("2024-01-01"), ONE.asked("2024-03-07"))
    steps = ({"step": "admission-decided"},)
    hold = {"hold": HELD_C, "cause": "complaint", "steps": steps}
    stops = ("verification-answered",)
    past.write(person(people.StepsHeld, 1, "2024-03-11", **hold, stops=stops))
    for on in lifted:
        past.write(person(people.HoldLifted, 1, on, hold=HELD_C))


def clock(path: Path, as_of: str, known_at: int | None = None) -> DueRow:
    with closing(connect(path, "read")) as connection:
        (row,) = list_due(connection, as_of=as_of, known_at=known_at).rows
        return row


def test_a_clock_stands_still_while_a_question_is_open(tmp_path: Path) -> None:
    """Its last day moves with each working day on which it stands still, and it is never late."""
    with History(tmp_path / "held.db") as past:
        held(past)
        with past.projector() as projector:
            projector.catch_up()
            before, begun = (clock(projector.path, f"2024-03-{day}") for day in ("10", "11"))
            later, much_later = (clock(projector.path, f"2024-{day}") for day in ("03-18", "06-03"))
    assert (before.stopped_since, before.stopped_days) == (None, 0)
    assert (begun.stopped_since, begun.stopped_days) == ("2024-03-11", 0)
    assert begun.due_on == before.due_on
    assert (later.stopped_since, later.stopped_days) == ("2024-03-11", 7)
    assert later.working_days_left == begun.working_days_left
    assert (much_later.overdue_by, much_later.working_days_left) == (0, begun.working_days_left)


def test_a_clock_runs_on_once_the_question_has_ended(tmp_path: Path) -> None:
    """Seven days, five of them working days; before it was known it stands still yet."""
    with History(tmp_path / "held.db") as past:
        held(past, "2024-03-18")
        with past.projector() as projector:
            projector.catch_up()
            ended = clock(projector.path, "2024-03-18")
            yet = clock(projector.path, "2024-03-18", past.recorder.head() - 1)
            without = clock(projector.path, "2024-03-08")
    assert (ended.stopped_since, ended.stopped_days) == (None, 7)
    assert yet.stopped_since == "2024-03-11"
    calendar = WorkingDays((2024,), (), ())
    late, early = (date.fromisoformat(row.due_on or "") for row in (ended, without))
    assert calendar.between(early, late) == 5
