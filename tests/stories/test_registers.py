"""The registers: accounts, units, people, meetings, classes, targets, calendars, rulebooks."""

from datetime import date

import pytest

from admission.app.rulebook_files import shipped_text
from admission.domain.kernel import ids
from admission.domain.registers.accounts.commands import RegisterAccount
from admission.domain.registers.calendars.commands import AdoptCalendar, AmendCalendar
from admission.domain.registers.classes import commands as classes
from admission.domain.registers.people.commands import RegisterMember
from admission.domain.registers.rulebooks.commands import AdoptRulebook
from admission.domain.registers.store.commands import (
    BeginLog,
    KeepCosignature,
    OpenStore,
    RecordSkew,
    SealStore,
)
from admission.domain.registers.targets import commands as t
from admission.domain.registers.units import commands as u
from tests.stories.kit import Story, given
from tests.stories.organisation import (
    ANOTHER_P,
    CELL,
    CLERK,
    COMMITTEE,
    COMMUNE,
    INTRODUCER,
    NOBODY,
    PROVINCE,
    P,
    a_,
    ask,
    person_registered,
)
from tests.stories.paths import decision, in_pool, meeting, paper, ready_for_cell_vote

COSIGNED = {
    "checkpoint": "log.example/1\n3511\n+neyOFFCSzWbvpf+jbdOh9lkODgG9PLULsNcrHgd/aE=\n\n"
    "— log.example/1 rf9FLQ==\n— office.example/w1 C6sH9AAAAABrAkh9i0wO8Q==\n",
    "size": 3511,
    "witness": "office.example/w1+0bab07f4+BIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXg",
}
NEW_UNIT = a_("unit", 50)
NEW_PERSON = a_("person", 50)
CLASS = a_("class", 1)
ON = "2025-07-15"


def test_a_store_begins_once() -> None:
    """In a time zone, live or as a demonstration."""
    opened = given().when(ask(OpenStore, on=ON)).records("store-opened", demonstration=False)
    assert opened.then().store.world.store().time_zone == "Asia/Ho_Chi_Minh"
    opened.then().when(ask(OpenStore, on=ON)).refused("SYS-07")


@pytest.mark.accepts("SYS-85")
def test_a_store_that_was_not_sealed_is_sealed_in_a_copy() -> None:
    """The copy says of which store it is one, and of how many events."""
    opened = given(ask(OpenStore, on=ON))
    told = opened.when(_sealed()).records("store-sealed", head=12)
    assert told.then().store.world.store().sealed


@pytest.mark.refuses("SYS-85")
def test_a_store_is_sealed_once() -> None:
    """From its first event on, or in a copy."""
    given(ask(OpenStore, sealed=True, on=ON)).when(_sealed()).refused_only("SYS-85")
    given(ask(OpenStore, on=ON), _sealed()).when(_sealed()).refused_only("SYS-85")


def _sealed() -> SealStore:
    return ask(SealStore, copied_from="01890000-0000-7000-8000-000000000001", head=12, on=ON)


def test_one_setting_back_of_the_clock_is_recorded_once() -> None:
    """Another one, from the same record on, is another."""
    last = "2025-07-15T02:00:00.000000Z"
    skew = ask(RecordSkew, last=last, clock="2025-07-15T01:00:00.000000Z", on=ON)
    told = given().when(skew).records("skew-recorded", last=last).then()
    told.when(skew).refused("SYS-07")
    told.when(ask(RecordSkew, last=last, clock="2025-07-15T00:30:00.000000Z", on=ON)).accepted()


def test_accounts_people_units_classes_meetings_and_calendars_are_registered_once() -> None:
    """The same id again is refused, not overwritten."""
    held = meeting(CELL, "cell", ON)
    given().when(ask(RegisterAccount, account=CLERK, holder="x", on=ON)).refused("SYS-07")
    given().when(person_registered(P)).refused("SYS-07")
    given().when(_founded(unit=CELL)).refused("SYS-07")
    given(_ordered()).when(_ordered()).refused("SYS-07")
    given(held).when(held).refused("SYS-07")
    given().when(ask(AdoptCalendar, year=2025, on=ON)).refused("SYS-07")
    given().when(ask(AdoptRulebook, text=shipped_text("vn-2025"), on=ON)).refused("SYS-07")


def _founded(**fields: object) -> u.FoundUnit:
    known = {"unit": NEW_UNIT, "kind": "cell", "name": "Chi bộ 1", "parent": COMMITTEE, "on": ON}
    return ask(u.FoundUnit, **{**known, **fields})


