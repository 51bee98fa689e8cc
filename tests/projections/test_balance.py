"""Members before a period, what came and went, members after it: unit by unit."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admission.app.projection_file import beside
from admission.app.recorders.ports import Connection
from admission.domain.kernel.messages import Event
from admission.domain.registers.movements import events as m
from admission.domain.registers.people import events as e
from admission.domain.registers.stated import events as stated
from admission.domain.stages.standings import Standing
from admission.projections.asking import UnknownCursorError
from admission.projections.balance.queries import BalanceRow, balance
from tests.placing import examples
from tests.projections.histories import PAPER, History, an_id
from tests.projections.organisation.places import tree
from tests.projections.organisation.who import C1, C2, B, D, G, P, S
from tests.projections.rows import connect, rows_of
from tests.projections.steps import Of, day

Told = tuple[str, Event]
END: Final = "2025-12-31"
Q1: Final[dict[str, Any]] = {"first": "2024-01-01", "last": "2024-03-31"}


def member(number: int, on: str | date, cell: str = C1, **fields: object) -> Told:
    """A member registered from paper."""
    said = {"cell": cell, "official_on": day(on), "document": PAPER, **fields}
    return _of(e.MemberRegistered, number, on, **said)


def came(number: int, on: str | date, cell: str = C1) -> Told:
    """A member who arrived."""
    said = {"standing": "official", "official_on": day("2010-01-01"), "from_place": "x"}
    return _of(m.PersonArrived, number, on, cell=cell, document=PAPER, **said)


def went(number: int, on: str | date, cell: str | None = C1) -> Told:
    """Somebody who departed; no cell: no member."""
    return _of(m.PersonDeparted, number, on, to_place="x", document=PAPER, member_of=cell)


def went_over(number: int, on: str | date, cell: str, to: str) -> Told:
    """A member known by paper who was transferred."""
    return _of(m.MemberTransferred, number, on, from_cell=cell, cell=to, document=PAPER)


def over(number: int, on: str | date, ground: str, cell: str = C1) -> Told:
    """A membership that ended."""
    return _of(m.MembershipEnded, number, on, ground=ground, document=PAPER, member_of=cell)


def closed(number: int, on: str | date, standing: Standing, cell: str | None = C1) -> Told:
    """A path that ended, on probation where there is a cell."""
    said = {"candidate": an_id("candidate", number), "standing": standing, "member_of": cell}
    return _of(e.CandidacyClosed, number, on, **said)


def _of(kind: type[Event], number: int, on: str | date, **fields: object) -> Told:
    who = an_id("person", number)
    return who, kind.model_validate({"person": who, "on": day(on), **fields})


def said(number: int, of: str, period: str, members: int, on: str = "2024-04-05") -> Told:
    """A figure of members stated."""
    which = an_id("figure", number)
    fields = {"figure": which, "unit": of, "indicator": "members", "period": day(period)}
    more = {"number": members, "document": PAPER, "on": day(on)}
    return which, stated.FigureStated.model_validate({**fields, **more})


@contextmanager
def told(*events: Told) -> Iterator[Connection]:
    """The rows of a small organisation in which these have happened."""
    with TemporaryDirectory() as folder, History(Path(folder) / "balance.db") as past:
        past.adopt("small")
        past.write_many([*tree(), *events])
        with past.projector() as projector:
            projector.catch_up()
            assert projector.quarantined() == []
        with closing(connect(beside(past.path), "read")) as connection:
            yield connection


def asked(connection: Connection, **fields: Any) -> dict[str, BalanceRow]:  # noqa: ANN401
    found = balance(connection, **{**Q1, "as_of": END, **fields}).rows
    return {row.unit: row for row in found}


def openings(rows: dict[str, BalanceRow]) -> dict[str, tuple[int | None, str | None]]:
    return {unit: (row.opening, row.opening_source) for unit, row in rows.items()}


def test_a_unit_opens_with_its_newest_figure_and_what_came_since() -> None:
    """Those registered by name before it are within it; others under it open by name."""
    figures = (
        said(1, G, "2022-12-31", 50),
        said(2, G, "2023-06-30", 60),
        said(3, S, "2022-06-30", 8),
    )
    members = (member(1, "2010-01-01"), member(2, "2012-01-01", C2))
    on_the_day = came(3, "2023-06-30", C2)
    with told(*members, *figures, on_the_day, came(4, "2023-07-01", C2)) as rows:
        found = asked(rows)
        assert openings(found) == {
            P: (69, "sum"), D: (69, "sum"), S: (8, "stated"), G: (61, "stated"),
            B: (1, "sum"), C1: (1, "counted"), C2: (3, "counted"),
        }  # fmt: skip
        assert (found[G].opening_day, found[G].opening_document) == ("2023-06-30", "1-QĐ")
        early = asked(rows, first="2023-01-01", last="2023-06-30")
        assert (early[G].opening, early[G].closing_stated, early[G].difference) == (50, 60, -9)


def test_a_sum_says_how_many_of_its_parts_are_not_known_and_is_compared_with_nothing() -> None:
    """Of the lowest units; a figure stated above them says the whole of what is under it."""
    figures = (said(1, C1, "2023-12-31", 10), said(2, D, "2024-03-31", 99))
    with told(*figures) as rows:
        found = asked(rows)
        unknown = {unit: row.opening_unknown for unit, row in found.items()}
        assert unknown == {P: 2, D: 2, S: 1, G: 1, B: 0, C1: 0, C2: 1}
        assert (found[D].opening, found[D].closing, found[D].difference) == (10, 10, None)
    with told(*figures, said(3, G, "2023-12-31", 30), said(4, S, "2023-12-31", 60)) as rows:
        found = asked(rows)
        assert (found[D].opening_unknown, found[D].difference) == (0, -9)


def test_every_kind_of_movement_has_its_column() -> None:
    """And closing is opening with what came, less what went."""
    with told(
        said(1, C1, "2023-12-31", 100),
        Of(1, C1).entered("2023-01-01"),
        Of(1, C1).admitted("2024-01-10"),
        Of(2, C1).entered("2023-01-01"),
        Of(2, C1).admitted("2024-01-10", again=True),
        came(3, "2024-01-11"),
        over(4, "2024-01-12", "left"),
        over(5, "2024-01-12", "deleted"),
        over(6, "2024-01-12", "expelled"),
        over(7, "2024-01-12", "died"),
        went(8, "2024-01-12"),
        went(9, "2024-01-12", None),
        closed(10, "2024-01-12", Standing.WITHDRAWN),
        closed(11, "2024-01-12", Standing.DELETED),
        closed(12, "2024-01-12", Standing.DIED),
        closed(13, "2024-01-12", Standing.DIED, None),
        member(14, "2024-02-01"),
        came(15, "2024-04-01"),
        went(16, "2023-12-31"),
        said(2, C1, "2024-03-31", 95),
    ) as rows:
        row = asked(rows)[C1]
        assert (row.registered, row.admitted, row.readmitted, row.arrived) == (1, 1, 1, 1)
        assert (row.left, row.deleted, row.expelled, row.died, row.moved_away) == (2, 2, 1, 2, 1)
        assert (row.opening, row.closing, row.closing_stated, row.difference) == (100, 96, 95, 1)
        above = asked(rows)[P]
        assert (above.opening, above.closing, above.closing_stated) == (100, 96, None)
        assert above.difference is None


def test_a_registered_member_counts_from_the_decision_where_it_is_known() -> None:
    """A probationer of the figure's day who was registered later is within the figure."""
    known = member(1, "2024-02-01", decided_on=day("2023-01-10"))
    with told(said(1, C1, "2023-12-31", 10), known) as rows:
        row = asked(rows)[C1]
        assert (row.opening, row.registered, row.closing) == (10, 0, 10)


