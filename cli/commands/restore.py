"""`admission restore`: a backup back to where there is no store."""

from pathlib import Path
from typing import Final

import click

from admission.proof.verifier import Key
from cli import exits
from cli.auditing import content, in_base64, judged, verifier_key
from cli.bars import bar
from cli.context import Settings, pass_settings
from cli.output import say, write

_FOLDER: Final = click.Path(exists=True, file_okay=False, path_type=Path)
_NAMED: Final = 5


@click.command()
@click.argument("folder", type=_FOLDER)
@click.option(
    "--keys", type=_FOLDER, metavar="DIR", help="Restore the keys too, from their folder."
)
@click.option(
    "--since",
    type=click.Path(path_type=Path),
    metavar="OLD",
    help="The newest checkpoint that is kept elsewhere.",
)
@click.option(
    "--key", type=verifier_key, metavar="KEY", help="Verifier key of the log, from `audit key`."
)
@pass_settings
@judged
def command(
    settings: Settings, *, folder: Path, keys: Path | None, since: Path | None, key: Key | None
) -> None:
    """Restore the backup in FOLDER to the file named with --db, where there is none.

    Everything is checked before anything is there. With --since a backup that lacks what the
    checkpoint covers is refused: it is older. Afterwards the tables of queries are built anew.
    """
    from admission.app.backup.restoring import OlderBackup, Since, restore
    from admission.proof.verifier import read_checkpoint

    earlier = None if since is None else Since(read_checkpoint(content(since)), key)
    try:
        done = restore(folder, settings.db, keys, earlier, bar)
    except OlderBackup as older:
        say(f"older: {older}")
        click.get_current_context().exit(exits.REFUSED)
    write(f"{settings.db} holds {done.position} events and {done.scans} scans again; verified")
    write(f"size {done.size}\nroot {in_base64(done.root)}")
    _tell_missing(done.missing_keys, done.missing_scans)
    if earlier is None:
        say("No checkpoint from outside was compared: an older backup would not be seen.")


def _tell_missing(keys: list[str], scans: list[str]) -> None:
    if keys:
        say(f"Missing: the keys {', '.join(keys)}; restore them from their backup.")
    if scans:
        more = " and others" if len(scans) > _NAMED else ""
        said = ", ".join(scans[:_NAMED])
        say(f"Missing: {len(scans)} scans that events name: {said}{more}; `doctor` lists them.")
