"""Deviations planted in streams that are no paths."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final

from admission.app.conformance.findings import Deviation
from admission.domain.kernel.ids import derived_id, kind_of
from admission.domain.kernel.messages import Event
from admission.domain.registers.attendance.events import WeaknessClosed, WeaknessNoted
from admission.domain.registers.badges.events import BadgeAwarded
from admission.domain.registers.cards.events import CardDecided
from admission.domain.registers.classes.events import ClassOrdered
from admission.domain.registers.complaints.events import ComplaintReceived, ComplaintResolved
from admission.domain.registers.confirmations.events import PeriodConfirmed, PeriodReopened
from admission.domain.registers.corrections.events import FactAnnulled
from admission.domain.registers.discipline import events as discipline
from admission.domain.registers.erasure import events as erasure
from admission.domain.registers.inspections.events import FindingRemedied, FindingUpheld
from admission.domain.registers.meetings.events import MeetingHeld
from admission.domain.registers.movements.events import (
    ExitFileSent,
    ExitSlipIssued,
    MembershipEnded,
)
from admission.domain.registers.rankings.commands import ranking_id
from admission.domain.registers.rankings.events import MemberRanked, UnitRanked
from admission.domain.registers.reviews.events import StandardReviewConcluded
from admission.domain.registers.targets.events import TargetAssigned, TargetWithdrawn
from admission.domain.registers.tasks.events import TaskAssigned, TaskCompleted
from admission.domain.registers.units.events import UnitDissolved, UnitFounded, UnitRenamed
from tests.app.planting import FRIEND, SAME, TWIN, Log
from tests.projections.histories import ACTOR, BEGAN, PAPER, an_id
from tests.projections.steps import day

D: Final = Deviation
_RECORDED: Final = BEGAN.date()
_PROVINCE, _COMMUNE, _OTHER = (an_id("unit", number) for number in (70, 71, 72))
_PERSON: Final = an_id("person", 70)


def of(
    stream: str,
    event: type[Event],
    on: str,
    /,
    **fields: Any,  # noqa: ANN401 - as events have it
) -> tuple[str, Event]:
    """An event of a stream, which names that stream where its fields ask for it."""
    named = {"class": "class_id"}.get(kind_of(stream), kind_of(stream))
    said = {named: stream, "document": PAPER, **fields}
    known = {name: value for name, value in said.items() if name in event.model_fields}
    return stream, event.model_validate({"on": day(on), **known})


def late(log: Log, event: tuple[str, Event]) -> int:
    """Record an event, of which the day alone is long past where it is."""
    position = log.write(event)
    days = (_RECORDED - event[1].on).days
    if days > 30:
        log.found(position, D.RECORDED_LATE, days=days)
    return position


def recorded_late(log: Log) -> None:
    """Of each kind one, one of 30 days, and one that was annulled."""
    unit, person = _OTHER, _PERSON
    log.write(of(_PROVINCE, UnitFounded, "2000-01-01", kind="directly-under-central", name="P"))
    founded = {"kind": "grassroots-committee", "parent": _PROVINCE}
    log.write(of(_COMMUNE, UnitFounded, "2000-01-01", name="C", **founded))
    log.write(of(_OTHER, UnitFounded, "2000-01-01", name="O", **founded))
    log.write(of(unit, UnitRenamed, (_RECORDED - timedelta(days=30)).isoformat(), name="O 1"))
    late(log, of(unit, UnitRenamed, "2023-11-01", name="O 2"))
    wrong = of(unit, UnitRenamed, "2023-11-02", name="O 3")
    log.write(wrong)
    said = {"about": unit, "fact": 4, "on": day("2023-12-21"), "reason": "never was"}
    said |= {"document": PAPER, "second": FRIEND}
    log.write((unit, FactAnnulled.model_validate(said)))
    for event in (
        of(an_id("meeting", 70), MeetingHeld, "2023-11-03", body=an_id("unit", 99), kind="cell",
           roll={"summoned": 9, "present": 9}),
        of(an_id("target", 70), TargetAssigned, "2023-11-05", unit=unit, period="2024", number=3,
           people=3, promised_by=day("2024-12-31")),
        of(derived_id("cards", person), CardDecided, "2023-11-06", person=person, cell=unit,
           kind="first-issue", batch="2023-11"),
        of(an_id("complaint", 70), ComplaintReceived, "2023-11-07", person=person,
           kind="complaint", received_by=unit),
    ):  # fmt: skip
        late(log, event)


def both_sides(log: Log) -> None:
    """Of an erasure, of corrections, and of what is decided about a person."""
    for number, (first, second), details in (
        (71, (TWIN, FRIEND), ("one operating-system account", "")),
        (72, (FRIEND, SAME), ("", "accounts of one holder")),
        (73, (an_id("person", 73), FRIEND), ("one person", "")),
    ):
        stream, person = derived_id("erasure", str(number)), an_id("person", number)
        asked = {"person": person, "unit": _OTHER, "ground": "own-request", "by": ACTOR}
        log.write(of(stream, erasure.ErasureRequested, "2023-12-20", **asked))
        for by, detail in zip((first, second), details, strict=True):
            about = {"person": person, "by": by}
            position = log.write(of(stream, erasure.ErasureApproved, "2023-12-21", **about))
            if detail:
                log.found(position, D.ONE_ON_BOTH_SIDES, detail=detail)
    said = {"about": an_id("class", 70), "fact": 1, "on": day("2023-12-21"), "reason": "wrong"}
    said |= {"document": PAPER, "second": TWIN}
    log.write(of(an_id("class", 70), ClassOrdered, "2023-12-20", **_class()))
    annulled = (an_id("class", 70), FactAnnulled.model_validate(said))
    log.plant(annulled, D.ONE_ON_BOTH_SIDES, detail="one operating-system account")
    with _by_the_person_concerned(log):
        for event in (
            of(_PERSON, discipline.MemberDisciplined, "2023-12-20", form="warning", body=_OTHER,
               unit=_OTHER),
            of(derived_id("badges", _PERSON), BadgeAwarded, "2023-12-20", **_badge()),
            of(ranking_id("member", _PERSON, 2022), MemberRanked, "2023-12-20", person=_PERSON,
               unit=_OTHER, year=2022, rank="good", by=_OTHER),
            of(an_id("review", 70), StandardReviewConcluded, "2023-12-20", concluded_by=_OTHER),
            of(an_id("complaint", 71), ComplaintResolved, "2023-12-20", outcome="unfounded"),
        ):  # fmt: skip
            log.plant(event, D.ONE_ON_BOTH_SIDES, detail="one person")


def _class() -> dict[str, Any]:
    return {"unit": _OTHER, "title": "T", "centre": "C", "starts": day("2023-12-26"),
            "ends": day("2023-12-30")}  # fmt: skip


def _badge() -> dict[str, Any]:
    return {"person": _PERSON, "cell": _OTHER, "years": 30, "round": day("2023-11-07"),
            "body": _OTHER}  # fmt: skip


@contextmanager
def _by_the_person_concerned(log: Log) -> Iterator[None]:
    log.past.actor, log.past.subject = _PERSON, _PERSON
    yield
    log.past.actor, log.past.subject = ACTOR, None


def deadlines(log: Log) -> None:
    """Every clock of `due` that other streams have: each missed, some also kept."""
    person = an_id("person", 80)
    late(log, of(person, discipline.MemberEducated, "2022-06-01", helper=an_id("person", 81)))
    _missed(log, of(person, discipline.MemberKept, "2023-12-02"), "OUT-01", 184)
    appeal = {"against": "warning", "level": "district", "unit": _OTHER}
    lodged = {"decided_on": day("2023-05-01"), "received_on": day("2023-05-01"), **appeal}
    _missed(log, of(person, discipline.AppealLodged, "2023-06-13", **lodged), "OUT-02", 1)
    resolved = of(person, discipline.AppealResolved, "2023-12-04", outcome="upheld")
    _missed(log, resolved, "OUT-02", 48)
    late(log, of(person, MembershipEnded, "2023-10-01", ground="left", member_of=_OTHER))
    late(log, of(person, ExitSlipIssued, "2023-10-02"))
    _missed(log, of(person, ExitFileSent, "2023-11-14"), "OUT-05", 1)
    for number, held in ((82, False), (83, True)):
        _erased(log, number, held=held)
    _confirmed(log)
    _set_days(log)


def _erased(log: Log, number: int, *, held: bool) -> None:
    """Answered and carried out too late; or under a hold, when nobody was reminded."""
    who = {"person": an_id("person", number)}
    stream = derived_id("erasure", who["person"])
    asked = {"unit": _OTHER, "ground": "own-request", "by": ACTOR, **who}
    log.write(of(stream, erasure.ErasureRequested, "2023-12-04", **asked))
    if held:
        log.write(of(stream, erasure.LegalHoldPlaced, "2023-12-05", reason="court", **who))
        log.write(of(stream, erasure.LegalHoldLifted, "2023-12-07", reason="court", **who))
    first = of(stream, erasure.ErasureApproved, "2023-12-08", by=FRIEND, **who)
    last = of(stream, erasure.PersonErased, "2023-12-15", **who)
    if held:
        log.write(first, last)
    else:
        _missed(log, first, "CRD-05", 2)
        _missed(log, last, "CRD-05", 1)


def _confirmed(log: Log) -> None:
    """Nobody is late with the first; nor with what was confirmed before and reopened."""
    stream = derived_id("confirmation", _OTHER)
    said: dict[str, Any] = {"unit": _OTHER}
    late(log, of(stream, PeriodConfirmed, "2023-05-31", through=day("2023-03-31"), **said))
    late(log, of(stream, PeriodConfirmed, "2023-07-10", through=day("2023-06-30"), **said))
    third = of(stream, PeriodConfirmed, "2023-10-13", through=day("2023-09-30"), **said)
    _missed(log, third, "REP-01", 3)
    first = {"first": day("2023-09-01"), "reason": "one is missing"}
    late(log, of(stream, PeriodReopened, "2023-11-01", **first, **said))
    late(log, of(stream, PeriodConfirmed, "2023-11-20", through=day("2023-09-30"), **said))


def _set_days(log: Log) -> None:
    due = {"due": day("2023-12-10"), "text": "mend it", "remedy": "mend it", "unit": _OTHER}
    due |= {"directive": an_id("directive", 70), "attendance": an_id("attendance", 70)}
    for begins, ends, kind in (
        (FindingUpheld, FindingRemedied, "finding"),
        (TaskAssigned, TaskCompleted, "task"),
        (WeaknessNoted, WeaknessClosed, "weakness"),
    ):
        for number, on, days in ((70, "2023-12-10", 0), (71, "2023-12-15", 5)):
            stream = an_id(kind, number)
            log.write(of(stream, begins, "2023-12-05", **due))
            _missed(log, of(stream, ends, on), kind, days)


def _missed(log: Log, event: tuple[str, Event], rule: str, days: int) -> None:
    position = late(log, event)
    if days:
        log.found(position, D.DEADLINE_MISSED, rule, days)


def against_rules(log: Log) -> None:
    """By a unit that is not above, twice, in a form that is not for a cell, of what never was."""
    disciplined = {"form": "warning", "body": _COMMUNE}
    stray = of(_OTHER, discipline.UnitDisciplined, "2023-12-20", unit=_OTHER, **disciplined)
    log.plant(stray, D.AGAINST_RULE, "SYS-151")
    disciplined["body"] = _PROVINCE
    log.write(of(_OTHER, discipline.UnitDisciplined, "2023-12-21", unit=_OTHER, **disciplined))
    ranked = {"unit": _OTHER, "year": 2022, "rank": "good"}
    stream = ranking_id("organisation", _OTHER, 2022)
    log.write(of(stream, UnitRanked, "2023-12-20", by=_PROVINCE, **ranked))
    log.plant(
        of(stream, UnitRanked, "2023-12-21", by=_PROVINCE, **ranked), D.AGAINST_RULE, "SYS-07"
    )
    cell, section = an_id("unit", 73), an_id("unit", 74)
    log.write(of(cell, UnitFounded, "2000-01-01", name="A", kind="cell", parent=_COMMUNE))
    log.write(of(section, UnitFounded, "2000-01-01", name="B", kind="cell", parent=cell))
    by_a_cell = {"unit": section, "form": "dissolution", "body": cell}
    log.plant(
        of(section, discipline.UnitDisciplined, "2023-12-20", **by_a_cell), D.AGAINST_RULE, "OUT-04"
    )
    target = of(an_id("target", 71), TargetWithdrawn, "2023-12-20", unit=_OTHER, period="2023")
    log.plant(target, D.AGAINST_RULE, "SYS-18")


def known_later(log: Log) -> None:
    """What was decided by a unit of which only later was recorded that it had ended before."""
    over, under = an_id("unit", 75), an_id("unit", 76)
    above = {"kind": "grassroots-committee", "parent": _PROVINCE, "name": "E"}
    log.write(of(over, UnitFounded, "2000-01-01", **above))
    log.write(of(under, UnitFounded, "2000-01-01", kind="cell", parent=over, name="F"))
    decided = {"unit": under, "form": "warning", "body": over}
    log.write(of(under, discipline.UnitDisciplined, "2023-12-20", **decided))
    log.write(of(over, UnitDissolved, "2023-12-10", heir=_OTHER, targets="stays"))


REGISTERS: Final[tuple[Callable[[Log], None], ...]] = (
    recorded_late,
    both_sides,
    deadlines,
    against_rules,
    known_later,
)
