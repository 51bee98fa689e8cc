"""Cards, badges and party ages as rows: listed, counted, due; alike live and rebuilt."""

import sqlite3
from typing import Any

import pytest

from admission.domain.kernel.messages import Recorded
from admission.domain.kernel.values import Erased
from admission.domain.registers.cards.events import CardDecided, CardHandedOver
from admission.domain.registers.identity.commands import JoinPersons
from admission.projections.badges.due import list_due_badges
from admission.projections.badges.queries import count_badges, list_badges
from admission.projections.badges.rounds import NoRoundError, window
from admission.projections.cards.project import Cards, evolve
from admission.projections.cards.queries import count_cards, list_cards
from admission.projections.due.queries import list_due
from admission.projections.due.rows import DueRow
from admission.projections.party_ages.queries import show_party_age
from tests.projections.test_one_member_twice import rows
from tests.stories import test_badges as b
from tests.stories import test_cards as k
from tests.stories.kit import Story, given
from tests.stories.organisation import (
    ANOTHER_P,
    CELL,
    COMMUNE,
    DOC,
    GRASSROOTS_CELL,
    HELPER,
    INTRODUCER,
    OTHER_COMMUNE,
    PROVINCE,
    SECOND,
    P,
    ask,
)
from tests.stories.test_corrections import annul, correct
from tests.stories.test_corrections_of_members import BADGES, TOO_LATE, admitted

END = "2026-12-31"
_CARD = {"person": P, "cell": CELL, "document": DOC, "on": "2026-01-05"}


def cards() -> Story:
    """Three cards of two cells: a first issue, a reissue, an exchange that waits."""
    return k.with_card().and_(
        k.decided(on="2026-02-01", kind="reissue"),
        k.handed_over(on="2026-02-05"),
        k.member(cell=GRASSROOTS_CELL),
        k.decided(ANOTHER_P, "2026-03-01", kind="exchange"),
    )


def test_cards_are_listed_by_unit_year_kind_and_person() -> None:
    with rows(cards()) as views:

        def listed(**asked: Any) -> list[tuple[str, str]]:  # noqa: ANN401
            found = list_cards(views, **{"as_of": END, **asked}).rows
            return [(row.decided_on, row.kind) for row in found]

        first, again = ("2025-12-20", "first-issue"), ("2026-02-01", "reissue")
        other = ("2026-03-01", "exchange")
        assert listed() == [first, again, other]
        assert listed(unit=CELL) == [first, again]
        assert listed(unit=COMMUNE, year=2026) == [again, other]
        assert listed(unit=OTHER_COMMUNE) == []
        assert listed(kind="exchange") == listed(person=ANOTHER_P) == [other]
        assert listed(as_of="2026-01-31") == [first]
        assert listed(known_at=1) == []
        page = list_cards(views, as_of=END, limit=2)
        assert list_cards(views, as_of=END, after=page.next).rows[0].kind == "exchange"
        numbers = [row.card_number for row in list_cards(views, as_of=END).rows]
        assert numbers == [k.NEW, k.NEW, None]


def test_a_number_that_was_erased_says_so() -> None:
    decided = CardDecided.model_validate({**_CARD, "kind": "exchange", "batch": "2026-01"})
    handed = CardHandedOver(person=P, number=Erased(), on=decided.on)
    state = Cards("cards")
    for event in (decided, handed):
        state = evolve(state, Recorded(event))
    assert [card.number for card in state.every] == ["erased"]


def test_cards_are_counted_by_kind_year_by_year() -> None:
    with rows(cards()) as views:
        found = [tuple(row) for row in count_cards(views, as_of=END).rows]
        assert found == [("2025", 1, 1, 0, 0, 1, 0), ("2026", 2, 0, 1, 1, 1, 0)]
        of_one = count_cards(views, as_of=END, unit=CELL, year=2026).rows
        assert [tuple(row) for row in of_one] == [("2026", 1, 0, 0, 1, 1, 0)]


def test_the_cards_of_two_records_of_a_person_are_listed_as_of_one() -> None:
    join = ask(JoinPersons, person=INTRODUCER, other=HELPER, second=SECOND, on="2026-02-01")
    told = given(k.decided(HELPER, kind="exchange"), join)
    with rows(told) as views:
        assert len(list_cards(views, person=INTRODUCER, as_of=END).rows) == 1
        assert list_cards(views, person=INTRODUCER, as_of="2026-01-31").rows == []


