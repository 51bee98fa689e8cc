"""What is due: who must do what, by when."""

from contextlib import closing
from pathlib import Path
from typing import Any

from admission.app.recorders.ports import Connection
from admission.projections.due.queries import list_due
from admission.projections.due.rows import DueRow
from tests.projections.histories import History
from tests.projections.organisation.places import calendars, tree
from tests.projections.organisation.who import AN, BINH, C1, C2, CHI, DUNG, GIANG, D, G, S
from tests.projections.rows import connect
from tests.projections.steps import Of


def listed(rows: list[DueRow]) -> list[tuple[str | None, str, str | None]]:
    return [(row.candidate, row.rule, row.due_on) for row in rows]


def test_a_clock_is_due_while_it_runs(views: Connection) -> None:
    """From the day it starts, to the day of the step that ends it."""

    def rules(as_of: str) -> list[str]:
        return [row.rule for row in list_due(views, candidate=CHI.id, as_of=as_of).rows]

    assert "DEC-15" not in rules("2024-01-07")
    assert "DEC-15" in rules("2024-01-08")
    assert "DEC-15" in rules("2024-02-01")
    assert "DEC-15" not in rules("2024-02-02")
    assert rules("2024-06-15") == []  # the path has ended


def test_a_swapped_day_off_moves_a_deadline_without_any_row(tmp_path: Path) -> None:
    """Three working days after Wednesday 24 April: with Monday off as well, it is 1 May."""
    one = Of(1, C2)
    adoption, swap = calendars()
    with History(tmp_path / "swap.db") as past:
        past.adopt("small")
        past.write_many(list(tree()))
        past.write(one.entered("2024-01-01"), one.asked("2024-04-24"), adoption)
        with past.projector() as projector:
            projector.catch_up()
            before = rows(projector.path, "2024-06-01")
            projector_rows = count(projector.path)
            past.write(swap)
            projector.catch_up()
            assert count(projector.path) == projector_rows
            assert [row.due_on for row in before] == ["2024-04-29"]
            assert [row.due_on for row in rows(projector.path, "2024-06-01")] == ["2024-05-01"]
            early = rows(projector.path, "2024-04-25", past.recorder.head() - 1)
            assert [row.due_on for row in early] == ["2024-04-29"]


def rows(path: Path, as_of: str, known_at: int | None = None) -> list[DueRow]:
    with closing(connect(path, "read")) as connection:
        return list_due(connection, as_of=as_of, known_at=known_at).rows


def count(path: Path) -> tuple[int, int]:
    with closing(connect(path, "read")) as connection:
        query = "SELECT (SELECT count(*) FROM due), (SELECT max(known_from) FROM due)"
        found: tuple[int, int] = connection.execute(query).fetchone()
        return found


def test_a_deadline_beyond_the_adopted_years_is_provisional(tmp_path: Path) -> None:
    one, two = Of(1), Of(2)
    with History(tmp_path / "years.db") as past:
        past.adopt("small")
        past.write(*calendars())
        past.write(one.entered("2024-01-01"), one.asked("2024-12-24"))
        past.write(two.entered("2024-01-01"), two.asked("2024-12-30"))
        with past.projector() as projector:
            projector.catch_up()
            found = rows(projector.path, "2024-12-31")
    assert [(r.due_on, r.provisional) for r in found] == [
        ("2024-12-27", False),
        ("2025-01-02", True),
    ]


def test_lateness_is_counted_in_days_and_what_is_left_in_working_days(
    views: Connection,
) -> None:
    """The last day itself is not late."""

    def dossier(as_of: str) -> tuple[int, int | None]:
        found = list_due(views, candidate=DUNG.id, as_of=as_of).rows
        row = next(row for row in found if row.rule == "DOS-25")
        return row.overdue_by, row.working_days_left

    assert dossier("2024-03-28") == (0, 2)
    assert dossier("2024-04-01") == (0, 0)
    assert dossier("2024-04-02") == (1, 0)
    assert dossier("2024-04-11") == (10, 0)


def test_overdue_and_within_narrow_the_list(views: Connection) -> None:
    late = list_due(views, as_of="2024-04-02", overdue=True).rows
    assert listed(late) == [
        (GIANG.id, "DOS-07", "2023-02-01"),
        (DUNG.id, "DOS-25", "2024-04-01"),
    ]
    soon = list_due(views, as_of="2024-03-31", within_days=2).rows
    assert listed(soon)[1:] == [
        (BINH.id, "DEC-15", "2024-04-01"),
        (DUNG.id, "DOS-25", "2024-04-01"),
        (AN.id, "DEC-24", "2024-04-02"),
    ]


def test_a_clock_that_starts_later_is_listed_only_when_its_end_is_asked_for(
    views: Connection,
) -> None:
    """The term of An's probation ends on 19 February 2025; 30 working days run from then."""
    assert "PRO-06" not in {row.rule for row in list_due(views, as_of="2025-02-18").rows}
    assert "PRO-06" in {row.rule for row in list_due(views, as_of="2025-02-19").rows}
    ahead = list_due(views, as_of="2025-02-01", within_days=90).rows
    assert "PRO-06" in {row.rule for row in ahead}


