"""Conscripts: who is on the lists, and who of them was admitted before enlistment."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from admission.app.recorders.ports import Connection
from admission.domain.kernel.messages import Event
from admission.domain.registers.enlistment import events as e
from admission.domain.registers.identity import events as identity
from admission.domain.registers.people import events as people
from admission.domain.registers.units import events as units
from admission.domain.stages.awareness.events import CandidacyMoved
from admission.projections.conscripts.queries import (
    ConscriptCount,
    count_conscripts,
    list_conscripts,
)
from admission.projections.due.queries import list_due
from admission.projections.due.rows import DueRow
from tests.projections.histories import PAPER, History, an_id
from tests.projections.organisation.cases import conscript
from tests.projections.organisation.places import calendars, tree
from tests.projections.organisation.who import AN, BINH, C1, C2, CHI, DUNG, D, E, G, P, S, unit
from tests.projections.organisation.who import person as of_person
from tests.projections.rows import connect
from tests.projections.steps import Of, day

END = "2024-12-31"
ENLISTS = "2024-06-20"


def outcomes(views: Connection, as_of: str, **asked: object) -> dict[str, str]:
    rows = list_conscripts(views, year=2024, as_of=as_of, **asked).rows  # type: ignore[arg-type]
    return {row.person: row.outcome for row in rows}


def test_each_conscript_has_one_outcome_by_the_day_asked(views: Connection) -> None:
    """An is admitted five days before enlistment, Chi a month later; Dũng is deferred."""
    assert outcomes(views, "2024-01-19") == {
        AN.person: "in-process",
        BINH.person: "in-process",
        CHI.person: "in-process",
        DUNG.person: "in-process",
    }
    assert outcomes(views, "2024-04-30") == {
        AN.person: "admitted",
        BINH.person: "in-process",
        CHI.person: "admitted-later",
        DUNG.person: "deferred",
    }
    assert outcomes(views, END)[CHI.person] == "path-ended"
    assert outcomes(views, "2024-01-01") == {}


def test_what_was_known_then_is_asked_for(views: Connection) -> None:
    """The lists were recorded last of all."""
    ((first,),) = views.execute("SELECT min(known_from) FROM conscripts").fetchall()
    assert outcomes(views, END, known_at=first - 1) == {}
    assert list(outcomes(views, END, known_at=first + 3)) == [AN.person]


def test_a_row_says_standing_and_reason(views: Connection) -> None:
    rows = {row.person: row for row in list_conscripts(views, year=2024, as_of=END).rows}
    assert rows[DUNG.person].reason == "đang học"
    assert rows[AN.person].reason is None
    assert (rows[BINH.person].standing, rows[BINH.person].cell) == ("awaiting-ceremony", C1)
    assert rows[BINH.person].name == "Dang Thị Bình"
    (binh,) = list_conscripts(views, year=2023, as_of="2023-01-31").rows
    assert (binh.outcome, binh.reason) == ("never-proposed", "không có nguyện vọng")


def test_lists_are_narrowed_by_unit_and_outcome_and_come_in_pages(
    views: Connection,
) -> None:
    assert list(outcomes(views, END, unit=S)) == [DUNG.person]
    assert list(outcomes(views, END, unit=E)) == []
    assert set(outcomes(views, END, unit=D)) == {o.person for o in (AN, BINH, CHI, DUNG)}
    assert list(outcomes(views, END, outcome="admitted")) == [AN.person]
    whole = list_conscripts(views, year=2024, as_of=END).rows
    first = list_conscripts(views, year=2024, as_of=END, limit=3)
    rest = list_conscripts(views, year=2024, as_of=END, after=first.next)
    assert first.rows + rest.rows == whole


def counts(
    connection: Connection, year: int, as_of: str = END, **asked: object
) -> dict[str, ConscriptCount]:
    found = count_conscripts(connection, year=year, as_of=as_of, **asked)  # type: ignore[arg-type]
    return {row.unit: row for row in found.rows}


def test_lists_are_counted_unit_by_unit(views: Connection) -> None:
    """The share is of those who enlist and were no members; the deferred stand beside it."""
    rows = counts(views, 2024)
    assert list(rows) == [P, D, S, G]
    whole = rows[P]
    assert (whole.listed, whole.deferred, whole.already_member, whole.base) == (4, 1, 0, 3)
    assert (whole.admitted, whole.percent) == (1, "33.33")
    assert (whole.in_process, whole.path_ended, whole.never_proposed) == (1, 1, 0)
    assert whole.standings == (("awaiting-ceremony", 1),)
    assert (rows[S].listed, rows[S].base, rows[S].percent) == (1, 0, None)
    assert (rows[G].base, rows[G].percent) == (3, "33.33")
    assert list(counts(views, 2024, depth=1)) == [P, D]
    assert list(counts(views, 2024, unit=G)) == [G]


def test_the_year_before_stands_beside(views: Connection) -> None:
    """Bình was listed in 2023 and proposed in February; who was struck off is in no count."""
    rows = counts(views, 2024)
    assert (rows[G].before_base, rows[G].before_admitted, rows[G].before_percent) == (1, 0, "0.00")
    before = counts(views, 2023)
    assert (before[P].listed, before[G].listed) == (1, 1)
    assert S not in before


@contextmanager
def known(path: Path, *events: tuple[str, Event]) -> Iterator[Connection]:
    """Rows of the tree, the calendars and these events."""
    with History(path / "conscripts.db") as past:
        past.adopt("small", "vn-2021")
        past.write_many([*tree(), *calendars(), *events])
        with past.projector() as projector:
            projector.catch_up()
            assert projector.quarantined() == []
            with closing(connect(projector.path)) as connection:
                yield connection


def registered(one: Of) -> tuple[str, Event]:
    number = int(one.person[-12:])
    return of_person(people.PersonRegistered, number, "2023-01-02", name=f"Người {number}")


def listed(one: Of, on: str = "2024-01-02", **fields: object) -> tuple[str, Event]:
    said = {"unit": G, "enlists": day(ENLISTS), **fields}
    return conscript(e.ConscriptListed, one, 2024, on, **said)


def test_a_whole_list_admitted_is_one_hundred_per_cent_with_less_the_year_before(
    tmp_path: Path,
) -> None:
    """And members of before the listing are in no share; the eve is in time, the day is not."""
    eve, on_the_day, of_before = Of(1, C2), Of(2, C2), Of(3, C2)
    last_year = conscript(
        e.ConscriptListed, of_before, 2023, "2023-01-02", unit=G, enlists=day("2023-02-20")
    )
    story = (
        *map(registered, (eve, on_the_day, of_before)),
        last_year,
        of_before.entered("2023-01-05"),
        of_before.admitted("2023-12-05"),
        *map(listed, (eve, of_before)),
        eve.entered("2024-01-05"),
        eve.admitted("2024-06-19"),
    )
    with known(tmp_path, *story) as rows:
        row = counts(rows, 2024)[G]
        assert (row.listed, row.already_member, row.base) == (2, 1, 1)
        assert (row.percent, row.before_percent) == ("100.00", "0.00")
    (tmp_path / "late").mkdir()
    late = (listed(on_the_day), on_the_day.entered("2024-01-05"), on_the_day.admitted(ENLISTS))
    with known(tmp_path / "late", *late) as rows:
        row = counts(rows, 2024)[G]
        assert (row.percent, row.admitted_later) == ("0.00", 1)


def test_who_was_taken_over_from_paper_was_admitted_on_the_day_of_the_paper(
    tmp_path: Path,
) -> None:
    one = Of(1, C2)
    paper = one.taken_over("2024-09-01", "on-probation", ceremony_held="2024-06-03")
    with known(tmp_path, listed(one), paper) as rows:
        assert outcomes(rows, "2024-08-31") == {one.person: "never-proposed"}
        assert outcomes(rows, "2024-09-01") == {one.person: "admitted"}


def test_an_admission_that_is_cancelled_after_enlistment_counts_no_more(tmp_path: Path) -> None:
    one = Of(1, C2)
    path = (one.entered("2024-01-05"), one.admitted("2024-06-03"), one.cancelled("2024-09-01"))
    with known(tmp_path, listed(one), *path) as rows:
        assert outcomes(rows, "2024-08-31") == {one.person: "admitted"}
        assert outcomes(rows, "2024-09-01") == {one.person: "path-ended"}


def test_a_person_under_two_names_is_one_conscript_with_one_path(tmp_path: Path) -> None:
    """Listed under one name, a candidate under the other."""
    one, other = Of(1, C2), Of(2, C2)
    vouched = {"reason": "x", "document": PAPER, "second": an_id("account", 1)}
    had = {"held": {"candidacies": (other.id,), "candidacy": other.id}, "known": {}}
    story = (
        *map(registered, (one, other)),
        listed(one),
        other.entered("2024-01-05"),
        of_person(people.CandidacyOpened, 2, "2024-01-05", candidate=other.id),
        of_person(identity.PersonsJoined, 1, "2024-02-01", other=other.person, **vouched, **had),
        of_person(identity.JoinedInto, 2, "2024-02-01", kept=one.person),
        other.step(CandidacyMoved, "2024-02-01", person=one.person),
        other.admitted("2024-06-03"),
    )
    with known(tmp_path, *story) as rows:
        assert outcomes(rows, "2024-01-31") == {one.person: "never-proposed"}
        assert outcomes(rows, "2024-02-01") == {one.person: "in-process"}
        assert outcomes(rows, END) == {one.person: "admitted"}
    (tmp_path / "other").mkdir()
    with known(tmp_path / "other", *(story[:2]), listed(other), *story[3:]) as rows:
        assert outcomes(rows, END) == {other.person: "admitted"}


def test_a_list_of_a_unit_that_ended_is_read_through_the_tree_of_today(tmp_path: Path) -> None:
    one = Of(1, S)
    ended = unit(units.UnitMerged, S, "2024-07-01", into=C2, targets="follows", document=PAPER)
    with known(tmp_path, listed(one, unit=S), ended) as rows:
        assert S in counts(rows, 2024)
        now = counts(rows, 2024, tree="as-now")
        assert (S in now, now[C2].listed) == (False, 1)
        (row,) = list_conscripts(rows, year=2024, as_of=END, unit=G, tree="as-now").rows
        assert (row.unit, row.person) == (C2, one.person)


def due(rows: Connection, as_of: str, **asked: object) -> list[DueRow]:
    found = list_due(rows, as_of=as_of, **asked).rows  # type: ignore[arg-type]
    return [row for row in found if row.rule == "enlistment"]


def test_the_last_days_are_counted_back_from_the_day_of_enlistment(tmp_path: Path) -> None:
    """By vn-2021 the decision takes 60 working days at most, the ceremony 30; with days off."""
    one = Of(1, C2)
    with known(tmp_path, registered(one), listed(one), one.entered("2024-01-05")) as rows:
        found = due(rows, "2024-01-10")
    assert [(row.by, row.acting, row.due_on) for row in found] == [
        ("cell", C2, "2024-02-13"),
        ("authority", D, "2024-05-08"),
        ("cell", C2, "2024-06-19"),
    ]
    vote = found[0]
    assert (vote.candidate, vote.person, vote.starts) == (one.id, one.person, ENLISTS)
    assert vote.what == (
        "vote on the admission (enlistment 2024-06-20, less 60 working days for the decision "
        "(DEC-15), less 30 working days for the ceremony (DEC-22))"
    )


def test_only_the_steps_that_are_left_are_due_until_the_day_of_enlistment(tmp_path: Path) -> None:
    one = Of(1, C2)
    path = (
        one.entered("2024-01-05"),
        one.voted("2024-02-02"),
        one.decided("2024-05-02"),
        one.admitted("2024-06-03"),
    )
    with known(tmp_path, registered(one), listed(one), *path) as rows:
        by_day = {on: [row.by for row in due(rows, on)] for on in DAYS}
        late = due(rows, "2024-05-10", overdue=True)
    assert by_day == {
        "2024-01-10": ["cell", "authority", "cell"],
        "2024-02-02": ["authority", "cell"],
        "2024-05-02": ["cell"],
        "2024-06-03": [],
        "2024-06-20": [],
    }
    assert late == []


DAYS = ("2024-01-10", "2024-02-02", "2024-05-02", "2024-06-03", "2024-06-20")


def test_a_conscript_who_is_not_yet_proposed_is_due_from_the_unit_until_it_says_why(
    tmp_path: Path,
) -> None:
    one, deferred, other = Of(1, C2), Of(2, C2), Of(3, S)
    why = conscript(e.ConscriptUnproposed, one, 2024, "2024-03-01", reason="x")
    story = (
        *map(registered, (one, deferred, other)),
        listed(one),
        listed(deferred),
        conscript(e.EnlistmentDeferred, deferred, 2024, "2024-01-03", reason="x"),
        listed(other, unit=S),
        why,
    )
    with known(tmp_path, *story) as rows:
        found = due(rows, "2024-02-16", unit=G)
        assert [(r.candidate, r.person, r.unit, r.by) for r in found] == [
            (None, one.person, G, "unit")
        ]
        assert (found[0].due_on, found[0].overdue_by) == ("2024-02-13", 3)
        assert found[0].what.startswith("propose for admission, or say why not (enlistment")
        assert due(rows, "2024-03-01", unit=G) == []
        assert [row.person for row in due(rows, "2024-03-01")] == [other.person]
        assert due(rows, "2024-06-20") == []


def test_what_is_due_of_one_candidate_has_the_steps_before_enlistment(tmp_path: Path) -> None:
    one, other = Of(1, C2), Of(2, C2)
    paths = (one.entered("2024-01-05"), other.entered("2024-01-05"))
    story = (*map(registered, (one, other)), listed(one), listed(other), *paths)
    with known(tmp_path, *story) as rows:
        assert {row.candidate for row in due(rows, "2024-01-10", candidate=one.id)} == {one.id}
        assert len(due(rows, "2024-01-10", units=(C1, C2))) == len(due(rows, "2024-01-10"))


def test_due_of_a_cell_has_its_candidates_whose_list_is_another_units(tmp_path: Path) -> None:
    """Also of somebody listed under another name; the list's unit has them by the path's cell."""
    one, other = Of(1, C2), Of(2, C2)
    vouched = {"reason": "x", "document": PAPER, "second": an_id("account", 1)}
    had = {"held": {"candidacies": (other.id,), "candidacy": other.id}, "known": {}}
    story = (
        *map(registered, (one, other)),
        listed(one, unit=S),
        other.entered("2024-01-05"),
        of_person(people.CandidacyOpened, 2, "2024-01-05", candidate=other.id),
        of_person(identity.PersonsJoined, 2, "2024-01-08", other=one.person, **vouched, **had),
        of_person(identity.JoinedInto, 1, "2024-01-08", kept=other.person),
    )
    with known(tmp_path, *story) as rows:
        assert len(due(rows, "2024-01-10", unit=C2)) == 3
        assert {row.unit for row in due(rows, "2024-01-10", unit=G)} == {C2}
        assert due(rows, "2024-01-10", unit=S) == []
        assert due(rows, "2024-01-10", unit=C1) == []


@pytest.mark.parametrize("year", [2023, 2025])
def test_a_year_without_lists_has_no_rows(views: Connection, year: int) -> None:
    """2025 still has the year before beside it."""
    assert list_conscripts(views, year=year + 10, as_of=END).rows == []
    if year == 2025:
        assert counts(views, year, "2025-12-31")[G].listed == 0
