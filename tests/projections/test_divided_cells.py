"""The people of a divided cell in reports: each counts in one part, and none is lost."""

from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from admission.app.projection_file import beside
from admission.app.recorders.ports import Connection
from admission.domain.kernel.messages import Accepted, Command
from admission.domain.registers.corrections.commands import AnnulFact
from admission.domain.registers.divisions.commands import PlacePerson
from admission.domain.registers.people.commands import RegisterMember
from admission.domain.registers.units import commands as u
from admission.domain.stages.awareness.commands import EnterPool
from admission.projections.balance.queries import balance
from admission.projections.milestones.queries import tally
from admission.projections.pipeline.queries import list_status
from admission.projections.units.lenses import AS_NOW, AS_WAS, History, lens_of
from admission.projections.units.queries import find_units, list_units, show_unit
from tests.placing import examples
from tests.projections import histories
from tests.projections.rows import connect
from tests.stories.kit import Store, organisation
from tests.stories.organisation import CELL, COMMITTEE, DOC, SECOND, a_, ask, person_registered

ENTERED: Final = "2025-03-01"
DAY: Final = "2025-12-01"
BEFORE: Final = "2025-11-30"
LATER: Final = "2026-06-30"
NEW: Final = tuple(a_("unit", number) for number in (70, 71, 72))
PEOPLE: Final = tuple(a_("person", number) for number in range(100, 106))
"""The first three are candidates, the others members by paper."""
MEMBERS: Final = PEOPLE[3:]
placings = st.lists(st.sampled_from((None, *NEW)), min_size=len(PEOPLE), max_size=len(PEOPLE)).map(
    tuple
)


def candidate_of(person: str) -> str:
    """The one candidacy of a person."""
    return person.replace("person", "candidate")


def told(placed: tuple[str | None, ...], parts: tuple[str, ...] = NEW) -> list[Command]:
    """Three candidates and three members of a cell that is divided; who goes where."""
    shares = (4_000, 3_000, 3_000)
    divided = tuple({"unit": one, "share": n} for one, n in zip(parts, shares, strict=True))
    founded = {"kind": "cell", "parent": COMMITTEE, "on": DAY}
    listed = {"divided": CELL, "document": DOC, "on": DAY}
    return [
        *(person_registered(person) for person in PEOPLE),
        *(
            ask(EnterPool, candidate=candidate_of(one), person=one, unit=CELL, on=ENTERED)
            for one in PEOPLE[:3]
        ),
        *(
            ask(RegisterMember, person=one, cell=CELL, official_on=ENTERED, on=ENTERED)
            for one in MEMBERS
        ),
        *(ask(u.FoundUnit, unit=unit, name=f"Chi bộ {unit[-2:]}", **founded) for unit in NEW),
        ask(u.SplitUnit, unit=CELL, parts=divided, on=DAY),
        *(
            ask(PlacePerson, person=person, part=part, **listed)
            for person, part in zip(PEOPLE, placed, strict=True)
            if part
        ),
    ]


def recorded(commands: list[Command]) -> Store:
    """All of these, accepted."""
    store = organisation()
    for command in commands:
        assert isinstance(store.do(command), Accepted), command
    return store


def rows_of(store: Store, folder: str) -> Connection:
    """The rows of what a store of stories holds."""
    with histories.History(Path(folder) / "divided.db") as past:
        past.write_many([written for *_, answer in store.log for written in answer.events])
        with past.projector() as projector:
            projector.catch_up()
            assert projector.quarantined() == []
        return connect(beside(past.path), "read")


def entered(rows: Connection, tree: str, as_of: str) -> Counter[str]:
    """By cell, how many entered the pool in the year, through a tree."""
    found = tally(rows, "pool-entered", "2025-01-01", "2025-12-31", as_of=as_of)
    lens = lens_of(History(rows, None), tree, ("2025-01-01", "2025-12-31"), None)
    counted = Counter[str]()
    for row in found:
        counted[lens.credit(row.unit, row.on_day)[0]] += row.candidates
    return counted


