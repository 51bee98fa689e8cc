"""The bodies' part: votes of cell and committee, the authority's decision, the ceremony."""

from typing import Final

from admission.scenarios.days import Day, iso, shift
from admission.scenarios.documents import numbered, paper
from admission.scenarios.dossier import certify_again
from admission.scenarios.path import Path
from admission.scenarios.schedule import Round
from admission.scenarios.story import Line, Moment

_EXTENDED_WORKING_DAYS: Final = 20
_EXTENDED_AFTER: Final = 40
_CV_IN_TIME: Final = (5, 28)
_CV_LATE: Final = (31, 46)


def decide(path: Path, outcome: str = "admitted") -> None:
    """Every round of the file through the bodies, up to the authority's answer."""
    days, turn = path.days, path.turn
    *before, last = days.rounds
    for each in before:
        _votes(path, each)
        _decision(path, each.decided, "returned")
        certify_again(path, shift(days.vain_cell_vote or last.voted, -1))
    vote_in_vain(path)
    _votes(path, last)
    if turn.late_decision and turn.extended:
        _extend(path, shift(last.voted, _EXTENDED_AFTER))
    _decision(path, last.decided, outcome)


def vote_in_vain(path: Path) -> None:
    """The cell's vote that came to nothing, if there was one."""
    if path.days.vain_cell_vote is not None:
        _cell_votes(path, path.days.vain_cell_vote, carried=False)


def _votes(path: Path, each: Round) -> None:
    cell, last = path.cell, path.days.rounds[-1]
    _cell_votes(path, each.voted)
    if cell.department is not None:
        body = cell.department
        document = numbered("report", body.letters, each.reported, body.name)
        path.add(each.reported, "report-department", {"body": body.id, "document": document})
    if cell.committee is not None:
        vain = path.days.vain_committee_vote
        if vain is not None and each is last:
            _committee_votes(path, vain, carried=False)
        _committee_votes(path, each.committee_voted)


def _cell_votes(path: Path, on: Day, *, carried: bool = True) -> None:
    body = path.cell.body
    document = numbered("cell-resolution", body.resolutions, on, body.name)
    path.vote(on, "hold-cell-vote", body, "cell", {"document": document}, carried=carried)


def _committee_votes(path: Path, on: Day, *, carried: bool = True) -> None:
    body = path.cell.office
    document = numbered("committee-resolution", body.resolutions, on, body.name)
    fields: Line = {"document": document}
    path.vote(on, "hold-grassroots-vote", body, "grassroots-committee", fields, carried=carried)


def _extend(path: Path, on: Day) -> None:
    authority = path.cell.authority
    fields = {
        "deadline": "DEC-15",
        "amount": _EXTENDED_WORKING_DAYS,
        "reason": "chờ kết luận thẩm tra",
    }
    document = numbered("extension", authority.letters, on, authority.name)
    path.add(on, "extend-deadline", {**fields, "document": document}, authority.clerk)


def _decision(path: Path, on: Day, outcome: str) -> None:
    authority = path.cell.authority
    document = numbered("admission-decision", authority.decisions, on, authority.name)
    fields = {"outcome": outcome, "body": authority.id, "document": document}
    path.vote(on, "decide-admission", authority, path.cell.meeting, fields)


def admit(path: Path, recorded: Moment = 0) -> None:
    """The decision is received, the ceremony held, the member's CV declared.

    The ceremony, and so what comes after it, is recorded no sooner than at a moment.
    """
    days, turn, chance = path.days, path.turn, path.chance
    path.add(days.received, "receive-decision", {})
    guide = path.cell.people[0]
    fields: Line = {"guide": guide, "place": f"Hội trường {path.cell.place}"}
    fields["document"] = paper("minutes", days.ceremony)
    if turn.late_ceremony:
        fields["consents"] = [{"rule": "DEC-22", "document": _consent(path)}]
    path.add(days.ceremony, "hold-ceremony", fields, after=recorded)
    if not turn.no_member_cv:
        within = _CV_LATE if turn.late_member_cv else _CV_IN_TIME
        declared = shift(days.ceremony, chance.between(*within))
        fields = {"paper": "member-cv", "document": paper("member-cv", declared)}
        path.add(declared, "file-paper", fields)


def _consent(path: Path) -> Line:
    authority, day = path.cell.authority, shift(path.days.ceremony, -2)
    number = f"{path.chance.between(20, 900)}-CV/{authority.mark}"
    return numbered("consent", number, day, authority.name)


def cancel(path: Path, on: Day) -> None:
    """The authority cancels its decision, for a condition of admission was not met."""
    authority = path.cell.authority
    document = numbered("cancellation", authority.decisions, on, authority.name)
    fields: Line = {"body": authority.id, "reason": "khai lý lịch không trung thực"}
    path.add(on, "cancel-decision", {**fields, "document": document}, authority.clerk)


def over_age(path: Path, above: str) -> None:
    """The committee directly under Central consents to somebody over age."""
    authority = path.cell.authority
    on = path.days.rounds[-1].reported
    number = f"{path.chance.between(20, 900)}-CV/TU"
    document = {"kind": "consent", "number": number, "signed": iso(on), "issuer": above}
    fields = {"gate": "over-age-consent", "issuer": above, "document": document}
    path.add(on, "pass-gate", fields, authority.clerk)
