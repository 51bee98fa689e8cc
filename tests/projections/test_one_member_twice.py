"""Movements and balances of a member in two records: told twice, counted once."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from admission.app.projection_file import beside
from admission.app.recorders.ports import Connection
from admission.projections.balance.queries import balance
from admission.projections.people.queries import show_person
from tests.projections.histories import History
from tests.projections.rows import connect, rows_of
from tests.stories.kit import Story, given
from tests.stories.organisation import ANOTHER_P, CELL, P
from tests.stories.paths import recognised
from tests.stories.test_movements import arrival, departure
from tests.stories.test_one_person_twice import join, member, part

YEAR: dict[str, Any] = {"first": "2026-01-01", "last": "2026-12-31"}
BEFORE, JOINED, PARTED = "2026-11-09", "2026-11-10", "2026-12-01"
OTHERS = 7
"""The members of the cell beside these."""


@contextmanager
def rows(story: Story) -> Iterator[Connection]:
    """The rows of what the story recorded, alike whether built at once or anew."""
    with TemporaryDirectory() as folder, History(Path(folder) / "twice.db") as past:
        with past.recorder.writing():
            for _, _, answer in story.store.log:
                past.write(*answer.events, rulebook=answer.rulebook)
        with past.projector(batch=3) as projector:
            projector.catch_up()
            assert projector.quarantined() == []
            live = rows_of(projector.path)
            projector.rebuild()
            assert rows_of(projector.path) == live
        with closing(connect(beside(past.path), "read")) as views:
            yield views


def movements(views: Connection, as_of: str) -> list[tuple[Any, ...]]:
    """Every row of the two records, and of their path, that holds on a day."""
    return views.execute(
        "SELECT stream, number, cell, kind, on_day, members FROM movements "
        "WHERE since <= ? AND until > ? AND known_to = ? AND (stream IN (?, ?) OR kind = ?) "
        "ORDER BY 1, 2",
        (as_of, as_of, 9223372036854775807, P, ANOTHER_P, "admitted"),
    ).fetchall()


def counted(views: Connection, as_of: str) -> int:
    """How many members of the two records there are at the end of the year."""
    found = balance(views, **YEAR, as_of=as_of, unit=CELL).rows
    return sum(row.closing or 0 for row in found) - OTHERS


@pytest.mark.parametrize(("kept", "other"), [(P, ANOTHER_P), (ANOTHER_P, P)])
@pytest.mark.parametrize(
    "told",
    [
        (member(P), member(ANOTHER_P)),
        (member(P), arrival(person=ANOTHER_P, official_on="2010-05-19", decided_on=None)),
        (tuple(recognised("2025-11-20")), member(ANOTHER_P, official_on=None, on="2026-01-10")),
    ],
)
def test_a_membership_told_twice_counts_once_from_the_day_of_joining(
    told: tuple[Any, ...], kept: str, other: str
) -> None:
    """Until the records are parted: then every row is there again as it was."""
    with rows(given(*told, join(kept, other), part(kept, other, on=PARTED))) as views:
        first = movements(views, BEFORE)
        assert counted(views, BEFORE) == 2
        assert counted(views, JOINED) == 1
        assert len(movements(views, JOINED)) == len(first) - 1
        assert movements(views, PARTED) == first


def test_who_came_back_under_another_name_keeps_every_movement() -> None:
    """Registered, gone, come: three movements of one person."""
    back = arrival(person=ANOTHER_P, official_on="2010-05-19", decided_on=None)
    told = (member(P), departure(on="2023-02-01"), back, join(), part(on=PARTED))
    with rows(given(*told)) as views:
        first = movements(views, BEFORE)
        assert [row[3] for row in first] == ["registered", "moved-away", "arrived"]
        assert movements(views, JOINED) == movements(views, PARTED) == first
        assert counted(views, JOINED) == 1


@pytest.mark.parametrize("named", [P, ANOTHER_P])
def test_who_goes_while_joined_is_gone_once(named: str) -> None:
    """And when they are parted the other record is still that of a member."""
    gone = departure(person=named, on="2026-11-20")
    story = given(member(P), member(ANOTHER_P), join(), gone)
    with rows(story.and_(part(on=PARTED))) as views:
        assert (counted(views, JOINED), counted(views, "2026-11-20")) == (1, 0)
        assert counted(views, PARTED) == 1


def test_the_row_of_a_joined_person_says_the_days_as_exact_as_known() -> None:
    """That of the other name says nothing of a membership; each its own when parted."""
    told = (member(P, official_on="2010"), member(ANOTHER_P, official_on="2010-05"))
    with rows(given(*told, join(), part(on=PARTED))) as views:
        for as_of, one, two in (
            (BEFORE, "2010", "2010-05"),
            (JOINED, "2010-05", None),
            (PARTED, "2010", "2010-05"),
        ):
            found = [show_person(views, who, as_of=as_of) for who in (P, ANOTHER_P)]
            assert [row and row.official_on for row in found] == [one, two]
