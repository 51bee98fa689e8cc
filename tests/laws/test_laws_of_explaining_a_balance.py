"""Whatever a balance prints, the lines of its explanation add up to it."""

from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from admission.app.projection_file import beside
from admission.app.recorders.ports import Connection
from admission.projections.balance.queries import balance
from admission.projections.explain.queries import FIGURES, Balance, Explanation, explain
from admission.projections.movements.queries import WENT
from admission.projections.units.lenses import UnitNotThereError
from tests.laws.test_laws_of_explaining import UNITS, adds_up, facts, in_pages
from tests.laws.test_laws_of_two_clocks import movements
from tests.placing import examples
from tests.projections.histories import History
from tests.projections.rows import connect
from tests.projections.test_balance import Told
from tests.projections.test_balance import said as a_figure
from tests.projections.test_lenses import acts, days, told

ends = st.sampled_from([date(2024, 1, 31), date(2024, 2, 29), date(2024, 12, 31)])
stated = st.builds(
    lambda number, unit, day, people: a_figure(number, unit, day.isoformat(), people),
    st.integers(10, 40),
    st.sampled_from(UNITS),
    st.one_of(days, ends),
    st.integers(0, 50),
)
trees = st.sampled_from(("as-was", "as-now", "2024-02-01"))
periods = st.tuples(days, ends).map(lambda two: tuple(day.isoformat() for day in sorted(two)))


@settings(max_examples=examples(25), deadline=None)
@given(
    st.lists(acts, max_size=4),
    st.lists(st.one_of(movements, movements, stated, facts), min_size=4, max_size=30),
    trees,
    periods,
    st.randoms(use_true_random=False),
)
def test_lines_add_up_to_every_figure_of_a_balance(
    commands: list[Any], said: list[Told], tree: str, period: tuple[str, str], chance: Random
) -> None:
    """Of any unit, through any tree, at both clocks."""
    founding = [written for *_, answer in told(commands).log for written in answer.events]
    with TemporaryDirectory() as folder, History(Path(folder) / "law.db") as past:
        past.adopt("small")
        past.write_many([*founding, *said])
        with past.projector() as projector:
            projector.catch_up()
            assert projector.quarantined() == []
        with closing(connect(beside(past.path), "read")) as rows:
            known_at = chance.choice((None, past.recorder.head() - chance.randrange(len(said))))
            as_of = chance.choice((date(2024, 3, 1), date(2026, 1, 1))).isoformat()
            for unit in chance.sample(UNITS, 4):
                when = {"as_of": as_of, "known_at": known_at, "tree": tree}
                _explains(rows, unit, Balance(*period), when)


def _explains(rows: Connection, unit: str, asked: Balance, when: dict[str, Any]) -> None:
    try:
        found_rows = balance(rows, unit=unit, depth=0, **asked._asdict(), **when).rows
    except UnitNotThereError:
        assert explain(rows, asked, figure="closing", unit=unit, **when) is None
        return
    for row in found_rows:
        for figure in FIGURES["balance"]:
            of_it = {"figure": figure, "unit": unit, **when}
            found = explain(rows, asked, **of_it)
            assert found is not None
            assert found.unit.unit == row.unit
            assert found.value == getattr(row, figure), figure
            adds_up(found)
            _makes_the_value(found, figure)
            assert in_pages(rows, asked, of_it) == found.rows


def _makes_the_value(found: Explanation, figure: str) -> None:
    """The parts, what went taken away, and of a difference what was stated."""
    if found.value is None:
        return
    went = {kind.replace("-", "_") for kind in WENT} | {"closing_stated"}
    signs = {
        part: -1 if figure in ("closing", "difference") and part in went else 1
        for part in found.parts
    }
    assert found.value == sum(signs[part] * (n or 0) for part, n in found.parts.items())
