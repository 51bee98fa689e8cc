"""The clocks that the projections keep along a path are those that are open in its state."""

from typing import Any, Final

from admission.domain.kernel.messages import Event, Recorded
from admission.domain.rulebooks.reading import read
from admission.domain.rulebooks.rulebook import Rulebook
from admission.domain.stages.clocks import open_clocks
from admission.domain.stages.probation.events import RecognitionVoteHeld
from admission.projections.path import fold_of_paths
from tests.projections.histories import PAPER, SMALL, an_id
from tests.projections.steps import Of

ONE: Final = Of(1)
WITH_A_CHAIN: Final = read(
    SMALL
    + """
[[deadline]]
rule = "DEC-11"
source = "here"
confidence = "I"
start = ["cell-resolved"]
end = "grassroots-resolved"
amount = 30
unit = "days"
by = "grassroots"
what = "vote"
chain_step = "grassroots"
"""
)
_VOTE: Final[dict[str, Any]] = {"meeting": an_id("meeting", 2), "document": PAPER, "entitled": 9}


def test_after_each_step_those_clocks_are_open_that_its_state_has() -> None:
    """One of a body ends, too, with the step that leaves the body out of the chain."""
    seen = _ends(
        ONE.entered("2024-01-01"),
        ONE.certified("2024-01-05"),
        ONE.voted("2024-02-01", above=("grassroots",)),
        ONE.step(
            RecognitionVoteHeld,
            "2024-03-01",
            **_VOTE,
            in_favour=9,
            against=0,
            carried=True,
            proposal="recognition",
        ),
    )
    assert seen == [[], ["cell-voted"], ["grassroots-resolved"], []]


def _ends(*steps: tuple[str, Event]) -> list[list[str]]:
    """What the clocks end with that are open after each step, which are those of the state."""
    fold = fold_of_paths(_book)
    path, seen = fold.begin(ONE.id), []
    for number, (_, event) in enumerate(steps, 1):
        path = fold.evolve(path, Recorded(event, "chain", number, number))
        assert set(path.clocks) == set(open_clocks(path.candidate, _book))
        seen.append([clock.end for clock in path.clocks])
    return seen


def _book(_: str) -> Rulebook:
    return WITH_A_CHAIN
