"""What becomes of the commands between the cell's vote and the ceremony."""

from datetime import date
from itertools import chain
from typing import Final

from admission.domain.kernel.dates import add_months
from admission.domain.stages.admission import commands as c
from admission.domain.stages.admission import events as e
from admission.domain.stages.admission import rules
from admission.domain.stages.ballots import Matter
from admission.domain.stages.case import Case
from admission.domain.stages.closing import closing
from admission.domain.stages.judging import Proposal, Proposals
from admission.domain.stages.standings import Standing
from admission.domain.stages.transfer import rules as transfer
from admission.domain.stages.votes import outcome


def hold_cell_vote(case: Case[c.HoldCellVote]) -> Proposal:
    """A vote below the threshold is a fact too (H06 5.1)."""
    derived = outcome(case, case.command, "cell", Matter.ADMISSION)
    bodies = case.bodies
    return Proposal(
        e.CellVoteHeld.of(
            case.command,
            above=bodies.above if bodies else (),
            authority=bodies.authority if bodies else None,
            **derived,
        ),
        chain(
            transfer.temporary_cell_has_commented(case),
            rules.cell_vote_is_in_form(case),
            rules.candidate_is_of_age(case),
            rules.candidate_has_the_schooling(case),
            rules.candidate_is_a_citizen(case),
            rules.introductions_suffice(case),
            rules.former_member_may_return(case),
        ),
    )


def report_department(case: Case[c.ReportDepartment]) -> Proposal:
    """A report, without a threshold of its own."""
    return Proposal(
        e.DepartmentReported.of(case.command, matter=rules.matter(case)),
        rules.department_reports(case),
    )


def hold_grassroots_vote(case: Case[c.HoldGrassrootsVote]) -> Proposal:
    """A vote below the threshold is a fact too (H06 5.1)."""
    asked = rules.matter(case)
    return Proposal(
        e.GrassrootsVoteHeld.of(
            case.command, matter=asked, **outcome(case, case.command, "grassroots", asked)
        ),
        chain(rules.grassroots_votes(case), rules.department_has_reported(case)),
    )


def extend_deadline(case: Case[c.ExtendDeadline]) -> Proposal:
    """The deadline moves."""
    return Proposal(e.DeadlineExtended.of(case.command), rules.extension_is_allowed(case))


def decide_admission(case: Case[c.DecideAdmission]) -> Proposal:
    """Admitted, refused, or returned for supplement."""
    command, bodies = case.command, case.deciding
    quorum = bodies.chain.quorum if bodies else ""
    derived = outcome(case, command, quorum, Matter.ADMISSION)
    where = transfer.file_is_there(case)
    if command.outcome == "admitted":
        objections = chain(
            rules.resolutions_are_there(case),
            rules.authority_decides(case, asked=Matter.ADMISSION, favourable=True),
            transfer.decision_would_stand(case),
            rules.superior_has_consented(case),
            where,
        )
        return Proposal(e.AdmissionDecided.of(command, **derived), objections)
    objections_of_form = chain(
        rules.authority_decides(case, asked=Matter.ADMISSION, favourable=False), where
    )
    if command.outcome == "refused":
        ended = (closing(case, Standing.REFUSED),)
        return Proposal(e.AdmissionRefused.of(command, **derived), objections_of_form, ended)
    return Proposal(e.DossierReturned.of(command, **derived), objections_of_form)


def receive_decision(case: Case[c.ReceiveDecision]) -> Proposal:
    """The time to the ceremony runs."""
    return Proposal(
        e.DecisionReceived.of(case.command),
        chain(rules.decision_comes_once(case), transfer.decision_came_here(case)),
    )


def hold_ceremony(case: Case[c.HoldCeremony]) -> Proposal:
    """Probation runs for the months in force on this day, from it or as the rulebook says."""
    return Proposal(
        e.CeremonyHeld.of(
            case.command,
            term_ends=_term_ends(case),
            again=case.person.was_member,
        ),
        chain(rules.guide_is_a_full_member(case), transfer.decision_is_not_in_doubt(case)),
    )


def _term_ends(case: Case[c.HoldCeremony]) -> date:
    for probation in case.provisions(case.rulebook.probation):
        return add_months(case.state.day(probation.starts) or case.on, probation.months)
    return case.on


DECIDE: Final[Proposals] = {
    c.HoldCellVote: hold_cell_vote,
    c.ReportDepartment: report_department,
    c.HoldGrassrootsVote: hold_grassroots_vote,
    c.ExtendDeadline: extend_deadline,
    c.DecideAdmission: decide_admission,
    c.ReceiveDecision: receive_decision,
    c.HoldCeremony: hold_ceremony,
}
