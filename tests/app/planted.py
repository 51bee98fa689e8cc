"""A log with every kind of deviation in it, and with each order broken both ways."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

from admission.app.conformance.findings import Deviation
from admission.domain.kernel.documents import Irregular
from admission.domain.kernel.messages import Event
from admission.domain.registers.corrections.events import FactAnnulled
from admission.domain.registers.meetings.events import MeetingHeld
from admission.domain.stages.awareness.events import CertificateRecorded
from admission.domain.stages.probation.events import RecognitionVoteHeld
from admission.domain.stages.taking_over.events import Stated, StepStated, TakenOver
from tests.app.planted_registers import REGISTERS
from tests.app.planting import BOOK, FRIEND, TWIN, Log
from tests.projections.histories import ACTOR, PAPER, History, an_id, reference
from tests.projections.steps import Of, day

D: Final = Deviation
ORDERS: Final = (
    ("DOS-05", "helper-assigned", "cell-vote-held"),
    ("DOS-06", "certificate-recorded", "cell-vote-held"),
    ("DOS-23", "cv-certified", "cell-vote-held"),
    ("DEC-23", "decision-received", "ceremony-held"),
)
"""The rule, the step that comes before, and the step after it; by the types of their events."""


def irregular(second: str = FRIEND) -> dict[str, Any]:
    return {"irregular": Irregular(reason="it happened", document=PAPER, second=second)}


def clean(one: Of) -> list[tuple[str, Event]]:
    """A path to the cell's vote, without it, with nothing to be found."""
    return [
        one.entered("2023-12-04"),
        one.certified("2023-12-05"),
        one.permitted("2023-12-06"),
        one.helped("2023-12-07", 30),
        one.cv_certified("2023-12-07"),
    ]


def to_the_ceremony(one: Of) -> list[tuple[str, Event]]:
    """The rest of the path, with nothing to be found."""
    return [
        one.voted("2023-12-20"),
        one.resolved("2023-12-21"),
        one.decided("2023-12-22"),
        one.received("2023-12-23"),
        one.admitted("2023-12-24"),
    ]


def out_of_order(log: Log) -> None:
    """A step without one that comes before it, which is taken later, or never."""
    for number, (rule, needed, step) in enumerate(ORDERS, 20):
        _without(log, Of(number), rule, needed, step)
        _without(log, Of(number + 10), rule, needed, step, later=True)
    turns = Of(3)
    log.write(*(step for step in clean(turns) if not isinstance(step[1], CertificateRecorded)))
    vote = turns.voted("2023-12-20", against_rules=("DOS-06",), **irregular())
    position = log.plant(vote, D.OUT_OF_ORDER, "DOS-06")
    log.found(position, D.IRREGULAR, "DOS-06", detail="done again")
    log.write(turns.certified("2023-12-21"), turns.redone("2023-12-22", "cell-resolved"))


def _without(  # noqa: PLR0913 - as an order reads
    log: Log, one: Of, rule: str, needed: str, step: str, *, later: bool = False
) -> None:
    path = [*clean(one), *to_the_ceremony(one)]
    types = [event.TYPE for _, event in path]
    (stream, taken), missing = path[types.index(step)], path[types.index(needed)]
    before = path[: types.index(step)]
    before.remove(missing)
    log.write(*before)
    against = taken.model_copy(update={"against_rules": (rule,), **irregular()})
    position = log.plant((stream, against), D.OUT_OF_ORDER if later else D.SKIPPED, rule)
    log.found(position, D.IRREGULAR, rule, detail="waits")
    if later:
        log.write((stream, missing[1].model_copy(update={"on": day("2023-12-28")})))


def too_early_and_too_late(log: Log) -> None:
    early, late = Of(4), Of(5)
    log.write(*clean(early), early.voted("2023-12-08"), early.resolved("2023-12-09"))
    log.write(early.decided("2023-12-10"), early.received("2023-12-10"))
    log.write(early.admitted("2023-12-11"))
    vote = early.step(
        RecognitionVoteHeld, "2024-12-01", proposal="recognition", meeting=an_id("meeting", 1),
        in_favour=9, against=0, entitled=9, carried=True, document=PAPER,
        against_rules=("PRO-01",), **irregular(),
    )  # fmt: skip
    position = log.plant(vote, D.TOO_EARLY, "PRO-01", 9)
    log.found(position, D.IRREGULAR, "PRO-01", detail="cancelled")
    log.write(early.cancelled("2024-12-05"))
    log.write(late.entered("2023-12-04"), late.asked("2023-12-04"))
    stream, answer = late.answered("2024-01-31")
    flagged = answer.model_copy(update={"late": ("DOS-21",)})
    log.plant((stream, flagged), D.DEADLINE_MISSED, "DOS-21", 16)


