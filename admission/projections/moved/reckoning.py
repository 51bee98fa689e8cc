"""How the figures of a report are counted, by its kind: all at once, and one by one."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from admission.projections.coverage.queries import counts_of
from admission.projections.moved.people import Figure, figures_of, figures_of_coverage
from admission.projections.progress.figures import Question, figures
from admission.projections.progress.sums import Count
from admission.projections.rulebooks.queries import Counting

Countings = Mapping[str, Counting]
"""By figure, what the rulebook in force counts."""


class Reckoning(NamedTuple):
    """The counts of each figure at the moment of a question, and whom each counts.

    `standing` are the figures that count who stands somewhere on the day asked.
    """

    counts: Callable[[Question, Countings], dict[str, list[Count]]]
    people: Callable[[Question, Iterable[Counting]], dict[str, Figure]]
    standing: frozenset[str]


RECKONINGS: Final = {
    "progress": Reckoning(
        lambda question, counts: figures(question, dict(counts)),
        figures_of,
        frozenset(("dossiers_open",)),
    ),
    "coverage": Reckoning(
        lambda question, counts: counts_of(question, counts["admitted"]),
        figures_of_coverage,
        frozenset(("decided", "at_authority", "dossiers_before_authority")),
    ),
}
"""By the kind of report."""
