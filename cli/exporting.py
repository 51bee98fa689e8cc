"""What every export has in common: it is recorded before anything is written."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from cli.context import Settings
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
        raise click.ClickException(
            "Parquet needs pyarrow: install it with `pip install 'admission[parquet]'`."
        ) from error
    return export_parquet
