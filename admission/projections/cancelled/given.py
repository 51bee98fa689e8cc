# ruff: noqa: S608 - statements are made of pieces of ours
"""Which cards and badges were given for a membership whose decision was cancelled."""

from typing import Final, NamedTuple

from admission.projections.asking import Condition, Moment, both, holds

RULE: Final = "ERR-01"
"""What everything goes against that was given for such a membership."""


class Given(NamedTuple):
    """Something given to people: its alias in a statement, and the column of its own day."""

    alias: str
    day: str


def beside(given: Given, moment: Moment) -> Condition:
    """The cancelled membership that each was given for, joined as `x`; null where it was none."""
    here = holds("x", *moment)
    sql = f"LEFT JOIN cancelled_memberships x ON {_its(given)} AND {here.sql} "
    return Condition(sql, here.parameters)


def against(given: Given) -> str:
    """The column of the rules that each goes against, where `x` is joined."""
    own = f"{given.alias}.against"
    return f"CASE WHEN x.person IS NULL THEN {own} ELSE COALESCE({own} || ' ', '') || '{RULE}' END"


def of_cancelled(given: Given, moment: Moment) -> Condition:
    """That one was given for such a membership: read from those few, by an index on the person."""
    few, its = holds("y", *moment), holds("x", *moment)
    people = f"SELECT y.person FROM cancelled_memberships y WHERE {few.sql}"
    one = f"SELECT 1 FROM cancelled_memberships x WHERE {_its(given)} AND {its.sql}"
    return both(
        Condition(f"{given.alias}.person IN ({people})", few.parameters),
        Condition(f"EXISTS ({one})", its.parameters),
    )


def of_none_cancelled(given: Given, moment: Moment) -> Condition:
    """That one was not given for such a membership."""
    here = holds("x", *moment)
    its = f"SELECT 1 FROM cancelled_memberships x WHERE {_its(given)} AND {here.sql}"
    return Condition(f"NOT EXISTS ({its})", here.parameters)


def _its(given: Given) -> str:
    alias, day = given
    return f"x.person = {alias}.person AND x.after_day <= {day} AND x.cancelled_on > {day}"
