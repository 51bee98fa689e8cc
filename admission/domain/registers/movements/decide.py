"""What becomes of commands about members who come, go, or are members no longer."""

from itertools import chain
from typing import Final, NamedTuple, Self

from admission.domain.kernel.messages import Accepted, Command, Context, Refused, Written
from admission.domain.kernel.rules import Objections, objection, rule
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.discipline.rules import (
    adopted,
    file_follows,
    judged,
    nothing_is_open,
    stands_over,
    time_to_mend_is_over,
)
from admission.domain.registers.movements import commands as c
from admission.domain.registers.movements import events as e
from admission.domain.registers.people.events import PersonEvent
from admission.domain.registers.people.holds import held
from admission.domain.registers.people.state import Person
from admission.domain.registers.units.rules import CELLS, unit_stands
from admission.domain.stages.awareness.rules import enters_at_a_cell
from admission.domain.stages.candidate import Candidate
from admission.domain.stages.closing import member_of
from admission.domain.stages.membership.events import PathEnded
from admission.domain.stages.membership.party_age import counts_from
from admission.domain.stages.standings import Standing
from admission.domain.stages.transfer.events import PathMoved
from admission.domain.world import World


def arrive(world: World, command: c.Arrive, _: Context) -> Accepted | Refused:
    """Who is neither a member nor a candidate here becomes a member of a cell."""
    person = world.person(command.person).id
    event = e.PersonArrived.of(command, counts_from=_age_of(world, command))
    return answer(command, event, _may_arrive(world, command), person, person)


def _age_of(world: World, command: c.Arrive) -> str | None:
    """From when the party age of a full member counts, by the rules of the cell."""
    if command.official_on is None:
        return None
    days = {"term-ended": command.official_on.isoformat()}
    return counts_from(world.party_age_for_paper(command.on, command.cell), days)


def _may_arrive(world: World, command: c.Arrive) -> Objections:
    person, kind = world.person(command.person), world.unit(command.cell).on(command.on).kind
    if person.is_member or person.candidacy is not None:
        yield objection("SYS-16", person=person.id, since=person.here_since)
    if kind not in CELLS:
        yield objection("SYS-12", unit=command.cell, kind=kind, expected=" ".join(CELLS))
    yield from unit_stands(world, command.cell, command.on)
    yield from _says_since_when(command)
    not_after = (command.decided_on, command.ceremony_on, command.official_on)
    stated = [day for day in not_after if day is not None]
    if sorted(stated) != stated or any(day > command.on for day in stated):
        yield objection("SYS-14", on=command.on, stated=" ".join(map(str, stated)))
    earlier = person.ended_on
    if earlier is not None and command.on < earlier:
        yield objection("SYS-14", on=command.on, ended=earlier)


def _says_since_when(command: c.Arrive) -> Objections:
    official = command.standing == "official"
    if (command.official_on is not None) != official or not (official or command.ceremony_on):
        yield objection("SYS-38", standing=command.standing)


def depart(world: World, command: c.Depart, _: Context) -> Accepted | Refused:
    """A member leaves a cell, a candidate the path; both may come back one day."""
    who = _Who.of(world, command.person)
    event = e.PersonDeparted.of(command, member_of=who.member_of)
    return _answer(who, command, event, _may_go(who, command), Standing.MOVED_AWAY)


@rule("MOV-09")
def _may_go(who: "_Who", command: Command) -> Objections:
    """Nobody goes elsewhere while a complaint or an inspection is open (Q294 6.3.1)."""
    yield from _is_here(who, command)
    yield from held(who.person.holds, "transferred", command.on)


def _is_here(who: "_Who", command: Command) -> Objections:
    person, path = who
    since = max(person.here_since, path.since) if path else person.here_since
    if person.candidacy is None and not person.is_member:
        yield objection("SYS-36", person=person.id)
    elif command.on < since:
        yield objection("SYS-14", on=command.on, since=since)


def record_reply(world: World, command: c.RecordReply, _: Context) -> Accepted | Refused:
    """One reply to one departure."""
    event, person = e.ReplyReceived.of(command), world.person(command.person).id
    return answer(command, event, _may_reply(world, command), person, person)


def _may_reply(world: World, command: c.RecordReply) -> Objections:
    departed = world.person(command.person).awaits_reply
    if departed is None:
        yield objection("SYS-18", what=command.person)
    elif command.on < departed:
        yield objection("SYS-14", on=command.on, departed=departed)


def end_membership(world: World, command: c.EndMembership, _: Context) -> Accepted | Refused:
    """Of a member whose path is over; that of a candidate has steps of its own."""
    who = _Who.of(world, command.person)
    event = e.MembershipEnded.of(command, member_of=who.member_of)
    objections = chain(_may_end(who, command), _ends_well(world, who, command))
    return _answer(who, command, event, objections, Standing(command.ground))


