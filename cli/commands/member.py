"""`admission member`: the handbook, one person's whole record."""

from pathlib import Path

import click

from admission.projections.member.queries import show_member
from cli.clocks import KNOWN_AT, day
from cli.context import Settings, pass_settings
from cli.member_layout import MEMBER, about, nobody
from cli.output import as_json, say, write
from cli.people import id_called
from cli.questions import Question, query


@click.group()
def command() -> None:
    """Show one person's whole record, with its days and papers, or write it to a file."""


@command.command("show")
@click.argument("person")
@query
def show(question: Question, person: str) -> None:
    """Show all that is recorded of a person, by id or key in a list, section by section.

    Of somebody who has several records all of them are shown, whichever is named.
    """
    id_ = id_called(question, ("person",), person)
    found = show_member(question.rows, id_, **question.paged)
    if found is None:
        raise nobody(person, question.as_of)
    title = f"record of {found.name or found.person}"
    question.show_page(MEMBER, found.page, title=title, extra=about(found))


@command.command("export")
@click.argument("person")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--html", is_flag=True, help="Write a page to print.  [default: JSON]")
@click.option(
    "--language", type=click.Choice(["en", "vi"]), help="With --html: of the page.  [default: vi]"
)
@click.option("--as-of", type=day, help="At the end of which day.  [default: today]")
@click.option("--known-at", metavar=KNOWN_AT, help="As known then.  [default: now]")
@click.option("--json", "json_", is_flag=True, help="Print one JSON object.")
@pass_settings
def export(
    settings: Settings,
    *,
    person: str,
    file: Path,
    html: bool,
    language: str | None,
    as_of: str | None,
    known_at: str | None,
    json_: bool,
) -> None:
    """Write all that is recorded of a person into the new FILE. That it went out is recorded.

    Its JSON is that of `member show --json`. The file holds the name and whatever else is personal.
    """
    from cli.member_file import Wanted, write_member
    from cli.writing import desk

    if language and not html:
        raise click.UsageError("--language goes with --html: the keys of JSON are in English.")
    wanted = Wanted(person, as_of, known_at, (language or "vi") if html else None)
    with desk(settings, log="warning") as here:
        write_member(here, file, wanted)
    form = "html" if html else "json"
    if json_:
        write(as_json({"schema": "admission.member-export/1", "file": str(file), "form": form}))
        return
    write(f"the record is in {file}")
    say("Personal details can be read in it: keep it as you keep the keys.")
