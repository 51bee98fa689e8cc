"""The command `admission`: where each command is found, and the one boundary around all of them."""

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, Final, NamedTuple, NoReturn

import click

from cli import exits
from cli.context import Address, Settings, StoreName


class Place(NamedTuple):
    """The module that holds a command as `command`, and one line of help."""

    module: str
    help: str


SECTIONS: Final[dict[str, dict[str, Place]]] = {
    "Record": {
        "init": Place("init", "Begin a store."),
        "demo": Place("demo", "Load a demonstration, or print its commands."),
        "apply": Place("apply", "Record the commands of a file: JSON lines, or a list (CSV)."),
        "template": Place("template", "Print the header of a list, for `apply --as`."),
        "record": Place("record", "Record one step."),
        "correct": Place("correct", "Correct a recorded fact."),
        "annul": Place("annul", "Annul a recorded fact, or take a correction back."),
        "document": Place("document", "Keep scans of papers, list them, get them out again."),
        "note": Place("note", "Write notes on candidates and units, list and close them."),
    },
    "Candidates and what is due": {
        "status": Place("status", "Show where candidates stand."),
        "why": Place("why", "Say what a candidate's next step waits for."),
        "due": Place("due", "List what must be done, by whom, by when."),
        "history": Place("history", "Tell what happened to a candidate."),
        "person": Place("person", "Find people, and records that may be of one person."),
        "member": Place("member", "Show one person's whole record, or write it to a file."),
        "events": Place("events", "Print recorded events, one JSON object per line."),
    },
    "Figures": {
        "progress": Place("progress", "Compare admissions with targets, unit by unit."),
        "report": Place("report", "Publish reports, print them again; who was admitted."),
        "diff": Place("diff", "List each figure of a report that moved, and what moved it."),
        "balance": Place("balance", "Balance members: opening, what came and went, closing."),
        "coverage": Place("coverage", "Say how far the plan is covered, and the pace it needs."),
        "forecast": Place("forecast", "Forecast the admissions of a year, with its score."),
        "compare": Place("compare", "Compare with the year before, the plan, sibling units."),
        "flow": Place("flow", "Say how long steps take, where paths wait, come back, end."),
        "explain": Place("explain", "Say what one figure is made of."),
        "figure": Place("figure", "List figures that were stated."),
        "target": Place("target", "List and show targets."),
    },
    "Registers": {
        "unit": Place("unit", "List, show and count units."),
        "class": Place("class_", "List and show classes."),
        "conscripts": Place(
            "conscripts", "List conscripts, count who was admitted before enlistment."
        ),
        "supervision": Place("supervision", "List who answers for which units."),
        "card": Place("card", "List and count membership cards."),
        "badge": Place("badge", "List and count badges, and say whose are due."),
        "discipline": Place("discipline", "List and count disciplines."),
        "screening": Place("screening", "List members who are screened."),
        "review": Place("review", "List and count reviews of the political standard."),
        "complaint": Place("complaint", "List complaints and denunciations."),
        "ranking": Place("ranking", "Show how organisations, members and heads were ranked."),
        "task": Place("task", "List directives, plans and their tasks, and how far they are."),
        "attendance": Place("attendance", "List and count meetings of cells attended from above."),
        "inspection": Place("inspection", "List inspections of units, and what they found."),
    },
    "Rules": {
        "rulebook": Place("rulebook", "Show, check and adopt rulebooks."),
        "calendar": Place("calendar", "Show, propose, adopt and amend calendars."),
        "schema": Place("schema", "Print the JSON Schema of commands and events."),
    },
    "Proof, privacy, exchange": {
        "audit": Place("audit", "Prove and check that nothing was changed, cut or slipped in."),
        "erasure": Place("erasure", "Erase people: ask, approve twice, carry out; hold, refuse."),
        "keys": Place("keys", "Look after the keys of what is personal."),
        "export": Place("export", "Write the log out in a form that others read."),
        "analytics": Place("analytics", "Export for analysis, run by run; ask what was exported."),
        "import": Place("import_", "Take in a log that was exported, into a new store."),
    },
    "The store": {
        "db": Place("db", "Lay a database on a server out for a store."),
        "nation": Place("nation", "Ask all provinces together, from copies of their stores."),
        "store": Place("store", "Copy a store into another database, file or server."),
        "projections": Place("projections", "Look after the tables that queries read."),
        "backup": Place("backup", "Back the store up, with its scans; its keys apart."),
        "restore": Place("restore", "Restore a backup to where there is no store."),
        "doctor": Place("doctor", "Check the store and the machine it is on."),
    },
}
"""Every command under its heading, in the order of `--help`."""

