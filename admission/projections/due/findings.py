"""What is due because an inspection found it, and it was upheld."""

from collections.abc import Iterator
from typing import Final

from admission.projections.due.assigned import Said, assigned, listed
from admission.projections.due.rows import Asked, DueRow
from admission.projections.inspections.queries import list_findings

FINDING: Final = "finding"
"""Stands in the place of a rule: who upheld it set the day."""


def remedies(asked: Asked) -> Iterator[DueRow]:
    """Every upheld finding that is not remedied, to be remedied by its unit."""
    if asked.candidate:
        return
    by = asked.horizon.isoformat() if asked.horizon else None
    for one in list_findings(asked.connection, **listed(asked), to_remedy=True, due_by=by).rows:
        since = one.upheld_on or one.raised_on
        said = Said(FINDING, one.remedy or "", one.finding, since, one.due_on)
        yield assigned(asked, one, said, "unit")
