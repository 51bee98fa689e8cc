"""Meetings and ballots: a body that votes on several people on a day meets once."""

from typing import NamedTuple

from admission.scenarios.bodies import Body
from admission.scenarios.days import Day
from admission.scenarios.documents import paper
from admission.scenarios.story import Line, Moment, Story, moment

_MINUTES_ARE_IN = 16 * 3600 + 1200
_SHOW_OF_CARDS = 0.12
_UNANIMOUS = 0.7
_SOMEBODY_AWAY = 0.25


class Meeting(NamedTuple):
    """A meeting: when it was recorded, how many voted, how many were entitled to."""

    id: str
    recorded: Moment
    present: int
    entitled: int
    by_card: bool


class Meetings:
    """Every meeting of a story, recorded on its day, or once the store was set up."""

    def __init__(self, story: Story, earliest: Moment) -> None:
        self._story = story
        self._earliest = earliest
        self._held: dict[tuple[str, Day], Meeting] = {}

    def of(self, body: Body, kind: str, on: Day) -> Meeting:
        """The meeting of a body on a day."""
        key = (body.id, on)
        if key not in self._held:
            self._held[key] = self._hold(body, kind, on)
        return self._held[key]

    def _hold(self, body: Body, kind: str, on: Day) -> Meeting:
        story = self._story
        at = max(moment(on, _MINUTES_ARE_IN), self._earliest)
        roll, entitled = _roll(story, body)
        meeting = story.new_id("meeting", at)
        fields = {
            "meeting": meeting,
            "body": body.id,
            "kind": kind,
            "roll": roll,
            "document": paper("minutes", on),
        }
        story.say(at, body.clerk, "hold-meeting", on, fields)
        by_card = story.chance.happens(_SHOW_OF_CARDS)
        return Meeting(meeting, at, roll["present"], entitled, by_card)


def _roll(story: Story, body: Body) -> tuple[Line, int]:
    """Few are away: some on grounds that take them out of the count, some merely excused."""
    chance, size = story.chance, body.size
    roll: Line = {"summoned": size}
    away = 0
    if size > 5 and chance.happens(_SOMEBODY_AWAY):  # noqa: PLR2004 - below that all are needed
        grounds = ("exempt_absent", "elsewhere_absent") if "cell" in body.kind else ("suspended",)
        roll[chance.one_of(grounds)] = away = 1
    entitled = size - away
    roll["present"] = entitled - chance.between(0, entitled // 9)
    return roll, entitled


def ballot(story: Story, meeting: Meeting, *, carried: bool = True) -> Line:
    """The ballots for one person: at least two thirds of the entitled in favour, or too few."""
    needed = -(-meeting.entitled * 2 // 3)
    chance = story.chance
    if not carried:
        in_favour = max(0, min(needed, meeting.present) - chance.between(1, 2))
    elif chance.happens(_UNANIMOUS):
        in_favour = meeting.present
    else:
        in_favour = chance.between(max(needed, meeting.present - 2), meeting.present)
    left = meeting.present - in_favour
    blank = chance.between(0, min(1, left))
    fields: Line = {"meeting": meeting.id, "in_favour": in_favour, "against": left - blank}
    if blank:
        fields["blank"] = blank
    if meeting.by_card:
        fields["secret"] = False
    return fields
