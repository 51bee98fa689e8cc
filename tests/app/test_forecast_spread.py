"""How far past forecasts missed: all units of a root together, and each beyond that."""

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
PATHS = 1_000_000
"""So many past paths that nothing is left to doubt for their sake."""


class Past:
    """A log of which every forecast says the same of each unit: of a root and those below it."""

    def __init__(
        self, *came: int, likely: Likely = EVEN, since: str = "2024-01-01", paths: int = PATHS
    ) -> None:
        units = [
            SimpleNamespace(unit=f"u{i}", depth=min(i, 1), kind="cell" if i else "province")
            for i in range(len(came))
        ]
        self.units, self.likely, self.since, self.paths = units, likely, since, paths
        self.came = {unit.unit: number for unit, number in zip(units, came, strict=True)}
        self.asked: list[Moment] = []

    def then(self, day: str, moment: Moment) -> Moment:
        assert moment == NOW
        return Moment(day, 500)

    def admitted(self, _: int, moment: Moment, __: object) -> dict[str, int]:
        self.asked.append(moment)
        return self.came

    def known(self, _: int, moment: Moment) -> Any:  # noqa: ANN401 - stands for `Known`
        self.asked.append(moment)
        past = SimpleNamespace(unit="u0") if moment.as_of >= self.since else None
        return SimpleNamespace(
            sample=self.units,
            admitted={},
            past_of=lambda _: past,
            ahead=lambda *asked: asked,
            durations=lambda _: SimpleNamespace(likely=lambda _: self.likely, fewest=self.paths),
        )


def misses(past: Past, until: str) -> Missed:
    return missed(cast("Log", past), NOW, until)


def test_what_the_root_missed_by_is_the_pace_of_all_under_it() -> None:
    """Half as many again came of each: nothing is left that one unit missed by itself."""
    found = misses(Past(30, 30, 30, 30), "2024-09-30")
    chance = 10 / 20**2
    assert (found.quarters, found.own, found.others) == (1, {}, 1)
    assert found.pace == pytest.approx(((2 * 0.15**2 + (0.5**2 - chance)) / 3) ** 0.5)


def test_before_any_forecast_is_over_a_pace_is_supposed() -> None:
    """Two quarters ahead of the end of June none is that began in March."""
    assert misses(Past(30, 30), "2024-12-31") == Missed(0.15, 0, {}, 1.0)
    assert misses(Past(30, 30, since="2023-12-31"), "2024-12-31").quarters == 1


def test_the_more_quarters_are_known_the_less_is_left_of_what_is_supposed() -> None:
    found = misses(Past(20, since="2022-01-01"), "2024-09-30")
    assert found.quarters == 9
    assert found.pace == pytest.approx((2 * 0.15**2 / 11) ** 0.5)


def test_what_a_unit_missed_by_beyond_the_pace_is_that_of_its_kind() -> None:
    """The root came to what was expected; below it ten more and ten fewer: 100 over 10."""
    few = misses(Past(20, 30, 10, 30, 10), "2024-09-30")
    assert few.own == {}
    assert few.others == pytest.approx(10, rel=1e-3)
    many = misses(Past(20, *[30, 10] * 10), "2024-09-30")
    assert many.own_of("cell") == pytest.approx(10, rel=1e-3)
    assert many.own.keys() == {"cell"}


def test_where_few_were_expected_a_miss_says_less_of_the_pace() -> None:
    """The first quarters of a log tell how it began: nobody came then of the few expected."""

    class Begun(Past):
        def admitted(self, year: int, moment: Moment, units: object) -> dict[str, int]:
            found = super().admitted(year, moment, units)
            return dict.fromkeys(found, 0) if moment.as_of < "2022-07-01" else found

        def known(self, year: int, moment: Moment) -> Any:  # noqa: ANN401 - as above
            found = super().known(year, moment)
            early = Likely({0.5: 4}) if moment.as_of < "2022-04-01" else self.likely
            found.durations = lambda _: SimpleNamespace(likely=lambda _: early, fewest=self.paths)
            return found

    slow = misses(Begun(26, since="2022-01-01"), "2024-09-30").pace
    usual = misses(Past(26, since="2022-01-01"), "2024-09-30").pace
    assert usual < slow < 1.1 * usual


def test_the_doubt_grows_with_the_pace_and_with_how_little_the_past_tells() -> None:
    """A fifth either way of 20 is 4, of 200 it is 40; a variance of 10 by 20 past paths is 10."""
    found = Missed(pace=0.2, quarters=3, own={"cell": 3.0}, others=1.0)
    assert found.doubt(EVEN, "province", PATHS).people == pytest.approx(4, rel=1e-3)
    assert found.doubt(Likely({0.5: 400}), "province", PATHS).people == pytest.approx(40, rel=1e-3)
    assert found.doubt(EVEN, "province", 20).people == pytest.approx((16 + 10) ** 0.5)
    assert found.doubt(EVEN, "cell", PATHS).people == pytest.approx((16 + 20) ** 0.5, rel=1e-3)
    assert found.doubt(EVEN, "cell", 20).freedom == 5
    assert found.doubt(Likely({}), "cell", 20).people == 0


def test_what_was_sure_is_not_compared() -> None:
    assert misses(Past(30, 30, likely=Likely({1.0: 3})), "2024-09-30").quarters == 0


def test_nothing_is_asked_that_was_not_known_on_the_day() -> None:
    past = Past(30, 30, 30, 30)
    misses(past, "2024-12-31")
    assert {moment.known_at for moment in past.asked} == {500, NOW.known_at}
    assert max(moment.as_of for moment in past.asked) == NOW.as_of
    assert Moment("2024-03-31", 500) not in past.asked
