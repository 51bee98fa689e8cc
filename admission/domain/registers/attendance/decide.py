"""What becomes of commands about attendances, and about weaknesses found at them."""

from itertools import chain
from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Event, Refused
from admission.domain.kernel.partial_days import last_day_meant
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.attendance import commands as c
from admission.domain.registers.attendance import events as e
from admission.domain.registers.movements.rules import alive
from admission.domain.registers.units.rules import CELLS, unit_stands
from admission.domain.world import World


def plan_attendance(world: World, command: c.PlanAttendance, _: Context) -> Accepted | Refused:
    """An attendance is planned once, at a cell that stands, by a committee above it."""
    person = world.person(command.person).id
    return answer(command, e.AttendancePlanned.of(command), _planned_well(world, command), person)


def _planned_well(world: World, command: c.PlanAttendance) -> Objections:
    if world.attendance_or_new(command.attendance).planned is not None:
        yield objection("SYS-07", what=command.attendance)
    if last_day_meant(command.planned) < command.on:
        yield objection("SYS-14", on=command.on, planned=command.planned)
    yield from alive(world.person(command.person), command.on)
    broken = (
        *unit_stands(world, command.cell, command.on),
        *unit_stands(world, command.body, command.on),
    )
    yield from broken
    if not broken:
        yield from _from_above(world, command)


def _from_above(world: World, command: c.PlanAttendance) -> Objections:
    kind = world.in_place_of(command.cell, command.on).kind
    if kind not in CELLS:
        yield objection("SYS-12", unit=command.cell, kind=kind, expected=" ".join(CELLS))
    above = world.stands_under(command.cell, command.body, command.on)
    if command.body == command.cell or not above:
        yield objection("SYS-190", unit=command.cell, body=command.body)


def hold_attendance(world: World, command: c.HoldAttendance, _: Context) -> Accepted | Refused:
    """What was planned took place, once; the meeting is one that the cell held on that day."""
    objections = chain(_awaited(world, command), _met_then(world, command))
    return _of_person(world, command, e.AttendanceHeld.of(command), objections)


def _met_then(world: World, command: c.HoldAttendance) -> Objections:
    if command.meeting is None:
        return
    meeting, cell = world.meeting(command.meeting), world.attendance(command.attendance).cell
    if (meeting.body, meeting.on) != (cell, command.on):
        yield objection("SYS-191", unit=meeting.body, on=meeting.on)


def miss_attendance(world: World, command: c.MissAttendance, _: Context) -> Accepted | Refused:
    """What was planned did not take place."""
    return _of_person(world, command, e.AttendanceMissed.of(command), _awaited(world, command))


def _of_person(
    world: World, command: c.AttendanceCommand, event: Event, objections: Objections
) -> Accepted | Refused:
    person = world.person(world.attendance(command.attendance).person).id
    return answer(command, event, objections, person)


def _awaited(world: World, command: c.AttendanceCommand) -> Objections:
    attendance = world.attendance(command.attendance)
    if attendance.held or attendance.missed:
        yield objection("SYS-192", what=command.attendance)
    if attendance.planned is not None and command.on < attendance.planned:
        yield objection("SYS-14", on=command.on, planned=attendance.planned)


def note_weakness(world: World, command: c.NoteWeakness, _: Context) -> Accepted | Refused:
    """A weakness is noted once, where a meeting was attended, to be mended by a unit or a person.

    As with a task, its words go with the person who answers for it.
    """
    person = world.person(command.person).id if command.person else None
    return answer(command, e.WeaknessNoted.of(command), _noted_well(world, command), person)


def _noted_well(world: World, command: c.NoteWeakness) -> Objections:
    if world.weakness_or_new(command.weakness).noted is not None:
        yield objection("SYS-07", what=command.weakness)
    held = world.attendance(command.attendance).held
    if held is None:
        yield objection("SYS-193", what=command.attendance)
    elif command.on < held:
        yield objection("SYS-14", on=command.on, held=held)
    if command.due < command.on:
        yield objection("SYS-14", on=command.on, due=command.due)
    if command.person is not None:
        yield from alive(world.person(command.person), command.on)
    yield from unit_stands(world, command.unit, command.on)


def close_weakness(world: World, command: c.CloseWeakness, _: Context) -> Accepted | Refused:
    """A weakness is closed once, with a document, not before it was noted."""
    person = world.weakness(command.weakness).person
    subject = world.person(person).id if person else None
    return answer(command, e.WeaknessClosed.of(command), _open(world, command), subject)


def _open(world: World, command: c.CloseWeakness) -> Objections:
    weakness = world.weakness(command.weakness)
    if weakness.closed:
        yield objection("SYS-194", what=command.weakness)
    if weakness.noted is not None and command.on < weakness.noted:
        yield objection("SYS-14", on=command.on, noted=weakness.noted)


DECIDE: Final[Deciders] = {
    c.PlanAttendance: plan_attendance,
    c.HoldAttendance: hold_attendance,
    c.MissAttendance: miss_attendance,
    c.NoteWeakness: note_weakness,
    c.CloseWeakness: close_weakness,
}
