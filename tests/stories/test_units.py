"""Units change: moved, merged, divided, dissolved, each from its day on."""

from collections.abc import Callable
from datetime import date
from typing import Final

import pytest

from admission.domain.kernel.messages import Command
from admission.domain.registers.classes.commands import OrderClass
from admission.domain.registers.confirmations.commands import ConfirmPeriod
from admission.domain.registers.stated.commands import StateFigure
from admission.domain.registers.targets.commands import AssignTarget
from admission.domain.registers.units import commands as u
from tests.stories.kit import Story, given
from tests.stories.organisation import (
    CELL,
    COMMITTEE,
    COMMUNE,
    DEPARTMENT,
    DEPARTMENT_CELL,
    DIRECT,
    DIRECT_CELL,
    OTHER_COMMUNE,
    PROVINCE,
    VILLAGE_CELL,
    a_,
    ask,
)
from tests.stories.paths import entry, meeting

NEW = a_("unit", 60)
NEWER = a_("unit", 61)
DAY = "2025-09-01"
BEFORE = "2025-08-31"


def _new(unit: str = NEW, kind: str = "upper-grassroots", parent: str = PROVINCE) -> u.FoundUnit:
    return ask(u.FoundUnit, unit=unit, kind=kind, name="Xã mới", parent=parent, on=DAY)


def _moved(**fields: object) -> u.MoveUnit:
    return ask(u.MoveUnit, **{"unit": COMMITTEE, "parent": OTHER_COMMUNE, "on": DAY, **fields})


def _merged(**fields: object) -> u.MergeUnit:
    known = {"unit": COMMUNE, "into": OTHER_COMMUNE, "targets": "follows", "on": DAY}
    return ask(u.MergeUnit, **{**known, **fields})


def _dissolved(**fields: object) -> u.DissolveUnit:
    return ask(u.DissolveUnit, **{"unit": COMMITTEE, "targets": "stays", "on": DAY, **fields})


def _divided(*parts: object, unit: str = COMMITTEE) -> u.SplitUnit:
    return ask(u.SplitUnit, unit=unit, parts=parts, on=DAY)


def _part(unit: str, share: int, *units: str) -> dict[str, object]:
    return {"unit": unit, "share": share, "units": units}


def _above(story: Story, unit: str, on: str) -> list[str]:
    return [place.id for place in story.store.world.units_from(unit, date.fromisoformat(on))]


def test_a_unit_moves_on_its_day_and_stood_elsewhere_before() -> None:
    """All under it moves along; an earlier day still has the old tree."""
    story = given(_moved())
    assert _above(story, CELL, BEFORE) == [CELL, COMMITTEE, COMMUNE, PROVINCE]
    assert _above(story, CELL, DAY) == [CELL, COMMITTEE, OTHER_COMMUNE, PROVINCE]


def test_a_move_recorded_late_does_not_undo_a_later_one() -> None:
    """What counts is the day of the act, not of its record."""
    story = given(_moved(on="2025-10-01", parent=PROVINCE), _moved(on=DAY))
    assert _above(story, COMMITTEE, DAY)[1] == OTHER_COMMUNE
    assert _above(story, COMMITTEE, "2025-10-01")[1] == PROVINCE


def test_a_change_may_be_planned_and_hides_until_its_day() -> None:
    """A reform is recorded before it takes effect."""
    given().when(_moved(), today="2025-08-01").accepted()
    given().when(_merged(), today="2025-08-01").accepted()
    given().when(_dissolved(), today="2025-08-01").accepted()


@pytest.mark.refuses("SYS-57")
def test_nothing_goes_under_itself() -> None:
    """Neither under itself nor under one that stands under it."""
    given().when(_moved(parent=COMMITTEE)).refused("SYS-57")
    given().when(_merged(into=COMMUNE)).refused("SYS-57")
    given().when(_merged(into=COMMITTEE)).refused("SYS-57")


def test_nothing_comes_under_itself_on_a_later_day_either() -> None:
    """An act recorded late would close a circle with one that was recorded before."""
    story = given(_moved(parent=OTHER_COMMUNE, on="2025-10-01"))
    under_it = _merged(unit=OTHER_COMMUNE, into=COMMITTEE)
    story.when(under_it).refused("SYS-57")
    given().when(under_it).accepted()


