"""Members are screened and disciplined, appeal, and are put out; organisations are disciplined."""

from datetime import date

import pytest

from admission.domain.registers.discipline import commands as c
from admission.domain.registers.movements.commands import (
    EndMembership,
    IssueExitSlip,
    SendExitFile,
)
from admission.domain.registers.people.commands import RegisterMember
from admission.domain.registers.people.state import Person
from tests.stories.kit import Outcome, Story, given
from tests.stories.organisation import (
    ANOTHER_P,
    CELL,
    COMMITTEE,
    COMMUNE,
    GRASSROOTS_CELL,
    HELPER,
    INTRODUCER,
    OTHER_COMMUNE,
    P,
    ask,
)
from tests.stories.paths import ceremony_held, in_pool, recognised
from tests.stories.test_movements import arrival, on_probation

ON = "2025-09-01"
LATER = "2025-10-01"
M = INTRODUCER


def listing(person: str = M, ground: str = "no-progress", on: str = ON) -> c.ListForScreening:
    return ask(c.ListForScreening, person=person, ground=ground, on=on)


def educating(on: str = ON, helper: str = HELPER, person: str = M) -> c.EducateMember:
    return ask(c.EducateMember, person=person, helper=helper, on=on)


def keeping(on: str) -> c.KeepMember:
    return ask(c.KeepMember, person=M, on=on)


def discipline(form: str = "reprimand", **fields: object) -> c.DisciplineMember:
    return ask(
        c.DisciplineMember, **{"person": M, "form": form, "body": COMMITTEE, "on": ON, **fields}
    )


def unit_discipline(form: str = "warning", **fields: object) -> c.DisciplineUnit:
    told = {"unit": COMMITTEE, "form": form, "body": COMMUNE, "on": ON}
    return ask(c.DisciplineUnit, **{**told, **fields})


def ending(ground: str, on: str = ON, **fields: object) -> EndMembership:
    return ask(EndMembership, **{"person": M, "ground": ground, "on": on, **fields})


def appeal(against: str = "reprimand", **fields: object) -> c.LodgeAppeal:
    told = {"person": M, "against": against, "decided_on": ON, "received_on": "2025-09-03"}
    return ask(c.LodgeAppeal, **{**told, "level": "district", "on": LATER, **fields})


def resolution(outcome: str, on: str = "2025-11-03", **fields: object) -> c.ResolveAppeal:
    return ask(c.ResolveAppeal, **{"person": M, "outcome": outcome, "on": on, **fields})


def unit_appeal(against: str = "warning", **fields: object) -> c.LodgeUnitAppeal:
    told = {"unit": COMMITTEE, "against": against, "decided_on": ON, "received_on": "2025-09-03"}
    return ask(c.LodgeUnitAppeal, **{**told, "level": "district", "on": LATER, **fields})


def unit_resolution(outcome: str, on: str = "2025-11-03", **fields: object) -> c.ResolveUnitAppeal:
    return ask(c.ResolveUnitAppeal, unit=COMMITTEE, outcome=outcome, on=on, **fields)


def person(story: Story | Outcome, which: str = M) -> Person:
    told = story.then() if isinstance(story, Outcome) else story
    return told.store.world.person(which)


@pytest.mark.accepts("OUT-01")
@pytest.mark.accepts("SYS-150")
@pytest.mark.accepts("SYS-152")
def test_a_member_is_listed_educated_and_after_twelve_months_kept_or_deleted() -> None:
    """The screening ends either way, and another may begin."""
    taught = given(listing(), educating())
    kept = taught.when(keeping("2026-09-01")).records("member-kept")
    assert person(kept).conduct.screenings[0].outcome == "kept"
    kept.then().when(listing(on="2026-10-01")).accepted()
    gone = taught.when(ending("deleted", on="2026-09-01")).accepted()
    assert person(gone).conduct.screenings[0].outcome == "deleted"
    assert not person(gone).is_member


@pytest.mark.refuses("OUT-01")
def test_nobody_is_screened_on_another_ground_or_deleted_before_the_time_is_over() -> None:
    """One who is only listed, or not listed at all, is: for other grounds nobody is educated."""
    given().when(listing(ground="dislike")).refused_only("OUT-01")
    taught = given(listing(), educating())
    taught.when(ending("deleted", on="2026-08-31")).refused_only("OUT-01")
    given(listing()).when(ending("deleted", on=LATER)).accepted()


@pytest.mark.refuses("SYS-150")
@pytest.mark.refuses("SYS-152")
def test_only_members_are_screened_and_full_members_help() -> None:
    given(in_pool("2025-07-01")).when(listing(P)).refused_only("SYS-150")
    given(in_pool("2025-07-01")).when(discipline(person=P)).refused_only("SYS-150")
    given(listing()).when(educating(helper=P)).refused_only("SYS-152")
    given(listing()).when(educating(helper=M)).refused_only("SYS-152")