def test_units_stand_under_units_of_the_right_kind() -> None:
    """A cell under a committee, not a committee under a cell."""
    given().when(_founded()).accepted()
    given().when(_founded(parent=PROVINCE)).refused("SYS-12")
    given().when(_founded(parent=None)).refused("SYS-12")
    given().when(_founded(kind="grassroots-committee", parent=CELL)).refused("SYS-12")
    given().when(_founded(parent=a_("unit", 99))).unknown(a_("unit", 99))


@pytest.mark.refuses("SYS-14")
def test_days_stand_in_their_order() -> None:
    """Nothing happens to a unit before it is founded, to a class before it begins, and so on."""
    given().when(_founded(on="1999-12-31")).refused("SYS-14")
    rename = ask(u.RenameUnit, unit=CELL, name="Chi bộ 2", on="1999-12-31")
    given().when(rename).refused("SYS-14")
    given().when(meeting(CELL, "cell", "1999-12-31")).refused("SYS-14")
    given().when(_ordered(starts="2025-08-11")).refused("SYS-14")
    given(_ordered(), _enrolled()).when(_concluded(on="2025-07-31")).refused("SYS-14")
    given(_ordered(), _enrolled()).when(_concluded(issued="2025-08-16")).refused("SYS-14")
    given().when(_member(decided_on="2026-01-01")).refused("SYS-14")
    given().when(_member(official_on="2025-07-16")).refused("SYS-14")
    unborn = person_registered(NEW_PERSON, born="2025-07-16", on=ON)
    given().when(unborn).refused("SYS-14")


@pytest.mark.accepts("SYS-14")
def test_a_unit_is_renamed_and_recoded_from_the_day_it_was_founded() -> None:
    """Names and codes are attributes, the id is the identity."""
    renamed = given().when(ask(u.RenameUnit, unit=CELL, name="Chi bộ 2", on="2000-01-01"))
    renamed.accepted().then().when(ask(u.RecodeUnit, unit=CELL, code="31.004", on=ON)).accepted()


def _authorised(**fields: object) -> u.AuthoriseUnit:
    known = {"unit": COMMITTEE, "members": 101, "good_years": 3, "on": ON}
    return ask(u.AuthoriseUnit, **{**known, **fields})


@pytest.mark.accepts("DEC-08")
def test_a_large_and_good_grassroots_committee_is_authorised() -> None:
    """More than 100 members, ranked good or better for three years (Q294 22)."""
    authorised = given().when(_authorised()).accepted().then()
    authorised.when(_authorised()).refused("SYS-07")
    authorised.when(ask(u.DeauthoriseUnit, unit=COMMITTEE, on="2025-08-01")).accepted()


@pytest.mark.refuses("DEC-08")
def test_a_small_or_weak_grassroots_committee_is_not_authorised() -> None:
    """One hundred members are not more than 100; two good years are too few (Q294 22)."""
    given().when(_authorised(members=100)).refused("DEC-08")
    given().when(_authorised(good_years=2)).refused("DEC-08")
    given().when(_authorised(unit=COMMUNE)).refused("SYS-12")
    given().when(_authorised(on="2010-01-01")).refused("SYS-06")
    given().when(ask(u.DeauthoriseUnit, unit=COMMITTEE, on=ON)).refused("SYS-18")


def _member(**fields: object) -> RegisterMember:
    known = {"person": ANOTHER_P, "cell": CELL, "official_on": "2025-06-01", "on": ON}
    return ask(RegisterMember, **{**known, **fields})


def test_an_existing_member_is_registered_from_paper() -> None:
    """And is a full member from the official day; nobody is twice, nor while a candidate."""
    story = given().when(_member()).accepted().then()
    assert story.store.world.person(ANOTHER_P).is_full_member(date(2025, 6, 1))
    story.when(_member()).refused("SYS-16")
    given().when(_member(person=INTRODUCER)).refused("SYS-16")
    given(in_pool("2025-07-01")).when(_member(person=P)).refused("SYS-16")
    given().when(_member(person=NOBODY)).unknown(NOBODY)


@pytest.mark.refuses("SYS-21")
def test_no_more_are_present_than_were_summoned() -> None:
    """Those away are not present as well; and somebody has to be there."""
    given().when(meeting(CELL, "cell", ON, present=10)).refused("SYS-21")
    given().when(meeting(CELL, "cell", ON, present=9, exempt_absent=1)).refused("SYS-21")
    given().when(meeting(CELL, "cell", ON, present=0)).refused("SYS-21")


@pytest.mark.accepts("SYS-21")
def test_a_body_meets() -> None:
    """With a roll in which all are accounted for."""
    given().when(meeting(CELL, "cell", ON, present=8, exempt_absent=1)).accepted()


