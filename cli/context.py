"""What the global options say, handed to every command."""

import os
from pathlib import Path
from typing import Final, NamedTuple

import click

from admission.app.recorders.addresses import address_of, is_address, place_of
from admission.app.recorders.reading import StoreReader, open_reader


class Settings(NamedTuple):
    """The store, and who acts: id, role, and for which unit; None where it was not said.

    `read_from` is the address of a standby, where queries read.
    """

    db: Path
    actor: str | None
    role: str | None
    for_unit: str | None
    read_from: str | None = None

    def reader(self) -> StoreReader:
        """The store to be asked only."""
        return open_reader(self.db, read_from=self.read_from)


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


class Address(click.ParamType[str]):
    """The type of `--read-from`: the address of a server."""

    name = "address"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address without user and password, which go to the environment."""
        if not is_address(value):
            self.fail("write postgresql://HOST:PORT/DATABASE.", param, ctx)
        return address_of(value, os.environ)


def _home() -> Path:
    """Where the keys of stores on servers are kept."""
    if folder := os.environ.get("ADMISSION_HOME"):
        return Path(folder)
    return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser() / "admission"


pass_settings: Final = click.make_pass_decorator(Settings)