def test_badges_are_listed_and_counted_by_round() -> None:
    awarded = [b.member(), b.award(), b.member("1981-02-03", ANOTHER_P, cell=GRASSROOTS_CELL)]
    other = b.award(45, person=ANOTHER_P)
    with rows(given(*awarded, other, b.ended("expelled"), b.withdrawn())) as views:
        found = list_badges(views, as_of=END).rows
        assert {(row.person, row.years) for row in found} == {(P, 30), (ANOTHER_P, 45)}
        assert [row.withdrawn_on for row in found if row.person == P] == ["2026-07-01"]
        (row,) = list_badges(views, as_of=END, unit=CELL, round_on="2026-05-19", year=2026).rows
        assert (row.person, row.ground, row.unit_name) == (P, "party-age", "cell")
        assert list_badges(views, as_of=END, year=2025).rows == []
        assert len(list_badges(views, as_of=END, limit=1).rows) == 1
        counted = [tuple(row) for row in count_badges(views, as_of=END, year=2026).rows]
        assert counted == [("2026-05-19", 30, 1, 0), ("2026-05-19", 45, 1, 0)]
        assert count_badges(views, as_of=END, unit=OTHER_COMMUNE).rows == []


def due(views: Any, on: str = "2026-05-19", **asked: Any) -> list[tuple[str, int, str]]:  # noqa: ANN401
    """Who is due in a round, for how many years, since when."""
    of = window(views, on, exactly=True)
    found = list_due_badges(views, of, **{"as_of": "2026-02-01", **asked}).rows
    return [(row.person, row.years, row.reached_on) for row in found]


@pytest.mark.parametrize(
    ("decided", "found"),
    [
        ("1996-02-03", []),
        ("1996-02-04", [(P, 30, "2026-02-04")]),
        ("1996-02-29", [(P, 30, "2026-02-28")]),
        ("1996-05-19", [(P, 30, "2026-05-19")]),
        ("1996-05-20", []),
        ("1991-05-19", []),
        ("1986-05-19", [(P, 40, "2026-05-19")]),
    ],
)
def test_due_in_a_round_is_who_reaches_a_badge_after_the_round_before(
    decided: str, found: list[tuple[str, int, str]]
) -> None:
    """35 years are none (Q294 28.3.1)."""
    with rows(given(b.member(decided))) as views:
        assert due(views) == found
        assert due(views, unit=COMMUNE) == found
        assert due(views, unit=OTHER_COMMUNE) == []


def test_who_waits_after_a_discipline_is_due_in_the_first_round_after_the_wait() -> None:
    """A warning of 10 January 2026: nine months."""
    told = given(b.member(), b.disciplined())
    with rows(told) as views:
        found = {on: due(views, on) for on in ("2026-05-19", "2026-09-02", "2026-11-07")}
        assert found == {"2026-05-19": [], "2026-09-02": [], "2026-11-07": [(P, 30, "2026-05-19")]}
        assert due(views, "2026-11-07", unit=OTHER_COMMUNE) == []
        assert due(views, "2027-02-03") == []
        assert due(views, as_of="2026-01-09") == [(P, 30, "2026-05-19")]
        of = window(views, "2026-11-07", exactly=True)
        assert [row.waited for row in list_due_badges(views, of, as_of="2026-02-01").rows] == [True]
    with rows(told.and_(b.award(day="2026-11-07", on="2026-10-20"))) as views:
        assert due(views, "2026-11-07", as_of="2026-10-20") == []


def test_who_was_awarded_the_badge_has_died_or_left_is_not_due() -> None:
    """Nor, under the name kept, who was awarded it under another record."""
    with rows(given(b.member(), b.award())) as views:
        assert due(views, as_of="2026-01-31") == [(P, 30, "2026-05-19")]
        assert due(views) == []
    with rows(given(b.member(), b.ended("died", "2026-01-31"))) as views:
        assert due(views) == []
    join = ask(JoinPersons, person=ANOTHER_P, other=P, second=SECOND, on="2026-03-01")
    with rows(given(b.member(), join)) as views:
        assert due(views, as_of="2026-03-01") == [(ANOTHER_P, 30, "2026-05-19")]
    with rows(given(b.member(), b.award(), join)) as views:
        assert due(views, as_of="2026-03-01") == []


def test_who_is_due_comes_in_pages_in_the_order_of_the_years() -> None:
    both = (b.member("1986-05-19"), b.member(person=ANOTHER_P, cell=GRASSROOTS_CELL))
    with rows(given(*both)) as views:
        every = [(ANOTHER_P, 30, "2026-05-19"), (P, 40, "2026-05-19")]
        assert due(views) == every
        assert due(views, unit=GRASSROOTS_CELL) == every[:1]
        of = window(views, "2026-05-19", exactly=True)
        first = list_due_badges(views, of, as_of=END, limit=1)
        rest = list_due_badges(views, of, as_of=END, after=first.next)
        assert [row.person for row in (*first.rows, *rest.rows)] == [ANOTHER_P, P]