def _ordered(**fields: object) -> classes.OrderClass:
    known = {"class_id": CLASS, "unit": COMMUNE, "title": "Lớp", "centre": "Trung tâm", "on": ON}
    days = {"starts": "2025-08-01", "ends": "2025-08-10"}
    return ask(classes.OrderClass, **{**known, **days, **fields})


def _enrolled(*people: str) -> classes.EnrolInClass:
    return ask(classes.EnrolInClass, class_id=CLASS, people=people or (P,), on=ON)


def _concluded(person: str = P, **fields: object) -> classes.ConcludeClass:
    known = {"class_id": CLASS, "results": ({"person": person, "passed": True},)}
    issue = {"issuer_kind": "commune-centre", "issuer": "Trung tâm", "issued": "2025-08-15"}
    return ask(classes.ConcludeClass, **{"on": "2025-08-15", **known, **issue, **fields})


def test_the_days_of_a_class_may_lie_ahead() -> None:
    """A class that is ordered is a plan, its order is a fact."""
    given().when(_ordered(), today=ON).accepted()
    given().when(_ordered(), today="2025-07-14").refused("SYS-02")


@pytest.mark.accepts("SYS-20")
def test_people_are_enrolled_and_get_results() -> None:
    """Each once."""
    enrolled = given(_ordered()).when(_enrolled(P)).accepted().then()
    enrolled.when(_enrolled(P)).refused("SYS-07")
    enrolled.when(_concluded(ANOTHER_P)).refused("SYS-18")
    done = enrolled.when(_concluded()).accepted().then()
    done.when(_concluded()).refused("SYS-07")


@pytest.mark.refuses("SYS-20")
def test_nobody_is_enrolled_in_a_class_that_is_over() -> None:
    """The results are in."""
    over = given(_ordered(), _enrolled(), _concluded())
    over.when(_enrolled(ANOTHER_P)).refused("SYS-20")


def test_an_unknown_class_is_named() -> None:
    """Roster and results belong to a class that was ordered."""
    given().when(_enrolled()).unknown(CLASS)


def _target(
    kind: type[t.AssignTarget] | type[t.ReviseTarget] = t.AssignTarget, **fields: object
) -> t.AssignTarget | t.ReviseTarget:
    known = {"unit": COMMUNE, "period": "2025", "promised_by": "2025-12-31", "on": ON}
    return ask(kind, **{"number": 13, **known, **fields})


@pytest.mark.accepts("SYS-19")
def test_a_target_is_a_number_or_a_per_cent_of_a_stated_base() -> None:
    """Rounded up to whole people; it may be promised for a day that lies ahead."""
    base = {"name": "members-at-1-january", "count": 201}
    given().when(_target(), today=ON).records("target-assigned", people=13)
    share = _target(number=None, percent_hundredths=300, base=base)
    given().when(share).records(people=7)


@pytest.mark.refuses("SYS-19")
def test_a_target_is_not_measured_in_two_ways_or_none() -> None:
    """A number and a per cent, or neither, is no target; nor a per cent of nothing."""
    base = {"name": "members-at-1-january", "count": 201}
    given().when(_target(percent_hundredths=300, base=base)).refused("SYS-19")
    given().when(_target(number=None)).refused("SYS-19")
    given().when(_target(number=None, percent_hundredths=300)).refused("SYS-19")
    given().when(_target(percent_hundredths=300)).refused("SYS-19")
    given().when(_target(base=base)).refused("SYS-19")


@pytest.mark.accepts("SYS-111")
def test_a_target_may_ask_for_a_thousand_million_people() -> None:
    """That is as much as an event can say."""
    base = {"name": "members-at-1-january", "count": 1_000_000_000}
    most = _target(number=None, percent_hundredths=10_000, base=base)
    given().when(most).records(people=1_000_000_000)


@pytest.mark.refuses("SYS-111")
def test_a_target_asks_for_no_more_people_than_can_be_written_down() -> None:
    """A per cent of a large base may come to more."""
    base = {"name": "members-at-1-january", "count": 1_000_000_000}
    given().when(_target(number=None, percent_hundredths=10_001, base=base)).refused("SYS-111")


def test_a_target_is_assigned_once_then_revised_or_withdrawn() -> None:
    """There is one for each unit, indicator, period and group."""
    withdrawal = ask(t.WithdrawTarget, unit=COMMUNE, period="2025", on=ON)
    given().when(_target(t.ReviseTarget)).refused("SYS-18")
    given().when(withdrawal).refused("SYS-18")
    assigned = given(_target())
    assigned.when(_target()).refused("SYS-07")
    assigned.when(_target(group="women")).accepted()
    assigned.when(_target(t.ReviseTarget, number=15)).records("target-revised", people=15)
    withdrawn = assigned.when(withdrawal).accepted().then()
    withdrawn.when(withdrawal).refused("SYS-18")
    withdrawn.when(_target()).accepted()


