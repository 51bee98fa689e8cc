"""Candidates as people at the keyboard name them."""

import click

from admission.projections.pipeline.queries import StatusRow, candidacies_of, show_status
from cli.questions import Question


def candidate_called(question: Question, text: str) -> StatusRow:
    """The candidacy of an id, or the newest of a person's; ClickException where there is none."""
    found = show_status(question.rows, text, **question.clocks)
    if found is None and text.startswith("person-"):
        of_person = candidacies_of(question.rows, text, **question.clocks)
        found = of_person[-1] if of_person else None
    if found is None:
        raise click.ClickException(
            f"There is no candidate {text} on {question.as_of}; "
            "`status` and `person find` show their ids."
        )
    return found


def said_of_notes(open_notes: int, candidate: str) -> list[str]:
    """The line of a table that says how many open notes there are; none where there are none."""
    if not open_notes:
        return []
    several = "s" * (open_notes != 1)
    return [f"{open_notes} open note{several}: `note list --about {candidate}`"]
