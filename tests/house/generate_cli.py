"""The reference pages of the command line: every command with its options, every key of JSON."""

import importlib
from collections.abc import Iterator
from pathlib import Path

import click

from cli import exits
from cli.commands.events import EVENT
from cli.main import COMMANDS, admission
from cli.output import Column, Listing
from cli.selections import SELECTION
from cli.writing import ANSWER

_REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
_WIDTH = 100
_GENERATED = "<!-- Written by `make docs`: change the program, not this page. -->\n"


def pages() -> dict[Path, str]:
    """Both pages, by where they lie."""
    return {_REFERENCE / "cli.md": _cli(), _REFERENCE / "json.md": _json()}


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command and sub-command with the words that call it, in the order of the table."""
    ctx = click.Context(admission, info_name="admission")
    for name in COMMANDS:
        command = admission.get_command(ctx, name)
        assert command is not None
        yield from _with_subcommands(f"admission {name}", command)


def _with_subcommands(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for name in command.list_commands(ctx):
            found = command.get_command(ctx, name)
            assert found is not None
            yield from _with_subcommands(f"{path} {name}", found)


def help_of(path: str, command: click.Command) -> str:
    """What `--help` prints, the same on every terminal."""
    ctx = click.Context(
        command,
        info_name=path,
        terminal_width=_WIDTH,
        max_content_width=_WIDTH,
        help_option_names=["-h", "--help"],
    )
    return command.get_help(ctx)


def listings() -> Iterator[Listing]:
    """Every kind of answer that queries give, in the order of the commands."""
    for place in COMMANDS.values():
        module = importlib.import_module(f"cli.commands.{place.module}")
        yield from (found for found in vars(module).values() if isinstance(found, Listing))
    yield SELECTION


def _cli() -> str:
    parts = ["# The command line\n", _GENERATED, _PREFACE, "## Exit codes\n"]
    parts.append("| code | meaning |\n| --- | --- |")
    parts += [f"| {code} | {meaning} |" for code, meaning in exits.MEANING.items()]
    parts += ["", _block("admission", admission)]
    parts += [_block(path, command) for path, command in commands()]
    return "\n".join(parts)


def _block(path: str, command: click.Command) -> str:
    return f"## `{path}`\n\n```text\n{help_of(path, command)}\n```\n"


def _json() -> str:
    parts = ["# Answers as JSON and CSV\n", _GENERATED, _ANSWERS]
    for listing in listings():
        parts.append(f"## `admission.{listing.schema}`\n")
        if listing.extra:
            parts.append("Beside the rows:\n")
            parts += [f"- `{key}`: {meaning}" for key, meaning in listing.extra.items()]
            parts.append("")
        parts.append(_keys(listing.columns))
    parts.append("## A line of `admission events`\n")
    parts.append(_keys(EVENT))
    parts.append("## An answer of `admission apply`, and of `admission record --json`\n")
    parts.append(_keys(ANSWER))
    parts.append(_LAST)
    return "\n".join(parts)


def _keys(columns: tuple[Column, ...]) -> str:
    rows = [f"| `{column.key}` | {column.meaning} |" for column in columns]
    return "\n".join(["| key | meaning |", "| --- | --- |", *rows, ""])


_PREFACE = """\
Global options come before the command: `admission --db plan.db status`. The environment may say
`ADMISSION_DB` and `ADMISSION_ACTOR`; `ADMISSION_LOG` is the level of the log on standard error
(`debug`, `info`, `warning`, `error`, `critical`): by default `info`, one line for each command, in
`record` and where something is adopted, and `warning` in `apply` and elsewhere;
`ADMISSION_DEBUG=1` shows where a mistake of the program happened; `NO_COLOR` is heeded.

Every query takes `--as-of` (a day means its end, in the organisation's time zone), `--known-at` (a
position, the end of a day, or a time: what was known then), `--limit` (0 is all) and `--after` (the
`next` of the page before), and prints a table, or CSV with `--csv`, or one JSON object with
`--json`. Without `--limit` a table has 50 rows, CSV and JSON have all.

A query brings its tables up to the newest event first. Where it may not write beside the store it
answers from the tables that are there and says how many events they are behind by; where there are
none, it builds them for this one question in a temporary folder.
"""

_ANSWERS = """\
With `--json` a query prints one object:

| key | meaning |
| --- | --- |
| `schema` | name and version of the form; within a version keys are added, never changed |
| `as_of` | day at whose end the answer holds |
| `known_at` | when the newest event that the answer knows was recorded, null where there is none |
| `tree` | only of a query that takes `--tree`: `as-was`, `as-now` or a day |
| `position` | its position: `--known-at` with it gives the same answer; of several, `positions` |
| `rows` | list of objects with the keys below, always all of them |
| `next` | cursor for `--after`, null at the end |
| `behind_by` | only where the tables could not be brought up to date: how many events they lack |
| `demonstration` | only in a demonstration: true |

Counts are numbers, per cents are text with two decimals, days are `YYYY-MM-DD`, moments are UTC,
names are Unicode NFC. CSV has the same keys as its first line; what is true of the whole answer
goes to standard error.
"""

_LAST = """\
`record --json` adds the id that was made for a new thing, under the name of its field; `note add
--json` adds `note`, and `document add --json` adds `sha256` and `path`. Where a document was kept
before, `document add --json` gives `outcome`, `position` (null), `repeated` (true) and these two.

## Objects with a form of their own

- `admission.rulebook-check/1`: `file`, and `rows` with `line`, `place` and `sentence` of each
  mistake.
- `admission.calendar-proposal/1`: `year`, `rows` with `day` and `name` of each day off, and
  `worked_days`.
- `admission.projections-verify/1`: `position`, `equal`, and `difference`, null or an object with
  `table`, `where` (`in use` or `fresh`) and `row`.
- `admission.schema/1`: `commands` and `events`, each a JSON Schema by name.
"""
