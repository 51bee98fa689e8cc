"""What a published report prints: stored as one text, and printed from it the same ever after."""

import json
from typing import Any, Final

import click

from admission.projections.asking import Connection, page_of_all
from admission.projections.reports.queries import ReportRow, figures_of, rows_of, show_report
from cli import balance_layout, coverage_layout, progress_layout
from cli.layout import LaidOut
from cli.output import Answer, Column, Form, KnownAt, Listing, cited, show
from cli.progress_layout import COLUMNS, EXTRA
from cli.questions import Question

REPORT: Final = Listing(
    "report/1",
    COLUMNS,
    {
        **EXTRA,
        "tree": "as-was or a day: the tree that it is read through",
        "published": "who signed it on which paper, as known when: as `report list` has it",
    },
)
CELLS: Final = {
    "progress": progress_layout.cells,
    "coverage": coverage_layout.cells,
    "balance": balance_layout.cells,
}
"""By the kind of report, a row as a table shows it."""
_MAY_CHANGE: Final = ("unit_name", "superseded_by")


def stored(kept: LaidOut) -> dict[str, Any]:
    """What is stored: the columns, once, and the rows as lists in their order."""
    keys = [column.key for column in kept.columns]
    return {
        "title": kept.title,
        "notes": list(kept.notes),
        "columns": [[column.key, column.heading, column.number] for column in kept.columns],
        "rows": [[row[key] for key in keys] for row in kept.rows],
        "extra": kept.extra,
    }


def printed(figures: str) -> LaidOut:
    """What is to be printed, from the text that was stored."""
    said = json.loads(figures)
    columns = tuple(Column(key, "", heading, number) for key, heading, number in said["columns"])
    return LaidOut(said["title"], said["notes"], columns, rows_of(figures), said["extra"])


def report_called(question: Question, report: str) -> ReportRow:
    """The report of an id; an error where there is none."""
    row = show_report(question.rows, report, **question.clocks)
    if row is None:
        raise click.ClickException(f"There is no report {report}; `report list` shows them all.")
    return row


def print_report(
    rows: Connection,
    row: ReportRow,
    form: Form,
    page: tuple[int, str | None] = (0, None),
    *,
    demonstration: bool,
) -> None:
    """Print a report as it was published; `page` is how many rows, after which cursor."""
    kept = printed(figures_of(rows, row.report))
    cut = page_of_all(list(kept.rows), *page, lambda each: (each["unit"],))
    about = {key: said for key, said in row._asdict().items() if key not in _MAY_CHANGE}
    answer = Answer(
        map(CELLS[row.kind], cut.rows) if form is Form.TABLE else cut.rows,
        row.as_of,
        KnownAt(row.known_at, row.known_at_time),
        cut.next,
        demonstration=demonstration,
        title=kept.title,
        notes=(*kept.notes, _signed(row)),
        extra={**kept.extra, "published": about},
    )
    show(REPORT._replace(columns=kept.columns), answer, form)


def _signed(row: ReportRow) -> str:
    paper = cited(row.document_kind, row.document_number, row.document_signed)
    return (
        f"published {row.published_on}, as known at {row.known_at} ({row.known_at_time}), "
        f"signed by {row.signed_by}: {paper}"
    )
