"""`admission unit`: the tree of units."""

from collections.abc import Sequence
from typing import Any, Final

import click

from admission.projections.asking import Moment
from admission.projections.comparison.without_admissions import WithoutRow, without_admissions
from admission.projections.confirmations.queries import ConfirmationRow, list_confirmations
from admission.projections.confirmations.through import confirmed
from admission.projections.units.acts import ACTS as ACTS_OF_UNITS
from admission.projections.units.acts import ActRow, count_changes, list_acts
from admission.projections.units.queries import (
    KINDS,
    UnitDetail,
    count_units,
    list_units,
    show_unit,
    tree,
)
from admission.projections.units.tree import UnitRow
from cli.clocks import day
from cli.output import UNKNOWN, Column, Listing, cited
from cli.questions import Question, query
from cli.trees import tree_option

_COLUMNS: Final = (
    Column("unit", "id of the unit"),
    Column("name", "name on that day", "name"),
    Column("code", "code on that day, or null", "code"),
    Column("kind", "kind of unit", "kind"),
    Column("parent", "id of the unit above, or null; of a unit that has ended, its successor"),
    Column("depth", "how far below the first row, which has 0"),
    Column("authorised", "whether it decides on admissions by itself", "authorised"),
    Column("founded", "day of its founding", "founded"),
    Column("ended", "day from which there is no such unit, null while there is"),
)
UNITS: Final = Listing("units/1", _COLUMNS)
UNIT: Final = Listing(
    "unit/1",
    (
        *_COLUMNS[:5],
        Column("depth", "0 the unit itself, below 0 those above it, nearest first"),
        *_COLUMNS[6:],
    ),
    {
        "below": "by kind, how many units there are below it",
        "confirmed_to": "last day to whose end its records are confirmed as complete, or null",
        "confirmations": "what it and those above it have confirmed, furthest first: `unit`, "
        "`through`, `confirmed_on`, `actor`, `document`",
    },
)
COUNTS: Final = Listing(
    "unit-counts/1",
    (
        Column("kind", "kind of unit, from grassroots organisations to cells", "kind"),
        Column("units", "how many", "units", number=True),
    ),
)
CHANGES: Final = Listing(
    "unit-changes/1",
    (
        Column("kind", "kind of unit", "kind"),
        Column("level", "level on which units of the kind stand", "level"),
        Column("was", "how many there were at the end of the earlier day", "was", number=True),
        Column("founded", "by how many foundings moved that", "founded", number=True),
        Column("split", "by how many divisions moved that", "split", number=True),
        Column("merged", "likewise mergers", "merged", number=True),
        Column("dissolved", "likewise dissolutions", "dissolved", number=True),
        Column("abolished", "likewise levels abolished", "abolished", number=True),
        Column("changed", "likewise changes of kind", "changed", number=True),
        Column(
            "moved", "likewise units that came or went with all under them", "moved", number=True
        ),
        Column("now", "how many there are; the others add up to it", "now", number=True),
    ),
    {"since": "the earlier day"},
)
ACTS: Final = Listing(
    "unit-acts/1",
    (
        Column("on_day", "day on which it took effect", "day"),
        Column("act", f"what it was: {', '.join(ACTS_OF_UNITS.values())}", "act"),
        Column("unit", "id of the unit"),
        Column("name", "its name on the later day", "unit"),
        Column("kind", "its kind, that before it ended", "kind"),
        Column("other", "id of its superior from then on, or its successor; null where none"),
        Column("other_name", "name of that", "superior or successor"),
        Column("document_kind", "kind of the paper, or null", "document"),
        Column("document_number", "its number"),
        Column("document_signed", "day it was signed"),
        Column("effect", "by kind, how many more or fewer units there are for it", "count"),
        Column("position", "place in the log of what was recorded of it last"),
    ),
    {"since": "the earlier day"},
)
WITHOUT: Final = Listing(
    "units-without-admissions/1",
    (
        Column("unit", "id of the unit, which counts all under it"),
        Column("name", "name on that day", "unit"),
        Column("code", "code on that day, or null", "code"),
        Column("kind", "kind of unit", "kind"),
        Column("depth", "how far below the first unit, which has 0"),
        Column("founded", "day of its founding", "founded"),
        Column("first", "first day of the years asked about", "nobody since"),
        Column("admitted", "0 where that is confirmed to the day asked, else null", "admitted"),
        Column("confirmed_to", "last day to whose end its records are confirmed, or null", "to"),
    ),
    {
        "without": "how many units they are in all",
        "units": "of how many that stood all the time",
        "counts": "the sentence that says what counts as admitted",
    },
)


@click.group()
def command() -> None:
    """List, show and count units."""


@command.command("list")
@click.option("--unit", metavar="UNIT", help="Only this unit and all under it.")
@click.option("--kind", type=click.Choice(KINDS), help="Only of this kind.")
@click.option("--depth", type=click.IntRange(min=0), help="How many levels below the first.")
@query
def list_(question: Question, unit: str | None, kind: str | None, depth: int | None) -> None:
    """List units, parent first."""
    page = list_units(
        question.rows, unit=question.unit(unit), kind=kind, depth=depth, **question.paged
    )
    rows = [_indented(row, question) if kind is None else row._asdict() for row in page.rows]
    question.show(UNITS, rows, page.next)


