"""`admission status`: where candidates stand."""

from typing import Final

import click

from admission.domain.stages.standings import Stage
from admission.projections.asking import Page
from admission.projections.holds.queries import open_holds
from admission.projections.notes.queries import count_open_notes
from admission.projections.party_ages.queries import show_party_age
from admission.projections.pipeline.queries import list_status
from cli.output import Column, Listing
from cli.people import (
    LISTED_AS,
    TAKEN_OVER,
    candidate_called,
    from_paper,
    said_of_age,
    said_of_holds,
    said_of_notes,
    with_keys,
)
from cli.questions import Question, query
from cli.trees import tree_option

STATUS: Final = Listing(
    "status/1",
    (
        Column("candidate", "id of the candidacy", "candidate"),
        Column("person", "id of the person"),
        Column("name", "name of the person, or `erased`, or `locked`", "name"),
        LISTED_AS,
        Column("unit", "id of the cell"),
        Column("unit_name", "name of the cell on that day", "cell"),
        Column("stage", "awareness, dossier, admission, probation, membership or ended", "stage"),
        Column("standing", "where in the stage", "standing"),
        Column("since", "day since which it stands so, as exact as it is known", "since"),
        Column("entered", "day of entry in the list of sympathisers, as exact as it is known"),
        Column("groups", "groups that the candidate was counted in on entry"),
        Column("helper", "id of the member who helps, or null"),
        Column("guide", "id of the member who guides, or null"),
        Column("official_on", "day of official membership, as exact as known, or null", "official"),
        Column("decided_by", "id of the unit that decided on admission, or null"),
        Column("failed_votes", "votes on recognition that were not carried"),
        Column("breaches", "irregular acts that wait to be cancelled or redone"),
        *TAKEN_OVER,
    ),
)


@click.command()
@click.argument("candidate", required=False)
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@click.option("--stage", type=click.Choice([stage.value for stage in Stage]), help="Only these.")
@tree_option
@query
def command(question: Question, candidate: str | None, unit: str | None, stage: str | None) -> None:
    """Show where candidates stand.

    CANDIDATE is the id of a candidacy or of a person, or its key in a list.
    """
    if candidate is not None:
        found = candidate_called(question, candidate)
        open_notes = count_open_notes(question.rows, found.candidate, **question.clocks)
        held = said_of_holds(open_holds(question.rows, found.person, **question.clocks))
        age = said_of_age(show_party_age(question.rows, found.person, **question.clocks))
        notes = said_of_notes(open_notes, found.candidate)
        said = from_paper(question, found) + age + held + notes
        question.show_page(
            with_keys(STATUS, [found]), Page(question.placed([found]), None), notes=said
        )
        return
    page = list_status(question.rows, unit=question.unit(unit), stage=stage, **question.reading)
    question.show_page(with_keys(_in_a_list(), page.rows), page)


def _in_a_list() -> Listing:
    """A line of a table has no room for the day of official membership."""
    columns = (
        column._replace(heading="" if column.key == "official_on" else column.heading)
        for column in STATUS.columns
    )
    return STATUS._replace(columns=tuple(columns))
