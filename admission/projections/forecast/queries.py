# ruff: noqa: S608 - statements are made of pieces of ours
"""The paths of some years by the stages that a forecast follows: how far each is, since when."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final, NamedTuple

from admission.projections.asking import Connection, ask, holds
from admission.projections.periods import years_before

_STAGES: Final = (
    "pool-entered",
    "dossier-permitted",
    "cell-resolved",
    "admission-decided",
    "ceremony-held",
)
_END: Final = "ended"
_YEARS: Final = 5


class PathSoFar(NamedTuple):
    """One candidacy: the stages that it reached with their days (ISO), in the order of the path.

    `stages` are numbered from 0; `unit` is that of the last of them; `ended` the day on which the
    path ended elsewhere, None where it goes on or has come to its last stage.
    """

    candidate: str
    unit: str
    stages: tuple[tuple[int, str], ...]
    ended: str | None


def stages_to(milestone: str) -> tuple[str, ...]:
    """The stages up to the milestone that counts as admission.

    >>> stages_to("admission-decided")[-2:]
    ('cell-resolved', 'admission-decided')
    """
    return _STAGES[: _STAGES.index(milestone) + 1]


def paths_so_far(
    connection: Connection, milestone: str, *, as_of: str, known_at: int | None = None
) -> list[PathSoFar]:
    """The paths that reached anything in the five years up to a day, oldest id first.

    `milestone` is the last stage; what has no known day is left out.
    """
    stages = stages_to(milestone)
    here = holds("m", as_of, known_at)
    query = (
        "SELECT m.candidate, m.name, m.on_day, m.unit FROM milestones m "
        f"WHERE m.name IN ({', '.join('?' * (len(stages) + 1))}) "
        f"AND m.on_day > ? AND m.on_day <= ? AND {here.sql} ORDER BY m.candidate"
    )
    values = (*stages, _END, years_before(as_of, _YEARS), as_of, *here.parameters)
    rows = ask(connection, query, values)
    return list(_paths(rows, stages))


def _paths(rows: list[tuple[str, str, str, str]], stages: tuple[str, ...]) -> Iterator[PathSoFar]:
    for candidate, found in groupby(rows, lambda row: row[0]):
        reached = {name: (day, unit) for _, name, day, unit in found}
        ended = reached.pop(_END, None)
        order = sorted((stages.index(name), *at) for name, at in reached.items())
        if order:
            days = tuple((stage, day) for stage, day, _ in order)
            over = ended[0] if ended and order[-1][0] < len(stages) - 1 else None
            yield PathSoFar(candidate, order[-1][2], days, over)