def transfer_member(world: World, command: c.TransferMember, _: Context) -> Accepted | Refused:
    """A full member is of another cell; a path that led to the membership follows."""
    who = _Who.of(world, command.person)
    person, path, cell = who.person.id, who.path, who.member_of
    event = e.MemberTransferred.of(
        command, from_cell=cell or command.cell, candidate=path.id if path else None
    )
    decided = answer(command, event, _may_transfer(world, who, command), person, person)
    if isinstance(decided, Refused) or path is None:
        return decided
    moved = PathMoved(on=command.on, candidate=path.id, unit=command.cell, from_unit=path.unit)
    return decided._replace(events=(*decided.events, Written(path.id, moved)))


def _may_transfer(world: World, who: "_Who", command: c.TransferMember) -> Objections:
    yield from enters_at_a_cell(world, command.cell, command.on)
    if who.person.candidacy is not None or who.person.official_on is None:
        yield objection("SYS-71", person=who.person.id, candidate=who.person.candidacy or "none")
        return
    yield from _may_go(who, command)
    if who.member_of and world.in_place_of(who.member_of, command.on).id == command.cell:
        yield objection("SYS-70", unit=command.cell)


def _may_end(who: "_Who", command: c.EndMembership) -> Objections:
    person = who.person
    if person.candidacy is not None:
        yield objection("SYS-37", person=person.id, candidate=person.candidacy)
    else:
        yield from _is_here(who, command)


def _ends_well(world: World, who: "_Who", command: c.EndMembership) -> Objections:
    """With what is open settled first, by a body that stands over the member."""
    cell = who.member_of
    if cell is None:
        return
    if command.body is not None:
        yield from stands_over(world, command.body, cell, command.on)
    if command.ground == "left":
        yield from nothing_is_open(who.person, command.on)
    adoption = world.rulebook_in_force(command.on, cell)
    if command.ground == "deleted" and adoption:
        yield from time_to_mend_is_over(adoption, who.person, command.on)


def issue_exit_slip(world: World, command: c.IssueExitSlip, _: Context) -> Accepted | Refused:
    """One slip for each end of a membership."""
    person = world.person(command.person)
    event = e.ExitSlipIssued.of(command)
    return answer(command, event, _slip_is_due(person, command), person.id, person.id)


def _slip_is_due(person: Person, command: c.IssueExitSlip) -> Objections:
    ended = person.conduct.last_exits[-1:]
    if not ended:
        yield objection("SYS-18", what=command.person)
    elif ended[0].slip_on is not None:
        yield objection("SYS-07", what=command.person, on=ended[0].slip_on)
    elif command.on < ended[0].on:
        yield objection("SYS-14", on=command.on, ended=ended[0].on)


def send_exit_file(world: World, command: c.SendExitFile, _: Context) -> Accepted | Refused:
    """Once a slip is there; late after the working days of the rulebook."""
    person = world.person(command.person)
    exits = person.conduct.last_exits[-1:]
    if not exits or exits[0].slip_on is None:
        return Refused((objection("SYS-18", what=command.person),))
    adoption = adopted(world, command.on, exits[0].unit)
    found = file_follows(world, adoption, exits[0], command.on)
    return judged(e.ExitFileSent.of(command), person.id, adoption, found)


class _Who(NamedTuple):
    """A person, and the path on which the person is or became a member, if there is one."""

    person: Person
    path: Candidate | None

    @classmethod
    def of(cls, world: World, person: str) -> Self:
        state = world.person(person)
        path = state.candidacy or state.path
        return cls(state, world.candidate(path) if path else None)

    @property
    def member_of(self) -> str | None:
        return member_of(*self)


def _answer(
    who: _Who,
    command: Command,
    event: PersonEvent,
    objections: Objections,
    standing: Standing,
) -> Accepted | Refused:
    """The answer, which ends the path as well."""
    person, path = who
    decided = answer(command, event, objections, person.id, person.id)
    if isinstance(decided, Refused) or path is None:
        return decided
    ended = PathEnded(on=command.on, candidate=path.id, standing=standing)
    return decided._replace(events=(*decided.events, Written(path.id, ended)))


DECIDE: Final[Deciders] = {
    c.Arrive: arrive,
    c.Depart: depart,
    c.RecordReply: record_reply,
    c.TransferMember: transfer_member,
    c.EndMembership: end_membership,
    c.IssueExitSlip: issue_exit_slip,
    c.SendExitFile: send_exit_file,
}
