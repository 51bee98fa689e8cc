"""The dossier: permission, helper, papers, introductions, verification, the certified CV."""

from collections.abc import Callable
from typing import Final

from admission.scenarios.days import Day, iso, shift, working
from admission.scenarios.documents import numbered, paper
from admission.scenarios.path import Path
from admission.scenarios.story import Line

At = Callable[[float], Day]
"""The working day at a part of the time between permission and certified CV."""

_RELATIVES: Final = ("father", "mother", "spouse")
_WAIVED_RELATIVES: Final = ("father", "mother")
_GROUNDS: Final = ("member-relative", "same-commune")


def prepare(path: Path) -> None:
    """Everything from the permission to the certified CV."""
    permitted, certified = path.days.permitted, path.days.certified
    span = certified - permitted

    def at(part: float) -> Day:
        return working(permitted + int(span * part))

    office, cell = path.cell.office, path.cell.body
    permission = numbered("permission", office.resolutions, permitted, office.name)
    path.add(permitted, "permit-dossier", {"body": office.id, "document": permission})
    _helper(path, at)
    path.add(at(0.08), "file-paper", _filed("application", at(0.08)))
    path.add(at(0.1), "file-paper", _filed("cv", at(0.1)))
    _introductions(path, at)
    _verification(path, at)
    _comments(path, at)
    synthesis = numbered("synthesis", cell.letters, at(0.93), cell.name)
    path.add(at(0.93), "file-paper", {"paper": "synthesis", "document": synthesis})
    _question(path, at)
    certify(path, certified)


def _filed(name: str, on: Day) -> Line:
    return {"paper": name, "document": paper(name, on)}


def _helper(path: Path, at: At) -> None:
    cell = path.cell.body
    first, second = path.cell.people
    for helper, on in ((first, at(0.03)), (second, at(0.5)))[
        : 2 if path.turn.helper_changed else 1
    ]:
        fields: Line = {"helper": helper}
        if helper == second:
            fields["reason"] = "đi học tập trung"
        fields["document"] = numbered("cell-resolution", cell.resolutions, on, cell.name)
        path.add(on, "assign-helper", fields)


def _introductions(path: Path, at: At) -> None:
    first, second = path.cell.people
    on, union = at(0.18), path.profile.union
    _introduction(path, on, first)
    if path.turn.introducer_replaced:
        fields = {"introducer": path.cell.officer, "replaces": first, "reason": "chuyển công tác"}
        document = paper("introduction", at(0.4))
        path.add(at(0.4), "introduce", {**fields, "document": document})
    if union is None:
        _introduction(path, at(0.2), second)
    else:
        issuer = "Ban Chấp hành Đoàn" if union == "youth-union" else "Ban Chấp hành Công đoàn"
        number = f"{path.chance.between(3, 90)}-NQ/BCH"
        document = numbered("union-resolution", number, at(0.2), issuer)
        path.add(at(0.2), "introduce-by-union", {"union": union, "document": document})


def _introduction(path: Path, on: Day, introducer: str) -> None:
    """One who has known the candidate for a year; where a story turns so, for less."""
    hardly = path.turn.hardly_known and introducer == path.cell.people[0]
    known_days = path.chance.between(200, 330) if hardly else path.chance.between(400, 3_000)
    fields: Line = {"introducer": introducer, "together_since": iso(on - known_days)}
    fields["document"] = paper("introduction", on)
    if hardly:
        fields["irregular"] = _irregular(
            path, on, "chi bộ mới thành lập, chưa có đảng viên cùng công tác đủ"
        )
    path.add(on, "introduce", fields)


def _irregular(path: Path, on: Day, reason: str) -> Line:
    office = path.cell.office
    number = f"{path.chance.between(5, 300)}-BC/{office.mark}"
    document = numbered("report", number, on, office.name)
    return {"reason": reason, "document": document, "second": path.desk.second}


def _verification(path: Path, at: At) -> None:
    chance, turn = path.chance, path.turn
    if turn.late_answer:
        asked = at(0.12)
        answered = shift(asked, chance.between(31, 45))
    else:
        asked = at(0.25)
        answered = min(shift(asked, chance.between(4, 22)), at(0.9))
    _ask(path, "applicant", asked)
    _answer(path, "applicant", answered)
    if turn.certified_too_early:
        _ask(path, "father", at(0.7))
    elif turn.family_asked:
        relation = chance.one_of(_RELATIVES)
        _ask(path, relation, at(0.3))
        _answer(path, relation, min(shift(at(0.3), chance.between(5, 25)), at(0.9)))
    elif turn.verification_waived:
        document = numbered(
            "confirmation", path.cell.office.letters, at(0.3), path.cell.office.name
        )
        fields = {"relation": chance.one_of(_WAIVED_RELATIVES), "ground": chance.one_of(_GROUNDS)}
        path.add(at(0.3), "waive-verification", {**fields, "document": document})


def _ask(path: Path, relation: str, on: Day) -> None:
    office = path.cell.office
    fields = {"relation": relation, "received": iso(on), "verifier": path.cell.officer}
    letter = numbered("verification-request", office.letters, on, office.name)
    path.add(on, "request-verification", {**fields, "document": letter})


def _answer(path: Path, relation: str, on: Day) -> None:
    document = paper("verification-reply", on)
    path.add(on, "answer-verification", {"relation": relation, "document": document})


def _comments(path: Path, at: At) -> None:
    cell, waived = path.cell.body, ""
    if path.turn.comments_waived:
        waived, _, _ = path.chance.one_of(_COMMENTS)
    for name, ground, part in _COMMENTS:
        on = at(part)
        if name == waived:
            document = numbered("cell-resolution", cell.resolutions, on, cell.name)
            fields = {"paper": name, "ground": ground, "document": document}
            path.add(on, "waive-paper", fields)
        else:
            path.add(on, "file-paper", _filed(name, on))


_COMMENTS: Final = (
    ("comments-organisations", "belongs-to-none", 0.82),
    ("comments-residence", "secretariat-rule", 0.86),
)


def _question(path: Path, at: At) -> None:
    """A question of political standard, concluded before the authority decides."""
    if not path.turn.question_raised:
        return
    path.add(at(0.6), "raise-gate", {"gate": "political-standard"})
    concluded, authority = path.days.rounds[-1].reported, path.cell.authority
    document = numbered("conclusion", authority.letters, concluded, authority.name)
    fields = {"gate": "political-standard", "issuer": authority.name, "document": document}
    path.add(concluded, "pass-gate", fields, authority.clerk)


def certify(path: Path, on: Day) -> None:
    """Certify the CV; one certified while an answer was outstanding is certified again."""
    if not path.turn.certified_too_early:
        certify_again(path, on)
        return
    certify_again(path, on, _irregular(path, on, "đã xác nhận khi chưa nhận được công văn trả lời"))
    office, again = path.cell.office, shift(on, 1)
    ordered = numbered("redo-order", office.letters, again, office.name)
    fields = {"steps": ["cv-certified"], "body": office.id, "document": ordered}
    path.add(again, "order-redo", {**fields, "reason": "thẩm tra chưa xong"})
    _answer(path, "father", again)
    certify_again(path, again)


def certify_again(path: Path, on: Day, irregular: Line | None = None) -> None:
    """One certification of the CV, whether or not there was one before."""
    office = path.cell.office
    document = numbered("certification", office.letters, on, office.name)
    fields: Line = {"body": office.id, "certifier": path.cell.officer, "document": document}
    if irregular is not None:
        fields["irregular"] = irregular
    path.add(on, "certify-cv", fields)
