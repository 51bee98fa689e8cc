"""Meetings of cells attended from above, and the weaknesses found there."""

import pytest

from admission.domain.registers.attendance.commands import (
    CloseWeakness,
    HoldAttendance,
    MissAttendance,
    NoteWeakness,
    PlanAttendance,
)
from admission.domain.registers.meetings.commands import HoldMeeting
from tests.stories.kit import given
from tests.stories.organisation import (
    CELL,
    COMMITTEE,
    COMMUNE,
    DOC,
    GUIDE,
    NOBODY,
    OTHER_COMMUNE,
    a_,
    ask,
)

ATTENDANCE, WEAKNESS, MEETING = a_("attendance", 1), a_("weakness", 1), a_("meeting", 1)
ON, MET = "2025-01-15", "2025-03-05"


def planned(**fields: object) -> PlanAttendance:
    known = {"attendance": ATTENDANCE, "person": GUIDE, "office": "committee-member", "on": ON}
    known |= {"body": COMMUNE, "cell": CELL, "planned": "2025-03"}
    return ask(PlanAttendance, **{**known, **fields})


def met(**fields: object) -> HoldMeeting:
    known = {"meeting": MEETING, "body": CELL, "kind": "cell", "on": MET}
    return ask(HoldMeeting, **{**known, "roll": {"summoned": 5, "present": 5}, **fields})


def held(**fields: object) -> HoldAttendance:
    return ask(HoldAttendance, **{"attendance": ATTENDANCE, "on": MET, **fields})


def missed(**fields: object) -> MissAttendance:
    return ask(MissAttendance, **{"attendance": ATTENDANCE, "on": "2025-04-01", **fields})


def noted(**fields: object) -> NoteWeakness:
    known = {"weakness": WEAKNESS, "attendance": ATTENDANCE, "text": "nội dung sơ sài"}
    return ask(NoteWeakness, **{**known, "unit": CELL, "due": "2025-06-30", "on": MET, **fields})


def closed(**fields: object) -> CloseWeakness:
    return ask(CloseWeakness, **{"weakness": WEAKNESS, "on": "2025-06-01", **fields})


@pytest.mark.accepts("SYS-190")
@pytest.mark.accepts("SYS-191")
@pytest.mark.accepts("SYS-192")
@pytest.mark.accepts("SYS-193")
@pytest.mark.accepts("SYS-194")
def test_a_meeting_is_attended_as_planned_and_what_was_found_is_mended() -> None:
    """With the meeting that is recorded, and the document with which the weakness is closed."""
    told = given(met()).when(planned()).records("attendance-planned", planned="2025-03").then()
    told = told.when(held(meeting=MEETING)).records("attendance-held", meeting=MEETING).then()
    told = told.when(noted(person=GUIDE)).records("weakness-noted", person=GUIDE).then()
    told.when(closed()).records("weakness-closed", document=DOC)


def test_a_meeting_that_was_not_attended_says_why() -> None:
    """And a plan may name the day."""
    told = given(planned(planned="2025-03-05", office="board-head", document=DOC))
    told.when(missed(reason="đi công tác")).records("attendance-missed", reason="đi công tác")


@pytest.mark.refuses("SYS-190")
def test_somebody_from_above_attends() -> None:
    """Of a committee over the cell, neither beside it nor the cell itself."""
    for body in (OTHER_COMMUNE, CELL):
        given().when(planned(body=body)).refused_only("SYS-190")
    given().when(planned(body=COMMITTEE)).accepted()
    given().when(planned(cell=COMMITTEE)).refused_only("SYS-12")


@pytest.mark.refuses("SYS-191")
def test_the_meeting_is_that_of_the_cell_and_of_the_day() -> None:
    """A meeting that is recorded says where and when it was."""
    told = given(planned(), met(on="2025-03-06"))
    told.when(held(meeting=MEETING)).refused_only("SYS-191")
    told = given(planned(), met(body=COMMITTEE, kind="grassroots-committee"))
    told.when(held(meeting=MEETING)).refused_only("SYS-191")
    told.when(held()).accepted()


@pytest.mark.refuses("SYS-192")
def test_an_attendance_that_is_over_stays_so() -> None:
    """Held or missed, once."""
    for over in (held(), missed(on=MET)):
        told = given(planned(), over)
        told.when(held(on="2025-04-02")).refused_only("SYS-192")
        told.when(missed(on="2025-04-02")).refused_only("SYS-192")


@pytest.mark.refuses("SYS-193")
def test_weaknesses_are_found_where_somebody_was() -> None:
    """Not where the meeting is yet to be attended, nor where it was missed."""
    given(planned()).when(noted()).refused_only("SYS-193")
    given(planned(), missed(on=MET)).when(noted()).refused_only("SYS-193")


@pytest.mark.refuses("SYS-194")
def test_a_weakness_is_closed_once() -> None:
    """With one document."""
    told = given(planned(), held(), noted(), closed())
    told.when(closed(on="2025-06-02")).refused_only("SYS-194")


def test_attendances_and_weaknesses_are_recorded_once() -> None:
    """Each has an id of its own."""
    told = given(planned(), held(), noted())
    told.when(planned()).refused_only("SYS-07")
    told.when(noted()).refused_only("SYS-07")
    told.when(noted(weakness=a_("weakness", 2))).accepted()


def test_an_attendance_has_days_that_can_be() -> None:
    """A plan is for days to come, a weakness is found at the meeting or after it, due later."""
    given().when(planned(planned="2024-12")).refused_only("SYS-14")
    given().when(planned(planned="2031-01"), today=ON).accepted()
    told = given(planned())
    told.when(held(on="2025-01-14")).refused_only("SYS-14")
    told.when(missed(on="2025-01-14")).refused_only("SYS-14")
    told = told.and_(held())
    told.when(noted(on="2025-03-04")).refused_only("SYS-14")
    told.when(noted(due="2025-03-04")).refused_only("SYS-14")
    told.and_(noted()).when(closed(on="2025-03-04")).refused_only("SYS-14")


def test_an_attendance_refers_to_what_is_there() -> None:
    """A person, units, a meeting, an attendance, a weakness."""
    given().when(planned(person=NOBODY)).unknown(NOBODY)
    given().when(planned(cell=a_("unit", 99))).unknown(a_("unit", 99))
    given().when(held()).unknown(ATTENDANCE)
    given(planned()).when(held(meeting=MEETING)).unknown(MEETING)
    given().when(noted()).unknown(ATTENDANCE)
    given(planned(), held()).when(noted(person=NOBODY)).unknown(NOBODY)
    given().when(closed()).unknown(WEAKNESS)


def test_a_plan_is_for_a_month_or_a_day() -> None:
    """A year is too long to be late in."""
    with pytest.raises(ValueError, match="a month or a day is written"):
        planned(planned="2025")
