# ruff: noqa: S608 - statements are made of pieces of ours
"""Who was admitted in a period, counted by groups in SQL: each as of the day of admission."""

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from admission.projections.asking import Condition, Connection, Moment, both, each, holds, known_by
from admission.projections.composition.breakdowns import CELLS, Tally, cells_of
from admission.projections.milestones.counting import Sought
from admission.projections.milestones.queries import rows_counted
from admission.projections.units.scope import Reading

_OF_PEOPLE: Final = ("sex", "born", "schooling")
_AT_AGE: Final = tuple(CELLS).index("age")
_DATED: Final = tuple(name for name in CELLS if name not in ("sex", "age", "schooling"))
_YEARS: Final = (
    "CAST(substr(x.on_day, 1, 4) AS BIGINT) - CAST(substr(x.born, 1, 4) AS BIGINT) "
    "- CASE WHEN substr(x.on_day, 6) < substr(x.born, 6) THEN 1 ELSE 0 END"
)
_AGE: Final = (
    "CASE WHEN x.born IN ('erased', 'locked') THEN x.born "
    f"WHEN x.born IS NOT NULL THEN CAST({_YEARS} AS TEXT) END"
)


class Admitted(NamedTuple):
    """How many, how many of them again, by group; the ages of `aged` of them added up in years."""

    people: int
    again: int
    tally: Tally
    aged: int
    years: int


def admitted(connection: Connection, sought: Sought, reading: Reading) -> Admitted:
    """Those who reached a milestone, of a unit and all under it, through a tree."""
    who, groups = _asked_of(connection, sought, reading), _groups(reading)
    columns, all_of_them = map(_column, CELLS), ", ".join(map(str, range(1, len(CELLS) + 2)))
    by = f"SELECT x.again IS NOT NULL, {', '.join(columns)}, COUNT(*) FROM x GROUP BY {all_of_them}"
    query = f"{who.sql.rstrip()}, {groups.sql}{by}"
    return _gathered(each(connection, query, (*who.parameters, *groups.parameters)))


def places(connection: Connection, sought: Sought, moment: Moment) -> Iterator[tuple[str, str]]:
    """The cell and the day (ISO) of each admission that counts, of all units."""
    rows = rows_counted(sought, moment)
    return ((unit, day) for _, unit, day in each(connection, rows.sql, rows.parameters))


def _column(name: str) -> str:
    return _AGE if name == "age" else f"x.{name}"


def _gathered(found: Iterable[Any]) -> Admitted:
    """Of those who are alike in everything, how many: again or not, each column, the number."""
    people = again = aged = years = 0
    tally: Tally = {name: {} for name in CELLS}
    for is_again, *values, number in found:
        people += number
        again += number if is_again else 0
        for breakdown, value in zip(CELLS, values, strict=True):
            for cell in cells_of(breakdown, value):
                tally[breakdown][cell] = tally[breakdown].get(cell, 0) + number
        age = values[_AT_AGE]
        if age and age.isdecimal():
            aged, years = aged + number, years + number * int(age)
    return Admitted(people, again, tally, aged, years)


def _asked_of(connection: Connection, sought: Sought, reading: Reading) -> Condition:
    """`a`: each admission that counts, of the unit asked and all under it."""
    below, rows = reading.dated(connection), rows_counted(sought, reading.moment)
    among = reading.among("m.unit", "m.on_day")
    begin = f"{below.sql.rstrip()}, " if below.sql else "WITH "
    sql = (
        f"{begin}m (candidate, unit, on_day) AS ({rows.sql}), "
        f"a AS (SELECT m.candidate, m.unit, m.on_day FROM m WHERE {among.sql}) "
    )
    return Condition(sql, (*below.parameters, *rows.parameters, *among.parameters))


def _groups(reading: Reading) -> Condition:
    """`x`: each admission of `a` with the person's groups on its day.

    Birth, sex and schooling have no day of their own: they are as they stand on the day asked. What
    the person's own record does not say, another that is joined to it does.
    """
    moment = reading.moment
    path, one, other, again = (holds(alias, *moment) for alias in ("w", "p", "o", "v"))
    own, others = (_on_the_day(alias, moment.known_at) for alias in ("d", "e"))
    told = [f"COALESCE(max(p.{name}), max(o.{name})) AS {name}" for name in _OF_PEOPLE]
    told += [f"COALESCE(max(d.{name}), max(e.{name})) AS {name}" for name in _DATED]
    sql = (
        f"x AS (SELECT a.candidate, a.on_day, max(v.kind) AS again, {', '.join(told)} FROM a "
        f"LEFT JOIN pipeline w ON w.candidate = a.candidate AND {path.sql} "
        f"LEFT JOIN people p ON p.person = w.person AND {one.sql} "
        f"LEFT JOIN people o ON o.joined_into = w.person AND {other.sql} "
        f"LEFT JOIN particulars d ON d.person = w.person AND {own.sql} "
        f"LEFT JOIN particulars e ON e.person = o.person AND {others.sql} "
        "LEFT JOIN movements v ON v.stream = a.candidate AND v.kind = 'readmitted' "
        f"AND {again.sql} GROUP BY a.candidate, a.on_day) "
    )
    return Condition(sql, both(path, one, other, own, others, again).parameters)


def _on_the_day(alias: str, known_at: int | None) -> Condition:
    """That a row holds on the day of admission."""
    day = Condition(f"{alias}.since <= a.on_day AND {alias}.until > a.on_day")
    return both(known_by(alias, known_at), day)
