"""A log with one deviation of every kind planted in it: all are found, and nothing else."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from admission.app.conformance.asking import Asked, conformance
from admission.app.conformance.findings import PATH, Deviation
from admission.app.conformance.lines import Line
from admission.app.views import open_views
from tests.app.planted import ORDERS, planted_log
from tests.app.planting import Log, Planted

D: Final = Deviation
_PAGE: Final = Path(__file__).parents[2] / "docs" / "reference" / "deviations.md"


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    with planted_log(tmp_path_factory.mktemp("planted") / "planted.db") as planted:
        yield planted


def asked(path: Path, **about: Any) -> list[Line]:  # noqa: ANN401 - as Asked has it
    with open_views(path) as views:
        question = Asked(**{"as_of": "2026-01-01", "known_at": views.position, **about})
        return conformance(views.store, views.connection, question).lines


def told(lines: list[Line]) -> set[Planted]:
    return {
        (line.deviation, line.rule, line.detail, line.imported, event.position, event.days)
        for line in lines
        for event in line.events
    }


def test_every_deviation_that_is_planted_is_found_and_none_that_is_not(log: Log) -> None:
    found = told(asked(log.past.path))
    assert found == set(log.planted)
    assert {each[0] for each in found} == set(Deviation)


def test_each_kind_that_concerns_other_streams_is_planted_in_several_of_them(log: Log) -> None:
    found: dict[Deviation, set[str]] = {}
    for line in asked(log.past.path):
        found.setdefault(line.deviation, set()).add(line.kind)
    assert found[D.RECORDED_LATE] >= {PATH, "unit", "meeting", "target", "cards", "complaint"}
    assert found[D.ONE_ON_BOTH_SIDES] >= {
        PATH, "erasure", "class", "person", "badges", "ranking", "review", "complaint"
    }  # fmt: skip
    assert found[D.DEADLINE_MISSED] == {
        PATH, "person", "erasure", "confirmation", "finding", "task", "weakness"
    }  # fmt: skip
    assert found[D.AGAINST_RULE] == {"unit", "ranking", "target"}


def test_what_was_recorded_later_is_not_found_as_known_before(log: Log) -> None:
    """Every finding comes with its own event; what became of an irregular act may come later."""
    last = log.past.recorder.head()
    for at in (last // 3, last // 2):
        found = {(each[0], each[1], each[4]) for each in told(asked(log.past.path, known_at=at))}
        still = {(each[0], each[1], each[4]) for each in log.planted if each[4] <= at}
        assert {each for each in found if each[0] not in _BY_ORDER} == {
            each for each in still if each[0] not in _BY_ORDER
        }


_BY_ORDER: Final = {D.SKIPPED, D.OUT_OF_ORDER}
"""A step is skipped until it is taken: then it came out of order."""


def test_a_skipped_step_is_out_of_order_once_it_is_taken(log: Log) -> None:
    turned = [each for each in log.planted if each[0] == D.OUT_OF_ORDER and not each[3]]
    assert len(turned) == len(ORDERS) + 1
    for _, rule, _, _, position, _ in turned:
        found = told(asked(log.past.path, known_at=position))
        assert (D.SKIPPED, rule, "", False, position, None) in found


def test_a_part_of_the_log_is_asked_by_the_days_of_the_steps(log: Log) -> None:
    lines = asked(log.past.path, first="2022-01-01", last="2022-12-31")
    assert {line.year for line in lines} == {"2022"}
    of_paths = {line.deviation for line in lines if line.kind == PATH}
    assert of_paths == {D.OUT_OF_ORDER, D.DEADLINE_MISSED}
    assert {line.deviation for line in lines} - of_paths == {D.RECORDED_LATE}
    assert {(line.imported, line.of, line.kind) for line in lines if line.imported} == {
        (True, 5, PATH)
    }


def test_the_page_of_what_others_found_is_of_this_log(log: Log) -> None:
    """`make outside` writes it; what pm4py found stands there beside both numbers."""
    table = [line for line in _PAGE.read_text("utf-8").splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table[2:]]
    told = {(row[0], row[1], bool(row[2])): row[3:5] for row in rows}
    planted = Counter((each[0].value, each[1], each[3]) for each in log.planted)
    assert told == {key: [str(number)] * 2 for key, number in planted.items()}, "run `make outside`"
