"""What every store of a story begins with, from accounts to targets, and how it ends."""

from typing import Final, Protocol

from admission.app.rulebook_files import shipped_text
from admission.scenarios.bodies import Body, Cell
from admission.scenarios.days import YEARS, Day, day, days_of, iso, working
from admission.scenarios.documents import numbered
from admission.scenarios.names import invented_name
from admission.scenarios.story import CLOSES, OPENS, Line, Moment, Story, day_of, moment

RULEBOOK: Final = "vn-2021"
"""The rulebook that every story begins with."""
_NOVEMBER: Final = "11-20"
_SWAP_DECIDED: Final = "04-12"
_SEXES: Final = ("female", "male")


def account(story: Story, role: str, by: Line | None = None) -> Line:
    """Register an account; the first of a story registers itself."""
    at = story.desk()
    who = story.new_id("account", at)
    holder = invented_name(story.chance, story.chance.one_of(_SEXES))
    acting = by or {"actor": who}
    fields = {"account": who, "holder": holder}
    story.say(at, acting, "register-account", story.opens, fields)
    return {"actor": who, "role": role}


def rules_and_calendars(story: Story, by: Line) -> None:
    """Adopt the rulebook, and the calendars: each year's when it is published."""
    rulebook(story, by, RULEBOOK, story.desk())
    for year, days in YEARS.items():
        published = max(story.opens, day(f"{year - 1}-{_NOVEMBER}"))
        at = story.desk() if published == story.opens else moment(working(published), OPENS)
        off, worked = days_of(year, days.off), []
        swap = day(f"{year}-{_SWAP_DECIDED}")
        if days.swapped and swap <= story.opens:
            off, worked = [*off, *days_of(year, days.swapped)], days_of(year, days.worked)
        fields = {"year": year, "days_off": off, "worked_days": worked}
        story.say(at, by, "adopt-calendar", published, fields)
        if days.swapped and not worked:
            swapped = {"days_off": days_of(year, days.swapped)}
            swapped["worked_days"] = days_of(year, days.worked)
            at = moment(working(swap), CLOSES)
            story.say(at, by, "amend-calendar", swap, {"year": year, **swapped})


def rulebook(story: Story, by: Line, name: str, at: Moment) -> None:
    """Adopt a rulebook on the day of a moment."""
    story.say(at, by, "adopt-rulebook", day_of(at), {"text": shipped_text(name)})


def grown_up(  # noqa: PLR0913, PLR0917 - who registers whom, where and when
    story: Story, by: Line, cell: Cell, at: Moment, on: Day, official: Day | None = None
) -> tuple[str, Day, Day]:
    """Register somebody who is a full member; with the days since when, and of the decision.

    `official` is the day since when, where a story says it.
    """
    chance = story.chance
    sex = chance.one_of(_SEXES)
    person = story.new_id("person", at)
    official = on - chance.between(1_500, 8_000) if official is None else official
    born = official - chance.between(8_000, 14_000)
    fields: Line = {
        "person": person,
        "name": story.invent(sex, born),
        "born": iso(born),
        "sex": sex,
        "schooling": "upper-secondary",
        "citizen": True,
        "residence": chance.one_of(cell.homes),
    }
    story.say(at, by, "register-person", on, fields)
    return person, official, official - chance.between(370, 430)


def member(story: Story, by: Line, cell: Cell, official: Day | None = None) -> str:
    """Register, from paper, a full member of long standing, or one since a day."""
    chance = story.chance
    on = working(story.opens)
    person, official, decided = grown_up(story, by, cell, story.desk(), on, official)
    mark = f"{chance.between(10, 400)}-QĐ/{cell.authority.mark}"
    fields = {
        "person": person,
        "cell": cell.body.id,
        "decided_on": iso(decided),
        "official_on": iso(official),
        "document": numbered("admission-decision", mark, decided, cell.authority.name),
    }
    story.say(story.desk(), by, "register-member", on, fields)
    return person


def members(story: Story, by: Line, cells: list[Cell], count: int) -> None:
    """Register so many members of each cell, who help, introduce and guide.

    One more for each committee verifies and certifies on its behalf.
    """
    officers: dict[str, str] = {}
    for cell in cells:
        cell.people = [member(story, by, cell) for _ in range(count)]
        office = cell.office.id
        if office not in officers:
            officers[office] = member(story, by, cell)
        cell.officer = officers[office]


class Promising(Protocol):
    """A unit that may have a target, and whose clerk records it."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def clerk(self) -> Line:
        """Who records for it."""


def target(
    story: Story, unit: Promising, number: int, year: int, document: Line, **more: str
) -> None:
    """Assign a target for a year on the day of its document; `more` may name a group, a day."""
    on = day(document["signed"])
    fields = {
        "unit": unit.id,
        "period": str(year),
        "number": number,
        "promised_by": f"{year}-12-31",
        **more,
        "document": document,
    }
    at = moment(working(on), OPENS + 3 * 3600)
    story.say(max(at, story.desk()), unit.clerk, "assign-target", on, fields)


def confirmation(story: Story, unit: Body, through: str) -> None:
    """Confirm, on the story's last day, that all is recorded to the end of a day."""
    fields: Line = {"unit": unit.id, "through": through}
    at = moment(story.ends, CLOSES)
    story.say(at, unit.clerk, "confirm-period", story.ends, fields)
