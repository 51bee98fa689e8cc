"""One row for each event of the streams that people ask about; nothing personal in it."""

from collections.abc import Iterator
from typing import Final

from admission.domain.kernel.documents import Document
from admission.domain.kernel.messages import Event
from admission.domain.registers.classes import events as classes
from admission.domain.registers.confirmations import events as confirmations
from admission.domain.registers.identity import events as identity
from admission.domain.registers.movements import events as movements
from admission.domain.registers.people import events as people
from admission.domain.registers.targets import events as targets
from admission.domain.registers.units import events as units
from admission.domain.stages.evolve import CHANGES
from admission.domain.stages.steps import StepEvent
from admission.projections.bitemporal import Entry
from admission.projections.facts import Change, Fact

_EVENTS: Final[tuple[type[Event], ...]] = (
    *CHANGES,
    people.PersonRegistered,
    people.MemberRegistered,
    people.CandidacyOpened,
    people.CandidacyClosed,
    people.MembershipBegan,
    movements.PersonArrived,
    movements.PersonDeparted,
    movements.ReplyReceived,
    movements.MembershipEnded,
    identity.PersonsJoined,
    identity.JoinedInto,
    identity.PersonsParted,
    identity.PartedFrom,
    units.UnitFounded,
    units.UnitRenamed,
    units.UnitRecoded,
    units.UnitAuthorised,
    units.UnitDeauthorised,
    classes.ClassOrdered,
    classes.PeopleEnrolled,
    classes.ClassConcluded,
    targets.TargetAssigned,
    targets.TargetRevised,
    targets.TargetWithdrawn,
    confirmations.PeriodConfirmed,
    confirmations.PeriodReopened,
)
READS: Final = frozenset(event.TYPE for event in _EVENTS)
_INSERT: Final = (
    "INSERT INTO timeline (position, stream, version, type, on_day, stated, recorded_at, actor, "
    "rulebook, late, against, document_kind, document_number, document_signed) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def project(fact: Fact) -> Iterator[Change]:
    """One row; a paper is named by kind, number and day, which are not personal."""
    event = fact.event
    late, against = (event.late, event.against_rules) if isinstance(event, StepEvent) else ((), ())
    paper = vars(event).get("document")
    named = (
        (paper.kind, paper.number, paper.signed.isoformat() if paper.signed else None)
        if isinstance(paper, Document)
        else (None, None, None)
    )
    yield Entry(
        _INSERT,
        (
            fact.position,
            fact.stream,
            fact.version,
            event.TYPE,
            event.on.isoformat(),
            getattr(event, "stated", None),
            fact.recorded_at,
            fact.actor,
            fact.rulebook,
            " ".join(late),
            " ".join(against),
            *named,
        ),
    )
