"""`admission init`: begin a store."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from cli.context import Settings, pass_settings
from cli.key_options import key_options
from cli.output import DEMONSTRATION, write

BEFORE_ANY_STORY: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""When a demonstration store begins, so that any story can be told in it."""


@click.command()
@click.option(
    "--demonstration", is_flag=True, help="Let it hold demonstration data, and only that."
)
@click.option(
    "--time-zone",
    default="Asia/Ho_Chi_Minh",
    show_default=True,
    help="Time zone in which the organisation's days end.",
)
@key_options
@pass_settings
def command(
    settings: Settings, *, demonstration: bool, time_zone: str, key_from: str | None
) -> None:
    """Begin a store, with an account for the person who does so.

    What is personal in it is encrypted, each person's under a key of their own; the key of these
    keys comes from a file beside the store that its owner alone may read, or from elsewhere.
    """
    key_from = key_from or "file"
    begin(settings.db, demonstration=demonstration, time_zone=time_zone, key_from=key_from)
    kind = f"{DEMONSTRATION}, " if demonstration else ""
    write(f"{settings.db} is a store now ({kind}time zone {time_zone}).")
    write(f"Its keys are in {settings.db}.keys{_WHERE[key_from]}: back them up, but apart.")
    if not demonstration:
        write(
            "Next: put a rulebook in force (`admission rulebook list` names those that come with "
            "the program) and adopt a calendar (`admission calendar propose`)."
        )


_WHERE: Final = {
    "file": ", opened by the .key beside them",
    "passphrase": ", opened by the passphrase",
    "keyring": ", opened by the keyring of the system",
}


def begin(path: Path, *, demonstration: bool, time_zone: str, key_from: str = "file") -> None:
    """Create a store; a demonstration begins before any story."""
    from admission.app.bootstrap import create_store
    from cli.logs import configure

    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise click.ClickException(
            f"There is no time zone {time_zone}: write one such as Asia/Ho_Chi_Minh."
        ) from error
    configure("warning")
    create_store(
        path,
        demonstration=demonstration,
        time_zone=time_zone,
        began=BEFORE_ANY_STORY if demonstration else None,
        key_from=key_from,
    )
