"""One command: decided on what stands, and what follows from it written."""

from collections.abc import Callable
from datetime import datetime
from time import perf_counter
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from eventsourcing.persistence import IntegrityError

from admission.app.answers import Answer, CommandIdReused, StillInConflict
from admission.app.batch import Batch, Writer
from admission.app.clock import Moment, RecordClock, is_told
from admission.app.envelope import Act, Stamp, envelope
from admission.app.erasing.reapplying import bring_up
from admission.app.facts import News
from admission.app.log import command_handled
from admission.app.past import StoredPast
from admission.app.projector import Projector
from admission.app.recorders.plain_rows import CommandRow, RefusalRow
from admission.app.recorders.recording import StoreRecorder
from admission.app.resting import Resting
from admission.app.sealing.seals import Seals
from admission.app.sealing.subject_keys import SubjectErasedError
from admission.app.secret import derived_uuid
from admission.app.states import States, recorded
from admission.domain.decider import decide
from admission.domain.kernel.messages import (
    Accepted,
    Command,
    Context,
    Event,
    Origin,
    Refused,
    UnknownReferenceError,
)
from admission.domain.kernel.rules import objection
from admission.domain.registers.accounts.commands import RegisterAccount
from admission.domain.registers.corrections.commands import CorrectionCommand
from admission.domain.registers.corrections.events import Correction
from admission.domain.registers.store.commands import OpenStore, RecordSkew
from admission.domain.stages.steps import StepEvent
from admission.domain.world import World

_TRIES: Final = 3


class Tools(NamedTuple):
    """What comes from outside: the clock (UTC), and new ids (UUIDv7)."""

    now: Callable[[], datetime]
    new_id: Callable[[], str]


