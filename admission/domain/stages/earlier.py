"""Memberships that ended: how each did, and which of them never were any."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from admission.domain.kernel.values import Day, Slug, Value
from admission.domain.stages.standings import Standing


class Membership(Value):
    """A full membership that ended: the day its age counts from, how that reads, how it ended.

    `restored_on`: an appeal let it go on from that day.
    """

    counts_from: Day | None = None
    stated: str | None = None
    """How the day reads where it is not known to the day; None for an exact or unknown one."""
    ended_on: Day
    ended_as: Slug
    restored_on: Day | None = None

    @property
    def stood(self) -> bool:
        """Whether it was one: not where the decision was cancelled, and the name struck."""
        return self.ended_as != Standing.CANCELLED


class Cancelled(NamedTuple):
    """A membership whose decision was cancelled on a day, from the end `after` of the one before.

    Where there was none before, it is from the first of all days.
    """

    after: date
    on: date

    def has(self, day: date) -> bool:
        """Whether what was decided about the member on a day was decided for this membership."""
        return self.after <= day < self.on


def cancelled_among(earlier: Sequence[Membership]) -> tuple[Cancelled, ...]:
    """Those of the memberships of one person, in their order, whose decision was cancelled."""
    begins = (date.min, *(each.ended_on for each in earlier))
    pairs = zip(begins, earlier, strict=False)
    return tuple(Cancelled(after, each.ended_on) for after, each in pairs if not each.stood)
