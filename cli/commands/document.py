"""`admission document`: scans of papers, kept beside the store by their SHA-256."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import click

from admission.app.document_folder import DocumentFolder
from admission.app.views import Views, open_views
from admission.projections.documents.queries import digests, list_scans, undocumented_steps
from cli.clocks import day
from cli.context import Settings, pass_settings
from cli.output import Column, Listing, as_json, cited, write
from cli.questions import Question, query
from cli.scans import shortened
from cli.trees import tree_option
from cli.unit_names import names_a_thing

if TYPE_CHECKING:
    from admission.app.answers import Answer
    from admission.app.document_folder import Incoming
    from cli.writing import Desk

DOCUMENTS: Final = Listing(
    "documents/1",
    (
        Column("sha256", "digest of its content", "document"),
        Column("path", "where it lies, from the folder of the store"),
        Column("size", "bytes", "bytes", number=True),
        Column("media_type", "what kind of file it is", "file"),
        Column("kind", "kind of the paper, or null", "paper"),
        Column("number", "number of the paper, or null"),
        Column("signed", "day of its signature, or null"),
        Column("title", "title, or `erased`, or `locked`; null where it has none", "title"),
        Column("about", "id of what it is about, or null", "about"),
        Column("position", "place in the log of the step that it belongs to, or null", "position"),
        Column("type", "type of that step, or null", "step"),
        Column("kept_on", "day on which it was kept", "kept"),
    ),
)
STEPS: Final = Listing(
    "undocumented-steps/1",
    (
        Column("position", "place in the log", "position"),
        Column("candidate", "id of the candidacy", "candidate"),
        Column("unit", "id of the cell, or null"),
        Column("type", "type of the step", "what"),
        Column("on_day", "day on which it took effect", "on"),
    ),
)
_LARGE_BYTES: Final = 32 * 1024 * 1024
_DIGITS: Final = re.compile(r"[0-9a-f]{8,64}")


@click.group()
def command() -> None:
    """Keep scans of papers, list them, get them out again."""


@command.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--about", metavar="ID", help="What it is about: an id, or a unit's code or name.")
@click.option(
    "--step", type=click.IntRange(min=1), metavar="POSITION", help="The step that it belongs to."
)
@click.option("--paper", metavar="KEY=VALUE,…|JSON", help="What paper it shows: kind, number, ….")
@click.option("--title", metavar="TEXT", help="A title.")
@click.option("--on", type=day, help="Effective day.  [default: today]")
@click.option("--id", "id_", metavar="UUID", help="Id of the command.  [default: a new one]")
@click.option("--json", "json_", is_flag=True, help="Print one JSON object.")
@pass_settings
def add(settings: Settings, /, *, file: Path, id_: str | None, json_: bool, **options: Any) -> None:  # noqa: ANN401
    """Keep a scan: FILE is copied into the folder beside the store.

    With --step it belongs to the step recorded at that position, which `history` shows. A step that
    is recorded later names it by its digest: `--document kind=…,sha256=…`.
    """
    from cli.bars import bar
    from cli.recording import command_id
    from cli.writing import desk

    id_ = command_id(id_)
    with desk(settings, log="warning") as here, _opened(file) as source:
        folder = DocumentFolder(settings.db, here.admission.recorder.lock)
        fields = _fields(here, file, options)
        size = file.stat().st_size
        with (
            bar("copying", size, shown=size > _LARGE_BYTES) as advance,
            folder.incoming(source, advance) as incoming,
        ):
            answer = _kept(here, folder, incoming, fields, id_)
    path = folder.place(incoming.sha256)
    _tell(here, answer, {"sha256": incoming.sha256, "path": path}, as_object=json_)


@command.command("get")
@click.argument("digest")
@click.argument("file", type=click.Path(path_type=Path))
@pass_settings
def get(settings: Settings, *, digest: str, file: Path) -> None:
    """Copy a scan to FILE; DIGEST is its SHA-256, or the first eight or more of its digits."""
    with open_views(settings.db) as views:
        whole = _digest(views, digest)
        _copy_out(DocumentFolder(settings.db, views.store.lock), whole, file)
    write(f"{whole} is copied to {file}")


@command.command("list")
@click.option("--about", metavar="ID", help="Only of this: an id, or a unit's code or name.")
@query
def list_(question: Question, about: str | None) -> None:
    """List the scans by the day they were kept."""
    folder = DocumentFolder(question.reader.path)
    page = list_scans(question.rows, about=question.thing(about), **question.paged)
    rows = [{**row._asdict(), "path": folder.place(row.sha256)} for row in page.rows]
    if question.form == "table":
        rows = [_for_eyes(row) for row in rows]
    question.show(DOCUMENTS, rows, page.next)


@command.command("missing")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@tree_option
@query
def missing(question: Question, unit: str | None) -> None:
    """List the steps that rest on no document, though their form has a place for one."""
    page = undocumented_steps(question.rows, unit=question.unit(unit), **question.reading)
    question.show_page(STEPS, page, title="steps without a document")


def _copy_out(folder: DocumentFolder, digest: str, file: Path) -> None:
    try:
        target = file.open("xb")
    except FileExistsError as error:
        raise click.ClickException(f"{file} is there already: name another file.") from error
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from error
    try:
        with target:
            folder.copy_out(digest, target)
    except BaseException:
        file.unlink()
        raise


def _opened(file: Path) -> BinaryIO:
    if not file.is_file():
        raise click.ClickException(f"{file} is no ordinary file.")
    if not file.stat().st_size:
        raise click.ClickException(f"{file} is empty: there is nothing to keep.")
    try:
        return file.open("rb")
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from error


def _fields(here: "Desk", file: Path, options: dict[str, Any]) -> dict[str, Any]:
    """What the options say; the digest and the size are known once the file was read."""
    from mimetypes import MimeTypes

    from admission.app.shapes import Shape
    from admission.domain.kernel.documents import Paper
    from cli.fields import plain

    media_type, _ = MimeTypes().guess_type(file.name)
    fields = {
        "on": options["on"] or here.admission.today(),
        "media_type": media_type or "application/octet-stream",
        "title": options["title"],
        "about": options["about"] and here.thing(options["about"]),
        "paper": options["paper"] and plain(Shape(Paper), options["paper"], "--paper"),
    }
    if options["step"] is not None:
        fields |= _step(here, options["step"], fields["about"])
    return {name: value for name, value in fields.items() if value is not None}


def _step(here: "Desk", position: int, about: str | None) -> dict[str, Any]:
    """The step at a position, as what it is about and its place there."""
    rows = here.admission.recorder.log_rows(position - 1, 1)
    if not rows or rows[0].position != position:
        raise click.ClickException(f"Nothing is recorded at position {position}.")
    (row,) = rows
    if not names_a_thing(row.stream):
        raise click.ClickException(f"What is recorded at position {position} takes no scan.")
    if about not in (None, row.stream):
        raise click.ClickException(f"Position {position} is a step of {row.stream}, not {about}.")
    return {"about": row.stream, "step": row.version}


def _kept(
    here: "Desk", folder: DocumentFolder, incoming: "Incoming", fields: dict[str, Any], id_: str
) -> "Answer | None":
    """The answer once the file is kept, not before; None where there was nothing to add."""
    from admission.domain.registers.documents.commands import ScanKey
    from cli.recording import recorded

    fields = {**fields, "sha256": incoming.sha256, "size": incoming.size}
    scan = here.admission.world.scan(ScanKey(sha256=incoming.sha256).document)
    if scan.belongs_to(fields.get("about"), fields.get("step")):
        folder.keep(incoming)
        return None
    # Who is refused leaves no file behind.
    if recorded(here, "keep-document", fields, id_, dry_run=True).outcome == "done":
        folder.keep(incoming)
    return recorded(here, "keep-document", fields, id_)


def _tell(here: "Desk", answer: "Answer | None", kept: dict[str, str], *, as_object: bool) -> None:
    from cli.recording import tell

    if answer is not None and answer.outcome == "refused":
        tell(here, "keep-document", answer, {}, as_object=as_object)
    elif answer is not None:
        tell(here, "keep-document", answer, kept, as_object=as_object)
    elif as_object:
        write(as_json({"outcome": "done", "position": None, "repeated": True, **kept}))
    else:
        write(f"sha256 {kept['sha256']}\npath {kept['path']}\nit was kept before: nothing is added")
    if not as_object:
        write(f"to name it in a step: --document kind=…,sha256={kept['sha256']}")


def _digest(views: Views, text: str) -> str:
    """The one digest that some digits begin."""
    digits = text.lower()
    if not _DIGITS.fullmatch(digits):
        raise click.BadParameter(f"{text!r} is no SHA-256: give at least 8 of its 64 digits.")
    found = digests(views.connection, digits)
    if not found:
        raise click.ClickException(f"There is no document {text}; `document list` shows them.")
    if len(found) > 1:
        raise click.ClickException(f"{len(found)} documents begin with {text}: give more digits.")
    return found[0]


def _for_eyes(row: dict[str, Any]) -> dict[str, Any]:
    """A scan as a table shows it: the digest short, the paper in one column."""
    paper = cited(row["kind"], row["number"], row["signed"])
    return {**row, "sha256": shortened(row["sha256"]), "kind": paper}
