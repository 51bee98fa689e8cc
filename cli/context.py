"""What the global options say, handed to every command."""

from pathlib import Path
from typing import Final, NamedTuple

import click


class Settings(NamedTuple):
    """The store, and who acts: id, role, and for which unit; None where it was not said."""

    db: Path
    actor: str | None
    role: str | None
    for_unit: str | None


pass_settings: Final = click.make_pass_decorator(Settings)
