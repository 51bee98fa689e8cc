# ruff: noqa: S608 - the statement is made of pieces of ours
"""What tasks aim at: in which per cent of a unit's organisations which class, at least."""

from admission.projections.asking import Condition, Connection, Moment, ask, both, holds


def aims(connection: Connection, year: int, unit: str | None, moment: Moment) -> dict[str, int]:
    """By class the per cent that a unit (None: one that has no superior) is to reach in a year.

    Tasks that are due in it and were not withdrawn; of several for one class the highest.
    """
    here, place = holds("t", *moment), holds("u", *moment)
    whose = Condition("t.unit = ?", (unit,)) if unit else Condition("u.parent IS NULL")
    wanted = both(here, place, whose, Condition("t.due_on >= ?", (f"{year}-01-01",)))
    query = (
        "SELECT t.rank, max(t.goal) FROM tasks t JOIN units u ON u.unit = t.unit "
        f"WHERE {wanted.sql} AND t.due_on <= ? AND t.rank IS NOT NULL AND t.state <> 'withdrawn' "
        "GROUP BY t.rank"
    )
    return dict(ask(connection, query, (*wanted.parameters, f"{year}-12-31")))
