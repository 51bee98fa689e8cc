"""`admission apply`: record the commands of a file."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast

import click

from admission.app.intake import Line, Malformed
from cli import exits
from cli.bars import bar
from cli.context import Settings, pass_settings
from cli.lines import Runner, check, line_of, lines_of
from cli.output import as_json, counted, say, write
from cli.writing import Desk, desk

_CHUNK: Final = 1 << 16


@click.command()
@click.argument("file", type=click.Path(allow_dash=True, dir_okay=False))
@click.option("--as", "command_", metavar="COMMAND", help="FILE is a list (CSV) of this command.")
@click.option("--dry-run", is_flag=True, help="Say what would become of each line; record nothing.")
@click.option("--stop", is_flag=True, help="Stop at the first line that is refused.")
@click.option(
    "--refused",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where refused rows of a list go.  [default: beside it, NAME.refused.csv]",
)
@pass_settings
def command(
    settings: Settings,
    file: str,
    command_: str | None,
    *,
    dry_run: bool,
    stop: bool,
    refused: Path | None,
) -> None:
    """Record the commands of FILE (- for standard input), one JSON object per line.

    Every line of a file is checked first; if one is malformed, nothing is recorded. Then they run
    in order, each atomic, and one JSON object per line says what became of it. Applying a file
    again changes nothing. Standard input is checked line by line, as it comes.

    With --as the file is a list: CSV, its first line the names of the columns, as `admission
    template COMMAND` writes it. Ids come from what the rows say. Rows that cannot be recorded come
    back in a file of their own, each with its reason; the others are recorded. They run in an order
    of their own; the answers stand in the order of the list.
    """
    if command_ is None and refused is not None:
        raise click.UsageError("--refused goes with --as: it is for the rows of a list.")
    # Each command has its answer: a line of the log for each would drown what is said to people.
    with _opened(file) as lines, desk(settings, log="warning") as here:
        if command_ is None:
            _refuse_list(file, lines)
            _apply_lines(here, file, lines, dry_run=dry_run, stop=stop)
        else:
            _apply_list(here, file, lines, (command_, refused, dry_run, stop))


def _refuse_list(file: str, lines: BinaryIO) -> None:
    """Say what is missing where FILE is a list: of which command it is."""
    if not file.lower().endswith(".csv"):
        return
    from cli.lists import commands_meant

    found = commands_meant(lines)
    asked = f"--as {found[0]}" if len(found) == 1 else "--as COMMAND"
    raise click.UsageError(
        f"{file} is a list (CSV): add {asked}. `admission template COMMAND` prints the columns."
    )


def _apply_list(
    here: Desk, file: str, lines: BinaryIO, asked: tuple[str, Path | None, bool, bool]
) -> None:
    from cli.lists import Wanted, apply_list

    name, refused, dry_run, stop = asked
    if refused is None and file == "-":
        raise click.UsageError("Say with --refused FILE where rows go that are refused.")
    place = refused or Path(file).with_name(f"{Path(file).stem}.refused.csv")
    wanted = Wanted(name, place, dry_run=dry_run, stop=stop, has_bar=_has_bar(file))
    click.get_current_context().exit(apply_list(here, lines, wanted))


def _apply_lines(here: Desk, file: str, lines: BinaryIO, *, dry_run: bool, stop: bool) -> None:
    runner = Runner(here, _tell, stop_at_refusal=stop)
    try:
        if dry_run:
            runner.rehearse(_checked(here, lines))
        elif file == "-" or not lines.seekable():
            _run_as_they_come(here, lines, runner)
        else:
            _run_checked(here, lines, runner)
    except KeyboardInterrupt:
        say(f"\ninterrupted; {counted(runner.recorded, 'line')} recorded, run again to go on")
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
    return f"{counted(runner.recorded, 'line')} before it recorded; mend it and run the file again."


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
