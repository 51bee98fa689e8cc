"""Lines of commands: read from a file or a stream, checked one by one, run in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, Final

from admission.app.admission import AT_ONCE
from admission.app.answers import Answer, CommandIdReused, Wrong
from admission.app.clock import NotADemonstration
from admission.app.envelope import Act
from admission.app.intake import Line, Malformed, read_line
from admission.domain.kernel.messages import Command, UnknownReferenceError
from cli.output import counted
from cli.writing import Desk, told, undecided

_LONGEST: Final = 4_000_000
"""Bytes of a line: a rulebook's text at its longest, every letter escaped, and some more."""
Item = tuple[Command, Act]
Told = Callable[[dict[str, Any]], None]
Unknown = Callable[[Line, str], str]
"""The sentence for a line that names a stream which is not in the store."""


def lines_of(file: BinaryIO) -> Iterator[Line]:
    """The commands of a file of JSON lines; empty lines are passed over.

    Raises:
        Malformed: at the first line that is no command.
    """
    number = 0
    while found := file.readline(_LONGEST + 1):
        number += 1
        if len(found) > _LONGEST:
            raise Malformed(number, f"a line has at most {_LONGEST:,} bytes.")
        line = line_of(found, number)
        if line is not None:
            yield line


def line_of(found: bytes, number: int) -> Line | None:
    """The command of one line; None where the line is empty."""
    try:
        text = found.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise Malformed(number, "this is not UTF-8 text.") from error
    return read_line(text, number) if text.strip() else None


def check(desk: Desk, line: Line) -> Line:
    """Refuse what only a demonstration may say; the line otherwise."""
    if line.recorded_at is not None and not desk.admission.demonstration:
        raise Malformed(
            line.number, "only a demonstration store takes `recorded_at`: leave it out."
        )
    return line


def _nothing_under(_: Line, stream: str) -> str:
    return f"the store holds nothing under {stream}."


class Runner:
    """Runs lines in order and tells each answer after its commit.

    `recorded` counts lines that are in the store now, `refused` those that a rule refused, `wrong`
    those with a reference to nothing or an id used before. After `stop` nothing more is run.
    """

    def __init__(
        self,
        desk: Desk,
        tell: Told,
        *,
        stop_at_refusal: bool = False,
        unknown: Unknown = _nothing_under,
    ) -> None:
        self._desk = desk
        self._tell = tell
        self._unknown = unknown
        self._stop_at_refusal = stop_at_refusal
        self._batch = 1 if stop_at_refusal else AT_ONCE
        self.recorded = self.refused = self.wrong = self.repeated = 0
        self.stopped = False

    def run(self, lines: Iterable[Line]) -> None:
        """Run lines, each atomic; a wrong one is told and passed over.

        Raises:
            Malformed: at a line whose `recorded_at` cannot be taken; those before it are recorded.
        """
        pending: deque[Line] = deque()
        waiting = iter(lines)
        while not self.stopped:
            try:
                self._run(waiting, pending, self._batch)
            except (UnknownReferenceError, CommandIdReused, NotADemonstration):
                # The whole transaction was undone.
                self._run_apart(list(pending))
                pending.clear()
            else:
                return

    def rehearse(self, lines: Iterable[Line]) -> None:
        """Say what would become of lines; nothing is recorded.

        Raises:
            Malformed: at a line that cannot be taken; nothing was told.
        """
        pending: deque[Line] = deque()
        for answer in self._desk.admission.rehearse(self._items(lines, pending)):
            line = pending.popleft()
            if isinstance(answer, Answer):
                self._count(answer)
                self._tell(told(answer, line.number))
            else:
                self._wrong(line, answer)
            if self.stopped:
                return

    def summary(self) -> str:
        """What became of the lines so far, in one line."""
        parts = [f"{counted(self.recorded, 'line')} recorded"]
        if self.repeated:
            parts.append(f"{self.repeated} of them before")
        if self.refused:
            parts.append(f"{self.refused} refused")
        if self.wrong:
            parts.append(f"{self.wrong} with a reference to nothing or an id used before")
        return ", ".join(parts)

    def _run_apart(self, lines: list[Line]) -> None:
        """Run lines of which one is wrong, in halves: so it is found, the others stay together."""
        middle = len(lines) // 2
        for half in filter(None, (lines[:middle], lines[middle:])):
            if self.stopped:
                return
            try:
                self._run(iter(half), deque(), len(half))
            except (UnknownReferenceError, CommandIdReused, NotADemonstration) as error:
                if len(half) > 1:
                    self._run_apart(half)
                elif isinstance(error, NotADemonstration):
                    raise Malformed(half[0].number, f"{error}.") from error
                else:
                    self._wrong(half[0], error)

    def _run(self, lines: Iterator[Line], pending: deque[Line], batch: int) -> None:
        items = self._items(lines, pending)
        for answer in self._desk.admission.handle_many(items, batch):
            self._count(answer)
            self._tell(told(answer, pending.popleft().number))
            if self.stopped:
                return

    def _items(self, lines: Iterable[Line], pending: deque[Line]) -> Iterator[Item]:
        for line in lines:
            pending.append(line)
            yield item(self._desk, line)

    def _count(self, answer: Answer) -> None:
        refused = answer.outcome == "refused"
        self.refused += refused
        self.recorded += not refused
        self.repeated += answer.repeated
        self.stopped = refused and self._stop_at_refusal

    def _wrong(self, line: Line, error: Wrong) -> None:
        self.wrong += 1
        self.stopped = self._stop_at_refusal
        if isinstance(error, UnknownReferenceError):
            outcome, reason = "unknown", self._unknown(line, error.stream)
        else:
            outcome, reason = "reused", f"{error}."
        self._tell(undecided(line.number, line.id, outcome, reason, line.command.stream))


def item(desk: Desk, line: Line) -> Item:
    """A line as it is handled."""
    act = desk.act(
        line.id,
        actor=line.actor,
        role=line.role,
        for_unit=line.for_unit,
        recorded_at=line.recorded_at,
    )
    return line.command, act
