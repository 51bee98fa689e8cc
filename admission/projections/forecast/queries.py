# ruff: noqa: S608 - statements are made of pieces of ours
"""The paths of some years by the stages that a forecast follows: how far each is, since when."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from admission.projections.asking import Connection, each, holds
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


class PathsSoFar(NamedTuple):
    """Candidacies of one unit that went alike: the stages reached with their days (ISO), in order.

    `stages` are numbered from 0; `unit` is that of the last of them; `ended` the day on which they
    ended elsewhere, None where they go on or have come to the last stage.
    """

    unit: str
    stages: tuple[tuple[int, str], ...]
    ended: str | None
    paths: int


def stages_to(milestone: str) -> tuple[str, ...]:
    """The stages up to the milestone that counts as admission.

    >>> stages_to("admission-decided")[-2:]
    ('cell-resolved', 'admission-decided')
    """
    return _STAGES[: _STAGES.index(milestone) + 1]


def paths_so_far(
    connection: Connection, milestone: str, *, as_of: str, known_at: int | None = None
) -> Iterator[PathsSoFar]:
    """The paths that reached anything in the five years up to a day, by unit; never all at once.

    `milestone` is the last stage; what has no known day is left out.
    """
    stages = stages_to(milestone)
    here = holds("m", as_of, known_at)
    query = _grouped(stages, here.sql)
    values = (*stages, _END, years_before(as_of, _YEARS), as_of, *here.parameters)
    for unit, paths, ended, *days in each(connection, query, values):
        reached = tuple((stage, day) for stage, day in enumerate(days) if day)
        arrived = days[-1] is not None
        yield PathsSoFar(unit, reached, None if arrived else ended, paths)


def _grouped(stages: tuple[str, ...], holding: str) -> str:
    """One row for all paths of a unit that reached the same stages on the same days."""
    columns = [f"d{number}" for number in range(len(stages))]
    days = ", ".join(
        f"MAX(CASE WHEN m.name = '{name}' THEN m.on_day END) AS d{number}, "
        f"MAX(CASE WHEN m.name = '{name}' THEN m.unit END) AS u{number}"
        for number, name in enumerate(stages)
    )
    unit = f"COALESCE({', '.join(f'u{number}' for number in reversed(range(len(stages))))})"
    return (
        f"WITH paths AS (SELECT m.candidate, {days}, "
        f"MAX(CASE WHEN m.name = '{_END}' THEN m.on_day END) AS ended "
        f"FROM milestones m WHERE m.name IN ({', '.join('?' * (len(stages) + 1))}) "
        f"AND m.on_day > ? AND m.on_day <= ? AND {holding} GROUP BY m.candidate), "
        f"placed AS (SELECT {unit} AS unit, ended, {', '.join(columns)} FROM paths) "
        f"SELECT unit, COUNT(*), ended, {', '.join(columns)} FROM placed "
        f"WHERE unit IS NOT NULL GROUP BY unit, ended, {', '.join(columns)}"
    )