def test_a_cancelled_decision_takes_the_admission_away() -> None:
    """From the day of the cancellation, and when it is known."""
    one = Of(1, C2)
    with told(
        said(1, C2, "2023-12-31", 10, on="2024-01-02"),
        one.entered("2023-01-01"),
        one.admitted("2024-01-10"),
        one.cancelled("2024-05-01"),
        closed(1, "2024-05-01", Standing.CANCELLED, None),
    ) as rows:
        assert asked(rows, as_of="2024-04-30")[C2].closing == 11
        assert asked(rows)[C2].closing == 10
        newest = rows.execute("SELECT max(position) FROM timeline").fetchone()[0]
        assert asked(rows, known_at=newest - 2)[C2].admitted == 1


def test_a_step_done_again_leaves_the_ceremony_that_stands_in_the_balance() -> None:
    """In its cell, though the member went over since; the ceremony itself, done again, moves."""
    one, other = Of(1, C2), Of(2, C2)
    with told(
        said(1, C2, "2023-12-31", 10, on="2024-01-02"),
        *(one.entered("2023-01-01"), one.voted("2024-01-03"), one.resolved("2024-01-04")),
        *(one.decided("2024-01-08"), one.admitted("2024-01-10"), one.transferred("2024-01-20", S)),
        *(other.entered("2023-01-01"), other.decided("2024-01-08"), other.admitted("2024-01-10")),
        one.redone("2024-02-01", "cell-resolved"),
        other.redone("2024-02-01", "ceremony-held"),
        other.admitted("2024-03-20"),
    ) as rows:
        between = asked(rows, as_of="2024-03-19")
        assert (between[C2].admitted, between[C2].transferred_out, between[C2].closing) == (
            1,
            1,
            10,
        )
        assert (between[S].admitted, between[S].transferred_in) == (0, 1)
        assert asked(rows)[C2].admitted == 2


