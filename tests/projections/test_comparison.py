"""A unit beside itself a year before, its plan, and the units beside it; units without anybody."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from admission.app.recorders.ports import Connection
from admission.domain.registers.targets.events import TargetAssigned
from admission.domain.registers.units.events import UnitFounded, UnitMerged
from admission.projections.comparison.measures import measures, ranks
from admission.projections.comparison.queries import ComparisonRow, compare
from admission.projections.comparison.without_admissions import without_admissions
from admission.projections.periods import years_before
from admission.projections.progress.sums import percent
from tests.projections.histories import History, an_id
from tests.projections.organisation.plans import confirmation, target
from tests.projections.organisation.who import unit
from tests.projections.rows import connect
from tests.projections.steps import Of

TOP, A, B, C, NEW = (an_id("unit", number) for number in range(300, 305))
CELLS = {A: an_id("unit", 310), B: an_id("unit", 311), C: an_id("unit", 312), NEW: an_id("unit", 3)}
ADMITTED = {
    A: ("2023-02-01", "2023-08-01", "2024-02-01", "2024-03-01", "2024-08-01"),
    B: ("2023-03-01", "2024-05-01"),
    C: ("2021-05-01",),
}


def _written(past: History) -> None:
    past.adopt("small")
    past.write_many(
        [
            unit(UnitFounded, TOP, "2016-01-01", kind="upper-grassroots", name="Top"),
            *(_commune(which, "2016-01-01") for which in (A, B, C)),
            _commune(NEW, "2024-01-01"),
            *(
                unit(UnitFounded, cell, "2016-01-01", kind="cell", name=f"Cell {n}", parent=above)
                for n, (above, cell) in enumerate(CELLS.items())
                if above != NEW
            ),
            target(TargetAssigned, A, "2024", "2024-01-05", 6),
            target(TargetAssigned, A, "2024-Q1", "2024-01-05", 4),
            target(TargetAssigned, B, "2024", "2024-01-05", 1),
            confirmation(A, "2025-01-02", "2024-12-31"),
            confirmation(B, "2026-01-05", "2025-12-31"),
        ]
    )
    number = 0
    for above, days in ADMITTED.items():
        for day in days:
            number += 1
            one = Of(number, CELLS[above])
            past.write_many([one.entered("2020-01-01"), one.admitted(day)])
    past.write_many([unit(UnitMerged, C, "2024-07-01", into=NEW, targets="stays")])


def _commune(which: str, on: str) -> Any:  # noqa: ANN401
    kind = {"kind": "grassroots-committee", "parent": TOP}
    return unit(UnitFounded, which, on, name=which[-1], **kind)


@pytest.fixture(scope="module")
def communes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """Four communes under one superior: A and B confirmed, C ended in the fourth."""
    with History(tmp_path_factory.mktemp("comparison") / "communes.db") as past:
        _written(past)
        with past.projector() as projector:
            projector.catch_up()
            assert projector.quarantined() == []
        with closing(connect(past.path.with_name("communes.db.projections"), "read")) as rows:
            yield rows


def rows(communes: Connection, **asked: Any) -> dict[str, ComparisonRow]:  # noqa: ANN401
    question = {"year": 2024, "as_of": "2024-12-31", "unit": A, **asked}
    return {row.unit: row for row in compare(communes, **question).rows}


def test_a_unit_stands_beside_itself_a_year_before(communes: Connection) -> None:
    """3 after 2 are one more, 150 per cent; the plan of 6 is half met."""
    a = rows(communes)[A]
    assert (a.admitted, a.last_year, a.difference, a.ratio) == (3, 2, 1, "150.00")
    assert (a.target, a.percent, a.asked, a.period) == (6, "50.00", True, "2024")


def test_the_period_before_ends_on_the_same_day(communes: Connection) -> None:
    """To the end of June, and in a quarter by itself."""
    june = rows(communes, as_of="2024-06-30")
    assert (june[A].admitted, june[A].last_year, june[B].last_year) == (2, 1, 1)
    quarter = rows(communes, quarter=1)[A]
    assert (quarter.admitted, quarter.last_year, quarter.period) == (2, 1, "2024-Q1")
    assert (quarter.target, quarter.percent, quarter.year_percent) == (4, "50.00", "33.33")
    assert (rows(communes, quarter=3)[A].last_year, rows(communes, quarter=4)[A].last_year) == (
        1,
        0,
    )


def test_what_is_not_confirmed_is_unknown_and_so_is_what_rests_on_it(
    communes: Connection,
) -> None:
    """NEW is not confirmed, and was not there the year before; C had nobody then that is known."""
    found = rows(communes)
    new = found[NEW]
    assert (new.admitted, new.last_year, new.difference, new.ratio, new.rank) == (None,) * 5
    assert (new.admitted_counted, new.last_year_counted) == (0, None)
    ended = found[C]
    assert (ended.last_year, ended.last_year_counted) == (None, 0)


def test_nothing_is_a_ratio_of_nobody(communes: Connection) -> None:
    """In the second quarter B admitted one, and nobody a year before: one more, no ratio."""
    b = rows(communes, quarter=2)[B]
    assert (b.admitted, b.last_year, b.difference, b.ratio) == (1, 0, 1, None)


def test_siblings_are_ranked_and_have_a_mean_and_a_median(communes: Connection) -> None:
    """By number A leads, by per cent of the plan B; of the unknown there is no rank."""
    found = compare(communes, year=2024, as_of="2024-12-31", unit=B)
    ranked = {row.unit: (row.rank, row.rank_of_percent) for row in found.rows}
    assert (ranked[A], ranked[B], ranked[NEW]) == ((1, 2), (2, 1), (None, None))
    assert found.admitted == (2, "2.00", "2.00")
    assert found.percents == (2, "75.00", "75.00")
    first = compare(communes, year=2024, as_of="2024-12-31", unit=B, limit=1)
    assert first.admitted == found.admitted
    rest = compare(communes, year=2024, as_of="2024-12-31", unit=B, after=first.next)
    assert [*first.rows, *rest.rows] == found.rows


def test_roots_stand_beside_roots(communes: Connection) -> None:
    """Without a unit, the roots are compared."""
    (top,) = compare(communes, year=2024, as_of="2024-12-31").rows
    assert (top.unit, top.admitted, top.last_year, top.asked) == (TOP, 4, 3, False)


def test_through_todays_tree_a_unit_has_the_past_of_what_came_into_it(
    communes: Connection,
) -> None:
    """C ended into NEW: as it was it stands beside the others, as it is it is no more."""
    as_now = rows(communes, tree="as-now", year=2021, as_of="2024-12-31", unit=C)
    assert C not in as_now
    assert as_now[NEW].asked
    assert as_now[NEW].admitted == 1
    assert rows(communes, unit=C)[C].asked


def test_what_was_recorded_later_is_not_known_before(communes: Connection) -> None:
    """At the position before the first admission nobody is counted, this year or the last."""
    (first,) = communes.execute(
        "SELECT min(known_from) FROM milestones WHERE name = 'ceremony-held'"
    ).fetchone()
    a = rows(communes, known_at=first - 1)[A]
    assert (a.admitted_counted, a.last_year_counted) == (0, 0)


def without(communes: Connection, **asked: Any) -> dict[str, int | None]:  # noqa: ANN401
    question = {"years": 2, "as_of": "2024-12-31", "kind": "grassroots-committee", **asked}
    return {row.unit: row.admitted for row in without_admissions(communes, **question).rows}


def test_units_without_anybody_for_years_stood_all_the_time(communes: Connection) -> None:
    """Before C ended it had had nobody for three years and one month, not for four years."""
    assert without(communes, years=3, as_of="2024-06-30") == {C: None}
    assert without(communes, years=4, as_of="2024-06-30") == {}
    assert without(communes) == {}


def test_through_a_tree_one_has_stood_as_long_as_what_came_into_it(
    communes: Connection,
) -> None:
    """NEW was founded in 2024; it stands for C, and counts its admission of 2021."""
    assert without(communes, tree="as-now") == {NEW: None}
    assert without(communes, tree="as-now", years=4) == {}
    found = without_admissions(communes, years=2, as_of="2024-12-31", tree="as-now", unit=TOP)
    assert [row.unit for row in found.rows] == [NEW, CELLS[C]]
    assert (found.without, found.units) == (2, 7)


def test_a_confirmed_zero_is_one(communes: Connection) -> None:
    """B has said that nobody was admitted in 2025; the others have not."""
    year = without(communes, years=1, as_of="2025-12-31")
    assert year == {A: None, B: 0, NEW: None}


def test_figures_are_rounded_half_up_as_they_are_printed() -> None:
    """43 disciplined after 27 are 159.26 per cent (Quảng Nam, 2023)."""
    assert percent(43, 27) == "159.26"
    assert measures([]) == (0, None, None)
    assert measures([100, 101]) == (2, "1.01", "1.01")
    assert measures([300, 100, 200, 500]).median == "2.50"
    assert ranks([None, 5, 5, 3]) == [None, 1, 1, 3]
    assert years_before("2024-02-29", 4) == "2020-02-29"
