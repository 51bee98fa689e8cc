"""`admission export`: the log in forms that others read."""

import base64
from pathlib import Path

import click

from cli.bars import bar
from cli.context import Settings, pass_settings
from cli.output import as_json, say, write


@click.group()
def command() -> None:
    """Write the log out in a form that others read. That it went out is recorded first."""


@command.command("cloudevents")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--personal", is_flag=True, help="Write names and all that is personal readably.")
@click.option("--json", "json_", is_flag=True, help="Print one JSON object.")
@pass_settings
def cloudevents(settings: Settings, *, file: Path, personal: bool, json_: bool) -> None:
    """Write every entry of the log into the new FILE, a CloudEvent (1.0) a line.

    `import` makes the same store of it, byte for byte: sealed details stay sealed, so what lies
    beside the store (keys, scans) has to be carried apart. With --personal details can be read by
    whoever has the file, and it cannot be imported.
    """
    from admission.app.exchange.exporting import CannotExportError, export_cloudevents
    from cli.exporting import noted
    from cli.writing import desk

    with desk(settings, log="warning") as here:
        try:
            noted(here, "cloudevents", personal=personal)
            recorder = here.admission.recorder
            with bar("exporting", recorder.head()) as advance:
                head = export_cloudevents(recorder, file, opened=personal, advance=advance)
        except CannotExportError as error:
            raise click.ClickException(str(error)) from error
    root = base64.b64encode(head.root).decode()
    told = {"file": str(file), "size": head.size, "root": root, "personal": personal}
    if json_:
        write(as_json({"schema": "admission.export/1", "form": "cloudevents", **told}))
        return
    write(f"{head.size} entries are in {file}\nroot {root}")
    if personal:
        say("Personal details can be read in it: keep it as you keep the keys.")
