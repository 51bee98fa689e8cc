"""`admission rulebook`: the rules in force, shown, checked and adopted."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from admission.app.rulebook_files import shipped_ids, shipped_text
from admission.projections.asking import page_of_all
from admission.projections.rulebooks.queries import RulebookRow, list_rulebooks, rulebook_text
from cli import exits
from cli.clocks import day
from cli.context import Settings, pass_settings
from cli.output import Column, Listing, as_json, write
from cli.questions import Question, query
from cli.rulebook_names import base_of, shipped, text_of

if TYPE_CHECKING:
    from admission.domain.rulebooks.entries.entry import Entry
from admission.domain.rulebooks.rulebook import Rulebook

RULEBOOKS: Final = Listing(
    "rulebooks/1",
    (
        Column("rulebook", "id of the rulebook", "rulebook"),
        Column("reference", "id@sha256, as events refer to it"),
        Column("title", "title", "title"),
        Column("first", "first day of force", "from"),
        Column("last", "last day of force, null where open", "to"),
        Column("extends", "reference of the rulebook that it extends, or null"),
        Column("unit", "id of the unit that it is for, null for all", "for"),
        Column("document", "number of the paper that puts it in force, or null", "document"),
        Column("adopted_on", "effective day of the adoption", "adopted"),
    ),
    {"shipped": "ids of the rulebooks that come with the program"},
)
PROVISIONS: Final = Listing(
    "rulebook/1",
    (
        Column("table", "kind of the provision", "table"),
        Column("rule", "rule that it is a number of", "rule"),
        Column("says", "its numbers and names, as an object", "says"),
        Column("source", "where it stands written", "source"),
        Column("confidence", "S seen, 2 second hand, R recalled, I inferred", "sure"),
        Column("first", "first day of force, null for the rulebook's own", "from"),
        Column("last", "last day of force, null for the rulebook's own", "to"),
        Column("assumed", "whether the text cited was not the one of that time", "assumed"),
        Column("note", "note, or null", "note"),
    ),
    {
        "rulebook": "id of the rulebook",
        "title": "its title",
        "from": "first day of force",
        "to": "last day of force, or null",
        "effects": "by rule, what a breach does; every other refuses",
        "sentences": "by rule, what it asks for, where the rulebook has words of its own",
    },
)
_ABOUT: Final = ("rule", "source", "confidence", "first", "last", "assumed", "note")


@click.group()
def command() -> None:
    """Show, check and adopt rulebooks."""


@command.command("list")
@query
def list_(question: Question) -> None:
    """List the adopted rulebooks, and name those that come with the program."""
    shipped = list(shipped_ids())
    page = page_of_all(
        list_rulebooks(question.rows, **question.clocks),
        question.limit,
        question.after,
        lambda row: (row.reference, row.unit),
    )
    notes = [f"with the program come {', '.join(shipped)}"]
    question.show_page(RULEBOOKS, page, notes=notes, extra={"shipped": shipped})


@command.command("show")
@click.argument("rulebook")
@query
def show(question: Question, rulebook: str) -> None:
    """Print every number of a rulebook with its citation and confidence.

    RULEBOOK is the id or reference of an adopted one, or the id of one that comes with the program.
    """
    found = _adopted(question, rulebook) or shipped(rulebook)
    if found is None:
        raise click.ClickException(f"There is no rulebook {rulebook}; `rulebook list` names them.")
    rows = list(_provisions(found, table=question.form == "table"))
    page = page_of_all(
        list(enumerate(rows)), question.limit, question.after, lambda numbered: (numbered[0],)
    )
    effects = {rule: effect.value for rule, effect in sorted(found.effects.items())}
    last = found.last and found.last.isoformat()
    question.show(
        PROVISIONS,
        [row for _, row in page.rows],
        page.next,
        title=f"{found.id}: {found.title}, {found.first} to {last or 'further notice'}",
        notes=["a breach refuses, but: " + ", ".join(f"{r} {e}" for r, e in effects.items())],
        extra={
            "rulebook": found.id,
            "title": found.title,
            "from": found.first.isoformat(),
            "to": last,
            "effects": effects,
            "sentences": found.sentences,
        },
    )


@command.command("check")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option("--json", "json_", is_flag=True, help="Print one JSON object.")
@pass_settings
def check(settings: Settings, file: Path, *, json_: bool) -> None:
    """Say every mistake of a rulebook file with its place; exit with 1 if there is any."""
    from admission.domain.rulebooks import reading

    text = text_of(file)
    base = base_of(settings, reading.base_named_in(text))
    mistakes = reading.check(text, base)
    if json_:
        rows = [mistake._asdict() for mistake in mistakes]
        write(as_json({"schema": "admission.rulebook-check/1", "file": str(file), "rows": rows}))
    else:
        for mistake in mistakes:
            write(f"{file}: {mistake}")
        write(f"{file}: {len(mistakes) or 'no'} mistake{'s' * (len(mistakes) != 1)}")
    if mistakes:
        click.get_current_context().exit(exits.REFUSED)


@command.command("adopt")
@click.argument("file")
@click.option("--unit", metavar="UNIT", help="Only for this unit and all under it.")
@click.option("--on", type=day, help="Effective day.  [default: today]")
@click.option("--document", metavar="KEY=VALUE,…|JSON", help="Paper that puts it in force.")
@click.option("--id", "id_", metavar="UUID", help="Id of the command.  [default: a new one]")
@click.option("--json", "json_", is_flag=True, help="Print one JSON object.")
@pass_settings
def adopt(
    settings: Settings,
    *,
    file: str,
    unit: str | None,
    on: str | None,
    document: str | None,
    id_: str | None,
    json_: bool,
) -> None:
    """Put a rulebook in force: FILE, or the id of one that comes with the program."""
    from cli.fields import DOCUMENT, plain
    from cli.recording import command_id, recorded, tell
    from cli.writing import desk

    text = shipped_text(file) if file in shipped_ids() else text_of(Path(file))
    with desk(settings) as here:
        fields: dict[str, Any] = {"text": text, "on": on or here.admission.today()}
        if unit is not None:
            fields["unit"] = here.unit(unit)
        if document is not None:
            fields["document"] = plain(DOCUMENT, document, "--document")
        answer = recorded(here, "adopt-rulebook", fields, command_id(id_))
    tell(here, "adopt-rulebook", answer, {}, as_object=json_)


def _adopted(question: Question, name: str) -> "Rulebook | None":
    rows = list_rulebooks(question.rows, **question.clocks)
    chosen = [row for row in rows if name in (row.rulebook, row.reference)]
    return _read_adopted(question, rows, chosen[-1]) if chosen else None


def _read_adopted(question: Question, rows: list[RulebookRow], row: RulebookRow) -> "Rulebook":
    from admission.domain.rulebooks.reading import read

    by_reference = {one.reference: one for one in rows}
    base = by_reference.get(row.extends or "")
    text = rulebook_text(question.rows, row.reference) or ""
    return read(text, _read_adopted(question, rows, base) if base else None)


def _provisions(rulebook: "Rulebook", *, table: bool) -> Iterator[dict[str, Any]]:
    from admission.domain.rulebooks.entries.entry import Entry

    for name, entries in rulebook:
        if not isinstance(entries, tuple):
            continue
        for entry in entries:
            if isinstance(entry, Entry):
                yield _provision(name, entry, _in_words if table else dict)


def _provision(table: str, entry: "Entry", told: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    plain = entry.model_dump(mode="json", exclude_none=True)
    says = {key: value for key, value in plain.items() if key not in _ABOUT}
    about = {key: plain.get(key) for key in _ABOUT}
    return {"table": table, "says": told(says), **about}


def _in_words(says: dict[str, Any]) -> str:
    return ", ".join(
        f"{key}={' '.join(map(str, value)) if isinstance(value, list) else value}"
        for key, value in says.items()
        if value not in ([], False)
    )
