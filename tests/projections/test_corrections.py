"""Rows after corrections: what is believed now, and what was believed before."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from admission.domain.kernel.messages import Event
from admission.domain.registers.corrections.events import FactAnnulled, FactCorrected
from admission.domain.registers.targets.events import TargetAssigned
from admission.projections.documents.queries import scans_of_steps, undocumented_steps
from admission.projections.milestones.queries import tally
from admission.projections.targets.queries import list_targets
from admission.projections.timeline.queries import TimelineRow, history
from tests.projections.histories import PAPER, History
from tests.projections.organisation.plans import target
from tests.projections.organisation.who import P
from tests.projections.rows import connect
from tests.projections.steps import Of, day

ONE = Of(1)
NOW = "2025-12-31"
YEAR_2024, YEAR_2023 = ("2024-01-01", "2024-12-31"), ("2023-01-01", "2023-12-31")


def correction(about: str, fact: int, event: Event | None, on: str = NOW) -> tuple[str, Event]:
    said = {"about": about, "fact": fact, "on": day(on), "reason": "sai", "document": PAPER}
    if event is None:
        return about, FactAnnulled.model_validate(said)
    return about, FactCorrected.model_validate({**said, "event": event})


@pytest.fixture
def past(tmp_path: Path) -> Iterator[History]:
    """A ceremony of 2 January 2024, which was held on 30 December 2023."""
    with History(tmp_path / "corrected.db") as past:
        past.adopt("small")
        past.write(ONE.entered("2023-02-01"), ONE.decided("2023-12-01"), ONE.admitted("2024-01-02"))
        past.write(correction(ONE.id, 3, ONE.admitted("2023-12-30")[1]))
        yield past


def rows_of(past: History) -> Path:
    with past.projector() as projector:
        projector.catch_up()
        assert projector.quarantined() == []
        assert projector.verify() is None
        return projector.path


def ceremonies(past: History, known_at: int | None, as_of: str = NOW) -> tuple[int, int]:
    """How many in 2023, and how many in 2024."""
    with closing(connect(rows_of(past), "read")) as views:
        first, second = (
            sum(
                row.candidates
                for row in tally(views, "ceremony-held", *year, as_of=as_of, known_at=known_at)
            )
            for year in (YEAR_2023, YEAR_2024)
        )
    return first, second


def test_a_corrected_day_moves_a_figure_by_one_and_what_was_known_before_stays(
    past: History,
) -> None:
    before = past.recorder.head() - 1
    assert ceremonies(past, before) == (0, 1)
    assert ceremonies(past, None) == (1, 0)


def test_what_is_corrected_holds_from_its_own_day_not_from_that_of_the_correction(
    past: History,
) -> None:
    assert ceremonies(past, None, "2023-12-29") == (0, 0)
    assert ceremonies(past, None, "2023-12-30") == (1, 0)


def test_a_correction_taken_back_gives_the_figure_back(past: History) -> None:
    head = past.write(correction(ONE.id, 4, None))
    assert ceremonies(past, None) == (0, 1)
    assert ceremonies(past, head - 1) == (1, 0)
    past.write(correction(ONE.id, 3, None))
    assert ceremonies(past, None) == (0, 0)


def told(past: History, known_at: int | None = None) -> list[TimelineRow]:
    with closing(connect(rows_of(past), "read")) as views:
        return history(views, ONE.id, as_of=NOW, known_at=known_at).rows


def test_history_keeps_both_and_says_which_is_read(past: History) -> None:
    ceremony, corrected = told(past)[-2:]
    assert (ceremony.on_day, ceremony.reading, ceremony.by) == (
        "2024-01-02",
        "corrected",
        corrected.position,
    )
    assert (corrected.type, corrected.corrects) == ("fact-corrected", ceremony.position)
    assert told(past, corrected.position - 1)[-1].reading is None


def test_history_says_that_a_correction_was_taken_back(past: History) -> None:
    past.write(correction(ONE.id, 4, None))
    ceremony, corrected, annulled = told(past)[-3:]
    assert (ceremony.reading, corrected.reading, corrected.by) == (
        None,
        "annulled",
        annulled.position,
    )


def test_a_step_that_was_corrected_rests_on_the_paper_of_the_correction(past: History) -> None:
    """The ceremony named no paper of its own."""
    with closing(connect(rows_of(past), "read")) as views:
        head = past.recorder.head()
        before = undocumented_steps(views, as_of=NOW, known_at=head - 1).rows
        after = undocumented_steps(views, as_of=NOW).rows
    assert [row.type for row in before] == ["pool-entered", "ceremony-held"]
    assert [row.type for row in after] == ["pool-entered"]


def test_a_scan_named_by_what_is_right_belongs_to_the_correction(past: History) -> None:
    named = PAPER.model_copy(update={"sha256": "d4" * 32})
    head = past.write(
        correction(ONE.id, 3, ONE.admitted("2023-12-30")[1].model_copy(update={"document": named}))
    )
    with closing(connect(rows_of(past), "read")) as views:
        assert scans_of_steps(views, ONE.id, as_of=NOW)[head] == ("d4" * 32,)


def test_registers_follow_too(past: History) -> None:
    known, assigned = target(TargetAssigned, P, "2024", "2024-01-05", 9)
    _, right = target(TargetAssigned, P, "2024", "2024-01-05", 8)
    past.write((known, assigned), correction(known, 1, right))
    with closing(connect(rows_of(past), "read")) as views:
        head = past.recorder.head()
        now = list_targets(views, as_of=NOW).rows
        before = list_targets(views, as_of=NOW, known_at=head - 1).rows
    assert [row.number for row in (*before, *now)] == [9, 8]
