"""The plan against who is admitted and who is on the way, and the pace that it needs."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from admission.app.recorders.ports import Connection
from admission.domain.kernel.messages import Event
from admission.domain.registers.targets.commands import TargetKey
from admission.domain.registers.targets.events import TargetAssigned
from admission.domain.registers.units.events import UnitFounded
from admission.projections.coverage.pace import months_gone, months_left, needed, reached
from admission.projections.coverage.queries import Coverage, coverage
from admission.projections.coverage.rows import CoverageRow
from admission.projections.coverage.sentences import of_base, of_plan
from tests.projections.histories import SMALL, History, an_id
from tests.projections.organisation.plans import confirmation, target
from tests.projections.organisation.who import C1, D, E, G, P, S, unit
from tests.projections.rows import connect
from tests.projections.steps import Of, day

END = "2024-12-31"
DISTRICT = an_id("unit", 200)


def rows(views: Connection, as_of: str, **asked: Any) -> dict[str, CoverageRow]:  # noqa: ANN401
    return {row.unit: row for row in coverage(views, year=2024, as_of=as_of, **asked).rows}


def test_each_person_is_counted_once_where_they_stand(views: Connection) -> None:
    """An, Bình and Chi before, at and behind the authority; Dũng has a dossier open at S."""

    def stood(as_of: str) -> tuple[int, int, int, int]:
        row = rows(views, as_of)[G]
        return (
            row.dossiers_before_authority_counted,
            row.at_authority_counted,
            row.decided_counted,
            row.admitted_counted,
        )

    assert stood("2024-01-07") == stood("2024-01-14") == (3, 0, 0, 0)
    assert stood("2024-01-15") == (0, 3, 0, 0)
    assert stood("2024-02-02") == (0, 1, 2, 0)
    assert stood("2024-02-20") == (0, 1, 1, 1)
    assert stood("2024-03-31") == (0, 1, 0, 2)
    assert stood("2024-06-15") == (0, 0, 1, 1)


def test_where_no_committee_is_between_the_cells_resolution_goes_to_the_authority(
    views: Connection,
) -> None:
    def stood(as_of: str) -> tuple[int | None, int | None]:
        row = rows(views, as_of)[S]
        return row.dossiers_before_authority, row.at_authority

    assert (stood("2024-05-19"), stood("2024-05-20")) == ((1, 0), (0, 1))


def test_what_the_target_lacks_is_not_in_the_pipeline(views: Connection) -> None:
    found = rows(views, "2024-03-31")
    lacking = {u: (found[u].target, found[u].not_in_pipeline, found[u].surplus) for u in (D, G, S)}
    assert lacking == {D: (9, 5, 0), G: (4, 1, 0), S: (4, 3, 0)}
    assert (found[C1].target, found[C1].not_in_pipeline, found[C1].surplus) == (None, None, None)
    early = rows(views, "2024-01-09")[P]
    assert (early.target, early.target_source, early.promised_by) == (9, "sum", END)


def test_a_zero_that_nobody_has_confirmed_is_unknown(views: Connection) -> None:
    before = rows(views, "2024-03-31", known_at=60, unit=S)[S]
    assert before.confirmed_to is None
    assert (before.admitted, before.percent, before.plan) == (None, None, "unconfirmed")
    assert (before.admitted_counted, before.decided, before.pace_so_far) == (0, None, None)
    after = rows(views, "2024-03-31", unit=S)[S]
    assert (after.admitted, after.percent, after.plan, after.pace_so_far) == (
        0,
        "0.00",
        "none",
        "0.00",
    )
    assert rows(views, "2026-03-31")[E].plan is None


def test_depth_and_pages_cut_the_rows_and_not_the_sentences(views: Connection) -> None:
    whole = coverage(views, year=2024, as_of=END)
    top = coverage(views, year=2024, as_of=END, depth=0)
    assert [row.unit for row in top.rows] == [P]
    first = coverage(views, year=2024, as_of=END, limit=3)
    rest = coverage(views, year=2024, as_of=END, after=first.next)
    assert first.rows + rest.rows == whole.rows
    assert whole.summary == top.summary == first.summary
    assert whole.summary == (
        "1 admitted = 11.11 % of the plan; 0 bodies above, 0 on target, 1 with at least one",
        "of 1 body with a target of their own 1 below the plan, 0 with none",
    )


def founded(which: str, kind: str, name: str, parent: str | None) -> tuple[str, Event]:
    return unit(UnitFounded, which, "2016-01-01", kind=kind, name=name, parent=parent)


def admitted(cell: str, first: int, people: int) -> Iterator[tuple[str, Event]]:
    """So many people with a ceremony in the summer of 2024."""
    for number in range(first, first + people):
        one = Of(number, cell)
        yield one.entered("2024-01-02")
        yield one.decided("2024-05-02")
        yield one.admitted("2024-06-03")


PLAN = ((2, 3, 4), (4, 3, 3), (13, 6, 2), (6, 4, 0))
"""So many bodies, each with a target and so many admitted: 46 of 120 in all."""


def district() -> Iterator[tuple[str, Event]]:
    yield founded(DISTRICT, "upper-grassroots", "District", None)
    yield target(TargetAssigned, DISTRICT, "2024", "2024-01-05", 120)
    cell = people = 0
    for bodies, asked, each in PLAN:
        for _ in range(bodies):
            cell += 1
            which = an_id("unit", 200 + cell)
            yield founded(which, "grassroots-cell", f"Cell {cell}", DISTRICT)
            yield target(TargetAssigned, which, "2024", "2024-01-10", asked)
            yield from admitted(which, 1000 + people, each)
            people += each


def asked_of(path: Path, events: Iterator[tuple[str, Event]], text: str = "small") -> Coverage:
    """The coverage of the district in a store of its own, at the end of August."""
    with History(path / "other.db") as past:
        past.adopt(text)
        past.write_many(events)
        with past.projector() as projector:
            projector.catch_up()
            assert projector.quarantined() == []
        with closing(connect(projector.path, "read")) as connection:
            return coverage(connection, year=2024, as_of="2024-08-31", unit=DISTRICT)


def test_a_plan_of_120_with_46_admitted_in_19_bodies(tmp_path: Path) -> None:
    """What is not confirmed is said to be so."""
    said = asked_of(tmp_path, district())
    first = "46 admitted = 38.33 % of the plan; 2 bodies above, 4 on target, 19 with at least one"
    with_target = "of 25 bodies with a target of their own 13 below the plan"
    assert said.summary == (
        first,
        f"{with_target}, 0 with none, 6 with none recorded and not confirmed",
    )
    (tmp_path / "confirmed").mkdir()
    events = [*district(), confirmation(DISTRICT, "2024-09-02", "2024-08-31")]
    confirmed = asked_of(tmp_path / "confirmed", iter(events))
    assert confirmed.summary == (first, f"{with_target}, 6 with none")
    plans = [row.plan for row in confirmed.rows[1:]]
    assert [plans.count(plan) for plan in ("above", "on", "below", "none")] == [2, 4, 13, 6]
    root = confirmed.rows[0]
    assert (root.not_in_pipeline, root.months_left, root.pace_needed) == (74, 4, "18.50")
    assert root.pace_so_far == "5.75"
    above = next(row for row in confirmed.rows if row.plan == "above")
    assert (above.not_in_pipeline, above.surplus, above.pace_needed) == (0, 1, "0.00")


def test_358_admitted_are_measured_against_a_floor_of_members(tmp_path: Path) -> None:
    """7 % of 4,704 members at 1 January are 330 people."""
    base = {"name": "members-at-1-january", "count": 4704}
    share = {"percent_hundredths": 700, "base": base, "people": 330, "promised_by": day(END)}
    said = {"unit": DISTRICT, "period": "2024", "on": day("2024-01-05"), **share}
    key = TargetKey(unit=DISTRICT, period="2024").target
    cell = an_id("unit", 201)
    events = [
        founded(DISTRICT, "upper-grassroots", "District", None),
        founded(cell, "grassroots-cell", "Cell", DISTRICT),
        (key, TargetAssigned.model_validate(said)),
        *admitted(cell, 1000, 358),
    ]
    found = asked_of(tmp_path, iter(events))
    assert found.summary == (
        "358 admitted = 108.48 % of the plan",
        "358 = 7.61 % of members at 1 January against a floor of 7 %",
    )
    row = found.rows[0]
    assert (row.base_count, row.percent_of_base, row.floor_percent) == (4704, "7.61", "7")
    assert of_base(row._replace(percent_of_base=None)) is None


def test_who_is_counted_by_the_decision_is_not_counted_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = SMALL.replace('"ceremony-held"\ncan', '"admission-decided"\ncan')
    monkeypatch.setattr("tests.projections.histories.rulebook_text", lambda _: text)
    cell = an_id("unit", 201)
    events = [
        founded(DISTRICT, "upper-grassroots", "District", None),
        founded(cell, "grassroots-cell", "Cell", DISTRICT),
        target(TargetAssigned, cell, "2024", "2024-01-05", 5),
        Of(1, cell).entered("2024-01-02"),
        Of(1, cell).decided("2024-05-02"),
    ]
    row = asked_of(tmp_path, iter(events)).rows[1]
    assert (row.admitted, row.decided_counted, row.not_in_pipeline) == (1, 0, 4)


def test_one_body_is_not_said_to_be_several(views: Connection) -> None:
    row = rows(views, END)[S]._replace(admitted=3, percent=None, plan="above", admitted_counted=3)
    assert list(of_plan(row, [row])) == [
        "3 admitted; 1 body above, 0 on target, 1 with at least one",
        "of 1 body with a target of their own 0 below the plan, 0 with none",
    ]


@pytest.mark.parametrize(
    ("as_of", "promised_by", "months"),
    [
        ("2024-03-31", "2024-12-31", 9),
        ("2024-04-01", "2024-12-31", 9),
        ("2024-03-30", "2024-12-31", 10),
        ("2024-01-10", "2024-02-25", 2),
        ("2024-12-30", "2024-12-31", 1),
        ("2024-12-31", "2024-12-31", 0),
        ("2025-06-01", "2024-12-31", 0),
        ("2023-12-31", "2024-12-31", 12),
    ],
)
def test_months_that_are_left_are_those_that_the_days_touch(
    as_of: str, promised_by: str, months: int
) -> None:
    assert months_left(as_of, promised_by) == months


def test_months_that_are_gone_are_those_of_the_year() -> None:
    days = ("2023-12-31", "2024-01-01", "2024-03-31", "2024-12-31", "2025-01-01")
    assert [months_gone(day, 2024) for day in days] == [0, 1, 3, 12, 12]


def test_the_pace_needed_is_rounded_up_and_the_pace_so_far_half_up() -> None:
    assert [needed(*one) for one in ((6, 9), (1, 3), (9, 3), (0, 3), (5, 0))] == [
        "0.67",
        "0.34",
        "3.00",
        "0.00",
        None,
    ]
    assert [reached(*one) for one in ((7, 3), (2, 3), (0, 3), (None, 3), (5, 0))] == [
        "2.33",
        "0.67",
        "0.00",
        None,
        None,
    ]
