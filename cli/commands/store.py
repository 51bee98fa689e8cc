"""`admission store`: what is done to a store as a whole."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.auditing import in_base64
from cli.bars import bar
from cli.context import Settings, StoreName, pass_settings
from cli.output import as_json, counted, say, write

if TYPE_CHECKING:
    from admission.app.exchange.copying import Copied


@click.group()
def command() -> None:
    """Move a store from one database to another."""


@command.command("copy")
@click.argument("source", metavar="FROM", type=StoreName())
@click.argument("target", metavar="TO", type=StoreName())
@click.option("--json", "json_", is_flag=True, help="Print one JSON object.")
@pass_settings
def copy(settings: Settings, *, source: Path, target: Path, json_: bool) -> None:
    """Copy the store FROM into TO, a new file or a database that `db migrate` laid out.

    TO has the same entries, byte for byte, and the same root, and beside it the keys and scans
    that lie beside FROM. That the log goes out is recorded in FROM first, unless its key is not at
    hand; TO holds all up to and including that. Where copying was interrupted, or FROM has grown
    since, the same command goes on. --db is not asked.
    """
    from admission.app.exchange.copying import CannotCopyError, copy_store, refuse_target
    from cli.exporting import leaving

    there = settings._replace(db=source)
    try:
        with leaving(there, "copy", lambda reader: refuse_target(reader, target)) as reader:
            done = copy_store(reader, target, bar)
    except CannotCopyError as error:
        raise click.ClickException(str(error)) from error
    _tell(done, source, target, json_=json_)


def _tell(done: "Copied", source: Path, target: Path, *, json_: bool) -> None:
    head, beside = done
    root = in_base64(head.root)
    if json_:
        told = {"from": str(source), "to": str(target), "size": head.size, "root": root}
        write(as_json({"schema": "admission.store-copy/1", **told, **beside._asdict()}))
    else:
        scans = counted(beside.scans, "scan")
        write(f"{head.size} entries and {scans} are in {target}\nroot {root}")
    for ending in beside.missing:
        say(f"Not beside {source}, carry it yourself: {target.name}{ending}.")
    say(f"Record in one of the two from now on: {target}, or else {source}.")
