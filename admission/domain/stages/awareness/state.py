"""What the events at the beginning of the path change."""

from typing import Final

from admission.domain.stages.awareness.events import (
    CandidacyMoved,
    CertificateRecorded,
    PoolEntered,
    PoolLeft,
)
from admission.domain.stages.candidate import Candidate, Changes, ChangesBy
from admission.domain.stages.standings import Standing


def pool_entered(_: Candidate, event: PoolEntered) -> Changes:
    """The path begins."""
    return {
        "standing": Standing.IN_POOL,
        "person": event.person,
        "unit": event.unit,
        "entered": event.on,
        "groups": event.groups,
    }


def candidacy_moved(_: Candidate, event: CandidacyMoved) -> Changes:
    """The path is that of another record of a person."""
    return {"person": event.person}


def pool_left(_: Candidate, __: PoolLeft) -> Changes:
    """The path ends."""
    return {"standing": Standing.LEFT_POOL}


def certificate_recorded(state: Candidate, _: CertificateRecorded) -> Changes:
    """A first certificate moves the candidate on; a later one only stands in its place."""
    return {"standing": Standing.CERTIFIED} if state.standing is Standing.IN_POOL else {}


CHANGES: Final[ChangesBy] = {
    PoolEntered: pool_entered,
    CandidacyMoved: candidacy_moved,
    PoolLeft: pool_left,
    CertificateRecorded: certificate_recorded,
}
