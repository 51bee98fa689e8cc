"""Awareness classes: ordered, filled with candidates, concluded with certificates."""

from dataclasses import dataclass, field
from typing import Final

from admission.scenarios.bodies import Body
from admission.scenarios.days import Day, day, iso, shift, working
from admission.scenarios.documents import numbered
from admission.scenarios.story import CLOSES, OPENS, Line, Story, moment

_SESSIONS: Final = 10
_RECORDED_DAYS: Final = (2, 8)
"""After how many working days the clerk records a certificate of one of our classes."""
BEFORE_CLASS_DAYS: Final = 30
"""So long before a class begins, those who go to it are on the sympathiser list."""


@dataclass(slots=True)
class Course:
    """One class: its days, its room, and who was enrolled with which certificate (None: failed)."""

    id: str
    unit: Body
    title: str
    centre: str
    starts: Day
    places: int
    audience: str
    roster: dict[str, str | None] = field(default_factory=dict)

    @property
    def ends(self) -> Day:
        """The last day of teaching."""
        return shift(self.starts, 4)

    @property
    def issued(self) -> Day:
        """The day on the certificates."""
        return shift(self.starts, 8)

    @property
    def recorded_by(self) -> Day:
        """By this day, candidates' certificates are on file."""
        return shift(self.issued, _RECORDED_DAYS[1])

    def has_room(self) -> bool:
        """Whether one more can be enrolled."""
        return len(self.roster) < self.places

    def enrol(self, person: str, *, passed: bool = True) -> str | None:
        """Put a person on the roster; the number of the certificate, if it is passed."""
        number = f"{len(self.roster) + 1:03d}.{iso(self.starts)[2:7]}-GCN" if passed else None
        self.roster[person] = number
        return number


def order(
    story: Story, unit: Body, title: str, centre: str, course: tuple[str, int, str]
) -> Course:
    """Have a class held: `course` is its first day, its places, its audience."""
    starts, places, audience = course
    first = working(day(starts))
    at = moment(first - BEFORE_CLASS_DAYS, OPENS)
    return Course(story.new_id("class", at), unit, title, centre, first, places, audience)


def certificate(course: Course, number: str) -> Line:
    """The certificate of somebody who passed, as the candidate's clerk records it."""
    return {
        "class_id": course.id,
        "number": number,
        "issued": iso(course.issued),
        "issuer_kind": "district-centre",
        "issuer": course.centre,
    }


def tell(story: Story, course: Course) -> None:
    """Say that the class was ordered, filled, held."""
    unit, ordered, enrolled = course.unit, working(course.starts - 21), shift(course.starts, -1)
    fields: Line = {
        "class_id": course.id,
        "kind": "awareness",
        "unit": unit.id,
        "title": course.title,
        "centre": course.centre,
        "audience": course.audience,
        "starts": iso(course.starts),
        "ends": iso(course.ends),
        "sessions": _SESSIONS,
        "document": numbered("class-order", unit.letters, ordered, unit.name),
    }
    story.say(moment(ordered, OPENS + 3600), unit.clerk, "order-class", ordered, fields)
    people = {"class_id": course.id, "people": list(course.roster)}
    story.say(moment(enrolled, CLOSES + 1800), unit.clerk, "enrol-in-class", enrolled, people)
    concluded = shift(course.issued, 1)
    fields = {
        "class_id": course.id,
        "results": [_result(story, person, number) for person, number in course.roster.items()],
        "issuer_kind": "district-centre",
        "issuer": course.centre,
        "issued": iso(course.issued),
        "document": numbered("class-report", unit.letters, concluded, course.centre),
    }
    story.say(moment(concluded, OPENS), unit.clerk, "conclude-class", concluded, fields)


def _result(story: Story, person: str, number: str | None) -> Line:
    if number is None:
        return {"person": person, "attended": story.chance.between(3, 6), "passed": False}
    attended = _SESSIONS - story.chance.between(0, 1)
    return {"person": person, "attended": attended, "passed": True, "certificate": number}


def day_recorded(story: Story, course: Course) -> Day:
    """The day on which somebody's certificate is put on file."""
    return shift(course.issued, story.chance.between(*_RECORDED_DAYS))
