"""What is asked of a unit, or of a person in it, by a day that was set for it."""

from datetime import date
from typing import Any, NamedTuple, Protocol

from admission.projections.due.rows import Asked, DueRow


class Late(NamedTuple):
    """How far a day lies from the one asked: calendar days after it, working days before it."""

    overdue_by: int
    working_days_left: int


def late(asked: Asked, due_on: str | None) -> Late:
    """How late, or how near, what is due on a day (ISO) is; None: on the day asked."""
    day = date.fromisoformat(asked.moment.as_of)
    last = date.fromisoformat(due_on) if due_on else day
    return Late(max(0, (day - last).days), asked.calendar.between(day, last))


class Row(Protocol):
    """Whom it concerns: the person, where it is of one, in the unit."""

    @property
    def person(self) -> str | None:
        """Its id, None where it is of nobody."""

    @property
    def name(self) -> str | None:
        """The name of that person."""

    @property
    def unit(self) -> str:
        """The id of the unit."""

    @property
    def unit_name(self) -> str | None:
        """The name of the unit."""


class Said(NamedTuple):
    """What is asked, and by what: `rule` says the kind, `key` is the id of the thing."""

    rule: str
    what: str
    key: str
    starts: str
    due_on: str | None


def listed(asked: Asked) -> dict[str, Any]:
    """The moment, the unit and the tree that the lists of other rooms are asked with."""
    moment, unit, tree = asked.reading
    return {**moment._asdict(), "unit": unit, "tree": tree}


def assigned(asked: Asked, row: Row, said: Said, by: str) -> DueRow:
    """The line of it; `by` is `unit` or `person`."""
    of_unit = by == "unit"
    return DueRow(
        None,
        row.person,
        row.name,
        row.unit,
        row.unit_name,
        said.rule,
        said.what,
        said.key,
        by,
        row.unit if of_unit else None,
        row.unit_name if of_unit else row.name,
        said.starts,
        said.due_on,
        provisional=False,
        **late(asked, said.due_on)._asdict(),
    )
