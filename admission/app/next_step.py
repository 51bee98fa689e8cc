"""The next step of a path: which command it is, whose act, what it reaches, what it rests on."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from admission.domain.kernel.rules import Objections
from admission.domain.stages.admission import rules as admission
from admission.domain.stages.ballots import Matter
from admission.domain.stages.case import AnyCase
from admission.domain.stages.dossier import rules as dossier
from admission.domain.stages.files import has_to_forward, is_at_authority, is_on_its_way
from admission.domain.stages.probation import rules as probation
from admission.domain.stages.standings import ENDED, Standing
from admission.domain.stages.transfer import rules as transfer

S: Final = Standing
Rule = Callable[[Any], Objections]


class NextStep(NamedTuple):
    """The next step: its command, whose act it is, what it reaches, rules on the state alone."""

    step: str
    by: str
    reached: tuple[str, ...]
    rules: tuple[Rule, ...] = ()


_PERMIT: Final = NextStep("permit-dossier", "committee", ("dossier-permitted",))
CERTIFY: Final = NextStep(
    "certify-cv", "committee", ("cv-certified",), (dossier.verifications_are_in,)
)
CELL_VOTE: Final = NextStep(
    "hold-cell-vote",
    "cell",
    ("cell-voted", "cell-resolved"),
    (
        admission.candidate_is_of_age,
        admission.candidate_has_the_schooling,
        admission.candidate_is_a_citizen,
        admission.introductions_suffice,
    ),
)
_DECIDE: Final = NextStep(
    "decide-admission",
    "authority",
    ("admission-answered", "admission-decided"),
    (admission.resolutions_are_there,),
)
_CEREMONY: Final = NextStep(
    "hold-ceremony", "cell", ("ceremony-held",), (transfer.decision_is_not_in_doubt,)
)
_FORWARD: Final = NextStep("forward-file", "former-authority", ("file-forwarded",))
_TAKE_IN: Final = NextStep("receive-file", "authority", ("file-received",))
_REROUTE: Final = NextStep("reroute-decision", "former-authority", ("decision-rerouted",))
_CANCEL: Final = NextStep("cancel-for-transfer", "former-authority", ())
_REVIEW: Final = NextStep("answer-review", "issuer", ("review-answered",))
_CONSIDER: Final = NextStep(
    "vote-recognition",
    "cell",
    ("recognition-considered", "recognition-cell-resolved"),
    (probation.votes_are_not_used_up, transfer.new_cell_has_a_guide),
)
_ANNOUNCE: Final = NextStep("announce-recognition", "cell", ("recognition-announced",))
_BY_STANDING: Final = {
    S.IN_POOL: _PERMIT,
    S.CERTIFIED: _PERMIT,
    S.DOSSIER_OPEN: CERTIFY,
    S.RETURNED: CERTIFY,
    S.CV_CERTIFIED: CELL_VOTE,
    S.CELL_VOTE_FAILED: CELL_VOTE,
    S.COMMITTEE_RESOLVED: _DECIDE,
    S.AWAITING_CEREMONY: _CEREMONY,
    S.ON_PROBATION: _CONSIDER,
    S.RECOGNITION_VOTE_FAILED: _CONSIDER,
}


def following_step(case: AnyCase) -> NextStep | None:
    """The step that comes next; None where the path is over or complete."""
    standing = case.state.standing
    if standing in ENDED:
        return None
    if standing is S.OFFICIAL_MEMBER:
        return None if case.state.has("recognition-announced") else _ANNOUNCE
    if standing is S.RECOGNITION_VOTE_FAILED and any(probation.votes_are_not_used_up(case)):
        return _decision(Matter.RECOGNITION)
    return _on_the_way(case) or _BY_STANDING.get(standing) or _above_the_cell(case)


def _on_the_way(case: AnyCase) -> NextStep | None:
    """What a file or a decision between two places waits for."""
    state = case.state
    if state.standing is S.AWAITING_CEREMONY:
        if state.decision_waits == "MOV-06" and not state.has("review-answered"):
            return _REVIEW
        if state.decision_waits == "MOV-05":
            return _CANCEL if any(transfer.decision_stands(case)) else _FORWARD
        return _REROUTE if state.decision_waits == "MOV-04" else None
    if not is_at_authority(state):
        return None
    if has_to_forward(state):
        return _FORWARD
    return _TAKE_IN if is_on_its_way(state) else None


def _above_the_cell(case: AnyCase) -> NextStep:
    """The next body after the cell has resolved: department, grassroots committee, authority."""
    asked = admission.matter(case)
    prefix = "" if asked is Matter.ADMISSION else f"{asked}-"
    reported = "department-reported" if not prefix else "recognition-department-reported"
    bodies = case.bodies
    if bodies and bodies.department and not case.state.has(reported):
        return NextStep("report-department", "department", (reported,))
    if bodies and bodies.grassroots and not case.state.has(f"{prefix}grassroots-resolved"):
        return NextStep(
            "hold-grassroots-vote",
            "grassroots",
            (f"{prefix}grassroots-voted", f"{prefix}grassroots-resolved"),
            (admission.department_has_reported,),
        )
    return _decision(asked)


def _decision(asked: Matter) -> NextStep:
    if asked is Matter.ADMISSION:
        return _DECIDE
    last = "recognised" if asked is Matter.RECOGNITION else "member-deleted"
    return NextStep(
        "decide-recognition",
        "authority",
        ("recognition-answered", last),
        (admission.resolutions_are_there,),
    )
