"""One candidate's path: steps planned in any order, told day by day as a clerk records them."""

from operator import itemgetter
from typing import Final, NamedTuple

from admission.scenarios.bodies import Body, Cell
from admission.scenarios.days import Day, iso, working
from admission.scenarios.meetings import Meetings, ballot
from admission.scenarios.profiles import Profile
from admission.scenarios.schedule import Days
from admission.scenarios.story import OPENS, Line, Moment, Story, moment
from admission.scenarios.turns import Turn

_BY_DAY_THEN_AS_PLANNED: Final = itemgetter(0, 1)
_DESK_HOURS: Final = 8 * 3600
_YEAR_DAYS: Final = 365.25


class Desk(NamedTuple):
    """Where paths are recorded: in which story, from when on, with its meetings."""

    story: Story
    meetings: Meetings
    earliest: Moment
    floor: Day
    """No step lies before this day, on which the rulebook came into force."""
    second: str
    """The account of the second person, who vouches for irregular acts."""


class Path:
    """The steps of one candidate; `by`, where it is not said, is the clerk who keeps the file."""

    def __init__(self, desk: Desk, cell: Cell, profile: Profile, days: Days, turn: Turn) -> None:
        self.desk, self.story, self.chance = desk, desk.story, desk.story.chance
        self.cell, self.profile, self.days, self.turn = cell, profile, days, turn
        self._kept_before: tuple[Day, Line] = (0, cell.office.clerk)
        begins = max(desk.earliest, moment(days.entered, OPENS))
        self.person = self.story.new_id("person", begins)
        self.candidate = self.story.new_id("candidate", begins)
        self._steps: list[tuple[Day, int, Line, str, Line, Moment]] = []

    def add(
        self,
        on: Day,
        command: str,
        fields: Line,
        by: Line | None = None,
        after: Moment = 0,
    ) -> None:
        """Plan a step; it is recorded after the moment `after`."""
        step = {"candidate": self.candidate, **fields}
        self._plan(on, by or self.keeper(on), command, step, after)

    def move(self, on: Day, cell: Cell) -> None:
        """From that day on the file is kept where that cell belongs."""
        self._kept_before = (on, self.cell.office.clerk)
        self.cell = cell

    def keeper(self, on: Day) -> Line:
        """The clerk who keeps the file on a day."""
        until, clerk = self._kept_before
        return clerk if on < until else self.cell.office.clerk

    def _plan(self, on: Day, by: Line, command: str, fields: Line, after: Moment) -> None:
        self._steps.append((on, len(self._steps), by, command, fields, after))

    def vote(  # noqa: PLR0913 - a ballot is all of these
        self,
        on: Day,
        command: str,
        body: Body,
        kind: str,
        fields: Line,
        *,
        carried: bool = True,
    ) -> None:
        """Plan a vote of a body that meets on that day."""
        meeting = self.desk.meetings.of(body, kind, on)
        ballots = ballot(self.story, meeting, carried=carried)
        by = self.keeper(on) if body is self.cell.body else body.clerk
        self.add(on, command, {**ballots, **fields}, by, meeting.recorded)

    def register(self, on: Day, schooling: str) -> None:
        """Register the person, of an age that suits the first vote, with an invented name."""
        chance, profile = self.chance, self.profile
        sex = "female" if chance.happens(profile.women) else "male"
        age = chance.between(profile.youngest, profile.oldest)
        birthday_was = chance.between(30, 350)
        born = self.days.rounds[0].voted - int(age * _YEAR_DAYS) - birthday_was
        fields = {
            "person": self.person,
            "name": self.story.invent(sex, born),
            "born": iso(born),
            "sex": sex,
            "schooling": schooling,
            "citizen": True,
            "residence": chance.one_of(self.cell.homes),
        }
        self._plan(on, self.keeper(on), "register-person", fields, 0)

    def stop(self, on: Day) -> None:
        """Drop what was planned for that day or later."""
        self._steps = [step for step in self._steps if step[0] < on]

    def tell(self) -> None:
        """Say every step, in order, each some time after the one before and after its day."""
        story, chance = self.story, self.chance
        at = self.desk.earliest + chance.between(0, 9) * 86_400 + chance.between(0, _DESK_HOURS)
        for on, _, by, command, fields, after in sorted(self._steps, key=_BY_DAY_THEN_AS_PLANNED):
            second = OPENS + 600 + int(chance.draw() * _DESK_HOURS)
            recorded = moment(working(on + _delay(chance.draw())), second)
            at = max(at, after, recorded - 60) + 60 + int(chance.draw() * 180)
            story.say(at, by, command, on, fields)


def _delay(draw: float) -> Day:
    """How many days after its day a step is recorded: mostly none, now and then many."""
    if draw < 0.62:  # noqa: PLR2004 - shares of steps
        return 0
    if draw < 0.86:  # noqa: PLR2004
        return 1 + int((draw - 0.62) * 12)
    if draw < 0.97:  # noqa: PLR2004
        return 4 + int((draw - 0.86) * 50)
    return 10 + int((draw - 0.97) * 300)
