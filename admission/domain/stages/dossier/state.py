"""What the events of the dossier change."""

from typing import Final

from admission.domain.stages.candidate import Candidate, Changes, ChangesBy, Introduction
from admission.domain.stages.dossier import events as e
from admission.domain.stages.standings import Standing
from admission.domain.stages.steps import StepEvent


def dossier_permitted(_: Candidate, __: e.DossierPermitted) -> Changes:
    """The dossier is open."""
    return {"standing": Standing.DOSSIER_OPEN}


def helper_assigned(_: Candidate, event: e.HelperAssigned) -> Changes:
    """The newest helper helps."""
    return {"helper": event.helper}


def introduced(state: Candidate, event: e.Introduced) -> Changes:
    """One introduction more."""
    introduction = Introduction(event.introducer, event.replaces)
    return {"introductions": (*state.introductions, introduction)}


def introduced_by_union(_: Candidate, event: e.IntroducedByUnion) -> Changes:
    """The newest resolution of a union stands."""
    return {"union": event.union, "cadre": event.cadre}


def cv_certified(_: Candidate, __: e.CvCertified) -> Changes:
    """The file can go to the cell."""
    return {"standing": Standing.CV_CERTIFIED}


def verification_requested(_: Candidate, event: e.VerificationRequested) -> Changes:
    """An answer to an earlier request does not answer this one."""
    return {"undone": (f"verification-answered#{event.relation}",)}


def gate_raised(_: Candidate, event: e.GateRaised) -> Changes:
    """A question raised again shuts a gate that had been passed."""
    return {"undone": (f"gate:{event.gate}",)}


def nothing_else(_: Candidate, __: StepEvent) -> Changes:
    """The milestone is all."""
    return {}


CHANGES: Final[ChangesBy] = {
    e.DossierPermitted: dossier_permitted,
    e.DossierRenewed: nothing_else,
    e.HelperAssigned: helper_assigned,
    e.PaperFiled: nothing_else,
    e.PaperWaived: nothing_else,
    e.Introduced: introduced,
    e.IntroducedByUnion: introduced_by_union,
    e.VerificationRequested: verification_requested,
    e.VerificationAnswered: nothing_else,
    e.VerificationWaived: nothing_else,
    e.CvCertified: cv_certified,
    e.GateRaised: gate_raised,
    e.GatePassed: nothing_else,
}
