# ruff: noqa: S608 - statements are made of pieces of ours
"""The lines of an explanation: each thing that counts with its person, event, papers and acts."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple, TypeVar

from admission.projections.asking import ask, holds
from admission.projections.documents.queries import scans_of_steps
from admission.projections.explain.acts import ActRow, acts_behind
from admission.projections.explain.behind import with_steps
from admission.projections.explain.entries import Asked, Asks, Entry
from admission.projections.people.queries import list_accounts
from admission.projections.timeline.queries import TimelineRow, facts_at

_AT_ONCE: Final = 500
K = TypeVar("K")
V = TypeVar("V")


class Line(NamedTuple):
    """One thing that counts in a figure.

    `counts` is how many it adds to its `part`: 0 where it is left out (`why`), None where it is no
    number. `what` is the milestone or standing, the way in which a
    member came or went, `target`, or what was said. `unit` is that of the
    fact, by the name of its day; `counted_in` the unit that stands for it in the tree asked, and
    `acts` those by which it stands under the unit asked. `on_day` is the day that it counts from,
    as exact as it is known. The rest is of the event behind it, as in `history`: `reading` is how
    corrections have it read, `by` the one that decides. `scans` are digests.
    """

    part: str
    counts: int | None
    why: str
    person: str | None
    name: str | None
    what: str
    on_day: str
    unit: str
    unit_name: str
    counted_in: str
    counted_in_name: str
    acts: tuple[ActRow, ...]
    stream: str
    position: int
    type: str
    recorded_at: str
    actor: str
    actor_name: str | None
    rulebook: str | None
    late: tuple[str, ...]
    against: tuple[str, ...]
    reading: str | None
    by: int | None
    document_kind: str | None
    document_number: str | None
    document_signed: str | None
    scans: tuple[str, ...]


def lines(asked: Asked[Asks], entries: Sequence[Entry]) -> list[Line]:
    """The lines of some entries, in their order."""
    facts = _facts(asked, entries)
    entries = list(with_steps(asked.connection, entries, facts, asked.moment.known_at))
    facts |= _facts(asked, [entry for entry in entries if entry.position not in facts])
    streams = list(dict.fromkeys(entry.stream for entry in entries))
    people = _people(asked, streams)
    scans = _in_parts(streams, lambda some: _scans(asked, some))
    actors = _names(asked, {fact.actor for fact in facts.values()})
    acts = acts_behind(asked, entries)
    return [
        _line(
            asked,
            entry,
            facts[entry.position],
            people.get(entry.stream, (None, None)),
            acts.get(entry, []),
        )._replace(
            actor_name=actors.get(facts[entry.position].actor),
            scans=scans.get(entry.position, ()),
        )
        for entry in entries
    ]


def _facts(asked: Asked[Asks], entries: Sequence[Entry]) -> dict[int, TimelineRow]:
    """By position, the events behind some entries."""
    places = list(dict.fromkeys((entry.stream, entry.position) for entry in entries))
    return facts_at(asked.connection, places, known_at=asked.moment.known_at)


def _line(
    asked: Asked[Asks],
    entry: Entry,
    fact: TimelineRow,
    person: tuple[str | None, str | None],
    acts: list[ActRow],
) -> Line:
    here = asked.history.row(entry.unit, entry.placed_on)
    there = asked.history.row(entry.counted_in, asked.seen_on(entry.placed_on))
    return Line(
        part=entry.part,
        counts=entry.counts,
        why=entry.why,
        person=person[0],
        name=person[1],
        what=entry.what,
        on_day=entry.on_day,
        unit=entry.unit,
        unit_name=here.name if here else entry.unit,
        counted_in=entry.counted_in,
        counted_in_name=there.name if there else entry.counted_in,
        acts=tuple(acts),
        stream=entry.stream,
        position=entry.position,
        type=fact.type,
        recorded_at=fact.recorded_at,
        actor=fact.actor,
        actor_name=None,
        rulebook=fact.rulebook,
        late=fact.late,
        against=fact.against,
        reading=fact.reading,
        by=fact.by,
        document_kind=fact.document_kind,
        document_number=fact.document_number,
        document_signed=fact.document_signed,
        scans=(),
    )


def _people(asked: Asked[Asks], streams: Sequence[str]) -> dict[str, tuple[str | None, str | None]]:
    """By candidate or person, the id and the name of the person."""
    here, named = holds("c", *asked.moment), holds("p", *asked.moment)

    def of_candidates(some: Sequence[str]) -> dict[str, tuple[str | None, str | None]]:
        query = (
            "SELECT c.candidate, c.person, p.name FROM pipeline c LEFT JOIN people p "
            f"ON p.person = c.person AND {named.sql} "
            f"WHERE c.candidate IN ({_marks(some)}) AND {here.sql}"
        )
        found = ask(asked.connection, query, (*named.parameters, *some, *here.parameters))
        return {candidate: (person, name) for candidate, person, name in found}

    def of_people(some: Sequence[str]) -> dict[str, tuple[str | None, str | None]]:
        kept = holds("k", *asked.moment)
        query = (
            "SELECT p.person, COALESCE(k.person, p.person), COALESCE(k.name, p.name) "
            f"FROM people p LEFT JOIN people k ON k.person = p.joined_into AND {kept.sql} "
            f"WHERE p.person IN ({_marks(some)}) AND {named.sql}"
        )
        found = ask(asked.connection, query, (*kept.parameters, *some, *named.parameters))
        named_as = {one: (kept, name) for one, kept, name in found}
        return {one: named_as.get(one, (one, None)) for one in some}

    candidates = [stream for stream in streams if stream.startswith("candidate-")]
    people = [stream for stream in streams if stream.startswith("person-")]
    return _in_parts(candidates, of_candidates) | _in_parts(people, of_people)


def _names(asked: Asked[Asks], actors: Iterable[str]) -> dict[str, str | None]:
    """The names of who recorded something: people, and the holders of accounts."""
    now = holds("p", *asked.moment)
    names: dict[str, str | None] = {}
    for actor in actors:
        if actor.startswith("account-"):
            held = list_accounts(asked.connection, **asked.moment._asdict(), account=actor)
            names |= {row.account: row.holder for row in held}
        else:
            query = f"SELECT p.name FROM people p WHERE p.person = ? AND {now.sql}"
            found = ask(asked.connection, query, (actor, *now.parameters))
            names[actor] = found[0][0] if found else None
    return names


def _scans(asked: Asked[Asks], streams: Sequence[str]) -> dict[int, tuple[str, ...]]:
    return scans_of_steps(asked.connection, *streams, **asked.moment._asdict())


def _in_parts(things: Sequence[str], found: Callable[[Sequence[str]], dict[K, V]]) -> dict[K, V]:
    """What is found of many things, so many at once as one statement may name."""
    whole: dict[K, V] = {}
    for at in range(0, len(things), _AT_ONCE):
        whole |= found(things[at : at + _AT_ONCE])
    return whole


def _marks(some: Sequence[str]) -> str:
    return ", ".join("?" * len(some))
