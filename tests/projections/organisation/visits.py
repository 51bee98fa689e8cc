"""Who comes to look: attendances with their weaknesses, inspections with their findings."""

from collections.abc import Iterator

from admission.domain.kernel.messages import Event
from admission.domain.registers.attendance import events as attendance
from admission.domain.registers.inspections import events as inspections
from tests.projections.histories import PAPER, an_id
from tests.projections.organisation.who import AN, C1, C2, DUNG, B, D, G, P, S
from tests.projections.steps import day


def attending(event: type[Event], number: int, on: str, **fields: object) -> tuple[str, Event]:
    """An event of an attendance."""
    name = an_id("attendance", number)
    return name, event.model_validate({"attendance": name, "on": day(on), **fields})


def attended() -> Iterator[tuple[str, Event]]:
    """Four planned for 2025, one for 2026: held, held on another day, missed; three weaknesses."""
    plans = ((1, C1, "2025-03", 6), (2, C2, "2025-03-05", 1), (3, S, "2025-04", 6))
    for number, cell, planned, who in (*plans, (4, C1, "2025-12", 6), (5, S, "2026-01", 6)):
        said = {"person": an_id("person", who), "office": "committee-member", "body": D}
        said |= {"cell": cell, "planned": planned}
        yield attending(attendance.AttendancePlanned, number, "2025-01-20", **said)
    yield attending(attendance.AttendanceHeld, 1, "2025-03-10", document=PAPER)
    yield attending(attendance.AttendanceHeld, 2, "2025-03-06")
    yield attending(attendance.AttendanceMissed, 3, "2025-05-02", reason="flood")
    for number, at, of, mends in ((1, 1, C1, None), (2, 1, B, AN.person), (3, 2, C2, None)):
        name = an_id("weakness", number)
        found: dict[str, object] = {"weakness": name, "attendance": an_id("attendance", at)}
        found |= {"unit": of, "person": mends, "text": f"weakness {number}"}
        found |= {"due": day("2025-06-30"), "on": day("2025-03-11")}
        yield name, attendance.WeaknessNoted.model_validate(found)
    closing = {"weakness": an_id("weakness", 2), "document": PAPER, "on": day("2025-05-20")}
    yield an_id("weakness", 2), attendance.WeaknessClosed.model_validate(closing)


FOUND = tuple(an_id("finding", number) for number in range(1, 4))


def inspected() -> Iterator[tuple[str, Event]]:
    """One inspection of G and S, ended, and one of D; of three findings one is to be remedied."""
    for number, scope, on in ((1, (G, S), "2024-05-06"), (2, (D,), "2024-11-11")):
        which = an_id("inspection", number)
        days = {"first": day("2023-01-01"), "last": day("2024-03-31"), "on": day(on)}
        said = {"inspected_by": P, "units": scope, "programme": f"Plan {number}", "document": PAPER}
        begun = {"inspection": which, **days, **said}
        yield which, inspections.InspectionBegun.model_validate(begun)
    yield from _found()
    ends = {"inspection": an_id("inspection", 1), "document": PAPER, "on": day("2024-06-28")}
    yield an_id("inspection", 1), inspections.InspectionEnded.model_validate(ends)


def _found() -> Iterator[tuple[str, Event]]:
    said = {"inspection": an_id("inspection", 1), "rule": "DOS-05", "text": "no minutes"}
    for number, at, who in ((0, G, None), (1, G, DUNG.person), (2, S, None)):
        of = {"unit": at, "person": who, "events": (3, 7) if who else (), "document": PAPER}
        yield found(inspections.FindingRaised, number, "2024-05-20", **said, **of)
    yield found(inspections.FindingAnswered, 0, "2024-05-24", text="they were lost")
    remedy = {"remedy": "meet again", "due": day("2024-09-30"), "document": PAPER}
    for number in (0, 2):
        yield found(inspections.FindingUpheld, number, "2024-05-31", **remedy)
    yield found(inspections.FindingDropped, 1, "2024-06-03", reason="they are there")
    yield found(inspections.FindingRemedied, 2, "2024-08-05", document=PAPER)


def found(event: type[Event], number: int, on: str, **fields: object) -> tuple[str, Event]:
    """An event of a finding."""
    which = FOUND[number]
    return which, event.model_validate({"finding": which, "on": day(on), **fields})
