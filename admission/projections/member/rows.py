# ruff: noqa: S608 - statements are made of pieces of ours
"""What the sections of a handbook are given, and the lines that they give."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from admission.projections.asking import Condition, Connection, Moment, ask, both, holds


class Line(NamedTuple):
    """One line of a section: what was so, since which day.

    `on_day` is ISO, as exact as it is known, None of what has no day. `what` is a word of the
    records, such as `ceremony-held`, `said` what else they say of it, part by part: a text, a word,
    or `word: value`; `erased` or `locked` where it cannot be read. `unit` is the id of the unit
    concerned, `document` the paper in one line. `position` is the place in the log since which it
    is known to be so, None where several say it.
    """

    on_day: str | None
    what: str
    said: tuple[str, ...] = ()
    unit: str | None = None
    document: str | None = None
    position: int | None = None


class Asked(NamedTuple):
    """Of whom, and at which moment: every record of the person, the one kept first."""

    connection: Connection
    moment: Moment
    records: tuple[str, ...]
    candidacies: tuple[str, ...]

    def found(self, table: str, columns: str, ids: tuple[str, ...], *, key: str) -> list[Any]:
        """The columns of the rows of a table that hold, of some ids, and since when each is known.

        In the order of the columns; the position comes last.
        """
        among = Condition(f"t.{key} IN ({', '.join('?' * len(ids)) or 'NULL'})", ids)
        asked = both(among, holds("t", *self.moment))
        query = f"SELECT {columns}, t.known_from FROM {table} t WHERE {asked.sql}"
        return sorted(ask(self.connection, query, asked.parameters), key=_empty_last)

    def of_person(self, table: str, columns: str, key: str = "person") -> list[Any]:
        """The same of every record of the person."""
        return self.found(table, columns, self.records, key=key)


def _empty_last(row: tuple[Any, ...]) -> list[tuple[bool, Any]]:
    return [(value is None, value) for value in row]


Section = Callable[[Asked], Iterator[Line]]
"""One part of the handbook, from the rows of one register; its lines by day."""


def parts(*said: str | None, **named: str | int | None) -> tuple[str, ...]:
    """What there is of some texts, then of some values, each with its word before it.

    >>> parts("passed", None, certificate="A1", sessions=None)
    ('passed', 'certificate: A1')
    """
    values = (f"{word}: {value}" for word, value in named.items() if value is not None)
    return (*(text for text in said if text is not None), *values)
