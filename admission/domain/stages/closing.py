"""The end of a path, as the person's stream records it."""

from admission.domain.kernel.messages import Written
from admission.domain.registers.people.events import CandidacyClosed
from admission.domain.registers.people.state import Person
from admission.domain.stages.candidate import Candidate
from admission.domain.stages.case import AnyCase
from admission.domain.stages.standings import Standing


def closing(case: AnyCase, standing: Standing) -> Written:
    """The person is free for another candidacy, and no longer a member through this one."""
    closed = CandidacyClosed(
        on=case.on,
        person=case.state.person,
        candidate=case.state.id,
        standing=standing,
        member_of=_ends_now(case, standing),
    )
    return Written(case.state.person, closed)


def _ends_now(case: AnyCase, standing: Standing) -> str | None:
    """A cancelled admission does not end now: there never was one."""
    if standing is Standing.CANCELLED and not case.person.by_paper:
        return None
    return member_of(case.person, case.state)


def member_of(person: Person, candidate: Candidate | None) -> str | None:
    """The cell of which somebody with this path, or none, is a member, perhaps on probation."""
    if person.by_paper:
        return person.cell
    admitted = candidate is not None and candidate.day("ceremony-held") is not None
    return candidate.unit if candidate and admitted else None
