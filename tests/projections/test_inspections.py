"""Inspections, what they found, and what is to be remedied."""

from typing import Final

from admission.app.recorders.ports import Connection
from admission.projections.due.queries import list_due
from admission.projections.inspections.queries import list_findings, list_inspections
from tests.projections.histories import PAPER, an_id
from tests.projections.organisation.visits import FOUND
from tests.projections.organisation.who import DUNG, NAMES, D, E, G, S

END: Final = "2024-12-31"
I1, I2 = an_id("inspection", 1), an_id("inspection", 2)


def test_an_inspection_is_listed_under_each_of_its_units_until_it_has_ended(
    views: Connection,
) -> None:
    def listed(as_of: str, **asked: object) -> set[tuple[str, str]]:
        rows = list_inspections(views, as_of=as_of, **asked).rows  # type: ignore[arg-type]
        return {(row.inspection, row.unit) for row in rows}

    assert listed("2024-05-05") == set()
    assert listed("2024-06-27") == {(I1, G), (I1, S)}
    assert listed(END) == {(I2, D)}
    assert listed(END, ended=True) == {(I1, G), (I1, S), (I2, D)}
    assert listed("2024-06-27", unit=G) == {(I1, G)}
    assert listed("2024-06-27", unit=E) == set()
    assert listed(END, ended=True, inspection=I1) == {(I1, G), (I1, S)}


def test_what_an_inspection_looks_at_is_frozen_at_the_position_of_its_beginning(
    views: Connection,
) -> None:
    """Asked later or as known later, it is the same."""
    (row, _) = list_inspections(views, as_of="2024-06-27").rows
    assert (row.programme, row.begun_by) == ("Plan 1", PAPER.cited)
    before = list_inspections(views, as_of=END, known_at=row.frozen_at - 1, ended=True)
    assert before.rows == []
    then = list_inspections(views, as_of="2024-06-27", known_at=row.frozen_at).rows
    assert {each.frozen_at for each in then} == {row.frozen_at}


def test_inspections_and_findings_come_in_pages(views: Connection) -> None:
    first = list_inspections(views, as_of=END, ended=True, limit=2)
    rest = list_inspections(views, as_of=END, ended=True, after=first.next)
    assert len(first.rows + rest.rows) == 3
    found = list_findings(views, as_of=END, limit=1)
    others = list_findings(views, as_of=END, after=found.next)
    assert [row.finding for row in found.rows + others.rows] == list(FOUND)


def test_a_finding_says_how_far_it_has_come_by_each_day(views: Connection) -> None:
    def states(as_of: str) -> list[str]:
        return [row.state for row in list_findings(views, as_of=as_of, inspection=I1).rows]

    assert states("2024-05-19") == []
    assert states("2024-05-30") == ["open", "open", "open"]
    assert states("2024-05-31") == ["upheld", "open", "upheld"]
    assert states(END) == ["upheld", "dropped", "remedied"]
    first, second, third = list_findings(views, as_of=END).rows
    assert (first.answer, first.remedy, first.due_on) == (
        "they were lost",
        "meet again",
        "2024-09-30",
    )
    assert (second.name, second.events, second.reason) == (NAMES[4], (3, 7), "they are there")
    assert (second.person, third.over_by) == (DUNG.person, PAPER.cited)


def test_what_is_to_be_remedied_is_due_from_its_unit(views: Connection) -> None:
    def due(as_of: str, **asked: object) -> list[str]:
        rows = list_due(views, as_of=as_of, **asked).rows  # type: ignore[arg-type]
        return [row.key for row in rows if row.rule == "finding"]

    assert due("2024-05-30") == []
    assert sorted(due("2024-05-31")) == [FOUND[0], FOUND[2]]
    assert due(END) == [FOUND[0]]
    assert due("2024-09-30", overdue=True) == []
    assert due("2024-10-01", overdue=True) == [FOUND[0]]
    assert due(END, unit=S) == []
    assert due(END, unit=G) == [FOUND[0]]
    assert due(END, candidate=DUNG.id) == []
    (row,) = (each for each in list_due(views, as_of=END).rows if each.key == FOUND[0])
    assert (row.what, row.acting, row.overdue_by) == ("meet again", G, 92)
