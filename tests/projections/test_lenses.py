"""Reports read through a tree: as it was at each time, as it is, or of any day."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

from hypothesis import example, settings
from hypothesis import given as for_all
from hypothesis import strategies as st

from admission.app.projection_file import beside
from admission.app.recorders.ports import Connection
from admission.domain.decider import decide
from admission.domain.kernel.messages import Accepted, Command
from admission.domain.registers.units import commands as u
from admission.projections.asking import Moment
from admission.projections.units.lenses import (
    AS_WAS,
    History,
    Lens,
    lens_asked,
    lens_of,
    shared_out,
)
from admission.projections.units.places import Places
from admission.projections.units.scope import Reading
from tests.placing import examples
from tests.projections import histories
from tests.projections.rows import connect
from tests.stories.kit import Store, at_work
from tests.stories.organisation import a_, ask

FIRST: Final = date(2024, 1, 1)
DAYS: Final = 60
LAST: Final = FIRST + timedelta(days=DAYS)
LATEST: Final = LAST.isoformat()
UNITS: Final = tuple(a_("unit", number) for number in range(1, 13))
ROOT, ONE, TWO, THREE, FOUR = UNITS[:5]
CELLS: Final = UNITS[5:]
FURTHER: Final = (a_("unit", 20), a_("unit", 21))
"""Units that are founded later."""

days = st.integers(0, DAYS).map(lambda number: FIRST + timedelta(days=number))
committees = st.sampled_from((ONE, TWO, THREE, FOUR))
cells = st.sampled_from(CELLS)
later = st.sampled_from(FURTHER)
rule = st.sampled_from(("stays", "follows"))


def act(command: type[Command], **drawn: st.SearchStrategy[Any]) -> st.SearchStrategy[Command]:
    """A command on a drawn day."""
    fields = st.fixed_dictionaries({**drawn, "on": days})
    return fields.map(lambda given: ask(command, **given))


parts = st.builds(
    lambda unit, other, units: (
        {"unit": unit, "share": 6_000},
        {"unit": other, "share": 4_000, "units": units},
    ),
    committees,
    committees,
    st.lists(cells, max_size=2, unique=True),
)
levels = st.lists(committees, min_size=1, max_size=2, unique=True)
acts = st.one_of(
    act(u.MergeUnit, unit=committees, into=committees, targets=rule),
    act(u.MergeUnit, unit=cells, into=cells, targets=rule),
    act(u.MoveUnit, unit=cells, parent=committees),
    act(u.DissolveUnit, unit=st.one_of(cells, committees), targets=rule),
    act(u.SplitUnit, unit=committees, parts=parts),
    act(u.AbolishLevel, unit=st.just(ROOT), units=levels, targets=rule),
    act(
        u.FoundUnit,
        unit=later,
        kind=st.just("cell"),
        name=st.just("Chi bộ mới"),
        parent=committees,
    ),
)


def _founded(unit: str, kind: str, parent: str | None) -> Command:
    return ask(u.FoundUnit, unit=unit, kind=kind, name=unit, parent=parent, on=FIRST)


def founding() -> list[Command]:
    """A commune's committee with four below it, and seven cells."""
    under = (ONE, TWO, THREE, FOUR)
    return [
        _founded(ROOT, "upper-grassroots", None),
        *(_founded(unit, "grassroots-committee", ROOT) for unit in under),
        *(_founded(cell, "cell", under[number % 4]) for number, cell in enumerate(CELLS)),
    ]


def told(commands: list[Command]) -> Store:
    """What is accepted of these, recorded in this order."""
    store = Store()
    for command in (*founding(), *commands):
        answer = decide(store.world, command, at_work())
        if isinstance(answer, Accepted):
            store.record(answer)
            store.log = (*store.log, (command, at_work(), answer))
    return store


@contextmanager
def rows_of(store: Store) -> Iterator[Connection]:
    """The same events in a store of rows."""
    with TemporaryDirectory() as folder, histories.History(Path(folder) / "units.db") as past:
        past.write_many([written for *_, answer in store.log for written in answer.events])
        with past.projector() as projector:
            projector.catch_up()
        with closing(connect(beside(past.path), "read")) as rows:
            yield rows


