"""The public entry: handle commands, one by one or many to a transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Final, Self, TypeVar

from admission.app.answers import Answer, CommandIdReused, Wrong
from admission.app.batch import Batch, Writer, gathered
from admission.app.collecting import few_collections
from admission.app.envelope import Act
from admission.app.following import Follower
from admission.app.handling import Handler, Tools
from admission.app.log import server_away
from admission.app.projector import Projector
from admission.app.recorders.errors import ServerAway, StoreUnusable
from admission.app.recorders.recording import StoreRecorder
from admission.app.recorders.waiting import outlast
from admission.domain.kernel.messages import Command, UnknownReferenceError
from admission.domain.registers.corrections.commands import CorrectionCommand
from admission.domain.registers.erasure.commands import ErasePerson
from admission.domain.registers.store.commands import BeginLog
from admission.domain.world import World
from admission.projections.asking import Connection

T = TypeVar("T")
AT_ONCE: Final = 2_000
"""How many commands of a run go to one transaction: the more, the fewer pages are written twice."""


class Admission:
    """One open store: the log, its projections, and the commands on them.

    Every method may raise `StoreUnusable`, and `OutcomeUnknown` where a commit was cut off. A store
    that is locked is unusable: what is decided may rest on what cannot be read. A server that is
    away in the midst of commands is waited for (`waiting.AWAY_SECONDS`), and what was not kept of
    them is handled again from its beginning, under the same ids.
    """

    def __init__(self, recorder: StoreRecorder, projector: Projector, tools: Tools) -> None:
        recorder.lock.require()
        self.recorder = recorder
        self.projector = projector
        self.info = recorder.info()
        self.new_id = tools.new_id
        self._now = tools.now
        self._handler = Handler(recorder, projector, tools)
        self.demonstration = self._handler.demonstration
        """Whether the store holds demonstration data."""
        if self._handler.world.store().sealed and not recorder.lock.sealed:
            raise StoreUnusable(
                f"{recorder.path} says that it is not sealed, and its log that it is: it was "
                "altered; restore the newest backup."
            )

    @property
    def world(self) -> World:
        """The folded states as they stand in the log now."""
        self._handler.look_again()
        return self._handler.world

    def today(self) -> str:
        """The organisation's day, as ISO text."""
        return self._now().astimezone(self._handler.zone).date().isoformat()

    @property
    def list_key(self) -> bytes:
        """The key of the ids that are made of what lists say."""
        return self._handler.seals.list_key()

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
        answer = self._outlast(partial(self._handle_alone, command, act))
        if isinstance(command, ErasePerson):
            self._destroy_what_is_erased()
        with suppress(ServerAway):  # it is recorded; the next query brings the rows up
            if self._handler.news:
                self.projector.take_in(self._handler.news)
            else:
                self.projector.catch_up()
        return answer

    def handle_many(
        self, items: Iterable[tuple[Command, Act]], batch: int = AT_ONCE
    ) -> Iterator[Answer]:
        """Handle commands in order, each atomic, `batch` of them to a transaction.

        Answers come after the commit of their transaction; an exception undoes the transaction
        that it falls into, and no other. The projections know them all when the last was given;
        where that was broken off, the next query brings them up.
        """
        pending = iter(items)
        self._bring_up()
        with few_collections(), Follower(self.projector) as follower:
            while some := list(islice(pending, batch)):
                answers = self._outlast(partial(self._handle_batch, some))
                if ErasePerson in {type(command) for command, _ in some}:
                    self._destroy_what_is_erased()
                yield from answers
                follower.after(len(some))
        self._bring_up()

    def begin_log(self, act: Act) -> None:
        """Take a store of format 1 into a proof log, and record that, in one transaction."""
        with self.recorder.writing():
            if self.recorder.info()["format"] == self.info["format"]:
                entries = self.recorder.begin_log()
                moment = (
                    datetime.fromisoformat(self._handler.clock.newest())
                    if self.demonstration
                    else None
                )
                today = self._now().astimezone(self._handler.zone).date()
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
                self._handler.look_again()
                batch = Batch(self.recorder)
                answers += [self._rehearse(command, act, batch) for command, act in items]
                raise _Rehearsed  # noqa: TRY301 - the one way to undo a transaction
        except _Rehearsed:
            return answers
        finally:
            self._handler.forget()

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
                self._handler.look_again()
                batch = Batch(self.recorder)
                answer = self._handler.handle(command, act, batch)
                if answer.outcome == "done" and not answer.repeated:
                    batch.write()
                    found = self.projector.supposing(partial(ask, answer.positions))
                raise _Rehearsed  # noqa: TRY301 - the one way to undo a transaction
        except _Rehearsed:
            return found
        finally:
            self._handler.forget()

    def _rehearse(self, command: Command, act: Act, to: Writer) -> Answer | Wrong:
        try:
            return self._handler.handle(command, act, to)
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

    def _outlast(self, step: Callable[[], T]) -> T:
        return outlast(step, again=self._begin_again, tell=server_away)

    def _begin_again(self) -> None:
        """Another server may have taken over, and know less."""
        self._handler.forget()
        self._bring_up()

    def _bring_up(self) -> None:
        with suppress(ServerAway):  # then the next query does
            self.projector.catch_up()

    def _destroy_what_is_erased(self) -> None:
        with suppress(ServerAway):  # then whoever opens the keys next does
            self._outlast(self._handler.destroy_what_is_erased)

    def _handle_alone(self, command: Command, act: Act) -> Answer:
        try:
            return self._handler.handle(command, act, self.recorder)
        finally:
            self._handler.seals.undo()

    def _handle_batch(self, items: list[tuple[Command, Act]]) -> list[Answer]:
        try:
            with gathered(self.recorder, [act.command_id for _, act in items]) as batch:
                self._handler.look_again()
                self._handler.states.look_ahead(command for command, _ in items)
                answers = [self._handler.handle(command, act, batch) for command, act in items]
                batch.write()
                self._handler.seals.keep()
        except BaseException:
            self._handler.forget()
            raise
        return answers


class _Rehearsed(Exception):  # noqa: N818 - not an error: it undoes a rehearsal
    pass
