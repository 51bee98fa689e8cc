"""What the global options say, handed to every command."""

import os
from pathlib import Path
from typing import Final, NamedTuple

import click

from admission.app.recorders.addresses import is_address, place_of


class Settings(NamedTuple):
    """The store, and who acts: id, role, and for which unit; None where it was not said."""

    db: Path
    actor: str | None
    role: str | None
    for_unit: str | None


class StoreName(click.ParamType[Path]):
    """The type of `--db`: a file, or an address, for which a file of its own then stands."""

    name = "store"

    def convert(
        self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """The path of the store, or of what names it in the folder of ADMISSION_HOME."""
        del param, ctx
        if not is_address(str(value)):
            return Path(value)
        return place_of(str(value), _home(), os.environ)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """As `--help` names it."""
        del param, ctx
        return "FILE|ADDRESS"


def _home() -> Path:
    """Where the keys of stores on servers are kept."""
    if folder := os.environ.get("ADMISSION_HOME"):
        return Path(folder)
    return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser() / "admission"


pass_settings: Final = click.make_pass_decorator(Settings)
