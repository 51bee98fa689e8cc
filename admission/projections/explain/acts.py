# ruff: noqa: S608 - the statement is made of pieces of ours
"""By which acts on units a fact of one unit stands under another, in the tree of some day."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from admission.projections.asking import NOTHING_ASKED, Condition, ask, both, known_by
from admission.projections.explain.entries import Asked, Asks, Entry

_ENDS: Final = ("unit-merged", "unit-split", "unit-dissolved", "unit-abolished")
_PLACES: Final = ("unit-moved", "unit-placed")
_SAID_ABOVE: Final = {"unit-abolished": "level-abolished", "unit-placed": "unit-split"}
"""Acts that follow from an act on another unit, and the act that has the paper."""
_FOUNDED: Final = "unit-founded"
_AT_ONCE: Final = 500
_Paper = tuple[str | None, str | None, str | None]
"""Kind, number, and the day of signature (ISO)."""


class ActRow(NamedTuple):
    """One act on a unit: what it was, from which day, where it is recorded, on which paper.

    `under` is the unit that has its place since, or that it stands under.
    """

    act: str
    unit: str
    name: str
    under: str
    under_name: str
    on_day: str
    position: int
    document_kind: str | None
    document_number: str | None
    document_signed: str | None


class _Link(NamedTuple):
    """A step up the tree of a day: a unit ended into another, stands under it, or began later."""

    kinds: tuple[str, ...]
    unit: str
    under: str
    day: str


class _Told(NamedTuple):
    stream: str
    position: int
    type: str
    on_day: str
    document_kind: str | None
    document_number: str | None
    document_signed: str | None

    @property
    def paper(self) -> _Paper:
        return self.document_kind, self.document_number, self.document_signed


def acts_behind(asked: Asked[Asks], entries: Iterable[Entry]) -> dict[Entry, list[ActRow]]:
    """By entry, the acts by which its unit stands under the one asked, lowest first.

    The founding of a unit is none, but of one that was founded after the day it is looked for.
    """
    places = {entry: _place(asked, entry) for entry in entries if entry.unit}
    links = {place: _way(asked, *place) for place in set(places.values())}
    streams = {
        name for found in links.values() for link in found for name in (link.unit, link.under)
    }
    told = _told(asked, sorted(streams))
    known = {link: list(_acts(asked, link, told)) for found in links.values() for link in found}
    return {
        entry: [act for link in links[place] for act in known[link]]
        for entry, place in places.items()
    }


def _place(asked: Asked[Asks], entry: Entry) -> tuple[str, str, str]:
    """The unit of an entry, the day of the tree, and who inherited a target, if anybody did."""
    inherited = entry.what == "target" and entry.counted_in != entry.unit
    heir = entry.counted_in if inherited else ""
    return entry.unit, asked.seen_on(entry.placed_on), heir


def _way(asked: Asked[Asks], unit: str, day: str, heir: str) -> list[_Link]:
    """The steps from a unit, by way of the heir of its target, up to the unit asked."""
    inherited = _inherited(asked, unit, day, heir) if heir else []
    return [*inherited, *_links(asked, heir if inherited else unit, day)]


def _inherited(asked: Asked[Asks], unit: str, day: str, heir: str) -> list[_Link]:
    """From whom to whom a share of a target went until the heir had it."""
    known = known_by("h", asked.moment.known_at)
    query = (
        "SELECT DISTINCT h.heir FROM heirs h WHERE h.unit = ? AND h.on_day <= ? AND h.share > 0 "
        f"AND {known.sql} ORDER BY h.heir"
    )
    paths: list[tuple[str, ...]] = [(unit,)]
    for path in paths:  # grows while it is gone through
        for (after,) in ask(asked.connection, query, (path[-1], day, *known.parameters)):
            if asked.history.in_place_of(after, day) == heir:
                whole = (*path, after)
                return [_Link(_ENDS, *pair, day) for pair in pairwise(whole)]
            if after not in path:
                paths.append((*path, after))
    return []


def _links(asked: Asked[Asks], unit: str, day: str) -> Iterator[_Link]:
    """From a unit up to the one asked, or to the root."""
    history, passed = asked.history, set[str]()
    while unit != asked.root.unit and unit not in passed:
        passed.add(unit)
        row = history.row(unit, day)
        under = row.parent if row else history.in_place_of(unit, day)
        if under is None:
            return
        began_later = (_FOUNDED,) if row is None else None
        yield _Link(began_later or (_ENDS if row and row.ended else _PLACES), unit, under, day)
        unit = under


def _acts(asked: Asked[Asks], link: _Link, told: dict[str, list[_Told]]) -> Iterator[ActRow]:
    """The last act of the kind by that day; none where it still stands where it was founded."""
    kinds, unit, under, day = link
    found = [
        one
        for one in told.get(unit, ())
        if one.type in kinds and (one.on_day <= day or one.type == _FOUNDED)
    ]
    for act in found[-1:]:
        named, above = (_name(asked, one, day) for one in (unit, under))
        paper = act.paper if act.document_kind else _paper_above(asked, act, under, told)
        yield ActRow(act.type, unit, named, under, above, act.on_day, act.position, *paper)


def _paper_above(
    asked: Asked[Asks], act: _Told, under: str, told: dict[str, list[_Told]]
) -> _Paper:
    """The paper of the act on another unit that an act follows from."""
    said = _SAID_ABOVE.get(act.type)
    if said is None:
        return act.paper
    if act.type == "unit-placed":
        eve = date.fromisoformat(act.on_day) - timedelta(days=1)
        row = asked.history.row(act.stream, eve.isoformat())
        under = row.parent or under if row else under
    if under not in told:
        told |= _told(asked, [under])
    papers = (o.paper for o in told.get(under, ()) if (o.type, o.on_day) == (said, act.on_day))
    return next(papers, act.paper)


def _name(asked: Asked[Asks], unit: str, day: str) -> str:
    row = asked.history.row(unit, day) or asked.history.row(unit, "9999-12-31")
    return row.name if row else unit


def _told(asked: Asked[Asks], units: list[str]) -> dict[str, list[_Told]]:
    """By unit, the acts on it that stand, by day."""
    known_at = asked.moment.known_at
    read = known_by("r", known_at)
    types = (_FOUNDED, *_ENDS, *_PLACES, *_SAID_ABOVE.values())
    until = NOTHING_ASKED if known_at is None else Condition("t.position <= ?", (known_at,))
    found: dict[str, list[_Told]] = {}
    for at in range(0, len(units), _AT_ONCE):
        some = units[at : at + _AT_ONCE]
        among = Condition(f"t.stream IN ({', '.join('?' * len(some))})", tuple(some))
        only = both(among, Condition(f"t.type IN ({', '.join('?' * len(types))})", types), until)
        query = (
            "SELECT t.stream, t.position, t.type, t.on_day, t.document_kind, t.document_number, "
            "t.document_signed FROM timeline t LEFT JOIN readings r "
            f"ON r.stream = t.stream AND r.version = t.version AND {read.sql} "
            f"WHERE {only.sql} AND COALESCE(r.how, '') <> 'annulled' "
            "ORDER BY t.stream, t.on_day, t.position"
        )
        for row in ask(asked.connection, query, (*read.parameters, *only.parameters)):
            found.setdefault(row[0], []).append(_Told(*row))
    return found
