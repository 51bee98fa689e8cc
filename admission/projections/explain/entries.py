"""What a figure is made of, as it is counted; and the question that it answers."""

from typing import Generic, NamedTuple, Protocol, TypeVar

from admission.projections.asking import Connection, Moment
from admission.projections.confirmations.through import confirmed
from admission.projections.progress.figures import Question
from admission.projections.units.lenses import AS_WAS, History, Lens, lens_of, seen_in
from admission.projections.units.tree import UnitRow

LEFT_OUT = "left out"
"""The part of those who are not counted, though they might be looked for."""


class Entry(NamedTuple):
    """One thing that counts in a part of a figure, and the fact behind it.

    `counts` is how many it adds (0: it is left out, `why` says for what reason; None: it is no
    number). `on_day` is the day that it counts from; `placed_on` that on which its unit is looked
    for in the tree; `counted_in` the unit that stands for it there.
    """

    part: str
    counts: int | None
    what: str
    stream: str
    position: int
    unit: str
    on_day: str
    placed_on: str
    counted_in: str
    why: str = ""


class Explained(NamedTuple):
    """A figure as its report prints it, what it is made of, and how, in sentences.

    `shares` are the parts that make it up, each with its sum; None is not known, or no target.
    """

    value: int | str | None
    entries: list[Entry]
    how: tuple[str, ...]
    shares: dict[str, int | None]


class Asks(Protocol):
    """What every question that a report answers says."""

    @property
    def connection(self) -> Connection: ...  # noqa: D102
    @property
    def moment(self) -> Moment: ...  # noqa: D102
    @property
    def period(self) -> tuple[str, str]: ...  # noqa: D102


Q = TypeVar("Q", bound=Asks)
Q_co = TypeVar("Q_co", bound=Asks, covariant=True)


class Asked(NamedTuple, Generic[Q_co]):
    """Of which row of a report a figure is explained, and through which tree.

    `question` is the one that the report was asked; `period` that of the row (`2024`, `2024-Q1`,
    or its days), `last` the last day of it that counts (ISO), `slot` the quarter or group, if any.
    """

    question: Q_co
    tree: str
    period: str
    last: str
    slot: str
    history: History
    lens: Lens
    root: UnitRow

    @property
    def connection(self) -> Connection:
        """The rows."""
        return self.question.connection

    @property
    def moment(self) -> Moment:
        """The two clocks."""
        return self.question.moment

    @property
    def confirmed_to(self) -> str | None:
        """The last day to whose end the unit is confirmed; None where it never was."""
        return confirmed(self.connection, self.lens.units, self.moment).get(self.root.unit)

    def place(self, unit: str, day: str) -> str | None:
        """The unit that stands for one of a day; None where that is not under the unit asked."""
        credit = self.lens.credit(unit, day)
        return credit[0] if self.root.unit in credit else None

    def seen_on(self, day: str) -> str:
        """The day whose tree a fact of some day is seen in."""
        if self.tree == AS_WAS:
            return day
        return seen_in(self.tree, self.moment.as_of)

    def known(self, count: int, day: str) -> int | None:
        """A count as it is printed: None where it is 0 and not confirmed up to a day."""
        return count if count or (self.confirmed_to or "") >= day else None


OfYear = Asked[Question]
"""Of `progress`, or of `coverage`."""


def asked_of(  # noqa: PLR0913, PLR0917 - what an answer is asked for
    question: Q, unit: str, tree: str, period: str, last: str, slot: str = ""
) -> Asked[Q] | None:
    """The row of a unit; None where the tree has no such unit."""
    moment = question.moment
    history = History(question.connection, moment.known_at)
    seen = seen_in(tree, moment.as_of)
    root = unit if tree == AS_WAS else history.in_place_of(unit, seen)
    lens = lens_of(history, seen, question.period, unit)
    if root is None or not lens.units:
        return None
    return Asked(question, tree, period, last, slot, history, lens, lens.units[0])


def total(entries: list[Entry]) -> int:
    """What entries add up to."""
    return sum(entry.counts or 0 for entry in entries)
