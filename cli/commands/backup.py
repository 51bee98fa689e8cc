"""`admission backup`: the store and its scans into a folder, its keys into another."""

from pathlib import Path
from typing import Any

import click

from cli.auditing import judged
from cli.bars import bar
from cli.context import Settings, pass_settings
from cli.output import as_json, say, write


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--keys",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Back the keys up too, into a new folder on another medium.",
)
@click.option("--json", "json_", is_flag=True, help="Print one JSON object, the manifest.")
@pass_settings
@judged
def command(settings: Settings, *, folder: Path, keys: Path | None, json_: bool) -> None:
    """Back the store up into the new FOLDER, with its scans; others may write meanwhile.

    The copy is read back, restored into a temporary place and verified as by `audit verify`. Its
    manifest says size and root of the log. Keys are never in FOLDER.
    """
    from admission.app.backup.making import make_backup
    from admission.app.bootstrap import now

    made = make_backup(settings.db, folder, keys, bar, now())
    if json_:
        write(as_json(made.about))
    else:
        _tell(made.about, folder)
    _tell_of_keys(made.keys, keys)
    for path in made.elsewhere:
        say(f"Not backed up: {path}, which does not lie beside the store.")


def _tell(about: dict[str, Any], folder: Path) -> None:
    log = about["log"]
    write(f"{about['position']} events and {about['files'] - 1} scans are in {folder}; verified")
    write(f"origin {log['origin']}\nsize {log['size']}\nroot {log['root']}")


def _tell_of_keys(names: list[str], keys: Path | None) -> None:
    if names and keys is None:
        say(f"Not backed up: the keys {', '.join(names)}; name a folder elsewhere with --keys.")
    elif names:
        say(f"The keys {', '.join(names)} are in {keys}: keep it apart from the backup.")
