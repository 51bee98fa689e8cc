"""The bodies of a story: committees and cells, how large they are, when they meet."""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from admission.scenarios.days import Day
from admission.scenarios.story import Line, Moment, Series, Story

HALF_MONTH: Final = 14


@dataclass(slots=True)
class Body:
    """A unit, its number of full members or incumbents, and the days of the month it meets on."""

    id: str
    kind: str
    name: str
    mark: str
    size: int
    meets: tuple[int, ...]
    clerk: Line
    resolutions: Series
    decisions: Series
    letters: Series


@dataclass(slots=True)
class Cell:
    """A cell, and the bodies that its files pass; `people` are its members who play a part."""

    body: Body
    place: str
    trade: str
    """What its people do; see `profiles`."""
    homes: tuple[str, ...]
    """Where its people live."""
    authority: Body
    meeting: str = "standing-committee"
    """Kind of meeting in which the authority decides."""
    committee: Body | None = None
    """The grassroots committee, where it votes; none under an authorised one."""
    department: Body | None = None
    people: list[str] = field(default_factory=list)
    officer: str = ""
    """The member who verifies and certifies for the office."""

    @property
    def office(self) -> Body:
        """The committee that permits, certifies, and whose clerk keeps the file."""
        return self.committee or self.authority


class Named(NamedTuple):
    """What is founded: kind and name, the mark on its papers, its members, its code if any."""

    kind: str
    name: str
    mark: str
    size: int
    code: str | None = None


class Founder(NamedTuple):
    """Who records that units were founded, and on which day they were."""

    story: Story
    by: Line
    on: Day


COMMITTEE_DAYS: Final = 11
CELL_DAYS: Final = 25


def found(founder: Founder, named: Named, parent: Body | None, at: Moment | None = None) -> Body:
    """Found a unit: recorded at a moment, or while the store is set up."""
    story = founder.story
    recorded = story.desk() if at is None else at
    unit = story.new_id("unit", recorded)
    fields: Line = {"unit": unit, "kind": named.kind, "name": named.name}
    if named.code is not None:
        fields["code"] = named.code
    if parent is not None:
        fields["parent"] = parent.id
    story.say(recorded, founder.by, "found-unit", founder.on, fields)
    return Body(
        id=unit,
        kind=named.kind,
        name=named.name,
        size=named.size,
        meets=_days(story, named.kind),
        clerk={**founder.by, "for_unit": unit},
        mark=named.mark,
        resolutions=Series(f"NQ/{named.mark}"),
        decisions=Series(f"QĐ/{named.mark}"),
        letters=Series(f"CV/{named.mark}"),
    )


def _days(story: Story, kind: str) -> tuple[int, ...]:
    if kind in ("cell", "grassroots-cell"):
        return (story.chance.between(1, CELL_DAYS),)
    first = story.chance.between(1, COMMITTEE_DAYS)
    return (first, first + HALF_MONTH)
