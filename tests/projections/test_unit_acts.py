"""Counts of units as they were and as they are, with the acts that moved them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from admission.app.projection_file import beside
from admission.app.recorders.ports import Connection
from admission.domain.decider import decide
from admission.domain.kernel.messages import Accepted, Command
from admission.domain.registers.accounts.commands import RegisterAccount
from admission.domain.registers.corrections.commands import CorrectFact
from admission.domain.registers.units import commands as u
from admission.projections.units.acts import KindChange, count_changes, list_acts
from admission.projections.units.queries import count_units
from tests.placing import examples
from tests.projections import histories
from tests.projections.organisation.who import E, P
from tests.projections.rows import connect
from tests.projections.test_lenses import (
    CELLS,
    FIRST,
    FOUR,
    LATEST,
    ONE,
    ROOT,
    THREE,
    TWO,
    UNITS,
    act,
    acts,
    committees,
    days,
    told,
)
from tests.stories.kit import Store, at_work
from tests.stories.organisation import DOC, SECOND, a_, ask

NEW: Final = a_("unit", 20)
kinds = st.sampled_from(("upper-grassroots", "grassroots-committee"))
changed = act(u.ChangeUnitKind, unit=committees, kind=kinds)
moved = act(u.MoveUnit, unit=committees, parent=st.sampled_from((ROOT, ONE)))
unpapered = st.lists(st.one_of(acts, changed, moved), max_size=10)
scopes = st.sampled_from((None, *UNITS[:5], NEW))


@contextmanager
def rows_of(store: Store) -> Iterator[Connection]:
    """The events of a store of stories, projected."""
    with TemporaryDirectory() as folder, histories.History(Path(folder) / "units.db") as past:
        past.write_many([written for *_, answer in store.log for written in answer.events])
        with past.projector() as projector:
            projector.catch_up()
            assert projector.quarantined() == []
        with closing(connect(beside(past.path), "read")) as rows:
            yield rows


def counted(rows: Connection, day: str, unit: str | None) -> Counter[str]:
    return Counter({r.kind: r.units for r in count_units(rows, as_of=day, unit=unit)})


@settings(max_examples=examples(80), deadline=None)
@for_all(unpapered, days, scopes)
def test_what_the_acts_move_adds_up_to_the_difference(
    commands: list[Command], since: date, unit: str | None
) -> None:
    """Of all units, and of any one with all under it, from any day to the last."""
    with rows_of(told(list(commands))) as rows:
        asked: dict[str, Any] = {"since": since.isoformat(), "as_of": LATEST, "unit": unit}
        was, now = counted(rows, since.isoformat(), unit), counted(rows, LATEST, unit)
        effects = Counter[str]()
        for row in list_acts(rows, **asked).rows:
            assert since.isoformat() < row.on_day <= LATEST
            effects.update(row.effect)
        for kind in {*was, *now, *effects}:
            assert was[kind] + effects[kind] == now[kind]
        for change in count_changes(rows, **asked):
            assert change.was + sum(change[3:-1]) == change.now
            assert (change.was, change.now) == (was[change.kind], now[change.kind])


def changes(commands: Sequence[Command], unit: str | None = None) -> dict[str, KindChange]:
    """The counts from the second day to the last, by kind."""
    with rows_of(told(list(commands))) as rows:
        found = count_changes(rows, since=FIRST.isoformat(), as_of=LATEST, unit=unit)
        return {change.kind: change for change in found}


DAY: Final = "2024-02-01"


def test_each_kind_of_act_has_its_own_column() -> None:
    """A founding adds, an end takes away, a change of kind does both."""
    found = changes(
        [
            ask(u.FoundUnit, unit=NEW, kind="cell", name="Mới", parent=ONE, on=DAY),
            ask(u.MergeUnit, unit=TWO, into=ONE, targets="stays", on=DAY),
            ask(u.AbolishLevel, unit=ROOT, units=(THREE,), targets="stays", on=DAY),
            ask(u.DissolveUnit, unit=CELLS[0], targets="stays", on=DAY),
            ask(u.MergeUnit, unit=CELLS[3], into=CELLS[1], targets="stays", on=DAY),
        ]
    )
    cells, committees_ = found["cell"], found["grassroots-committee"]
    assert (cells.was, cells.founded, cells.merged, cells.dissolved, cells.now) == (7, 1, -1, -1, 6)
    assert (committees_.was, committees_.merged, committees_.abolished) == (4, -1, -1)
    assert (committees_.now, committees_.level, cells.level) == (
        2,
        "grassroots",
        "below-grassroots",
    )


def test_what_a_division_hands_on_is_counted_with_the_division() -> None:
    """ONE has the cells 0 and 4; TWO comes out of it with one of them."""
    parts = ({"unit": ONE, "share": 6_000}, {"unit": TWO, "share": 4_000, "units": (CELLS[4],)})
    split = [ask(u.SplitUnit, unit=ONE, parts=parts, on=DAY)]
    assert (changes(split, TWO)["cell"].split, changes(split, ONE)["cell"].split) == (1, -1)
    assert acts_of(split, None) == []


def acts_of(commands: Sequence[Command], unit: str | None) -> list[tuple[str, Mapping[str, int]]]:
    with rows_of(told(list(commands))) as rows:
        found = list_acts(rows, since=FIRST.isoformat(), as_of=LATEST, unit=unit)
        return [(row.act, row.effect) for row in found.rows]


def test_a_unit_brings_all_under_it_along() -> None:
    """FOUR goes under another root; its own count stays as it is."""
    under = ask(u.MergeUnit, unit=FOUR, into=ONE, targets="stays", on=DAY)
    assert acts_of([under], ONE) == [("merged", {"cell": 1})]
    assert acts_of([under], None) == [("merged", {"grassroots-committee": -1})]


def test_an_act_that_was_not_known_yet_is_not_listed(views: Connection) -> None:
    """E is founded on 1 June 2024, the only act of that year that moves a count."""
    year: dict[str, Any] = {"since": "2023-12-31", "as_of": "2024-12-31"}
    (founded,) = list_acts(views, **year).rows
    assert (founded.unit, founded.act, founded.other) == (E, "founded", P)
    assert founded.effect == {"upper-grassroots": 1}
    assert list_acts(views, **year, known_at=founded.position - 1).rows == []
    assert list_acts(views, since="2024-06-01", as_of="2024-12-31").rows == []


def test_acts_of_one_day_add_up_in_whatever_order_they_are_known() -> None:
    """The founding is corrected after the merger of the same day: it still comes first."""
    store = told(
        [
            ask(RegisterAccount, account=SECOND, holder="second"),
            ask(u.FoundUnit, unit=NEW, kind="cell", name="Mới", parent=TWO, on=DAY),
            ask(u.MergeUnit, unit=NEW, into=CELLS[0], targets="stays", on=DAY),
        ]
    )
    founding = ask(u.FoundUnit, unit=NEW, kind="cell", name="Mới", parent=THREE, on=DAY)
    why = {"reason": "nhầm", "document": DOC, "second": SECOND, "on": LATEST}
    corrected = ask(CorrectFact, about=NEW, fact=1, replacement=founding, **why)
    answer = decide(store.world, corrected, at_work())
    assert isinstance(answer, Accepted), answer
    store.record(answer)
    store.log = (*store.log, (corrected, at_work(), answer))
    with rows_of(store) as rows:
        found = list_acts(rows, since=FIRST.isoformat(), as_of=LATEST).rows
        assert [(row.act, dict(row.effect)) for row in found] == [
            ("founded", {"cell": 1}),
            ("merged", {"cell": -1}),
        ]
        assert found[0].position > found[1].position
