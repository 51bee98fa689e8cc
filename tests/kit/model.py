"""The whole workflow on a sealed store, step for step beside a twin in memory. (RELIABILITY C-4)

Hypothesis chooses: steps legal or not, corrections, people; one by one or in a batch; commands that
come again; answers that are lost; a clock that jumps; a second desk; the store closed and opened.
"""

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from admission.app.admission import Admission
from admission.app.answers import Answer, CommandIdReused
from admission.app.audit.verifying import verify_store
from admission.app.bootstrap import begin, new_id
from admission.app.envelope import Act, utc_text
from admission.app.recorders.errors import OutcomeUnknown
from admission.app.states import recorded
from admission.domain.kernel.messages import Accepted, Command, Context, UnknownReferenceError
from admission.domain.registers.corrections.commands import AnnulFact, CorrectFact
from admission.domain.registers.store.commands import RecordSkew
from tests.app.clocks import Clock
from tests.app.stores import IDENTITY
from tests.kit.faulty import Faulty, faulty_desk
from tests.laws.walks import ACCEPTED_IN, PROPOSALS, UNTIL, varied
from tests.stories.kit import Store
from tests.stories.organisation import (
    CLERK,
    GUIDE,
    IN_THE_VILLAGE,
    INTRODUCER,
    PLACES,
    SECOND,
    C,
    P,
    Place,
    a_,
    ask,
    founding,
    person_registered,
)
from tests.stories.paths import later, path

NEW_YEARS_EVE: Final = datetime(2029, 12, 31, 5, tzinfo=UTC)
"""After every day that steps are about, so that none lies in the future."""
ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
_LOST: Final = ("", "", "", "before it was written", "after it was written", "the driver repeats")
_JUMPS: Final = (3, 20, 3600, 90_000, 300_000_000)


@cache
def _founded() -> tuple[tempfile.TemporaryDirectory[str], Store]:
    """A folder with the store of the ready-made organisation, and its twin."""
    folder, twin = tempfile.TemporaryDirectory(), Store()
    store = Path(folder.name) / "store.db"
    begin(store, IDENTITY._replace(sealed="yes"), "file")
    clock = Clock(NEW_YEARS_EVE, timedelta())
    with faulty_desk(store, clock) as desk:
        for command in founding():
            assert desk.handle(command, Act(new_id(), CLERK)).outcome == "done"
            twin.do(command, Context(NEW_YEARS_EVE.date(), CLERK))
    return folder, twin


