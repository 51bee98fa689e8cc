"""The public entry: handle commands, one by one or many to a transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import islice
from time import perf_counter
from typing import Final, NamedTuple, Self, TypeVar
from zoneinfo import ZoneInfo

from eventsourcing.persistence import IntegrityError

from admission.app.batch import Batch, Writer
from admission.app.clock import Moment, RecordClock, is_told
from admission.app.collecting import few_collections
from admission.app.envelope import Act, Stamp, envelope
from admission.app.erasing.reapplying import bring_up
from admission.app.facts import News
from admission.app.following import Follower
from admission.app.log import command_handled
from admission.app.past import StoredPast
from admission.app.projector import Projector
from admission.app.recorders.errors import StoreUnusable
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
    Objection,
    Origin,
    Refused,
    UnknownReferenceError,
)
from admission.domain.kernel.rules import objection
from admission.domain.registers.accounts.commands import RegisterAccount
from admission.domain.registers.corrections.commands import CorrectionCommand
from admission.domain.registers.corrections.events import Correction
from admission.domain.registers.erasure.commands import ErasePerson
from admission.domain.registers.store.commands import BeginLog, OpenStore, RecordSkew
from admission.domain.stages.steps import StepEvent
from admission.domain.world import World
from admission.projections.asking import Connection

T = TypeVar("T")
_TRIES: Final = 3


class CommandIdReused(Exception):  # noqa: N818 - said to people as it is
    """A command id came again with other content."""


Wrong = UnknownReferenceError | CommandIdReused
"""What is wrong with a command that was not even decided."""


class StillInConflict(Exception):  # noqa: N818
    """Others wrote to the same streams each time that this command was about to be written."""


class Answer(NamedTuple):
    """What became of a command; `positions` are those of its events, in order."""

    outcome: str
    command_id: str
    stream: str
    objections: tuple[Objection, ...] = ()
    positions: tuple[int, ...] = ()
    late: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    repeated: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the objections, each once."""
        return tuple(dict.fromkeys(each.code for each in self.objections))


class Tools(NamedTuple):
    """What comes from outside: the clock (UTC), and new ids (UUIDv7)."""

    now: Callable[[], datetime]
    new_id: Callable[[], str]