def history_of(store: Store) -> History:
    """They, read as a report reads them."""
    with rows_of(store) as rows:
        return History(rows, None)


def sums(lens: Lens, facts: list[tuple[str, str]]) -> tuple[int, Counter[str]]:
    """Over the roots, and by unit, how many facts a lens counts."""
    counted = Counter(unit for cell, day in facts for unit in lens.credit(cell, day))
    return sum(counted[row.unit] for row in lens.units if not row.depth), counted


@settings(max_examples=examples(60), deadline=None)
@for_all(st.lists(acts, max_size=8), st.lists(st.tuples(cells, days), max_size=20), days)
def test_every_lens_counts_everybody_once(
    commands: list[Command], facts: list[tuple[str, date]], of_day: date
) -> None:
    """As it was, as it is, and as any day has it; at each time under the units of that time."""
    store = told(commands)
    dated = [(cell, on.isoformat()) for cell, on in facts]
    history = history_of(store)
    period = (FIRST.isoformat(), LATEST)
    for tree in (AS_WAS, LATEST, of_day.isoformat()):
        total, _ = sums(lens_of(history, tree, period, None), dated)
        assert total == len(facts), tree
    for cell, on in facts:
        seen = {row.unit for row in lens_of(history, AS_WAS, period, None).units}
        assert seen.issuperset(history.credit(cell, on.isoformat()))
        expected = tuple(place.id for place in store.world.units_from(cell, on))
        assert history.credit(cell, on.isoformat()) == expected


NEW: Final = FURTHER[0]
founded_later = act(
    u.FoundUnit, unit=st.just(NEW), kind=st.just("cell"), name=st.just("Mới"), parent=committees
)
into_it = act(u.MergeUnit, unit=cells, into=st.just(NEW), targets=rule)
every_cell = st.sampled_from((*CELLS, NEW))


@settings(max_examples=examples(25), deadline=None)
@for_all(
    founded_later,
    st.lists(st.one_of(acts, into_it, into_it), max_size=8),
    st.lists(st.tuples(every_cell, days), max_size=20),
    days,
)
@example(
    ask(u.FoundUnit, unit=NEW, kind="cell", name="Mới", parent=TWO, on=FIRST + timedelta(days=9)),
    [ask(u.MergeUnit, unit=CELLS[0], into=NEW, targets="stays", on=FIRST + timedelta(days=30))],
    [(NEW, FIRST)],
    FIRST,
)
def test_what_is_read_of_one_unit_alone_is_what_is_read_of_it_among_all(
    founded: Command, commands: list[Command], facts: list[tuple[str, date]], of_day: date
) -> None:
    """Its units, what counts to each of them, and what each is asked for, through any tree."""
    with rows_of(told([founded, *commands])) as rows:
        moment, period, every = Moment(LATEST), (FIRST.isoformat(), LATEST), History(rows, None)
        for root, tree in product((*UNITS, *FURTHER), (AS_WAS, LATEST, of_day.isoformat())):
            alone = lens_asked(rows, tree, moment, period, root)
            among_all = lens_of(every, tree, period, root)
            assert alone.units == among_all.units
            shown = {row.unit for row in alone.units}
            for cell, on in facts:
                counted, expected = (
                    [unit for unit in lens.credit(cell, on.isoformat()) if unit in shown]
                    for lens in (alone, among_all)
                )
                assert counted == expected, (root, tree, cell, on)
            for unit in UNITS:
                asked, expected_of = (
                    [(heir, people) for heir, people in lens.heirs(unit, 100) if heir in shown]
                    for lens in (alone, among_all)
                )
                assert asked == expected_of, (root, tree, unit)


def test_of_one_unit_what_has_nothing_to_do_with_it_is_not_read() -> None:
    with rows_of(told([])) as rows:
        asked: list[tuple[str, ...]] = []
        History(Noting(rows, asked), None, ONE)
        assert {unit for row in asked for unit in row if unit in UNITS} == {ONE, CELLS[0], CELLS[4]}


