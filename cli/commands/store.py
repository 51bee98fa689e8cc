"""`admission store`: what is done to a store as a whole."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.reading import StoreReader, open_reader
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
    from admission.app.exchange.copying import CannotCopyError, copy_store

    try:
        with _going_out(settings._replace(db=source), target) as reader:
            done = copy_store(reader, target, bar)
    except CannotCopyError as error:
        raise click.ClickException(str(error)) from error
    _tell(done, source, target, json_=json_)


@contextmanager
def _going_out(settings: Settings, target: Path) -> Iterator[StoreReader]:
    """FROM, after it was recorded there that it goes out; as it stands where it is locked."""
    from admission.app.exchange.copying import refuse_target
    from cli.exporting import noted
    from cli.writing import desk

    with ExitStack() as stack:
        try:
            here = stack.enter_context(desk(settings, log="warning"))
        except StoreUnusable:
            reader = stack.enter_context(open_reader(settings.db))
            if not reader.lock.locked:
                raise
            refuse_target(reader, target)
            say(f"{reader.name} is locked, so that it was copied is not recorded there.")
        else:
            reader = here.admission.recorder
            refuse_target(reader, target)
            noted(here, "copy", personal=not reader.lock.sealed)
        yield reader


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
