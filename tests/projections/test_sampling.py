"""Samples: the same for everybody, in proportion, and steady while the log grows."""

from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from admission.app.recorders.ports import Connection
from admission.projections.pipeline.queries import list_status
from admission.projections.sampling.drawing import Share, in_order_of, shares
from admission.projections.sampling.queries import Sample, sample
from admission.projections.timeline.queries import history

END: Final = "2024-12-31"
_EXAMPLES: Final = settings(max_examples=100, derandomize=True)
_IDS: Final = st.sets(st.text(min_size=1, max_size=8), max_size=30)
_SIZES: Final = st.dictionaries(st.text(max_size=3), st.integers(1, 500), min_size=1)


def ids(found: Sample) -> list[str]:
    return [row.candidate for row in found.page.rows]


def test_shares_are_in_proportion_by_largest_remainder() -> None:
    """Of 10: 5.5, 3.0 and 1.5; of equal remainders the first name goes first."""
    expected = {"a": Share(55, 6), "b": Share(30, 3), "c": Share(15, 1)}
    assert shares({"a": 55, "b": 30, "c": 15}, 10) == expected
    assert shares({"a": 2, "b": 1}, 40) == {"a": Share(2, 2), "b": Share(1, 1)}


@_EXAMPLES
@given(_SIZES, st.integers(1, 2000))
def test_shares_add_up_and_none_is_more_than_its_stratum_or_one_off(
    sizes: dict[str, int], number: int
) -> None:
    found, total = shares(sizes, number), sum(sizes.values())
    number = min(number, total)
    assert sum(share.drawn for share in found.values()) == number
    for name, (size, drawn) in found.items():
        assert size == sizes[name]
        assert drawn <= size
        assert abs(drawn * total - number * size) < total


@_EXAMPLES
@given(_IDS, _IDS, st.text(max_size=5))
def test_what_is_added_moves_none_before_another(old: set[str], new: set[str], seed: str) -> None:
    after = [each for each in in_order_of(seed, sorted(old | new)) if each in old]
    assert after == in_order_of(seed, sorted(old))


def test_another_seed_draws_in_another_order() -> None:
    """The order is that of the digests, whoever reckons them."""
    things = [str(number) for number in range(10)]
    assert in_order_of("a", things) == list("3528174096")
    assert in_order_of("a", things) != in_order_of("b", things)


def test_a_sample_is_drawn_of_all_candidacies_with_their_steps(views: Connection) -> None:
    every = {row.candidate for row in list_status(views, as_of=END).rows}
    assert len(every) > 3
    whole = sample(views, number=100, seed="s", as_of=END)
    assert (set(ids(whole)), whole.population) == (every, len(every))
    three = sample(views, number=3, seed="s", as_of=END)
    assert ids(three) == in_order_of("s", sorted(every))[:3]
    first = three.page.rows[0]
    steps = history(views, first.candidate, as_of=END).rows
    assert first.events == tuple(step.position for step in steps)


def test_strata_are_named_with_what_was_drawn_of_each(views: Connection) -> None:
    found = sample(views, number=4, seed="s", by="standing", as_of=END)
    standings = [row.standing for row in list_status(views, as_of=END).rows]
    assert {name: share.size for name, share in found.strata.items()} == {
        name: standings.count(name) for name in standings
    }
    assert sum(share.drawn for share in found.strata.values()) == 4
    assert all(row.stratum == row.standing for row in found.page.rows)


def test_of_a_year_are_only_those_with_a_step_in_it(views: Connection) -> None:
    found = sample(views, number=100, seed="s", year=2023, as_of=END)
    assert 0 < found.population < sample(views, number=1, seed="s", as_of=END).population
    for row in found.page.rows:
        steps = history(views, row.candidate, as_of=END).rows
        of_the_year = (step.position for step in steps if step.on_day.startswith("2023"))
        assert row.events == tuple(of_the_year)


def test_a_sample_comes_in_pages_and_of_nobody_is_empty(views: Connection) -> None:
    first = sample(views, number=3, seed="s", as_of=END, limit=2)
    rest = sample(views, number=3, seed="s", as_of=END, after=first.page.next)
    assert ids(first) + ids(rest) == ids(sample(views, number=3, seed="s", as_of=END))
    nobody = sample(views, number=3, seed="s", as_of="1990-01-01")
    assert (ids(nobody), nobody.population, nobody.strata) == ([], 0, {})