def registered(rows: Connection, as_of: str, unit: str) -> int:
    """The members of a unit who were registered since the beginning of 2025."""
    period: Any = {"first": "2025-01-01", "last": as_of, "as_of": as_of}
    found = balance(rows, **period, unit=unit, tree=AS_NOW, depth=0)
    (row,) = found.rows
    return row.registered


@settings(max_examples=examples(25), deadline=None)
@for_all(placings, st.booleans())
def test_everybody_of_a_divided_cell_counts_in_exactly_one_part(
    placed: tuple[str | None, ...],
    goes_on: bool,  # noqa: FBT001 - drawn
) -> None:
    """As it was in the cell, as it is in the part, through any tree, asked on any day."""
    parts = (CELL, *NEW[1:]) if goes_on else NEW
    heir = parts[0]
    placed = tuple(heir if part == NEW[0] else part for part in placed)
    expected = [part or heir for part in placed]
    with (
        TemporaryDirectory() as folder,
        closing(rows_of(recorded(told(placed, parts)), folder)) as rows,
    ):
        for as_of in (BEFORE, DAY, LATER):
            assert entered(rows, AS_WAS, as_of) == {CELL: 3}
            assert entered(rows, BEFORE, as_of) == {CELL: 3}
            assert entered(rows, DAY, as_of) == Counter(expected[:3])
        assert registered(rows, BEFORE, CELL) == registered(rows, LATER, COMMITTEE) == 3
        now = {part: registered(rows, LATER, part) for part in parts}
        assert now == {part: expected[3:].count(part) for part in parts}
        for part in parts:
            listed = {row.person for row in list_status(rows, as_of=LATER, unit=part).rows}
            assert listed == {p for p, of in zip(PEOPLE[:3], expected, strict=False) if of == part}


def test_a_section_is_no_unit() -> None:
    """It is in no list and no count; whoever is counted by it is named by cell and part."""
    placed = (NEW[1], None, None, NEW[1], None, None)
    with TemporaryDirectory() as folder, closing(rows_of(recorded(told(placed)), folder)) as rows:
        (row,) = list_status(rows, as_of=LATER, unit=NEW[1]).rows
        assert (row.person, row.unit_name) == (PEOPLE[0], "cell → Chi bộ 71")
        units = {unit.unit for unit in list_units(rows, as_of=LATER).rows}
        assert row.unit not in units
        assert units.issuperset(NEW)
        part = show_unit(rows, NEW[1], as_of=LATER)
        assert part is not None
        assert part.below == ()
        assert [unit.unit for unit in find_units(rows, "Chi bộ 71", as_of=LATER)] == [NEW[1]]


def test_a_placing_that_is_annulled_leaves_the_person_with_the_successor() -> None:
    """The others stay in theirs, whoever was placed first, until they are annulled too."""
    store = recorded(told((NEW[1], NEW[1], None, NEW[1], None, None)))
    on = (date.fromisoformat(DAY) + timedelta(days=9)).isoformat()
    _annul(store, PEOPLE[0], on)
    with TemporaryDirectory() as folder, closing(rows_of(store, folder)) as rows:
        assert entered(rows, DAY, LATER) == {NEW[0]: 2, NEW[1]: 1}
        assert entered(rows, AS_WAS, LATER) == {CELL: 3}
    for person in (PEOPLE[1], PEOPLE[3]):
        _annul(store, person, on)
    with TemporaryDirectory() as folder, closing(rows_of(store, folder)) as rows:
        assert entered(rows, DAY, LATER) == {NEW[0]: 3}
        assert registered(rows, LATER, NEW[0]) == 3


def _annul(store: Store, person: str, on: str) -> None:
    """Annul the newest fact of a person."""
    reason: dict[str, Any] = {"reason": "nhầm danh sách", "document": DOC, "second": SECOND}
    fact = len(store.history(person))
    answer = store.do(ask(AnnulFact, about=person, fact=fact, on=on, **reason))
    assert isinstance(answer, Accepted), answer
