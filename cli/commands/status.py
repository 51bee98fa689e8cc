"""`admission status`: where candidates stand."""

from typing import Final

import click

from admission.domain.stages.standings import Stage
from admission.projections.asking import Page
from admission.projections.notes.queries import count_open_notes
from admission.projections.pipeline.queries import StatusRow, list_status
from cli.output import Column, Listing
from cli.people import candidate_called, said_of_notes
from cli.questions import Question, query

STATUS: Final = Listing(
    "status/1",
    (
        Column("candidate", "id of the candidacy", "candidate"),
        Column("person", "id of the person"),
        Column("name", "name of the person; null where it was erased", "name"),
        Column("unit", "id of the cell"),
        Column("unit_name", "name of the cell on that day", "cell"),
        Column("stage", "awareness, dossier, admission, probation, membership or ended", "stage"),
        Column("standing", "where in the stage", "standing"),
        Column("since", "day since which it stands so", "since"),
        Column("entered", "day of entry in the list of sympathisers"),
        Column("groups", "groups that the candidate was counted in on entry"),
        Column("helper", "id of the member who helps, or null"),
        Column("guide", "id of the member who guides, or null"),
        Column("official_on", "day of official membership, or null", "official"),
        Column("decided_by", "id of the unit that decided on admission, or null"),
        Column("failed_votes", "votes on recognition that were not carried"),
        Column("breaches", "irregular acts that wait to be cancelled or redone"),
    ),
)


@click.command()
@click.argument("candidate", required=False)
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@click.option("--stage", type=click.Choice([stage.value for stage in Stage]), help="Only these.")
@query
def command(question: Question, candidate: str | None, unit: str | None, stage: str | None) -> None:
    """Show where candidates stand.

    CANDIDATE is the id of a candidacy, or of a person.
    """
    if candidate is not None:
        row = candidate_called(question, candidate)
        page: Page[StatusRow] = Page([row], None)
        open_notes = count_open_notes(question.rows, row.candidate, **question.clocks)
        notes = said_of_notes(open_notes, row.candidate)
    else:
        page = list_status(question.rows, unit=question.unit(unit), stage=stage, **question.paged)
        notes = []
    question.show_page(_in_a_list() if candidate is None else STATUS, page, notes=notes)


def _in_a_list() -> Listing:
    """A line of a table has no room for the day of official membership."""
    columns = (
        column._replace(heading="" if column.key == "official_on" else column.heading)
        for column in STATUS.columns
    )
    return STATUS._replace(columns=tuple(columns))
