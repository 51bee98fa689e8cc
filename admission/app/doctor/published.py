"""Published reports: whether their figures are what the records give at the same two moments."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from admission.app.doctor.check import Check
from admission.app.recorders.reading import StoreReader
from admission.app.views import open_views
from admission.projections.asking import Connection, Moment
from admission.projections.moved.queries import printed
from admission.projections.moved.rows import printed_of
from admission.projections.reports.queries import (
    ReportRow,
    asked_by,
    figures_of,
    newest_reports,
    rows_of,
)

_LOOKED_AT: Final = 10


def examine(reader: StoreReader, day: date) -> Iterator[Check]:
    """The newest are counted again, as `report publish` counted them."""
    with open_views(reader.path) as views:
        reports = newest_reports(views.connection, as_of=day.isoformat(), limit=_LOOKED_AT)
        otherwise = [one for one in reports if _is_otherwise(views.connection, one)]
    for one in otherwise:
        said = (
            f"{one.report} prints other figures than were known at {one.known_at}: "
            f"publish it anew, `admission report publish {one.kind} --supersedes`"
        )
        yield Check("fail", "reports", said)
    if not otherwise:
        said = (
            f"the newest {len(reports)} print what was known then" if reports else "none published"
        )
        yield Check("pass", "reports", said)


def _is_otherwise(connection: Connection, report: ReportRow) -> bool:
    counted = printed(connection, asked_by(report), Moment(report.as_of, report.known_at)).rows
    figures = rows_of(figures_of(connection, report.report))
    kept = {row["unit"]: printed_of(report.kind, row) for row in figures}
    return {unit: row.figures for unit, row in counted.items()} != {
        unit: row.figures for unit, row in kept.items()
    }
