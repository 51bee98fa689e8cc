"""The rows of a unit: what it is called, of which kind, where in the tree, authorised or not.

The row of a unit that has ended goes on, `ended` from that day, under its successor: so whoever
asks for all under the successor finds what was under the unit. Beside it, one row for each act that
made, ended or moved it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Final, NamedTuple

from admission.domain.kernel.documents import Document
from admission.domain.kernel.messages import Event, Recorded
from admission.domain.registers.units import events as e
from admission.domain.registers.units.state import CHANGES, Section, Unit, evolve
from admission.projections.bitemporal import Put, Table, Take
from admission.projections.facts import Change, Fact, Fold, Row
from admission.projections.moves.made import Move, with_unit_moved

READS: Final = frozenset((e.UnitFounded.TYPE, *(event.TYPE for event in CHANGES)))
TABLE: Final = Table(
    "units", ("unit",), ("kind", "name", "code", "parent", "authorised", "founded", "ended")
)
HEIRS: Final = Table("heirs", ("unit", "on_day", "heir"), ("share",))
ACTS: Final = Table(
    "unit_acts",
    ("unit", "number"),
    (
        "act",
        "on_day",
        "kind",
        "parent",
        "divided",
        "document_kind",
        "document_number",
        "document_signed",
    ),
)


class Told(NamedTuple):
    """A unit, the rows of its acts by their place in its stream, from and to which stores."""

    unit: Unit
    acts: tuple[Row, ...] = ()
    moves: tuple[Move, ...] = ()


def evolve_told(state: Told, recorded: Recorded) -> Told:
    """The state after one more event of the unit's stream."""
    moves = with_unit_moved(state.moves, recorded.event)
    after = state._replace(unit=evolve(state.unit, recorded), moves=moves)
    row = _act(recorded.event)
    if row is None:
        return after
    return after._replace(acts=(*state.acts, (recorded.version, *row)))


def _act(event: Event) -> Row | None:
    """What an act is, which kind and which superior (or successor) the unit has after it."""
    kind = parent = divided = None
    if isinstance(event, e.UnitFounded):
        kind, parent = event.kind.value, event.parent
    elif isinstance(event, e.UnitKindChanged):
        kind = event.kind.value
    elif isinstance(event, e.UnitMoved):
        parent = event.parent
    elif isinstance(event, e.UnitPlaced):
        parent, divided = event.parent, event.divided
    elif isinstance(event, e.UnitEnding):
        parent = event.succeeded_by
    elif not isinstance(event, e.LevelAbolished):
        return None
    return (event.TYPE, event.on.isoformat(), kind, parent, divided, *_paper(event))


def _paper(event: Event) -> Row:
    paper = vars(event).get("document")
    if not isinstance(paper, Document):
        return (None, None, None)
    return (paper.kind, paper.number, paper.signed.isoformat() if paper.signed else None)


def rows(state: Told) -> dict[Row, Row]:
    """One row, once the unit is founded: as the state is from the last of its events on."""
    known, ended = state.unit, state.unit.ended
    if known.founded is None:
        return {}
    unit = known.on(date.max)
    parent = ended.successor if ended else unit.parent
    content = (unit.kind.value, unit.name, unit.code, parent, int(unit.authorised))
    days = (known.founded.isoformat(), ended.on.isoformat() if ended else None)
    return {(unit.id,): (*content, *days)}


def heirs(state: Told) -> dict[Row, Row]:
    """One row for each who has a share of its targets; where they stay, one for the unit itself."""
    unit = state.unit
    return {
        (unit.id, bequest.on.isoformat(), heir): (share,)
        for bequest in unit.bequests
        for heir, share in bequest.heirs or ((unit.id, 0),)
    }


def acts(state: Told) -> dict[Row, Row]:
    """One row for each act."""
    return {(state.unit.id, number): tuple(act) for number, *act in state.acts}


def project(fact: Fact) -> Iterable[Change]:
    """Bring the rows of the unit up to the fact."""
    if any(before.unit.section or after.unit.section for _, _, before, after in fact.spans):
        return _of_section(fact)
    return chain(TABLE.follow(fact, rows), HEIRS.follow(fact, heirs), ACTS.follow(fact, acts))


def _of_section(fact: Fact) -> Iterator[Change]:
    """Two rows, as of a unit that never stood: under the cell, then under the part."""
    for since, until, before, after in fact.spans:
        old, new = before.unit.section, after.unit.section
        if old == new:
            continue
        if old:
            yield Take(TABLE, (before.unit.id,), since, until)
        if new:
            on = new.on.isoformat()
            for above, first, last in ((new.cell, since, min(on, until)), (new.part, on, until)):
                if first < last:
                    row = (after.unit.id, *_section_row(new, above))
                    yield Put(TABLE, row, max(first, since), last)


def _section_row(section: Section, above: str) -> Row:
    since = section.since.isoformat()
    return (section.kind.value, section.name, None, above, 0, since, since)


FOLD: Final = Fold(lambda stream: Told(Unit(stream)), evolve_told)