def test_a_screening_is_begun_and_concluded_once_in_the_order_of_its_days() -> None:
    given(listing()).when(listing(on=LATER)).refused_only("SYS-07")
    given(listing(), educating()).when(educating(LATER)).refused_only("SYS-07")
    given(listing(on=LATER)).when(educating(ON)).refused_only("SYS-14")
    given(listing(on=LATER)).when(keeping(ON)).refused_only("SYS-14")
    given().when(educating()).refused_only("SYS-18")
    given().when(keeping(ON)).refused_only("SYS-18")
    given().when(listing(on="2001-01-01")).refused("SYS-14")


@pytest.mark.refuses("OUT-03")
def test_nobody_leaves_on_request_while_being_screened() -> None:
    given(listing()).when(ending("left", on=LATER)).refused_only("OUT-03")


@pytest.mark.accepts("OUT-03")
def test_who_was_kept_leaves_on_request() -> None:
    given(listing(), keeping(LATER)).when(ending("left", on=LATER)).accepted()


@pytest.mark.accepts("OUT-04")
@pytest.mark.accepts("SYS-151")
def test_a_member_is_disciplined_by_the_cell_or_above_it() -> None:
    """The person says which disciplines stand, with form and day."""
    told = given(discipline(body=CELL), discipline("removal", on=LATER))
    found = [(one.form, one.on, one.unit) for one in person(told).disciplines]
    assert found == [
        ("reprimand", date(2025, 9, 1), CELL),
        ("removal", date(2025, 10, 1), CELL),
    ]
    given().when(discipline("removal")).accepted()


@pytest.mark.refuses("OUT-04")
def test_a_cell_only_reprimands_and_warns() -> None:
    given().when(discipline("removal", body=CELL)).refused_only("OUT-04")


@pytest.mark.refuses("SYS-151")
def test_no_other_body_disciplines() -> None:
    """Neither one beside the member's chain nor, of an organisation, the organisation itself."""
    given().when(discipline(body=OTHER_COMMUNE)).refused_only("SYS-151")
    given().when(discipline(body=GRASSROOTS_CELL)).refused_only("SYS-151")
    given().when(unit_discipline(body=COMMITTEE)).refused_only("SYS-151")
    expelled = ending("expelled", body=OTHER_COMMUNE)
    given().when(expelled).refused_only("SYS-151")


def test_one_discipline_is_recorded_once() -> None:
    given(discipline()).when(discipline()).refused_only("SYS-07")
    given(unit_discipline()).when(unit_discipline()).refused_only("SYS-07")
    given().when(discipline(on="2005-05-31", body=CELL)).refused("SYS-14")
    given().when(discipline(on="2010-01-01", body=CELL)).refused_only("SYS-06")


@pytest.mark.refuses("PRO-14")
def test_one_on_probation_is_neither_removed_nor_expelled() -> None:
    probation = given(ceremony_held("2025-08-01"))
    probation.when(discipline("removal", person=P)).refused_only("PRO-14")
    probation.when(discipline("expulsion", person=P)).refused_only("PRO-14")
    probation.when(discipline("warning", person=P, on="2025-07-31")).refused_only("SYS-14")


@pytest.mark.accepts("PRO-14")
def test_one_on_probation_is_reprimanded_or_warned() -> None:
    told = given(ceremony_held("2025-08-01")).when(discipline("warning", person=P))
    told.records("member-disciplined", probationer=True, unit=CELL)
    full = given(recognised("2025-08-01")).when(discipline("removal", person=P))
    full.records("member-disciplined", probationer=False)


@pytest.mark.refuses("SYS-154")
def test_an_expulsion_has_one_road() -> None:
    given().when(discipline("expulsion")).refused_only("SYS-154")


@pytest.mark.accepts("SYS-154")
def test_who_is_expelled_is_disciplined_and_a_member_no_longer() -> None:
    told = given().when(ending("expelled", body=COMMUNE)).accepted()
    assert not person(told).is_member
    (found,) = person(told).disciplines
    assert (found.form, found.on, found.body) == ("expulsion", date(2025, 9, 1), COMMUNE)


def test_an_organisation_is_disciplined_by_one_above_it() -> None:
    """The unit says so with form and day; where it stands does not change."""
    told = given().when(unit_discipline()).records("unit-disciplined").then()
    unit = told.store.world.unit(COMMITTEE)
    assert [(one.form, one.on) for one in unit.conduct.standing] == [("warning", date(2025, 9, 1))]
    assert unit.on(date(2025, 9, 1)).parent == COMMUNE