@command.command("show")
@click.argument("unit")
@query
def show(question: Question, unit: str) -> None:
    """Show one unit, those above it, and what is below it."""
    found = show_unit(question.rows, question.unit(unit) or unit, **question.clocks)
    if found is None:
        raise click.ClickException(f"There is no unit {unit} on {question.as_of}.")
    rows = [found.unit, *(row._replace(depth=-n) for n, row in enumerate(found.above, start=1))]
    below = {count.kind: count.units for count in found.below}
    said = ", ".join(f"{count} {kind}" for kind, count in below.items())
    through, made = _confirmed(question, found)
    question.show(
        UNIT,
        [row._asdict() for row in rows],
        notes=[f"below it: {said or 'nothing'}", _said(through, made, found)],
        extra={
            "below": below,
            "confirmed_to": through,
            "confirmations": [each._asdict() for each in made],
        },
    )


def _confirmed(question: Question, found: UnitDetail) -> tuple[str | None, list[ConfirmationRow]]:
    """How far the unit is confirmed, and who has said so for it."""
    rows, unit = question.rows, found.unit.unit
    units = tree(rows, unit=unit, **question.clocks)
    through = confirmed(rows, units, Moment(question.as_of, question.known_at))
    speakers = [unit, *(above.unit for above in found.above)]
    made = list_confirmations(rows, speakers, known_at=question.known_at)
    return through.get(unit), made


def _said(through: str | None, made: Sequence[ConfirmationRow], found: UnitDetail) -> str:
    if through is None:
        return "not confirmed as complete to any day (`admission record confirm-period`)"
    said = f"confirmed as complete to {through}"
    if not made or made[0].through < through:
        return f"{said} by all units right below it"
    first = made[0]
    names = {row.unit: row.name for row in (found.unit, *found.above)}
    return f"{said}, on {first.confirmed_on} by {first.actor} for {names[first.unit]}"


_SINCE: Final = "The count at the end of this day as well, and what moved it since."


@command.command("count")
@click.option("--unit", metavar="UNIT", help="Only this unit and all under it.")
@click.option("--since", type=day, help=_SINCE)
@query
def count(question: Question, unit: str | None, since: str | None) -> None:
    """Count units by kind; with --since as they were, as they are, and by which acts."""
    if since is None:
        counts = count_units(question.rows, unit=question.unit(unit), **question.clocks)
        question.show(COUNTS, [row._asdict() for row in counts])
        return
    asked = _from(question, since, unit)
    changes = count_changes(question.rows, **asked, **question.clocks)
    question.show(
        CHANGES,
        [row._asdict() for row in changes],
        title=f"units {since} to {question.as_of}",
        notes=["was + founded … + moved = now; `unit acts` lists the acts one by one"],
        extra={"since": since},
    )


@command.command("acts")
@click.option("--unit", metavar="UNIT", help="Only those that move the count of this unit.")
@click.option("--since", type=day, required=True, help="After the end of which day.")
@query
def acts(question: Question, unit: str | None, since: str) -> None:
    """List the acts between two days that moved the count of units."""
    page = list_acts(question.rows, **_from(question, since, unit), **question.paged)
    question.show(
        ACTS,
        [_told(row, question) for row in page.rows],
        page.next,
        title=f"acts {since} to {question.as_of}",
        extra={"since": since},
    )


@command.command("without-admissions")
@click.option("--years", type=click.IntRange(1, 100), required=True, help="For how many years.")
@click.option("--unit", metavar="UNIT", help="Only this unit and all under it.")
@click.option("--kind", type=click.Choice(KINDS), help="Only of this kind.")
@tree_option
@query
def without(question: Question, *, years: int, unit: str | None, kind: str | None) -> None:
    """List units in which nobody was admitted for some years, up to the day asked."""
    found = without_admissions(
        question.rows,
        years=years,
        unit=question.unit(unit),
        kind=kind,
        **question.reading,
    )
    counts = found.counts.line
    notes = [
        f"{found.without} of {found.units} units that stood all the time",
        counts,
    ]
    if any(row.admitted is None for row in found.rows):
        notes.append(f"{UNKNOWN} = none recorded, and the unit has not confirmed that up to there")
    question.show(
        WITHOUT,
        [_unknown(row, question) for row in found.rows],
        found.next,
        title=f"nobody admitted for {years} years",
        notes=notes,
        extra={"without": found.without, "units": found.units, "counts": counts},
    )


def _unknown(row: WithoutRow, question: Question) -> dict[str, Any]:
    shown = row._asdict()
    if question.form == "table" and row.admitted is None:
        shown["admitted"] = UNKNOWN
    return shown


def _from(question: Question, since: str, unit: str | None) -> dict[str, Any]:
    if since > question.as_of:
        raise click.BadParameter(
            f"{since} is after {question.as_of}: name the earlier day, or a later --as-of.",
            param_hint="--since",
        )
    return {"since": since, "unit": question.unit(unit)}


def _told(row: ActRow, question: Question) -> dict[str, Any]:
    shown = row._asdict()
    if question.form == "table":
        paper = (row.document_kind, row.document_number, row.document_signed)
        shown["document_kind"] = cited(*paper)
        shown["effect"] = [f"{number:+} {kind}" for kind, number in row.effect.items()]
    return shown


def _indented(row: UnitRow, question: Question) -> dict[str, Any]:
    shown = row._asdict()
    if question.form == "table":
        shown["name"] = "  " * row.depth + row.name
    return shown
