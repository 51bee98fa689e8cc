"""Recorded facts that were wrong: annulled or corrected, never changed where they stand."""

# ruff: noqa: ANN401 - a story may give any field of any command
from typing import Any, Final

import pytest

from admission.domain.kernel.documents import Document
from admission.domain.kernel.messages import Command
from admission.domain.registers.confirmations.commands import ConfirmPeriod
from admission.domain.registers.corrections.commands import AnnulFact, CorrectFact
from admission.domain.registers.corrections.state import as_they_stand
from admission.domain.registers.identity.commands import JoinPersons
from admission.domain.registers.meetings.commands import HoldMeeting
from admission.domain.registers.movements.commands import Depart
from admission.domain.registers.notes.commands import WriteNote
from admission.domain.registers.targets.commands import AssignTarget
from admission.domain.registers.units.commands import FoundUnit, MergeUnit
from admission.domain.stages.admission import commands as a
from admission.domain.stages.awareness import commands as w
from admission.domain.stages.probation import commands as p
from admission.domain.stages.standings import Standing
from admission.domain.stages.taking_over.commands import TakeOver
from tests.stories.kit import Story, given
from tests.stories.organisation import (
    ANOTHER_C,
    ANOTHER_P,
    CELL,
    CLERK,
    COMMITTEE,
    COMMUNE,
    GUIDE,
    NEW_GUIDE,
    NOBODY,
    SECOND,
    VILLAGE_CELL,
    C,
    P,
    a_,
    ask,
    person_registered,
)
from tests.stories.paths import (
    cell_resolved,
    ceremony_held,
    committee_resolved,
    decided,
    in_pool,
    received,
    recognised,
)

TODAY: Final = "2026-03-10"
PAPER: Final = Document(kind="minutes", number="7-BB")


def place(story: Story, command: type[Command], stream: str = C) -> int:
    """Where the newest step of a command stands in its stream."""
    return max(
        each.version for each in story.store.streams[stream] if each.event.COMMAND is command
    )


def recorded(story: Story, fact: int, stream: str = C) -> Command:
    """The command that led to the fact at a place."""
    command = story.store.streams[stream][fact - 1].event.command()
    assert command is not None
    return command


def annul(fact: int, about: str = C, **said: Any) -> AnnulFact:
    fields = {"second": SECOND, "on": TODAY, **said}
    return ask(AnnulFact, about=about, fact=fact, **fields)


def correct(story: Story, fact: int, about: str = C, **changed: Any) -> CorrectFact:
    """The fact said again, with some of its fields otherwise; or decided alone, on another day."""
    said = {"second": changed.pop("second", SECOND), "on": changed.pop("decided_on", TODAY)}
    fields = dict(recorded(story, fact, about))
    kind = type(recorded(story, fact, about))
    replacement = kind.model_validate({**fields, **changed})
    return ask(CorrectFact, about=about, fact=fact, replacement=replacement, **said)


@pytest.mark.accepts("SYS-60")
@pytest.mark.accepts("SYS-63")
def test_a_wrong_day_is_corrected_and_what_rests_on_it_moves() -> None:
    """The term ends twelve months after the true ceremony; the recorded event is kept."""
    held = given(ceremony_held("2025-03-01"))
    at = place(held, a.HoldCeremony)
    story = held.when(correct(held, at, on="2025-02-20")).accepted().then()
    state = story.candidate()
    assert state.standing is Standing.ON_PROBATION
    assert str(state.day("ceremony-held")) == "2025-02-20"
    assert str(state.day("term-ended")) == "2026-02-20"
    assert str(story.store.streams[C][at - 1].event.on) == "2025-03-01"


def test_wrong_votes_are_corrected_and_the_vote_is_counted_again() -> None:
    """Four of nine do not carry it: there was no resolution, and the committee's rests on none."""
    told = given(committee_resolved("2025-03-01"))
    at = place(told, a.HoldCellVote)
    outcome = told.when(correct(told, at, in_favour=4, against=5)).accepted()
    assert outcome.event.event.carried is False  # type: ignore[attr-defined]
    (committee,) = outcome.event.later  # type: ignore[attr-defined]
    assert committee.event.against_rules == ("SYS-01",)


def test_votes_that_do_not_add_up_stay_refused() -> None:
    told = given(cell_resolved("2025-03-01"))
    at = place(told, a.HoldCellVote)
    told.when(correct(told, at, in_favour=2, against=5)).refused_only("SYS-04")


