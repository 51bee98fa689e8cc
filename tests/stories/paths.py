"""Paths of a candidate by real commands: each brings the candidate to a standing on a day.

`cell_resolved(on="2025-07-15")` means: the cell's vote was on that day, and everything before it
in good time before. `without={"helper"}` leaves steps out, `days={"certificate": "2020-01-15"}`
moves them, `at=` chooses the place in the tree.
"""

# ruff: noqa: ANN401 - a story may give any field of any command
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from admission.domain.kernel.dates import add_months
from admission.domain.kernel.documents import Consent
from admission.domain.kernel.messages import Command
from admission.domain.registers.meetings.commands import HoldMeeting
from admission.domain.stages.admission import commands as a
from admission.domain.stages.awareness import commands as w
from admission.domain.stages.dossier import commands as d
from admission.domain.stages.membership import commands as m
from admission.domain.stages.probation import commands as p
from tests.stories.organisation import (
    DOC,
    GUIDE,
    HELPER,
    INTRODUCER,
    OTHER_INTRODUCER,
    USUAL,
    C,
    P,
    Place,
    a_,
    ask,
)

DayOr = date | str


def day(of: DayOr) -> date:
    """A day, also where it is written out."""
    return of if isinstance(of, date) else date.fromisoformat(of)


def later(of: DayOr, days: int) -> date:
    """So many days later."""
    return day(of) + timedelta(days=days)


_meetings = iter(range(1, 10_000_000))


def meeting(body: str, kind: str, on: DayOr, *, summoned: int = 9, **roll: int) -> HoldMeeting:
    """A meeting to vote at, of which nobody was missing unless the roll says so."""
    full = {"summoned": summoned, "present": summoned - sum(roll.values()), **roll}
    return ask(
        HoldMeeting, meeting=a_("meeting", next(_meetings)), body=body, kind=kind, on=on, roll=full
    )


def _vote(
    kind: Any, body: str, meets_as: str, on: DayOr, fields: dict[str, Any]
) -> tuple[Command, ...]:
    """A meeting and its ballots: all in favour, unless `in_favour` says how many; the rest not."""
    roll = fields.pop("roll", {})
    held = meeting(body, meets_as, on, **roll)
    in_favour = fields.pop("in_favour", held.roll.present)
    counted = {"in_favour": in_favour, "against": held.roll.present - in_favour}
    vote: Command = ask(kind, on=on, meeting=held.meeting, **{**counted, **fields})
    return held, vote


def cell_vote(on: DayOr, at: Place = USUAL, **fields: Any) -> tuple[Command, ...]:
    """The cell votes on admission."""
    return _vote(a.HoldCellVote, at.cell, "cell", on, fields)


def committee_vote(on: DayOr, at: Place = USUAL, **fields: Any) -> tuple[Command, ...]:
    """The grassroots committee votes."""
    body = at.grassroots or at.authority
    return _vote(a.HoldGrassrootsVote, body, "grassroots-committee", on, fields)


def decision(
    on: DayOr, at: Place = USUAL, outcome: str = "admitted", **fields: Any
) -> tuple[Command, ...]:
    """The authority answers on the admission."""
    fields = {"outcome": outcome, "body": at.authority, **fields}
    return _vote(a.DecideAdmission, at.authority, at.meeting, on, fields)


def recognition_vote(on: DayOr, at: Place = USUAL, **fields: Any) -> tuple[Command, ...]:
    """The cell votes on recognition, or on deletion."""
    return _vote(p.VoteRecognition, at.cell, "cell", on, fields)


def recognition(
    on: DayOr, at: Place = USUAL, outcome: str = "recognised", **fields: Any
) -> tuple[Command, ...]:
    """The authority answers on the recognition."""
    fields = {"outcome": outcome, "body": at.authority, **fields}
    return _vote(p.DecideRecognition, at.authority, at.meeting, on, fields)


def paper(name: str, on: DayOr, **fields: Any) -> d.FilePaper:
    """A paper of the file."""
    return ask(d.FilePaper, paper=name, on=on, **fields)


def entry(on: DayOr, at: Place = USUAL, **fields: Any) -> w.EnterPool:
    """The cell puts the person on its list."""
    return ask(w.EnterPool, **{"on": on, "person": P, "unit": at.cell, **fields})


def certificate(issued: DayOr, on: DayOr | None = None, **fields: Any) -> w.RecordCertificate:
    """A certificate from a centre that was competent at that time."""
    commune = day(issued) >= date(2025, 7, 1)
    known = {
        "number": "123/GCN",
        "issuer": "Trung tâm chính trị",
        "issuer_kind": "commune-centre" if commune else "district-centre",
    }
    return ask(w.RecordCertificate, **{"issued": issued, "on": on or issued, **known, **fields})


def introduction(on: DayOr, by: str = INTRODUCER, **fields: Any) -> d.Introduce:
    """A full member who has known the candidate for two years introduces."""
    known = {"introducer": by, "together_since": add_months(day(on), -24)}
    return ask(d.Introduce, **{"on": on, **known, **fields})


def request(on: DayOr, relation: str = "applicant", **fields: Any) -> d.RequestVerification:
    """Another body is asked, and has the request the same day."""
    return ask(d.RequestVerification, **{"on": on, "relation": relation, "received": on, **fields})


def reply(on: DayOr, relation: str = "applicant") -> d.AnswerVerification:
    """The body that was asked answers."""
    return ask(d.AnswerVerification, on=on, relation=relation)


def redo(*steps: str, on: DayOr, body: str = USUAL.authority, **fields: Any) -> m.OrderRedo:
    """These steps were faulty, and are done again."""
    return ask(m.OrderRedo, steps=steps, on=on, body=body, **fields)


