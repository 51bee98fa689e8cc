"""The row of a ranking, from the day on which it was decided."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.registers.rankings import events as e
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row

NOT_RANKED: Final = "not-ranked"
"""Stands in the place of a class where there is none."""
READS: Final = frozenset(event.TYPE for event in (e.UnitRanked, e.MemberRanked, e.HeadRanked))
TABLE: Final = Table(
    "rankings",
    ("ranking",),
    (
        "who",
        "unit",
        "person",
        "year",
        "rank",
        "reason",
        "score_hundredths",
        "decided_by",
        "ranked_on",
        "document_kind",
        "document_number",
        "document_signed",
    ),
)


class Ranking(NamedTuple):
    """The row of a ranking; None before it is decided."""

    id: str
    content: Row | None = None


def evolve(state: Ranking, recorded: Recorded) -> Ranking:
    """The state after one more event of the ranking's stream."""
    event = recorded.event
    if isinstance(event, e.UnitRanked | e.MemberRanked | e.HeadRanked):
        return Ranking(state.id, _content(event))
    return state


def _content(event: e.UnitRanked | e.MemberRanked | e.HeadRanked) -> Row:
    paper = event.document
    return (
        event.WHO,
        event.unit,
        None if isinstance(event, e.UnitRanked) else event.person,
        event.year,
        event.rank or NOT_RANKED,
        event.not_ranked,
        event.score_hundredths,
        event.by,
        event.on.isoformat(),
        paper.kind,
        paper.number,
        paper.signed.isoformat() if paper.signed else None,
    )


def rows(state: Ranking) -> dict[Row, Row]:
    """One row, once it is decided."""
    return {(state.id,): state.content} if state.content else {}


def project(fact: Fact) -> Iterable[Change]:
    """Bring the row of the ranking up to the fact."""
    return TABLE.follow(fact, rows)


FOLD: Final = Fold(Ranking, evolve)
