# ruff: noqa: S608 - statements are made of pieces of ours
"""Who came to count and who ceased to between two moments, fact by fact."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from admission.domain.stages.standings import Standing
from admission.projections.asking import STILL_KNOWN, Connection, Moment, ask
from admission.projections.coverage.under_way import AT_AUTHORITY
from admission.projections.milestones.counting import Sought
from admission.projections.milestones.queries import Reach, who_counts, who_differs
from admission.projections.pipeline.queries import who_stands, who_stands_elsewhere
from admission.projections.progress.figures import DOSSIER_OPEN, Question
from admission.projections.rulebooks.queries import Counting

_AT_ONCE: Final = 500


class Step(NamedTuple):
    """A candidate counts (`by` 1) or does so no more (-1) at a cell, since a fact at a position."""

    reach: Reach
    by: int
    position: int


class Figure(NamedTuple):
    """How one figure is counted: whom it counts at a moment, and whom at one of two only.

    `names` are the milestones that it rests on; `standing`: it rests on where a candidate stands.
    """

    who: Callable[[Connection, Sequence[str], Moment], list[Reach]]
    differs: Callable[[Connection, Moment, Moment], list[str]]
    names: tuple[str, ...] = ()
    standing: bool = False


def figures_of(question: Question, counts: Iterable[Counting]) -> dict[str, Figure]:
    """By name, how each figure of progress is counted, in the year and on the day of a question."""
    days = (f"{question.year}-01-01", f"{question.year}-12-31")
    found = {
        each.figure: _reached(
            Sought(each.milestone, *days, cancelled_too=each.cancelled == "kept"), (each.milestone,)
        )
        for each in counts
    }
    waiting = ("admission-decided", "ceremony-held")
    sought = Sought(waiting[0], *days, missing=waiting[1])
    found["decided_without_ceremony"] = _reached(sought, waiting)
    found["dossiers_open"] = _standing(question.period[1], DOSSIER_OPEN)
    return found


def figures_of_coverage(question: Question, counts: Iterable[Counting]) -> dict[str, Figure]:
    """The same of coverage; whose decision counts as an admission is in that alone."""
    day = question.period[1]
    admitted = next(each for each in counts if each.figure == "admitted")
    found = {"admitted": figures_of(question, [admitted])["admitted"]}
    if admitted.milestone != "admission-decided":
        found["decided"] = _standing(day, (Standing.AWAITING_CEREMONY,))
    found["at_authority"] = there = _standing(day, AT_AUTHORITY, at_authority=True)
    found["dossiers_before_authority"] = _without(_standing(day, DOSSIER_OPEN), there)
    return found


def _reached(sought: Sought, names: tuple[str, ...]) -> Figure:
    return Figure(
        lambda connection, candidates, at: who_counts(connection, sought, candidates, at),
        lambda connection, before, after: who_differs(connection, sought, before, after),
        names,
        sought.cancelled_too,
    )


def _standing(day: str, standings: Sequence[Standing], *, at_authority: bool = False) -> Figure:
    """Who is in a standing on the day asked counts to the units of the end of a day in the year."""

    def who(connection: Connection, candidates: Sequence[str], at: Moment) -> list[Reach]:
        found = who_stands(connection, standings, candidates, at, at_authority=at_authority)
        return [Reach(candidate, unit, day) for candidate, unit in found]

    return Figure(
        who,
        lambda connection, *moments: who_stands_elsewhere(connection, standings, *moments),
        standing=True,
    )


def _without(figure: Figure, others: Figure) -> Figure:
    """Whom one figure counts and another, of some of the same standings, does not."""

    def who(connection: Connection, candidates: Sequence[str], at: Moment) -> list[Reach]:
        there = set(others.who(connection, candidates, at))
        return [reach for reach in figure.who(connection, candidates, at) if reach not in there]

    return figure._replace(who=who)


def steps(
    connection: Connection,
    figure: Figure,
    before: Moment,
    after: Moment,
    candidates: Sequence[str] | None = None,
) -> Iterator[Step]:
    """What moved a figure from a moment to one that is known later, in the order of recording.

    First what only the later day brings, then fact by fact. Of everybody who counts at one of the
    two moments only, or of the given candidates.
    """
    if candidates is None:
        candidates = figure.differs(connection, before, after)
    for at in range(0, len(candidates), _AT_ONCE):
        yield from _steps(connection, figure, before, after, candidates[at : at + _AT_ONCE])


def _steps(
    connection: Connection,
    figure: Figure,
    before: Moment,
    after: Moment,
    candidates: Sequence[str],
) -> Iterator[Step]:
    rows = list(_rows(connection, figure, candidates))
    counted = _by_candidate(figure.who(connection, candidates, before), candidates)
    turns = list(_turned(rows, before, after)) if before.as_of != after.as_of else []
    latest: dict[str, int] = {}
    for candidate, position in turns:
        latest[candidate] = max(position, latest.get(candidate, 0))
    then = Moment(after.as_of, before.known_at)
    if before.as_of != after.as_of:
        now = _by_candidate(figure.who(connection, candidates, then), candidates)
        for candidate in candidates:
            at = latest.get(candidate, 0)
            yield from _differing(counted[candidate], now[candidate], at)
        counted = now
    for position, those in sorted(_recorded(rows, before, after).items()):
        at_it = Moment(after.as_of, position)
        now = _by_candidate(figure.who(connection, sorted(those), at_it), those)
        for candidate in sorted(those):
            yield from _differing(counted[candidate], now[candidate], position)
        counted |= now


class _Row(NamedTuple):
    candidate: str
    since: str
    until: str
    known_from: int
    known_to: int


def _rows(connection: Connection, figure: Figure, candidates: Sequence[str]) -> Iterator[_Row]:
    """Every row on which the figure rests, of these candidates, whenever it was believed."""
    columns = "candidate, since, until, known_from, known_to"
    among = f"candidate IN ({', '.join('?' * len(candidates))})"
    if figure.names:
        named = f"name IN ({', '.join('?' * len(figure.names))})"
        query = f"SELECT {columns} FROM milestones WHERE {among} AND {named}"
        yield from map(_Row._make, ask(connection, query, (*candidates, *figure.names)))
    if figure.standing:
        query = f"SELECT {columns} FROM pipeline WHERE {among}"
        yield from map(_Row._make, ask(connection, query, candidates))


def _recorded(rows: Iterable[_Row], before: Moment, after: Moment) -> dict[int, set[str]]:
    """By position between two moments, the candidates of whom a row came or went there."""
    first, last = before.known_at or 0, STILL_KNOWN - 1
    if after.known_at is not None:
        last = after.known_at
    found: dict[int, set[str]] = {}
    for row in rows:
        for position in (row.known_from, row.known_to):
            if first < position <= last:
                found.setdefault(position, set()).add(row.candidate)
    return found


def _turned(rows: Iterable[_Row], before: Moment, after: Moment) -> Iterator[tuple[str, int]]:
    """Of the facts that were known, those that took effect between the two days."""
    first, last = sorted((before.as_of, after.as_of))
    for row in rows:
        known = row.known_from <= (before.known_at or 0) < row.known_to
        if known and any(first < day <= last for day in (row.since, row.until)):
            yield row.candidate, row.known_from


def _by_candidate(
    reaches: Iterable[Reach], candidates: Iterable[str]
) -> dict[str, frozenset[Reach]]:
    found: dict[str, set[Reach]] = {candidate: set() for candidate in candidates}
    for reach in reaches:
        found[reach.candidate].add(reach)
    return {candidate: frozenset(those) for candidate, those in found.items()}


def _differing(old: frozenset[Reach], new: frozenset[Reach], position: int) -> Iterator[Step]:
    yield from (Step(reach, -1, position) for reach in sorted(old - new))
    yield from (Step(reach, 1, position) for reach in sorted(new - old))
