"""`admission audit sample`: which candidacies an auditor is to look at."""

from typing import Final, get_args

import click

from admission.projections.sampling.queries import By, Sample
from admission.projections.sampling.queries import sample as drawn
from cli.output import Column, Listing
from cli.questions import Question, query
from cli.trees import tree_option

SAMPLE: Final = Listing(
    "sample/1",
    (
        Column("stratum", "name of the unit, or standing; `all` where it is not stratified"),
        Column("drawn", "how many are drawn of the stratum"),
        Column("size", "how many candidacies the stratum has"),
        Column("candidate", "id of the candidacy", "candidate"),
        Column("person", "id of the person"),
        Column("name", "name of the person, or `erased`, or `locked`", "name"),
        Column("unit", "id of the cell"),
        Column("unit_name", "its name", "unit"),
        Column("standing", "how the candidacy stands on the day asked", "standing"),
        Column("events", "positions of its steps; with --year of those in the year", "events"),
    ),
    {
        "seed": "the seed",
        "population": "how many candidacies it is drawn of",
        "strata": "by stratum, how many it has and how many of them are drawn, 0 too",
    },
)
_MOST_STRATA: Final = 12
_RULE: Final = (
    "of each stratum those with the lowest SHA-256 of seed, newline, id; strata in proportion to "
    "their size, by largest remainder"
)


@click.command("sample")
@click.option("--n", "number", type=click.IntRange(1, 10_000), default=40, show_default=True,
              help="How many candidacies.")  # fmt: skip
@click.option("--seed", required=True, metavar="TEXT", help="The same seed draws the same again.")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@click.option("--year", type=click.IntRange(1945, 2999), help="Only with a step in this year.")
@click.option("--stratify", "by", type=click.Choice(get_args(By)), help="In proportion to these.")
@tree_option
@query
def sample(  # noqa: PLR0917 - one argument for each option
    question: Question, number: int, seed: str, unit: str | None, year: int | None, by: By | None
) -> None:
    """Draw candidacies to be looked at, with the positions of their steps.

    Whoever draws with the same seed gets the same, with --known-at also later: nobody chooses.
    """
    found = drawn(
        question.rows,
        number=number,
        seed=seed,
        by=by,
        year=year,
        unit=question.unit(unit),
        **question.reading,
    )
    rows = ({**row._asdict(), "events": list(row.events)} for row in found.page.rows)
    strata = {name: share._asdict() for name, share in found.strata.items()}
    extra = {"seed": seed, "population": found.population, "strata": strata}
    question.show(SAMPLE, rows, found.page.next, notes=_notes(found, seed), extra=extra)


def _notes(found: Sample, seed: str) -> list[str]:
    drawn_of_all = sum(share.drawn for share in found.strata.values())
    notes = [f"{drawn_of_all:,} of {found.population:,} drawn with the seed {seed!r}", _RULE]
    if len(found.strata) > 1:
        said = [f"{name} {share.drawn} of {share.size}" for name, share in found.strata.items()]
        more = [f"… ({len(said):,} strata; --json has all)"] if len(said) > _MOST_STRATA else []
        notes.append("drawn: " + ", ".join([*said[:_MOST_STRATA], *more]))
    return notes
