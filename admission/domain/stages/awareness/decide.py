"""What becomes of the commands at the beginning of the path."""

from datetime import date
from itertools import chain
from typing import Final

from admission.domain.kernel.messages import Written
from admission.domain.registers.people.events import CandidacyOpened
from admission.domain.stages.awareness import rules
from admission.domain.stages.awareness.commands import EnterPool, LeavePool, RecordCertificate
from admission.domain.stages.awareness.events import (
    CandidacyMoved,
    CertificateRecorded,
    PoolEntered,
    PoolLeft,
)
from admission.domain.stages.case import Case
from admission.domain.stages.closing import closing
from admission.domain.stages.judging import Proposal, Proposals
from admission.domain.stages.standings import Standing


def enter_pool(case: Case[EnterPool]) -> Proposal:
    """The person's stream is written too, so that two clerks cannot open two candidacies."""
    command, person = case.command, case.person.id
    opened = CandidacyOpened(on=command.on, person=person, candidate=command.candidate)
    return Proposal(
        PoolEntered.of(command),
        chain(
            rules.has_no_open_candidacy(case.person),
            rules.enters_at_a_cell(case.world, command.unit, case.on),
            rules.place_is_the_right_one(case),
        ),
        (
            *under_the_name_kept(command.on, command.candidate, command.person, person),
            Written(person, opened),
        ),
    )


def under_the_name_kept(on: date, candidate: str, named: str, kept: str) -> tuple[Written, ...]:
    """That a path begun under another name is that of the person kept; nothing else is written."""
    if named == kept:
        return ()
    return (Written(candidate, CandidacyMoved(on=on, person=kept, candidate=candidate)),)


def leave_pool(case: Case[LeavePool]) -> Proposal:
    """The candidacy is over."""
    return Proposal(PoolLeft.of(case.command), beside=(closing(case, Standing.LEFT_POOL),))


def record_certificate(case: Case[RecordCertificate]) -> Proposal:
    """The certificate counts from its issue."""
    return Proposal(
        CertificateRecorded.of(case.command),
        chain(
            rules.certificate_comes_from_a_competent_issuer(case),
            rules.certificate_is_that_of_the_class(case),
        ),
    )


DECIDE: Final[Proposals] = {
    EnterPool: enter_pool,
    LeavePool: leave_pool,
    RecordCertificate: record_certificate,
}
