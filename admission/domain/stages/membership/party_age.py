"""Party age: how long somebody has been a member, once official."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from admission.domain.kernel.dates import full_months
from admission.domain.kernel.partial_days import UNKNOWN, last_meant, not_exact
from admission.domain.kernel.rules import computes
from admission.domain.rulebooks.entries.members import PartyAge as FromWhen
from admission.domain.stages.earlier import Membership

DECIDED: Final = "admission-decided"


class PartyAge(NamedTuple):
    """Completed years, and completed months on top."""

    years: int
    months: int


class Counted(NamedTuple):
    """From which day party age counts, the days away put on top; whether it may be more.

    `first` is the day of the first admission decision that is known, the last that can be meant;
    of a membership whose age counts from another day, that day.
    """

    since: date
    first: date
    official_on: date
    days_away: int = 0
    at_least: bool = False

    def age(self, on: date) -> PartyAge | None:
        """Party age on a day; None before the member is official."""
        if on < self.official_on:
            return None
        return PartyAge(*divmod(max(full_months(self.since, on), 0), 12))


def counts_from(entries: Iterable[FromWhen], days: Mapping[str, str | None]) -> str | None:
    """From when party age counts, by these provisions and the days of milestones as stated.

    None where it is the admission decision, as where a rulebook says nothing; of another milestone
    whose day is not known it is unknown.
    """
    named = next((entry.counts_from for entry in entries), DECIDED)
    return None if named == DECIDED else days.get(named) or UNKNOWN


def age_dated(stated: str | None, on: date) -> dict[str, Any]:
    """What such a day, recorded on another, says of a person."""
    return {"age_on": last_meant(stated, on), "age_stated": not_exact(stated)}


@computes("AGE-01", "AGE-02", "AGE-03")
def counted(
    *,
    official_on: date | None,
    decided_on: date | None,
    decided_stated: str | None = None,
    card_issued_on: date | None = None,
    earlier: Sequence[Membership] = (),
) -> Counted | None:
    """From when party age counts; None for nobody official, and where no day is known.

    It counts from the day on which the admission decision was signed, less the days spent outside
    Party life (Q294 4.5.1); where the decision is lost, from the day on the card (H06 5.3). Of
    somebody re-admitted it counts from the first decision, less the time between each end and the
    next decision (Q294 4.5.2). Of a day known to the month or the year alone the last that can be
    meant is given: the age is then the least that it can be.
    """
    if official_on is None:
        return None
    current = decided_on or card_issued_on
    starts = (*(each.counts_from for each in earlier), current)
    known = [start for start in starts if start is not None]
    if not known:
        return None
    first = min(known)
    away = sum(gap.days for gap in _gaps(earlier, current, official_on, first))
    inexact = decided_stated is not None or any(each.stated for each in earlier)
    at_least = inexact or len(known) < len(starts)
    return Counted(first + timedelta(days=away), first, official_on, away, at_least)


def _gaps(
    earlier: Sequence[Membership], current: date | None, official_on: date, first: date
) -> Iterator[timedelta]:
    """The time outside Party life: as long as it can have been, where a day is not known."""
    returns = [*((each.counts_from, each.ended_on) for each in earlier), (current, official_on)][1:]
    for membership, (decided, latest) in zip(earlier, returns, strict=True):
        ended = membership.ended_on
        again = decided if decided is not None and decided >= ended else latest
        back = membership.restored_on or again
        if ended >= first and back > ended:
            yield back - ended
