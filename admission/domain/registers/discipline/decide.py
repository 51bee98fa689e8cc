"""What becomes of commands about screenings, disciplines and appeals."""

from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Objection, Refused
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.discipline import commands as c
from admission.domain.registers.discipline import events as e
from admission.domain.registers.discipline import rules
from admission.domain.registers.discipline.conduct import Appeal, Conduct
from admission.domain.registers.discipline.rules import Member, adopted, judged
from admission.domain.registers.discipline.state import ENDING_MEASURES
from admission.domain.registers.people.commands import PersonCommand
from admission.domain.registers.people.state import Person
from admission.domain.registers.rulebooks.state import Adoption
from admission.domain.registers.units.rules import unit_stands
from admission.domain.stages.awareness.rules import enters_at_a_cell
from admission.domain.world import World


def list_for_screening(world: World, command: c.ListForScreening, _: Context) -> Accepted | Refused:
    """A member, on a ground of the rulebook, who is not listed already."""
    member = Member.of(world, command.person)
    adoption = adopted(world, command.on, member.cell)
    event = e.MemberListed.of(command, unit=member.cell)
    return judged(event, member.person.id, adoption, _listed_well(member, command, adoption))


def _listed_well(
    member: Member, command: c.ListForScreening, adoption: Adoption | None
) -> Objections:
    yield from rules.is_a_member(member, command.on)
    screening = member.person.conduct.screening
    if screening is not None:
        yield objection("SYS-07", what=command.person, on=screening.listed_on)
    yield from (
        rules.ground_is_known(adoption, command) if adoption else _no_rulebook(member, command)
    )


def _no_rulebook(member: Member, command: PersonCommand) -> Objections:
    if member.cell is not None:
        yield objection("SYS-06", on=command.on)


def educate_member(world: World, command: c.EducateMember, _: Context) -> Accepted | Refused:
    """Whoever is listed, once, by a full member."""
    person = world.person(command.person)
    objections = _educated_well(world, person, command)
    return answer(command, e.MemberEducated.of(command), objections, person.id, person.id)


def _educated_well(world: World, person: Person, command: c.EducateMember) -> Objections:
    screening = person.conduct.screening
    if screening is None:
        yield objection("SYS-18", what=command.person)
    elif screening.educated_on is not None:
        yield objection("SYS-07", what=command.person, on=screening.educated_on)
    elif command.on < screening.listed_on:
        yield objection("SYS-14", on=command.on, listed=screening.listed_on)
    helper = world.person(command.helper)
    if helper.id == person.id or not helper.is_full_member(command.on):
        yield objection("SYS-152", helper=command.helper)


def keep_member(world: World, command: c.KeepMember, _: Context) -> Accepted | Refused:
    """Of a screening that goes on."""
    person = world.person(command.person)
    event = e.MemberKept.of(command)
    return answer(command, event, _kept_well(person, command), person.id, person.id)


def _kept_well(person: Person, command: c.KeepMember) -> Objections:
    screening = person.conduct.screening
    if screening is None:
        yield objection("SYS-18", what=command.person)
        return
    since = screening.educated_on or screening.listed_on
    if command.on < since:
        yield objection("SYS-14", on=command.on, since=since)


def discipline_member(world: World, command: c.DisciplineMember, _: Context) -> Accepted | Refused:
    """A form that there is for such a member, decided by the cell or a body above it."""
    member = Member.of(world, command.person)
    adoption = adopted(world, command.on, member.cell)
    event = e.MemberDisciplined.of(command, unit=member.cell, probationer=member.probationer)
    found = _disciplined_well(world, member, command, adoption)
    return judged(event, member.person.id, adoption, found)


def _disciplined_well(
    world: World, member: Member, command: c.DisciplineMember, adoption: Adoption | None
) -> Objections:
    yield from rules.is_a_member(member, command.on)
    if member.cell is None:
        return
    who = "probationer" if member.probationer else "member"
    yield from _decided_well(world, command, member.cell, who, adoption)
    if command.form == "expulsion" and not member.probationer:
        yield objection("SYS-154", form=command.form)
    known = ((one.form, one.on) for one in member.person.conduct.disciplines)
    if (command.form, command.on) in known:
        yield objection("SYS-07", what=command.form, on=command.on)


def _decided_well(
    world: World,
    command: c.DisciplineMember | c.DisciplineUnit,
    unit: str,
    who: str,
    adoption: Adoption | None,
) -> Objections:
    yield from unit_stands(world, command.body, command.on)
    yield from rules.stands_over(world, command.body, unit, command.on)
    if adoption is None:
        yield objection("SYS-06", on=command.on)
    else:
        yield from rules.form_is_one_for(world, adoption, who, command)


def discipline_unit(world: World, command: c.DisciplineUnit, _: Context) -> Accepted | Refused:
    """A unit that stands, by a body above it."""
    found = tuple(_unit_disciplined_well(world, command))
    return answer(command, e.UnitDisciplined.of(command), found)


def _unit_disciplined_well(world: World, command: c.DisciplineUnit) -> Objections:
    yield from unit_stands(world, command.unit, command.on)
    if command.body == command.unit:
        yield objection("SYS-151", body=command.body, unit=command.unit)
    adoption = adopted(world, command.on, command.unit)
    yield from _decided_well(world, command, command.unit, "organisation", adoption)
    known = ((one.form, one.on) for one in world.unit(command.unit).conduct.disciplines)
    if (command.form, command.on) in known:
        yield objection("SYS-07", what=command.form, on=command.on)


