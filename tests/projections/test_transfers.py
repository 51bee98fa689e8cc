"""Transfers as questions find them: what is due, where people stand, in which unit they count."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from admission.app.projection_file import beside
from admission.app.recorders.ports import Connection
from admission.domain.stages.clocks import open_clocks
from admission.domain.stages.competence import as_units_have_it
from admission.domain.stages.transfer.commands import RerouteDecision
from admission.projections.due.queries import list_due
from admission.projections.milestones.queries import list_milestones
from admission.projections.pipeline.queries import list_status
from tests.projections.histories import History
from tests.projections.rows import connect
from tests.stories.kit import Story, given
from tests.stories.organisation import CELL, COMMUNE, GRASSROOTS_CELL, OTHER_COMMUNE, C
from tests.stories.paths import ceremony_held, committee_resolved, received, recognised
from tests.stories.test_transfers import (
    COMMENTS,
    FAR_CELL,
    NEAR,
    ON,
    THIRD,
    came_in,
    comes_under_another,
    doubted,
    far_away,
    forwarded,
    letter,
    member_goes,
    merged,
    sent_up,
    transfer,
)


@contextmanager
def projected(story: Story, path: Path) -> Iterator[Connection]:
    """The rows of all that a story has recorded, in its order."""
    with History(path / "story.db") as past:
        streams = story.store.streams.items()
        facts = ((fact, stream) for stream, recorded in streams for fact in recorded)
        with past.recorder.writing():
            for fact, stream in sorted(facts, key=lambda each: each[0].position):
                past.write((stream, fact.event), rulebook=fact.rulebook)
        with past.projector() as projector:
            projector.catch_up()
            assert projector.quarantined() == []
        with closing(connect(beside(past.path), "read")) as connection:
            yield connection


def due(rows: Connection, on: str) -> set[tuple[str, str, str, str | None]]:
    """By which rule what is due, since when, and from whom."""
    found = list_due(rows, candidate=C, as_of=on).rows
    return {(row.rule, row.by, row.starts, row.acting) for row in found}


TOLD = {
    "sent-up": (sent_up, "2025-11-12"),
    "sent-up, the old authority merged": (lambda: sent_up().and_(merged()), "2025-11-17"),
    "received": (lambda: sent_up().and_(forwarded(), came_in()), "2025-11-26"),
    "an act": (lambda: given(committee_resolved(ON), comes_under_another()), "2025-11-12"),
    "an act, before its day": (
        lambda: given(committee_resolved(ON), comes_under_another()),
        "2025-11-09",
    ),
    "a successor": (lambda: given(far_away(), committee_resolved(ON), merged()), "2025-11-17"),
    "a review": (doubted, "2025-11-27"),
}


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD.keys())
def test_what_is_due_is_what_decisions_go_by(told: tuple[object, str], tmp_path: Path) -> None:
    """Each clock of a file between two places, from the same day, due from the same unit."""
    make, on = told
    assert callable(make)
    story: Story = make()
    day, world = date.fromisoformat(on), story.store.world
    if day < date(2025, 11, 10):
        story = given(committee_resolved(ON))
    state = as_units_have_it(story.candidate(), story.store.world, day)
    clocks = open_clocks(state, world.rulebook)
    expected = {(clock.rule, clock.by, clock.starts.isoformat()) for clock in clocks}
    with projected(make(), tmp_path) as rows:
        found = due(rows, on)
        assert {each[:3] for each in found} == expected
        for clock in clocks:
            if clock.body:
                acting = world.in_place_of(clock.body, day).id
                assert (clock.rule, clock.by, clock.starts.isoformat(), acting) in found


def test_a_file_to_forward_is_due_from_whoever_has_it(tmp_path: Path) -> None:
    """The old authority; after a merger the one that has its place; by transfer and by act."""
    with projected(sent_up().and_(merged()), tmp_path) as rows:
        assert due(rows, "2025-11-14") == {("MOV-03", "former-authority", "2025-11-10", COMMUNE)}
        assert due(rows, "2025-11-15") == {("MOV-03", "former-authority", "2025-11-10", THIRD)}


def test_an_act_on_units_alone_makes_a_file_due(tmp_path: Path) -> None:
    """From its day on; the time of the new authority runs beside it until it has the file."""
    story = given(committee_resolved(ON), comes_under_another())
    with projected(story, tmp_path) as rows:
        waits = ("MOV-03", "former-authority", "2025-11-10", COMMUNE)
        assert waits in due(rows, "2025-11-10")
        assert {rule for rule, *_ in due(rows, "2025-11-09")} == {"DEC-15"}
        assert {who for rule, _, _, who in due(rows, "2025-11-10") if rule == "DEC-15"} == {
            OTHER_COMMUNE
        }
        for_unit = list_due(rows, unit=OTHER_COMMUNE, as_of="2025-11-20").rows
        assert [row.due_on for row in for_unit if row.rule == "MOV-03"] == ["2025-12-01"]


def test_a_decision_to_be_rerouted_is_due_from_the_authority_by_no_day(tmp_path: Path) -> None:
    """Until it is; no text sets a day, so it comes last and is never overdue."""
    told = given(received(ON), transfer(at=NEAR))
    story = told.and_(letter(RerouteDecision, "2025-11-20", COMMUNE))
    with projected(story, tmp_path) as rows:
        last = list_due(rows, as_of="2025-11-19").rows[-1]
        assert (last.rule, last.acting, last.starts) == ("MOV-04", COMMUNE, "2025-11-10")
        assert (last.due_on, last.working_days_left, last.overdue_by) == (None, None, 0)
        within = list_due(rows, as_of="2025-11-19", within_days=1).rows
        assert "MOV-04" in {row.rule for row in within}
        late = list_due(rows, as_of="2025-11-19", overdue=True).rows
        assert "MOV-04" not in {row.rule for row in late}
        for day in ("2025-11-09", "2025-11-20"):
            assert "MOV-04" not in {row.rule for row in list_due(rows, as_of=day).rows}


def test_somebody_transferred_stands_at_the_new_place_and_counts_at_the_old(
    tmp_path: Path,
) -> None:
    """Where they are on each day; what was reached counts to the cell of its own day."""
    story = given(far_away(), ceremony_held(ON), transfer("2025-12-01", **COMMENTS))
    with projected(story, tmp_path) as rows:
        before, after = (
            list_status(rows, as_of=day).rows[0].unit for day in ("2025-11-30", "2025-12-01")
        )
        assert (before, after) == (CELL, FAR_CELL)
        counted = list_milestones(rows, candidate=C, as_of="2026-01-01").rows
        assert {row.unit for row in counted} == {CELL}


def test_a_member_who_is_transferred_moves_once_each_time(tmp_path: Path) -> None:
    """On probation, and again as a full member: out of one cell, into the other."""
    story = given(
        recognised(ON),
        member_goes(on="2025-12-20"),
        member_goes(on="2025-12-22", cell=CELL),
    )
    with projected(story, tmp_path) as rows:
        found = rows.execute("SELECT cell, kind, on_day FROM movements WHERE kind LIKE 'trans%'")
        assert sorted(found.fetchall(), key=lambda row: row[1:]) == [
            (GRASSROOTS_CELL, "transferred-in", "2025-12-20"),
            (CELL, "transferred-in", "2025-12-22"),
            (CELL, "transferred-out", "2025-12-20"),
            (GRASSROOTS_CELL, "transferred-out", "2025-12-22"),
        ]
        assert list_status(rows, as_of="2025-12-21").rows[0].unit == GRASSROOTS_CELL
