"""The people of a divided cell: each goes to one of its parts, by list, or to its successor."""

from datetime import date

import pytest

from admission.domain.kernel.messages import Command
from admission.domain.registers.divisions.commands import PlacePerson
from admission.domain.registers.movements.commands import Depart
from admission.domain.registers.units import commands as u
from admission.domain.stages.transfer.commands import TransferCandidate
from tests.stories.kit import Outcome, Story, given
from tests.stories.organisation import (
    CELL,
    COMMITTEE,
    COMMUNE,
    DOC,
    HELPER,
    IN_THE_VILLAGE,
    INTRODUCER,
    VILLAGE_CELL,
    C,
    P,
    a_,
    ask,
)
from tests.stories.paths import cell_vote, dossier_open, ready_for_cell_vote

DAY = "2025-12-01"
BEFORE = "2025-11-30"
FIRST, SECOND = a_("unit", 70), a_("unit", 71)


def _new(unit: str, name: str) -> u.FoundUnit:
    return ask(u.FoundUnit, unit=unit, kind="cell", name=name, parent=COMMITTEE, on=DAY)


def _divided(*units: str, divided: str = CELL, on: str = DAY) -> u.SplitUnit:
    parts = tuple({"unit": unit, "share": 10_000 // len(units)} for unit in units)
    return ask(u.SplitUnit, unit=divided, parts=parts, on=on)


def _two(*units: str) -> Story:
    """The cell divided on the day, a candidate in it with a dossier open before."""
    founded = (_new(FIRST, "Chi bộ 1"), _new(SECOND, "Chi bộ 2"))
    before = dossier_open("2025-10-01")
    return given(before, *founded, _divided(*(units or (FIRST, SECOND))))


def _ready_to_vote() -> Story:
    """The same, with a file that the cell can vote on since ten days before."""
    new = (_new(FIRST, "Chi bộ 1"), _new(SECOND, "Chi bộ 2"), _divided(FIRST, SECOND))
    return given(ready_for_cell_vote("2025-11-20"), *new)


def _voted(cell: str, on: str) -> tuple[Command, ...]:
    held, vote = cell_vote(on)
    return held.model_copy(update={"body": cell}), vote


def place(**fields: object) -> PlacePerson:
    return ask(PlacePerson, **{"person": P, "divided": CELL, "part": SECOND, "on": DAY, **fields})


def stands_in(told: Story | Outcome, on: str, candidate: str = C) -> str:
    """The cell in which a candidate is on a day."""
    story = told.then() if isinstance(told, Outcome) else told
    unit = story.candidate(candidate).unit
    return story.store.world.units_from(unit, date.fromisoformat(on))[0].id


def member_of(told: Outcome, person: str, on: str) -> str:
    """The cell of which somebody is a member on a day."""
    world = told.then().store.world
    return world.units_from(world.person(person).cell or "", date.fromisoformat(on))[0].id


def test_who_is_on_no_list_goes_to_the_successor() -> None:
    """That is the first part, or the cell itself where it goes on."""
    assert (stands_in(_two(), BEFORE), stands_in(_two(), DAY)) == (CELL, FIRST)
    assert stands_in(_two(SECOND, CELL), DAY) == CELL


@pytest.mark.accepts("SYS-80")
def test_a_candidate_on_the_list_goes_to_another_part() -> None:
    """From the day of the division on; before it the candidate was of the cell."""
    placed = _two().when(place(document=DOC)).records("person-placed", part=SECOND, candidate=C)
    assert (stands_in(placed, BEFORE), stands_in(placed, DAY)) == (CELL, SECOND)


@pytest.mark.accepts("SYS-78")
def test_a_member_on_the_list_goes_to_another_part() -> None:
    """A member by paper, without a path; the others stay with the successor."""
    placed = _two().when(place(person=INTRODUCER)).accepted()
    assert (member_of(placed, INTRODUCER, BEFORE), member_of(placed, INTRODUCER, DAY)) == (
        CELL,
        SECOND,
    )
    assert member_of(placed, HELPER, DAY) == FIRST


def test_a_cell_that_goes_on_gives_away_those_on_the_list() -> None:
    """What no list names stays with it."""
    story = _two(CELL, SECOND)
    assert stands_in(story.when(place()), DAY) == SECOND
    assert stands_in(story, "2026-05-05") == CELL


def test_somebody_may_be_listed_for_the_successor_as_well() -> None:
    """A whole list is recorded as it is; nothing else comes of that row."""
    placed = _two().when(place(part=FIRST)).records("person-placed", cell=None, candidate=None)
    assert stands_in(placed, DAY) == FIRST
    placed.then().when(place()).refused_only("SYS-77")


@pytest.mark.refuses("SYS-77")
def test_nobody_is_placed_twice() -> None:
    """Neither in another part nor in the same one."""
    story = _two().and_(place())
    story.when(place()).refused_only("SYS-77")
    story.when(place(part=FIRST)).refused_only("SYS-77")


@pytest.mark.refuses("SYS-78")
def test_only_people_of_the_cell_are_placed() -> None:
    """Not one who never was of it, nor one who left before."""
    elsewhere = given(_new(FIRST, "1"), _divided(VILLAGE_CELL, FIRST, divided=VILLAGE_CELL))
    elsewhere.when(place(person=INTRODUCER, divided=VILLAGE_CELL, part=FIRST)).refused("SYS-78")
    _two().when(place(person=a_("person", 2))).refused_only("SYS-78")
    gone = ask(Depart, person=INTRODUCER, to_place="x", document=DOC, on=BEFORE)
    _two().and_(gone).when(place(person=INTRODUCER)).refused_only("SYS-78")


@pytest.mark.refuses("SYS-79")
def test_nobody_is_placed_after_the_fact() -> None:
    """On another day than that of the division, or after a step that was taken since."""
    _two().when(place(on="2025-12-02")).refused_only("SYS-79")
    _two().when(place(on=BEFORE)).refused_only("SYS-79")
    _two().when(place(divided=FIRST)).refused_only("SYS-79")
    went_on = _ready_to_vote().and_(_voted(FIRST, "2025-12-05"))
    went_on.when(place()).refused_only("SYS-79")


@pytest.mark.refuses("SYS-80")
def test_a_person_goes_to_a_part_and_nowhere_else() -> None:
    """Another cell is reached by a transfer."""
    _two().when(place(part=VILLAGE_CELL)).refused_only("SYS-80")


def test_the_path_goes_on_in_the_part() -> None:
    """The cell's vote is that of the part; one of before the division that of the cell."""
    story = _ready_to_vote().and_(place())
    story.when(_voted(FIRST, "2025-12-05")).refused("SYS-10")
    story.when(_voted(SECOND, "2025-12-05")).accepted()
    story.when(_voted(CELL, "2025-11-25")).accepted()


@pytest.mark.accepts("SYS-79")
def test_a_division_may_be_planned_with_its_list() -> None:
    """Until its day nothing is otherwise."""
    new = (_new(FIRST, "Chi bộ 1"), _new(SECOND, "Chi bộ 2"), _divided(FIRST, SECOND))
    story = given(dossier_open("2025-10-01"), *new)
    placed = story.when(place(), today="2025-11-01").accepted()
    assert (stands_in(placed, BEFORE), stands_in(placed, DAY)) == (CELL, SECOND)


def test_who_was_transferred_to_the_cell_is_of_its_section_since_then() -> None:
    """Before the transfer the path was of the other cell, and stays so."""
    new = (_new(FIRST, "Chi bộ 1"), _new(SECOND, "Chi bộ 2"), _divided(FIRST, SECOND))
    came = ask(TransferCandidate, unit=CELL, body=COMMUNE, document=DOC, on="2025-11-03")
    story = given(dossier_open("2025-10-01", at=IN_THE_VILLAGE), came, *new)
    placed = story.when(place()).accepted()
    assert (stands_in(placed, BEFORE), stands_in(placed, DAY)) == (CELL, SECOND)
    assert placed.then().store.history(C)[-1].event.on == date(2025, 11, 3)


@pytest.mark.accepts("SYS-77")
def test_a_part_is_divided_again() -> None:
    """The section of a section: each day has one cell for everybody."""
    third = a_("unit", 72)
    again = ask(u.FoundUnit, unit=third, kind="cell", name="3", parent=COMMITTEE, on="2026-03-01")
    story = _two().and_(place(), place(person=INTRODUCER), again)
    story = story.and_(_divided(SECOND, third, divided=SECOND, on="2026-03-01"))
    placed = story.when(place(divided=SECOND, part=third, on="2026-03-01")).accepted()
    cells = [stands_in(placed, on) for on in (BEFORE, DAY, "2026-02-28", "2026-03-01")]
    assert cells == [CELL, SECOND, SECOND, third]
    assert member_of(placed, INTRODUCER, "2026-03-01") == SECOND