def test_the_acting_unit_is_found_in_the_tree_of_the_day(views: Connection) -> None:
    """The authority of a school cell is the district; of a commune's cell too."""
    found = list_due(views, as_of="2024-06-01", candidate=DUNG.id).rows
    acting = {row.rule: (row.by, row.acting) for row in found}
    assert acting["DEC-15"] == ("authority", D)
    assert acting["DOS-21"] == ("verifier", None)
    (decision,) = (
        row
        for row in list_due(views, as_of="2024-01-31", candidate=AN.id).rows
        if row.rule == "DEC-15"
    )
    assert (decision.acting_name, decision.unit_name) == ("District", "First cell")


def test_an_irregular_act_waits_to_be_mended(views: Connection) -> None:
    found = [row for row in list_due(views, as_of="2024-06-01").rows if row.rule == "ERR-01"]
    assert [(row.candidate, row.acting, row.due_on) for row in found] == [(DUNG.id, D, None)]
    assert "cell-vote-held, which went against DEC-01" in found[0].what
    assert list_due(views, as_of="2024-06-01", overdue=True).rows[0].rule != "ERR-01"


def test_what_is_due_is_asked_by_unit_and_in_pages(views: Connection) -> None:
    whole = list_due(views, as_of="2024-06-01").rows
    of_school = list_due(views, as_of="2024-06-01", unit=S).rows
    of_commune = list_due(views, as_of="2024-06-01", unit=G).rows
    assert {row.candidate for row in of_school} == {DUNG.id, None}  # S opened its period again
    assert len(of_school) + len(of_commune) == len(whole)
    first = list_due(views, as_of="2024-06-01", limit=2)
    rest = list_due(views, as_of="2024-06-01", after=first.next)
    assert first.rows + rest.rows == whole


def test_what_starts_on_an_unknown_day_is_due_without_a_last_day(tmp_path: Path) -> None:
    """The paper is to be found; from a month the clock runs, counted from its last day."""
    known, unknown = Of(1, C2), Of(2, C2)
    with History(tmp_path / "paper.db") as past:
        past.adopt("small")
        past.write_many(list(tree()))
        for one, when in ((known, "2024-04"), (unknown, None)):
            dates = {"admission_decided": when}
            past.write(one.taken_over("2024-04-30", "awaiting-ceremony", **dates))
        with past.projector() as projector:
            projector.catch_up()
        found = {row.candidate: row for row in rows(projector.path, "2024-06-01")}
        assert (found[known.id].starts, found[known.id].due_on) == ("2024-04", "2024-05-10")
        lost = found[unknown.id]
        assert (lost.starts, lost.due_on, lost.overdue_by) == ("unknown", None, 0)
        assert lost.what == "find the paper with the date of admission-decided: hold the ceremony"
        with closing(connect(projector.path, "read")) as connection:
            late = list_due(connection, as_of="2024-06-01", overdue=True).rows
            assert [row.candidate for row in late] == [known.id]
            soon = list_due(connection, as_of="2024-04-30", within_days=3).rows
            assert [row.candidate for row in soon] == [unknown.id]


def missing(views: Connection, as_of: str, **asked: Any) -> set[str]:  # noqa: ANN401
    """The units that have yet to confirm, as of a day."""
    found = list_due(views, as_of=as_of, **asked).rows
    return {row.unit for row in found if row.rule == "REP-01"}


def test_nobody_is_reminded_to_confirm_before_somebody_has(views: Connection) -> None:
    """From then on those who have a target: G is of the kinds named and has one, D is not."""
    assert missing(views, "2024-04-01") == set()
    assert missing(views, "2024-04-02") == {G}


def test_who_has_not_confirmed_the_last_period_is_due(views: Connection) -> None:
    (row,) = (r for r in list_due(views, as_of="2024-04-12").rows if r.rule == "REP-01")
    assert (row.unit, row.acting, row.candidate, row.person) == (S, S, None, None)
    assert (row.what, row.key) == ("confirm that 2024-Q1 is complete", "2024-Q1")
    assert (row.starts, row.due_on, row.overdue_by) == ("2024-03-31", "2024-04-10", 2)


def test_who_has_confirmed_once_is_reminded_of_each_period(views: Connection) -> None:
    """Until they have confirmed it, or all right under them have, or a superior."""
    assert missing(views, "2024-04-04") == set()
    assert missing(views, "2024-04-10") == {S}
    assert missing(views, "2024-06-29") == {S}
    assert missing(views, "2024-07-02") == {S, G, C1, C2}
    assert missing(views, "2024-07-02", unit=G) == {G, C1, C2}
    assert missing(views, "2024-07-02", candidate=AN.id) == set()
    assert missing(views, "2024-07-03") == set()


def test_who_never_confirmed_is_not_reminded_where_a_superior_speaks(
    views: Connection,
) -> None:
    """D has confirmed for G in summer; those who did so themselves are reminded again."""
    assert missing(views, "2024-10-01") == {D, S, C1, C2}
    assert missing(views, "2024-10-01", overdue=True) == set()
    assert missing(views, "2024-10-11", overdue=True) == {D, S, C1, C2}
