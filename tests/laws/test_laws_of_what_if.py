"""Past steps decided again: what differs is what the other rulebook says, and nothing else."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from admission.app.rulebook_files import shipped_text
from admission.domain.kernel.dates import last_day
from admission.domain.kernel.messages import Command, UnknownReferenceError
from admission.domain.registers.corrections.state import as_they_stand
from admission.domain.registers.rulebooks.state import supposing
from admission.domain.rulebooks.reading import read
from admission.domain.rulebooks.rulebook import Rulebook
from admission.domain.stages.admission.commands import ExtendDeadline
from admission.domain.supposing import Change, DecidedAgain, Difference, Step, decided_again
from tests.laws.walks import walks
from tests.stories.kit import Story, at_work, given
from tests.stories.organisation import SECOND, C, ask
from tests.stories.paths import (
    cell_resolved,
    cell_vote,
    ceremony_held,
    committee_vote,
    cv_certified,
    decision,
    recognised,
)

VN_2021: Final = read(shipped_text("vn-2021"))
Walk = tuple[tuple[Command, ...], tuple[Command, ...]]
HEAD: Final = """
id = "draft"
title = "A draft"
from = 2021-07-30
to = 2025-06-30
extends = "vn-2021"
"""
DEADLINE: Final = """
[[deadline]]
rule = "DEC-15"
source = "a draft"
confidence = "S"
start = ["cell-resolved"]
end = "admission-answered"
amount = {}
unit = "working-days"
by = "authority"
what = "decide on admission"
"""
QUORUM: Final = """
[[quorum]]
rule = "DEC-01"
source = "a draft"
confidence = "S"
body = "cell"
matters = ["admission"]
numerator = {}
denominator = 10
"""
WAIT: Final = """
[[wait]]
rule = "PRO-01"
source = "a draft"
confidence = "S"
after = "term-ended"
before = "recognition-considered"
amount = {}
unit = "days"
"""
VOTE: Final = "2023-03-01"


def draft(*entries: str) -> Rulebook:
    return read("".join((HEAD, *entries)), VN_2021)


def again(story: Story, book: Rulebook, year: int = 2023) -> list[DecidedAgain]:
    store = story.store
    shelf = supposing(store.world.shelf(), book, f"{book.id}@{64 * '0'}")
    path = [Step(fact, at_work()) for fact in as_they_stand(store.history(C))]
    return list(decided_again(store.world, shelf, C, path, lambda on: on.year == year))


def differing(story: Story, book: Rulebook, year: int = 2023) -> dict[str, tuple[Difference, ...]]:
    return {
        each.fact.event.TYPE: each.differences
        for each in again(story, book, year)
        if each.differences
    }


def years_of(story: Story) -> Iterator[int]:
    yield from sorted({fact.event.on.year for fact in story.store.history(C)})


@settings(max_examples=40, deadline=None)
@for_all(walks())
def test_under_the_rulebook_that_decided_nothing_changes(walk: Walk) -> None:
    story = given(walk[0])
    for command in walk[1]:
        with suppress(UnknownReferenceError):
            story.store.do(command)
    for book in (adoption.rulebook for adoption in story.store.world.shelf().adoptions):
        for year in years_of(story):
            assert not any(each.differences for each in again(story, book, year))


@settings(max_examples=60, deadline=None)
@for_all(st.integers(1, 60), st.integers(1, 80))
def test_with_a_shorter_deadline_exactly_the_steps_beyond_it_are_late(
    amount: int, after: int
) -> None:
    on = date.fromisoformat(VOTE) + timedelta(days=max(after, 2))
    story = given(cell_resolved(VOTE), committee_vote("2023-03-02"), decision(on))
    calendar = story.store.world.working_days()
    rule = next(d for d in VN_2021.deadline if d.rule == "DEC-15" and d.first is None)
    was, now = (
        on > last_day(date.fromisoformat(VOTE), length, unit, calendar).day
        for length, unit in ((rule.amount, rule.unit), (amount, rule.unit))
    )
    expected = {
        (False, True): {"admission-decided": (Difference(Change.LATE, ("DEC-15",)),)},
        (True, False): {"admission-decided": (Difference(Change.IN_TIME, ("DEC-15",)),)},
    }
    assert differing(story, draft(DEADLINE.format(amount))) == expected.get((was, now), {})


def test_a_deadline_that_refuses_says_its_last_good_day() -> None:
    story = given(cell_resolved(VOTE), committee_vote("2023-03-02"), decision("2023-04-03"))
    book = draft('[effects]\nDEC-15 = "refuse"\n', DEADLINE.format(10))
    refused = Difference(Change.REFUSED, ("DEC-15",), date(2023, 3, 15))
    assert differing(story, book) == {"admission-decided": (refused,)}


@pytest.mark.parametrize(("days", "first"), [(9, None), (11, date(2023, 6, 12))])
def test_a_longer_wait_says_from_which_day_the_step_could_have_been_taken(
    days: int, first: date | None
) -> None:
    """The cell considered the recognition ten days after the term."""
    story = given(recognised("2023-07-01"))
    later = {"recognition-vote-held": (Difference(Change.LATER, ("PRO-01",), first),)}
    assert differing(story, draft(WAIT.format(days))) == (later if first else {})


@pytest.mark.parametrize(
    ("tenths", "in_favour", "change"),
    [(9, 8, Change.NOT_CARRIED), (5, 5, Change.CARRIED), (6, 8, None)],
)
def test_a_vote_is_counted_again_by_another_majority(
    tenths: int, in_favour: int, change: Change | None
) -> None:
    """Of nine members, at first by two thirds."""
    story = given(
        *cell_resolved(VOTE, without={"cell-vote"}), *cell_vote(VOTE, in_favour=in_favour)
    )
    other = {"cell-vote-held": (Difference(change, ("DEC-01",)),)} if change else {}
    assert differing(story, draft(QUORUM.format(tenths))) == other


def test_what_followed_a_step_is_decided_as_if_the_step_had_stood() -> None:
    """One difference is told, where it began."""
    story = given(ceremony_held("2023-06-01"))
    book = draft('[effects]\nDEC-15 = "refuse"\n', DEADLINE.format(5))
    assert list(differing(story, book)) == ["admission-decided"]


def test_a_term_of_another_length_is_taken_on_to_the_steps_after_it() -> None:
    """Of two years in place of one: the vote on recognition would have had to wait for its end."""
    probation = (
        '[[probation]]\nrule = "PRO-01"\nsource = "a draft"\nconfidence = "S"\nmonths = 24\n'
    )
    story = given(recognised("2023-07-01"))
    (differences,) = [
        each for kind, each in differing(story, draft(probation)).items() if "vote-held" in kind
    ]
    assert differences[0].change is Change.LATER
    assert differences[0].day == date(2024, 6, 1)


def test_an_irregular_act_that_would_have_been_none_is_let_in() -> None:
    extended = ask(
        ExtendDeadline,
        deadline="DEC-15",
        amount=45,
        on="2023-03-10",
        irregular={"reason": "x", "document": {"kind": "paper"}, "second": SECOND},
    )
    story = given(cell_resolved(VOTE), extended)
    entry = DEADLINE.format(30) + ('[deadline.extension]\nrule = "DEC-17"\nat_most = 60\n')
    let_in = {"deadline-extended": (Difference(Change.LET_IN, ("DEC-17",)),)}
    assert differing(story, draft(entry)) == let_in


def test_steps_of_another_year_are_not_asked_for() -> None:
    story = given(cv_certified(VOTE))
    assert {each.fact.event.on.year for each in again(story, VN_2021, 2022)} == {2022}
    assert again(story, VN_2021, 2021) == []
