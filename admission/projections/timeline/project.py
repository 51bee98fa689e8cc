"""One row for each event of the streams that people ask about; nothing personal in it."""

from collections.abc import Iterator
from typing import Final

from admission.domain.kernel.documents import Document
from admission.domain.kernel.messages import Event
from admission.domain.registers.classes import events as classes
from admission.domain.registers.confirmations import events as confirmations
from admission.domain.registers.corrections import events as corrections
from admission.domain.registers.divisions import events as divisions
from admission.domain.registers.identity import events as identity
from admission.domain.registers.movements import events as movements
from admission.domain.registers.particulars.events import ParticularsRecorded
from admission.domain.registers.people import events as people
from admission.domain.registers.rulebooks.events import RulebookAdopted
from admission.domain.registers.stated import events as stated
from admission.domain.registers.targets import events as targets
from admission.domain.registers.units import events as units
from admission.domain.registers.units.state import CHANGES as OF_UNITS
from admission.domain.stages.evolve import CHANGES
from admission.projections.bitemporal import Entry, Put, Table, Take
from admission.projections.facts import FOREVER, Change, Fact

_EVENTS: Final[tuple[type[Event], ...]] = (
    *CHANGES,
    people.PersonRegistered,
    people.MemberRegistered,
    people.CandidacyOpened,
    people.CandidacyClosed,
    people.MembershipBegan,
    ParticularsRecorded,
    people.StepsHeld,
    people.HoldLifted,
    movements.PersonArrived,
    movements.PersonDeparted,
    movements.ReplyReceived,
    movements.MembershipEnded,
    movements.MemberTransferred,
    movements.CellChanged,
    divisions.PersonPlaced,
    identity.PersonsJoined,
    identity.JoinedInto,
    identity.PersonsParted,
    identity.PartedFrom,
    units.UnitFounded,
    *OF_UNITS,
    classes.ClassOrdered,
    classes.PeopleEnrolled,
    classes.ClassConcluded,
    targets.TargetAssigned,
    targets.TargetRevised,
    targets.TargetWithdrawn,
    stated.FigureStated,
    stated.FigureWithdrawn,
    confirmations.PeriodConfirmed,
    confirmations.PeriodReopened,
    corrections.FactAnnulled,
    corrections.FactCorrected,
    corrections.ConsequenceAnnulled,
    corrections.ConsequenceCorrected,
    corrections.StepReread,
    RulebookAdopted,
)
READS: Final = frozenset(event.TYPE for event in _EVENTS)
_SAYS_HOW_EXACT: Final = frozenset(
    kind.TYPE for kind in _EVENTS if "stated" in kind.model_fields or hasattr(kind, "stated")
)
_INSERT: Final = (
    "INSERT INTO timeline (position, stream, version, type, on_day, stated, recorded_at, actor, "
    "rulebook, late, against, document_kind, document_number, document_signed, corrects) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_READINGS: Final = Table(
    "readings", ("stream", "version"), ("how", "by_position", "late", "against")
)
_BEGINNING: Final = "0001-01-01"


def project(fact: Fact) -> Iterator[Change]:
    """One row; and, of a correction, how the facts that it speaks of are read on whatever day."""
    yield _entry(fact)
    if fact.corrected is not None:
        _, old, new, _ = fact.corrected
        for version, reading in old.items():
            if new.get(version) != reading:
                yield Take(_READINGS, (fact.stream, version), _BEGINNING, FOREVER)
        for version, (how, by, late, against) in new.items():
            if old.get(version) != new[version]:
                row = (fact.stream, version, how, by, " ".join(late), " ".join(against))
                yield Put(_READINGS, row, _BEGINNING, FOREVER)


def _entry(fact: Fact) -> Change:
    """A paper is named by kind, number and day, which are not personal."""
    event = fact.event
    said = vars(event)
    paper = said.get("document")
    named = (
        (paper.kind, paper.number, paper.signed.isoformat() if paper.signed else None)
        if isinstance(paper, Document)
        else (None, None, None)
    )
    return Entry(
        _INSERT,
        (
            fact.position,
            fact.stream,
            fact.version,
            event.TYPE,
            event.on.isoformat(),
            getattr(event, "stated", None) if event.TYPE in _SAYS_HOW_EXACT else None,
            fact.recorded_at,
            fact.actor,
            fact.rulebook,
            " ".join(said.get("late", ())),
            " ".join(said.get("against_rules", ())),
            *named,
            fact.corrected.position if fact.corrected else None,
        ),
    )
