# ruff: noqa: PLR0913 - one argument for each way to ask
"""The membership balance of each unit: opening, what came and went, closing."""

from typing import NamedTuple

from admission.projections.asking import Condition, Connection, Moment, Page, page_of_all
from admission.projections.balance.openings import Opening, Stated, openings, stated_members
from admission.projections.movements.queries import CAME, WENT, tally_kinds
from admission.projections.progress.sums import Count, Figures, credited
from admission.projections.units.lenses import AS_WAS, History, Lens, lens_of, seen_in, there
from admission.projections.units.scope import Reading
from admission.projections.units.tree import UnitRow


class Question(NamedTuple):
    """What a balance is asked for: from which day to which (ISO), ends included, as of when."""

    connection: Connection
    first: str
    last: str
    moment: Moment

    @property
    def period(self) -> tuple[str, str]:
        """The first day and the last that counts: never after the day asked."""
        return self.first, max(self.first, min(self.last, self.moment.as_of))


class BalanceRow(NamedTuple):
    """One unit with all under it from `first` to `last`, both included; None is not known.

    `opening` is how many there were before the first day, see `balance.openings`;
    `opening_unknown` of the lowest units that would go into it are not known: opening and closing
    are of the others.
    `closing` is the opening with the movements, `difference` what it has above the figure stated
    for the last day, None where a part is not known.
    """

    unit: str
    name: str
    code: str | None
    kind: str
    depth: int
    first: str
    last: str
    opening: int | None
    opening_source: str | None
    opening_day: str | None
    opening_document: str | None
    opening_unknown: int
    registered: int
    admitted: int
    readmitted: int
    arrived: int
    restored: int
    transferred_in: int
    left: int
    deleted: int
    expelled: int
    died: int
    moved_away: int
    transferred_out: int
    closing: int | None
    closing_stated: int | None
    closing_document: str | None
    difference: int | None


def balance(
    connection: Connection,
    *,
    first: str,
    last: str,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    depth: int | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Page[BalanceRow]:
    """The balance of a unit (None: of every root) and all under it to a depth, parent first.

    `tree` is what it is read through, as in `progress`, which raises the same. Whom a unit got
    by an act on units in the period did not move: `as-was` they close where they opened, in the
    unit that had them then.
    """
    moment = Moment(as_of, known_at)
    history = History(connection, known_at)
    period = Question(connection, first, last, moment).period
    lens = there(lens_of(history, seen_in(tree, as_of), period, unit), unit)
    shown = [here for here in lens.units if depth is None or here.depth <= depth]
    opened = openings(connection, moment, history, lens, {here.unit for here in shown}, period)
    moved = _moved(connection, moment, lens, (first, last), Reading(moment, unit, tree))
    closed = stated_members(connection, moment, Condition("s.period = ?", (last,)))
    rows = [
        _row(
            here, (first, last), opened[here.unit], moved.get(here.unit, {}), closed.get(here.unit)
        )
        for here in shown
    ]
    return page_of_all(rows, limit, after, lambda row: (row.unit,))


def _moved(
    connection: Connection, moment: Moment, lens: Lens, period: tuple[str, str], reading: Reading
) -> Figures:
    """By unit and kind, how many moved in the period under it."""
    _, unit, tree = reading
    found = tally_kinds(connection, *period, unit=unit, tree=tree, **moment._asdict())
    return credited(lens, (Count(*of) for of in found))


def _row(
    unit: UnitRow,
    period: tuple[str, str],
    opening: Opening,
    sums: dict[str, int],
    closed: Stated | None,
) -> BalanceRow:
    came, went = [sums.get(kind, 0) for kind in CAME], [sums.get(kind, 0) for kind in WENT]
    closing = None if opening.members is None else opening.members + sum(came) - sum(went)
    stated = closed.number if closed else None
    whole = None if opening.unknown else closing
    return BalanceRow._make(
        (
            unit.unit,
            unit.name,
            unit.code,
            unit.kind,
            unit.depth,
            *period,
            opening.members,
            opening.source,
            opening.stated.day if opening.stated else None,
            opening.stated.document if opening.stated else None,
            opening.unknown,
            *came,
            *went,
            closing,
            stated,
            closed.document if closed else None,
            None if whole is None or stated is None else whole - stated,
        )
    )
