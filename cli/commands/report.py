"""`admission report`: figures given out and kept as they were printed; who was admitted."""

from collections.abc import Callable
from typing import Any, Final

import click
from click.core import ParameterSource

from admission.projections.asking import page_of_all
from admission.projections.composition.queries import composition
from admission.projections.reports.queries import list_reports
from cli.balance_periods import period, period_options
from cli.clocks import day
from cli.composition_layout import COMPOSITION, laid_out, notes_of
from cli.context import Settings, pass_settings
from cli.output import Column, Listing, cited
from cli.prints import REPORT, print_report, report_called  # noqa: F401 - for the reference
from cli.questions import Question, query
from cli.trees import first_unit_option, tree_option

REPORTS: Final = Listing(
    "reports/1",
    (
        Column("report", "id of the report", "report"),
        Column("kind", "which report", "kind"),
        Column("unit", "id of the unit that it is of, null of all"),
        Column("unit_name", "name of the unit, or null", "unit"),
        Column("year", "year that it counts", "year"),
        Column("first", "first day of a balance that is not of its whole year, or null"),
        Column("last", "last day of it, or null"),
        Column("tree", "as-was, as-now or a day: the tree that it is read through", "tree"),
        Column("depth", "how many levels below the unit it goes, null to the lowest"),
        Column("as_of", "day at whose end its figures hold", "as of"),
        Column("known_at", "newest position that it knows", "known at", number=True),
        Column("known_at_time", "when that was recorded"),
        Column("published_on", "day of its publication", "published"),
        Column("position", "place in the log of its publication"),
        Column("published_by", "account or person who recorded it"),
        Column("signed_by", "account or person who signed it", "signed by"),
        Column("document_kind", "kind of the document that it is signed on"),
        Column("document_number", "number of the document, or null"),
        Column("document_signed", "day of its signature, or null"),
        Column("document", "the document in one line", "document"),
        Column("supersedes", "id of the report whose place it took, or null"),
        Column("superseded_by", "id of the report that took its place, or null", "superseded by"),
    ),
)


@click.group()
def command() -> None:
    """Publish reports, list them, print them again; say who was admitted."""


@command.group()
def publish() -> None:
    """Publish a report: its figures are kept as they are printed."""


_YEAR: Final = click.option(
    "--year", type=click.IntRange(1945, 2999), required=True, help="Which year."
)
_OPTIONS: Final = (
    first_unit_option,
    click.option(
        "--depth", type=click.IntRange(min=0), help="How many levels below it.  [default: all]"
    ),
    tree_option,
    click.option("--as-of", type=day, help="At the end of which day.  [default: today]"),
    click.option("--known-at", metavar="POSITION|DAY", help="As known then.  [default: now]"),
    click.option(
        "--signed-by", metavar="ID", required=True, help="Account or person who signs it."
    ),
    click.option(
        "--document",
        metavar="KEY=VALUE,…|JSON",
        required=True,
        help="Paper on which it is signed: kind=report,number=12-BC,signed=2024-04-02",
    ),
    click.option("--supersedes", metavar="REPORT", help="Id of the report whose place it takes."),
    click.option("--on", type=day, help="Day of publication.  [default: today]"),
    click.option("--id", "id_", metavar="UUID", help="Id of the command.  [default: a new one]"),
    click.option("--dry-run", is_flag=True, help="Say what would become of it."),
    click.option("--json", "json_", is_flag=True, help="Print one JSON object."),
)


def _publishing(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that publishing any report has."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return pass_settings(function)


@publish.command("progress")
@_YEAR
@_publishing
def publish_progress(settings: Settings, /, **options: Any) -> None:  # noqa: ANN401 - of each type
    """Publish the progress of a unit in a year, with the units under it.

    Prints the report, and the id under which `report show` prints it again.
    """
    _publish(settings, "progress", options)


@publish.command("coverage")
@_YEAR
@_publishing
def publish_coverage(settings: Settings, /, **options: Any) -> None:  # noqa: ANN401 - of each type
    """Publish how far the plan of a unit is covered, with the units under it.

    Prints the report, and the id under which `report show` prints it again.
    """
    _publish(settings, "coverage", options)


@publish.command("balance")
@period_options
@_publishing
def publish_balance(settings: Settings, /, **options: Any) -> None:  # noqa: ANN401 - of each type
    """Publish the membership balance of a unit, with the units under it.

    Prints the report, and the id under which `report show` prints it again.
    """
    _, last = period(options["year"], options["first"], options["last"])
    options["year"] = options["year"] or int(last[:4])
    _publish(settings, "balance", options)


def _publish(settings: Settings, kind: str, options: dict[str, Any]) -> None:
    from cli.publishing import publish_report

    as_object, dry_run = options.pop("json_"), options.pop("dry_run")
    publish_report(settings, kind, options, as_object=as_object, dry_run=dry_run)


@command.command("list")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@click.option("--year", type=click.IntRange(1945, 2999), help="Only of this year.")
@query
def list_(question: Question, unit: str | None, year: int | None) -> None:
    """List published reports in the order of their publication."""
    page = list_reports(question.rows, unit=question.unit(unit), year=year, **question.paged)
    rows = [
        {
            **row._asdict(),
            "document": cited(row.document_kind, row.document_number, row.document_signed),
        }
        for row in page.rows
    ]
    question.show(REPORTS, rows, page.next)


@command.command("show")
@click.argument("report")
@query
def show_(question: Question, report: str) -> None:
    """Print a report again, exactly as it was published; REPORT is its id."""
    row = report_called(question, report)
    page = question.limit, question.after
    print_report(question.rows, row, question.form, page, demonstration=question.demonstration)


@command.command("composition")
@click.option("--year", type=click.IntRange(1946, 2999), required=True, help="Which year.")
@click.option("--unit", metavar="UNIT", help="Of this unit and all under it.  [default: of all]")
@click.option("--quarter", type=click.IntRange(1, 4), help="Only this quarter of the year.")
@click.option("--public", is_flag=True, help="Leave out small numbers, so that nobody is known.")
@tree_option
@query
def composition_(
    question: Question, *, year: int, unit: str | None, quarter: int | None, public: bool
) -> None:
    """Who was admitted: source, sex, age, schooling and others, beside the year before.

    Without --limit all rows are printed, in a table too.
    """
    found = composition(
        question.rows,
        year=year,
        unit=question.unit(unit),
        quarter=quarter,
        public=public,
        tree=question.reading["tree"],
        **question.clocks,
    )
    rows = page_of_all(
        laid_out(found, question.form),
        question.limit if _limit_given() else 0,
        question.after,
        lambda row: (row["breakdown"], row["cell"]),
    )
    question.show(
        COMPOSITION,
        rows.rows,
        rows.next,
        title=f"composition {found.period}",
        notes=[*notes_of(found, public=public)],
        extra={"period": found.period, "counts": found.counts.line},
    )


def _limit_given() -> bool:
    """Whether `--limit` was given; else the form is printed whole, in a table too."""
    given = click.get_current_context().get_parameter_source("limit")
    return given is ParameterSource.COMMANDLINE
