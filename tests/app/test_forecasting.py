"""What is left of open paths, estimated from past ones."""

from collections import Counter
from datetime import date
from itertools import product
from math import exp, factorial, prod

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from admission.app.forecast_sums import NO_DOUBT, Doubt, Likely, interval_of
from admission.app.forecasting import Ahead, Durations, Open, Spell, spells_of
from admission.projections.forecast.queries import PathsSoFar

STAGES = 3


def durations_of(spells: list[Spell]) -> Durations:
    return Durations(Counter(spells), STAGES)


def ahead_of(waiting: list[Open], days: int, entries_a_day: float = 0.0) -> Ahead:
    return Ahead(Counter(waiting), days, entries_a_day)


def past(days: int, people: int = 30, ended_in: str = "next") -> list[Spell]:
    return [Spell(stage, days, ended_in) for stage in range(STAGES) for _ in range(people)]


def test_who_takes_as_long_as_everybody_did_comes_on_the_last_day() -> None:
    """Ten days in each of three stages, four of them gone."""
    durations = durations_of(past(10))
    waiting = [Open(0, 4)]
    assert tuple(durations.interval(ahead_of(waiting, 26))) == pytest.approx((1, 1, 1, 1, 0))
    assert tuple(durations.interval(ahead_of(waiting, 25))) == pytest.approx((0, 0, 0, 1, 0))


def test_of_a_stage_that_half_go_on_from_half_come() -> None:
    spells = [s for s in past(10) if s.stage < STAGES - 1]
    spells += [Spell(STAGES - 1, 10, ended_in) for ended_in in ("next", "end") for _ in range(15)]
    durations = durations_of(spells)
    assert durations.interval(ahead_of([Open(STAGES - 1, 0)] * 8, 10)).expected == pytest.approx(4)


def test_who_is_still_there_is_estimated_from_those_who_stayed_as_long() -> None:
    """Of four who left after 5 or 10 days, with one open at 7: Kaplan and Meier, by hand."""
    spells = [*past(1)][: 2 * 30]
    spells += [Spell(2, days, "next") for days in (5, 5, 10, 10)] + [Spell(2, 7, "open")]
    durations = durations_of(spells)
    assert durations.interval(ahead_of([Open(2, 0)], 5)).expected == pytest.approx(2 / 5)
    assert durations.interval(ahead_of([Open(2, 7)], 2)).expected == pytest.approx(0)
    assert durations.interval(ahead_of([Open(2, 7)], 3)).expected == pytest.approx(1)


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), max_size=6))
def test_people_are_added_up_as_every_case_one_by_one_would_be(chances: list[float]) -> None:
    cases = [0.0] * (len(chances) + 1)
    for came in product((0, 1), repeat=len(chances)):
        likely = prod(p if c else 1 - p for p, c in zip(chances, came, strict=True))
        cases[sum(came)] += likely
    found = Likely(Counter(chances)).cases()
    assert list(found) == pytest.approx(cases[: len(found)])


def test_who_enters_early_enough_comes_and_who_enters_later_does_not() -> None:
    """Thirty days from entry to ceremony: of forty days the entries of the first ten count."""
    durations = durations_of(past(10))
    assert durations.likely(ahead_of([], 40, 0.5)).expected == pytest.approx(5)
    assert durations.likely(ahead_of([], 30, 0.5)).expected == pytest.approx(0)
    both = durations.interval(ahead_of([Open(0, 0)], 40, 0.5))
    assert (both.expected, both.entrants) == pytest.approx((6, 5))


def test_the_entrants_are_distributed_as_poisson_says_beside_the_open_ones() -> None:
    cases = Likely({0.5: 1}, 2.0).cases()
    poisson = [exp(-2) * 2**number / factorial(number) for number in range(4)]
    assert cases[0] == pytest.approx(0.5 * poisson[0])
    assert cases[3] == pytest.approx(0.5 * poisson[3] + 0.5 * poisson[2])
    assert cases.sum() == pytest.approx(1)
    assert Likely({0.5: 1}, 2.0).variance == pytest.approx(2.25)


all_spells = st.lists(
    st.builds(
        Spell,
        st.integers(0, STAGES - 1),
        st.integers(0, 60),
        st.sampled_from(("next", "next", "end", "open")),
    ),
    max_size=40,
).map(lambda some: [*past(20, 2), *some])
waiting_ones = st.lists(st.builds(Open, st.integers(0, STAGES - 1), st.integers(0, 60)), max_size=9)


@settings(deadline=None, max_examples=60)
@given(all_spells, waiting_ones, st.integers(1, 120), st.floats(0, 2), st.floats(0, 2))
def test_more_entrants_never_lower_what_is_expected(
    spells: list[Spell], waiting: list[Open], days: int, some: float, more: float
) -> None:
    durations = durations_of(spells)
    few = durations.interval(ahead_of(waiting, days, some))
    many = durations.interval(ahead_of(waiting, days, some + more))
    assert many.expected >= few.expected
    assert many.high >= few.high
    assert few.expected == pytest.approx(
        durations.likely(ahead_of(waiting, days)).expected + few.entrants
    )


