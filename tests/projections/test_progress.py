"""Figures against targets, summed over the tree."""

from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from admission.app.recorders.ports import Connection
from admission.projections.asking import UnknownCursorError
from admission.projections.pipeline.queries import count_standings
from admission.projections.progress.figures import By
from admission.projections.progress.queries import ProgressRow, progress
from admission.projections.progress.sums import percent
from tests.projections.histories import SMALL, History
from tests.projections.organisation.places import tree
from tests.projections.organisation.who import C1, C2, B, D, E, G, P, S
from tests.projections.rows import connect
from tests.projections.steps import Of

END = "2024-12-31"


def rows(
    views: Connection, as_of: str = END, unit: str | None = None, depth: int | None = None
) -> dict[str, ProgressRow]:
    found = progress(views, year=2024, as_of=as_of, unit=unit, depth=depth).rows
    assert len({row.unit for row in found}) == len(found)
    return {row.unit: row for row in found}


def test_rows_come_parent_first_to_the_depth_asked(views: Connection) -> None:
    assert list(rows(views)) == [P, D, S, G, B, C1, C2, E]
    assert list(rows(views, depth=0)) == [P]
    assert list(rows(views, depth=1, unit=D)) == [D, S, G]
    assert E not in rows(views, as_of="2024-05-31")


def test_a_unit_counts_what_is_under_it(views: Connection) -> None:
    in_may = rows(views, as_of="2024-05-31")
    assert [in_may[u].admitted for u in (P, D, S, G, B, C1, C2)] == [2, 2, 0, 2, 1, 1, 1]
    at_the_end = rows(views)
    assert [at_the_end[u].admitted for u in (P, D, S, G, B, C1, C2)] == [1, 1, 0, 1, 1, 1, 0]
    assert [at_the_end[u].decided_without_ceremony for u in (P, G, C1, C2)] == [1, 1, 1, 0]


def test_recognised_counts_the_day_of_signature_and_certified_the_day_of_issue(
    views: Connection,
) -> None:
    (row,) = progress(views, year=2025, as_of="2025-12-31", unit=C1).rows
    assert (row.recognised, row.admitted, row.certified) == (1, 0, 0)
    (row,) = progress(views, year=2025, as_of="2025-02-28", unit=C1).rows
    assert row.recognised == 0
    (row,) = progress(views, year=2023, as_of="2025-12-31", unit=C1).rows
    assert (row.recognised, row.certified) == (0, 2)


def test_open_dossiers_are_those_with_permission_and_no_decision(
    views: Connection,
) -> None:
    (row,) = progress(views, year=2023, as_of="2023-04-01", unit=P, depth=0).rows
    assert row.dossiers_open == 4
    assert [rows(views)[u].dossiers_open for u in (P, G, S)] == [1, 0, 1]


def test_a_target_is_the_units_own_or_else_the_sum_of_those_below(
    views: Connection,
) -> None:
    """Both are shown; one revised counts with its new figure, one withdrawn not at all."""
    found = rows(views)
    asked = {u: (r.target, r.target_source, r.target_own, r.target_sum) for u, r in found.items()}
    assert asked[P] == (9, "sum", None, 9)
    assert asked[D] == (9, "own", 9, 8)
    assert asked[G] == (4, "own", 4, None)
    assert asked[B] == (None, "none", None, None)
    assert asked[E] == (None, "none", None, None)
    early = rows(views, as_of="2024-02-29")
    assert (early[D].target_sum, early[G].target) == (7, 3)
    assert rows(views, as_of="2024-06-30")[P].target == 14


def test_percent_has_two_decimals_and_is_none_without_a_target(views: Connection) -> None:
    found = rows(views)
    assert [found[u].percent for u in (P, G, S, B)] == ["11.11", "25.00", "0.00", None]


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (41, 158, "25.95"),
        (7, 13, "53.85"),
        (2070, 1980, "104.55"),
        (174, 160, "108.75"),
        (1, 800, "0.13"),
        (1, 801, "0.12"),
        (0, 5, "0.00"),
        (3, 0, None),
        (3, None, None),
    ],
)
def test_percentages_are_rounded_half_up(part: int, whole: int | None, expected: str) -> None:
    assert percent(part, whole) == expected


def test_quarters_have_their_own_targets_and_run_up_to_the_year(views: Connection) -> None:
    found = progress(views, year=2024, as_of="2024-05-31", unit=P, by="quarter", depth=0).rows
    assert [(row.period, row.admitted, row.year_admitted) for row in found] == [
        ("2024-Q1", 2, 2),
        ("2024-Q2", 0, 2),
        ("2024-Q3", 0, 2),
        ("2024-Q4", 0, 2),
    ]
    assert [row.target for row in found] == [1, None, None, None]
    assert {(row.year_target, row.year_percent) for row in found} == {(9, "22.22")}
    assert [row.decided_without_ceremony for row in found] == [0, 1, 0, 0]
    assert [row.dossiers_open for row in found] == [2, 1, 0, 0]


def test_groups_have_their_own_targets_and_a_person_counts_in_each(
    views: Connection,
) -> None:
    found = progress(views, year=2024, as_of=END, by="group").rows
    counted = {(r.unit, r.group): (r.target, r.admitted, r.decided_without_ceremony) for r in found}
    assert counted[P, "women"] == (2, 0, 1)
    assert counted[P, "youth"] == (None, 1, 1)
    assert counted[S, "women"] == (2, 0, 0)
    assert (E, "women") not in counted