def test_a_true_fact_against_a_rule_is_flagged_not_refused() -> None:
    """A guide who is no full member: it happened, and waits to be mended."""
    held = given(ceremony_held("2025-03-01"))
    change = correct(held, place(held, a.HoldCeremony), guide=ANOTHER_P)
    state = held.when(change).accepted().then().candidate()
    assert [(b.type, b.rules) for b in state.breaches] == [("ceremony-held", ("DEC-23",))]


def test_a_later_step_made_unlawful_is_flagged_and_one_made_lawful_is_not_any_more() -> None:
    """The cell considered recognition before the term had run from the true ceremony."""
    told = given(recognised("2026-03-05"))
    at = place(told, a.HoldCeremony)
    true_day = {"on": "2025-02-20"}
    later = told.when(correct(told, at, **true_day)).accepted().then()
    flagged = {b.type: b.rules for b in later.candidate().breaches}
    assert "PRO-01" in flagged["recognition-vote-held"]
    back = later.when(annul(len(later.store.streams[C]))).accepted().then()
    assert back.candidate().breaches == ()
    assert back.candidate() == told.candidate()


def test_the_official_day_and_the_membership_follow_the_true_ceremony() -> None:
    told = given(recognised("2026-03-05"))
    before = told.candidate().official_on
    at = place(told, a.HoldCeremony)
    held_on = recorded(told, at).on
    story = told.when(correct(told, at, on=held_on.replace(day=held_on.day - 1))).accepted().then()
    after = story.candidate().official_on
    assert before is not None
    assert after is not None
    assert (before - after).days == 1
    person = story.store.state(P)
    assert person.official_on == after
    assert story.store.streams[P][-1].event.TYPE == "consequence-corrected"


@pytest.mark.accepts("SYS-61")
@pytest.mark.accepts("SYS-65")
def test_a_ceremony_that_never_was_is_annulled() -> None:
    held = given(ceremony_held("2025-03-01"))
    at = place(held, a.HoldCeremony)
    outcome = held.when(annul(at)).accepted()
    state = outcome.leaves(Standing.AWAITING_CEREMONY).candidate()
    assert state.day("ceremony-held") is None
    assert state.guide is None
    assert state == given(received("2025-02-19")).candidate()


def test_a_candidacy_entered_by_mistake_leaves_the_person_free() -> None:
    entered = given(in_pool("2025-03-01"))
    story = entered.when(annul(1)).accepted().then()
    assert story.candidate().standing is Standing.UNKNOWN
    assert story.store.state(P).candidacy is None
    again = ask(w.EnterPool, candidate=ANOTHER_C, person=P, unit=CELL, on="2025-03-02")
    story.when(again).accepted()


@pytest.mark.refuses("SYS-65")
def test_what_a_candidacy_begins_with_is_not_annulled_under_the_rest_of_it() -> None:
    given(ceremony_held("2025-03-01")).when(annul(1)).refused_only("SYS-65")


@pytest.mark.refuses("SYS-65")
def test_a_person_is_not_annulled_for_others_may_rest_on_it() -> None:
    registered = person_registered(NOBODY, on="2025-03-01")
    given(registered).when(annul(1, NOBODY)).refused_only("SYS-65")


@pytest.mark.refuses("SYS-63")
def test_the_fact_of_another_person_is_annulled_and_recorded_anew() -> None:
    entered = given(in_pool("2025-03-01"))
    entered.when(correct(entered, 1, person=ANOTHER_P)).refused_only("SYS-63")


@pytest.mark.refuses("SYS-63")
def test_a_fact_of_another_kind_is_annulled_and_recorded_anew() -> None:
    held = given(ceremony_held("2025-03-01"))
    at = place(held, a.HoldCeremony)
    other = ask(a.ReceiveDecision, on="2025-02-10")
    held.when(ask(CorrectFact, about=C, fact=at, replacement=other, second=SECOND)).refused_only(
        "SYS-63"
    )


@pytest.mark.refuses("SYS-60")
def test_a_fact_that_is_not_there_is_not_corrected() -> None:
    entered = given(in_pool("2025-03-01"))
    entered.when(annul(2)).refused_only("SYS-60")
    entered.when(annul(1, ANOTHER_C)).unknown(ANOTHER_C)


