"""The rulebook that somebody names: a file, an adopted one, or one that comes with the program."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from admission.app.rulebook_files import shipped_ids, shipped_text
from cli.context import Settings

if TYPE_CHECKING:
    from admission.domain.registers.rulebooks.state import Shelf
    from admission.domain.rulebooks.rulebook import Rulebook


def text_of(file: Path) -> str:
    """The text of a rulebook file; an error where it cannot be read."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} is not UTF-8 text.") from error


def shipped(name: str | None) -> "Rulebook | None":
    """The rulebook of an id that comes with the program; None where none does."""
    from admission.domain.rulebooks.reading import base_named_in, read

    if name not in shipped_ids():
        return None
    text = shipped_text(name)
    return read(text, shipped(base_named_in(text)))


def base_of(settings: Settings, name: str | None) -> "Rulebook | None":
    """The rulebook that a file extends: the adopted one, else the one that is shipped."""
    if name is None:
        return None
    from admission.app.recorders.reading import is_begun, open_reader

    if not is_begun(settings.db):
        return shipped(name)
    from admission.app.states import States
    from admission.domain.kernel.ids import RULEBOOKS as SHELF

    with open_reader(settings.db) as reader:
        adoption = States(reader).state(SHELF).get(name)
    return adoption.rulebook if adoption else shipped(name)


def named_on(shelf: "Shelf", name: str) -> "tuple[Rulebook, str]":
    """A rulebook with the reference `id@sha256` of its text; an error where there is none.

    `name` is a file, the id or the reference of an adopted one, or the id of a shipped one.
    """
    from admission.domain.rulebooks.reading import RulebookMistakes, base_named_in, read
    from admission.domain.rulebooks.rulebook import digest

    adopted = next((a for a in reversed(shelf.adoptions) if a.reference == name), shelf.get(name))
    if adopted is not None and not Path(name).is_file():
        return adopted.rulebook, adopted.reference
    if not Path(name).is_file() and name not in shipped_ids():
        raise click.ClickException(
            f"There is no rulebook {name}, adopted or with the program, and no such file; "
            "`rulebook list` names them."
        )
    text = text_of(Path(name)) if Path(name).is_file() else shipped_text(name)
    extends = base_named_in(text)
    base = shelf.get(extends) if extends else None
    try:
        book = read(text, base.rulebook if base else shipped(extends))
    except RulebookMistakes as mistakes:
        raise click.ClickException(
            f"{name} is no rulebook: {mistakes.mistakes[0]} (`rulebook check` lists all "
            f"{len(mistakes.mistakes)})."
        ) from mistakes
    return book, f"{book.id}@{digest(text)}"
