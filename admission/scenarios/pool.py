"""The beginning of a path: on the sympathiser list, and the certificate of the awareness class."""

from typing import Final

from admission.scenarios import courses
from admission.scenarios.courses import BEFORE_CLASS_DAYS, Course
from admission.scenarios.days import Day, iso, shift, working
from admission.scenarios.documents import numbered, paper
from admission.scenarios.path import Desk, Path
from admission.scenarios.schedule import Days
from admission.scenarios.story import Line

_TO_ONE_OF_OURS: Final = 0.8
_FAILED: Final = 0.04


def course_for(desk: Desk, days: Days, held: list[Course]) -> Course | None:
    """The newest of the classes that a candidate can have been to, or none."""
    fitting = [c for c in held if c.has_room() and c.recorded_by < days.certified]
    return fitting[-1] if fitting and desk.story.chance.happens(_TO_ONE_OF_OURS) else None


def in_time_for(desk: Desk, days: Days, course: Course | None) -> Days:
    """The days of a path that enters the pool some time before the class."""
    if course is None:
        return days
    before = course.starts - BEFORE_CLASS_DAYS - desk.story.chance.between(3, 40)
    return days._replace(entered=max(min(days.entered, working(before)), desk.floor))


def enter(path: Path, course: Course | None) -> None:
    """Enter the pool, and bring a certificate: from one of our classes, or an earlier one."""
    _enter(path, path.days.entered)
    if course is None:
        _earlier_certificate(path, path.days.entered)
    else:
        _certificate(path, course, course.enrol(path.person))


def enter_only(path: Path, course: Course) -> None:
    """Enter the pool and go to a class, and no further as yet."""
    _enter(path, path.days.entered)
    passed = not path.chance.happens(_FAILED)
    _certificate(path, course, course.enrol(path.person, passed=passed))


def _enter(path: Path, on: Day) -> None:
    profile, turn = path.profile, path.turn
    little = turn.little_schooling and "farmers" in profile.groups
    if little:
        path.add(path.days.permitted, "file-paper", _special_area(path))
    path.register(on, "primary" if little else path.chance.weighted(_SCHOOLING))
    fields: Line = {"person": path.person, "unit": path.cell.body.id, "basis": profile.basis}
    if profile.basis != "residence":
        fields["basis_months"] = path.chance.between(*_MONTHS[profile.basis])
    fields["groups"] = list(profile.groups)
    resolved = numbered("cell-resolution", path.cell.body.resolutions, on, path.cell.body.name)
    path.add(on, "enter-pool", {**fields, "document": resolved})


_MONTHS: Final = {"contract": (13, 96), "study": (16, 32)}
"""How many months somebody has been at the place, by the ground to be admitted there."""
_SCHOOLING: Final = (("upper-secondary", 9), ("lower-secondary", 1))


def _special_area(path: Path) -> Line:
    office = path.cell.office
    document = numbered("confirmation", office.letters, path.days.permitted, office.name)
    return {"paper": "special-area", "document": document}


def _certificate(path: Path, course: Course, number: str | None) -> None:
    if number is not None:
        on = courses.day_recorded(path.story, course)
        path.add(on, "record-certificate", courses.certificate(course, number))


def _earlier_certificate(path: Path, entered: Day) -> None:
    chance = path.chance
    issued = working(path.days.certified - chance.between(35, 320))
    on = min(max(entered, shift(issued, chance.between(3, 10))), path.days.certified)
    number = f"{chance.between(10, 400)}.{iso(issued)[2:7]}-GCN"
    fields = {
        "number": number,
        "issued": iso(issued),
        "issuer_kind": "district-centre",
        "issuer": "Trung tâm Chính trị",
        "document": paper("class-certificate", issued),
    }
    path.add(on, "record-certificate", fields)
