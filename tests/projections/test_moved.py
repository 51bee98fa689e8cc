"""What moved a figure between two moments adds up to the difference."""

from contextlib import closing
from datetime import date
from itertools import combinations
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from admission.app.projection_file import beside
from admission.app.recorders.ports import Connection
from admission.domain.decider import decide
from admission.domain.kernel.messages import Accepted, Command, Event
from admission.domain.registers.targets.events import (
    TargetAssigned,
    TargetRevised,
    TargetWithdrawn,
)
from admission.projections.asking import Moment
from admission.projections.moved.asked import Asked
from admission.projections.moved.queries import moved, printed
from admission.projections.moved.rows import MovedRow
from admission.projections.units.lenses import AS_NOW, AS_WAS
from tests.placing import examples
from tests.projections.histories import History
from tests.projections.organisation.plans import target
from tests.projections.organisation.who import D, G
from tests.projections.rows import connect
from tests.projections.steps import Of
from tests.projections.test_balance import member, went, went_over
from tests.projections.test_balance import said as said_of
from tests.projections.test_law import correcting, in_order, steps
from tests.projections.test_lenses import CELLS, ONE, ROOT, acts, days, told
from tests.stories.kit import at_work

DAYS = ("2024-03-31", "2024-06-30", "2024-12-31")


def between(views: Connection, asked: Asked, before: Moment, after: Moment) -> list[MovedRow]:
    was, now = (printed(views, asked, at) for at in (before, after))
    return moved(views, asked, was, now).rows


def head(views: Connection) -> int:
    return int(views.execute("SELECT max(position) FROM checkpoints").fetchone()[0])


@pytest.mark.parametrize(
    "asked",
    [
        Asked(2024),
        Asked(2023),
        Asked(2024, D),
        Asked(2024, G, "as-now"),
        Asked(2024, D, "2024-02-02", 1),
        Asked(2024, kind="coverage"),
        Asked(2024, D, "as-now", kind="coverage"),
        Asked(2024, kind="balance"),
        Asked(2024, D, "2024-02-02", 1, "balance", ("2024-03-01", "2024-05-31")),
    ],
)
def test_what_moved_a_figure_adds_up_to_its_difference(views: Connection, asked: Asked) -> None:
    last = head(views)
    seen = 0
    for first, second in combinations(range(1, last + 1, 11), 2):
        for old, new in (("2024-12-31",) * 2, DAYS[:2], DAYS[::2]):
            for row in between(views, asked, Moment(old, first), Moment(new, second)):
                assert sum(event.by for event in row.events) == row.difference, (row, first, second)
                assert all(event.type for event in row.events), row
                seen += 1
    assert seen


candidates_and_acts = st.lists(st.one_of(steps, steps, correcting, acts), max_size=16)
goals = st.builds(
    target,
    st.sampled_from((TargetAssigned, TargetRevised, TargetWithdrawn)),
    st.sampled_from((ROOT, ONE, CELLS[0])),
    st.just("2024"),
    days.map(date.isoformat),
    st.integers(0, 20),
)
moments = st.tuples(days.map(date.isoformat), st.integers(12, 50))
trees = st.one_of(st.sampled_from((AS_WAS, AS_NOW)), days.map(date.isoformat))


def written(said: list[Any], targets: list[tuple[str, Event]]) -> list[tuple[str, Event]]:
    """A tree, then in one order what happened to people, to units and to targets."""
    store = told([])
    begun: list[tuple[str, Event]] = [
        written for *_, answer in store.log for written in answer.events
    ]
    for number, cell in enumerate(CELLS[:3], start=10):
        one, on = Of(number, cell), "2024-01-10"
        begun += [one.entered(on), one.permitted(on), one.decided(on)]
        begun += [one.admitted(on)] if number > 10 else []
    found: list[tuple[str, Event]] = []
    people: list[Any] = []
    for each in said:
        if isinstance(each, Command):
            answer = decide(store.world, each, at_work())
            if isinstance(answer, Accepted):
                store.record(answer)
                found += answer.events
            continue
        people.append(each)
        told_so_far = in_order(people)
        found += told_so_far[len(in_order(people[:-1])) :]
    for at, goal in enumerate(targets):
        found.insert(2 * at, goal)
    return [*begun, *found]


kinds = st.sampled_from(("progress", "coverage", "balance"))
periods = st.sampled_from((None, ("2024-01-15", "2024-02-29")))
asked_for = st.builds(Asked, st.just(2024), tree=trees, kind=kinds, period=periods)
stated = st.builds(
    lambda number, unit, day, people: said_of(number, unit, day.isoformat(), people),
    st.integers(10, 40),
    st.sampled_from((ROOT, ONE, *CELLS[:3])),
    st.one_of(days, st.sampled_from((date(2023, 12, 31), date(2024, 2, 29)))),
    st.integers(0, 50),
)
people = st.integers(20, 23)
coming = st.one_of(
    stated,
    st.builds(member, people, days, st.sampled_from(CELLS)),
    st.builds(went, people, days, st.sampled_from(CELLS)),
    st.builds(went_over, people, days, st.sampled_from(CELLS), st.sampled_from(CELLS)),
)


@settings(max_examples=examples(100), deadline=None)
@for_all(
    candidates_and_acts,
    st.lists(st.one_of(goals, coming, coming), max_size=8),
    moments,
    moments,
    asked_for,
)
def test_whatever_comes_late_the_events_add_up_to_what_moved(
    said: list[Any],
    targets: list[tuple[str, Event]],
    one: tuple[str, int],
    other: tuple[str, int],
    asked: Asked,
) -> None:
    """Late facts, corrections of corrections, acts on units, targets; through every tree."""
    first, second = sorted((one, other), key=itemgetter(1))
    with TemporaryDirectory() as folder, History(Path(folder) / "law.db") as past:
        past.adopt("small")
        past.write_many(written(said, targets))
        with past.projector() as projector:
            projector.catch_up()
            assert projector.quarantined() == []
        with closing(connect(beside(past.path), "read")) as rows:
            for row in between(rows, asked, Moment(*first), Moment(*second)):
                assert sum(event.by for event in row.events) == row.difference, row
                assert all(event.type for event in row.events), row
                if first[0] == second[0]:
                    assert all(first[1] < each.position <= second[1] for each in row.events), row