class Workflow(RuleBasedStateMachine):
    """What the store answers and keeps is at every step what the twin says."""

    steps: ClassVar[int] = 0

    @initialize()
    def begin(self) -> None:
        folder, twin = _founded()
        self._folder = tempfile.TemporaryDirectory()
        self.store = Path(self._folder.name) / "store" / "store.db"
        shutil.copytree(folder.name, self.store.parent)
        self.twin = twin.copy()
        self.clock = Clock(NEW_YEARS_EVE, timedelta())
        self.newest = NEW_YEARS_EVE
        self.skew: tuple[datetime, datetime] | None = None
        self.desks = [faulty_desk(self.store, self.clock), faulty_desk(self.store, self.clock)]
        self.done: list[tuple[Command, Act, Answer]] = []
        self.people = self.refused = 0
        self.at, self.on = PLACES[0], date(2025, 7, 1)

    @precondition(lambda self: C not in self.twin.streams)
    @rule(
        until=st.sampled_from(UNTIL),
        at=st.sampled_from([one for one in PLACES if one is not IN_THE_VILLAGE]),
        on=st.dates(date(2019, 3, 1), date(2026, 6, 30)),
    )
    def begins_a_path(self, until: str, at: Place, on: date) -> None:
        self.on, self.at = on, at
        self._batch(list(path(until, on, at=self.at)), self.desks[0])

    @precondition(lambda self: C in self.twin.streams)
    @rule(data=st.data(), days=st.integers(-2, 40), way=st.sampled_from((0, 0, 0, 1, 2)))
    def takes_a_step(self, data: st.DataObject, days: int, way: int) -> None:
        standing = self.twin.state(C).standing
        legal = [propose for propose in PROPOSALS if standing in ACCEPTED_IN[propose]]
        propose = data.draw(st.sampled_from((*legal, *legal, *PROPOSALS)))
        self.on = later(self.on, days)
        lose = data.draw(st.sampled_from(_LOST))
        for command in varied(propose(self.on, self.at, data.draw(st.integers(0, 9))), way):
            self._do(command, data.draw(st.sampled_from(self.desks)), lose)

    @precondition(lambda self: C in self.twin.streams)
    @rule(data=st.data(), many=st.integers(2, 6))
    def takes_steps_in_a_batch(self, data: st.DataObject, many: int) -> None:
        commands: list[Command] = []
        for _ in range(many):
            propose = data.draw(st.sampled_from(PROPOSALS))
            commands += varied(propose(self.on, self.at, data.draw(st.integers(0, 9))), 0)
        self._batch(commands, data.draw(st.sampled_from(self.desks)))

    @rule(data=st.data(), days=st.integers(-40, 40))
    def corrects(self, data: st.DataObject, days: int) -> None:
        meetings = [one for one in self.twin.streams if one.startswith("meeting-")]
        named = (C, C, P, INTRODUCER, GUIDE, *meetings)
        stream = data.draw(st.sampled_from([one for one in named if one in self.twin.streams]))
        fact = data.draw(st.integers(1, len(self.twin.streams[stream])))
        said = {"about": stream, "fact": fact, "second": SECOND, "on": "2029-01-01"}
        was = self.twin.streams[stream][fact - 1].event.command()
        if was is None or isinstance(was, AnnulFact | CorrectFact) or days % 2:
            command: Command = ask(AnnulFact, **said)
        else:
            moved = was.model_copy(update={"on": was.on + timedelta(days=days)})
            command = ask(CorrectFact, **said, replacement=moved)
        self._do(command, data.draw(st.sampled_from(self.desks)), data.draw(st.sampled_from(_LOST)))

    @rule(data=st.data())
    def registers_somebody(self, data: st.DataObject) -> None:
        self.people += data.draw(st.sampled_from((0, 1, 1)))  # 0: somebody who is there already
        command = person_registered(a_("person", 500 + self.people))
        self._do(command, data.draw(st.sampled_from(self.desks)), data.draw(st.sampled_from(_LOST)))

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def repeats_a_command(self, data: st.DataObject) -> None:
        command, act, first = data.draw(st.sampled_from(self.done))
        again = data.draw(st.sampled_from(self.desks)).handle(command, act)
        assert again == first._replace(repeated=True)

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def reuses_an_id(self, data: st.DataObject) -> None:
        _, act, _ = data.draw(st.sampled_from(self.done))
        with pytest.raises(CommandIdReused):
            self.desks[0].handle(person_registered(a_("person", 400)), act)

    @rule(seconds=st.sampled_from(_JUMPS), back=st.booleans())
    def moves_the_clock(self, seconds: int, *, back: bool) -> None:
        moved = self.clock.at + timedelta(seconds=-seconds if back else seconds)
        if date(2000, 1, 1) < moved.date() < date(2100, 1, 1):
            self.clock.at = moved

    @rule()
    def opens_the_store_again(self) -> None:
        self.desks.pop(0).close()
        self.desks.append(faulty_desk(self.store, self.clock))

    @invariant()
    def the_log_is_as_long_as_that_of_the_twin(self) -> None:
        head = sum(map(len, self.twin.streams.values()))
        assert self.desks[0].recorder.head() == head
        refusals = self.desks[0].recorder.refusals(limit=10_000)
        # Whoever presses again, the answer to a refusal being lost, is refused again.
        assert len({row.command_id for row in refusals}) == self.refused

    def teardown(self) -> None:
        for desk in self.desks:
            desk.close()
        try:
            with faulty_desk(self.store, self.clock) as desk:
                self._everything_is_the_same(desk)
            assert verify_store(self.store, None, None).findings == ()
        finally:
            self._folder.cleanup()

    def _everything_is_the_same(self, desk: Admission) -> None:
        rows, seals = list(desk.recorder.iterate()), desk.recorder.lock.seals
        assert [row.recorded_at for row in rows] == sorted(row.recorded_at for row in rows)
        for stream, history in self.twin.streams.items():
            kept = [recorded(row, seals) for row in desk.recorder.stream_rows(stream)]
            assert kept == list(history), stream
            assert desk._handler.states.state(stream) == self.twin.state(stream), stream
        assert desk.projector.verify() is None

    def _do(self, command: Command, desk: Admission, lose: str = "") -> None:
        """Have a command handled and, where its answer is lost, press again until there is one."""
        Workflow.steps += 1
        act = Act(new_id(), CLERK)
        today = self._told_the_time()
        expected = self._expected(lambda: self.twin.do(command, Context(today, CLERK)))
        recorder = desk.recorder
        assert isinstance(recorder, Faulty)
        recorder.lose = lose
        try:
            self._compare(command, act, self._pressed(desk, command, act), expected)
        finally:
            recorder.lose = ""

    def _pressed(self, desk: Admission, command: Command, act: Act) -> Any:  # noqa: ANN401
        for _ in range(2):
            try:
                return desk.handle(command, act)
            except OutcomeUnknown:
                continue
            except UnknownReferenceError as error:
                return error.stream
        return desk.handle(command, act)

    def _batch(self, commands: list[Command], desk: Admission) -> None:
        """Have commands handled as one: where one of them names what is not there, nothing is."""
        Workflow.steps += len(commands)
        items = [(command, Act(new_id(), CLERK)) for command in commands]
        before = (self.twin.copy(), self.newest, self.skew)
        today = self._told_the_time()
        expected = [
            self._expected(lambda one=one: self.twin.do(one, Context(today, CLERK)))  # type: ignore[misc]
            for one in commands
        ]
        if any(isinstance(one, str) for one in expected):
            self.twin, self.newest, self.skew = before
            with pytest.raises(UnknownReferenceError):
                list(desk.handle_many(items))
            return
        for (command, act), answer, one in zip(
            items, desk.handle_many(items), expected, strict=True
        ):
            self._compare(command, act, answer, one)

    def _expected(self, deciding: Callable[[], Any]) -> Any:  # noqa: ANN401
        """What the twin answers, with positions; the stream where one is not there."""
        before = sum(map(len, self.twin.streams.values()))
        try:
            answer = deciding()
        except UnknownReferenceError as error:
            return error.stream
        if isinstance(answer, Accepted):
            self.newest = max(self.newest, self.clock.at)
            return tuple(range(before + 1, before + 1 + len(answer.events)))
        return answer.codes

    def _compare(self, command: Command, act: Act, answer: Any, expected: Any) -> None:  # noqa: ANN401
        if isinstance(answer, str):
            assert answer == expected
        elif answer.outcome == "refused":
            self.refused += 1
            assert set(answer.codes) == set(expected)
        else:
            assert answer.positions == expected
            self.done.append((command, act, answer._replace(repeated=False)))

    def _told_the_time(self) -> date:
        """Let a second pass; what day it is to be, after what the clock's jumps have recorded."""
        self.clock.at += timedelta(seconds=1)
        now, before = self.clock.at, self.newest
        today = max(before, now).astimezone(ZONE).date()
        behind = (before - now).total_seconds()
        told = self.skew is not None and self.skew[0] == before
        if behind > 5 and not (told and (self.skew[1] - now).total_seconds() <= 5):  # type: ignore[index]
            self.skew = (before, now)
            skew = RecordSkew(last=utc_text(before), clock=utc_text(now), on=today)
            self.twin.do(skew, Context(today, CLERK))
        return today