@pytest.mark.refuses("SYS-22")
@pytest.mark.refuses("SYS-23")
def test_the_days_of_a_calendar_belong_to_its_year_and_are_off_or_worked() -> None:
    """Neither a day of another year, nor one that is both; and only adopted years are amended."""
    wrong = ask(AdoptCalendar, year=2031, days_off=("2032-01-01",), on=ON)
    given().when(wrong).refused("SYS-22")
    both = ask(
        AdoptCalendar, year=2031, days_off=("2031-01-01",), worked_days=("2031-01-01",), on=ON
    )
    given().when(both).refused("SYS-23")
    given().when(ask(AmendCalendar, year=2031, on=ON)).refused("SYS-18")


@pytest.mark.accepts("SYS-22")
@pytest.mark.accepts("SYS-23")
def test_a_swap_of_days_moves_the_deadlines_after_it() -> None:
    """A working Saturday counts, a day off does not."""
    swap = ask(
        AmendCalendar, year=2025, days_off=("2025-09-16",), worked_days=("2025-09-20",), on=ON
    )
    story = given().when(swap).accepted().then()
    calendar = story.store.world.working_days()
    assert not calendar.is_working(swap.days_off[0])
    assert calendar.is_working(swap.worked_days[0])
    assert calendar.after(swap.days_off[0], 4).day == swap.worked_days[0]


@pytest.mark.refuses("SYS-24")
def test_a_rulebook_with_mistakes_is_not_adopted() -> None:
    """The first mistake is named; a base that was not adopted is one."""
    given().when(ask(AdoptRulebook, text="id = 3", on=ON)).refused("SYS-24")
    lonely = shipped_text("vn-2025-hanoi").replace('extends = "vn-2025"', 'extends = "vn-2030"')
    given().when(ask(AdoptRulebook, text=lonely, on=ON)).refused("SYS-24")


@pytest.mark.refuses("SYS-25")
def test_an_edited_file_under_a_known_id_is_refused() -> None:
    """What was adopted stays what it was."""
    edited = shipped_text("vn-2025") + "\n# later thought\n"
    given().when(ask(AdoptRulebook, text=edited, unit=PROVINCE, on=ON)).refused("SYS-25")


@pytest.mark.accepts("SYS-24")
@pytest.mark.accepts("SYS-25")
def test_a_local_rulebook_governs_its_unit_and_what_is_under_it() -> None:
    """There it goes before the central one."""
    local = ask(AdoptRulebook, text=shipped_text("vn-2025-hanoi"), unit=COMMUNE, on=ON)
    story = given().when(local).records("rulebook-adopted", rulebook="vn-2025-hanoi").then()
    assert _governs(story, CELL) == "vn-2025-hanoi"
    assert _governs(story, PROVINCE) == "vn-2025"


def _governs(story: Story, unit: str) -> str:
    on = ready_for_cell_vote("2025-12-15")
    day = [*on][-1].on
    adoption = story.store.world.rulebook_in_force(day, unit)
    assert adoption is not None
    return adoption.rulebook.id


def test_an_actor_is_a_registered_account_or_person() -> None:
    """Nobody else is."""
    world = given().store.world
    assert world.is_actor(CLERK)
    assert world.is_actor(P)
    assert not world.is_actor(NOBODY)
    assert not world.is_actor(a_("account", 99))


def test_the_one_streams_are_named() -> None:
    """Store, calendars and rulebooks have one stream each."""
    assert OpenStore(on=paper("cv", ON).on).stream == ids.STORE
    assert [*decision(ON)][-1].stream.startswith("candidate-")


def test_a_log_begins_once_and_a_cosignature_is_kept_once() -> None:
    """A store from before gets a proof log; of each witness and size one signature is kept."""
    begun = given().when(ask(BeginLog, entries=12, on=ON)).records("log-begun", entries=12)
    begun.then().when(ask(BeginLog, entries=13, on=ON)).refused("SYS-07")
    kept = begun.then().when(ask(KeepCosignature, **COSIGNED, on=ON)).records("cosignature-kept")
    kept.then().when(ask(KeepCosignature, **COSIGNED, on=ON)).refused("SYS-07")
    larger = {**COSIGNED, "size": 3512}
    kept.then().when(ask(KeepCosignature, **larger, on=ON)).records("cosignature-kept")
