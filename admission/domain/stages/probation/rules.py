"""The rules of probation."""

from admission.domain.kernel.rules import Objections, objection, rule
from admission.domain.stages.admission.rules import (
    authority_decides,
    matter,
    resolutions_are_there,
)
from admission.domain.stages.ballots import Matter
from admission.domain.stages.case import Case
from admission.domain.stages.probation import commands as c
from admission.domain.stages.roles import full_member
from admission.domain.stages.standings import Standing
from admission.domain.stages.votes import ballot_adds_up


@rule("PRO-12")
def guide_is_handed_over(case: Case[c.ChangeGuide]) -> Objections:
    """The outgoing guide hands over a written comment; the new one is a full member (H06 3.10)."""
    came_without = case.state.guide is None and bool(case.state.transfers)
    if case.command.comment is None and not came_without:
        yield objection("PRO-12", "H06 3.10", guide=case.state.guide or "unknown")
    yield from full_member(case, "PRO-12", case.command.guide, "guide", case.on)


@rule("PRO-01")
def probation_may_be_extended(case: Case[c.ExtendProbation]) -> Objections:
    """Probation is extended only where the rulebook lets it be, as long as it says, and once."""
    months, again = case.command.months, "probation-extended" in case.state.milestones
    provisions = case.provisions(case.rulebook.probation)
    if not provisions:
        yield objection("PRO-01", months=months, at_most=0)
    for probation in provisions:
        least, most = probation.extendable_at_least_months, probation.extendable_by_months
        if again or not least <= months <= most:
            yield objection(
                probation.rule,
                probation.source,
                months=months,
                at_least=least,
                at_most=0 if again else most,
            )


def cell_votes(case: Case[c.VoteRecognition]) -> Objections:
    """The cell's own meeting, its ballots added up."""
    yield from ballot_adds_up(case, case.command, case.units[0].id, ("cell",))


@rule("PRO-10")
def votes_are_not_used_up(case: Case[c.VoteRecognition]) -> Objections:
    """After three votes without a majority the case goes upward (Q294 4.2.3)."""
    for attempt in case.provisions(case.rulebook.attempts):
        if case.state.failed_votes >= attempt.votes:
            yield objection(
                attempt.rule, attempt.source, votes=case.state.failed_votes, most=attempt.votes
            )


@rule("PRO-07", "PRO-09", "PRO-10")
def recognition_may_be_decided(case: Case[c.DecideRecognition]) -> Objections:
    """The authority answers what the cell and the committee resolved on (Q294 4.2)."""
    outcome = case.command.outcome
    asked = Matter.DELETION if outcome == "deleted" else Matter.RECOGNITION
    favourable = outcome != "returned"
    yield from authority_decides(case, asked=asked, favourable=favourable)
    if not favourable:
        return
    exhausted = _exhausted(case)
    if asked is not matter(case) and not exhausted:
        yield objection(
            "PRO-09" if asked is Matter.DELETION else "PRO-07", outcome=outcome, asked=matter(case)
        )
    yield from resolutions_are_there(case)


def _exhausted(case: Case[c.DecideRecognition]) -> bool:
    return case.state.standing is Standing.RECOGNITION_VOTE_FAILED and any(
        case.state.failed_votes >= attempt.votes
        for attempt in case.provisions(case.rulebook.attempts)
    )
