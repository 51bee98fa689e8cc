"""One row for each published report, and beside it all that it prints; neither ever changes."""

from collections.abc import Iterator
from typing import Final

from admission.domain.registers.reports.events import ReportPublished
from admission.projections.bitemporal import Entry
from admission.projections.facts import Change, Fact

READS: Final = frozenset({ReportPublished.TYPE})
_REPORT: Final = (
    "INSERT INTO reports (position, report, kind, unit, year, first, last, tree, depth, as_of, "
    "known_at, known_at_time, published_on, published_by, signed_by, document_kind, "
    "document_number, document_signed, supersedes) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_FIGURES: Final = "INSERT INTO report_figures (position, report, figures) VALUES (?, ?, ?)"


def project(fact: Fact) -> Iterator[Change]:
    """The rows of a report."""
    event = fact.event
    if not isinstance(event, ReportPublished):
        return
    paper = event.document
    row = (
        fact.position,
        event.report,
        event.kind,
        event.unit,
        event.year,
        event.first.isoformat() if event.first else None,
        event.last.isoformat() if event.last else None,
        event.tree,
        event.depth,
        event.as_of.isoformat(),
        event.known_at,
        event.known_at_time,
        event.on.isoformat(),
        fact.actor,
        event.signed_by,
        paper.kind,
        paper.number,
        paper.signed.isoformat() if paper.signed else None,
        event.supersedes,
    )
    yield Entry(_REPORT, row)
    yield Entry(_FIGURES, (fact.position, event.report, event.figures))
