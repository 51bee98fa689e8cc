# ruff: noqa: PLR0913 - one argument for each way to ask
"""One figure of a report, explained: what it is, how it is made up, a line for each it counts."""

from typing import Final, NamedTuple

from admission.projections.asking import Connection, Moment, page_of_all
from admission.projections.explain import coverage, progress
from admission.projections.explain.entries import (
    LEFT_OUT,
    Asked,
    Entry,
    Explained,
    asked_of,
)
from admission.projections.explain.lines import Line, lines
from admission.projections.progress.figures import By, Question
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.tree import UnitRow

FIGURES: Final = {"progress": tuple(progress.FIGURES), "coverage": tuple(coverage.FIGURES)}
"""By report, the figures that can be explained."""


class Explanation(NamedTuple):
    """A page of what a figure is made of.

    `value` is the figure as its report prints it (None: not known, or no target); `parts` are the
    sums that make it up. The lines of a part, over all pages, add up to it. `last` is the last day
    (ISO) that counts; what was recorded after it came late. `how` says it in sentences.
    """

    unit: UnitRow
    period: str
    last: str
    value: int | str | None
    parts: dict[str, int | None]
    how: tuple[str, ...]
    rows: list[Line]
    next: str | None


def explain_progress(
    connection: Connection,
    *,
    figure: str,
    unit: str,
    year: int,
    as_of: str,
    known_at: int | None = None,
    by: By = "unit",
    slot: str = "",
    tree: str = AS_WAS,
    limit: int = 0,
    after: str | None = None,
) -> Explanation | None:
    """One figure of a unit's row in `progress`; None where the tree has no such unit.

    `slot` says of which row: a quarter (`1` to `4`), or a group, as `by` has them.
    """
    question = Question(connection, year, by, Moment(as_of, known_at))
    asked = asked_of(question, unit, slot, tree)
    return asked and _page(asked, progress.FIGURES[figure](asked), limit, after)


def explain_coverage(
    connection: Connection,
    *,
    figure: str,
    unit: str,
    year: int,
    as_of: str,
    known_at: int | None = None,
    tree: str = AS_WAS,
    limit: int = 0,
    after: str | None = None,
) -> Explanation | None:
    """One figure of a unit's row in `coverage`; None where the tree has no such unit."""
    question = Question(connection, year, "unit", Moment(as_of, known_at))
    asked = asked_of(question, unit, "", tree)
    return asked and _page(asked, coverage.FIGURES[figure](asked), limit, after)


def _page(asked: Asked, found: Explained, limit: int, after: str | None) -> Explanation:
    order = {part: number for number, part in enumerate([*found.shares, LEFT_OUT])}
    entries = sorted(
        found.entries,
        key=lambda entry: (order.get(entry.part, 0), entry.part, *_key(entry)[1:]),
    )
    cut = page_of_all(entries, limit, after, _key)
    return Explanation(
        asked.root,
        asked.period,
        asked.last,
        found.value,
        found.shares,
        found.how,
        lines(asked, cut.rows),
        cut.next,
    )


def _key(entry: Entry) -> tuple[str | int, ...]:
    return (entry.part, entry.on_day, entry.stream, entry.position, entry.counted_in)
