"""What becomes of commands about calendars."""

from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Refused
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.calendars import commands as c
from admission.domain.registers.calendars import events as e
from admission.domain.world import World


def adopt_calendar(world: World, command: c.AdoptCalendar, _: Context) -> Accepted | Refused:
    """The calendar of a year is adopted once; later it is amended."""
    return answer(command, e.CalendarAdopted.of(command), _adopted_well(world, command))


def _adopted_well(world: World, command: c.AdoptCalendar) -> Objections:
    if command.year in world.calendars().years:
        yield objection("SYS-07", what=f"calendar {command.year}")
    yield from _days_of_the_year(command)


def _days_of_the_year(command: c.AdoptCalendar | c.AmendCalendar) -> Objections:
    for day in (*command.days_off, *command.worked_days):
        if day.year != command.year:
            yield objection("SYS-22", day=day, year=command.year)
    for day in sorted(set(command.days_off) & set(command.worked_days)):
        yield objection("SYS-23", day=day)


def amend_calendar(world: World, command: c.AmendCalendar, _: Context) -> Accepted | Refused:
    """Only an adopted calendar is amended."""
    return answer(command, e.CalendarAmended.of(command), _amended_well(world, command))


def _amended_well(world: World, command: c.AmendCalendar) -> Objections:
    if command.year not in world.calendars().years:
        yield objection("SYS-18", what=f"calendar {command.year}")
    yield from _days_of_the_year(command)


DECIDE: Final[Deciders] = {c.AdoptCalendar: adopt_calendar, c.AmendCalendar: amend_calendar}
