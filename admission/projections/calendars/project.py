"""The rows of the calendar: for each year its days off and its worked days."""

from collections.abc import Iterable
from typing import Final

from admission.domain.registers.calendars import events as e
from admission.domain.registers.calendars.state import Calendars, evolve
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row

READS: Final = frozenset(event.TYPE for event in (e.CalendarAdopted, e.CalendarAmended))
TABLE: Final = Table("calendars", ("year",), ("adopted", "days_off", "worked_days"))


def rows(state: Calendars) -> dict[Row, Row]:
    """One row for each year of which something is known; days are ISO, between blanks."""
    years = {*state.years, *(day.year for day in state.days_off | state.worked_days)}
    return {
        (year,): (
            int(year in state.years),
            " ".join(sorted(str(day) for day in state.days_off if day.year == year)),
            " ".join(sorted(str(day) for day in state.worked_days if day.year == year)),
        )
        for year in years
    }


def project(fact: Fact) -> Iterable[Change]:
    """Bring the rows of the years up to the fact."""
    return TABLE.follow(fact, rows)


FOLD: Final = Fold(lambda _: Calendars(), evolve)
