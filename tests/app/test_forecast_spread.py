"""By how much the variance of a forecast is multiplied, from past forecasts that went wrong."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from admission.app.forecast_known import Log
from admission.app.forecast_spread import spread_of
from admission.app.forecast_sums import Likely
from admission.projections.asking import Moment

NOW = Moment("2024-06-30", 1000)
EVEN = Likely([0.5] * 40)
"""Twenty expected, with a variance of ten."""


class Past:
    """A log of which every forecast says the same of each unit, and so many come of it."""

    def __init__(
        self, units: int, came: int, likely: Likely = EVEN, since: str = "2024-01-01"
    ) -> None:
        self.units = [SimpleNamespace(unit=f"u{i}", depth=min(i, 1)) for i in range(units)]
        self.units.append(SimpleNamespace(unit="far below", depth=2))
        self.came, self.likely, self.since = came, likely, since
        self.asked: list[Moment] = []

    def then(self, day: str, moment: Moment) -> Moment:
        assert moment == NOW
        return Moment(day, 500)

    def known(self, _: int, moment: Moment) -> Any:  # noqa: ANN401 - stands for `Known`
        self.asked.append(moment)
        past = SimpleNamespace(unit="u0") if moment.as_of >= self.since else None
        later = self.came if moment.known_at == NOW.known_at else 0
        return SimpleNamespace(
            lens=SimpleNamespace(units=self.units),
            admitted={unit.unit: later for unit in self.units},
            past_of=lambda _: past,
            ahead=lambda *asked: asked,
            durations=lambda _: SimpleNamespace(likely=lambda _: self.likely),
        )


def spread(past: Past, until: str) -> float | None:
    return spread_of(cast("Log", past), NOW, until)


def test_it_is_the_mean_squared_standardised_error() -> None:
    """Ten more came than the twenty expected: 100 over a variance of 10."""
    assert spread(Past(units=4, came=30), "2024-09-30") == pytest.approx(10)


def test_it_is_never_less_than_one() -> None:
    assert spread(Past(units=4, came=20), "2024-09-30") == 1


def test_fewer_than_four_forecasts_say_nothing() -> None:
    """Of three units at the end of March; two quarters ahead none is over yet."""
    assert spread(Past(units=3, came=30), "2024-09-30") is None
    assert spread(Past(units=4, came=30), "2024-12-31") is None
    assert spread(Past(units=4, came=30, since="2023-12-31"), "2024-12-31") is not None


def test_what_was_as_good_as_sure_is_not_compared() -> None:
    assert spread(Past(units=4, came=30, likely=Likely([0.5] * 3)), "2024-09-30") is None


def test_nothing_is_asked_that_was_not_known_on_the_day() -> None:
    past = Past(units=4, came=30)
    spread(past, "2024-12-31")
    assert {moment.known_at for moment in past.asked} == {500, NOW.known_at}
    assert max(moment.as_of for moment in past.asked) == NOW.as_of
    assert Moment("2024-03-31", 500) not in past.asked
