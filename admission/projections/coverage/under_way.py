"""Who is between the permission to open a dossier and the ceremony, by whose turn it is."""

from collections.abc import Iterable
from typing import Final

from admission.domain.stages.standings import Standing
from admission.projections.asking import Connection, Moment
from admission.projections.pipeline.queries import tally_at_authority, tally_standings
from admission.projections.progress.figures import DOSSIER_OPEN
from admission.projections.progress.sums import Slots

ALL: Final = ""
"""The one slot: coverage is of the whole year and of everybody."""


def under_way(connection: Connection, moment: Moment) -> dict[str, Slots]:
    """Who is decided on, at the authority, or has a dossier open before that, by cell."""
    as_of, known_at = moment

    def standing(*standings: Standing) -> Slots:
        found = tally_standings(connection, standings, as_of=as_of, known_at=known_at)
        return by_unit((cell, candidates) for cell, _, candidates in found)

    there = by_unit(tally_at_authority(connection, as_of=as_of, known_at=known_at))
    before = standing(*DOSSIER_OPEN)
    for cell, counted in there.items():
        before[cell][ALL] -= counted[ALL]
    return {
        "decided": standing(Standing.AWAITING_CEREMONY),
        "at_authority": there,
        "dossiers_before_authority": before,
    }


def by_unit(counts: Iterable[tuple[str, int]]) -> Slots:
    """Counts added up by unit, in the one slot."""
    slots: Slots = {}
    for unit, candidates in counts:
        here = slots.setdefault(unit, {})
        here[ALL] = here.get(ALL, 0) + candidates
    return slots