def votes(log: Log) -> None:
    fails, goes_on = Of(6), Of(7)
    log.write(*clean(fails))
    log.plant(
        fails.voted("2023-12-20", carried=False), D.VOTE_BELOW, "DEC-01", detail="carried later"
    )
    log.write(fails.voted("2023-12-22"))
    log.write(*clean(goes_on))
    log.plant(
        goes_on.voted("2023-12-20", carried=False), D.VOTE_BELOW, "DEC-01", detail="no resolution"
    )
    stream, report = goes_on.resolved("2023-12-21")
    flagged = report.model_copy(update={"against_rules": ("DEC-01",), **irregular()})
    position = log.plant((stream, flagged), D.VOTE_BELOW, "DEC-01")
    log.found(position, D.IRREGULAR, "DEC-01", detail="waits")


def both_sides(log: Log) -> None:
    for number, second, detail in (
        (8, ACTOR, "one person"),
        (9, TWIN, "one operating-system account"),
    ):
        one = Of(number)
        log.write(*clean(one))
        vote = one.voted("2023-12-20", against_rules=("ELG-06",), **irregular(second))
        position = log.plant(vote, D.IRREGULAR, "ELG-06", detail="waits")
        log.found(position, D.ONE_ON_BOTH_SIDES, detail=detail)


def annulled(log: Log) -> None:
    one = Of(10)
    log.write(*clean(one))
    vote = one.voted("2023-12-20", against_rules=("ELG-06",), **irregular())
    log.plant(vote, D.IRREGULAR, "ELG-06", detail="annulled")
    said = {"about": one.id, "fact": 6, "on": day("2023-12-21"), "reason": "never was"}
    said |= {"document": PAPER, "second": FRIEND}
    log.write((one.id, FactAnnulled.model_validate(said)))


def recording(log: Log) -> None:
    """Late recording; refused for a day, then accepted: at once, and after something else."""
    one = Of(11)
    log.plant(one.entered("2023-11-01"), D.RECORDED_LATE, days=61)
    log.refuse(one.id, "record-certificate", "SYS-03 SYS-14")
    log.plant(one.certified("2023-12-05"), D.AFTER_REFUSAL, "SYS-03 SYS-14")
    log.refuse(one.id, "permit-dossier", "ELG-06")
    log.write(one.permitted("2023-12-06"))
    log.refuse(one.id, "assign-helper", "PRO-01")
    log.write(one.asked("2023-12-07"), one.helped("2023-12-07", 30))
    log.refuse(one.id, "answer-verification", "DOS-21")
    meeting = an_id("meeting", 5)
    log.refuse(meeting, "hold-meeting", "SYS-21")
    said = {"meeting": meeting, "body": one.unit, "kind": "cell", "on": day("2023-12-20")}
    said |= {"roll": {"summoned": 9, "present": 9}, "document": PAPER}
    log.plant((meeting, MeetingHeld.model_validate(said)), D.AFTER_REFUSAL, "SYS-21")


def paper(log: Log) -> None:
    """Known from paper: a ceremony late, a certificate after the vote, days before any rules."""
    one = Of(12)
    book, small = reference(BOOK), reference("small")
    known = [
        ("pool-entered", "2015-05-01", "2015-05-01", small),
        ("cell-voted", "2022-03-01", "2022-03-01", book),
        ("cell-resolved", "2022-03-01", "2022-03-01", book),
        ("class-certified", "2022-05-01", "2022-05-01", book),
        ("decision-received", "2022-06-01", "2022-06-01", book),
        ("ceremony-held", "2022-07-20", "2022-07-20", book),
        ("term-ended", "2023-07-20", "2023-07-20", book),
        ("recognition-considered", "2023-06-30", "2023-06", book),
    ]
    reached = tuple(
        Stated(milestone=name, on=day(on), stated=said, rulebook=by) for name, on, said, by in known
    )
    said: dict[str, Any] = {"document": PAPER, "person": one.person, "unit": one.unit}
    taken = {"standing": "on-probation", "reached": reached, "since": day("2022-07-20")}
    over = one.step(TakenOver, "2023-12-20", vouched_by=TWIN, **said, **taken)
    log.plant(over, D.ONE_ON_BOTH_SIDES, detail="one operating-system account", imported=True)
    left = {
        "pool-entered": (D.RULES_NOT_IN_FORCE, "", None, "read by small"),
        "cell-voted": (D.OUT_OF_ORDER, "DOS-06", 61, ""),
        "ceremony-held": (D.DEADLINE_MISSED, "DEC-22", 7, ""),
    }
    for each in reached:
        told = one.step(
            StepStated, each.on, vouched_by=TWIN, taken_over_on=date(2023, 12, 20),
            reached=(each,), **said,
        )  # fmt: skip
        if each.milestone in left:
            log.plant(told, *left[each.milestone], imported=True)
        else:
            log.write(told)


PLANTS: Final = (
    out_of_order,
    too_early_and_too_late,
    votes,
    both_sides,
    annulled,
    recording,
    paper,
    *REGISTERS,
)


@contextmanager
def planted_log(file: Path) -> Iterator[Log]:
    """A new store with all of it, and one path without any deviation."""
    with History(file) as past:
        log = Log(past)
        log.write(*clean(Of(1)), *to_the_ceremony(Of(1)))
        for plant in PLANTS:
            plant(log)
        yield log
