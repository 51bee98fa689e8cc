"""From a public table nobody can compute a number that is left out, whoever knows the rule too."""

from collections.abc import Iterator
from typing import Final

from hypothesis import example, settings
from hypothesis import given as for_all
from hypothesis import strategies as st

from admission.projections.composition.public import hidden
from admission.projections.progress.sums import percent

Numbers = tuple[int, ...]
Printed = tuple[tuple[int | None, int | None, str | None], ...]
_MOST: Final = 12
_SMALL: Final = range(1, 5)


def shown(numbers: Numbers) -> tuple[int | None, ...]:
    """A column as it is printed."""
    hides = hidden({str(at): number for at, number in enumerate(numbers)})
    return tuple(None if str(at) in hides else number for at, number in enumerate(numbers))


def printed(this: Numbers, last: Numbers) -> Printed:
    """Both columns, with the ratios that are printed."""
    columns = zip(shown(this), shown(last), strict=True)
    return tuple((now, before, percent(now, before)) for now, before in columns)


def adding_up_to(total: int, cells: int) -> Iterator[Numbers]:
    """Every column of so many cells with a total."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in adding_up_to(total - first, cells - 1))


def columns(cells: int, most: int = _MOST) -> st.SearchStrategy[Numbers]:
    return st.lists(st.integers(0, most), min_size=cells, max_size=cells).map(tuple)


@settings(max_examples=150, derandomize=True)
@example((1, 1))
@example((4, 4))
@example((4, 6))
@example((0, 3, 0))
@example((2, 2, 2, 2))
@example((1, 5, 5, 9))
@for_all(st.integers(2, 4).flatmap(columns))
def test_each_hidden_number_may_be_another_one(numbers: Numbers) -> None:
    """Among all columns with the total that the rule prints alike."""
    public, total = shown(numbers), sum(numbers)
    alike = [other for other in adding_up_to(total, len(numbers)) if shown(other) == public]
    assert numbers in alike
    for at, number in enumerate(public):
        if number is None:
            assert len({other[at] for other in alike}) > 1, (numbers, at)


@settings(max_examples=60, derandomize=True)
@for_all(columns(3, 7), columns(3, 7))
def test_nor_is_it_given_away_by_the_year_before_and_the_ratio(
    this: Numbers, last: Numbers
) -> None:
    """Whoever has both totals, both columns and the ratios."""
    public = printed(this, last)
    alike = [
        (now, before)
        for now in adding_up_to(sum(this), 3)
        for before in adding_up_to(sum(last), 3)
        if printed(now, before) == public
    ]
    for at, (now, before, _) in enumerate(public):
        assert now is not None or len({each[0][at] for each in alike}) > 1
        assert before is not None or len({each[1][at] for each in alike}) > 1


@settings(max_examples=60, derandomize=True)
@for_all(st.lists(st.frozensets(st.sampled_from("abcd"), min_size=1), max_size=12))
def test_where_cells_overlap_names_may_be_exchanged(people: list[frozenset[str]]) -> None:
    """Somebody in several sources: the same people under exchanged names print the same."""

    def counted(names: dict[str, str]) -> dict[str, int]:
        return {name: sum(names[name] in each for each in people) for name in "abcd"}

    as_is = counted({name: name for name in "abcd"})
    hides = hidden(as_is)
    if hides and len({as_is[name] for name in hides}) > 1:
        for one in hides:
            other = next(name for name in sorted(hides) if as_is[name] != as_is[one])
            swapped = counted({**{n: n for n in "abcd"}, one: other, other: one})
            assert hidden(swapped) == hides
            assert {n: swapped[n] for n in "abcd" if n not in hides} == {
                n: as_is[n] for n in "abcd" if n not in hides
            }
            assert swapped[one] != as_is[one]


@for_all(st.integers(2, 6).flatmap(lambda cells: columns(cells, 40)))
def test_no_number_from_one_to_four_is_printed(numbers: Numbers) -> None:
    """And nothing is hidden where there is none."""
    public = shown(numbers)
    assert not set(_SMALL) & set(public)
    assert (public == numbers) == (not set(_SMALL) & set(numbers))
