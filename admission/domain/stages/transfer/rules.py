"""The rules of a candidate who goes over to another unit (H06 3.9, 3.10, 5.2a)."""

from datetime import date

from admission.domain.kernel.dates import last_day
from admission.domain.kernel.rules import Objections, objection, rule
from admission.domain.stages.admission import commands as a
from admission.domain.stages.awareness.rules import enters_at_a_cell
from admission.domain.stages.case import AnyCase, Case
from admission.domain.stages.files import has_to_forward, is_at_authority, is_on_its_way
from admission.domain.stages.standings import PROBATION, Standing
from admission.domain.stages.transfer import commands as c

Transferring = Case[c.TransferCandidate]


def rule_of(case: Transferring) -> str:
    """The rule for how far the path has come (H06 3.9, 3.10)."""
    standing = case.state.standing
    if standing in PROBATION:
        return "MOV-08"
    if standing is Standing.AWAITING_CEREMONY:
        return "MOV-05" if changes_authority(case) else "MOV-04"
    if not is_at_authority(case.state):
        return "MOV-01"
    return "MOV-03" if case.command.sent_up else "MOV-02"


def former_authority(case: Transferring) -> str | None:
    """The authority that has the file, or whose decision it is."""
    state, bodies = case.state, case.bodies
    decided = state.decided_by if state.standing is Standing.AWAITING_CEREMONY else None
    return case.successor(decided or state.authority) or (bodies.authority if bodies else None)


def changes_authority(case: Transferring) -> bool:
    """Whether another authority is competent at the new place than the one that has the file."""
    new = case.bodies_from(case.command.unit)
    return new is None or new.authority != former_authority(case)


def goes_to_another_cell(case: Transferring) -> Objections:
    """To a cell that stands, and is another; ordered before; sent up only what can have been."""
    command = case.command
    yield from enters_at_a_cell(case.world, command.unit, case.on)
    if command.unit == case.units[0].id:
        yield objection("SYS-70", unit=command.unit)
    if command.ordered_on and command.ordered_on > case.on:
        yield objection("SYS-14", on=case.on, ordered_on=command.ordered_on)
    if command.sent_up and not is_at_authority(case.state):
        yield objection("SYS-18", standing=case.state.standing, what="file sent up")


@rule("MOV-01", "MOV-02")
def old_place_gives_its_letter(case: Transferring) -> Objections:
    """The old grassroots committee, or the authority where there is none, writes (H06 3.9a, b)."""
    bodies, body = case.bodies, case.command.body
    if bodies is None:
        yield objection("SYS-13", unit=case.units[0].id, on=case.on)
        return
    number = rule_of(case)
    if number in ("MOV-01", "MOV-02"):
        expected = bodies.grassroots or bodies.authority
        if body != expected:
            yield objection(number, "H06 3.9", body=body, expected=expected)
    elif body not in (bodies.grassroots, bodies.authority, former_authority(case)):
        yield objection("SYS-67", body=body, expected=bodies.grassroots or bodies.authority)


@rule("MOV-08")
def comments_travel(case: Transferring) -> Objections:
    """On probation the comments of the committees and of the guide go along (H06 3.10)."""
    if case.state.standing in PROBATION:
        for name in ("review_comment", "guide_comment"):
            if getattr(case.command, name) is None:
                yield objection("MOV-08", "H06 3.10", needed=name)


@rule("MOV-08")
def new_cell_has_a_guide(case: AnyCase) -> Objections:
    """After a transfer on probation the new cell assigns a guide first (H06 3.10)."""
    moved = case.state.transfers
    if moved and moved[-1].as_member and case.state.guide is None:
        yield objection("MOV-08", "H06 3.10", needed="guide")


@rule("ERR-04")
def acts_for(case: AnyCase, unit: str | None) -> Objections:
    """The unit acts itself; where it was merged or dissolved, its successor does (Q294 4.4)."""
    expected = case.successor(unit)
    if case.command.body != expected:
        code, source = ("SYS-67", "") if expected == unit else ("ERR-04", "Q294 4.4")
        yield objection(code, source, body=case.command.body, expected=expected or "nobody")


def file_is_forwarded(case: Case[c.ForwardFile]) -> Objections:
    """The authority that has the file sends it on, once; a decision only if it stands."""
    if not has_to_forward(case.state):
        yield objection("SYS-70", what="file-to-forward")
        return
    decided = case.state.standing is Standing.AWAITING_CEREMONY
    yield from acts_for(case, case.state.authority)
    if decided:
        yield from decision_stands(case)


def file_comes_in(case: Case[c.ReceiveFile]) -> Objections:
    """The authority competent now receives what was sent to it."""
    if not is_on_its_way(case.state):
        yield objection("SYS-70", what="file-forwarded")
    yield from competent_authority_acts(case)