class Admission:
    """One open store: the log, its projections, and the commands on them.

    Every method may raise `StoreUnusable`, and `OutcomeUnknown` where a commit was cut off. A store
    that is locked is unusable: what is decided may rest on what cannot be read.
    """

    def __init__(self, recorder: StoreRecorder, projector: Projector, tools: Tools) -> None:
        recorder.lock.require()
        self.recorder = recorder
        self.projector = projector
        self.info = recorder.info()
        self.demonstration = self.info["origin"] == Origin.DEMO
        """Whether the store holds demonstration data."""
        self.new_id = tools.new_id
        self._now = tools.now
        self._zone = ZoneInfo(self.info["time_zone"])
        self._seals: Seals = recorder.lock.seals
        self._states = States(recorder)
        self._resting = Resting(recorder, projector)
        past = StoredPast(recorder, self._zone, self._resting)
        self._world = World(self._states.state, self._states.version, past, self._named)
        self._clock = RecordClock(tools.now, recorder, demonstration=self.demonstration)
        self._news: list[News] = []
        if self._world.store().sealed and not recorder.lock.sealed:
            raise StoreUnusable(
                f"{recorder.path} says that it is not sealed, and its log that it is: it was "
                "altered; restore the newest backup."
            )

    @property
    def world(self) -> World:
        """The folded states as they stand in the log now."""
        self._states.refresh()
        return self._world

    def today(self) -> str:
        """The organisation's day, as ISO text."""
        return self._now().astimezone(self._zone).date().isoformat()

    @property
    def list_key(self) -> bytes:
        """The key of the ids that are made of what lists say."""
        return self._seals.list_key()

    def _named(self, kind: str, personal: str) -> str:
        """The id of the thing that something personal names."""
        return f"{kind}-{derived_uuid(self.list_key, kind, personal)}"

    def handle(self, command: Command, act: Act) -> Answer:
        """Decide a command and record what follows; the projections know it on return.

        Raises:
            UnknownReferenceError, CommandIdReused, NotADemonstration, StillInConflict: nothing
                was recorded.
        """
        if isinstance(command, CorrectionCommand):
            # Nobody is to add a step that rests on the fact between its decision and its writing.
            (answer,) = self.handle_many([(command, act)])
            return answer
        try:
            answer = self._handle(command, act, self.recorder)
        finally:
            self._seals.undo()
        self._destroy_what_is_erased([command])
        if self._news:
            self.projector.take_in(self._news)
        else:
            self.projector.catch_up()
        return answer

    def handle_many(
        self, items: Iterable[tuple[Command, Act]], batch: int = 500
    ) -> Iterator[Answer]:
        """Handle commands in order, each atomic, `batch` of them to a transaction.

        Answers come after the commit of their transaction; an exception undoes the transaction
        that it falls into, and no other. The projections know them all when the last was given;
        where that was broken off, the next query brings them up.
        """
        pending = iter(items)
        self.projector.catch_up()
        with few_collections(), Follower(self.projector) as follower:
            while some := list(islice(pending, batch)):
                yield from self._handle_batch(some)
                follower.after(len(some))
        self.projector.catch_up()

    def begin_log(self, act: Act) -> None:
        """Take a store of format 1 into a proof log, and record that, in one transaction."""
        with self.recorder.writing():
            if self.recorder.info()["format"] == self.info["format"]:
                entries = self.recorder.begin_log()
                moment = (
                    datetime.fromisoformat(self._clock.newest()) if self.demonstration else None
                )
                today = self._now().astimezone(self._zone).date()
                command = BeginLog(entries=entries, on=today)
                self._handle_batch([(command, act._replace(recorded_at=moment))])
        self.info = self.recorder.info()
        self.projector.catch_up()

    def rehearse(self, items: Iterable[tuple[Command, Act]]) -> list[Answer | Wrong]:
        """What `handle_many` would answer, or raise, to each; nothing is recorded."""
        answers: list[Answer | Wrong] = []
        self.projector.catch_up()
        try:
            with self.recorder.writing():
                self._look_again()
                batch = Batch(self.recorder)
                answers += [self._rehearse(command, act, batch) for command, act in items]
                raise _Rehearsed  # noqa: TRY301 - the one way to undo a transaction
        except _Rehearsed:
            return answers
        finally:
            self._forget()

    def supposing(
        self,
        command: Command,
        act: Act,
        ask: Callable[[Sequence[int], Connection], T],
        *,
        nothing: T,
    ) -> T:
        """What the projections would answer if a command were recorded; nothing is recorded.

        `ask` is given the positions of its events. Where it is refused the answer is `nothing`.
        """
        found = nothing
        self.projector.catch_up()
        try:
            with self.recorder.writing():
                self._look_again()
                batch = Batch(self.recorder)
                answer = self._handle(command, act, batch)
                if answer.outcome == "done" and not answer.repeated:
                    batch.write()
                    found = self.projector.supposing(partial(ask, answer.positions))
                raise _Rehearsed  # noqa: TRY301 - the one way to undo a transaction
        except _Rehearsed:
            return found
        finally:
            self._forget()

    def _rehearse(self, command: Command, act: Act, to: Writer) -> Answer | Wrong:
        try:
            return self._handle(command, act, to)
        except (UnknownReferenceError, CommandIdReused) as error:
            return error

    def close(self) -> None:
        """Close the files."""
        self.projector.close()
        self.recorder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _handle_batch(self, items: list[tuple[Command, Act]]) -> list[Answer]:
        try:
            with self.recorder.writing():
                self._look_again()
                self._states.look_ahead(command for command, _ in items)
                batch = Batch(self.recorder, [act.command_id for _, act in items])
                answers = [self._handle(command, act, batch) for command, act in items]
                batch.write()
                self._seals.keep()
        except BaseException:
            self._forget()
            raise
        self._destroy_what_is_erased(command for command, _ in items)
        return answers

    def _destroy_what_is_erased(self, commands: Iterable[Command]) -> None:
        """After the commit: what the log says is done, is then done."""
        keys = self.recorder.lock.keys
        if keys is not None and any(isinstance(command, ErasePerson) for command in commands):
            bring_up(self.recorder, keys)
            self._seals.look_again()
            self._states.forget()

    def _look_again(self) -> None:
        """Take in what others have recorded since, and done to the keys."""
        self._seals.look_again()
        if self._states.refresh():
            self._clock.forget()

    def _forget(self) -> None:
        self._seals.undo()
        self._states.forget()
        self._resting.forget()
        self._clock.forget()

    def _handle(self, command: Command, act: Act, to: Writer) -> Answer:
        """Handle one command; where it goes to a batch, nobody else can write."""
        began = perf_counter()
        self._news = []
        before = to.command(act.command_id)
        if before is not None:
            return self._first_answer(before, command)
        answer = self._decide_and_record(command, act, to)
        command_handled(command.NAME, act.actor, answer, perf_counter() - began)
        return answer

    def _decide_and_record(self, command: Command, act: Act, to: Writer) -> Answer:
        for _ in range(_TRIES):
            if to is self.recorder:
                self._look_again()
            moment = self._clock.moment(act)
            self._check_actor(command, act.actor)
            if not isinstance(command, RecordSkew):
                self._record_skew(act, moment, to)
            today = moment.at.astimezone(self._zone).date()
            if isinstance(command, CorrectionCommand):
                _settle(to)
            result = decide(self._world, command, Context(today, act.actor))
            if isinstance(result, Refused):
                return self._refuse(command, act, result, moment.text, to)
            origin = Origin.DEMO if self.demonstration else command.ORIGIN
            stamp = Stamp(moment.text, origin, [self.new_id() for _ in result.events])
            try:
                return self._record(command, act, result, stamp, to)
            except SubjectErasedError as error:
                erased = Refused((objection("SYS-86", subject=error.subject),))
                return self._refuse(command, act, erased, moment.text, to)
            except IntegrityError:
                self._look_again()
                before = self.recorder.command(act.command_id)
                if before is not None:
                    return self._first_answer(before, command)
        raise StillInConflict(command.stream)

    def _record(
        self, command: Command, act: Act, accepted: Accepted, stamp: Stamp, to: Writer
    ) -> Answer:
        versions = {stream: self._states.folded(stream).version for stream, _ in accepted.events}
        rows = envelope(accepted, versions, act, stamp, self._seals)
        secret = self._seals.made_secret_of(rows[0])
        if to is self.recorder:
            self._seals.keep()
        positions = to.append(rows, act.command_id, secret.key_id, secret.digest(command))
        self._clock.recorded(stamp.recorded_at)
        about = (stamp.recorded_at, act.actor, accepted.rulebook, act.command_id)
        for (stream, event), row, position in zip(accepted.events, rows, positions, strict=True):
            self._states.extend(stream, event, accepted.rulebook, position)
            if to is self.recorder:
                self._news.append(News(position, stream, row.version, event, *about))
        if isinstance(accepted.events[0].event, Correction):
            _settle(to)
        late, against = _flags(accepted.events[0].event)
        stream = accepted.events[0].stream
        return Answer("done", act.command_id, stream, (), tuple(positions), late, against)

    def _refuse(
        self, command: Command, act: Act, refused: Refused, recorded_at: str, to: Writer
    ) -> Answer:
        row = RefusalRow(
            self.new_id(),
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
        (row,) = self.recorder.log_rows(before.first - 1, 1)
        secret = self._seals.secret_of(row)
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
        late, against = _flags(recorded(row, self._seals).event)
        positions = tuple(range(before.first, before.last + 1))
        return Answer(
            "done", row.command_id, row.stream, (), positions, late, against, repeated=True
        )

    def _record_skew(self, act: Act, moment: Moment, to: Writer) -> None:
        """Record that the clock was set back, once for each time that it was."""
        if is_told(moment, self._world.store().skew):
            return
        on = moment.at.astimezone(self._zone).date()
        command = RecordSkew(last=moment.text, clock=moment.set_back_to, on=on)
        self._decide_and_record(command, Act(self.new_id(), act.actor, "program"), to)
        self._news.clear()  # the projections read both from the log

    def _check_actor(self, command: Command, actor: str) -> None:
        if isinstance(command, OpenStore):
            return
        if isinstance(command, RegisterAccount) and command.account == actor:
            return
        if not self._world.is_actor(actor):
            raise UnknownReferenceError(actor)


def _settle(to: Writer) -> None:
    """Write what waits: a correction looks at the log, and so does who looks at what it changed."""
    if isinstance(to, Batch):
        to.write()


def _flags(event: Event) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (event.late, event.against_rules) if isinstance(event, StepEvent) else ((), ())


class _Rehearsed(Exception):  # noqa: N818 - not an error: it undoes a rehearsal
    pass
