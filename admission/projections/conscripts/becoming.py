# ruff: noqa: S608 - statements are made of pieces of ours
"""What became of conscripts: members before, admitted in time, on their way, never proposed."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from admission.domain.stages.standings import Stage
from admission.projections.asking import Condition, Connection, Moment, ask, holds
from admission.projections.units.scope import Reading

_AT_ONCE: Final = 400
"""How many ids a statement names."""


class Outcome(StrEnum):
    """What became of a conscript by the day asked; each has one.

    Who is deferred does not enlist in this round, whatever else is true. `already-member` was a
    member before the day of the listing, `admitted` became one before the day of enlistment,
    `admitted-later` on it or since. `path-ended` was a candidate and is none.
    """

    DEFERRED = "deferred"
    ALREADY_MEMBER = "already-member"
    ADMITTED = "admitted"
    ADMITTED_LATER = "admitted-later"
    IN_PROCESS = "in-process"
    PATH_ENDED = "path-ended"
    NEVER_PROPOSED = "never-proposed"


class Path(NamedTuple):
    """A candidacy: its cell, where it stands, since when it has been one."""

    candidate: str
    unit: str
    stage: str
    standing: str
    entered: str

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.stage != Stage.ENDED


class Life(NamedTuple):
    """What is known of a person under every name: the newest path, and the days of membership.

    `kept` is the id that is kept of those names. Each of `members` is a day (ISO) on which the
    person became a member (1) or ceased to be one (-1).
    """

    kept: str
    path: Path | None
    members: tuple[tuple[str, int], ...]

    def is_member_before(self, day: str) -> bool:
        """Whether the person was a member at the end of the day before (ISO)."""
        return sum(change for on_day, change in self.members if on_day < day) > 0


def outcome_of(life: Life, listed_on: str, enlists: str, *, deferred: bool) -> Outcome:
    """What became of a conscript of whose life so much is known."""
    if deferred:
        return Outcome.DEFERRED
    if life.is_member_before(listed_on):
        return Outcome.ALREADY_MEMBER
    if life.is_member_before(enlists):
        return Outcome.ADMITTED
    if sum(change for _, change in life.members) > 0:
        return Outcome.ADMITTED_LATER
    if life.path is None:
        return Outcome.NEVER_PROPOSED
    return Outcome.IN_PROCESS if life.path.is_open else Outcome.PATH_ENDED


def lives_of(connection: Connection, people: Sequence[str], moment: Moment) -> dict[str, Life]:
    """The lives of people, by the id under which each is asked for."""
    kept = _kept(connection, people, moment)
    names = _records(connection, sorted(set(kept.values())), moment)
    owners = {name: person for person, each in names.items() for name in each}
    paths: dict[str, list[Path]] = {}
    for name, *path in _paths(connection, sorted(owners), moment):
        paths.setdefault(owners[name], []).append(Path(*path))
    streams = owners | {path.candidate: p for p, found in paths.items() for path in found}
    days: dict[str, list[tuple[str, int]]] = {}
    for stream, on_day, members in _movements(connection, sorted(streams), moment):
        days.setdefault(streams[stream], []).append((on_day, members))
    return {
        person: Life(home, _newest(paths.get(home, [])), tuple(days.get(home, ())))
        for person, home in kept.items()
    }


def names_of(connection: Connection, people: Sequence[str], moment: Moment) -> dict[str, str]:
    """The names of people; of somebody who has none in the rows, none."""
    found: dict[str, str] = {}
    for asked in _in_parts("p.person", people):
        here = holds("p", *moment)
        query = f"SELECT p.person, p.name FROM people p WHERE {asked.sql} AND {here.sql}"
        found |= dict(ask(connection, query, (*asked.parameters, *here.parameters)))
    return found


def people_under(connection: Connection, reading: Reading) -> frozenset[str]:
    """Who has a path in the unit that is read or under it, under every name."""
    below = reading.standing(connection)
    path, named = holds("c", *reading.moment), holds("p", *reading.moment)
    there = f"FROM below b CROSS JOIN pipeline c WHERE c.unit = b.unit AND {path.sql}"
    query = (
        f"{below.sql}SELECT c.person {there} UNION SELECT p.person FROM people p "
        f"WHERE p.joined_into IN (SELECT c.person {there}) AND {named.sql}"
    )
    parts = (below, path, path, named)
    found = ask(connection, query, [value for part in parts for value in part.parameters])
    return frozenset(person for (person,) in found)


def _newest(paths: list[Path]) -> Path | None:
    """The open path, of which there is one at most; else the one that began last."""
    return max(paths, key=lambda path: (path.is_open, path.entered, path.candidate), default=None)


def _kept(connection: Connection, people: Sequence[str], moment: Moment) -> dict[str, str]:
    """By each id, that of the person kept."""
    found = {person: person for person in people}
    for asked in _in_parts("p.person", people):
        here = holds("p", *moment)
        query = (
            "SELECT p.person, p.joined_into FROM people p "
            f"WHERE {asked.sql} AND p.joined_into IS NOT NULL AND {here.sql}"
        )
        found |= dict(ask(connection, query, (*asked.parameters, *here.parameters)))
    return found


def _records(connection: Connection, kept: Sequence[str], moment: Moment) -> dict[str, list[str]]:
    """By person, every id under which that person is recorded."""
    found = {person: [person] for person in kept}
    for asked in _in_parts("p.joined_into", kept):
        here = holds("p", *moment)
        query = f"SELECT p.joined_into, p.person FROM people p WHERE {asked.sql} AND {here.sql}"
        for person, name in ask(connection, query, (*asked.parameters, *here.parameters)):
            found[person].append(name)
    return found


def _paths(
    connection: Connection, people: Sequence[str], moment: Moment
) -> Iterator[tuple[str, str, str, str, str, str]]:
    for asked in _in_parts("c.person", people):
        here = holds("c", *moment)
        query = (
            "SELECT c.person, c.candidate, c.unit, c.stage, c.standing, c.entered "
            f"FROM pipeline c WHERE {asked.sql} AND {here.sql}"
        )
        yield from ask(connection, query, (*asked.parameters, *here.parameters))


def _movements(
    connection: Connection, streams: Sequence[str], moment: Moment
) -> Iterator[tuple[str, str, int]]:
    for asked in _in_parts("m.stream", streams):
        here = holds("m", *moment)
        query = (
            "SELECT m.stream, m.on_day, m.members FROM movements m "
            f"WHERE {asked.sql} AND {here.sql}"
        )
        yield from ask(connection, query, (*asked.parameters, *here.parameters))


def _in_parts(column: str, ids: Sequence[str]) -> Iterator[Condition]:
    """That a column has one of the ids, so many of them at a time as a statement can name."""
    for first in range(0, len(ids), _AT_ONCE):
        some = tuple(ids[first : first + _AT_ONCE])
        yield Condition(f"{column} IN ({', '.join('?' * len(some))})", some)
