"""`admission apply`: record the commands of a file."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import IO, Any, BinaryIO, Final, cast

import click

from admission.app.admission import CommandIdReused
from admission.app.intake import Line, Malformed
from admission.domain.kernel.messages import UnknownReferenceError
from cli import exits
from cli.bars import bar
from cli.context import Settings, pass_settings
from cli.lines import Runner, check, item, line_of, lines_of
from cli.output import as_json, say, write
from cli.writing import Desk, desk, told

_CHUNK: Final = 1 << 16


@click.command()
@click.argument("file", type=click.Path(allow_dash=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would become of each line; record nothing.")
@click.option("--stop", is_flag=True, help="Stop at the first line that is refused.")
@pass_settings
def command(settings: Settings, file: str, *, dry_run: bool, stop: bool) -> None:
    """Record the commands of FILE (- for standard input), one JSON object per line.

    Every line of a file is checked first; if one is malformed, nothing is recorded. Then they run
    in order, each atomic, and one JSON object per line says what became of it. Applying a file
    again changes nothing. Standard input is checked line by line, as it comes.
    """
    # One line of the log for each command would drown the bar: it is for when there is none.
    log = "warning" if _has_bar(file) else "info"
    with _opened(file) as lines, desk(settings, log=log) as here:
        runner = Runner(here, _tell, stop_at_refusal=stop)
        try:
            if dry_run:
                _rehearse(here, lines, runner)
            elif file == "-" or not lines.seekable():
                _run_as_they_come(here, lines, runner)
            else:
                _run_checked(here, lines, runner)
        except KeyboardInterrupt:
            say(f"\ninterrupted; {runner.recorded} lines are recorded, run again to go on")
            click.get_current_context().exit(exits.INTERRUPTED)
        except Malformed as error:
            raise click.ClickException(f"{error} {_kept(runner)}") from error
    if not dry_run:
        say(runner.summary())
    if runner.wrong or runner.refused:
        click.get_current_context().exit(exits.USAGE if runner.wrong else exits.REFUSED)


def _opened(file: str) -> AbstractContextManager[BinaryIO]:
    try:
        return cast("AbstractContextManager[BinaryIO]", click.open_file(file, "rb"))
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from error


def _kept(runner: Runner) -> str:
    if not runner.recorded:
        return "Nothing was recorded."
    return f"{runner.recorded} lines before it are recorded; mend it and run the file again."


def _checked(here: Desk, file: BinaryIO) -> Iterator[Line]:
    return (check(here, line) for line in lines_of(file))


def _tell(answer: dict[str, Any]) -> None:
    write(as_json(answer))
    if answer["outcome"] in ("unknown", "reused"):
        say(f"line {answer['line']}: {answer['reasons'][0]}")


def _run_checked(here: Desk, file: BinaryIO, runner: Runner) -> None:
    """Check every line of a file, then run them."""
    last = max((line.number for line in _checked(here, file)), default=0)
    file.seek(0)

    def lines() -> Iterator[Line]:
        for line in lines_of(file):
            advance(line.number)
            yield line

    with bar("recording", last, shown=_has_bar(file.name)) as advance:
        runner.run(lines())


def _has_bar(file: str) -> bool:
    """Whether somebody looks on while the answers go elsewhere."""
    return file != "-" and sys.stderr.isatty() and not sys.stdout.isatty()


def _run_as_they_come(here: Desk, file: IO[bytes], runner: Runner) -> None:
    """Run the lines of a stream, as many at a time as have come."""
    for lines in _arriving(file):
        runner.run(check(here, line) for line in lines)
        sys.stdout.flush()
        if runner.stopped:
            return


def _arriving(file: IO[bytes]) -> Iterator[list[Line]]:
    """Whole lines, as soon as they are there; those before a malformed one are run first."""
    number, rest = 0, b""
    while True:
        chunk: bytes = file.read1(_CHUNK)  # type: ignore[attr-defined]
        *whole, rest = (rest + chunk).split(b"\n")
        if not chunk and rest:
            whole, rest = [rest], b""
        lines: list[Line] = []
        for found in whole:
            number += 1
            try:
                line = line_of(found, number)
            except Malformed:
                yield lines
                raise
            lines += [line] if line else []
        yield lines
        if not chunk:
            return


def _rehearse(here: Desk, file: BinaryIO, runner: Runner) -> None:
    """Run every line in a transaction that is undone; stops at the first that is wrong."""
    number = 0

    def items() -> Iterator[Any]:
        nonlocal number
        for line in lines:
            number = line.number
            yield item(here, line)

    lines = list(_checked(here, file))
    try:
        answers = here.admission.rehearse(items())
    except UnknownReferenceError as error:
        raise click.ClickException(
            f"line {number}: the store holds nothing under {error.stream}."
        ) from error
    except CommandIdReused as error:
        raise click.ClickException(f"line {number}: {error}.") from error
    for line, answer in zip(lines, answers, strict=True):
        runner.refused += answer.outcome == "refused"
        write(as_json(told(answer, line.number)))
