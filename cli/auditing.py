"""What the commands of `audit` share: the verdict as an exit code, files in and out."""

import base64
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Final, ParamSpec

import click

from admission.proof.verifier import CannotJudge, Key, Tampered, read_key
from cli import exits
from cli.output import say, write

P = ParamSpec("P")
MOST_SAID: Final = 20
_NOTE_BYTES: Final = 1 << 20


def judged(function: Callable[P, None]) -> Callable[P, None]:
    """End with 1 where something was tampered with, with 2 where nothing can be judged."""

    @wraps(function)
    def judging(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except Tampered as verdict:
            say(f"tampered: {verdict}")
            click.get_current_context().exit(exits.REFUSED)
        except CannotJudge as verdict:
            say(f"cannot judge: {verdict}")
            click.get_current_context().exit(exits.USAGE)

    return judging


def verifier_key(text: str) -> Key:
    """The type of an option that is a verifier key."""
    try:
        return read_key(text)
    except CannotJudge as error:
        raise click.BadParameter(str(error)) from error


def content(path: Path) -> bytes:
    """What a small file holds; raises `CannotJudge` where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(_NOTE_BYTES)
    except OSError as error:
        raise CannotJudge(
            f"{path} cannot be read ({error.strerror}): name the right file."
        ) from error


def hand_out(note: bytes, file: Path | None) -> None:
    """Print a note, or write it into a new file."""
    if file is None:
        sys.stdout.write(note.decode())
        return
    try:
        with file.open("xb") as target:
            target.write(note)
    except FileExistsError as error:
        raise click.ClickException(f"{file} is there already: name another file.") from error
    except OSError as error:
        with suppress(OSError):
            file.unlink()
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from error
    write(f"written to {file}")


def in_base64(root: bytes) -> str:
    """A root as checkpoints write it."""
    return base64.b64encode(root).decode()
