"""Who answers for which units, and what is asked of them."""

from contextlib import closing
from pathlib import Path

from admission.app.recorders.ports import Connection
from admission.domain.registers.supervision.events import SupervisorAssigned
from admission.domain.registers.units.events import UnitMerged
from admission.projections.due.queries import list_due
from admission.projections.progress.queries import progress
from admission.projections.supervisions.queries import list_supervisions, units_of
from tests.projections.histories import PAPER, History, an_id
from tests.projections.organisation.cases import answered_for
from tests.projections.organisation.places import tree
from tests.projections.organisation.who import C1, C2, D, E, G, S, unit
from tests.projections.rows import connect

WHO, CLERK = an_id("person", 6), an_id("account", 1)


def test_supervision_is_listed_as_it_was_on_a_day(views: Connection) -> None:
    def listed(as_of: str) -> list[tuple[str, str, str]]:
        rows = list_supervisions(views, as_of=as_of).rows
        return [(row.unit, row.supervisor, row.assigned_on) for row in rows]

    assert listed("2023-12-31") == []
    assert listed("2024-03-31") == [(G, WHO, "2024-01-01"), (C1, WHO, "2024-01-01")]
    assert listed("2024-04-01") == [
        (G, CLERK, "2024-04-01"),
        (C1, WHO, "2024-01-01"),
        (S, WHO, "2024-04-01"),
    ]


def test_a_row_names_unit_supervisor_role_and_paper(views: Connection) -> None:
    first, _ = list_supervisions(views, as_of="2024-03-31").rows
    assert (first.unit_name, first.supervisor_name) == ("Commune", "erased")
    assert (first.office, first.document) == ("standing-committee", "1-QĐ")
    (clerk,) = list_supervisions(views, as_of="2024-04-01", supervisor=CLERK).rows
    assert (clerk.supervisor_name, clerk.office, clerk.document) == ("Lê", None, None)


def test_supervision_is_narrowed_and_comes_in_pages(views: Connection) -> None:
    whole = list_supervisions(views, as_of="2024-04-01").rows
    assert list_supervisions(views, as_of="2024-04-01", unit=G).rows == whole[:2]
    first = list_supervisions(views, as_of="2024-04-01", limit=1)
    rest = list_supervisions(views, as_of="2024-04-01", after=first.next)
    assert first.rows + rest.rows == whole


def test_units_answered_for_are_those_of_the_day_none_under_another(
    views: Connection,
) -> None:
    """C1 is under G, and named only once G is another's."""
    assert units_of(views, WHO, as_of="2023-12-31") == []
    assert units_of(views, WHO, as_of="2024-03-31") == [G]
    assert units_of(views, WHO, as_of="2024-04-01") == sorted([C1, S])
    assert units_of(views, CLERK, as_of="2024-04-01") == [G]
    assert units_of(views, an_id("person", 5), as_of="2024-04-01") == []


def test_what_was_not_known_then_is_not_answered_for(views: Connection) -> None:
    ((first,),) = views.execute("SELECT min(known_from) FROM supervisions").fetchall()
    assert units_of(views, WHO, as_of="2024-03-31", known_at=first - 1) == []
    assert units_of(views, WHO, as_of="2024-04-30", known_at=first) == [G]


def test_a_unit_that_ended_is_followed_to_its_successor(tmp_path: Path) -> None:
    """The first cell goes into the second, and its supervisor answers for that."""
    merged = unit(UnitMerged, C1, "2024-07-01", into=C2, targets="follows", document=PAPER)
    with History(tmp_path / "merged.db") as past:
        past.adopt("small")
        past.write_many(
            [*tree(), answered_for(SupervisorAssigned, C1, "2024-01-01", supervisor=WHO), merged]
        )
        with past.projector() as projector:
            projector.catch_up()
            with closing(connect(projector.path)) as rows:
                assert units_of(rows, WHO, as_of="2024-06-30") == [C1]
                assert units_of(rows, WHO, as_of="2024-07-01") == [C2]
                assert units_of(rows, WHO, as_of="2024-06-30", tree="2024-07-01") == [C2]
                assert units_of(rows, WHO, as_of="2024-07-01", tree="2024-06-30") == [C1]


def test_what_is_due_of_several_units_is_that_of_each(views: Connection) -> None:
    """Once, most urgent first, page by page."""
    day = "2024-06-01"
    whole = list_due(views, as_of=day).rows
    assert list_due(views, as_of=day, units=(G, S)).rows == whole
    assert list_due(views, as_of=day, units=(S,)).rows == list_due(views, as_of=day, unit=S).rows
    assert list_due(views, as_of=day, units=()).rows == []
    first = list_due(views, as_of=day, units=(G, S), limit=2)
    rest = list_due(views, as_of=day, units=(G, S), after=first.next)
    assert first.rows + rest.rows == whole


def test_progress_of_several_units_is_that_of_each(views: Connection) -> None:
    """Each begins at depth 0; what the tree has not is left out."""
    asked = {"year": 2024, "as_of": "2024-12-31"}
    found = progress(views, units=(G, S), **asked).rows  # type: ignore[arg-type]
    alone = [progress(views, unit=one, **asked).rows for one in (S, G)]  # type: ignore[arg-type]
    assert found == [row for rows in alone for row in rows]
    assert [row.unit for row in found if not row.depth] == [S, G]
    (new,) = progress(views, units=(E, D), year=2024, as_of="2024-05-31", depth=0).rows
    assert new.unit == D
