"""The rules of screenings, disciplines and appeals, and what a breach of one does."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, Self

from admission.domain.kernel import ids
from admission.domain.kernel.dates import add_months
from admission.domain.kernel.messages import Accepted, Event, Objection, Refused, Written
from admission.domain.kernel.rules import Objections, objection, rule
from admission.domain.registers.discipline import commands as c
from admission.domain.registers.discipline.conduct import Appeal, Conduct, Exit
from admission.domain.registers.discipline.state import ENDING_MEASURES
from admission.domain.registers.people.state import Person
from admission.domain.registers.rulebooks.state import Adoption
from admission.domain.registers.units.rules import CELLS
from admission.domain.rulebooks.entries.discipline import Appeal as AppealTimes
from admission.domain.rulebooks.entries.discipline import Discipline as Forms
from admission.domain.rulebooks.entries.entry import Entry
from admission.domain.rulebooks.rulebook import Effect
from admission.domain.stages.candidate import Candidate
from admission.domain.stages.closing import member_of
from admission.domain.world import World


class Member(NamedTuple):
    """A person, the cell of which one is a member (None: of none), and since when."""

    person: Person
    cell: str | None
    since: date
    probationer: bool

    @classmethod
    def of(cls, world: World, person: str) -> Self:
        """Whoever is meant by an id, full member or on probation."""
        state = world.person(person)
        open_ = state.candidacy or state.path
        path = world.candidate(open_) if open_ else None
        probationer = state.candidacy is not None or state.is_on_probation_from_elsewhere
        return cls(state, member_of(state, path), _since(state, path), probationer)


def _since(person: Person, path: Candidate | None) -> date:
    admitted = path.day("ceremony-held") if path and person.candidacy else None
    return admitted or person.here_since


def is_a_member(member: Member, on: date) -> Objections:
    """Only a member is screened or disciplined, on a day on which one is."""
    if member.cell is None:
        yield objection("SYS-150", person=member.person.id)
    elif on < member.since:
        yield objection("SYS-14", on=on, since=member.since)


def adopted(world: World, on: date, unit: str | None) -> Adoption | None:
    """The rulebook in force for a unit; None where there is neither."""
    return world.rulebook_in_force(on, unit) if unit else None


@rule("OUT-01")
def ground_is_known(adoption: Adoption, command: c.ListForScreening) -> Objections:
    """A member is screened on one of the grounds of the rulebook (Q294 8.1)."""
    for entry in adoption.provisions(adoption.rulebook.screening, command.on):
        if command.ground not in entry.grounds:
            known = " ".join(entry.grounds)
            yield objection(entry.rule, entry.source, ground=command.ground, accepted=known)


@rule("OUT-01")
def time_to_mend_is_over(adoption: Adoption, person: Person, on: date) -> Objections:
    """Who is being educated is not deleted before the months are over (Q294 8.1)."""
    screening = person.conduct.screening
    if screening is None or screening.educated_on is None:
        return
    for entry in adoption.provisions(adoption.rulebook.screening, on):
        over = add_months(screening.educated_on, entry.months)
        if on < over:
            since = screening.educated_on
            yield objection(entry.rule, entry.source, on=on, since=since, earliest=over)


@rule("OUT-03")
def nothing_is_open(person: Person, on: date) -> Objections:
    """Who asks to leave does so once a screening that goes on is over (CH11 8)."""
    screening = person.conduct.screening
    if screening is not None:
        yield objection("OUT-03", "CH11 8", on=on, listed=screening.listed_on)


@rule("OUT-04", "PRO-14")
def form_is_one_for(
    world: World, adoption: Adoption, who: str, command: c.DisciplineMember | c.DisciplineUnit
) -> Objections:
    """A form of discipline that there is for such people, and that such a body may decide."""
    is_cell = world.unit(command.body).on(command.on).kind in CELLS
    for entry in adoption.provisions(adoption.rulebook.discipline, command.on):
        if entry.of == who and command.form not in _may_use(entry, is_cell=is_cell):
            may = " ".join(_may_use(entry, is_cell=is_cell)) or "none"
            yield objection(entry.rule, entry.source, form=command.form, accepted=may)


def _may_use(entry: Forms, *, is_cell: bool) -> tuple[str, ...]:
    return tuple(form for form in entry.forms if not is_cell or form in entry.by_cell)


def stands_over(world: World, body: str, unit: str, on: date) -> Objections:
    """The body is the unit itself or one above it."""
    if not world.stands_under(unit, body, on):
        yield objection("SYS-151", body=body, unit=unit)


def decision_is_there(conduct: Conduct, command: c.LodgeAppeal | c.LodgeUnitAppeal) -> Objections:
    """There is such a decision, which stands, and nobody appealed against it."""
    asked = (command.against, command.decided_on)
    ending = ENDING_MEASURES.get(command.against)
    exits = [exit_.on for exit_ in conduct.last_exits if exit_.ground == ending]
    forms = [(one.form, one.on) for one in conduct.standing]
    if asked not in forms and command.decided_on not in exits:
        yield objection("SYS-18", what=command.against, on=command.decided_on)
    if any((one.against, one.decided_on) == asked for one in conduct.appeals):
        yield objection("SYS-07", what=command.against, on=command.decided_on)
    if conduct.appeal is not None:
        yield objection("SYS-153", on=conduct.appeal.lodged_on)
    if not command.decided_on <= command.received_on <= command.on:
        received = command.received_on
        yield objection("SYS-14", on=command.on, decided=command.decided_on, received=received)


@rule("OUT-02")
def appeal_is_in_time(
    world: World, adoption: Adoption, command: c.LodgeAppeal | c.LodgeUnitAppeal
) -> Objections:
    """One appeals within the working days after receiving the decision (Q294 8.2)."""
    for entry in _times(adoption, command.level, command.on):
        within = entry.lodged_within_working_days
        yield from _late(world, entry, command.received_on, within, command.on)


@rule("OUT-02")
def answer_is_in_time(world: World, adoption: Adoption, appeal: Appeal, on: date) -> Objections:
    """An appeal is resolved within the working days of its level (Q294 8.2)."""
    for entry in _times(adoption, appeal.level, on):
        within = entry.resolved_within_working_days
        yield from _late(world, entry, appeal.lodged_on, within, on)


@rule("OUT-05")
def file_follows(world: World, adoption: Adoption | None, exit_: Exit, on: date) -> Objections:
    """The file is sent once, within the working days after the slip (H06 8.3b)."""
    slip = exit_.slip_on or exit_.on
    if exit_.sent_on is not None:
        yield objection("SYS-07", what="exit-file", on=exit_.sent_on)
    elif on < slip:
        yield objection("SYS-14", on=on, slip=slip)
    elif adoption:
        for entry in adoption.provisions(adoption.rulebook.exit_file, on):
            yield from _late(world, entry, slip, entry.within_working_days, on)


def _times(adoption: Adoption, level: str, on: date) -> Iterable[AppealTimes]:
    entries = adoption.provisions(adoption.rulebook.appeal, on)
    return (entry for entry in entries if entry.level == level)


def _late(world: World, entry: Entry, start: date, within: int, on: date) -> Objections:
    last = world.working_days().after(start, within).day
    if on > last:
        yield objection(entry.rule, entry.source, on=on, since=start, due=last)


def judged(
    event: Event, stream: str, adoption: Adoption | None, found: Iterable[Objection]
) -> Accepted | Refused:
    """Accept, flagged with what is late by the rulebook, or refuse with every other reason."""
    late: list[str] = []
    refusing: list[Objection] = []
    for each in found:
        flags = not each.code.startswith("SYS") and adoption
        is_late = flags and adoption and adoption.rulebook.effect(each.code) is Effect.LATE
        late.append(each.code) if is_late else refusing.append(each)
    if refusing:
        return Refused(tuple(refusing))
    if late:
        event = event.model_copy(update={"late": tuple(dict.fromkeys(late))})
    reference = adoption.reference if adoption else None
    subject = stream if ids.kind_of(stream) == "person" else None
    return Accepted((Written(stream, event),), reference, subject)
