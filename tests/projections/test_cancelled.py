"""What was given for a membership that was cancelled: flagged, counted apart, due to come back."""

from typing import Any

from admission.domain.registers.badges.commands import WithdrawBadges
from admission.domain.registers.identity.commands import JoinPersons, PartPersons
from admission.domain.stages.membership import commands as m
from admission.projections.badges.due import list_due_badges
from admission.projections.badges.queries import count_badges, list_badges
from admission.projections.badges.rounds import window
from admission.projections.cards.queries import count_cards, list_cards
from admission.projections.due.queries import list_due
from admission.projections.due.rows import DueRow
from admission.projections.member.queries import show_member
from admission.projections.party_ages.queries import show_party_age
from tests.projections.test_one_member_twice import rows
from tests.stories import test_badges as b
from tests.stories import test_cancelled_members as s
from tests.stories import test_cards as k
from tests.stories.kit import Story, given
from tests.stories.organisation import (
    ANOTHER_P,
    CELL,
    COMMUNE,
    HELPER,
    INTRODUCER,
    OTHER_COMMUNE,
    PROVINCE,
    SECOND,
    P,
    ask,
)
from tests.stories.test_corrections import annul, correct, place

END = "2026-12-31"


def to_withdraw(views: Any, **asked: Any) -> list[DueRow]:  # noqa: ANN401
    found = list_due(views, **{"as_of": END, **asked}).rows
    return [row for row in found if row.rule == "ERR-01"]


def against(views: Any, **asked: Any) -> list[str | None]:  # noqa: ANN401
    cards = list_cards(views, **{"as_of": END, **asked}).rows
    badges = list_badges(views, **{"as_of": END, **asked}).rows
    return [row.against for row in cards] + [row.against for row in badges]


def head(told: Story) -> int:
    return sum(map(len, told.store.streams.values()))


def test_a_card_of_a_cancelled_membership_is_flagged_since_and_known_since() -> None:
    before = k.with_card()
    with rows(before.and_(s.cancel())) as views:
        assert against(views) == ["ERR-01"]
        assert against(views, as_of="2026-02-28") == [None]
        assert against(views, known_at=head(before)) == [None]
        assert against(views, unit=COMMUNE, tree="as-now") == ["ERR-01"]


def test_the_authority_is_asked_to_withdraw_the_card_until_it_is_withdrawn() -> None:
    told = s.struck()
    with rows(told) as views:
        (row,) = to_withdraw(views)
        assert (row.person, row.unit, row.by, row.acting) == (P, CELL, "authority", COMMUNE)
        assert row.what.startswith("withdraw the card (first-issue)")
        assert to_withdraw(views, unit=CELL) == [row]
        assert to_withdraw(views, unit=OTHER_COMMUNE) == []
        assert to_withdraw(views, as_of="2026-02-28") == []
        assert to_withdraw(views, known_at=head(told) - 2) == []
    with rows(told.and_(k.withdrawn())) as views:
        assert to_withdraw(views) == []
        assert against(views) == ["ERR-01"]


def test_the_committee_that_awarded_a_badge_is_asked_to_withdraw_it() -> None:
    told = s.with_badge().and_(s.cancel("2026-06-01"))
    with rows(told) as views:
        (row,) = to_withdraw(views)
        assert (row.acting, row.starts) == (PROVINCE, "2026-02-01")
        assert "badge of 30 years" in row.what
        assert against(views) == ["ERR-01"]
        assert [row.cancelled for row in count_badges(views, as_of=END).rows] == [1]
        assert [row.cancelled for row in count_badges(views, as_of="2026-05-31").rows] == [0]
    with rows(told.and_(s.badges_back())) as views:
        assert to_withdraw(views) == []


def test_only_the_card_that_is_out_is_asked_for() -> None:
    again = (k.decided(on="2026-02-01", kind="reissue"), k.handed_over(on="2026-02-05"))
    told = k.with_card().and_(*again, s.cancel())
    with rows(told) as views:
        assert against(views) == ["ERR-01", "ERR-01"]
        assert [row.what.split(",")[0] for row in to_withdraw(views)] == [
            "withdraw the card (reissue)"
        ]
    waiting = k.with_card().and_(again[0], s.cancel())
    with rows(waiting) as views:
        assert len(to_withdraw(views)) == 2
    with rows(waiting.and_(k.withdrawn())) as views:
        assert to_withdraw(views) == []
        assert [row.withdrawn_on for row in list_cards(views, as_of=END).rows] == ["2026-03-20"] * 2


def test_cards_are_counted_with_those_of_cancelled_memberships_among_them() -> None:
    told = s.struck().and_(k.member(), k.decided(ANOTHER_P, kind="exchange"))
    with rows(told) as views:
        (row,) = count_cards(views, as_of=END).rows
        assert (row.issued, row.first_issues, row.handed_over, row.cancelled) == (2, 1, 1, 1)
        (row,) = count_cards(views, as_of="2026-02-28", unit=CELL).rows
        assert row.cancelled == 0


