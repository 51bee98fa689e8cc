"""To the end of which day the records of units are confirmed as complete, over the tree.

A superior's confirmation speaks for all under it; where every unit right under one has confirmed,
so has that one, as far as all of them. It says what is known of the records, not what happened in
the world: so an earlier day asked about does not hide it, an earlier position does.
"""

from collections.abc import Iterable, Mapping, Sequence

from admission.projections.asking import LATEST, Connection, Moment
from admission.projections.confirmations.queries import own_days
from admission.projections.units.queries import superiors
from admission.projections.units.tree import UnitRow

Through = dict[str, str]
"""By unit, the last day (ISO) that is confirmed; a unit of which none is has no entry."""


def confirmed(
    connection: Connection, units: Sequence[UnitRow], moment: Moment, *, made_by: str = LATEST
) -> Through:
    """How far each of the units is confirmed, by itself, its superiors or all right under it.

    `units` come parent first, as the tree of the moment; `made_by` leaves out what was confirmed
    after a day.
    """
    own = own_days(connection, as_of=made_by, known_at=moment.known_at)
    if not own:
        return {}
    for root in [unit for unit in units if unit.depth == 0 and unit.parent]:
        above = superiors(connection, root.unit, as_of=moment.as_of, known_at=moment.known_at)
        own[root.unit] = max(own.get(each.unit, "") for each in (root, *above))
    return _gathered(units, _handed_down(units, own))


def is_confirmed(through: str | None, day: str) -> bool:
    """Whether what is confirmed reaches a day (ISO)."""
    return through is not None and through >= day


def unless_unknown(
    counted: dict[str, int], through: str | None, day: str
) -> Mapping[str, int | None]:
    """Counts by figure; None where one is 0 and nobody has confirmed that up to a day (ISO)."""
    if is_confirmed(through, day) or all(counted.values()):
        return counted
    return {figure: count or None for figure, count in counted.items()}


def _handed_down(units: Iterable[UnitRow], own: Mapping[str, str]) -> Through:
    """Each unit's own day, or that of a superior where it is later; empty where there is none."""
    through: Through = {}
    for unit in units:
        above = through.get(unit.parent or "", "") if unit.depth else ""
        through[unit.unit] = max(own.get(unit.unit, ""), above)
    return through


def _gathered(units: Sequence[UnitRow], through: Through) -> Through:
    """The same, or the earliest day of the units right below where that is later."""
    below: dict[str, str] = {}
    for unit in reversed(units):
        here = through[unit.unit] = max(through[unit.unit], below.get(unit.unit, ""))
        if unit.depth and unit.parent:
            below[unit.parent] = min(below.get(unit.parent, here), here)
    return {unit: day for unit, day in through.items() if day}