def competent_authority_acts(case: AnyCase) -> Objections:
    """The authority of the cell that the candidate is now in."""
    expected = case.bodies.authority if case.bodies else None
    if case.command.body != expected:
        yield objection("SYS-67", body=case.command.body, expected=expected or "nobody")


def file_is_there(case: Case[a.DecideAdmission]) -> Objections:
    """Nobody decides on a file that is on its way."""
    if is_on_its_way(case.state):
        yield objection("SYS-69", forwarded=case.state.day("file-forwarded"))


@rule("MOV-05")
def decision_would_stand(case: Case[a.DecideAdmission]) -> Objections:
    """An old authority forwards, and decides no more, once its decision would be cancelled."""
    if has_to_forward(case.state):
        yield from _in_time(case, case.on)


@rule("MOV-05")
def decision_stands(case: AnyCase) -> Objections:
    """A decision of another authority came soon enough after the transfer decision (H06 3.9c)."""
    issued = case.state.day("admission-decided")
    if issued is not None:
        yield from _in_time(case, issued)


def _in_time(case: AnyCase, issued: date) -> Objections:
    for provision in case.provisions(case.rulebook.transfer):
        for moved in case.state.transfers[-1:]:
            amount, unit = provision.decision_within, provision.unit
            last = last_day(moved.ordered_on, amount, unit, case.calendar).day
            if issued > last:
                yield objection(
                    provision.rule,
                    provision.source,
                    issued=issued,
                    ordered_on=moved.ordered_on,
                    last=last,
                )


@rule("MOV-04", "MOV-05")
def decision_came_here(case: Case[a.ReceiveDecision]) -> Objections:
    """A decision made before a transfer is re-routed, or sent by the other authority (H06 3.9c)."""
    waits = case.state.decision_waits
    if waits == "MOV-04":
        yield objection(waits, "H06 3.9c", needed="decision-rerouted")
    elif waits == "MOV-05":
        yield objection(waits, "H06 3.9c", needed="file-forwarded")


def decision_waits_to_be_rerouted(case: Case[c.RerouteDecision]) -> Objections:
    """The authority of both places, once after a transfer."""
    if case.state.decision_waits != "MOV-04":
        yield objection("SYS-70", what="decision-to-reroute")
    yield from acts_for(case, case.state.authority)


@rule("MOV-05")
def decision_is_cancelled(case: Case[c.CancelForTransfer]) -> Objections:
    """The old authority cancels a decision that came too late, and no other (H06 3.9c)."""
    yield from acts_for(case, case.state.authority)
    late = any(decision_stands(case))
    if case.state.decision_waits != "MOV-05" or not late:
        yield objection("MOV-05", "H06 3.9c", what="the decision stands")


def review_is_asked(case: Case[c.RequestReview]) -> Objections:
    """The new unit asks through its authority, after a transfer."""
    if not case.state.transfers:
        yield objection("SYS-70", what="transfer")
    yield from competent_authority_acts(case)


def review_is_answered(case: Case[c.AnswerReview]) -> Objections:
    """The issuer answers what was asked, once."""
    asked, answered = case.state.day("review-requested"), case.state.day("review-answered")
    if asked is None or answered is not None:
        yield objection("SYS-70", what="review-requested")
    yield from acts_for(case, case.state.decided_by or case.state.authority)


def decision_is_not_in_doubt(case: Case[a.HoldCeremony]) -> Objections:
    """The ceremony waits for the review, and for the mending of what it found."""
    if case.state.decision_waits == "MOV-06":
        answered = case.state.day("review-answered")
        yield objection("SYS-68", requested=case.state.day("review-requested"), answered=answered)


def temporary_cell_is_another(case: Case[c.PlaceTemporarily]) -> Objections:
    """A cell that stands, and is not the home cell."""
    yield from enters_at_a_cell(case.world, case.command.cell, case.on)
    if case.command.cell == case.units[0].id:
        yield objection("SYS-70", unit=case.command.cell)


@rule("MOV-07")
def temporary_cell_has_commented(case: Case[a.HoldCellVote]) -> Objections:
    """The temporary cell helps and comments; the home cell resolves (H06 5.2a)."""
    temporary, commented = case.state.temporary, case.state.day("paper:comments-temporary")
    if temporary is None:
        return
    if case.world.meeting(case.command.meeting).body == temporary:
        yield objection("MOV-07", "H06 5.2a", body=temporary, expected=case.units[0].id)
    if commented is None or commented > case.on:
        yield objection("MOV-07", "H06 5.2a", paper="comments-temporary", by=temporary)