@pytest.mark.refuses("SYS-61")
def test_what_is_annulled_is_not_annulled_or_corrected_again() -> None:
    held = given(ceremony_held("2025-03-01"))
    at = place(held, a.HoldCeremony)
    story = held.and_(annul(at))
    story.when(annul(at)).refused_only("SYS-61")
    story.when(correct(held, at, on="2025-02-20")).refused_only("SYS-61")


@pytest.mark.refuses("SYS-62")
def test_a_correction_changes_something() -> None:
    held = given(ceremony_held("2025-03-01"))
    held.when(correct(held, place(held, a.HoldCeremony))).refused_only("SYS-62")


@pytest.mark.accepts("SYS-62")
def test_a_correction_is_corrected_and_the_last_stands() -> None:
    held = given(ceremony_held("2025-03-01"))
    at = place(held, a.HoldCeremony)
    first = held.and_(correct(held, at, on="2025-02-20"))
    second = first.when(correct(first, at, on="2025-02-25")).accepted().then()
    assert str(second.candidate().day("ceremony-held")) == "2025-02-25"
    assert len(second.store.streams[C]) == len(held.store.streams[C]) + 2


@pytest.mark.refuses("SYS-62")
def test_a_correction_that_another_has_overtaken_need_not_be_taken_back() -> None:
    held = given(ceremony_held("2025-03-01"))
    at = place(held, a.HoldCeremony)
    first = held.and_(correct(held, at, on="2025-02-20"))
    second = first.and_(correct(first, at, on="2025-02-25"))
    second.when(annul(len(first.store.streams[C]))).refused_only("SYS-62")


def test_a_correction_taken_back_lets_stand_what_stood_before_it() -> None:
    held = given(ceremony_held("2025-03-01"))
    at = place(held, a.HoldCeremony)
    first = held.and_(correct(held, at, on="2025-02-20"))
    second = first.and_(correct(first, at, on="2025-02-25"))
    back = second.and_(annul(len(second.store.streams[C])))
    assert back.candidate() == first.candidate()
    again = back.and_(annul(len(back.store.streams[C])))
    assert again.candidate() == second.candidate()


def test_an_annulment_is_taken_back_with_what_it_took_from_the_person() -> None:
    told = given(recognised("2026-03-05"))
    gone = told.and_(annul(place(told, p.DecideRecognition)))
    assert gone.store.state(P).official_on is None
    assert gone.store.state(P).candidacy == C
    back = gone.and_(annul(len(gone.store.streams[C])))
    assert back.store.state(P) == told.store.state(P)
    assert back.candidate() == told.candidate()


def test_another_outcome_ends_or_reopens_the_candidacy() -> None:
    told = given(decided("2025-03-01"))
    at = place(told, a.DecideAdmission)
    refused = told.and_(correct(told, at, outcome="refused"))
    assert refused.candidate().standing is Standing.REFUSED
    assert refused.store.state(P).candidacy is None
    admitted = refused.and_(correct(refused, at, outcome="admitted"))
    assert admitted.candidate().standing is Standing.AWAITING_CEREMONY
    assert admitted.store.state(P).candidacy == C
    back = admitted.and_(annul(len(admitted.store.streams[C])))
    assert back.store.state(P).candidacy is None


def test_an_earlier_fact_corrected_keeps_the_correction_of_a_later_one() -> None:
    """And the later correction may be taken back: the fact stands as recorded, read anew."""
    told = given(recognised("2026-03-05"))
    ceremony, decision = place(told, a.HoldCeremony), place(told, p.DecideRecognition)
    renamed = told.and_(correct(told, decision, document=PAPER))
    moved = renamed.and_(correct(renamed, ceremony, on=recorded(told, ceremony).on.replace(day=2)))
    assert moved.candidate().official_on != told.candidate().official_on
    back = moved.and_(annul(len(renamed.store.streams[C])))
    assert back.candidate().official_on == moved.candidate().official_on
    documents = back.store.streams[C][-1].event.later  # type: ignore[attr-defined]
    assert [r.event.document for r in documents if r.fact == decision] == [
        recorded(told, decision).document  # type: ignore[attr-defined]
    ]


@pytest.mark.accepts("SYS-66")
def test_an_own_entry_is_corrected_alone_on_the_same_day() -> None:
    story = given(received("2025-02-19"))
    held = story.when(
        ask(a.HoldCeremony, on="2025-03-01", guide=GUIDE), today=TODAY, actor=CLERK
    ).then()
    at = place(held, a.HoldCeremony)
    alone = correct(held, at, guide=NEW_GUIDE, second=None)
    once = held.when(alone, today=TODAY, actor=CLERK).accepted().then()
    again = correct(once, at, on="2025-02-28", second=None)
    assert once.candidate().guide == NEW_GUIDE
    assert once.when(again, today=TODAY).accepted().then().candidate().guide == GUIDE


