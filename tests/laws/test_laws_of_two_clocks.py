"""What a report answers at two moments is what one answers that holds only what qualifies."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from admission.app.projection_file import beside
from admission.app.recorders.ports import Connection
from admission.domain.kernel.messages import Event
from admission.domain.registers.confirmations.events import PeriodConfirmed
from admission.domain.registers.corrections.events import FactAnnulled
from admission.domain.registers.reports.events import ReportListed, ReportPublished
from admission.projections.balance.queries import balance
from admission.projections.coverage.queries import coverage
from admission.projections.movements.queries import tally_kinds
from admission.projections.pipeline.queries import list_status
from admission.projections.progress.queries import progress
from admission.projections.reports.queries import list_reports
from admission.projections.targets.queries import list_targets
from admission.projections.units.queries import list_units
from tests.laws.test_laws_of_explaining import facts
from tests.placing import examples
from tests.projections.histories import ACTOR, PAPER, History, an_id
from tests.projections.rows import connect
from tests.projections.steps import Of
from tests.projections.test_balance import came, member, over, said, went, went_over
from tests.projections.test_lenses import CELLS, ONE, ROOT, acts, days, told
from tests.stories.test_published_reports import FIGURES

Told = tuple[str, Event]
YEAR: Final[dict[str, Any]] = {"first": "2024-01-01", "last": "2024-12-31"}
TREES: Final = ("as-was", "as-now", "2024-02-01")
cells = st.sampled_from(CELLS)
people = st.integers(20, 24)
grounds = st.sampled_from(("left", "died", "expelled"))


def _published(number: int, unit: str | None, on: date) -> list[Told]:
    """A report, and its place in the list of its unit."""
    report = an_id("report", number)
    key = {"report": report, "kind": "progress", "unit": unit, "year": 2024}
    fields = {**key, "as_of": on, "known_at": 1, "on": on}
    more = {"known_at_time": "2024-01-01T00:00:00.000000Z", "figures": FIGURES, "document": PAPER}
    listed = ReportListed.model_validate(fields)
    printed = ReportPublished.model_validate({**fields, **more, "signed_by": ACTOR})
    return [(report, printed), (listed.published, listed)]


movements = st.one_of(
    st.builds(member, people, days, cells),
    st.builds(came, people, days, cells),
    st.builds(went, people, days, cells),
    st.builds(over, people, days, grounds, cells),
    st.builds(went_over, people, days, cells, cells),
    st.builds(
        lambda n, cell, to, on: Of(n, cell).transferred(on, to),
        st.integers(1, 6),
        cells,
        cells,
        days,
    ),
    st.builds(
        lambda n, unit, on: said(n, unit, "2024-01-01", 40, on=on.isoformat()),
        st.integers(1, 9),
        cells,
        days,
    ),
)
reports = st.builds(_published, st.integers(1, 99), st.sampled_from((None, ROOT, ONE)), days)
stories = st.lists(st.one_of(facts, facts, movements, movements, reports), max_size=24)


def _in_one_order(commands: list[Any], drawn: list[Any]) -> list[Told]:
    """The tree and the acts on it, then what happened in it; each report once."""
    founding = [written for *_, answer in told(commands).log for written in answer.events]
    found: list[Told] = [(written.stream, written.event) for written in founding]
    streams: list[str] = []
    for each in drawn:
        for stream, event in [each] if isinstance(each, tuple) else each:
            if isinstance(event, ReportPublished) and stream in streams:
                break
            if not isinstance(event, FactAnnulled) or event.fact <= streams.count(stream):
                streams.append(stream)
                found.append((stream, event))
    return found


@contextmanager
def _rows_of(events: list[Told]) -> Iterator[Connection]:
    with TemporaryDirectory() as folder, History(Path(folder) / "law.db") as past:
        past.adopt("small")
        past.write_many(events)
        with past.projector() as projector:
            projector.catch_up()
            assert projector.quarantined() == []
        with closing(connect(beside(past.path), "read")) as rows:
            yield rows


def _answers(rows: Connection, as_of: str, known_at: int | None) -> dict[str, Any]:
    """What every report and list says."""
    when: Any = {"as_of": as_of, "known_at": known_at}
    found: dict[str, Any] = {
        "status": list_status(rows, **when).rows,
        "units": list_units(rows, **when).rows,
        "targets": list_targets(rows, **when).rows,
        "movements": sorted(tally_kinds(rows, **YEAR, **when)),
        "reports": list_reports(rows, **when).rows,
    }
    for tree in TREES:
        seen: Any = {**when, "tree": tree}
        found[f"progress {tree}"] = progress(rows, year=2024, **seen)
        found[f"coverage {tree}"] = coverage(rows, year=2024, **seen)
        found[f"balance {tree}"] = balance(rows, **YEAR, **seen)
    return found


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(acts, max_size=4), stories, st.integers(0, 24), days)
def test_known_at_a_position_is_what_a_store_says_that_ends_there(
    commands: list[Any], drawn: list[Any], back: int, day: date
) -> None:
    """People, movements, transfers, targets, units, corrections, published reports."""
    events = _in_one_order(commands, drawn)
    first = events[: max(len(events) - back, 1)]
    with _rows_of(events) as rows, _rows_of(first) as ending:
        for as_of in (day.isoformat(), "2024-12-31"):
            known = _answers(rows, as_of, 1 + len(first))  # position 1 adopts the rulebook
            assert known == _answers(ending, as_of, None)


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(acts, max_size=4), stories, days)
def test_as_of_a_day_is_what_a_store_says_in_which_nothing_later_happened(
    commands: list[Any], drawn: list[Any], day: date
) -> None:
    """But for confirmations, which count from when they are known, and trees of later days."""
    events = _in_one_order(commands, [each for each in drawn if not _of_knowledge(each)])
    until = [(stream, event) for stream, event in events if event.on <= day]
    with _rows_of(events) as rows, _rows_of(until) as ending:
        said, expected = (_answers(of, day.isoformat(), None) for of in (rows, ending))
    for asked, answer in said.items():
        if asked.split()[-1] not in TREES[2:] or day.isoformat() >= TREES[2]:
            assert _unplaced(answer) == _unplaced(expected[asked]), asked


def _of_knowledge(each: Any) -> bool:  # noqa: ANN401 - as it is drawn
    return isinstance(each, tuple) and isinstance(each[1], FactAnnulled | PeriodConfirmed)


def _unplaced(answer: Any) -> Any:  # noqa: ANN401 - whatever an answer is made of
    """An answer without positions: what is left out has none."""
    if hasattr(answer, "_asdict"):
        answer = answer._asdict()
    if isinstance(answer, dict):
        return {key: _unplaced(of) for key, of in answer.items() if key != "position"}
    if isinstance(answer, list | tuple):
        return [_unplaced(of) for of in answer]
    return answer
