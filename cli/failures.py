"""From whatever went wrong to one sentence and an exit code; imported only when something did."""

import os
import sqlite3
import sys
import traceback
from typing import Final

import click

from admission.app.recorders.errors import (
    OutcomeUnknown,
    StoreUnusable,
    is_of_a_database,
    primary_code,
)
from cli import exits

_OF_THE_FILE: Final = (
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_BUSY,
)


def told(error: Exception) -> int:
    """Say what went wrong on standard error, and return the exit code."""
    if os.environ.get("ADMISSION_DEBUG"):
        _tell_where(error)
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code if error.exit_code != 1 else exits.USAGE
    code, sentence = _judged(error)
    click.echo(f"Error: {sentence}", err=True)
    return code


def _tell_where(error: BaseException | None) -> None:
    """Where it happened; what exceptions say is left out, for it may be about somebody."""
    while error is not None:
        sys.stderr.write("Traceback (most recent call last):\n")
        sys.stderr.writelines(traceback.format_tb(error.__traceback__))
        sys.stderr.write(f"{type(error).__module__}.{type(error).__name__}\n")
        error = error.__cause__ or error.__context__


def _judged(error: Exception) -> tuple[int, str]:
    if isinstance(error, OutcomeUnknown):
        return exits.UNKNOWN_OUTCOME, str(error)
    if isinstance(error, StoreUnusable):
        return exits.UNUSABLE, str(error)
    if isinstance(error, sqlite3.Error) and primary_code(error) in _OF_THE_FILE:
        return exits.UNUSABLE, (
            f"The tables beside the store cannot be read ({error}): delete the file that ends in "
            ".projections; the next query builds it again."
        )
    if is_of_a_database(error) and (said := _of_the_server(error)):
        return exits.UNUSABLE, said
    if isinstance(error, OSError):
        return exits.BROKEN, _of_the_system(error)
    return _of_the_program(error)


def _of_the_server(error: Exception) -> str | None:
    if isinstance(error, sqlite3.Error):
        return None
    from admission.app.recorders.server.errors import sentence

    said = sentence(error, "this store")
    return said and said[0].upper() + said[1:]


def _of_the_system(error: OSError) -> str:
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{error.strerror or error}."


def _of_the_program(error: Exception) -> tuple[int, str]:
    """The program's own exceptions; their modules are heavy, so they are imported only here."""
    from admission.app.answers import CommandIdReused, StillInConflict
    from admission.app.catalogue import UnknownEventError
    from admission.app.clock import NotADemonstration
    from admission.app.intake import Malformed
    from admission.app.sealing.fields import BrokenSealError
    from admission.domain.kernel.messages import UnknownReferenceError

    if isinstance(error, UnknownReferenceError):
        return exits.USAGE, f"The store holds nothing under {error.stream}."
    if isinstance(error, CommandIdReused | NotADemonstration | Malformed):
        return exits.USAGE, f"{error}."
    if isinstance(error, StillInConflict):
        return exits.UNUSABLE, f"Others kept writing to {error}: nothing was recorded; try again."
    if isinstance(error, UnknownEventError):
        return exits.UNUSABLE, f"The store cannot be read on: {error}; use a newer version."
    if isinstance(error, BrokenSealError):
        return exits.UNUSABLE, "What is sealed in an event was altered: see `doctor`."
    kind = type(error).__name__
    return exits.BROKEN, (
        f"internal error ({kind}): this is a mistake of the program; nothing half done is kept. "
        "Set ADMISSION_DEBUG=1 to see where it happened."
    )
