"""What becomes of the commands between the ceremony and the recognition."""

from datetime import date
from itertools import chain
from typing import Final

from admission.domain.kernel.dates import add_months
from admission.domain.kernel.messages import Written
from admission.domain.kernel.rules import computes
from admission.domain.registers.people.events import MembershipBegan
from admission.domain.stages.ballots import Matter
from admission.domain.stages.case import Case
from admission.domain.stages.closing import closing
from admission.domain.stages.judging import Proposal, Proposals
from admission.domain.stages.membership.party_age import counts_from
from admission.domain.stages.probation import commands as c
from admission.domain.stages.probation import events as e
from admission.domain.stages.probation import rules
from admission.domain.stages.standings import Standing
from admission.domain.stages.transfer import rules as transfer
from admission.domain.stages.votes import outcome


def change_guide(case: Case[c.ChangeGuide]) -> Proposal:
    """Another guide."""
    return Proposal(e.GuideChanged.of(case.command), rules.guide_is_handed_over(case))


def extend_probation(case: Case[c.ExtendProbation]) -> Proposal:
    """The term ends later."""
    ends = case.state.day("term-ended") or case.on
    return Proposal(
        e.ProbationExtended.of(case.command, term_ends=add_months(ends, case.command.months)),
        rules.probation_may_be_extended(case),
    )


def vote_recognition(case: Case[c.VoteRecognition]) -> Proposal:
    """A vote below the threshold is a fact too (H06 5.1)."""
    asked = Matter(case.command.proposal)
    above = case.bodies.above if case.bodies else ()
    derived = outcome(case, case.command, "cell", asked)
    return Proposal(
        e.RecognitionVoteHeld.of(case.command, above=above, **derived),
        chain(
            rules.cell_votes(case),
            rules.votes_are_not_used_up(case),
            transfer.new_cell_has_a_guide(case),
        ),
    )


@computes("PRO-08")
def official_day(case: Case[c.DecideRecognition]) -> date:
    """The end of the term, however late the decision (Q294 4.2.2)."""
    return case.state.day("term-ended") or case.on


def decide_recognition(case: Case[c.DecideRecognition]) -> Proposal:
    """Recognised, deleted, or returned; the official day is the end of the term (Q294 4.2.2)."""
    command, bodies = case.command, case.bodies
    asked = Matter.DELETION if command.outcome == "deleted" else Matter.RECOGNITION
    derived = outcome(case, command, bodies.chain.quorum if bodies else "", asked)
    objections = rules.recognition_may_be_decided(case)
    if command.outcome == "returned":
        return Proposal(e.RecognitionReturned.of(command, **derived), objections)
    if command.outcome == "deleted":
        ended = (closing(case, Standing.DELETED),)
        return Proposal(e.MemberDeleted.of(command, **derived), objections, ended)
    official_on = official_day(case)
    began = MembershipBegan(
        on=case.on,
        person=case.state.person,
        candidate=case.state.id,
        cell=case.state.unit,
        decided_on=_as_known(case, "admission-decided"),
        official_on=_as_known(case, "term-ended"),
        counts_from=counts_from(case.provisions(case.rulebook.party_age), _days(case)),
    )
    event = e.MemberRecognised.of(command, official_on=official_on, **derived)
    return Proposal(event, objections, (Written(case.state.person, began),))


def _as_known(case: Case[c.DecideRecognition], milestone: str) -> str | None:
    """A day of the path, as exact as it is known; that of the decision where it was never there."""
    reached = case.state.milestones.get(milestone)
    return reached.partial_day if reached else case.on.isoformat()


def _days(case: Case[c.DecideRecognition]) -> dict[str, str | None]:
    """The day of each milestone of the path, the recognition included, as exact as it is known."""
    reached = case.state.milestones
    days = {name: each.partial_day for name, each in reached.items()}
    return {**days, "recognised": case.on.isoformat()}


DECIDE: Final[Proposals] = {
    c.ChangeGuide: change_guide,
    c.ExtendProbation: extend_probation,
    c.VoteRecognition: vote_recognition,
    c.DecideRecognition: decide_recognition,
}
