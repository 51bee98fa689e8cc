"""Paths across the reform: a dossier of the old commune, decided on by the new one."""

from typing import Final

from admission.scenarios import deciding, dossier, pool
from admission.scenarios.bodies import Body, Cell
from admission.scenarios.candidates import day_between
from admission.scenarios.chance import Chance
from admission.scenarios.days import day
from admission.scenarios.path import Desk, Path
from admission.scenarios.places import successors
from admission.scenarios.plain_communes import PlainCommune
from admission.scenarios.profiles import TRADES
from admission.scenarios.reorganising import REFORM
from admission.scenarios.schedule import Days, days_before
from admission.scenarios.turns import PLAIN

_CEREMONIES: Final = (day("2025-08-04"), day("2025-09-26"))


def chosen(chance: Chance, plain: list[PlainCommune], count: int) -> list[tuple[str, Cell]]:
    """So many cells, each of an undivided commune that has no other admission, with its code."""
    quiet = [each for each in plain if not each.admitting]
    return [(each.code, chance.one_of(each.cells)) for each in chance.some_of(quiet, count)]


def tell(desk: Desk, some: list[tuple[str, Cell]], communes: dict[str, Body]) -> None:
    """Tell a path in each of these cells; `communes` are the new ones by their codes."""
    for code, cell in some:
        (into,) = successors()[code]
        after = Cell(
            cell.body, cell.place, cell.trade, cell.homes, communes[into],
            people=cell.people, officer=cell.officer,
        )  # fmt: skip
        _follow(desk, cell, after)


def _follow(desk: Desk, before: Cell, after: Cell) -> None:
    profile = desk.story.chance.weighted(TRADES[before.trade])
    path = Path(desk, before, profile, _days(desk, after), PLAIN)
    pool.enter(path, None)
    dossier.prepare(path)
    path.move(REFORM, after)
    deciding.decide(path)
    deciding.admit(path)
    path.tell()


def _days(desk: Desk, after: Cell) -> Days:
    """Days of a path whose CV is certified before the reform, and that is decided on after it."""
    while True:
        ceremony = day_between(desk, *_CEREMONIES)
        days = days_before(desk.story.chance, after, ceremony, PLAIN, desk.floor)
        if days.certified < REFORM <= days.rounds[-1].decided:
            return days