def test_what_was_stated_stands_apart_and_is_in_no_count(views: Connection) -> None:
    """In the row of its unit alone: once it was stated, or its period is over."""

    def told(year: int, as_of: str, by: By = "unit") -> list[tuple[str, str, int]]:
        found = progress(views, year=year, as_of=as_of, by=by).rows
        return [(row.unit, row.period, figure.number) for row in found for figure in row.stated]

    assert told(2024, END) == told(2024, "2024-03-31") == [(S, "2024", 5)]
    assert told(2024, "2024-03-30") == []
    assert told(2024, END, by="quarter") == [(S, "2024-Q1", 5)]
    assert told(2024, END, by="group") == []
    assert (told(2025, "2025-05-01"), told(2025, "2025-05-02")) == ([], [(S, "2025", 3)])
    assert (rows(views)[S].admitted, rows(views)[D].admitted) == (0, 1)


def test_progress_comes_in_pages(views: Connection) -> None:
    whole = progress(views, year=2024, as_of=END, by="quarter").rows
    first = progress(views, year=2024, as_of=END, by="quarter", limit=5)
    rest = progress(views, year=2024, as_of=END, by="quarter", after=first.next)
    assert len(first.rows) == 5
    assert first.rows + rest.rows == whole
    with pytest.raises(UnknownCursorError):
        progress(views, year=2024, as_of=END, after="nonsense")


def test_what_is_counted_is_said_by_the_rulebook_in_force(views: Connection) -> None:
    lines = [counting.line for counting in progress(views, year=2024, as_of=END).counts]
    assert lines[0] == (
        "admitted = ceremonies held in the period whose decision stands [vn-2021, PRO-01]"
    )
    nothing = progress(views, year=2015, as_of="2015-12-31").counts
    assert nothing[0].line.endswith("[by default]")


@pytest.mark.parametrize(
    ("milestone", "cancelled", "admitted"),
    [
        ("ceremony-held", "uncounted", 1),
        ("ceremony-held", "kept", 2),
        ("admission-decided", "uncounted", 2),
        ("admission-decided", "kept", 3),
    ],
)
def test_another_rulebook_counts_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, milestone: str, cancelled: str, admitted: int
) -> None:
    """By ceremony or by decision, with or without those that were cancelled."""
    text = SMALL.replace('"ceremony-held"\ncan', f'"{milestone}"\ncan')
    text = text.replace('"uncounted"', f'"{cancelled}"')
    monkeypatch.setattr("tests.projections.histories.rulebook_text", lambda _: text)
    with History(tmp_path / "other.db") as past:
        past.adopt("small")
        past.write_many(list(tree()))
        for one in (Of(1, C1), Of(2, C2), Of(3, C2)):
            past.write(one.entered("2024-01-01"), one.decided("2024-02-01"))
        past.write(Of(1, C1).admitted("2024-03-01"), Of(2, C2).admitted("2024-03-02"))
        past.write(Of(2, C2).cancelled("2024-04-01"))
        with past.projector() as projector:
            projector.catch_up()
        with closing(connect(projector.path, "read")) as connection:
            found = progress(connection, year=2024, as_of=END, unit=G)
    assert found.rows[0].admitted == admitted
    assert ("cancelled decisions stay" in found.counts[0].line) == (cancelled == "kept")


def test_a_ceremony_known_from_paper_counts_in_its_year_and_an_unknown_one_in_none(
    tmp_path: Path,
) -> None:
    """Known to the month, it counts in the quarter of that month; either way the path is there."""
    known, unknown = Of(1, C1), Of(2, C2)
    with History(tmp_path / "paper.db") as past:
        past.adopt("small")
        past.write_many(list(tree()))
        dates: dict[str, str | None] = {"admission_decided": "2024-04", "ceremony_held": "2024-05"}
        past.write(known.taken_over("2025-03-01", "on-probation", **dates))
        past.write(known.stated("2024-04-30", "2024-04", "admission_decided", "awaiting-ceremony"))
        past.write(known.stated("2024-05-31", "2024-05", "ceremony_held", "on-probation"))
        dates = {"admission_decided": "2024-04", "ceremony_held": None}
        past.write(unknown.taken_over("2025-03-01", "on-probation", **dates))
        with past.projector() as projector:
            projector.catch_up()
            assert projector.quarantined() == []
        with closing(connect(projector.path, "read")) as connection:
            ask = partial(progress, connection, unit=G, depth=0)
            (row,) = ask(year=2024, as_of="2025-12-31").rows
            assert (row.admitted, row.decided_without_ceremony_counted) == (1, 0)
            (row,) = ask(year=2025, as_of="2025-12-31").rows
            assert row.admitted_counted == 0
            quarters = ask(year=2024, as_of="2025-12-31", by="quarter").rows
            assert [row.admitted_counted for row in quarters] == [0, 1, 0, 0]
            (row,) = ask(year=2024, as_of="2024-05-30").rows
            assert (row.admitted_counted, row.decided_without_ceremony) == (0, 1)
            standings = count_standings(connection, unit=G, as_of="2025-12-31")
            assert [(s.standing, s.candidates) for s in standings] == [("on-probation", 2)]
