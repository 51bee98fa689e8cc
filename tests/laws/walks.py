"""Random walks over the commands: steps that may be legal or not, on good days and bad."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Final, get_args

from hypothesis import strategies as st

from admission.domain.kernel.messages import Command, UnknownReferenceError
from admission.domain.stages.admission import commands as a
from admission.domain.stages.awareness import commands as w
from admission.domain.stages.dossier import commands as d
from admission.domain.stages.membership import commands as m
from admission.domain.stages.membership.state import ORDER
from admission.domain.stages.probation import commands as p
from admission.domain.stages.standings import Standing
from admission.domain.stages.steps import StepCommand
from admission.domain.stages.taking_over.commands import StandingTakenOver, TakeOver
from admission.domain.stages.taking_over.reached import NEEDED
from admission.domain.stages.transfer import commands as t
from tests.stories.kit import given
from tests.stories.organisation import (
    ANOTHER_C,
    ANOTHER_P,
    GUIDE,
    HELPER,
    IN_THE_VILLAGE,
    INTRODUCER,
    NEW_GUIDE,
    PLACES,
    REPLACEMENT,
    SECOND,
    C,
    P,
    Place,
    ask,
)
from tests.stories.paths import (
    cell_vote,
    certificate,
    committee_vote,
    decision,
    entry,
    introduction,
    later,
    paper,
    path,
    recognition,
    recognition_vote,
    redo,
    reply,
    request,
)

Propose = Callable[[date, Place, int], Command | tuple[Command, ...]]
"""A step on a day, at a place, with a number to vary it by: 0 is the plainest."""

_PAPERS: Final = (
    "application",
    "cv",
    "synthesis",
    "comments-residence",
    "comments-organisations",
    "special-area",
    "member-cv",
    "self-review",
    "guide-comment",
    "probation-synthesis",
    "new-member-certificate",
    "poem",
)
_RELATIONS: Final = ("applicant", "father", "spouse", "cousin")


def _of(options: tuple[str, ...], number: int) -> str:
    return options[number % len(options)]


def _bodies(at: Place, number: int) -> str:
    return (at.certifies, at.authority, at.cell)[number % 3]


PROPOSALS: Final[tuple[Propose, ...]] = (
    lambda on, at, _: entry(on, at, candidate=ANOTHER_C, person=ANOTHER_P),
    lambda on, _, n: certificate(later(on, -n * 250), on=on),
    lambda on, at, n: ask(d.PermitDossier, body=_bodies(at, n), on=on),
    lambda on, _, n: ask(d.AssignHelper, helper=(HELPER, ANOTHER_P)[n % 2], on=on),
    lambda on, _, n: paper(_of(_PAPERS, n), on),
    lambda on, _, n: paper(_of(_PAPERS, n + 4), on),
    lambda on, _, n: ask(
        d.WaivePaper, paper=_of(_PAPERS, n), ground=("belongs-to-none", "none")[n % 2], on=on
    ),
    lambda on, _, n: introduction(on, (INTRODUCER, REPLACEMENT, ANOTHER_P)[n % 3]),
    lambda on, _, n: introduction(on, REPLACEMENT, replaces=(INTRODUCER, HELPER)[n % 2]),
    lambda on, _, n: ask(d.IntroduceByUnion, union=("youth-union", "trade-union")[n % 2], on=on),
    lambda on, _, n: request(on, _of(_RELATIONS, n)),
    lambda on, _, n: reply(on, _of(_RELATIONS, n)),
    lambda on, _, n: ask(
        d.WaiveVerification,
        relation=_of(_RELATIONS, n),
        ground=("same-commune", "member-relative", "none")[n % 3],
        on=on,
    ),
    lambda on, at, n: ask(d.CertifyCv, body=_bodies(at, n), on=on),
    lambda on, _, n: ask(d.RaiseGate, gate=("political-standard", "special-rules")[n % 2], on=on),
    lambda on, _, n: ask(
        d.PassGate, gate=("political-standard", "special-rules")[n % 2], issuer="x", on=on
    ),
    lambda on, _, __: ask(d.RenewDossier, on=on),
    lambda on, at, n: cell_vote(on, at, in_favour=max(0, 9 - n)),
    lambda on, at, n: ask(a.ReportDepartment, body=at.department or _bodies(at, n), on=on),
    lambda on, at, n: committee_vote(on, at, in_favour=max(0, 9 - n)),
    lambda on, _, n: ask(
        a.ExtendDeadline, deadline=("DEC-15", "DEC-16", "DEC-22")[n % 3], amount=5 * n, on=on
    ),
    lambda on, at, n: decision(
        on, at, ("admitted", "admitted", "returned", "refused")[n % 4], in_favour=max(0, 9 - n)
    ),
    lambda on, _, __: ask(a.ReceiveDecision, on=on),
    lambda on, _, n: ask(a.HoldCeremony, guide=(GUIDE, ANOTHER_P)[n % 2], on=on),
    lambda on, _, n: ask(
        p.ChangeGuide, guide=NEW_GUIDE, comment=({"kind": "comment"}, None)[n % 2], on=on
    ),
    lambda on, _, n: ask(p.ExtendProbation, months=n, on=on),
    lambda on, at, n: recognition_vote(
        on, at, in_favour=max(0, 9 - n), proposal=("recognition", "deletion")[n % 2]
    ),
    lambda on, at, n: recognition_vote(on, at, in_favour=max(0, 9 - n)),
    lambda on, at, n: recognition(
        on, at, ("recognised", "recognised", "returned", "deleted")[n % 4], in_favour=max(0, 9 - n)
    ),
    lambda on, _, __: ask(m.AnnounceRecognition, on=on),
    lambda on, at, n: redo(ORDER[n % len(ORDER)], on=on, body=at.authority),
    lambda on, at, n: redo(ORDER[n % len(ORDER)], ORDER[-n], on=on, body=at.authority),
    lambda on, at, n: decision(on, at, ("returned", "refused")[n % 2]),
    lambda on, at, n: recognition(on, at, ("returned", "deleted")[n % 2]),
    lambda on, _, n: ask((m.Withdraw, m.RecordDeath)[n % 2], on=on),
    lambda on, _, __: ask(w.LeavePool, on=on),
    lambda on, at, n: ask(m.CancelDecision, body=_bodies(at, n + 1), on=on),
    lambda on, at, n: ask(
        t.TransferCandidate,
        unit=PLACES[n % len(PLACES)].cell,
        body=at.certifies,
        sent_up=n > 3,
        review_comment={"kind": "comment"},
        guide_comment={"kind": "comment"},
        ordered_on=later(on, -10 * n),
        on=on,
    ),
    lambda on, at, n: ask(
        (t.ForwardFile, t.ReceiveFile, t.RerouteDecision, t.CancelForTransfer)[n % 4],
        body=_bodies(at, n + 1),
        on=on,
    ),
    lambda on, at, _: ask(t.RequestReview, body=at.authority, defects="x", on=on),
    lambda on, at, n: ask(t.AnswerReview, body=at.authority, stands=bool(n % 2), on=on),
    lambda on, _, n: ask(t.PlaceTemporarily, cell=PLACES[n % len(PLACES)].cell, on=on),
)

UNTIL: Final = (
    "entry",
    "permission",
    "synthesis",
    "cell-vote",
    "committee-vote",
    "decision",
    "ceremony",
    "probation-synthesis",
    "recognition-vote",
    "recognition",
)
"""Where on the path a walk begins."""

_IRREGULAR: Final = {"reason": "x", "document": {"kind": "report"}, "second": SECOND}
_CONSENTS: Final = tuple(
    {"rule": rule, "document": {"kind": "consent"}} for rule in ("DEC-22", "ELG-07", "ELG-08")
)


def varied(step: Command | tuple[Command, ...], way: int) -> tuple[Command, ...]:
    """The step as it is, irregular, or with every consent."""
    *before, last = step if isinstance(step, tuple) else (step,)
    if way:
        extra = {"irregular": _IRREGULAR} if way == 1 else {"consents": _CONSENTS}
        last = type(last).model_validate({**dict(last), **extra})
    return (*before, last)


def _standings(propose: Propose) -> frozenset[Standing]:
    """Where a step is accepted at all."""
    made = propose(date(2025, 10, 1), PLACES[0], 0)
    last = made[-1] if isinstance(made, tuple) else made
    assert isinstance(last, StepCommand)
    return last.STANDINGS


ACCEPTED_IN: Final = {propose: _standings(propose) for propose in PROPOSALS}


def _taken_over(draw: st.DrawFn, at: Place, on: date) -> tuple[Command, ...]:
    """A path taken over from paper, with some of its dates."""
    known = {"person": P, "unit": at.cell, "vouched_by": SECOND, "guide": GUIDE}
    standing = draw(st.sampled_from(get_args(StandingTakenOver)))
    dates = tuple(
        {"milestone": name, "on": draw(st.sampled_from((None, on.isoformat()[:length])))}
        for name in NEEDED[standing]
        if name != "term-ended" and (length := draw(st.sampled_from((0, 4, 7, 10))))
    )
    return (ask(TakeOver, standing=standing, dates=dates, on=on, **known),)


@st.composite
def walks(
    draw: st.DrawFn, *, paper: bool = False
) -> tuple[tuple[Command, ...], tuple[Command, ...]]:
    """How a path began, and the steps that were then tried; most of them belong where they are.

    With `paper` it was taken over, standing anywhere.
    """
    at = draw(st.sampled_from([place for place in PLACES if place is not IN_THE_VILLAGE]))
    on = draw(st.dates(date(2019, 3, 1), date(2026, 6, 30)))
    if paper:
        begun = _taken_over(draw, at, on)
    else:
        begun = tuple(path(draw(st.sampled_from(UNTIL)), on, at=at))
    store = given(begun).store
    tried: list[Command] = []
    for _ in range(draw(st.integers(0, 14))):
        standing = store.state(C).standing
        legal = [propose for propose in PROPOSALS if standing in ACCEPTED_IN[propose]]
        astray = draw(st.integers(0, 9)) == 9
        propose = draw(st.sampled_from(PROPOSALS if astray or not legal else legal))
        on = later(on, draw(st.integers(-2, 40)))
        step = propose(on, at, draw(st.integers(0, 9)))
        for command in varied(step, draw(st.sampled_from((0, 0, 0, 1, 2)))):
            tried.append(command)
            with suppress(UnknownReferenceError):
                store.do(command)
        at = next((place for place in PLACES if place.cell == store.state(C).unit), at)
    return begun, tuple(tried)
