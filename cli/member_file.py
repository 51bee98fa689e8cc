"""One person's record written into one file; that it went out is recorded first."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, TextIO

import click

from admission.app.views import Views, open_views
from admission.projections.member.queries import show_member
from cli.clocks import position_named
from cli.exporting import noted
from cli.member_layout import MEMBER, about, nobody
from cli.member_page import member_page
from cli.output import Answer, KnownAt, in_json
from cli.writing import Desk


class Wanted(NamedTuple):
    """Whose record is wanted, as of which day, as known when, as a page in which language."""

    person: str
    as_of: str | None
    known_at: str | None
    language: str | None
    """None: JSON."""


def write_member(here: Desk, file: Path, wanted: Wanted) -> None:
    """Write the record into a new file; nothing is recorded where there is nobody to write of."""
    text = _text(here, wanted)
    with _new(file) as out:
        noted(here, "member", personal=True)
        out.write(text)


def _text(here: Desk, wanted: Wanted) -> str:
    as_of = wanted.as_of or here.admission.today()
    person, of_it = here.begun("person", wanted.person), here.admission.demonstration
    with open_views(here.admission.recorder.path) as views:
        asked, position = _known(views, wanted.known_at)
        found = show_member(views.connection, person, as_of=as_of, known_at=asked)
        if found is None:
            raise nobody(wanted.person, as_of)
        if wanted.language:
            return member_page(found, as_of, position, wanted.language, demonstration=of_it)
        time = views.store.recorded_at(position)[1] or None
    known = KnownAt(position, time, asked is not None)
    answer = Answer((), as_of, known, demonstration=of_it, extra=about(found))
    return in_json(MEMBER, answer, [row._asdict() for row in found.page.rows]) + "\n"


def _known(views: Views, text: str | None) -> tuple[int | None, int]:
    asked = position_named(views.store, views.store.info(), text)
    return asked, views.position if asked is None else min(asked, views.position)


@contextmanager
def _new(file: Path) -> Iterator[TextIO]:
    """A new file to write into, gone again if that breaks off."""
    try:
        out = file.open("x", encoding="utf-8", newline="\n")
    except FileExistsError:
        raise click.ClickException(f"{file} is there already: name a new file.") from None
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from error
    try:
        with out:
            yield out
    except BaseException:
        with suppress(OSError):
            file.unlink()
        raise
