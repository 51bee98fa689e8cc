"""What becomes of commands about stated figures."""

from datetime import date
from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Refused
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.stated import commands as c
from admission.domain.registers.stated import events as e
from admission.domain.registers.units.rules import has_not_ended
from admission.domain.world import World

_MONTH_IN_WHICH: Final = {"": 1, "H1": 1, "H2": 7, "Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10}
"""A part of a year begins."""


def begins(period: str | date) -> date:
    """The first day of a period, `2024`, `2024-H1` or `2024-Q3`; a day is its own."""
    if isinstance(period, date):
        return period
    return date(int(period[:4]), _MONTH_IN_WHICH[period[5:]], 1)


def state_figure(world: World, command: c.StateFigure, _: Context) -> Accepted | Refused:
    """A figure is stated once; another report states another."""
    return answer(command, e.FigureStated.of(command), _stated_well(world, command))


def _stated_well(world: World, command: c.StateFigure) -> Objections:
    yield from has_not_ended(world, command.unit, begins(command.period))
    if world.figure(command.figure).stated is not None:
        yield objection("SYS-07", what=command.figure)
    if (command.indicator in c.OF_A_DAY) != isinstance(command.period, date):
        yield objection("SYS-35", indicator=command.indicator, period=command.period)
    if command.on < begins(command.period):
        yield objection("SYS-14", on=command.on, period=command.period)


def withdraw_figure(world: World, command: c.WithdrawFigure, _: Context) -> Accepted | Refused:
    """Only what was stated, and still stands, is withdrawn."""
    return answer(command, e.FigureWithdrawn.of(command), _stands(world, command))


def _stands(world: World, command: c.WithdrawFigure) -> Objections:
    figure = world.figure(command.figure)
    if figure.stated is None or figure.withdrawn:
        yield objection("SYS-18", what=command.figure)
    elif command.on < figure.stated:
        yield objection("SYS-14", on=command.on, stated=figure.stated)


DECIDE: Final[Deciders] = {
    c.StateFigure: state_figure,
    c.WithdrawFigure: withdraw_figure,
}
