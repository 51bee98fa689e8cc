# ruff: noqa: PLR0913 - one argument for each way to ask
"""A sample of the candidacies of a day, as known at a position, with the steps of each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final, Literal, NamedTuple

from admission.projections.asking import Connection, Moment, Page, page_of_all
from admission.projections.pipeline.queries import StatusRow, list_status
from admission.projections.sampling.drawing import Share, in_order_of, shares
from admission.projections.timeline.queries import TimelineRow, history
from admission.projections.units.lenses import AS_WAS

By = Literal["unit", "standing"]
ALL: Final = "all"
"""The stratum of a sample that is not stratified."""
_AT_ONCE: Final = 500


class SampleRow(NamedTuple):
    """One candidacy drawn, of which stratum, and the positions of its events; `drawn` of `size`."""

    stratum: str
    drawn: int
    size: int
    candidate: str
    person: str
    name: str | None
    unit: str
    unit_name: str | None
    standing: str
    events: tuple[int, ...]


class Sample(NamedTuple):
    """What was drawn of how many; `strata` has those of which nothing was, too."""

    page: Page[SampleRow]
    population: int
    strata: dict[str, Share]


def sample(
    connection: Connection,
    *,
    number: int,
    seed: str,
    by: By | None = None,
    year: int | None = None,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    limit: int = 0,
    after: str | None = None,
) -> Sample:
    """So many candidacies of a unit and all under it (None: of all), stratum after stratum.

    `year`: only those of which a step took effect in it, and of the steps only such. Asked with
    `known_at`, whatever is recorded later changes nothing; without, what comes in takes its place
    among the others. Its cost is that of all of which it is drawn.
    """
    rows = list_status(connection, as_of=as_of, known_at=known_at, unit=unit, tree=tree).rows
    steps_of = partial(_steps, connection, Moment(as_of, known_at), year)
    if year is not None:
        moved = {step.stream for step in steps_of(row.candidate for row in rows)}
        rows = [row for row in rows if row.candidate in moved]
    strata = _strata(rows, by)
    found = shares({name: len(some) for name, some in strata.items()}, number) if rows else {}
    drawn = [
        (name, strata[name][which])
        for name in sorted(strata)
        for which in in_order_of(seed, list(strata[name]))[: found[name].drawn]
    ]
    positions: dict[str, list[int]] = defaultdict(list)
    for step in steps_of(row.candidate for _, row in drawn):
        positions[step.stream].append(step.position)
    shown = [_row(name, found[name], row, positions[row.candidate]) for name, row in drawn]
    page = page_of_all(shown, limit, after, lambda row: (row.stratum, row.candidate))
    return Sample(page, len(rows), dict(sorted(found.items())))


def _strata(rows: Iterable[StatusRow], by: By | None) -> dict[str, dict[str, StatusRow]]:
    found: dict[str, dict[str, StatusRow]] = defaultdict(dict)
    for row in rows:
        names = {"unit": row.unit_name or row.unit, "standing": row.standing}
        found[names[by] if by else ALL][row.candidate] = row
    return found


def _steps(
    connection: Connection, moment: Moment, year: int | None, candidates: Iterable[str]
) -> Iterator[TimelineRow]:
    """The events of some candidacies, of a year or of all years."""
    streams = list(candidates)
    for at in range(0, len(streams), _AT_ONCE):
        some = streams[at : at + _AT_ONCE]
        page = history(connection, *some, as_of=moment.as_of, known_at=moment.known_at)
        for step in page.rows:
            if year is None or step.on_day.startswith(f"{year:04}"):
                yield step


def _row(name: str, share: Share, row: StatusRow, positions: Sequence[int]) -> SampleRow:
    return SampleRow(
        name,
        share.drawn,
        share.size,
        row.candidate,
        row.person,
        row.name,
        row.unit,
        row.unit_name,
        row.standing,
        tuple(positions),
    )
