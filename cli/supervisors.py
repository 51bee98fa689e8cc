"""The units that a committee member answers for, as an option of queries."""

from typing import Final

import click

from cli.questions import Question

supervisor_option: Final = click.option(
    "--supervisor",
    metavar="ID",
    help="Only of the units that this person or account answers for on the day asked.",
)


def supervised(question: Question, unit: str | None, supervisor: str | None) -> list[str] | None:
    """The units that somebody answers for; None where nobody is asked about.

    Raises:
        ClickException: there are none, or a unit was asked for beside them.
    """
    if supervisor is None:
        return None
    if unit is not None:
        raise click.UsageError("--unit and --supervisor do not go together: give one of them.")
    from admission.projections.supervisions.queries import units_of
    from cli.people import id_called

    id_ = id_called(question, ("person", "account"), supervisor)
    found = units_of(question.rows, id_, **question.clocks, tree=question.reading["tree"])
    if not found:
        raise click.ClickException(
            f"{supervisor} answers for no unit on {question.as_of}; "
            "`supervision list` shows who does."
        )
    return found
