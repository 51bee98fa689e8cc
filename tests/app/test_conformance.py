"""A log with one deviation of every kind planted in it: all are found, and nothing else."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from admission.app.conformance.asking import Asked, conformance
from admission.app.conformance.findings import Deviation
from admission.app.conformance.lines import Line
from admission.app.envelope import utc_text
from admission.app.recorders.plain_rows import RefusalRow
from admission.app.views import open_views
from admission.domain.kernel.documents import Irregular
from admission.domain.kernel.messages import Event
from admission.domain.registers.accounts.events import AccountRegistered
from admission.domain.registers.corrections.events import FactAnnulled
from admission.domain.registers.meetings.events import MeetingHeld
from admission.domain.stages.probation.events import RecognitionVoteHeld
from admission.domain.stages.taking_over.events import Stated, StepStated, TakenOver
from tests.projections.histories import ACTOR, PAPER, History, an_id, reference
from tests.projections.steps import Of, day

BOOK: Final = "vn-2021"
FRIEND, TWIN = an_id("account", 2), an_id("account", 3)
"""Another account, and one of the operating-system user of the one who records."""
D: Final = Deviation
Planted = tuple[Deviation, str, str, bool, int, int | None]
"""Deviation, rule, detail, whether from paper, position, days."""


class Log:
    """A log that is planted, and what must be found in it."""

    def __init__(self, past: History) -> None:
        self.past = past
        self.planted: list[Planted] = []
        past.adopt("small", BOOK)
        for number, user in ((1, "le"), (2, "nga"), (3, "le")):
            self.write(account(number, user))

    def write(self, *events: tuple[str, Event]) -> int:
        """Record events; the position of the last."""
        return self.past.write(*events)

    def plant(  # noqa: PLR0913 - as a finding reads
        self,
        event: tuple[str, Event],
        deviation: Deviation,
        rule: str = "",
        days: int | None = None,
        detail: str = "",
        *,
        imported: bool = False,
    ) -> int:
        """Record an event in which something is to be found."""
        position = self.write(event)
        self.found(position, deviation, rule, days, detail, imported=imported)
        return position

    def found(  # noqa: PLR0913 - as above
        self,
        position: int,
        deviation: Deviation,
        rule: str = "",
        days: int | None = None,
        detail: str = "",
        *,
        imported: bool = False,
    ) -> None:
        """Expect a finding at a position."""
        self.planted.append((deviation, rule, detail, imported, position, days))

    def refuse(self, stream: str, command: str, codes: str) -> None:
        """A command is refused, after all that is recorded so far."""
        (row,) = self.past.recorder.log_rows(self.past.recorder.head() - 1, 1)
        at = utc_text(datetime.fromisoformat(row.recorded_at) + timedelta(microseconds=1))
        number = len(self.past.recorder.refusals()) + 1
        refused = (f"refusal-{number:04}", f"refused-{number}", at, ACTOR, command, stream, codes)
        with self.past.recorder.writing():
            self.past.recorder.insert_refusals([RefusalRow(*refused)])


def account(number: int, user: str) -> tuple[str, Event]:
    named = an_id("account", number)
    said = {"account": named, "on": day("2023-12-20"), "holder": "Lê", "system_user": user}
    return named, AccountRegistered.model_validate(said)


def irregular(second: str = FRIEND) -> dict[str, Any]:
    return {"irregular": Irregular(reason="it happened", document=PAPER, second=second)}


def clean(one: Of) -> list[tuple[str, Event]]:
    """A path to the cell's vote, without it, with nothing to be found."""
    return [
        one.entered("2023-12-04"),
        one.certified("2023-12-05"),
        one.permitted("2023-12-06"),
        one.helped("2023-12-07", 30),
    ]


def out_of_order(log: Log) -> None:
    skips, turns = Of(2), Of(3)
    log.write(skips.entered("2023-12-04"), skips.certified("2023-12-05"))
    vote = skips.voted("2023-12-20", against_rules=("DOS-05",), **irregular())
    position = log.plant(vote, D.SKIPPED, "DOS-05")
    log.found(position, D.IRREGULAR, "DOS-05", detail="waits")
    log.write(turns.entered("2023-12-04"), turns.helped("2023-12-05", 30))
    vote = turns.voted("2023-12-20", against_rules=("DOS-06",), **irregular())
    position = log.plant(vote, D.OUT_OF_ORDER, "DOS-06")
    log.found(position, D.IRREGULAR, "DOS-06", detail="done again")
    log.write(turns.certified("2023-12-21"), turns.redone("2023-12-22", "cell-resolved"))


def too_early_and_too_late(log: Log) -> None:
    early, late = Of(4), Of(5)
    log.write(*clean(early), early.voted("2023-12-08"), early.resolved("2023-12-09"))
    log.write(early.decided("2023-12-10"), early.admitted("2023-12-11"))
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
    said = {"about": one.id, "fact": 5, "on": day("2023-12-21"), "reason": "never was"}
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
)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    with History(tmp_path_factory.mktemp("planted") / "planted.db") as past:
        planted = Log(past)
        planted.write(*clean(Of(1)), Of(1).voted("2023-12-20"))
        for plant in PLANTS:
            plant(planted)
        yield planted


def asked(path: Path, **about: Any) -> list[Line]:  # noqa: ANN401 - as Asked has it
    with open_views(path) as views:
        question = Asked(**{"as_of": "2026-01-01", "known_at": views.position, **about})
        return conformance(views.store, views.connection, question).lines


def told(lines: list[Line]) -> set[Planted]:
    return {
        (line.deviation, line.rule, line.detail, line.imported, event.position, event.days)
        for line in lines
        for event in line.events
    }


def test_every_deviation_that_is_planted_is_found_and_none_that_is_not(log: Log) -> None:
    found = told(asked(log.past.path))
    assert found == set(log.planted)
    assert {each[0] for each in found} == set(Deviation)


def test_what_was_recorded_later_is_not_found_as_known_before(log: Log) -> None:
    """Every finding comes with its own event; what became of an irregular act may come later."""
    last = log.past.recorder.head()
    for at in (last // 3, last // 2):
        found = {(each[0], each[1], each[4]) for each in told(asked(log.past.path, known_at=at))}
        still = {(each[0], each[1], each[4]) for each in log.planted if each[4] <= at}
        assert {each for each in found if each[0] not in _BY_ORDER} == {
            each for each in still if each[0] not in _BY_ORDER
        }


_BY_ORDER: Final = {D.SKIPPED, D.OUT_OF_ORDER}
"""A step is skipped until it is taken: then it came out of order."""


def test_a_skipped_step_is_out_of_order_once_it_is_taken(log: Log) -> None:
    (vote,) = (
        each[4] for each in log.planted if each[:2] == (D.OUT_OF_ORDER, "DOS-06") and not each[3]
    )
    found = told(asked(log.past.path, known_at=vote))
    assert (D.SKIPPED, "DOS-06", "", False, vote, None) in found


def test_a_part_of_the_log_is_asked_by_the_days_of_the_steps(log: Log) -> None:
    lines = asked(log.past.path, first="2022-01-01", last="2022-12-31")
    assert {line.year for line in lines} == {"2022"}
    assert {line.deviation for line in lines} == {D.OUT_OF_ORDER, D.DEADLINE_MISSED}
    assert {(line.imported, line.of) for line in lines} == {(True, 5)}
