"""Whatever a report prints, the lines of its explanation add up to it."""

from collections import Counter
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
from admission.domain.kernel.messages import Event
from admission.domain.registers.confirmations import events as confirmed
from admission.domain.registers.confirmations.commands import ConfirmationKey
from admission.domain.registers.corrections.events import FactAnnulled
from admission.domain.registers.targets import events as targets
from admission.domain.registers.targets.commands import TargetKey
from admission.projections.coverage.queries import coverage
from admission.projections.explain.queries import (
    FIGURES,
    Coverage,
    Explanation,
    Progress,
    Report,
    explain,
)
from admission.projections.progress.figures import By
from admission.projections.progress.queries import progress
from admission.projections.units.lenses import UnitNotThereError
from tests.placing import examples
from tests.projections.histories import PAPER, History
from tests.projections.rows import connect
from tests.projections.steps import Of
from tests.projections.test_lenses import (
    CELLS,
    FIRST,
    FOUR,
    ONE,
    ROOT,
    THREE,
    TWO,
    acts,
    days,
    told,
)

UNITS = (ROOT, ONE, TWO, THREE, FOUR, *CELLS)
BYS: tuple[By, ...] = ("unit", "quarter", "group")
candidates = st.integers(1, 6).map(
    lambda number: Of(number, CELLS[number % 7], ("youth", "women")[: number % 3])
)
steps = st.one_of(
    st.builds(Of.entered, candidates, days),
    st.builds(Of.certified, candidates, days, days),
    st.builds(Of.permitted, candidates, days),
    st.builds(Of.resolved, candidates, days),
    st.builds(Of.decided, candidates, days),
    st.builds(Of.admitted, candidates, days),
    st.builds(Of.recognised, candidates, days),
    st.builds(Of.cancelled, candidates, days),
    st.builds(Of.redone, candidates, days, st.just("ceremony-held")),
)


def _target(unit: str, on: date, people: int, quarter: bool, group: bool) -> tuple[str, Event]:  # noqa: FBT001
    period = "2024-Q1" if quarter else "2024"
    key = TargetKey(unit=unit, period=period, group="youth" if group else None)
    said = {**key.model_dump(), "on": on, "document": PAPER, "number": people, "people": people}
    said["promised_by"] = date(2024, 12, 31)
    return key.target, targets.TargetAssigned.model_validate(said)


def _confirmation(unit: str, on: date, through: date) -> tuple[str, Event]:
    key = ConfirmationKey(unit=unit).confirmation
    said = {"unit": unit, "on": max(on, through), "through": through, "document": PAPER}
    return key, confirmed.PeriodConfirmed.model_validate(said)


def _annulled(of: Of, on: date, fact: int) -> tuple[str, Event]:
    said = {"on": on, "about": of.id, "fact": fact, "reason": "wrong", "document": PAPER}
    return of.id, FactAnnulled.model_validate(said)


units = st.sampled_from(UNITS)
facts = st.one_of(
    steps,
    steps,
    st.builds(_target, units, days, st.integers(0, 20), st.booleans(), st.booleans()),
    st.builds(_confirmation, units, days, days),
    st.builds(_annulled, candidates, days, st.integers(1, 2)),
)


def _written(past: History, said: list[tuple[str, Event]]) -> None:
    """All of it; a correction only of a fact that is there."""
    recorded: Counter[str] = Counter()
    for stream, event in said:
        if not isinstance(event, FactAnnulled) or event.fact <= recorded[stream]:
            past.write((stream, event))
            recorded[stream] += 1


@settings(max_examples=examples(15), deadline=None)
@given(
    st.lists(acts, max_size=4),
    st.lists(facts, min_size=4, max_size=30),
    st.sampled_from(("as-was", "as-now", "2024-02-01")),
    st.randoms(use_true_random=False),
)
def test_lines_add_up_to_every_figure(
    commands: list[Any], said: list[tuple[str, Event]], tree: str, chance: Random
) -> None:
    """Of any unit, through any tree, at both clocks: progress by unit, quarter, group; coverage."""
    store = told(commands)
    founding = [written for *_, answer in store.log for written in answer.events]
    with TemporaryDirectory() as folder, History(Path(folder) / "law.db") as past:
        past.adopt("small")
        past.write_many(founding)
        with past.recorder.writing():
            _written(past, said)
        with past.projector() as projector:
            projector.catch_up()
            assert projector.quarantined() == []
        with closing(connect(beside(past.path), "read")) as rows:
            known_at = chance.choice((None, past.recorder.head() - chance.randrange(len(said))))
            as_of = chance.choice((FIRST.replace(month=3), FIRST.replace(year=2026))).isoformat()
            for unit in chance.sample(UNITS, 3):
                when = {"as_of": as_of, "known_at": known_at, "tree": tree}
                if _has_no_place(rows, unit, when):
                    continue
                _explains_progress(rows, unit, when)
                _explains_coverage(rows, unit, when)


def _has_no_place(rows: Connection, unit: str, when: dict[str, Any]) -> bool:
    """Whether a unit ended before the year: then there is no row of it, and nothing to explain."""
    try:
        progress(rows, year=2024, unit=unit, depth=0, **when)
    except UnitNotThereError:
        assert (
            explain(rows, Progress(2024, "unit", ""), figure="admitted", unit=unit, **when) is None
        )
        return True
    return False


def _explains_progress(rows: Connection, unit: str, when: dict[str, Any]) -> None:
    for by in BYS:
        found_rows = progress(
            rows, year=2024, unit=unit, by=by, depth=0, known_by=_known_by, **when
        ).rows
        for row in found_rows:
            slot = {"unit": "", "quarter": row.period[-1], "group": row.group or ""}[by]
            for figure in FIGURES["progress"]:
                report = Progress(2024, by, slot)
                asked = {**when, "figure": figure, "unit": unit}
                found = explain(rows, report, **asked)
                assert found is not None
                assert found.unit.unit == row.unit
                if figure != "stated":
                    assert found.value == getattr(row, figure), (report, asked)
                if figure == "admitted":
                    assert row.recorded_late == _after(_known_by(found.last), found)
                adds_up(found)
                assert in_pages(rows, report, asked) == found.rows


def _explains_coverage(rows: Connection, unit: str, when: dict[str, Any]) -> None:
    for row in coverage(rows, year=2024, unit=unit, depth=0, **when).rows:
        for figure in FIGURES["coverage"]:
            found = explain(rows, Coverage(2024), figure=figure, unit=unit, **when)
            assert found is not None
            assert found.value == getattr(row, figure), figure
            adds_up(found)


def _known_by(on: str) -> int:
    """As if the facts had been recorded so many a month."""
    return 4 * int(on[5:7])


def _after(position: int, found: Explanation) -> int:
    return sum(line.counts or 0 for line in found.rows if line.position > position)


def adds_up(found: Explanation) -> None:
    """The rows of each part, all pages together."""
    sums: Counter[str] = Counter()
    for line in found.rows:
        sums[line.part] += line.counts or 0
    for part, people in found.parts.items():
        assert sums[part] == (people or 0)


def in_pages(rows: Connection, report: Report, asked: dict[str, Any]) -> list[Any]:
    """The rows, three at a time."""
    found: list[Any] = []
    after = None
    while True:
        page = explain(rows, report, **asked, limit=3, after=after)
        assert page is not None
        found += page.rows
        after = page.next
        if after is None:
            return found
