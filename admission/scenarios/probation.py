"""Probation, and how it ends: papers, votes, recognition or deletion."""

from typing import Final, Literal

from admission.scenarios.days import Day, months_after, next_meeting, shift, working
from admission.scenarios.documents import numbered, paper
from admission.scenarios.path import Path
from admission.scenarios.story import Line

Proposal = Literal["recognition", "deletion"]

_TERM_MONTHS: Final = 12
_ANSWER: Final = {"recognition": "recognised", "deletion": "deleted"}


def serve(path: Path, *, to_the_end: bool) -> None:
    """What happens in the term: the class for new members, now and then another guide."""
    chance, ceremony = path.chance, path.days.ceremony
    if to_the_end or path.turn.new_member_class:
        on = working(ceremony + chance.between(90, 280))
        number = f"{chance.between(10, 300)}-GCN/LLCT"
        document = numbered("class-certificate", number, on, "Trung tâm Chính trị")
        fields = {"paper": "new-member-certificate", "document": document}
        path.add(on, "file-paper", fields)
    if path.turn.guide_changed:
        on = working(ceremony + chance.between(100, 240))
        comment = paper("guide-comment", on)
        cell = path.cell.body
        document = numbered("cell-resolution", cell.resolutions, on, cell.name)
        fields = {"guide": path.cell.people[1], "comment": comment, "document": document}
        path.add(on, "change-guide", fields)


def end(path: Path, proposal: Proposal) -> None:
    """The term has run: papers, the cell's vote, the bodies above, the announcement."""
    cell, turn, chance = path.cell, path.turn, path.chance
    term_ends = months_after(path.days.ceremony, _TERM_MONTHS)
    papers = ("self-review", "guide-comment", "probation-synthesis")
    on = working(term_ends)
    for name in papers:
        on = working(on + chance.between(0, 1))
        path.add(on, "file-paper", {"paper": name, "document": paper(name, on)})
    voted = next_meeting(cell.body.meets, on + (30 if turn.recognition_late else 1))
    if turn.recognition_says_no_first:
        _cell_votes(path, voted, proposal, carried=False)
        voted = next_meeting(cell.body.meets, voted + 20)
    _cell_votes(path, voted, proposal)
    decided = _bodies_above(path, voted, _ANSWER[proposal])
    if proposal == "recognition":
        announced = next_meeting(cell.body.meets, decided + 1)
        path.add(announced, "announce-recognition", {"document": paper("minutes", announced)})


def _cell_votes(path: Path, on: Day, proposal: Proposal, *, carried: bool = True) -> None:
    cell = path.cell.body
    document = numbered("cell-resolution", cell.resolutions, on, cell.name)
    fields: Line = {"proposal": proposal, "document": document}
    path.vote(on, "vote-recognition", cell, "cell", fields, carried=carried)


def _bodies_above(path: Path, voted: Day, outcome: str) -> Day:
    cell, authority = path.cell, path.cell.authority
    before = shift(voted, 5)
    if cell.department is not None:
        body, reported = cell.department, shift(voted, 1)
        document = numbered("report", body.letters, reported, body.name)
        path.add(reported, "report-department", {"body": body.id, "document": document})
    if cell.committee is not None:
        body, before = cell.committee, next_meeting(cell.committee.meets, shift(voted, 2))
        document = numbered("committee-resolution", body.resolutions, before, body.name)
        ballots: Line = {"document": document}
        path.vote(before, "hold-grassroots-vote", body, "grassroots-committee", ballots)
    decided = next_meeting(authority.meets, shift(before, 3))
    document = numbered("recognition-decision", authority.decisions, decided, authority.name)
    fields = {"outcome": outcome, "body": authority.id, "document": document}
    path.vote(decided, "decide-recognition", authority, cell.meeting, fields)
    return decided
