"""How past forecasts missed: all units of a root together, and each beyond that."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from admission.app.forecast_known import Log
from admission.app.forecast_spread import Missed, missed
from admission.app.forecast_sums import Likely
from admission.projections.asking import Moment

NOW = Moment("2024-06-30", 1000)
EVEN = Likely({0.5: 40})
"""Twenty expected, with a variance of ten."""


class Past:
    """A log of which every forecast says the same of each unit: of a root and those below it."""

    def __init__(self, *came: int, likely: Likely = EVEN, since: str = "2024-01-01") -> None:
        units = [SimpleNamespace(unit=f"u{i}", depth=min(i, 1)) for i in range(len(came))]
        self.units, self.likely, self.since = units, likely, since
        self.came = {unit.unit: number for unit, number in zip(units, came, strict=True)}
        self.asked: list[Moment] = []

    def then(self, day: str, moment: Moment) -> Moment:
        assert moment == NOW
        return Moment(day, 500)

    def admitted(self, _: int, moment: Moment) -> dict[str, int]:
        self.asked.append(moment)
        return self.came

    def known(self, _: int, moment: Moment) -> Any:  # noqa: ANN401 - stands for `Known`
        self.asked.append(moment)
        past = SimpleNamespace(unit="u0") if moment.as_of >= self.since else None
        return SimpleNamespace(
            highest=self.units,
            admitted={},
            past_of=lambda _: past,
            ahead=lambda *asked: asked,
            durations=lambda _: SimpleNamespace(likely=lambda _: self.likely),
        )


def misses(past: Past, until: str) -> Missed | None:
    return missed(cast("Log", past), NOW, until)


def test_what_the_root_missed_by_is_the_pace_of_all_under_it() -> None:
    """Half as many again came of each: nothing is left that one unit missed by itself."""
    found = misses(Past(30, 30, 30, 30), "2024-09-30")
    assert found is not None
    assert found.own == 1
    chance = 10 / 20**2
    assert found.pace == pytest.approx(((1.4826 * 0.5) ** 2 - chance) ** 0.5)


def test_what_a_unit_missed_by_beyond_the_pace_is_its_own() -> None:
    """The root came to what was expected; below it ten more and ten fewer: 100 over 10."""
    assert misses(Past(20, 30, 10, 30, 10), "2024-09-30") == Missed(pace=0.0, own=10.0)


def test_one_quarter_out_of_many_does_not_make_the_pace() -> None:
    """The first quarters of a log tell how it began: the median of what was missed is taken."""
    usual = misses(Past(22, 22, 22, 22, since="2022-01-01"), "2024-09-30")

    class Begun(Past):
        def admitted(self, year: int, moment: Moment) -> dict[str, int]:
            found = super().admitted(year, moment)
            return dict.fromkeys(found, 0) if moment.as_of < "2022-07-01" else found

    assert misses(Begun(22, 22, 22, 22, since="2022-01-01"), "2024-09-30") == usual


def test_the_pace_counts_for_more_the_more_is_expected() -> None:
    """A fifth either way: of 20 by 4, so 16 beside a variance of 10; of 200 by 40."""
    found = Missed(pace=0.2, own=1.0)
    assert found.spread(EVEN) == pytest.approx(1 + 16 / 10)
    assert found.spread(Likely({0.5: 400})) == pytest.approx(1 + 1600 / 100)
    assert found.spread(Likely({})) == found.spread(Likely({1.0: 5})) == 1


def test_fewer_than_four_forecasts_say_nothing() -> None:
    """Of three units at the end of March; two quarters ahead none is over yet."""
    assert misses(Past(30, 30, 30), "2024-09-30") is None
    assert misses(Past(30, 30, 30, 30), "2024-12-31") is None
    assert misses(Past(30, 30, 30, 30, since="2023-12-31"), "2024-12-31") is not None


def test_what_was_as_good_as_sure_is_not_compared() -> None:
    assert misses(Past(30, 30, 30, 30, likely=Likely({0.5: 3})), "2024-09-30") is None


def test_nothing_is_asked_that_was_not_known_on_the_day() -> None:
    past = Past(30, 30, 30, 30)
    misses(past, "2024-12-31")
    assert {moment.known_at for moment in past.asked} == {500, NOW.known_at}
    assert max(moment.as_of for moment in past.asked) == NOW.as_of
    assert Moment("2024-03-31", 500) not in past.asked
