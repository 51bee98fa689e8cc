"""What becomes of the commands of the dossier."""

from itertools import chain
from typing import Final

from admission.domain.stages.case import Case
from admission.domain.stages.dossier import commands as c
from admission.domain.stages.dossier import events as e
from admission.domain.stages.dossier import rules
from admission.domain.stages.judging import Proposal, Proposals


def permit_dossier(case: Case[c.PermitDossier]) -> Proposal:
    """The procedure begins."""
    return Proposal(e.DossierPermitted.of(case.command), rules.permission_is_the_committees(case))


def renew_dossier(case: Case[c.RenewDossier]) -> Proposal:
    """The term of the dossier runs anew."""
    return Proposal(e.DossierRenewed.of(case.command), rules.stale_papers_are_done_again(case))


def assign_helper(case: Case[c.AssignHelper]) -> Proposal:
    """Somebody helps."""
    return Proposal(e.HelperAssigned.of(case.command), rules.helper_is_a_full_member(case))


def file_paper(case: Case[c.FilePaper]) -> Proposal:
    """A paper more on file."""
    return Proposal(e.PaperFiled.of(case.command), rules.paper_belongs_here(case))


def waive_paper(case: Case[c.WaivePaper]) -> Proposal:
    """A paper less to ask for."""
    return Proposal(e.PaperWaived.of(case.command), rules.paper_may_be_waived(case))


def introduce(case: Case[c.Introduce]) -> Proposal:
    """An introduction by a member."""
    return Proposal(
        e.Introduced.of(case.command),
        chain(rules.introducer_is_a_full_member(case), rules.introducer_knows_the_candidate(case)),
    )


def introduce_by_union(case: Case[c.IntroduceByUnion]) -> Proposal:
    """An introduction by a union."""
    return Proposal(e.IntroducedByUnion.of(case.command), rules.union_may_introduce(case))


def request_verification(case: Case[c.RequestVerification]) -> Proposal:
    """A clock runs for the body that was asked."""
    return Proposal(
        e.VerificationRequested.of(case.command),
        chain(
            rules.relation_is_verified(case),
            rules.request_was_received(case),
            rules.verifier_is_not_family(case),
        ),
    )


def answer_verification(case: Case[c.AnswerVerification]) -> Proposal:
    """An answer in."""
    return Proposal(e.VerificationAnswered.of(case.command), rules.request_is_open(case))


def waive_verification(case: Case[c.WaiveVerification]) -> Proposal:
    """Nothing to ask, or less."""
    return Proposal(
        e.VerificationWaived.of(case.command, partial=rules.waived_in_part(case)),
        rules.verification_may_be_waived(case),
    )


def certify_cv(case: Case[c.CertifyCv]) -> Proposal:
    """The file can go to the cell."""
    return Proposal(
        e.CvCertified.of(case.command),
        chain(rules.verifications_are_in(case), rules.certified_by_the_committee(case)),
    )


def raise_gate(case: Case[c.RaiseGate]) -> Proposal:
    """A question stands in the way."""
    return Proposal(e.GateRaised.of(case.command), rules.gate_is_known(case))


def pass_gate(case: Case[c.PassGate]) -> Proposal:
    """A question is concluded."""
    return Proposal(e.GatePassed.of(case.command), rules.gate_is_known(case))


DECIDE: Final[Proposals] = {
    c.PermitDossier: permit_dossier,
    c.RenewDossier: renew_dossier,
    c.AssignHelper: assign_helper,
    c.FilePaper: file_paper,
    c.WaivePaper: waive_paper,
    c.Introduce: introduce,
    c.IntroduceByUnion: introduce_by_union,
    c.RequestVerification: request_verification,
    c.AnswerVerification: answer_verification,
    c.WaiveVerification: waive_verification,
    c.CertifyCv: certify_cv,
    c.RaiseGate: raise_gate,
    c.PassGate: pass_gate,
}