def test_when_the_cancelling_is_annulled_nothing_is_flagged_any_more() -> None:
    told = s.struck()
    back = told.and_(annul(place(told, m.CancelDecision)))
    with rows(back) as views:
        assert (against(views), to_withdraw(views)) == ([None], [])
        assert against(views, known_at=head(told)) == ["ERR-01"]
        assert [row.cancelled for row in count_cards(views, as_of=END).rows] == [0]


def test_a_cancelling_of_another_day_has_its_flags_from_that_day() -> None:
    told = s.struck()
    moved = told.and_(correct(told, place(told, m.CancelDecision), on="2026-02-01"))
    with rows(moved) as views:
        assert against(views, as_of="2026-02-01") == ["ERR-01"]
        assert against(views, as_of="2026-01-31") == [None]


def test_the_card_of_a_membership_after_a_cancelled_one_stands() -> None:
    told = s.admitted_again(s.long_ago(k.withdrawn(on="2022-09-20")))
    told = told.and_(k.decided(on="2025-12-01"), k.handed_over(on="2025-12-20"))
    with rows(told) as views:
        assert against(views) == ["ERR-01", None]
        assert to_withdraw(views) == []
        age = show_party_age(views, P, as_of=END)
        assert age is not None
        assert (age.counts_from, age.days_away) == (age.first_decided, 0)


def test_the_flag_follows_the_person_through_a_joining_and_a_parting() -> None:
    """Also a card that was decided under the other name."""
    join = ask(JoinPersons, person=ANOTHER_P, other=P, second=SECOND, on="2026-03-02")
    told = s.struck().and_(join)
    with rows(told) as views:
        assert against(views) == ["ERR-01"]
        assert [row.person for row in to_withdraw(views)] == [P]
        (card,) = list_cards(views, person=ANOTHER_P, as_of=END).rows
        assert (card.person, card.against) == (P, "ERR-01")
    part = ask(PartPersons, person=ANOTHER_P, other=P, second=SECOND, on="2026-03-03")
    with rows(told.and_(part)) as views:
        assert against(views) == ["ERR-01"]


def test_what_is_withdrawn_under_the_name_kept_is_withdrawn_of_every_record() -> None:
    join = ask(JoinPersons, person=ANOTHER_P, other=P, second=SECOND, on="2026-06-02")
    with rows(s.struck().and_(join, k.withdrawn(ANOTHER_P, "2026-06-03"))) as views:
        assert to_withdraw(views) == []
        assert [row.withdrawn_on for row in list_cards(views, as_of=END).rows] == ["2026-06-03"]
    back = ask(WithdrawBadges, person=ANOTHER_P, on="2026-06-03")
    with rows(s.with_badge().and_(s.cancel("2026-06-01"), join, back)) as views:
        assert to_withdraw(views) == []
        assert [row.withdrawn_on for row in list_badges(views, as_of=END).rows] == ["2026-06-03"]


def test_a_card_decided_before_a_joining_is_handed_over_after_it() -> None:
    join = ask(JoinPersons, person=INTRODUCER, other=HELPER, second=SECOND, on="2026-02-01")
    told = given(k.decided(HELPER, kind="exchange"), join)
    with rows(told.and_(k.handed_over(person=INTRODUCER, on="2026-02-05"))) as views:
        assert [row.handed_over_on for row in list_cards(views, as_of=END).rows] == ["2026-02-05"]


def test_the_handbook_says_what_was_cancelled_and_what_goes_against_the_rules() -> None:
    with rows(s.struck()) as views:
        member = show_member(views, P, as_of=END)
        assert member is not None
        said = {(row.section, row.what): row.said for row in member.page.rows}
        assert "against: ERR-01" in said["cards", "first-issue"]
        assert said["membership", "cancelled"] == ()
        days = {row.what: row.on_day for row in member.page.rows if row.section == "membership"}
        assert days["cancelled"] == s.STRUCK
        earlier = show_member(views, P, as_of="2026-02-28")
        assert earlier is not None
        assert not any("ERR-01" in part for row in earlier.page.rows for part in row.said)


def test_a_badge_of_a_cancelled_membership_does_not_keep_another_from_being_due() -> None:
    told = s.with_badge().and_(s.cancel("2026-06-01"), s.badges_back(), s.back_from_elsewhere())
    with rows(told) as views:
        of = window(views, "2026-09-02", exactly=True)
        found = list_due_badges(views, of, as_of="2026-08-01").rows
        assert [(row.person, row.years) for row in found] == [(P, 30)]
    with rows(told.and_(b.award(day="2026-09-02", on="2026-08-01"))) as views:
        assert list_due_badges(views, of, as_of="2026-08-01").rows == []
