"""What every export has in common: it is recorded before anything is written."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import NoReturn

import click

from admission.app.recorders.errors import ReadOnly, StoreUnusable
from admission.app.recorders.reading import StoreReader, open_reader
from cli.context import Settings
from cli.output import say
from cli.recording import command_id, recorded
from cli.writing import Desk, desk


@contextmanager
def going_out(settings: Settings) -> Iterator[Desk]:
    """The store, for an export; why nothing can go out is said in a sentence."""
    from admission.app.exchange.outward import CannotExportError

    with desk(settings, log="warning") as here:
        try:
            yield here
        except CannotExportError as error:
            raise click.ClickException(str(error)) from error


@contextmanager
def leaving(
    settings: Settings, form: str, refuse: Callable[[StoreReader], object], *, personal: bool = True
) -> Iterator[StoreReader]:
    """The store, after `refuse` let it pass and it was recorded there that it goes out.

    As it stands, where it is locked or may not be written. `personal`: what is not sealed goes out
    readably.
    """
    with ExitStack() as stack:
        try:
            here = stack.enter_context(desk(settings, log="warning"))
        except StoreUnusable as error:
            reader = stack.enter_context(open_reader(settings.db))
            read_only = isinstance(error, ReadOnly)
            if not (read_only or reader.lock.locked):
                raise
            refuse(reader)
            how = "read-only" if read_only else "locked"
            say(f"{reader.name} is {how}, so that it goes out is not recorded there.")
        else:
            reader = here.admission.recorder
            refuse(reader)
            noted(here, form, personal=personal and not reader.lock.sealed)
        yield reader


def noted(here: Desk, form: str, *, personal: bool) -> int:
    """Record that the log goes out up to this act; returns its position."""
    head = here.admission.recorder.head() + 1
    fields = {"form": form, "head": head, "personal": personal, "on": here.admission.today()}
    return recorded(here, "export-log", fields, command_id(None)).positions[0]


def parquet_at_hand() -> Callable[..., dict[str, int]]:
    """What writes Parquet; an error that says how to install it, where pyarrow is not there."""
    try:
        from admission.app.exchange.parquet import export_parquet
    except ImportError as error:
        lacking("Parquet needs pyarrow", "parquet", error)
    return export_parquet


def lacking(what: str, extra: str, error: ImportError) -> NoReturn:
    """Say what is not installed, and how to install it."""
    raise click.ClickException(
        f"{what}: install it with `pip install 'admission[{extra}]'`."
    ) from error
