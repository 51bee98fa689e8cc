"""The people behind a figure: who reached a milestone in the period, who is in some standing."""

from collections.abc import Collection, Iterable, Sequence

from admission.domain.stages.standings import Standing
from admission.projections.asking import ask, groups_in, holds
from admission.projections.explain.entries import LEFT_OUT, Entry, OfYear
from admission.projections.milestones.queries import (
    Counted,
    list_counted,
    list_counted_without,
    list_lost,
)
from admission.projections.pipeline.queries import InStanding, list_in_standings
from admission.projections.rulebooks.queries import Counting

_QUARTERS = {"1": "01-01", "2": "04-01", "3": "07-01", "4": "10-01"}


def reached(asked: OfYear, part: str, counting: Counting, *, so_far: bool = False) -> list[Entry]:
    """Who counts in the period by a milestone; `so_far` from 1 January; then who no longer does."""
    clocks, days = asked.moment._asdict(), _days(asked)
    kept = counting.cancelled == "kept"
    name = counting.milestone
    found = list_counted(asked.connection, name, *days, **clocks, cancelled_too=kept)
    counted = _entries(asked, part, name, found, so_far=so_far)
    lost = list_lost(asked.connection, name, *days, **clocks)
    return [*counted, *_lost(asked, name, lost, {entry.stream for entry in counted}, so_far)]


def without_ceremony(asked: OfYear, part: str) -> list[Entry]:
    """Whose admission was decided in the period, and who have had no ceremony."""
    names = ("admission-decided", "ceremony-held", *_days(asked))
    found = list_counted_without(asked.connection, *names, **asked.moment._asdict())
    return _entries(asked, part, names[0], found)


def dossiers_open(asked: OfYear, part: str, standings: Sequence[Standing]) -> list[Entry]:
    """Who has a dossier open on the day asked, or at the end of a quarter that has begun."""
    _, year, by, (as_of, _) = asked.question
    if by == "quarter" and f"{year}-{_QUARTERS[asked.slot]}" > as_of:
        return []
    day = asked.last if by == "quarter" else as_of
    found = list_in_standings(
        asked.connection, standings, as_of=day, known_at=asked.moment.known_at
    )
    if by == "group":
        found = [row for row in found if asked.slot in groups_in(row.groups)]
    return standing(asked, part, found, ("dossier-permitted",), day)


def standing(
    asked: OfYear, part: str, found: Iterable[InStanding], names: Sequence[str], day: str
) -> list[Entry]:
    """Entries of candidacies in some standing on a day, each with the last act of these names."""
    placed_on = min(day, asked.question.period[1])
    placed = [(row, asked.place(row.unit, placed_on)) for row in found]
    there = {row.candidate: (row, place) for row, place in placed if place}
    acts = _last_acts(asked, list(there), names, day)
    return [
        Entry(
            part,
            1,
            row.standing,
            row.candidate,
            acts.get(row.candidate, row.position),
            row.unit,
            row.since,
            placed_on,
            place,
        )
        for row, place in there.values()
    ]


def told(row: Counted) -> str:
    """The day that counts, as exact as it is known."""
    return row.detail or row.on_day


def _days(asked: OfYear) -> tuple[str, str]:
    return f"{asked.question.year}-01-01", f"{asked.question.year}-12-31"


def _entries(
    asked: OfYear, part: str, name: str, found: Iterable[Counted], *, so_far: bool = False
) -> list[Entry]:
    placed = (
        (row, asked.place(row.unit, row.on_day)) for row in found if _in_slot(asked, row, so_far)
    )
    return [
        Entry(part, 1, name, row.candidate, row.position, row.unit, told(row), row.on_day, place)
        for row, place in placed
        if place is not None
    ]


def _in_slot(asked: OfYear, row: Counted, so_far: bool) -> bool:  # noqa: FBT001 - one of two
    if asked.question.by == "unit":
        return True
    if asked.question.by == "group":
        return asked.slot in groups_in(row.groups)
    quarter = str((int(row.on_day[5:7]) + 2) // 3)
    return quarter <= asked.slot if so_far else quarter == asked.slot


def _lost(
    asked: OfYear,
    name: str,
    found: Iterable[Counted],
    counted: Collection[str],
    so_far: bool,  # noqa: FBT001
) -> list[Entry]:
    """Each candidate once who is not counted, with the fact that took the milestone away."""
    newest = {row.candidate: row for row in found if row.candidate not in counted}
    return [
        entry._replace(counts=0, why=f"{name} of {entry.on_day} no longer stands")
        for entry in _entries(asked, LEFT_OUT, name, newest.values(), so_far=so_far)
    ]


def _last_acts(
    asked: OfYear, candidates: Sequence[str], names: Sequence[str], day: str
) -> dict[str, int]:
    """By candidate, the position of the last fact that reached one of these milestones."""
    here = holds("m", day, asked.moment.known_at)
    found: dict[str, int] = {}
    for at in range(0, len(candidates), 500):
        some = candidates[at : at + 500]
        query = (
            "SELECT m.candidate, max(m.position) FROM milestones m "  # noqa: S608 - ours
            f"WHERE m.candidate IN ({', '.join('?' * len(some))}) "
            f"AND m.name IN ({', '.join('?' * len(names))}) AND {here.sql} GROUP BY m.candidate"
        )
        found |= dict(ask(asked.connection, query, (*some, *names, *here.parameters)))
    return found