@pytest.mark.refuses("SYS-66")
def test_alone_nobody_corrects_on_another_day_or_what_others_entered() -> None:
    story = given(received("2025-02-19"))
    held = story.when(ask(a.HoldCeremony, on="2025-03-01", guide=GUIDE), today=TODAY).then()
    alone = correct(held, place(held, a.HoldCeremony), guide=NEW_GUIDE, second=None)
    held.when(alone, today="2026-03-11").refused_only("SYS-66")
    held.when(alone, today=TODAY, actor=SECOND).refused_only("SYS-66")


@pytest.mark.refuses("SYS-66")
def test_alone_nobody_corrects_what_a_later_step_rests_on() -> None:
    held = given(ceremony_held("2025-03-01"))
    alone = correct(held, place(held, a.ReceiveDecision), on="2025-02-20", second=None)
    held.when(alone).refused_only("SYS-66")


@pytest.mark.refuses("SYS-66")
def test_alone_nobody_corrects_a_roll_or_makes_a_step_irregular() -> None:
    held_meeting = ask(
        HoldMeeting,
        meeting=a_("meeting", 77),
        body=CELL,
        kind="cell",
        roll={"summoned": 9, "present": 9},
        on="2025-03-01",
    )
    met = given().when(held_meeting, today=TODAY).then()
    roll = {"summoned": 9, "present": 8}
    alone = correct(met, 1, held_meeting.meeting, roll=roll, second=None)
    met.when(alone, today=TODAY).refused_only("SYS-66")
    met.when(correct(met, 1, held_meeting.meeting, roll=roll)).accepted()
    story = given(received("2025-02-19"))
    held = story.when(ask(a.HoldCeremony, on="2025-03-01", guide=GUIDE), today=TODAY).then()
    wrong = correct(held, place(held, a.HoldCeremony), guide=ANOTHER_P, second=None)
    held.when(wrong, today=TODAY).refused_only("SYS-66")


@pytest.mark.refuses("SYS-66")
def test_alone_nobody_corrects_what_a_unit_has_confirmed() -> None:
    """A figure that was published rests on it: that of the cell, or of a unit above it."""
    confirmed = ask(ConfirmPeriod, unit=COMMUNE, through="2025-12-31", on="2026-01-05")
    story = given(received("2025-02-19"), confirmed)
    held = story.when(ask(a.HoldCeremony, on="2025-03-01", guide=GUIDE), today=TODAY).then()
    alone = correct(held, place(held, a.HoldCeremony), guide=NEW_GUIDE, second=None)
    held.when(alone, today=TODAY).refused_only("SYS-66")


def test_the_second_person_is_another_and_known() -> None:
    held = given(ceremony_held("2025-03-01"))
    at = place(held, a.HoldCeremony)
    held.when(annul(at, second=CLERK), actor=CLERK).refused_only("SYS-08")
    held.when(annul(at, second=NOBODY)).unknown(NOBODY)


@pytest.mark.refuses("SYS-08")
def test_the_person_concerned_does_not_approve_a_correction() -> None:
    """Neither of the own path nor of the own person, to correct or to annul."""
    held = given(ceremony_held("2025-03-01"))
    at = place(held, a.HoldCeremony)
    held.when(annul(at, second=P)).refused_only("SYS-08")
    held.when(correct(held, at, on="2025-02-20", second=P)).refused_only("SYS-08")
    held.when(correct(held, 1, P, sex="female", second=P)).refused_only("SYS-08")
    held.when(correct(held, at, on="2025-02-20", second=SECOND)).accepted()


@pytest.mark.refuses("SYS-64")
def test_calendars_and_accounts_are_amended_and_consequences_go_with_their_fact() -> None:
    told = given(in_pool("2025-03-01"))
    told.when(annul(1, CLERK)).refused("SYS-64")
    opened = next(
        each.version for each in told.store.streams[P] if each.event.TYPE == "candidacy-opened"
    )
    told.when(annul(opened, P)).refused("SYS-64")


