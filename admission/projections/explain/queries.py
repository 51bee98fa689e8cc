"""One figure of a report, explained: what it is, how it is made up, a line for each it counts."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from admission.projections.asking import Connection, Moment, page_of_all
from admission.projections.balance.queries import Question as BalanceQuestion
from admission.projections.explain import balance, coverage, progress
from admission.projections.explain.entries import (
    LEFT_OUT,
    Asked,
    Entry,
    Explained,
    OfYear,
    Q,
    asked_of,
)
from admission.projections.explain.lines import Line, lines
from admission.projections.progress.figures import By, Question, day_of, period_of
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.tree import UnitRow

FIGURES: Final = {
    "progress": tuple(progress.FIGURES),
    "coverage": tuple(coverage.FIGURES),
    "balance": tuple(balance.FIGURES),
}
"""By report, the figures that can be explained."""


class Progress(NamedTuple):
    """`progress` of a year; `slot` says which row: a quarter (`1` to `4`), a group, as `by` has."""

    year: int
    by: By = "unit"
    slot: str = ""


class Coverage(NamedTuple):
    """`coverage` of a year."""

    year: int


class Balance(NamedTuple):
    """`balance` from one day to another (ISO), both included."""

    first: str
    last: str


Report = Progress | Coverage | Balance


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


class _Page(NamedTuple):
    """Of which unit what is asked, through which tree, and how much of it."""

    figure: str
    unit: str
    tree: str
    limit: int
    after: str | None


def explain(  # noqa: PLR0913 - one argument for each way to ask
    connection: Connection,
    report: Report,
    *,
    figure: str,
    unit: str,
    as_of: str,
    known_at: int | None = None,
    tree: str = AS_WAS,
    limit: int = 0,
    after: str | None = None,
) -> Explanation | None:
    """One figure of a unit's row in a report; None where the tree has no such unit."""
    moment, page = Moment(as_of, known_at), _Page(figure, unit, tree, limit, after)
    match report:
        case Progress(year, by, slot):
            return _of_year(Question(connection, year, by, moment), slot, progress.FIGURES, page)
        case Coverage(year):
            return _of_year(Question(connection, year, "unit", moment), "", coverage.FIGURES, page)
        case Balance(first, last):
            question = BalanceQuestion(connection, first, last, moment)
            counted = question.period[1]
            asked = asked_of(question, unit, tree, f"{first} to {last}", counted)
            return _explained(asked, balance.FIGURES, page)


def _of_year(
    question: Question,
    slot: str,
    figures: Mapping[str, Callable[[OfYear], Explained]],
    page: _Page,
) -> Explanation | None:
    days = period_of(question, slot), day_of(question, slot)
    return _explained(asked_of(question, page.unit, page.tree, *days, slot), figures, page)


def _explained(
    asked: Asked[Q] | None,
    figures: Mapping[str, Callable[[Asked[Q]], Explained]],
    page: _Page,
) -> Explanation | None:
    if asked is None:
        return None
    found = figures[page.figure](asked)
    order = {part: number for number, part in enumerate([*found.shares, LEFT_OUT])}
    entries = sorted(
        found.entries,
        key=lambda entry: (order.get(entry.part, 0), entry.part, *_key(entry)[1:]),
    )
    cut = page_of_all(entries, page.limit, page.after, _key)
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
