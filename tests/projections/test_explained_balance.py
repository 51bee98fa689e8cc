"""What a balance is made of, by name: figures, people, what went, what another tree brings."""

from typing import Any

import pytest

from admission.app.recorders.ports import Connection
from admission.projections.explain.queries import Balance, Explanation, explain
from tests.projections.histories import an_id
from tests.projections.organisation.who import C1, C2, D, G, S
from tests.projections.steps import Of
from tests.projections.test_balance import END, came, member, over, said, told, went_over
from tests.projections.test_one_member_twice import BEFORE, JOINED, YEAR, rows
from tests.stories.kit import given
from tests.stories.organisation import ANOTHER_P, CELL, C, P
from tests.stories.paths import committee_vote, recognition, recognition_vote
from tests.stories.test_one_person_twice import join
from tests.stories.test_one_person_twice import member as registered
from tests.stories.test_probation import ready

FIRST_QUARTER = Balance("2024-01-01", "2024-03-31")


def explained(
    views: Connection,
    figure: str,
    unit: str,
    report: Balance = FIRST_QUARTER,
    **asked: Any,  # noqa: ANN401
) -> Explanation:
    found = explain(views, report, **{"as_of": END, "figure": figure, "unit": unit, **asked})
    assert found is not None
    return found


def lines(found: Explanation) -> list[tuple[str, int | None, str, str, str]]:
    return [(row.part, row.counts, row.what, row.on_day, row.unit) for row in found.rows]


def test_an_opening_is_the_newest_figure_and_who_came_and_went_since() -> None:
    """Who is within the figure is not named; under a unit without one, all who are known are."""
    with told(
        said(1, G, "2023-06-30", 60),
        member(1, "2010-01-01", C1),
        came(2, "2023-07-01", C1),
        over(3, "2023-08-01", "died", C2),
        member(4, "2010-01-01", S),
    ) as views:
        found = explained(views, "opening", D)
        assert found.value == 61
        assert lines(found) == [
            ("opening", 1, "registered", "2010-01-01", S),
            ("opening", 60, "members", "2023-06-30", G),
            ("opening", 1, "arrived", "2023-07-01", C1),
            ("opening", -1, "died", "2023-08-01", C2),
        ]
        assert found.rows[1].document_number == "1-QĐ"
        assert [row.type for row in found.rows] == [
            "member-registered", "figure-stated", "person-arrived", "membership-ended",
        ]  # fmt: skip
        assert found.rows[3].person == an_id("person", 3)


def test_a_difference_is_all_that_the_closing_and_the_stated_figure_are_made_of() -> None:
    one = Of(1, C1)
    with told(
        said(1, C1, "2023-12-31", 10, on="2024-01-02"),
        one.entered("2023-01-01"),
        one.admitted("2024-01-10"),
        one.transferred("2024-02-01", S),
        said(2, C1, "2024-03-31", 11),
    ) as views:
        found = explained(views, "difference", C1)
        assert found.value == -1
        assert found.parts == {
            "opening": 10, "admitted": 1, "transferred_out": 1, "closing_stated": 11,
        }  # fmt: skip
        admitted = found.rows[1]
        assert (admitted.stream, admitted.person) == (one.id, one.person)
        assert found.rows[2].type == "candidate-transferred"


def test_who_went_over_and_is_in_another_cell_of_the_unit_is_added_once() -> None:
    with told(member(1, "2010-01-01", C1), went_over(1, "2023-05-05", C1, C2)) as views:
        found = explained(views, "opening", G)
        assert found.value == 1
        assert sum(row.counts or 0 for row in found.rows) == 1


def test_a_ceremony_that_stands_while_a_step_is_done_again_is_still_the_event() -> None:
    one = Of(1, C2)
    with told(
        *(one.entered("2023-01-01"), one.voted("2024-01-03"), one.resolved("2024-01-04")),
        *(one.decided("2024-01-08"), one.admitted("2024-01-10")),
        one.redone("2024-02-01", "cell-resolved"),
    ) as views:
        (line,) = explained(views, "admitted", C2).rows
        assert (line.type, line.on_day) == ("ceremony-held", "2024-01-10")


@pytest.mark.parametrize("other", [None, ANOTHER_P])
def test_who_was_deleted_on_the_path_is_explained_by_that_step_and_its_paper(
    other: str | None,
) -> None:
    """Also of somebody who is now known under another id: the person's stream has no paper."""
    voted = recognition_vote("2025-11-10", proposal="deletion"), committee_vote("2025-11-20")
    paper = {"kind": "decision", "number": "9-QĐ", "signed": "2025-12-01"}
    gone = recognition("2025-12-01", outcome="deleted", in_favour=5, document=paper)
    story = ready().and_(*voted, gone, *([join(other, P, on="2026-02-01")] if other else []))
    with rows(story) as views:
        report = Balance("2025-01-01", "2025-12-31")
        (line,) = explained(views, "deleted", CELL, report, as_of="2029-12-31").rows
    assert (line.type, line.stream, line.counts) == ("member-deleted", C, 1)
    assert (line.document_number, line.person) == ("9-QĐ", other or P)
    assert line.rulebook is not None


@pytest.mark.parametrize(("kept", "other"), [(P, ANOTHER_P), (ANOTHER_P, P)])
def test_of_two_records_of_one_person_the_one_kept_is_named(kept: str, other: str) -> None:
    """Before they were found to be one, each is a person of its own."""
    story = given(registered(P), registered(ANOTHER_P), join(kept, other))
    report = Balance(YEAR["first"], YEAR["last"])
    with rows(story) as views:
        before = explained(views, "closing", CELL, report, as_of=BEFORE)
        now = explained(views, "closing", CELL, report, as_of=JOINED)
        assert {P, ANOTHER_P} <= {row.person for row in before.rows}
        of_them = {row.person for row in now.rows} & {P, ANOTHER_P}
        assert of_them == {kept}
