"""What is due because an inspection found it, and it was upheld."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from admission.projections.calendars.queries import working_days
from admission.projections.due.rows import Asked, DueRow
from admission.projections.inspections.queries import FindingRow, list_findings

FINDING: Final = "finding"
"""Stands in the place of a rule: who upheld it set the day."""


def remedies(asked: Asked) -> Iterator[DueRow]:
    """Every upheld finding that is not remedied, to be remedied by its unit."""
    if asked.candidate:
        return
    as_of, known_at = asked.moment
    calendar = working_days(asked.connection, as_of=as_of, known_at=known_at)
    day = date.fromisoformat(as_of)
    findings = list_findings(
        asked.connection,
        as_of=as_of,
        known_at=known_at,
        unit=asked.reading.unit,
        tree=asked.reading.tree,
        to_remedy=True,
        due_by=asked.horizon.isoformat() if asked.horizon else None,
    )
    for finding in findings.rows:
        last = date.fromisoformat(finding.due_on or as_of)
        yield _row(finding, max(0, (day - last).days), calendar.between(day, last))


def _row(finding: FindingRow, overdue_by: int, working_days_left: int) -> DueRow:
    return DueRow(
        None,
        finding.person,
        finding.name,
        finding.unit,
        finding.unit_name,
        FINDING,
        finding.remedy or "",
        finding.finding,
        "unit",
        finding.unit,
        finding.unit_name,
        finding.upheld_on or finding.raised_on,
        finding.due_on,
        provisional=False,
        overdue_by=overdue_by,
        working_days_left=working_days_left,
    )
