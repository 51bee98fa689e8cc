# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""Tasks as they stood on a day, as we knew them at a position, and the directives above them."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from admission.projections.asking import (
    NOTHING_ASKED,
    Condition,
    Connection,
    Moment,
    Page,
    after_key,
    ask,
    at_most,
    both,
    holds,
    page,
)
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.scope import Listed, Reading, placed_page

_SORTED: Final = ("t.due_on", "t.task")
_OPEN: Final = Condition("t.over_on IS NULL")
_DIRECTIVES: Final = Listed(
    "directives",
    "d",
    "d.directive, d.unit, u.name, d.title, d.issued_on, d.document_kind, d.document_number, "
    "d.document_signed",
    "d.issued_on",
    ("d.issued_on", "d.directive"),
)


class TaskRow(NamedTuple):
    """One task; with a `rank` the goal is the per cent of organisations to have that class.

    `state` is open, done or withdrawn, `over_on` the day of that, None while open.

    `reached` of `goal` is what was stated last, `said` on `said_on`; the document is the one with
    which it was done, or the last that a report named. `directive_number` is that of its paper.
    Texts are `erased` or `locked` where they cannot be read. Days are ISO.
    """

    task: str
    directive: str
    directive_number: str | None
    unit: str
    unit_name: str | None
    person: str | None
    name: str | None
    text: str
    assigned_on: str
    due_on: str
    goal: int | None
    rank: str | None
    reached: int | None
    said: str | None
    said_on: str | None
    state: str
    over_on: str | None
    document_kind: str | None
    document_number: str | None
    document_signed: str | None


class DirectiveRow(NamedTuple):
    """One directive or plan, how many tasks there are under it, and how many of them are done."""

    directive: str
    unit: str
    unit_name: str | None
    title: str
    issued_on: str
    document_kind: str
    document_number: str | None
    document_signed: str | None
    tasks: int
    done: int


def list_tasks(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    directive: str | None = None,
    open_: bool = False,
    due_by: str | None = None,
    due_before: str | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[TaskRow]:
    """The tasks of a unit and all under it (None: of all), by the day they are due.

    `open_`: only open ones; `due_by` and `due_before`: only those due by, or before, a day (ISO).
    `tree`: whose unit it is, as in `list_status`.
    """
    reading = Reading(Moment(as_of, known_at), unit, tree)
    below = reading.standing(connection)
    here, named, person, paper = (holds(alias, as_of, known_at) for alias in "tupd")
    wanted = both(
        here,
        Condition("t.unit IN (SELECT unit FROM below)") if unit else NOTHING_ASKED,
        Condition("t.directive = ?", (directive,)) if directive else NOTHING_ASKED,
        _OPEN if open_ else NOTHING_ASKED,
        Condition("t.due_on <= ?", (due_by,)) if due_by else NOTHING_ASKED,
        Condition("t.due_on < ?", (due_before,)) if due_before else NOTHING_ASKED,
        after_key(_SORTED, after),
    )
    query = (
        f"{below.sql}SELECT t.task, t.directive, d.document_number, t.unit, u.name, t.person, "
        "p.name, t.text, t.assigned_on, t.due_on, t.goal, t.rank, t.reached, t.said, t.said_on, "
        "t.state, t.over_on, t.document_kind, t.document_number, t.document_signed FROM tasks t "
        f"LEFT JOIN units u ON u.unit = t.unit AND {named.sql} "
        f"LEFT JOIN people p ON p.person = t.person AND {person.sql} "
        f"LEFT JOIN directives d ON d.directive = t.directive AND {paper.sql} "
        f"WHERE {wanted.sql} ORDER BY {', '.join(_SORTED)} LIMIT {at_most(limit)}"
    )
    parts = (below, named, person, paper, wanted)
    values = [value for part in parts for value in part.parameters]
    rows = [TaskRow(*row) for row in ask(connection, query, values)]
    return placed_page(connection, reading, page(rows, limit, lambda row: (row.due_on, row.task)))


def list_directives(
    connection: Connection,
    *,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    limit: int = 0,
    after: str | None = None,
) -> Page[DirectiveRow]:
    """The directives and plans of a unit and all under it (None: of all), by day of issue."""
    reading = Reading(Moment(as_of, known_at), unit, tree)
    found = _DIRECTIVES.rows(connection, reading, after_key(_DIRECTIVES.sorted_by, after), limit)
    counted = _counted(connection, reading.moment, [row[0] for row in found])
    rows = [DirectiveRow._make((*row, *counted.get(row[0], (0, 0)))) for row in found]
    cut = page(rows, limit, lambda row: (row.issued_on, row.directive))
    return placed_page(connection, reading, cut)


def _counted(
    connection: Connection, moment: Moment, directives: Sequence[str]
) -> dict[str, tuple[int, int]]:
    """By directive, how many tasks are under it, and how many of them are done."""
    here, marks = holds("t", *moment), ", ".join("?" * len(directives))
    query = (
        "SELECT t.directive, count(*), sum(CASE WHEN t.state = 'done' THEN 1 ELSE 0 END) "
        f"FROM tasks t WHERE t.directive IN ({marks or 'NULL'}) AND {here.sql} GROUP BY t.directive"
    )
    found = ask(connection, query, (*directives, *here.parameters))
    return {name: (int(tasks), int(done)) for name, tasks, done in found}
