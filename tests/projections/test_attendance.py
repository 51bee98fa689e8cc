"""Attendances, weaknesses found at them, what is due because of them, and how many there are."""

import pytest

from admission.app.recorders.ports import Connection
from admission.projections.attendance.counts import count_attendances
from admission.projections.attendance.queries import list_attendances, list_weaknesses
from admission.projections.due.queries import list_due
from admission.projections.units.lenses import UnitNotThereError
from tests.projections.histories import PAPER, an_id
from tests.projections.organisation.who import AN, C1, C2, NAMES, B, D, E, G, P, S

HELD, OTHER_DAY, MISSED, LATER, NEXT = (an_id("attendance", number) for number in range(1, 6))
OPEN, CLOSED, ELSEWHERE = (an_id("weakness", number) for number in (1, 2, 3))
END = "2025-12-31"


def test_an_attendance_is_planned_held_or_missed(views: Connection) -> None:
    def states(as_of: str) -> dict[str, str]:
        return {row.attendance: row.state for row in list_attendances(views, as_of=as_of).rows}

    every = (HELD, OTHER_DAY, MISSED, LATER, NEXT)
    assert states("2025-01-19") == {}
    assert states("2025-01-20") == dict.fromkeys(every, "planned")
    assert states(END) == dict(
        zip(every, ("held", "held", "missed", "planned", "planned"), strict=True)
    )


def test_an_attendance_says_who_where_when_and_what_was_found(views: Connection) -> None:
    rows = {row.attendance: row for row in list_attendances(views, as_of=END).rows}
    held, other, missed = rows[HELD], rows[OTHER_DAY], rows[MISSED]
    assert (held.unit, held.body, held.planned, held.due_on) == (C1, D, "2025-03", "2025-03-31")
    assert (held.name, held.over_on, held.document_kind) == ("erased", "2025-03-10", PAPER.kind)
    assert (held.weaknesses_open, held.weaknesses_closed) == (1, 1)
    assert (other.person, other.name, other.due_on) == (AN.person, NAMES[1], "2025-03-05")
    assert (other.weaknesses_open, other.weaknesses_closed) == (1, 0)
    assert (missed.reason, missed.over_on) == ("flood", "2025-05-02")
    early = {row.attendance: row for row in list_attendances(views, as_of="2025-05-19").rows}
    assert (early[HELD].weaknesses_open, early[HELD].weaknesses_closed) == (2, 0)


def test_attendances_are_asked_by_unit_year_state_person_and_in_pages(
    views: Connection,
) -> None:
    def asked(**about: object) -> list[str]:
        return [row.attendance for row in list_attendances(views, as_of=END, **about).rows]  # type: ignore[arg-type]

    assert asked() == [OTHER_DAY, HELD, MISSED, LATER, NEXT]
    assert asked(unit=G) == [OTHER_DAY, HELD, LATER]
    assert asked(unit=C1, year=2025) == [HELD, LATER]
    assert asked(year=2026) == [NEXT]
    assert asked(state="planned") == [LATER, NEXT]
    assert asked(person=AN.person) == [OTHER_DAY]
    assert asked(due_before="2025-03-31") == [OTHER_DAY]
    first = list_attendances(views, as_of=END, limit=2)
    rest = list_attendances(views, as_of=END, after=first.next)
    assert [row.attendance for row in first.rows + rest.rows] == asked()