class Noting:
    """A connection that notes every row of units that it gives."""

    def __init__(self, rows: Connection, asked: list[tuple[str, ...]]) -> None:
        self._rows = rows
        self._asked = asked

    def execute(self, query: str, parameters: tuple[Any, ...] = ()) -> "Noted":
        found = self._rows.execute(query, parameters).fetchall()
        if "FROM units" in query:
            self._asked += [row[2:3] for row in found]
        return Noted(found)


class Noted(NamedTuple):
    """Rows that were given."""

    found: list[Any]

    def fetchall(self) -> list[Any]:
        return self.found

    def fetchmany(self, size: int, /) -> list[Any]:
        return self.found[:size]


@settings(max_examples=examples(60), deadline=None)
@for_all(st.lists(acts, max_size=8), st.integers(1, 2_000))
def test_what_follows_or_is_shared_out_adds_up(commands: list[Command], people: int) -> None:
    """Of a target that stays behind nothing is left; else all of it, in units that stand."""
    store = told(commands)
    history = history_of(store)
    lens = lens_of(history, LATEST, (FIRST.isoformat(), LATEST), None)
    standing = {row.unit for row in lens.units}
    stays = any(getattr(command, "targets", "") == "stays" for command, *_ in store.log)
    for unit in UNITS:
        shared = lens.heirs(unit, people)
        assert {heir for heir, _ in shared} <= standing
        assert sum(number for _, number in shared) == people or stays
        assert lens_of(history, AS_WAS, (LATEST, LATEST), None).heirs(unit, people) == [
            (unit, people)
        ]


@settings(max_examples=examples(60), deadline=None)
@for_all(st.lists(acts, max_size=8), st.sampled_from(UNITS), days)
def test_a_list_is_scoped_as_a_report_credits(
    commands: list[Command], root: str, of_day: date
) -> None:
    """Of a unit are those that count to it: in a day's tree, and dated ones at each time."""
    with rows_of(told(commands)) as rows:
        history, day = History(rows, None), of_day.isoformat()
        founded = [row.unit for row in history.rows_by(LATEST)]
        in_tree = Reading(Moment(LATEST), root, day)
        stands = history.in_place_of(root, day)
        expected = {unit for unit in founded if stands in history.credit(unit, day)}
        assert below(rows, in_tree) == expected
        places = Places(rows, None)
        assert all(
            (places.in_place_of(unit, day),) == history.credit(unit, day)[:1] for unit in founded
        )
        for unit in filter(lambda one: history.row(one, day), UNITS):
            at_its_time = root in history.credit(unit, day)
            assert is_among(rows, Reading(Moment(LATEST), root), unit, day) == at_its_time


def below(rows: Connection, reading: Reading) -> set[str]:
    """The units whose standings are listed."""
    tree = reading.standing(rows)
    found = rows.execute(f"{tree.sql}SELECT unit FROM below", tree.parameters)  # noqa: S608
    return {unit for (unit,) in found}


def is_among(rows: Connection, reading: Reading, unit: str, day: str) -> bool:
    """Whether something dated is listed."""
    tree, among = reading.dated(rows), reading.among(f"'{unit}'", f"'{day}'")
    query = f"{tree.sql}SELECT 1 WHERE {among.sql}"
    return bool(rows.execute(query, (*tree.parameters, *among.parameters)).fetchall())


def test_shares_that_leave_a_rest_go_to_the_largest_remainders() -> None:
    """Of 10 people, 2/3 and 1/3 are 7 and 3; of 11, 7 and 4."""
    act = ("2025-07-01", [("one", 6_667), ("two", 3_333)])
    assert shared_out({"unit": [act]}, "unit", 10, "2025-12-31") == [("one", 7), ("two", 3)]
    assert shared_out({"unit": [act]}, "unit", 11, "2025-12-31") == [("one", 7), ("two", 4)]
    assert shared_out({"unit": [act]}, "unit", 11, "2025-06-30") == [("unit", 11)]
