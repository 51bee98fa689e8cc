"""Cards and badges that have no ground any more: to be mended, or withdrawn.

Their decisions go against rules since what they rest on was corrected, or the decision on the
membership that they were given for was cancelled.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from admission.projections.badges.queries import list_badges
from admission.projections.cancelled.given import RULE
from admission.projections.cards.queries import list_cards
from admission.projections.due.assigned import listed
from admission.projections.due.rows import Asked, DueRow
from admission.projections.people.queries import show_person

WITHDRAW: Final = "withdraw the {}, given for a membership whose decision was cancelled"
MEND: Final = "annul, or decide anew, the {}, which goes against {} since a correction"
_AUTHORITY: Final = "authority"


class _Decision(NamedTuple):
    """What was decided about whom on which day (ISO), and by which unit it is mended.

    `rules`: those that it goes against, separated by blanks. `todo` says what is to be done.
    """

    person: str
    unit: str
    what: str
    key: str
    on: str
    rules: str
    acting: str | None
    todo: str = MEND


def unfounded(asked: Asked) -> Iterator[DueRow]:
    """Every decision that waits to be annulled or made anew, under the first rule against it."""
    if asked.candidate:
        return
    for each in (*_cards(asked, unfounded=True), *_badges(asked, unfounded=True)):
        if RULE not in each.rules.split():
            yield _row(asked, each)


def given_for_cancelled(asked: Asked) -> Iterator[DueRow]:
    """Every card and badge to be withdrawn from somebody whose name was struck."""
    if asked.candidate:
        return
    for each in (*_cards(asked, to_withdraw=True), *_badges(asked, to_withdraw=True)):
        yield _row(asked, each._replace(rules=RULE, todo=WITHDRAW))


def _row(asked: Asked, of: _Decision) -> DueRow:
    units, unit = asked.units, asked.units.home(of.unit)
    person = show_person(asked.connection, of.person, **asked.moment._asdict())
    return DueRow(
        None,
        of.person,
        person.name if person else None,
        unit,
        units.name(unit),
        of.rules.split()[0],
        of.todo.format(of.what, of.rules.replace(" ", ", ")),
        of.key,
        _AUTHORITY,
        of.acting,
        units.name(of.acting),
        of.on,
        None,
        provisional=False,
        overdue_by=0,
        working_days_left=None,
    )


def _cards(asked: Asked, **which: Any) -> Iterator[_Decision]:  # noqa: ANN401 - an option of the list
    """The authority over the cell has them mended."""
    units = asked.units
    for row in list_cards(asked.connection, **listed(asked), **which).rows:
        on, what = row.decided_on, f"card ({row.kind})"
        authority = units.acting(_AUTHORITY, units.home(row.unit), units.in_force(on))
        rules = row.against or ""
        yield _Decision(row.person, row.unit, what, row.cards, on, rules, authority)


def _badges(asked: Asked, **which: Any) -> Iterator[_Decision]:  # noqa: ANN401 - an option of the list
    """The committee that awarded them has them mended."""
    for row in list_badges(asked.connection, **listed(asked), **which).rows:
        body, what = asked.units.home(row.body), f"badge of {row.years} years"
        on, rules = row.awarded_on, row.against or ""
        yield _Decision(row.person, row.unit, what, row.badges, on, rules, body)
