"""A person's records seen as one, and parted again.

A person to whom other records are joined keeps each of them apart, its own among them. An event
goes on in the record whose candidacy it is about; so parting gives back what each is by now.
"""

from typing import Any, Final, NamedTuple

from admission.domain.kernel.messages import Event, Recorded
from admission.domain.registers.discipline.conduct import NOTHING
from admission.domain.registers.discipline.events import (
    AppealResolved,
    MemberDisciplined,
    MemberEducated,
    MemberKept,
    MemberListed,
)
from admission.domain.registers.discipline.state import CHANGES as OF_CONDUCT
from admission.domain.registers.discipline.state import of_all
from admission.domain.registers.divisions.events import PersonPlaced
from admission.domain.registers.identity import events as e
from admission.domain.registers.identity.membership import (
    MEMBERSHIP,
    PAST,
    first_known,
    newest_member,
    together,
)
from admission.domain.registers.movements.events import (
    MembershipEnded,
    MemberTransferred,
    PersonDeparted,
    ReplyReceived,
)
from admission.domain.registers.people.events import CandidacyOpened, HoldLifted
from admission.domain.registers.people.state import Joined, Person
from admission.domain.registers.people.state import evolve as evolve_alone

KNOWN: Final = tuple(e.Known.model_fields)
HELD: Final = tuple(e.Held.model_fields)


_OF_A_MEMBER: Final = (
    PersonDeparted,
    MembershipEnded,
    MemberTransferred,
    PersonPlaced,
    MemberListed,
    MemberDisciplined,
)
"""They are of the record that tells the membership that goes on."""


class Move(NamedTuple):
    """One candidacy that goes from one record to another."""

    candidate: str
    giver: Person
    taker: Person


def evolve(state: Person, recorded: Recorded) -> Person:
    """The state after one more event of the person's stream."""
    event = recorded.event
    if isinstance(event, e.PersonsJoined):
        return _joined(state, event)
    if isinstance(event, e.PersonsParted):
        return parted(state, Person(event.other), event.candidacies)[0]
    if isinstance(event, e.JoinedInto):
        return state._replace(joined_into=event.kept)
    if isinstance(event, e.PartedFrom):
        return state._replace(joined_into=None, **dict(event.held))
    if state.own is None:
        return evolve_alone(state, recorded)
    return _evolve_one_of(state, state.own, recorded)


def _joined(state: Person, event: e.PersonsJoined) -> Person:
    """With one more record; a joining whose parting is left out counts once."""
    known, held = (dict(part) for part in (event.known, event.held))
    joined = Joined(Person(event.other, **known, **held), event.on, event.born)
    rest = (each for each in state.joined if each.record.id != event.other)
    return seen_as_one(state.own or state, (*rest, joined))


def _evolve_one_of(state: Person, own: Person, recorded: Recorded) -> Person:
    """The record that has what the event is about goes on; for all else it is the person's own."""
    concerned = _concerned((own, *(each.record for each in state.joined)), recorded.event) or own
    after = evolve_alone(concerned, recorded)
    if concerned is own:
        return seen_as_one(after, state.joined)
    each = (o._replace(record=after) if o.record is concerned else o for o in state.joined)
    return seen_as_one(own, tuple(each))


def _concerned(records: tuple[Person, ...], event: Event) -> Person | None:
    """The record with the candidacy, else that with the membership, of which the event tells."""
    candidate = getattr(event, "candidate", None)
    named = next((record for record in records if candidate in record.candidacies), None)
    if named is not None:
        return named
    if isinstance(event, CandidacyOpened):
        return next((r for r in records if r.is_on_probation_from_elsewhere), None)
    if isinstance(event, ReplyReceived):
        return next((record for record in records if record.awaits_reply is not None), None)
    if isinstance(event, _OF_A_MEMBER):
        on_path = next((record for record in records if record.candidacy is not None), None)
        return on_path or newest_member(records)
    return next((record for record in records if _waits_in(record, event)), None)