doubts = st.builds(Doubt, st.floats(0, 30), st.floats(2, 20))


@settings(deadline=None, max_examples=60)
@given(all_spells, waiting_ones, st.integers(1, 120), st.floats(0, 2), doubts)
@example(past(20, 2), [], 1, 0.0, Doubt(2.2250738585e-313, 2.0))
def test_an_interval_holds_as_many_cases_as_it_states(
    spells: list[Spell], waiting: list[Open], days: int, rate: float, doubt: Doubt
) -> None:
    """Of 20,000 drawn; never fewer than nobody, nor more than there are if nobody enters."""
    likely = durations_of(spells).likely(ahead_of(waiting, days, rate))
    found = interval_of(likely, doubt)
    chance = np.random.default_rng(7)
    came = chance.choice(len(likely.cases()), 20_000, p=likely.cases() / likely.cases().sum())
    beside = doubt.people * chance.standard_t(doubt.freedom, 20_000)
    whole = np.maximum(came + np.rint(beside), 0)
    whole = whole if likely.most is None else np.minimum(whole, likely.most)
    held = float(np.mean((whole >= found.low) & (whole <= found.high)))
    assert held == pytest.approx(found.stated, abs=0.02)
    assert 0 <= found.low <= found.high
    assert found.high <= (np.inf if likely.most is None else likely.most)


def test_of_many_people_an_interval_holds_four_cases_of_five() -> None:
    """Of 400 with even chances: 200, give and take 13; with as much doubt, 18."""
    even = Likely({0.5: 400})
    assert interval_of(even, NO_DOUBT)[1:3] == pytest.approx((187, 213), abs=1)
    assert interval_of(even, Doubt(10, 1000))[1:3] == pytest.approx((182, 218), abs=1)
    assert interval_of(even, Doubt(10, 1000)).stated == pytest.approx(0.8, abs=0.02)


def test_the_less_a_doubt_is_known_the_wider_is_the_interval() -> None:
    even = Likely({0.5: 400})
    few, many = (interval_of(even, Doubt(10, freedom)) for freedom in (2, 1000))
    assert few.low < many.low
    assert many.high < few.high


def test_of_few_people_the_nearest_whole_numbers_are_taken_and_it_is_said_what_they_hold() -> None:
    """Nobody of one with a chance of a fifth; nobody or one, of one whose chance is even."""
    for chances, ends, stated in (({0.2: 1}, (0, 0), 0.8), ({0.5: 1}, (0, 1), 1), ({}, (0, 0), 1)):
        found = interval_of(Likely(chances), NO_DOUBT)
        assert (found.low, found.high) == ends
        assert found.stated == pytest.approx(stated)


def test_a_doubt_of_a_hundred_thousand_people_is_added_at_once() -> None:
    found = interval_of(Likely({0.5: 400_000}), Doubt(20_000, 4))
    assert found.low == pytest.approx(200_000 - 1.533 * 20_000, rel=0.01)
    assert found.high == pytest.approx(200_000 + 1.533 * 20_000, rel=0.01)


def test_a_path_is_taken_apart_into_its_stages() -> None:
    path = PathsSoFar("u", ((0, "2024-01-01"), (1, "2024-01-11")), None, 1)
    on = date(2024, 1, 31)
    assert list(spells_of(path, STAGES, on)) == [Spell(0, 10, "next"), Spell(1, 20, "open")]
    ended = path._replace(ended="2024-01-15")
    assert list(spells_of(ended, STAGES, on))[-1] == Spell(1, 4, "end")
    arrived = path._replace(stages=((3, "2024-01-01"),))
    assert list(spells_of(arrived, STAGES, on)) == []


def test_how_many_are_known_is_that_of_the_stage_that_the_fewest_left() -> None:
    spells = [*past(10), *past(5, 40, "open"), Spell(0, 3, "end")]
    assert durations_of(spells).fewest == 30
    assert durations_of([]).fewest == 0


@settings(deadline=None, max_examples=30)
@given(st.lists(st.floats(0.05, 0.95), min_size=1, max_size=4), st.integers(1, 40))
def test_people_with_one_chance_are_added_up_as_one_by_one(
    chances: list[float], people: int
) -> None:
    alike = Likely(Counter(dict.fromkeys(chances, people)))
    one_by_one = np.ones(1)
    for chance in set(chances):
        for _ in range(people):
            one_by_one = np.convolve(one_by_one, [1 - chance, chance])
    found = alike.cases()
    assert found == pytest.approx(one_by_one[: len(found)])


def test_a_hundred_thousand_people_are_added_up_without_holding_every_case() -> None:
    cases = Likely({0.5: 100_000, 0.1: 50_000}).cases()
    assert int(np.searchsorted(np.cumsum(cases), 0.5)) == pytest.approx(55_000, abs=2)
    assert cases.sum() == pytest.approx(1)
    assert np.count_nonzero(cases) < 5_000
