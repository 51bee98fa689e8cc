"""The yearly classes, counted and one by one."""

from typing import Any

import pytest

from admission.app.recorders.ports import Connection
from admission.domain.kernel.messages import Event
from admission.domain.registers.tasks.events import TaskAssigned, TaskWithdrawn
from admission.projections.rankings.queries import Ranked, list_rankings
from admission.projections.rankings.rates import Rates, rates
from tests.projections.histories import an_id
from tests.projections.organisation.who import AN, C1, C2, D, E, G, S
from tests.projections.steps import day
from tests.projections.test_balance import told

END = "2024-12-31"


def of(views: Connection, who: Ranked, as_of: str = END, **asked: object) -> Rates:
    return rates(views, year=2023, who=who, as_of=as_of, **asked)  # type: ignore[arg-type]


def test_each_share_is_taken_of_the_base_that_the_rulebook_says(views: Connection) -> None:
    found = of(views, "organisation")
    said = [(row.rank, row.number, row.base, row.base_of, row.percent) for row in found.rows]
    assert said == [
        ("excellent", 1, 2, "excellent + good", "50.00"),
        ("good", 1, 2, "all ranked", "50.00"),
        ("good or better", 2, 2, "all ranked", "100.00"),
        ("completed", 0, 2, "all ranked", "0.00"),
        ("not-completed", 0, 2, "all ranked", "0.00"),
    ]
    assert (found.ranked, found.not_ranked) == (2, {"newly-founded": 1})


def aimed(number: int, of: str, rank: str, goal: int, due: str) -> tuple[str, Event]:
    which, plan = an_id("task", number), an_id("directive", 9)
    said = {"task": which, "directive": plan, "unit": of, "text": "x", "goal": goal, "rank": rank}
    return which, TaskAssigned.model_validate({**said, "due": day(due), "on": day("2024-01-15")})


def test_what_plans_aim_at_stands_beside_of_the_unit_and_the_year_asked() -> None:
    """Of organisations; the highest of several, and none that was withdrawn."""
    with told(
        aimed(1, D, "good", 75, "2024-12-31"),
        aimed(2, D, "good", 60, "2024-06-30"),
        aimed(3, D, "good", 80, "2025-12-31"),
        aimed(4, D, "excellent", 20, "2024-12-31"),
        withdrawn(4, "2024-03-01"),
        aimed(5, S, "good", 90, "2024-12-31"),
    ) as rows:

        def aims(**asked: Any) -> dict[str, int]:  # noqa: ANN401
            said = {"year": 2024, "who": "organisation", "unit": D, "as_of": END, **asked}
            return {row.rank: row.aim for row in rates(rows, **said).rows if row.aim is not None}

        assert aims() == {"good": 75}
        assert aims(as_of="2024-02-28") == {"good": 75, "excellent": 20}
        assert aims(year=2025) == {"good": 80}
        assert aims(unit=S) == {"good": 90}
        assert aims(who="head") == {}
        assert aims(as_of="2024-01-14") == {}


def withdrawn(number: int, on: str) -> tuple[str, Event]:
    which = an_id("task", number)
    return which, TaskWithdrawn.model_validate({"task": which, "reason": "x", "on": day(on)})


def test_the_year_before_stands_beside(views: Connection) -> None:
    before = {
        row.rank: (row.number_before, row.percent_before) for row in of(views, "organisation").rows
    }
    assert before["good"] == (1, "100.00")
    assert before["excellent"] == (0, "0.00")
    nobody = of(views, "head").rows
    assert {(row.number, row.percent, row.percent_before) for row in nobody} == {(0, None, None)}


def test_a_year_is_ranked_from_the_day_of_the_decision(views: Connection) -> None:
    assert of(views, "organisation", "2024-01-09").ranked == 0
    assert of(views, "organisation", "2024-01-10").ranked == 2
    assert of(views, "organisation", known_at=60).ranked == 0


def test_a_person_with_two_names_counts_once(views: Connection) -> None:
    """Both are ranked until they are joined."""
    apart, joined = of(views, "member", "2024-08-31"), of(views, "member")
    assert (apart.ranked, joined.ranked) == (6, 5)
    listed = list_rankings(views, year=2023, who="member", as_of=END).rows
    assert an_id("person", 17) not in {row.person for row in listed}
    assert len(listed) == joined.ranked


def test_a_limit_holds_in_each_grassroots_organisation(views: Connection) -> None:
    """At most 20 % excellent of those ranked good, the cells under a committee together."""
    (over,) = of(views, "member").over_cap
    assert over == (G, "Commune", "excellent", 1, 3, 20)
    assert of(views, "member", unit=S).over_cap == []
    assert of(views, "organisation").over_cap == []


def test_classes_are_asked_of_a_unit_and_all_under_it(views: Connection) -> None:
    assert of(views, "member", unit=G).ranked == 4
    assert of(views, "member", unit=C1).ranked == 2
    assert of(views, "organisation", unit=S).ranked == 1
    assert of(views, "organisation", unit=E, tree="as-now").not_ranked == {"newly-founded": 1}


def test_rankings_are_listed_with_the_year_before(views: Connection) -> None:
    rows = list_rankings(views, year=2023, who="organisation", as_of=END).rows
    assert [(row.unit, row.rank, row.reason, row.rank_before) for row in rows] == [
        (G, "excellent", None, "good"),
        (S, "good", None, None),
        (E, "not-ranked", "newly-founded", None),
    ]
    assert {(row.decided_by, row.ranked_on) for row in rows} == {(D, "2024-01-10")}
    (first, *_) = list_rankings(views, year=2023, who="member", as_of=END, unit=C1).rows
    assert {first.unit, first.who, first.year} == {C1, "member", 2023}


def test_rankings_come_in_pages(views: Connection) -> None:
    asked: dict[str, object] = {"year": 2023, "who": "member", "as_of": END}
    whole = list_rankings(views, **asked).rows  # type: ignore[arg-type]
    first = list_rankings(views, **asked, limit=2)  # type: ignore[arg-type]
    rest = list_rankings(views, **asked, after=first.next)  # type: ignore[arg-type]
    assert first.rows + rest.rows == whole
    assert {row.unit for row in whole} == {C1, C2, S}
    assert AN.person in {row.person for row in whole}


@pytest.mark.parametrize("who", ["organisation", "member", "head"])
def test_where_no_rulebook_says_otherwise_every_share_is_of_all_ranked(
    views: Connection, who: Ranked
) -> None:
    """The small rulebook of 2020 says nothing of ranking."""
    found = rates(views, year=2020, who=who, as_of=END)
    assert {row.base_of for row in found.rows} == {"all ranked"}
    assert found.by == ()