def test_a_round_is_that_of_the_day_or_the_next() -> None:
    """By the rulebook in force then; the last of a year is before the first of the next."""
    with rows(given()) as views:
        of = window(views, "2026-11-08", exactly=False)
        assert (of.round, of.before) == ("2027-02-03", "2026-11-07")
        assert window(views, "2026-11-07", exactly=True).before == "2026-09-02"
        with pytest.raises(NoRoundError):
            window(views, "2026-11-08", exactly=True)
        with pytest.raises(NoRoundError):
            window(views, "1999-02-03", exactly=True)


def test_party_age_is_shown_with_the_gaps_and_only_of_members() -> None:
    back = b.back()
    told = given(b.member("1996", on="2001-01-01"), b.ended("deleted", "2002-06-01"), back)
    with rows(told) as views:
        age = show_party_age(views, P, as_of="2026-05-19")
        assert age is not None
        assert (age.years, age.months, age.days_away, age.at_least) == (28, 4, 365, True)
        assert age.first_decided == "1996-12-31"
        assert show_party_age(views, P, as_of="2005-01-01") is None
        before = show_party_age(views, P, as_of="2002-05-31")
        assert before is not None
        assert before.days_away == 0
        assert show_party_age(views, ANOTHER_P, as_of="2026-05-19") is None


@pytest.mark.sqlite_only("the plan of a statement, in the words of SQLite")
def test_the_list_of_who_is_due_reads_ranges_of_an_index() -> None:
    """It costs what is due, not how many members there are."""
    with rows(given(b.member())) as views:
        assert isinstance(views, sqlite3.Connection)
        asked: list[str] = []
        views.set_trace_callback(asked.append)
        due(views)
        views.set_trace_callback(None)
        query = next(each for each in asked if "party_ages" in each)
        plan = [str(row[3]) for row in views.execute(f"EXPLAIN QUERY PLAN {query}")]
    read = [step for step in plan if step.endswith(")") and " a " in step]
    assert len(read) == 24
    ranges = "party_ages_by_day (counts_from>? AND counts_from<?)"
    of_the_disciplined = "party_ages_key (person=? AND known_to=?)"
    assert [ranges in step for step in read] == [True, False] * 12
    assert [of_the_disciplined in step for step in read] == [False, True] * 12


def test_a_badge_that_a_correction_took_its_ground_from_is_due_until_it_is_mended() -> None:
    """The badge by the committee that awarded it; known before the correction it stands."""
    told = given(b.member(), b.award())
    wrong = admitted(told, TOO_LATE)
    with rows(wrong) as views:
        (badge,) = list_badges(views, as_of=END).rows
        assert (badge.body, badge.against) == (PROVINCE, "BDG-01")
        (due_,) = unfounded_due(views)
        assert (due_.rule, due_.person, due_.name) == ("BDG-01", P, "Đặng Thị Ứng")
        assert (due_.by, due_.acting, due_.starts) == ("authority", PROVINCE, "2026-02-01")
        assert "badge of 30 years" in due_.what
        assert unfounded_due(views, unit=CELL) == [due_]
        assert unfounded_due(views, unit=OTHER_COMMUNE) == []
        position = wrong.store.streams[BADGES][-1].position
        assert unfounded_due(views, known_at=position - 1) == []
        assert [row.against for row in list_badges(views, as_of=END, known_at=2).rows] == []
    with rows(admitted(wrong, "1996-05-18")) as views:
        assert unfounded_due(views) == []
        assert [row.against for row in list_badges(views, as_of=END).rows] == [None]
    with rows(wrong.and_(annul(1, BADGES))) as views:
        assert unfounded_due(views) == []


def test_a_card_that_a_correction_took_its_ground_from_is_due_by_the_authority() -> None:
    told = given(k.member(), k.decided(ANOTHER_P, kind="exchange"))
    at = len(told.store.streams[ANOTHER_P])
    day = "2025-12-21"
    with rows(told.and_(correct(told, at, ANOTHER_P, official_on=day, on=day))) as views:
        (card,) = list_cards(views, as_of=END).rows
        assert card.against == "CRD-01"
        (due_,) = unfounded_due(views)
        assert (due_.rule, due_.acting, due_.key) == ("CRD-01", COMMUNE, card.cards)


def unfounded_due(views: Any, **asked: Any) -> list[DueRow]:  # noqa: ANN401
    """What is due of cards and badges."""
    found = list_due(views, **{"as_of": END, **asked}).rows
    return [row for row in found if row.rule[:3] in ("BDG", "CRD")]
