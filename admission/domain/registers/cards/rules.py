"""The rules of membership cards."""

from collections.abc import Iterable
from typing import Final

from admission.domain.kernel.rules import Objections, objection, rule
from admission.domain.kernel.values import Erased
from admission.domain.registers.cards import commands as c
from admission.domain.registers.people.state import Person
from admission.domain.rulebooks.entries.members import Card

_SOURCE: Final = "Hướng dẫn 38-HD/BTCTW, II.2.2b"


@rule("CRD-01")
def only_full_members(person: Person, command: c.DecideCard) -> Objections:
    """A card is decided together with the recognition or later, never before (N38 II.2.2b)."""
    since = person.here_since
    if not person.is_full_member(command.on) or command.on < since:
        yield objection("CRD-01", _SOURCE, person=person.id, on=command.on)


@rule("CRD-01")
def only_to_members(person: Person, command: c.HandOverCard) -> Objections:
    """A card that was decided is not handed over once the membership has ended (N38 II.2.2b)."""
    if person.ended_on is not None and person.ended_on <= command.on:
        yield objection("CRD-01", _SOURCE, person=person.id, on=command.on)


@rule("CRD-03")
def number_is_as_long_as_asked(command: c.HandOverCard, entries: Iterable[Card]) -> Objections:
    """As the rulebook has it on the day of the decision; the number itself is not repeated."""
    for entry in entries:
        digits = 0 if isinstance(command.number, Erased) else len(command.number)
        if digits and digits != entry.digits:
            yield objection("CRD-03", entry.source, digits=digits, expected=entry.digits)