class Handler:
    """Decides commands of one store on the states as they stand, and records what follows.

    A command is written to the store at once, or to a batch, which whoever gathers it commits.
    """

    def __init__(self, recorder: StoreRecorder, projector: Projector, tools: Tools) -> None:
        info = recorder.info()
        self.demonstration = info["origin"] == Origin.DEMO
        self.zone = ZoneInfo(info["time_zone"])
        self.news: list[News] = []
        """What the last command recorded, where it was written to the store at once."""
        self.seals: Seals = recorder.lock.seals
        self.states = States(recorder)
        self.clock = RecordClock(tools.now, recorder, demonstration=self.demonstration)
        self._recorder = recorder
        self._new_id = tools.new_id
        self._resting = Resting(recorder, projector)
        past = StoredPast(recorder, self.zone, self._resting)
        self.world = World(self.states.state, self.states.version, past, self._named)

    def handle(self, command: Command, act: Act, to: Writer) -> Answer:
        """Handle one command; where it goes to a batch, nobody else can write."""
        began = perf_counter()
        self.news = []
        alone = to is self._recorder
        before = self.look_again(act.command_id) if alone else to.command(act.command_id)
        if before is not None:
            return self._first_answer(before, command)
        answer = self._decide_and_record(command, act, to)
        command_handled(command.NAME, act.actor, answer, perf_counter() - began)
        return answer

    def look_again(self, command_id: str = "") -> CommandRow | None:
        """Take in what others recorded since, and did to the keys; the command under an id."""
        self.seals.look_again()
        stands = self._recorder.standing(command_id)
        if self.states.refresh(stands.position):
            self.clock.recorded(stands.recorded_at)
        return stands.command

    def forget(self) -> None:
        """Take back what was taken in of commands that are not recorded."""
        self.seals.undo()
        self.states.forget()
        self._resting.forget()
        self.clock.forget()

    def destroy_what_is_erased(self) -> None:
        """After the commit of an erasure: what the log says is done, is then done."""
        keys = self._recorder.lock.keys
        if keys is not None:
            bring_up(self._recorder, keys)
            self.seals.look_again()
            self.states.forget()

    def _decide_and_record(self, command: Command, act: Act, to: Writer) -> Answer:
        for _ in range(_TRIES):
            moment = self.clock.moment(act)
            self._check_act(command, act)
            if moment.set_back_to and not isinstance(command, RecordSkew):
                self._record_skew(act, moment, to)
            today = moment.at.astimezone(self.zone).date()
            if isinstance(command, CorrectionCommand):
                _settle(to)
            result = decide(self.world, command, Context(today, act.actor))
            if isinstance(result, Refused):
                # Another program may have recorded this very command since it was looked up.
                before = self._recorder.command(act.command_id) if to is self._recorder else None
                if before is not None:
                    return self._first_answer(before, command)
                return self._refuse(command, act, result, moment.text, to)
            origin = Origin.DEMO if self.demonstration else command.ORIGIN
            stamp = Stamp(moment.text, origin, [self._new_id() for _ in result.events])
            try:
                return self._record(command, act, result, stamp, to)
            except SubjectErasedError as error:
                erased = Refused((objection("SYS-86", subject=error.subject),))
                return self._refuse(command, act, erased, moment.text, to)
            except IntegrityError:
                before = self.look_again(act.command_id)
                if before is not None:
                    return self._first_answer(before, command)
        raise StillInConflict(command.stream)

    def _record(
        self, command: Command, act: Act, accepted: Accepted, stamp: Stamp, to: Writer
    ) -> Answer:
        versions = {stream: self.states.folded(stream).version for stream, _ in accepted.events}
        rows = envelope(accepted, versions, act, stamp, self.seals)
        secret = self.seals.made_secret_of(rows[0])
        if to is self._recorder:
            self.seals.keep()
        positions = to.append(rows, act.command_id, secret.key_id, secret.digest(command))
        self.clock.recorded(stamp.recorded_at)
        about = (stamp.recorded_at, act.actor, accepted.rulebook, act.command_id)
        for (stream, event), row, position in zip(accepted.events, rows, positions, strict=True):
            self.states.extend(stream, event, accepted.rulebook, position)
            if to is self._recorder:
                self.news.append(News(position, stream, row.version, event, *about))
        if isinstance(accepted.events[0].event, Correction):
            _settle(to)
        late, against = _flags(accepted.events[0].event)
        stream = accepted.events[0].stream
        return Answer("done", act.command_id, stream, (), tuple(positions), late, against)

    def _refuse(
        self, command: Command, act: Act, refused: Refused, recorded_at: str, to: Writer
    ) -> Answer:
        row = RefusalRow(
            self._new_id(),
            act.command_id,
            recorded_at,
            act.actor,
            command.NAME,
            command.stream,
            " ".join(refused.codes),
        )
        to.insert_refusals([row])
        return Answer("refused", act.command_id, command.stream, refused.objections)

    def _first_answer(self, before: CommandRow, command: Command) -> Answer:
        (row,) = self._recorder.log_rows(before.first - 1, 1)
        secret = self.seals.secret_of(row)
        if secret is None or before.key_id != secret.key_id:
            msg = (
                f"the id {before.command_id} was used before, and the key is gone by which its "
                "content could be compared: give this command an id of its own"
            )
            raise CommandIdReused(msg)
        if before.digest != secret.digest(command):
            msg = (
                f"the id {before.command_id} was used before for something else: give this "
                "command an id of its own"
            )
            raise CommandIdReused(msg)
        late, against = _flags(recorded(row, self.seals).event)
        positions = tuple(range(before.first, before.last + 1))
        return Answer(
            "done", row.command_id, row.stream, (), positions, late, against, repeated=True
        )

    def _record_skew(self, act: Act, moment: Moment, to: Writer) -> None:
        """Record that the clock was set back, once for each time that it was."""
        if is_told(moment, self.world.store().skew):
            return
        on = moment.at.astimezone(self.zone).date()
        command = RecordSkew(last=moment.text, clock=moment.set_back_to, on=on)
        self._decide_and_record(command, Act(self._new_id(), act.actor, "program"), to)
        self.news.clear()  # the projections read both from the log

    def _check_act(self, command: Command, act: Act) -> None:
        if isinstance(command, OpenStore):
            return
        if act.acting_for is not None and not self.world.is_unit(act.acting_for):
            raise UnknownReferenceError(act.acting_for)
        if isinstance(command, RegisterAccount) and command.account == act.actor:
            return
        if not self.world.is_actor(act.actor):
            raise UnknownReferenceError(act.actor)

    def _named(self, kind: str, personal: str) -> str:
        """The id of the thing that something personal names."""
        return f"{kind}-{derived_uuid(self.seals.list_key(), kind, personal)}"


def _settle(to: Writer) -> None:
    """Write what waits: a correction looks at the log, and so does who looks at what it changed."""
    if isinstance(to, Batch):
        to.write()


def _flags(event: Event) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (event.late, event.against_rules) if isinstance(event, StepEvent) else ((), ())
