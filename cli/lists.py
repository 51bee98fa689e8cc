"""A list applied: its rows read, put in order, recorded, and those refused given back."""

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

import click

from admission.app.intake import Line, Malformed, read_command
from admission.app.lists.columns import SEPARATOR, kind_called
from admission.app.lists.encoding import encoding_of
from admission.app.lists.faults import ListFault
from admission.app.lists.header import commands_with
from admission.app.lists.keys import keys_of
from admission.app.lists.refused import put_in_place, write_refused
from admission.app.lists.rows import Lines, Reader
from admission.app.lists.staging import MALFORMED, REPEATS, Staged, Staging
from admission.domain.kernel.messages import Command
from cli import exits
from cli.bars import Advance, bar
from cli.lines import Runner
from cli.output import as_json, counted, say, write
from cli.writing import Desk, undecided

_ID: Final = re.compile("([a-z]+)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NOT_IN_THE_STORE: Final = ("refused", "unknown", "reused", MALFORMED)


class Wanted(NamedTuple):
    """What is asked for: of which command the list is, where refused rows go, and how it is run."""

    command: str
    refused: Path
    dry_run: bool
    stop: bool
    has_bar: bool


def apply_list(here: Desk, file: BinaryIO, wanted: Wanted) -> int:
    """Run a list and say what became of it; the exit code.

    Raises:
        ClickException: the list cannot be read, and nothing was recorded; or the clock of a
            demonstration would run backwards at a line.
    """
    with ExitStack() as stack:
        try:
            lines, kind = _opened(stack, here, file, wanted.command)
            staging = stack.enter_context(Staging(kind.STREAM))
            rows = _Rows(here, kind, staging)
            rows.read(lines, shown=wanted.has_bar)
        except ListFault as fault:
            raise click.ClickException(f"{fault} Nothing was recorded.") from fault
        try:
            rows.run(wanted)
        except KeyboardInterrupt:
            say(f"\ninterrupted; {rows.recorded} recorded, run again to go on")
            return exits.INTERRUPTED
        except Malformed as error:
            raise click.ClickException(
                f"{error} {rows.recorded} before it recorded; run the list again."
            ) from error
        finally:
            rows.answer()
        if rows.came_back and not wanted.dry_run:
            rows.give_back(wanted.refused, lines)
        say(rows.summary(dry_run=wanted.dry_run))
        return exits.REFUSED if rows.came_back else exits.DONE


def commands_meant(file: BinaryIO) -> tuple[str, ...]:
    """The commands of which a file may be a list, by its first line.

    Raises:
        ClickException: it cannot be read as text.
    """
    with ExitStack() as stack:
        try:
            text = _text(stack, file)
        except ListFault as fault:
            raise click.ClickException(f"{fault} Nothing was recorded.") from fault
        return commands_with(text.readline())


def _opened(stack: ExitStack, here: Desk, file: BinaryIO, name: str) -> tuple[Lines, type[Command]]:
    kind = kind_called(name)
    return Lines(_text(stack, file), kind, demonstration=here.admission.demonstration), kind


def _text(stack: ExitStack, file: BinaryIO) -> TextIOWrapper:
    whole = file if file.seekable() else stack.enter_context(_copied(file))
    text = TextIOWrapper(whole, encoding_of(whole), newline="")
    stack.callback(text.detach)  # who opened the file closes it
    return text


@contextmanager
def _copied(file: BinaryIO) -> Iterator[BinaryIO]:
    """What comes through a pipe, in a file without a name, since it is read more than once."""
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        yield copy


class _Rows:
    """The rows of one list on their way into the store, each answered once."""

    def __init__(self, here: Desk, kind: type[Command], staging: Staging) -> None:
        self.outcomes: Counter[str] = Counter()
        self._here = here
        self._kind = kind
        self._staging = staging
        self._keys = keys_of(here.admission)

    @property
    def came_back(self) -> int:
        """How many rows are not in the store, for somebody to mend."""
        return sum(self.outcomes[one] for one in _NOT_IN_THE_STORE)

    @property
    def recorded(self) -> str:
        """How many rows were recorded now, in words."""
        return counted(self.outcomes["done"], "row")

    def read(self, lines: Lines, *, shown: bool) -> None:
        """Read them all; say how days were written, and tell those that are no command."""
        reader = Reader(lines.header, self._kind, self._keys)
        with bar("reading", shown=shown) as advance:
            for number, cells in lines:
                self._staging.keep_cells(number, cells)
                self._staging.add(reader.read(number, cells))
                advance(number)
        for sentence in reader.forms.sentences():
            say(sentence)
        for said in self._staging.said():
            self._tell(undecided(said.line, said.id, said.outcome, said.reason))

    def run(self, wanted: Wanted) -> None:
        """Run those that were read, in an order that is the same however the file has them."""
        runner = Runner(self._here, self._told, stop_at_refusal=wanted.stop, unknown=_nothing_there)
        with bar("recording", self._staging.count, shown=wanted.has_bar) as advance:
            if wanted.dry_run:
                runner.rehearse(self._lines(advance))
            else:
                runner.run(self._lines(advance))

    def _lines(self, advance: Advance) -> Iterator[Line]:
        for number, row in enumerate(self._staging.in_order(), start=1):
            advance(number)
            try:
                yield _line(row, read_command(self._kind.NAME, row.fields, row.line))
            except Malformed as error:
                self._told(undecided(row.line, row.id, MALFORMED, error.sentence))

    def _told(self, answer: dict[str, Any]) -> None:
        """Tell an answer, and note why the row is not in the store, where it is not."""
        if answer["outcome"] in _NOT_IN_THE_STORE:
            reason = " ".join(answer["reasons"])
            self._staging.say(answer["line"], answer["id"], answer["outcome"], reason)
        self._tell(answer)

    def _tell(self, answer: dict[str, Any]) -> None:
        self.outcomes["recorded before" if answer["repeated"] else answer["outcome"]] += 1
        self._staging.keep_answer(answer["line"], as_json(answer))

    def answer(self) -> None:
        """Write the answers, in the order of the list and not in that in which it was run."""
        for answer in self._staging.answers():
            write(answer)

    def give_back(self, wanted: Path, lines: Lines) -> None:
        """Write the rows that are not in the store to a file of their own."""
        fresh = wanted.with_name(f"{wanted.name}.part")
        try:
            came_back = ((row, self._in_words(row, why)) for row, why in self._staging.came_back())
            write_refused(fresh, lines, came_back)
            place = put_in_place(fresh, wanted)
        finally:
            fresh.unlink(missing_ok=True)
        say(f"rows to mend are in {place}, each with its reason: mend them and apply that file")

    def _in_words(self, cells: list[str], reason: str) -> str:
        """A reason with what the cells of its row, or codes of units, call things, for ids."""
        written = [text.strip() for cell in cells for text in cell.split(SEPARATOR) if text.strip()]

        def called(found: re.Match[str]) -> str:
            kind, id_ = found[1], found[0]
            meant = (text for text in written if self._keys.of_key(kind, text) == id_)
            return next(meant, id_)

        return self._here.in_words(_ID.sub(called, reason))

    def summary(self, *, dry_run: bool) -> str:
        """What became of the rows, in one line."""
        count = self.outcomes
        parts = [f"{self.recorded} {'would be ' if dry_run else ''}recorded"]
        if count["recorded before"]:
            parts.append(f"{count['recorded before']:,} were recorded before")
        if count[REPEATS]:
            parts.append(f"{count[REPEATS]:,} repeating an earlier line")
        if self.came_back:
            parts.append(f"{self.came_back:,} refused")
        return ", ".join(parts)


def _line(row: Staged, command: Command) -> Line:
    said: Callable[[str], str | None] = row.envelope.get
    moment = said("recorded_at")
    return Line(
        row.line,
        command,
        row.id,
        said("actor"),
        said("role"),
        said("for_unit"),
        datetime.fromisoformat(moment) if moment else None,
    )


def _nothing_there(line: Line, stream: str) -> str:
    """Which column names what is not there; the id alone would say nothing to who wrote a key."""
    fields = line.command.model_dump()
    names = [name for name, value in fields.items() if value == stream or _among(value, stream)]
    place = f"{names[0]}: " if names else ""
    return (
        f"{place}the store holds nothing under {stream}: apply the list in which it begins first."
    )


def _among(value: object, stream: str) -> bool:
    return isinstance(value, tuple) and stream in value
