"""`admission keys`: the keys with which what is personal is encrypted."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from admission.app.recorders.reading import StoreReader, open_reader
from cli import exits
from cli.bars import bar
from cli.clocks import known_now, today
from cli.context import Settings, pass_settings
from cli.key_options import key_options
from cli.output import Answer, Column, Form, Listing, form_options, say, show, write

if TYPE_CHECKING:
    from admission.app.backup.key_backups import KeyBackup
    from admission.app.recorders.recording import StoreRecorder
    from admission.app.sealing.lock import Lock

KEYS: Final = Listing(
    "keys/1",
    (
        Column("state", "open, locked (the key is not at hand) or unsealed", "store"),
        Column("epoch", "how many keys of keys there were, with this one, or null", "epoch"),
        Column("source", "where that key comes from: file, passphrase or keyring, or null", "from"),
        Column("begun_at", "since when, or null", "since"),
        Column("subjects", "how many subjects have a key, or null", "keys", number=True),
        Column("erased", "how many subjects were erased, or null", "erased", number=True),
        Column("clear_rows", "the file in which names stand in clear, or null", "names in clear"),
    ),
)


@click.group()
def command() -> None:
    """Look after the keys with which what is personal is encrypted."""


@command.command("status")
@form_options
@pass_settings
def status(settings: Settings, form: Form | None) -> None:
    """Say whether the store is sealed, whether its key is at hand, and where that comes from."""
    with open_reader(settings.db) as reader:
        info = reader.info()
        answer = Answer(
            [_state(reader)], today(info), known_now(reader), demonstration=info["origin"] == "demo"
        )
    show(KEYS, answer, form or Form.TABLE)


def _state(reader: StoreReader) -> dict[str, str | int | None]:
    lock = reader.lock
    state = "unsealed" if not lock.sealed else "locked" if lock.locked else "open"
    row: dict[str, str | int | None] = dict.fromkeys(column.key for column in KEYS.columns)
    row["state"] = state
    rows = Path(f"{reader.path}.projections")
    row["clear_rows"] = rows.name if rows.exists() else None
    if lock.keys is None:
        return row
    epoch, counts = lock.keys.epoch(), lock.keys.counts()
    row |= {"epoch": epoch.epoch, "source": epoch.source, "begun_at": epoch.begun_at}
    return row | {"subjects": counts.kept, "erased": counts.erased}


@command.command("rotate")
@key_options
@pass_settings
def rotate(settings: Settings, *, key_from: str | None) -> None:
    """Begin a new epoch: every key is wrapped anew in another key of keys, the old one forgotten.

    It comes from where the old one came, or from where an option says: so a passphrase is changed,
    or a key file given up for the keyring. Where the new passphrase is not asked for at the
    terminal, ADMISSION_NEW_PASSPHRASE_FILE names a file that holds it.
    """
    from cli.recording import command_id, recorded
    from cli.writing import desk

    with desk(settings, log="warning") as here:
        id_ = here.act(command_id(None)).command_id  # who may not record it does not begin it
        done, epoch = _rotated(here.admission.recorder.lock, key_from)
        recorded(here, "begin-epoch", {"epoch": epoch, "on": here.admission.today()}, id_)
    write(f"{done} keys are wrapped anew; destroy the backups of the keys from before")
    for backup in _from_before(settings.db, epoch):
        write(f"made from here, and perhaps still there: {backup.folder}")
    write("`admission keys destroyed` records that it is done")


@command.command("destroyed")
@click.option("--yes", is_flag=True, help="Do not ask about what is on a medium not at hand.")
@pass_settings
def destroyed(settings: Settings, *, yes: bool) -> None:
    """Record that every backup of the keys from before this epoch is destroyed.

    Those made from here are looked for: as long as one is where it was made, nothing is recorded.
    """
    from admission.app.backup.key_backups import forget
    from cli.recording import command_id, recorded, tell
    from cli.writing import desk

    with desk(settings, log="warning") as here:
        keys = here.admission.recorder.lock.keys
        epoch = keys.epoch().epoch if keys else 1
        before = _from_before(settings.db, epoch)
        _look_for(before, yes=yes)
        fields = {"epoch": epoch, "on": here.admission.today()}
        answer = recorded(here, "destroy-key-backups", fields, command_id(None))
        if answer.outcome == "done":
            forget(settings.db, before)
        tell(here, "destroy-key-backups", answer, {})


def _from_before(store: Path, epoch: int) -> "list[KeyBackup]":
    """The backups of the keys that were made from here, in an epoch before."""
    from admission.app.backup.key_backups import key_backups

    return [each for each in key_backups(store) if each.epoch < epoch]


def _look_for(backups: "list[KeyBackup]", *, yes: bool) -> None:
    """End with 1 where one is still there; ask about those on media that are not at hand."""
    there = [backup.folder for backup in backups if backup.is_there]
    if there:
        say(f"refused: still there are {', '.join(there)}: destroy them, then say so again.")
        click.get_current_context().exit(exits.REFUSED)
    for backup in backups:
        if not yes:
            said = f"{backup.folder}, of {backup.made_at:%Y-%m-%d}, is on a medium not at hand."
            click.confirm(f"{said} Is it destroyed?", abort=True, err=True)


def _rotated(lock: "Lock", key_from: str | None) -> tuple[int, int]:
    """How many keys were wrapped anew, and in which epoch."""
    from admission.app.bootstrap import now
    from admission.app.envelope import utc_text
    from admission.app.sealing.rotating import rotate as begin_epoch

    keys = lock.keys
    total = keys.counts().kept if keys else 0
    source = key_from or (keys.epoch().source if keys else "file")
    with bar("wrapping keys", total) as advance:
        done = begin_epoch(lock, source, utc_text(now()), advance)
    return done, keys.epoch().epoch if keys else 0


@command.command("seal")
@click.argument("target", type=click.Path(path_type=Path))
@key_options
@pass_settings
def seal(settings: Settings, *, target: Path, key_from: str | None) -> None:
    """Make a sealed copy of a store that is not: TARGET, with keys beside it.

    Recorded events cannot be changed where they stand. When you have seen that the copy is good,
    put it in the place of the old store and destroy that, with its backups.
    """
    from admission.app.bootstrap import begin_sealed_copy
    from admission.app.sealing.copying import discard

    with open_reader(settings.db) as source:
        head = source.head()
        copy = begin_sealed_copy(source, target, key_from or "file")
        try:
            with copy:
                scans = _copied(source, copy)
            _record(settings._replace(db=target), source, head)
        except BaseException:
            discard(target)
            raise
    write(f"{target} has the {head} events of {settings.db} and {scans} scans, sealed")


def _copied(source: StoreReader, copy: "StoreRecorder") -> int:
    from admission.app.sealing.copying import copy_scans, copy_sealed

    with bar("sealing", source.head()) as advance:
        copy_sealed(source, copy, advance)
    with bar("sealing scans") as advance:
        return copy_scans(source, copy, advance)


def _record(settings: Settings, source: StoreReader, head: int) -> None:
    """The act, as the last event of the copy; the rows of the copy are built with it."""
    from cli.recording import command_id, recorded
    from cli.writing import desk

    with desk(settings, log="warning") as here:
        fields = {"copied_from": source.info()["store_id"], "head": head}
        fields |= {"on": here.admission.today()}
        recorded(here, "seal-store", fields, command_id(None))
