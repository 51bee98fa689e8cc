"""What the states of people, paths and units keep of their moves from and to other stores."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.documents import Document
from admission.domain.kernel.messages import Event
from admission.domain.registers.movements import events as m
from admission.domain.registers.people.state import Person
from admission.domain.registers.units import events as u


class Move(NamedTuple):
    """One going or coming: of a member, a candidate or a unit; days are ISO.

    `unit` is the cell left or entered, or the unit itself; None for a candidate who went, whose
    cell is that of the path `candidate`. `province` is the other one, where it was named.
    """

    what: str
    direction: str
    on_day: str
    unit: str | None
    candidate: str | None
    province: str | None
    letter_number: str | None
    letter_signed: str | None
    replied_on: str | None = None


Moves = tuple[Move, ...]


def with_person_moved(moves: Moves, before: Person, event: Event) -> Moves:
    """Those of a person after one more event; `before` is the state until then."""
    if isinstance(event, m.PersonArrived):
        letter = _letter(event.document)
        arrived = (_day(event.on), event.cell, None, event.from_province, *letter)
        return (*moves, Move("member", "arrived", *arrived))
    if isinstance(event, m.PersonDeparted):
        what, letter = "member" if event.member_of else "candidate", _letter(event.document)
        left = (_day(event.on), event.member_of, before.candidacy, event.to_province, *letter)
        return (*moves, Move(what, "departed", *left))
    if isinstance(event, m.ReplyReceived):
        return _replied(moves, event.on)
    return moves


def _replied(moves: Moves, on: date) -> Moves:
    """The newest going, and the day of the reply to it."""
    gone = max((at for at, move in enumerate(moves) if move.direction == "departed"), default=None)
    if gone is None:
        return moves
    return (*moves[:gone], moves[gone]._replace(replied_on=_day(on)), *moves[gone + 1 :])


def with_unit_moved(moves: Moves, event: Event) -> Moves:
    """Those of a unit after one more event; only those that name a province."""
    if isinstance(event, u.UnitFounded) and event.from_province:
        return (*moves, _of_unit("arrived", event, event.from_province))
    if isinstance(event, u.UnitDissolved) and event.to_province:
        return (*moves, _of_unit("departed", event, event.to_province))
    return moves


def candidate_arrived(
    on: date, cell: str, candidate: str, province: str, document: Document
) -> Move:
    """The coming of a candidate whose path was taken over."""
    where = (_day(on), cell, candidate, province)
    return Move("candidate", "arrived", *where, *_letter(document))


def _of_unit(direction: str, event: u.UnitFounded | u.UnitDissolved, province: str) -> Move:
    where = (_day(event.on), event.unit, None, province)
    return Move("unit", direction, *where, *_letter(event.document))


def _letter(document: Document | None) -> tuple[str | None, str | None]:
    if document is None:
        return (None, None)
    return (document.number, _day(document.signed) if document.signed else None)


def _day(on: date) -> str:
    return on.isoformat()