@pytest.mark.accepts("OUT-02")
@pytest.mark.accepts("SYS-153")
def test_an_appeal_in_time_lifts_a_discipline() -> None:
    """What was lifted stands no longer; what was changed has another form on its own day."""
    appealed = given(discipline("warning"), appeal("warning"))
    given(discipline("warning")).when(appeal("warning")).accepted()
    lifted = appealed.when(resolution("lifted")).accepted()
    assert person(lifted).disciplines == ()
    assert person(lifted).conduct.disciplines[0].lifted_on == date(2025, 11, 3)
    changed = appealed.when(resolution("changed", form="reprimand")).accepted()
    found = [(one.form, one.on) for one in person(changed).disciplines]
    assert found == [("reprimand", date(2025, 9, 1))]
    upheld = appealed.when(resolution("upheld")).accepted()
    assert [one.form for one in person(upheld).disciplines] == ["warning"]


@pytest.mark.refuses("OUT-02")
def test_a_late_appeal_and_a_late_answer_are_taken_and_flagged() -> None:
    """30 working days after receipt; 90 after the appeal, 180 at the centre."""
    told = given(discipline())
    told.when(appeal(on="2025-10-15")).accepted()
    told.when(appeal(on="2025-10-16")).late("OUT-02")
    district = told.and_(appeal(on=LATER))
    district.when(resolution("upheld", on="2026-02-05")).accepted()
    district.when(resolution("upheld", on="2026-02-06")).late("OUT-02")
    central = told.and_(appeal(on=LATER, level="central"))
    central.when(resolution("upheld", on="2026-02-06")).accepted()


@pytest.mark.refuses("SYS-153")
def test_one_appeals_once_against_a_decision_that_is_there() -> None:
    given().when(appeal()).refused_only("SYS-18")
    told = given(discipline(), discipline("warning", on="2025-09-02"), appeal())
    told.when(appeal("warning", decided_on="2025-09-02")).refused_only("SYS-153")
    done = told.and_(resolution("upheld"))
    done.when(appeal(on="2025-12-01")).refused_only("SYS-07")
    done.when(resolution("upheld")).refused_only("SYS-18")
    given(discipline()).when(appeal(received_on="2025-08-31")).refused_only("SYS-14")
    told.when(resolution("upheld", on="2025-09-30")).refused_only("SYS-14")


@pytest.mark.accepts("SYS-155")
@pytest.mark.accepts("SYS-156")
def test_who_was_put_out_wrongly_is_a_member_again() -> None:
    """From that day, with a gap in the party age or without; in the cell that is named."""
    out = given(ending("expelled"), appeal("expulsion"))
    back = resolution("lifted", cell=GRASSROOTS_CELL, on="2026-03-02")
    restored = out.when(back).records("appeal-resolved", restored=True)
    again = person(restored)
    assert (again.is_member, again.cell, again.disciplines) == (True, GRASSROOTS_CELL, ())
    assert again.is_full_member(date(2026, 3, 2))
    milder = resolution("changed", form="warning", cell=CELL, on="2026-03-02")
    assert [one.form for one in person(out.when(milder)).disciplines] == ["warning"]
    restored.then().when(ending("left", on="2026-04-01")).accepted()


@pytest.mark.parametrize(("gap", "away"), [(True, 181), (False, 0)])
def test_the_time_outside_counts_or_not_as_the_appeal_says(*, gap: bool, away: int) -> None:
    """Half a year from the expulsion to the day on which it was lifted."""
    who, on = {"person": ANOTHER_P}, "2025-09-01"
    member = {"cell": CELL, "decided_on": "2010-02-01", "official_on": "2011-02-01"}
    out = given(
        ask(RegisterMember, **who, **member, on="2012-01-01"),
        ending("expelled", **who, on=on),
        appeal("expulsion", **who, decided_on=on),
    )
    back = resolution("lifted", **who, cell=CELL, on="2026-03-01", gap=gap)
    counted = person(out.when(back), ANOTHER_P).counted
    assert counted is not None
    assert counted.days_away == away


@pytest.mark.refuses("SYS-156")
def test_who_was_deleted_on_probation_is_not_restored_by_an_appeal() -> None:
    """The path ended by steps of its own, which are annulled; nor who is back already."""
    came = on_probation(on=ON)
    out = given(came, ending("deleted", person=P), appeal("deletion", person=P))
    out.when(resolution("lifted", person=P, cell=CELL)).refused_only("SYS-156")
    back = given(ending("deleted"), appeal("deletion"), arrival(person=M, on="2025-10-10"))
    back.when(resolution("lifted", cell=CELL)).refused_only("SYS-16")


