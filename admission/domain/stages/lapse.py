"""When a candidate's class certificate lapses, which no event says: it is derived."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from admission.domain.kernel.dates import ONE_DAY, TimeUnit, WorkingDays
from admission.domain.stages.clocks import Clock
from admission.domain.stages.standings import Standing

LAPSED: Final = "certificate-lapsed"
"""The derived standing of a certified candidate whose certificate is too old to go on with."""
RULE: Final = "DOS-07"
_NO_CALENDAR: Final = WorkingDays((), (), ())


def certificate_lapses(standing: Standing, clocks: Iterable[Clock]) -> date | None:
    """The first day on which a certificate is too old, of a candidate who only has that so far.

    The last good day is that of the rulebook's deadline for the certificate; counted in months or
    days it needs no calendar, and a length in working days is not derived.
    """
    if standing is not Standing.CERTIFIED:
        return None
    for clock in clocks:
        if clock.rule == RULE and clock.runs and clock.unit is not TimeUnit.WORKING_DAYS:
            return clock.last_day(_NO_CALENDAR).day + ONE_DAY
    return None