def test_a_weakness_is_open_until_it_is_closed_with_a_document(views: Connection) -> None:
    def asked(**about: object) -> list[str]:
        rows = list_weaknesses(views, as_of=END, **about).rows  # type: ignore[arg-type]
        return [row.weakness for row in rows]

    assert asked() == [OPEN, CLOSED, ELSEWHERE]
    assert asked(open_=True) == [OPEN, ELSEWHERE]
    assert asked(unit=B) == asked(attendance=HELD) == [OPEN, CLOSED]
    assert asked(unit=C2) == [ELSEWHERE]
    assert asked(due_before="2025-06-30") == []
    (_, closed, _) = list_weaknesses(views, as_of=END).rows
    assert (closed.cell, closed.unit, closed.name) == (C1, B, NAMES[1])
    assert (closed.text, closed.closed_on, closed.document_kind) == (
        "weakness 2",
        "2025-05-20",
        PAPER.kind,
    )
    before = list_weaknesses(views, as_of="2025-05-19", open_=True, limit=1)
    rest = list_weaknesses(views, as_of="2025-05-19", open_=True, after=before.next)
    assert [row.weakness for row in before.rows + rest.rows] == [OPEN, CLOSED, ELSEWHERE]


def test_what_is_not_recorded_after_its_month_is_due(views: Connection) -> None:
    def due(as_of: str, **asked: object) -> list[tuple[str, str, int]]:
        rows = list_due(views, as_of=as_of, **asked).rows  # type: ignore[arg-type]
        return [(row.key, row.by, row.overdue_by) for row in rows if row.rule == "attendance"]

    assert due("2025-03-05") == []
    assert due("2025-03-05", within_days=0) == [(OTHER_DAY, "person", 0)]
    assert due("2025-03-06") == []
    assert due("2025-04-30") == []
    assert due("2025-05-01") == due("2025-05-01", overdue=True) == [(MISSED, "person", 1)]
    assert due("2025-05-01", unit=G) == due("2025-05-02") == []
    assert due("2025-12-31") == []
    assert due("2026-01-01", unit=C1) == [(LATER, "person", 1)]
    assert due("2026-01-01", within_days=30) == [(LATER, "person", 1), (NEXT, "person", 0)]
    assert due("2026-01-01", candidate=AN.id) == []


def test_an_open_weakness_is_due(views: Connection) -> None:
    def due(as_of: str, **asked: object) -> list[tuple[str, str, str, int]]:
        rows = list_due(views, as_of=as_of, **asked).rows  # type: ignore[arg-type]
        found = [row for row in rows if row.rule == "weakness"]
        return [(row.key, row.by, row.what, row.overdue_by) for row in found]

    first = (OPEN, "unit", "weakness 1", 0)
    assert due("2025-05-19", unit=B) == [(CLOSED, "person", "weakness 2", 0), first]
    assert due("2025-05-20", unit=B) == [first]
    assert due("2025-07-02", overdue=True, unit=C2) == [(ELSEWHERE, "unit", "weakness 3", 2)]
    assert due("2025-07-02", candidate=AN.id) == due("2025-07-02", unit=E) == []


def test_a_year_is_counted_unit_by_unit(views: Connection) -> None:
    def counted(year: int = 2025, **asked: object) -> dict[str, tuple[int, ...]]:
        rows = count_attendances(views, year=year, as_of=END, **asked).rows  # type: ignore[arg-type]
        return {row.unit: row[3:] for row in rows}

    assert counted(depth=0) == {P: (4, 2, 1, 1, 2, 1)}
    assert counted(depth=1) == {P: (4, 2, 1, 1, 2, 1), D: (4, 2, 1, 1, 2, 1), E: (0,) * 6}
    below = counted(unit=D, depth=9)
    assert (below[G], below[S]) == ((3, 2, 0, 1, 2, 1), (1, 0, 1, 0, 0, 0))
    assert (below[C1], below[C2]) == ((2, 1, 0, 1, 1, 1), (1, 1, 0, 0, 1, 0))
    assert counted(2026, depth=0) == {P: (1, 0, 0, 1, 0, 0)}
    first = count_attendances(views, year=2025, as_of=END, limit=1)
    rest = count_attendances(views, year=2025, as_of=END, after=first.next)
    assert [row.unit for row in first.rows + rest.rows] == [P, *sorted((D, E))]
    with pytest.raises(UnitNotThereError):
        counted(2023, unit=E)