COMMANDS: Final = {name: place for part in SECTIONS.values() for name, place in part.items()}
"""The same, without the headings."""


class Index(click.Group):
    """The commands of the table; a module is imported when its command is called, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now."""
        del ctx
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        found = importlib.import_module(f"cli.commands.{place.module}").command
        assert isinstance(found, click.Command)  # noqa: S101 - for the type checker
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The lists in `--help`, from the table alone."""
        del ctx
        widest = max(map(len, COMMANDS))
        for heading, part in SECTIONS.items():
            with formatter.section(heading):
                rows = [(name.ljust(widest), place.help) for name, place in part.items()]
                formatter.write_dl(rows)


@click.group(
    cls=Index,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 refused or a check failed, 2 usage, 3 store cannot be used, "
    "4 outcome unknown, 130 interrupted.",
)
@click.option(
    "--db",
    type=StoreName(),
    envvar="ADMISSION_DB",
    default="admission.db",
    show_default=True,
    show_envvar=True,
    help="File of the store, or postgresql://HOST:PORT/DATABASE.",
)
@click.option(
    "--actor",
    envvar="ADMISSION_ACTOR",
    show_envvar=True,
    metavar="ID",
    help="Account or person who acts; else the account of the operating-system user.",
)
@click.option("--role", metavar="ROLE", help="In which role the actor acts.")
@click.option("--for-unit", metavar="UNIT", help="For which unit: its id, code or exact name.")
@click.option(
    "--read-from",
    type=Address(),
    envvar="ADMISSION_READ_FROM",
    show_envvar=True,
    metavar="ADDRESS",
    help="Standby of the server, at which queries read; what records goes to --db alone.",
)
@click.version_option(package_name="admission", message="%(prog)s %(version)s")
@click.pass_context
def admission(ctx: click.Context, /, **said: Any) -> None:  # noqa: ANN401 - an option each
    """The record of member admissions, from awareness class to official membership."""
    ctx.obj = Settings(**said)


def main() -> NoReturn:
    """Run the command of this process, and end it with an exit code."""
    _speak_utf_8()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    if "_ADMISSION_COMPLETE" in os.environ:
        admission.main(prog_name="admission")
    code = run(sys.argv[1:])
    gc.freeze()  # what is still in memory goes with the process: no garbage is looked for in it
    sys.exit(code)


def _speak_utf_8() -> None:
    """Begin anew in UTF-8 mode where the locale says something else: names and paths are UTF-8."""
    if sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - ourselves


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; whatever goes wrong is said in a sentence."""
    try:
        _refuse_bytes(arguments)
        with admission.make_context("admission", list(arguments)) as ctx:
            admission.invoke(ctx)
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        return _flushed(leaving.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("\ninterrupted", err=True)
        return exits.INTERRUPTED
    except BrokenPipeError:
        return _without_reader()
    except Exception as error:  # noqa: BLE001 - the boundary
        from cli.failures import told

        return told(error)
    return exits.DONE


def _flushed(code: int) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _without_reader()
    return code


def _without_reader() -> int:
    # What is left in the buffer would be written, and fail again, when the interpreter ends.
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - a device, not a path
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    return exits.NO_READER


def _refuse_bytes(arguments: Sequence[str]) -> None:
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError:
            shown = argument.encode(errors="backslashreplace").decode()
            raise click.UsageError(f"The argument {shown} is not UTF-8 text.") from None