@pytest.mark.accepts("SYS-57")
def test_a_unit_may_go_into_the_one_above_it() -> None:
    """Its superior takes it in."""
    given().when(_merged(unit=DEPARTMENT, into=COMMITTEE)).accepted()


@pytest.mark.refuses("SYS-58")
def test_nothing_is_in_two_places_on_one_day() -> None:
    """Two superiors from one day on, or two parts of a divided unit."""
    given(_moved()).when(_moved(parent=PROVINCE)).refused("SYS-58")
    twice = (_part(NEW, 5_000, CELL), _part(NEWER, 5_000, CELL))
    _two_new().when(_divided(*twice)).refused("SYS-58")


@pytest.mark.accepts("SYS-58")
def test_a_unit_may_move_again_on_another_day() -> None:
    """A day later it may stand elsewhere."""
    given(_moved()).when(_moved(parent=PROVINCE, on="2025-09-02")).accepted()


def test_a_merged_unit_ends_and_its_successor_stands_above_what_was_under_it() -> None:
    """From that day on; nothing under it needs an act of its own."""
    story = given(_merged())
    assert _above(story, CELL, BEFORE)[2] == COMMUNE
    assert _above(story, CELL, DAY) == [CELL, COMMITTEE, OTHER_COMMUNE, PROVINCE]
    assert _above(story, COMMUNE, DAY) == [OTHER_COMMUNE, PROVINCE]


def test_cells_go_into_cells_and_committees_into_committees() -> None:
    """A committee cannot become a cell by a merger."""
    given().when(_merged(unit=CELL, into=DEPARTMENT_CELL)).accepted()
    given().when(_merged(unit=CELL, into=COMMITTEE)).refused("SYS-12")
    given().when(_merged(unit=COMMITTEE, into=VILLAGE_CELL)).refused("SYS-12")


@pytest.mark.refuses("SYS-56")
def test_a_unit_that_has_ended_does_not_act() -> None:
    """No meeting of its own, no new member, no change, no second end, nothing put under it."""
    story = given(_dissolved(), _merged(unit=CELL, into=DEPARTMENT_CELL))
    story.when(meeting(COMMITTEE, "grassroots-committee", DAY)).refused("SYS-56")
    story.when(entry(DAY)).refused("SYS-56")
    story.when(ask(u.RenameUnit, unit=COMMITTEE, name="x", on=DAY)).refused("SYS-56")
    story.when(_dissolved(on="2025-10-01")).refused("SYS-56")
    story.when(_dissolved(on=BEFORE)).refused("SYS-56")
    story.when(_moved(unit=DEPARTMENT, parent=COMMITTEE)).refused("SYS-56")


@pytest.mark.accepts("SYS-56")
def test_a_unit_acts_to_its_last_day() -> None:
    """What took place before the end is recorded after it, as of its own day."""
    story = given(_dissolved(), _merged(unit=CELL, into=DEPARTMENT_CELL))
    story.when(meeting(COMMITTEE, "grassroots-committee", BEFORE)).accepted()
    story.when(entry(BEFORE)).accepted()


AFTER = "2025-12-01"
WHAT_IS_DATED: Final[dict[str, Callable[[str], Command]]] = {
    "target": lambda on: ask(
        AssignTarget, unit=COMMITTEE, period="2025", number=5, promised_by="2025-12-31", on=on
    ),
    "class": lambda on: ask(
        OrderClass, class_id=a_("class", 90), unit=COMMITTEE, kind="awareness", title="Lớp",
        centre="Trung tâm", audience="x", starts=AFTER, ends=AFTER, on=on,
    ),
    "figure": lambda on: ask(
        StateFigure, figure=a_("figure", 90), unit=COMMITTEE, indicator="members", period=on,
        number=40, on=AFTER,
    ),
    "confirmation": lambda on: ask(ConfirmPeriod, unit=COMMITTEE, through=on, on=AFTER),
}  # fmt: skip
"""What is said of a unit, by the day that it is of; a figure and a period are told later."""


@pytest.mark.refuses("SYS-56")
@pytest.mark.parametrize("said", WHAT_IS_DATED.values(), ids=WHAT_IS_DATED)
def test_nothing_is_dated_after_the_end_of_its_unit(said: Callable[[str], Command]) -> None:
    given(_dissolved()).when(said(DAY)).refused_only("SYS-56")


