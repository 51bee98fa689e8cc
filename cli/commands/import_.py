"""`admission import`: a log that was exported, into a store of its own."""

from collections.abc import Iterator
from pathlib import Path

import click

from cli.auditing import in_base64
from cli.bars import bar
from cli.context import Settings, pass_settings
from cli.output import as_json, say, write


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "json_", is_flag=True, help="Print one JSON object.")
@pass_settings
def command(settings: Settings, *, file: Path, json_: bool) -> None:
    """Make the store that --db names of the CloudEvents that `export cloudevents` wrote into FILE.

    The new store, a file or in a database that `db migrate` laid out, has the same entries, byte
    for byte, and the same root. Where an import was interrupted, the same command goes on. Keys and
    scans are not in the file: copy what lies beside the old store, except its `.projections`.
    """
    from admission.app.exchange.importing import import_cloudevents
    from admission.app.exchange.incoming import CannotImportError

    def lines() -> Iterator[bytes]:
        with file.open("rb") as read:
            yield from read

    try:
        head = import_cloudevents(lines, settings.db, bar)
    except CannotImportError as error:
        raise click.ClickException(f"{file}: {error}") from error
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from error
    root = in_base64(head.root)
    told = {"db": str(settings.db), "size": head.size, "root": root}
    if json_:
        write(as_json({"schema": "admission.import/1", **told}))
        return
    write(f"{head.size} entries are in {settings.db}\nroot {root}")
    name = settings.db.name
    beside = ["signing-key", "documents"]
    if head.identity.sealed == "yes":
        beside = ["keys", "key", *beside]
    files = ", ".join(f"{name}.{each}" for each in beside)
    say(f"Carry what lay beside the old store apart, where there is any: {files}.")
