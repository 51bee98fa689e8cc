"""What a forecast states holds: on logs whose pace is known, of several seeds, years and sizes."""

from collections.abc import Iterable
from contextlib import closing

import pytest

from admission.app import forecast_spread
from admission.app.back_test import BackTestRow, back_test
from admission.app.forecast import Asked
from admission.app.forecast_known import Log, Scope
from admission.app.forecast_sums import NO_DOUBT
from admission.projections.asking import Moment
from tests.app.paced_logs import Paced, known_by, paced_log

CELL, GRASSROOTS, ROOT = (len(name) for name in ("g00c00", "g00", "root"))


def paced(seed: int) -> Paced:
    """One of 36 kinds of logs: two to five years, at a pace that varies little to much."""
    return Paced(
        seed,
        years=2 + seed % 4,
        pace=(0.05, 0.15, 0.3)[seed // 4 % 3],
        own=(0.0, 0.1, 0.2)[seed // 12 % 3],
        entries=(3.0, 8.0)[seed // 36 % 2],
    )


def back_tested(about: Paced, depth: int) -> list[BackTestRow]:
    """The forecasts at the ends of the quarters of the last year, with what came of them."""
    last = f"{about.last_year}-12-31"
    with closing(paced_log(about)) as connection:
        log = Log(connection, "as-was", known_by, Scope(None, depth))
        made = back_test(Asked(log, about.last_year, last), Moment(last, None))
        return [row for row in made if row.inside is not None]


def held(rows: Iterable[BackTestRow]) -> float:
    found = [bool(row.inside) for row in rows]
    return sum(found) / len(found)


def stated(rows: list[BackTestRow]) -> float:
    return sum(row.stated or 0 for row in rows) / 100 / len(rows)


@pytest.mark.slow
def test_four_cases_of_five_are_held_of_the_whole_and_of_its_units() -> None:
    """Of 72 logs; of cells, which have few people, as many as is stated of them."""
    rows = [row for seed in range(72) for row in back_tested(paced(seed), depth=2)]
    whole, units, cells = (
        [row for row in rows if len(row.unit) == length] for length in (ROOT, GRASSROOTS, CELL)
    )
    assert (len(whole), len(units), len(cells)) == (216, 2592, 10368)
    assert 0.75 <= held(whole) <= 0.88
    assert 0.75 <= held(units) <= 0.88
    assert held(cells) == pytest.approx(stated(cells), abs=0.03)
    assert stated(cells) > 0.82


def test_some_logs_hold_about_what_is_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    """And far less where the forecast doubts nothing but chance."""
    some = [Paced(seed, pace=0.3, entries=40.0, grassroots=6, cells=2) for seed in range(6)]
    rows = [row for each in some for row in back_tested(each, depth=1)]
    assert held(rows) == pytest.approx(stated(rows), abs=0.15)
    monkeypatch.setattr(forecast_spread.Missed, "doubt", lambda *_: NO_DOUBT)
    sure = [row for each in some for row in back_tested(each, depth=0)]
    assert held(sure) < 0.6