@pytest.mark.accepts("SYS-56")
@pytest.mark.parametrize("said", WHAT_IS_DATED.values(), ids=WHAT_IS_DATED)
def test_what_is_of_a_units_last_day_is_taken_when_it_has_ended(
    said: Callable[[str], Command],
) -> None:
    given(_dissolved()).when(said(BEFORE)).accepted()


def test_a_dissolved_unit_is_followed_by_its_superior_or_by_the_one_named() -> None:
    """Somebody always has its people and its papers."""
    assert _above(given(_dissolved()), CELL, DAY) == [CELL, COMMUNE, PROVINCE]
    named = given(_dissolved(successor=DIRECT))
    assert _above(named, CELL, DAY) == [CELL, DIRECT, PROVINCE]
    given().when(_dissolved(unit=PROVINCE)).refused("SYS-18")


def test_a_unit_does_not_end_before_it_moved() -> None:
    """There would be a gap in its life."""
    given(_moved()).when(_dissolved(on=BEFORE)).refused("SYS-14")
    given(_moved()).when(_dissolved(on="2025-09-02")).accepted()


def _two_new() -> Story:
    parts = ((unit, "grassroots-committee", COMMUNE) for unit in (NEW, NEWER))
    return given(_new(*part) for part in parts)


def test_a_divided_unit_gives_what_stood_under_it_to_its_parts() -> None:
    """By list; what no list names goes to the first part."""
    story = _two_new().and_(_divided(_part(NEW, 7_000), _part(NEWER, 3_000, CELL)))
    assert _above(story, CELL, DAY)[1] == NEWER
    assert _above(story, DEPARTMENT_CELL, DAY)[1:3] == [DEPARTMENT, NEW]
    assert _above(story, CELL, BEFORE)[1] == COMMITTEE


def test_a_divided_unit_may_go_on_as_one_of_its_parts() -> None:
    """Then what no list names stays with it."""
    story = _two_new().and_(_divided(_part(COMMITTEE, 5_000), _part(NEW, 5_000, CELL)))
    assert _above(story, CELL, DAY)[1] == NEW
    assert _above(story, DEPARTMENT, DAY)[1] == COMMITTEE


def test_only_what_stands_under_a_unit_is_given_to_its_parts() -> None:
    """Not the cell of another committee."""
    strange = (_part(NEW, 5_000, DIRECT_CELL), _part(NEWER, 5_000))
    _two_new().when(_divided(*strange)).refused("SYS-18")


@pytest.mark.refuses("SYS-59")
def test_shares_that_do_not_make_the_whole_are_refused() -> None:
    """One hundredth of a per cent too much, and one too few."""
    for second in (2_999, 3_001):
        parts = (_part(NEW, 7_000), _part(NEWER, second))
        _two_new().when(_divided(*parts)).refused("SYS-59")


@pytest.mark.accepts("SYS-59")
def test_shares_that_make_the_whole_are_accepted() -> None:
    """10,000 hundredths of a per cent."""
    _two_new().when(_divided(_part(NEW, 7_000), _part(NEWER, 3_000))).accepted()


def test_a_level_is_abolished_in_one_act() -> None:
    """Every unit of it ends, and all under them stands under their superior."""
    act = ask(
        u.AbolishLevel, unit=PROVINCE, units=[COMMUNE, OTHER_COMMUNE], targets="follows", on=DAY
    )
    story = given(act)
    assert _above(story, CELL, DAY) == [CELL, COMMITTEE, PROVINCE]
    assert _above(story, CELL, BEFORE) == [CELL, COMMITTEE, COMMUNE, PROVINCE]
    wrong = ask(u.AbolishLevel, unit=PROVINCE, units=[COMMITTEE], targets="stays", on=DAY)
    given().when(wrong).refused("SYS-18")


def test_a_unit_changes_in_kind_where_it_may_stand_so() -> None:
    """A grassroots committee becomes a commune's under the province, not a cell."""
    change = {"unit": DIRECT, "on": DAY}
    story = given().when(ask(u.ChangeUnitKind, kind="upper-grassroots", **change)).accepted().then()
    story.when(ask(u.ChangeUnitKind, unit=DIRECT, kind="central", on="2026-01-01")).refused(
        "SYS-12"
    )
    given().when(ask(u.ChangeUnitKind, kind="cell", **change)).refused("SYS-12")
