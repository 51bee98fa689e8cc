"""The end of a path, as the person's stream records it."""

from admission.domain.kernel.messages import Written
from admission.domain.registers.people.events import CandidacyClosed
from admission.domain.stages.case import AnyCase
from admission.domain.stages.standings import Standing


def closing(case: AnyCase, standing: Standing) -> Written:
    """The person is free for another candidacy, and no longer a member through this one."""
    closed = CandidacyClosed(
        on=case.on, person=case.state.person, candidate=case.state.id, standing=standing
    )
    return Written(case.state.person, closed)