Make = Callable[[date, Place], Command | tuple[Command, ...] | None]
_STEPS: Final[tuple[tuple[str, int, Make], ...]] = (
    ("entry", -400, entry),
    ("certificate", -300, lambda on, _: certificate(on)),
    (
        "permission",
        -200,
        lambda on, at: ask(d.PermitDossier, on=on, body=at.certifies),
    ),
    ("helper", -199, lambda on, _: ask(d.AssignHelper, on=on, helper=HELPER)),
    ("application", -190, lambda on, _: paper("application", on)),
    ("cv", -189, lambda on, _: paper("cv", on)),
    ("request", -180, lambda on, _: request(on)),
    ("answer", -160, lambda on, _: reply(on)),
    ("cv-certified", -120, lambda on, at: ask(d.CertifyCv, on=on, body=at.certifies)),
    ("introduction", -60, lambda on, _: introduction(on)),
    ("other-introduction", -59, lambda on, _: introduction(on, OTHER_INTRODUCER)),
    ("comments-organisations", -50, lambda on, _: paper("comments-organisations", on)),
    ("comments-residence", -49, lambda on, _: paper("comments-residence", on)),
    ("synthesis", -45, lambda on, _: paper("synthesis", on)),
    ("cell-vote", 0, cell_vote),
    (
        "department",
        5,
        lambda on, at: (
            ask(a.ReportDepartment, on=on, body=at.department) if at.department else None
        ),
    ),
    ("committee-vote", 15, lambda on, at: committee_vote(on, at) if at.grassroots else None),
    ("decision", 35, decision),
    ("receipt", 40, lambda on, _: ask(a.ReceiveDecision, on=on)),
    ("ceremony", 50, lambda on, _: ask(a.HoldCeremony, on=on, guide=GUIDE)),
)
_AFTER: Final[tuple[tuple[str, int, Make], ...]] = (
    ("member-cv", -350, lambda on, _: paper("member-cv", on) if on.year >= 2025 else None),
    ("new-member-certificate", -100, lambda on, _: paper("new-member-certificate", on)),
    ("self-review", 1, lambda on, _: paper("self-review", on)),
    ("guide-comment", 2, lambda on, _: paper("guide-comment", on)),
    ("probation-synthesis", 3, lambda on, _: paper("probation-synthesis", on)),
    ("recognition-vote", 10, recognition_vote),
    (
        "recognition-department",
        15,
        lambda on, at: (
            ask(a.ReportDepartment, on=on, body=at.department) if at.department else None
        ),
    ),
    (
        "recognition-committee-vote",
        20,
        lambda on, at: committee_vote(on, at) if at.grassroots else None,
    ),
    ("recognition", 30, recognition),
    ("announcement", 35, lambda on, _: ask(m.AnnounceRecognition, on=on)),
)
"""Steps with their days: from the cell's vote, and from the end of the probation term."""

_CEREMONY: Final = 50
_TERM_MONTHS: Final = 12
_NOTHING: Final[frozenset[str]] = frozenset()
_AS_USUAL: Final[Mapping[str, DayOr]] = {}


def path(  # noqa: PLR0913 - each has a default, most stories give one
    until: str,
    on: DayOr,
    *,
    at: Place = USUAL,
    days: Mapping[str, DayOr] = _AS_USUAL,
    without: frozenset[str] | set[str] = _NOTHING,
    candidate: str = C,
    person: str = P,
) -> Iterator[Command]:
    """Every step up to one that is taken on a day, the others in good time around it."""
    vote, ends = _anchors(until, day(on))
    for name, offset, make in (*_STEPS, *_AFTER):
        anchor = vote if (name, offset, make) in _STEPS else ends
        if name not in without:
            made = make(day(days.get(name, later(anchor, offset))), at)
            yield from _of(made, candidate, person)
        if name == until:
            return


def _anchors(until: str, on: date) -> tuple[date, date]:
    """The day of the cell's vote, and the last day of probation."""
    for name, offset, _ in _STEPS:
        if name == until:
            vote = later(on, -offset)
            return vote, add_months(later(vote, _CEREMONY), _TERM_MONTHS)
    ends = later(on, -next(offset for name, offset, _ in _AFTER if name == until))
    return later(add_months(ends, -_TERM_MONTHS), -_CEREMONY), ends


def _of(
    made: Command | tuple[Command, ...] | None, candidate: str, person: str
) -> Iterator[Command]:
    """The same commands, for this candidate."""
    for command in () if made is None else made if isinstance(made, tuple) else (made,):
        ours = {"candidate": candidate, "person": person}
        yield command.model_copy(
            update={
                name: value for name, value in ours.items() if name in type(command).model_fields
            }
        )


def with_consent(told: Iterable[Command], rule: str = "RE-02") -> Iterator[Command]:
    """The same commands, the decision on the admission with the consent that a rule asks for."""
    given = (Consent(rule=rule, document=DOC),)
    for command in told:
        if isinstance(command, a.DecideAdmission):
            yield command.model_copy(update={"consents": given})
        else:
            yield command


in_pool = partial(path, "entry")
certified = partial(path, "certificate")
dossier_open = partial(path, "permission")
verified = partial(path, "answer")
cv_certified = partial(path, "cv-certified")
ready_for_cell_vote = partial(path, "synthesis")
cell_resolved = partial(path, "cell-vote")
department_reported = partial(path, "department")
committee_resolved = partial(path, "committee-vote")
decided = partial(path, "decision")
received = partial(path, "receipt")
ceremony_held = partial(path, "ceremony")
ready_for_recognition = partial(path, "probation-synthesis")
recognition_resolved_by_cell = partial(path, "recognition-vote")
recognition_resolved = partial(path, "recognition-committee-vote")
recognised = partial(path, "recognition")
announced = partial(path, "announcement")
