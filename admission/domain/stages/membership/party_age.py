"""Party age: how long somebody has been a member, once official."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from admission.domain.kernel.dates import full_months
from admission.domain.kernel.rules import computes


class PartyAge(NamedTuple):
    """Completed years, and completed months on top."""

    years: int
    months: int


@computes("AGE-03")
def months_between(spells: Sequence[tuple[date, date]]) -> int:
    """Completed months that the gaps between memberships add up to (Q294 4.5.2)."""
    return sum(full_months(ended, again) for ended, again in spells)


@computes("AGE-01", "AGE-02")
def party_age(
    on: date,
    *,
    official_on: date | None,
    decided_on: date | None,
    card_issued_on: date | None = None,
    months_away: int = 0,
) -> PartyAge | None:
    """Party age on a day; None before the member is official, and where no day is known.

    It counts from the day on which the admission decision was signed, less the months spent
    outside Party life (Q294 4.5.1); where the decision is lost, from the day on the card (H06 5.3).
    Of a day known to the month or the year alone the last that can be meant is given: the age is
    then the least that it can be.
    """
    start = decided_on or card_issued_on
    if official_on is None or on < official_on or start is None:
        return None
    return PartyAge(*divmod(max(full_months(start, on) - months_away, 0), 12))