def test_a_transfer_moves_a_member_between_two_balances_and_changes_no_total() -> None:
    """Of one on probation, counted as admitted where that was, and of one known by paper."""
    one = Of(1, C1)
    with told(
        said(1, C1, "2023-12-31", 10, on="2024-01-02"),
        said(2, S, "2023-12-31", 5, on="2024-01-02"),
        member(2, "2020-01-01", C1),
        one.entered("2023-01-01"),
        one.admitted("2024-01-10"),
        one.transferred("2024-02-01", S),
        went_over(2, "2024-02-02", C1, S),
    ) as rows:
        found = asked(rows)
        there, here, both = found[C1], found[S], found[D]
        assert (there.admitted, there.transferred_out, there.closing) == (1, 2, 9)
        assert (here.admitted, here.transferred_in, here.closing) == (0, 2, 7)
        assert (both.transferred_in, both.transferred_out, both.closing) == (2, 2, 16)
        early = asked(rows, last="2024-01-31")
        assert (early[C1].closing, early[S].closing) == (11, 5)


def test_a_transfer_of_somebody_never_admitted_moves_nobody() -> None:
    """A candidate is no member; nor is one whose decision was cancelled afterwards."""
    one, other = Of(1, C1), Of(2, C1)
    with told(
        said(1, C1, "2023-12-31", 10, on="2024-01-02"),
        one.entered("2023-01-01"),
        one.transferred("2024-02-01", S, "MOV-01"),
        other.entered("2023-01-01"),
        other.admitted("2024-01-10"),
        other.transferred("2024-02-01", S),
        other.cancelled("2024-03-01"),
        closed(2, "2024-03-01", Standing.CANCELLED, None),
    ) as rows:
        found = asked(rows)
        assert (found[C1].closing, found[S].transferred_in) == (10, 0)
        assert asked(rows, as_of="2024-02-15")[S].transferred_in == 1


def test_what_is_not_known_stays_unknown() -> None:
    """An admission does not say how many there were before."""
    one = Of(1, C2)
    with told(one.entered("2023-01-01"), one.admitted("2024-01-10")) as rows:
        found = asked(rows)
        assert {row.opening for row in found.values()} == {None}
        assert (found[P].admitted, found[P].closing) == (1, None)
        later = asked(rows, first="2024-04-01", last="2024-06-30")
        assert (later[P].opening, later[C2].opening_source) == (1, "counted")


