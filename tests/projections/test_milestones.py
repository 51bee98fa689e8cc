"""What was reached, on which day, credited to whom: the base of every count."""

from contextlib import closing
from pathlib import Path

from admission.app.recorders.ports import Connection
from admission.projections.milestones.queries import Tally, list_milestones, tally, tally_without
from tests.projections.histories import History
from tests.projections.organisation.who import AN, BINH, C1, C2, CHI
from tests.projections.rows import connect
from tests.projections.steps import Of

YEAR = ("2024-01-01", "2024-12-31")


def test_a_milestone_counts_on_its_own_day_and_shows_from_the_day_of_the_act(
    views: Connection,
) -> None:
    """A certificate counts by its issue, and is there from the day it was recorded on."""

    def certificates(as_of: str) -> list[tuple[str, str, str]]:
        rows = list_milestones(views, name="class-certified", candidate=AN.id, as_of=as_of).rows
        return [(row.on_day, row.since, row.unit) for row in rows]

    assert certificates("2023-03-09") == []
    assert certificates("2023-03-10") == [("2023-03-06", "2023-03-10", C1)]


def test_a_cancelled_decision_takes_its_milestones_away_from_its_day(
    views: Connection,
) -> None:
    """Before that day they counted; the rulebook may say that they go on counting."""
    before = tally(views, "ceremony-held", *YEAR, as_of="2024-06-14")
    assert {(row.unit, row.on_day) for row in before} == {(C1, "2024-02-20"), (C2, "2024-03-31")}
    after = tally(views, "ceremony-held", *YEAR, as_of="2024-06-15")
    assert after == [Tally(C1, "2024-02-20", ",youth,", 1)]
    kept = tally(views, "ceremony-held", *YEAR, as_of="2024-06-15", cancelled_too=True)
    assert sorted(kept) == sorted(before)


def test_a_period_has_both_its_ends(views: Connection) -> None:
    def held(first: str, last: str) -> int:
        rows = tally(views, "ceremony-held", first, last, as_of="2024-05-31")
        return sum(row.candidates for row in rows)

    assert held("2024-02-20", "2024-03-31") == 2
    assert held("2024-02-21", "2024-03-31") == 1
    assert held("2024-02-20", "2024-03-30") == 1


def test_decisions_without_ceremony_are_those_that_still_wait(views: Connection) -> None:
    waiting = ("admission-decided", "ceremony-held", *YEAR)
    in_february = tally_without(views, *waiting, as_of="2024-02-19")
    assert {(row.unit, row.on_day) for row in in_february} == {
        (C1, "2024-02-01"),
        (C2, "2024-02-02"),
    }
    in_may = tally_without(views, *waiting, as_of="2024-05-31")
    assert in_may == [Tally(C1, "2024-04-02", ",youth,women,", 1)]


def test_milestones_come_by_day_and_in_pages(views: Connection) -> None:
    asked = {"name": "dossier-permitted", "as_of": "2024-12-31"}
    rows = list_milestones(views, **asked).rows  # type: ignore[arg-type]
    first = list_milestones(views, **asked, limit=2)  # type: ignore[arg-type]
    rest = list_milestones(views, **asked, after=first.next)  # type: ignore[arg-type]
    assert [row.candidate for row in rows][:3] == [AN.id, BINH.id, CHI.id]
    assert first.rows + rest.rows == rows


def test_the_end_of_a_path_says_how_it_ended(views: Connection) -> None:
    ends = list_milestones(views, name="ended", as_of="2024-12-31").rows
    assert [(row.candidate, row.detail) for row in ends] == [(CHI.id, "cancelled")]


def test_what_is_done_again_counts_on_its_new_day_and_an_old_certificate_on_its_own(
    tmp_path: Path,
) -> None:
    """A redone ceremony moves; a second certificate takes nothing from the first one's year."""
    one = Of(1)
    with History(tmp_path / "redo.db") as past:
        past.adopt("small")
        past.write(one.entered("2023-01-01"), one.certified("2023-02-01"))
        past.write(one.certified("2024-01-10"), one.voted("2024-01-20"), one.resolved("2024-01-21"))
        past.write(one.decided("2024-02-01"), one.admitted("2024-02-10"))
        past.write(one.redone("2024-03-01", "ceremony-held"), one.admitted("2024-03-20"))
        with past.projector() as projector:
            projector.catch_up()
        with closing(connect(projector.path, "read")) as connection:
            found = {
                as_of: [
                    row.on_day for row in list_milestones(connection, name=name, as_of=as_of).rows
                ]
                for name, as_of in (
                    ("ceremony-held", "2024-02-29"),
                    ("ceremony-held", "2024-03-19"),
                    ("ceremony-held", "2024-03-20"),
                    ("class-certified", "2024-12-31"),
                )
            }
    assert found == {
        "2024-02-29": ["2024-02-10"],
        "2024-03-19": [],
        "2024-03-20": ["2024-03-20"],
        "2024-12-31": ["2023-02-01", "2024-01-10"],
    }