def test_people_who_were_joined_are_parted_not_corrected() -> None:
    """Parting hands each record back what it had."""
    joined = given(ask(JoinPersons, person=P, other=ANOTHER_P, second=SECOND, on="2025-03-01"))
    join = len(joined.store.streams[P])
    joined.when(annul(join, P)).refused("SYS-64")


@pytest.mark.accepts("SYS-64")
def test_facts_of_registers_are_corrected_too() -> None:
    registered = given(person_registered(NOBODY, on="2025-03-01"))
    named = correct(registered, 1, NOBODY, born="1996-03-20")
    assert str(registered.when(named).accepted().then().store.state(NOBODY).born) == "1996-03-20"
    assigned = ask(
        AssignTarget, unit=CELL, period="2025", number=3, promised_by="2025-12-31", on="2025-01-05"
    )
    target = given(assigned)
    gone = target.when(annul(1, assigned.stream)).accepted().then()
    gone.when(assigned).accepted()
    note = ask(WriteNote, note=a_("note", 5), about=CELL, text="một", on="2025-01-05")
    written = given(note)
    written.when(correct(written, 1, note.note, text="hai")).accepted()


def test_a_replacement_of_a_register_is_refused_as_its_command_is() -> None:
    registered = given(person_registered(NOBODY, on="2025-03-01"))
    registered.when(correct(registered, 1, NOBODY, born="2025-03-02")).refused_only("SYS-14")


def test_what_was_cannot_lie_in_the_future_but_what_is_planned_may() -> None:
    held = given(ceremony_held("2025-03-01"))
    at = place(held, a.HoldCeremony)
    held.when(correct(held, at, on="2026-03-11"), today=TODAY).refused_only("SYS-02")


def test_a_departure_annulled_brings_the_person_back_to_the_path() -> None:
    """The end of the path goes with the step on the person's stream that brought it about."""
    left = given(cell_resolved("2025-03-01")).and_(
        ask(Depart, person=P, to_place="Huế", on="2025-04-01")
    )
    assert left.candidate().standing is Standing.MOVED_AWAY
    back = left.when(annul(place(left, Depart, P), P)).accepted().then()
    assert back.candidate().standing is Standing.CELL_RESOLVED
    assert back.store.state(P).candidacy == C


def test_a_take_over_is_corrected_with_the_steps_that_it_states() -> None:
    """The ceremony was a month later; its end moves, and so does what any earlier day answers."""
    over = ask(
        TakeOver,
        person=P,
        unit=CELL,
        standing="on-probation",
        dates=({"milestone": "ceremony-held", "on": "2025-02-10"},),
        guide=GUIDE,
        vouched_by=SECOND,
        on="2025-08-01",
    )
    taken = given(over)
    dates = ({"milestone": "ceremony-held", "on": "2025-03-10"},)
    story = taken.when(correct(taken, 1, dates=dates)).accepted().then()
    assert str(story.candidate().day("ceremony-held")) == "2025-03-10"
    assert str(story.candidate().day("term-ended")) == "2026-03-10"
    stated = [f for f in as_they_stand(story.store.streams[C]) if f.event.TYPE == "step-stated"]
    assert [str(each.event.on) for each in stated] == ["2025-03-10"]
    gone = taken.when(annul(1)).accepted().then()
    assert gone.candidate().standing is Standing.UNKNOWN
    assert gone.store.state(P).candidacy is None


@pytest.mark.accepts("SYS-63")
def test_a_unit_founded_on_a_wrong_day_is_corrected() -> None:
    founded = given()
    at = ask(
        FoundUnit, unit=a_("unit", 70), kind="cell", name="Ô", parent=COMMITTEE, on="2025-01-01"
    )
    story = founded.and_(at)
    right = correct(story, 1, at.unit, on="2024-12-30", name="Ơ")
    unit = story.when(right).accepted().then().store.state(at.unit)
    assert (str(unit.founded), unit.on(unit.founded).name) == ("2024-12-30", "Ơ")


def test_a_late_entry_is_judged_by_its_own_day() -> None:
    """A ceremony of 20 June, recorded in August, of a cell whose committee ended on 1 July."""
    received_in_june = received("2025-06-10")
    merged = ask(MergeUnit, unit=CELL, into=VILLAGE_CELL, targets="stays", on="2025-07-01")
    late = ask(a.HoldCeremony, on="2025-06-20", guide=GUIDE)
    story = given(received_in_june, merged).when(late, today="2025-08-10").accepted().then()
    assert str(story.candidate().day("ceremony-held")) == "2025-06-20"