def test_a_balance_begins_at_a_unit_goes_to_a_depth_and_comes_in_pages() -> None:
    with told(said(1, G, "2023-12-31", 5)) as rows:
        assert list(asked(rows, unit=D, depth=1)) == [D, S, G]
        assert asked(rows, unit=D, depth=0)[D].opening == 5
        whole = balance(rows, **Q1, as_of=END)
        first = balance(rows, **Q1, as_of=END, limit=3)
        rest = balance(rows, **Q1, as_of=END, after=first.next)
        assert first.rows + rest.rows == whole.rows
        with pytest.raises(UnknownCursorError):
            balance(rows, **Q1, as_of=END, after="nonsense")


days = st.integers(0, 120).map(lambda number: date(2024, 1, 1) + timedelta(days=number))
people = st.integers(1, 4)
cells = st.sampled_from((C1, C2, S))
movements = st.one_of(
    st.builds(member, people, days, cells),
    st.builds(came, people, days, cells),
    st.builds(went, people, days, cells),
    st.builds(over, people, days, st.sampled_from(("left", "died", "expelled")), cells),
    st.builds(closed, people, days, st.sampled_from((Standing.DIED, Standing.DELETED)), cells),
    st.builds(lambda n, cell, on: Of(n, cell).entered(on), people, cells, days),
    st.builds(lambda n, on: Of(n).admitted(on), people, days),
    st.builds(lambda n, on: Of(n).cancelled(on), people, days),
    st.builds(lambda n, on: Of(n).redone(on, "ceremony-held"), people, days),
    st.builds(went_over, people, days, cells, cells),
    st.builds(lambda n, cell, to, on: Of(n, cell).transferred(on, to), people, cells, cells, days),
)


@settings(max_examples=examples(40))
@given(st.lists(movements, max_size=15), st.lists(days, min_size=3, max_size=3, unique=True))
def test_one_period_opens_as_the_one_before_closed(events: list[Told], cuts: list[date]) -> None:
    """Two periods together move as many as the whole of them, in every unit; the sums agree."""
    first, middle, last = (cut.isoformat() for cut in sorted(cuts))
    following = (date.fromisoformat(middle) + timedelta(days=1)).isoformat()
    with told(said(1, D, "2023-12-31", 1000, on="2024-01-01"), *events) as rows:
        one = asked(rows, first=first, last=middle)
        other = asked(rows, first=following, last=last)
        whole = asked(rows, first=first, last=last)
        assert whole[D].opening is not None
        for unit, row in whole.items():
            assert moved(row) == moved(one[unit]) + moved(other[unit])
            if row.opening is not None:
                assert row.closing == row.opening + moved(row) == other[unit].closing
                assert one[unit].closing == other[unit].opening
        assert moved(whole[D]) == sum(moved(whole[cell]) for cell in (C1, C2, S))
        assert moved(whole[D]) == sum(moved(whole[unit]) for unit in (G, S))
        assert whole[P].transferred_in == whole[P].transferred_out


def moved(row: BalanceRow) -> int:
    came_in = row.registered + row.admitted + row.readmitted + row.arrived + row.transferred_in
    gone = row.left + row.deleted + row.expelled + row.died + row.moved_away
    return came_in - gone - row.transferred_out


@settings(max_examples=examples(30))
@given(st.lists(movements, max_size=20), st.integers(1, 6))
def test_rows_built_anew_are_those_of_the_live_loop(events: list[Told], batch: int) -> None:
    """Of people who come and go, entered in any order."""
    with TemporaryDirectory() as folder, History(Path(folder) / "law.db") as past:
        past.adopt("small")
        past.write_many(events)
        with past.projector(batch=batch) as projector:
            projector.catch_up()
            live = rows_of(projector.path)
            projector.rebuild()
            assert rows_of(projector.path) == live
