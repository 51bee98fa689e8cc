"""What becomes of the commands by which a candidate goes over to another unit."""

from itertools import chain
from typing import Final

from admission.domain.kernel.messages import Written
from admission.domain.registers.movements.events import CellChanged
from admission.domain.stages.case import Case
from admission.domain.stages.judging import Proposal, Proposals
from admission.domain.stages.transfer import commands as c
from admission.domain.stages.transfer import events as e
from admission.domain.stages.transfer import rules


def transfer_candidate(case: Case[c.TransferCandidate]) -> Proposal:
    """The file goes on by the rule for how far the path has come."""
    number = rules.rule_of(case)
    with_authority = number in ("MOV-03", "MOV-04", "MOV-05")
    event = e.CandidateTransferred.of(
        case.command,
        from_unit=case.state.unit,
        rule=number,
        former=rules.former_authority(case) if with_authority else None,
        forwards=number in ("MOV-03", "MOV-05") and rules.changes_authority(case),
        as_member=case.state.day("ceremony-held") is not None,
    )
    objections = chain(
        rules.goes_to_another_cell(case),
        rules.old_place_gives_its_letter(case),
        rules.comments_travel(case),
    )
    return Proposal(event, objections, _beside(case))


def _beside(case: Case[c.TransferCandidate]) -> tuple[Written, ...]:
    """Whose membership no path here led to has the cell in the person's own stream."""
    if not case.person.by_paper:
        return ()
    changed = CellChanged(
        on=case.on, person=case.person.id, candidate=case.state.id, cell=case.command.unit
    )
    return (Written(case.person.id, changed),)


def forward_file(case: Case[c.ForwardFile]) -> Proposal:
    """The file is on its way."""
    return Proposal(e.FileForwarded.of(case.command), rules.file_is_forwarded(case))


def receive_file(case: Case[c.ReceiveFile]) -> Proposal:
    """The new authority has the file."""
    return Proposal(e.FileReceived.of(case.command), rules.file_comes_in(case))


def reroute_decision(case: Case[c.RerouteDecision]) -> Proposal:
    """The decision is on its way to the new committee."""
    return Proposal(e.DecisionRerouted.of(case.command), rules.decision_waits_to_be_rerouted(case))


def cancel_for_transfer(case: Case[c.CancelForTransfer]) -> Proposal:
    """The file goes on without a decision."""
    return Proposal(
        e.DecisionCancelledForTransfer.of(case.command), rules.decision_is_cancelled(case)
    )


def request_review(case: Case[c.RequestReview]) -> Proposal:
    """The issuer has the request."""
    return Proposal(e.ReviewRequested.of(case.command), rules.review_is_asked(case))


def answer_review(case: Case[c.AnswerReview]) -> Proposal:
    """The issuer has looked."""
    return Proposal(e.ReviewAnswered.of(case.command), rules.review_is_answered(case))


def place_temporarily(case: Case[c.PlaceTemporarily]) -> Proposal:
    """Another cell helps."""
    return Proposal(
        e.CandidatePlacedTemporarily.of(case.command), rules.temporary_cell_is_another(case)
    )


DECIDE: Final[Proposals] = {
    c.TransferCandidate: transfer_candidate,
    c.ForwardFile: forward_file,
    c.ReceiveFile: receive_file,
    c.RerouteDecision: reroute_decision,
    c.CancelForTransfer: cancel_for_transfer,
    c.RequestReview: request_review,
    c.AnswerReview: answer_review,
    c.PlaceTemporarily: place_temporarily,
}