def _waits_in(record: Person, event: Event) -> bool:
    """Whether the event goes on with what the record says of holds, screenings, appeals, exits."""
    conduct = record.conduct
    if isinstance(event, HoldLifted):
        return any(hold.hold == event.hold for hold in record.holds)
    if type(event) not in OF_CONDUCT:
        return False
    if isinstance(event, MemberEducated | MemberKept):
        return conduct.screening is not None
    if isinstance(event, AppealResolved):
        return conduct.appeal is not None
    return bool(conduct.disciplines or conduct.exits)


def seen_as_one(own: Person, joined: tuple[Joined, ...]) -> Person:
    """A person with other records: what they have together; what the own record says goes first."""
    if not joined:
        return own
    records = (own, *(each.record for each in joined))
    known = {name: first_known(records, name) for name in KNOWN}
    known["born"] = next((each.born for each in joined[::-1] if each.born), known["born"])
    return own._replace(
        **known,
        **together(records),
        candidacy=first_known(records, "candidacy"),
        candidacies=tuple(sorted(c for record in records for c in record.candidacies)),
        holds=tuple(hold for record in records for hold in record.holds),
        own=own,
        joined=joined,
    )


def held_by(record: Person) -> e.Held:
    """The candidacies and the membership of a record, as events hold them."""
    return e.Held(**{name: getattr(record, name) for name in HELD})


def known_of(record: Person) -> e.Known:
    """What decisions look at, as events hold it."""
    return e.Known(**{name: getattr(record, name) for name in KNOWN})


def parted(state: Person, other: Person, candidacies: tuple[str, ...]) -> tuple[Person, Person]:
    """The person kept without another record, and that record with what it has from now."""
    own, others = state.own or state, {each.record.id: each for each in state.joined}
    records = {own.id: own, other.id: other, **{name: o.record for name, o in others.items()}}
    for candidate, giver, taker in moves(state, other, candidacies):
        gives, takes = _moved(candidate, records[giver.id], records[taker.id])
        records |= {giver.id: gives, taker.id: takes}
    rest = (o._replace(record=records[name]) for name, o in others.items() if name != other.id)
    return seen_as_one(records[own.id], tuple(rest)), records[other.id]


def moves(state: Person, other: Person, candidacies: tuple[str, ...]) -> tuple[Move, ...]:
    """Which candidacies change their record when people are parted: none, where none are named."""
    own = state.own or state
    joined = {each.record.id: each.record for each in state.joined}
    taker = joined.get(other.id, other)
    found = [
        Move(candidate, giver, taker)
        for giver in (own, *joined.values())
        for candidate in giver.candidacies
        if candidate in candidacies and giver is not taker
    ]
    if candidacies and other.id in joined:
        stay = (c for c in taker.candidacies if c not in candidacies)
        found += [Move(candidate, taker, own) for candidate in stay]
    return tuple(found)


def _moved(candidate: str, giver: Person, taker: Person) -> tuple[Person, Person]:
    """A candidacy changes its record, and the membership that it led to with it."""
    left = tuple(c for c in giver.candidacies if c != candidate)
    gives: dict[str, Any] = {"candidacies": left}
    takes: dict[str, Any] = {"candidacies": tuple(sorted((*taker.candidacies, candidate)))}
    if giver.candidacy == candidate:
        gives["candidacy"], takes["candidacy"] = None, candidate
    if led_to_membership(giver, candidate):
        gives |= {name: Person._field_defaults[name] for name in MEMBERSHIP}
        takes |= {name: getattr(giver, name) for name in MEMBERSHIP}
        gives["conduct"], takes["conduct"] = NOTHING, of_all((taker.conduct, giver.conduct))
        if giver.ended_on is not None:
            gives |= {name: Person._field_defaults[name] for name in PAST}
            takes |= {name: getattr(giver, name) or getattr(taker, name) for name in PAST}
    return giver._replace(**gives), taker._replace(**takes)


def led_to_membership(record: Person, candidate: str) -> bool:
    """Whether the membership goes with the candidacy, also that of one who came on probation."""
    return record.through == candidate or (record.candidacy == candidate and record.by_paper)
