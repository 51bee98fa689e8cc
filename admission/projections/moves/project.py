"""The rows of goings to other stores and comings from there, from three kinds of stream."""

from collections.abc import Iterable
from typing import Final

from admission.domain.registers.movements import events as m
from admission.domain.registers.units import events as u
from admission.domain.stages.candidate import Candidate
from admission.domain.stages.taking_over.events import TakenOver
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Row
from admission.projections.moves.made import Move, Moves, candidate_arrived
from admission.projections.path import Path
from admission.projections.people.project import Person
from admission.projections.units.project import Told

READS: Final = frozenset(
    event.TYPE
    for event in (
        m.PersonArrived,
        m.PersonDeparted,
        m.ReplyReceived,
        TakenOver,
        u.UnitFounded,
        u.UnitDissolved,
    )
)
TABLE: Final = Table("moves", ("stream", "number"), Move._fields)


def project(fact: Fact) -> Iterable[Change]:
    """Bring the rows of the person, the path or the unit up to the fact."""
    return TABLE.follow(fact, rows)


def rows(state: Person | Path | Told) -> dict[Row, Row]:
    """One row for each, numbered within its stream."""
    stream, moves = _moves(state)
    return {(stream, number): tuple(move) for number, move in enumerate(moves)}


def _moves(state: Person | Path | Told) -> tuple[str, Moves]:
    if isinstance(state, Path):
        return state.candidate.id, _taken_over(state.candidate)
    if isinstance(state, Told):
        return state.unit.id, state.moves
    return state.state.id, state.moves


def _taken_over(state: Candidate) -> Moves:
    """A coming, where the paper names a province; who came on probation is told by the person."""
    paper = state.paper
    if paper is None or paper.from_province is None or state.came_as == "arrived":
        return ()
    cell = state.transfers[0].from_unit if state.transfers else state.unit
    came = candidate_arrived(paper.on, cell, state.id, paper.from_province, paper.document)
    return (came,)