@pytest.mark.refuses("SYS-155")
def test_an_outcome_has_what_belongs_to_it() -> None:
    told = given(discipline("warning"), appeal("warning"))
    told.when(resolution("changed")).refused_only("SYS-155")
    told.when(resolution("changed", form="warning")).refused_only("SYS-155")
    told.when(resolution("lifted", form="reprimand")).refused_only("SYS-155")
    told.when(resolution("lifted", cell=CELL)).refused_only("SYS-155")
    out = given(ending("deleted"), appeal("deletion"))
    out.when(resolution("lifted")).refused_only("SYS-155")
    out.when(resolution("lifted", cell=COMMITTEE)).refused_only("SYS-12")


@pytest.mark.refuses("OUT-05")
def test_a_file_sent_late_is_flagged() -> None:
    told = given(ending("deleted"), ask(IssueExitSlip, person=M, on="2025-09-03"))
    on_time = told.when(ask(SendExitFile, person=M, on="2025-10-15"))
    on_time.accepted()
    after = told.when(ask(SendExitFile, person=M, on="2025-10-16"))
    after.late("OUT-05")


@pytest.mark.accepts("OUT-05")
def test_a_slip_is_issued_once_after_the_end_and_the_file_sent_once() -> None:
    slip, sent = (ask(kind, person=M, on=LATER) for kind in (IssueExitSlip, SendExitFile))
    given().when(slip).refused_only("SYS-18")
    out = given(ending("deleted"))
    out.when(sent).refused_only("SYS-18")
    out.when(ask(IssueExitSlip, person=M, on="2025-08-31")).refused_only("SYS-14")
    issued = out.and_(slip)
    issued.when(slip).refused_only("SYS-07")
    issued.when(ask(SendExitFile, person=M, on=ON)).refused_only("SYS-14")
    issued.when(sent).accepted().then().when(sent).refused_only("SYS-07")


def unit_forms(outcome: Outcome) -> list[str]:
    """The disciplines of the organisation that stand."""
    return [one.form for one in outcome.then().store.world.unit(COMMITTEE).conduct.standing]


@pytest.mark.accepts("OUT-02")
@pytest.mark.accepts("SYS-153")
@pytest.mark.accepts("SYS-155")
def test_an_organisation_appeals_and_its_discipline_stands_is_another_or_none() -> None:
    told = given(unit_discipline(), unit_appeal())
    assert unit_forms(told.when(unit_resolution("upheld"))) == ["warning"]
    assert unit_forms(told.when(unit_resolution("changed", form="reprimand"))) == ["reprimand"]
    assert unit_forms(told.when(unit_resolution("lifted"))) == []
    done = told.and_(unit_resolution("lifted"))
    assert done.store.world.unit(COMMITTEE).on(date(2025, 12, 1)).parent == COMMUNE
    again = unit_discipline(on="2025-12-01")
    done.and_(again).when(
        unit_appeal(decided_on="2025-12-01", received_on="2025-12-02", on="2025-12-03")
    ).accepted()


@pytest.mark.refuses("OUT-02")
def test_a_late_appeal_of_an_organisation_and_a_late_answer_are_flagged() -> None:
    """The clocks are those of the appeals of members."""
    told = given(unit_discipline())
    told.when(unit_appeal(on="2025-10-15")).accepted()
    told.when(unit_appeal(on="2025-10-16")).late("OUT-02")
    district = told.and_(unit_appeal())
    district.when(unit_resolution("upheld", on="2026-02-05")).accepted()
    district.when(unit_resolution("upheld", on="2026-02-06")).late("OUT-02")
    central = told.and_(unit_appeal(level="central"))
    central.when(unit_resolution("upheld", on="2026-02-06")).accepted()


@pytest.mark.refuses("SYS-153")
@pytest.mark.refuses("SYS-155")
def test_an_organisation_appeals_once_against_a_decision_that_is_there() -> None:
    given().when(unit_appeal()).refused_only("SYS-18")
    given().when(unit_resolution("lifted")).refused_only("SYS-18")
    both = given(unit_discipline(), unit_discipline("reprimand", on="2025-09-02"), unit_appeal())
    both.when(unit_appeal("reprimand", decided_on="2025-09-02")).refused_only("SYS-153")
    both.and_(unit_resolution("upheld")).when(unit_appeal(on="2025-12-01")).refused_only("SYS-07")
    both.when(unit_resolution("upheld", on="2025-09-30")).refused_only("SYS-14")
    both.when(unit_resolution("changed")).refused_only("SYS-155")
    both.when(unit_resolution("lifted", form="reprimand")).refused_only("SYS-155")
    both.when(unit_resolution("changed", form="warning")).refused_only("SYS-155")
