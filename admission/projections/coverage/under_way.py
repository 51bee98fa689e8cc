"""Who is between the permission to open a dossier and the ceremony, by whose turn it is."""

from typing import Final

from admission.domain.stages.standings import Standing
from admission.projections.asking import Connection, Moment
from admission.projections.pipeline.queries import tally_at_authority, tally_standings
from admission.projections.progress.figures import DOSSIER_OPEN

AT_AUTHORITY: Final = (Standing.CELL_RESOLVED, Standing.COMMITTEE_RESOLVED)
"""The standings in which the authority may be waited for."""
ALL: Final = ""
"""The one slot: coverage is of the whole year and of everybody."""


def under_way(connection: Connection, moment: Moment) -> dict[str, list[tuple[str, int]]]:
    """Who is decided on, at the authority, or has a dossier open before that, by cell."""
    as_of, known_at = moment

    def standing(*standings: Standing) -> list[tuple[str, int]]:
        found = tally_standings(connection, standings, as_of=as_of, known_at=known_at)
        return [(cell, candidates) for cell, _, candidates in found]

    there = tally_at_authority(connection, as_of=as_of, known_at=known_at)
    return {
        "decided": standing(Standing.AWAITING_CEREMONY),
        "at_authority": there,
        "dossiers_before_authority": [
            *standing(*DOSSIER_OPEN),
            *((cell, -candidates) for cell, candidates in there),
        ],
    }