def lodge_appeal(world: World, command: c.LodgeAppeal, _: Context) -> Accepted | Refused:
    """Against a decision that is recorded; a late appeal is taken and flagged."""
    person = world.person(command.person)
    cell = _cell_of(person, command)
    adoption = adopted(world, command.on, cell)
    event = e.AppealLodged.of(command, unit=cell)
    found = _lodged_well(world, adoption, person.conduct, command)
    return judged(event, person.id, adoption, found)


def lodge_unit_appeal(world: World, command: c.LodgeUnitAppeal, _: Context) -> Accepted | Refused:
    """The same of an organisation, also of one that has ended since."""
    adoption = adopted(world, command.on, command.unit)
    found = _lodged_well(world, adoption, world.unit(command.unit).conduct, command)
    return judged(e.UnitAppealLodged.of(command), command.unit, adoption, found)


def _lodged_well(
    world: World,
    adoption: Adoption | None,
    conduct: Conduct,
    command: c.LodgeAppeal | c.LodgeUnitAppeal,
) -> list[Objection]:
    found = list(rules.decision_is_there(conduct, command))
    if adoption and not found:
        found += rules.appeal_is_in_time(world, adoption, command)
    return found


def _cell_of(person: Person, command: c.LodgeAppeal) -> str | None:
    """The cell of which somebody was a member at the decision."""
    conduct = person.conduct
    units = {one.on: one.unit for one in conduct.disciplines}
    units |= {one.on: one.unit for one in conduct.exits}
    return units.get(command.decided_on)


def resolve_appeal(world: World, command: c.ResolveAppeal, _: Context) -> Accepted | Refused:
    """Of an appeal that waits; who was put out wrongly is a member again."""
    person = world.person(command.person)
    appeal = person.conduct.appeal
    if appeal is None:
        return Refused((objection("SYS-18", what=command.person),))
    restored = appeal.against in ENDING_MEASURES and command.outcome != "upheld"
    adoption = adopted(world, command.on, command.cell or appeal.unit)
    found = list(_resolved_well(world, person, appeal, command, restored=restored))
    if adoption and not found:
        found += rules.answer_is_in_time(world, adoption, appeal, command.on)
    event = e.AppealResolved.of(command, restored=restored)
    return judged(event, person.id, adoption, found)


def resolve_unit_appeal(
    world: World, command: c.ResolveUnitAppeal, _: Context
) -> Accepted | Refused:
    """The same of an organisation; one that has ended does not stand again by it."""
    appeal = world.unit(command.unit).conduct.appeal
    if appeal is None:
        return Refused((objection("SYS-18", what=command.unit),))
    adoption = adopted(world, command.on, command.unit)
    found = list(_unit_resolved_well(appeal, command))
    if adoption and not found:
        found += rules.answer_is_in_time(world, adoption, appeal, command.on)
    return judged(e.UnitAppealResolved.of(command), command.unit, adoption, found)


def _unit_resolved_well(appeal: Appeal, command: c.ResolveUnitAppeal) -> Objections:
    if command.on < appeal.lodged_on:
        yield objection("SYS-14", on=command.on, lodged=appeal.lodged_on)
    other_form = command.form not in (None, appeal.against)
    if other_form != (command.outcome == "changed") or command.form == appeal.against:
        yield objection("SYS-155", outcome=command.outcome, form=command.form or "none")


def _resolved_well(
    world: World, person: Person, appeal: Appeal, command: c.ResolveAppeal, *, restored: bool
) -> Objections:
    if command.on < appeal.lodged_on:
        yield objection("SYS-14", on=command.on, lodged=appeal.lodged_on)
    other_form = command.form not in (None, "expulsion", appeal.against)
    if other_form != (command.outcome == "changed") or (command.cell is not None) != restored:
        form, cell = command.form or "none", command.cell or "none"
        yield objection("SYS-155", outcome=command.outcome, form=form, unit=cell)
    if restored and command.cell is not None:
        yield from _may_be_restored(world, person, command)


def _may_be_restored(world: World, person: Person, command: c.ResolveAppeal) -> Objections:
    yield from enters_at_a_cell(world, command.cell or "", command.on)
    if person.is_member or person.candidacy is not None:
        yield objection("SYS-16", person=person.id, since=person.here_since)
    if person.official_on is None:
        yield objection("SYS-156", person=person.id)


def clear_record(world: World, command: c.ClearRecord, _: Context) -> Accepted | Refused:
    """Of anybody; what waits for it is re-admission alone."""
    person = world.person(command.person)
    return answer(command, e.RecordCleared.of(command), (), person.id, person.id)


DECIDE: Final[Deciders] = {
    c.ListForScreening: list_for_screening,
    c.EducateMember: educate_member,
    c.KeepMember: keep_member,
    c.DisciplineMember: discipline_member,
    c.DisciplineUnit: discipline_unit,
    c.LodgeAppeal: lodge_appeal,
    c.ResolveAppeal: resolve_appeal,
    c.LodgeUnitAppeal: lodge_unit_appeal,
    c.ResolveUnitAppeal: resolve_unit_appeal,
    c.ClearRecord: clear_record,
}
