"""What becomes of the commands by which paths end or are mended."""

from typing import Final

from admission.domain.stages.case import Case
from admission.domain.stages.closing import closing
from admission.domain.stages.judging import Proposal, Proposals
from admission.domain.stages.membership import commands as c
from admission.domain.stages.membership import events as e
from admission.domain.stages.membership import rules
from admission.domain.stages.standings import Standing


def announce_recognition(case: Case[c.AnnounceRecognition]) -> Proposal:
    """The announcement was made."""
    return Proposal(e.RecognitionAnnounced.of(case.command), rules.announced_once(case))


def withdraw(case: Case[c.Withdraw]) -> Proposal:
    """The path ends."""
    ended = (closing(case, Standing.WITHDRAWN),)
    return Proposal(e.CandidateWithdrew.of(case.command), beside=ended)


def record_death(case: Case[c.RecordDeath]) -> Proposal:
    """The path ends."""
    return Proposal(e.CandidateDied.of(case.command), beside=(closing(case, Standing.DIED),))


def cancel_decision(case: Case[c.CancelDecision]) -> Proposal:
    """The name is struck."""
    ended = (closing(case, Standing.CANCELLED),)
    return Proposal(e.DecisionCancelled.of(case.command), rules.issuer_cancels(case), ended)


def order_redo(case: Case[c.OrderRedo]) -> Proposal:
    """The path goes back to before the first faulty step."""
    return Proposal(e.RedoOrdered.of(case.command), rules.steps_can_be_redone(case))


DECIDE: Final[Proposals] = {
    c.AnnounceRecognition: announce_recognition,
    c.Withdraw: withdraw,
    c.RecordDeath: record_death,
    c.CancelDecision: cancel_decision,
    c.OrderRedo: order_redo,
}
