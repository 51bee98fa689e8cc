"""The rows of directives and of tasks: a task with what was said of it last.

Like the rows of notes these hold personal details: titles and free texts.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from admission.domain.kernel.documents import Document
from admission.domain.kernel.messages import Recorded
from admission.domain.registers.tasks import events as e
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row

_EVENTS: Final = (
    e.DirectiveIssued,
    e.TaskAssigned,
    e.TaskProgressReported,
    e.TaskCompleted,
    e.TaskWithdrawn,
)
READS: Final = frozenset(event.TYPE for event in _EVENTS)
_PAPER: Final = ("document_kind", "document_number", "document_signed")
DIRECTIVES: Final = Table("directives", ("directive",), ("unit", "title", "issued_on", *_PAPER))
TASKS: Final = Table(
    "tasks",
    ("task",),
    (
        "directive",
        "unit",
        "person",
        "text",
        "assigned_on",
        "due_on",
        "goal",
        "rank",
        "reached",
        "said",
        "said_on",
        "state",
        "over_on",
        *_PAPER,
    ),
)


class Directive(NamedTuple):
    """The row of a directive; None before it is issued."""

    id: str
    content: Row | None = None


class Task(NamedTuple):
    """The row of a task in its parts: what was assigned, what was said of it last, how it ended."""

    id: str
    assigned: Row | None = None
    reached: int | None = None
    said: Row = (None, None)
    ended: Row = ("open", None)
    paper: Row = (None, None, None)


def evolve_directive(state: Directive, recorded: Recorded) -> Directive:
    """The state after one more event of the directive's stream."""
    event = recorded.event
    if not isinstance(event, e.DirectiveIssued):
        return state
    told = (event.unit, str(event.title), event.on.isoformat(), *_cited(event.document))
    return Directive(state.id, told)


def evolve(state: Task, recorded: Recorded) -> Task:
    """The state after one more event of the task's stream."""
    event = recorded.event
    if isinstance(event, e.TaskAssigned):
        return state._replace(assigned=_assigned(event))
    day = event.on.isoformat()
    if isinstance(event, e.TaskProgressReported):
        state = state._replace(said=(str(event.text), day), reached=_reached(state, event))
        return state._replace(paper=_cited(event.document)) if event.document else state
    if isinstance(event, e.TaskCompleted):
        done, paper = ("done", day), _cited(event.document)
        return state._replace(ended=done, reached=_reached(state, event), paper=paper)
    if isinstance(event, e.TaskWithdrawn):
        said, ended = (str(event.reason), day), ("withdrawn", day)
        return state._replace(said=said, ended=ended, paper=_cited(event.document))
    return state


def _reached(state: Task, event: e.TaskProgressReported | e.TaskCompleted) -> int | None:
    return state.reached if event.reached is None else event.reached


def _assigned(event: e.TaskAssigned) -> Row:
    days, aim = (event.on.isoformat(), event.due.isoformat()), (event.goal, event.rank)
    return (event.directive, event.unit, event.person, str(event.text), *days, *aim)


def _cited(paper: Document | None) -> Row:
    if paper is None:
        return (None, None, None)
    return (paper.kind, paper.number, paper.signed.isoformat() if paper.signed else None)


def rows_of_directive(state: Directive) -> dict[Row, Row]:
    """One row, once it is issued."""
    return {(state.id,): state.content} if state.content else {}


def rows(state: Task) -> dict[Row, Row]:
    """One row, once it is assigned."""
    if state.assigned is None:
        return {}
    return {(state.id,): (*state.assigned, state.reached, *state.said, *state.ended, *state.paper)}


def project(fact: Fact) -> Iterator[Change]:
    """Bring the row of the directive or of the task up to the fact."""
    if fact.stream.startswith("directive-"):
        changes: Iterable[Change] = DIRECTIVES.follow(fact, rows_of_directive)
    else:
        changes = TASKS.follow(fact, rows)
    yield from changes


FOLD_DIRECTIVE: Final = Fold(Directive, evolve_directive)
FOLD: Final = Fold(Task, evolve)
