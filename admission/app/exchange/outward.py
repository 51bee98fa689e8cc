"""Where an export goes: a new file or folder, whole in the end or not there at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from typing import BinaryIO

Advance = Callable[[int], None]
"""Told how much is done so far."""


class CannotExportError(Exception):
    """Why the log cannot be written out; the message says what to do."""


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A new file, open to be written; it is taken away again when something goes wrong.

    Raises:
        CannotExportError: it is there already, or cannot be made.
    """
    try:
        out = path.open("xb")
    except FileExistsError:
        raise CannotExportError(f"{path} is there already: name a new file.") from None
    except OSError as error:
        raise CannotExportError(f"{path} cannot be written: {error.strerror}.") from error
    try:
        with out:
            yield out
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A new folder, as `new_file`."""
    try:
        path.mkdir()
    except FileExistsError:
        raise CannotExportError(f"{path} is there already: name a new folder.") from None
    except OSError as error:
        raise CannotExportError(f"{path} cannot be written: {error.strerror}.") from error
    try:
        yield path
    except BaseException:
        rmtree(path, ignore_errors=True)
        raise
