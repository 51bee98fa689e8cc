"""Histories that together have every type of event."""

from collections.abc import Iterator
from typing import Any, Final

from admission.app.rulebook_files import shipped_text
from admission.domain.registers.corrections.commands import AnnulFact, CorrectFact
from admission.domain.registers.movements import commands as mv
from admission.domain.registers.rulebooks.commands import AdoptRulebook
from admission.domain.registers.units import commands as u
from admission.domain.stages.admission import commands as a
from admission.domain.stages.awareness import commands as w
from admission.domain.stages.dossier import commands as d
from admission.domain.stages.membership import commands as m
from admission.domain.stages.probation import commands as p
from admission.domain.stages.taking_over.commands import TakeOver
from admission.domain.stages.transfer import commands as tr
from tests.golden.members import (
    cards_and_badges,
    discipline,
    divided_cell,
    movements,
    one_person_twice,
    reform,
    taken_over,
)
from tests.golden.oversight import attended, conscripts_and_supervisors, year_and_plan
from tests.golden.papers import ON, PAPER
from tests.golden.registers import registers
from tests.stories import organisation as o
from tests.stories import paths
from tests.stories.kit import Told

_IRREGULAR: Final = {"reason": "đã họp trước", "document": PAPER, "second": o.SECOND}


def histories() -> Iterator[tuple[Told, ...]]:
    """Paths that together take every kind of step."""
    consent = {"rule": "DEC-22", "document": PAPER}
    ours = shipped_text("vn-2025").replace('id = "vn-2025"', 'id = "ours"')
    ours = ours.replace("[[probation]]\n", "[[probation]]\nextendable_by_months = 6\n")
    yield (registers(),)
    yield (year_and_plan(),)
    yield (conscripts_and_supervisors(),)
    yield (attended(),)
    yield (reform(),)
    yield (discipline(),)
    yield (taken_over(),)
    yield paths.in_pool(ON, days={}), o.ask(w.LeavePool, on=ON, document=PAPER)
    yield paths.announced(ON, at=o.WITH_DEPARTMENT), o.ask(m.RecordDeath, on="2025-12-20")
    yield (
        paths.verified(ON),
        o.ask(d.WaivePaper, paper="comments-residence", ground="secretariat-rule", on=ON),
        o.ask(d.WaiveVerification, relation="father", ground="same-commune", on=ON),
        o.ask(d.RaiseGate, gate="political-standard", document=PAPER, reason="x", on=ON),
        o.ask(d.PassGate, gate="political-standard", issuer="Tỉnh ủy", document=PAPER, on=ON),
        o.ask(d.IntroduceByUnion, union="youth-union", cadre=True, document=PAPER, on=ON),
        paths.introduction(ON),
        paths.introduction(ON, o.REPLACEMENT, replaces=o.INTRODUCER, reason="chuyển công tác"),
        o.ask(d.AssignHelper, helper=o.HELPER, reason="thay", document=PAPER, on=ON),
        paths.request(ON, "mother", place="abroad", verifier=o.CERTIFIER, verifier_kinship="none"),
        o.ask(m.Withdraw, on=ON, reason="đi xa", document=PAPER),
    )
    yield (
        paths.ready_for_cell_vote(ON, without={"application"}),
        paths.cell_vote(ON, irregular=_IRREGULAR),
        o.ask(a.ExtendDeadline, deadline="DEC-15", amount=10, document=PAPER, on=ON),
        paths.committee_vote("2025-11-20"),
        paths.decision("2025-11-25", outcome="returned"),
    )
    yield paths.committee_resolved(ON), paths.decision("2025-11-25", outcome="refused")
    yield (
        paths.received("2025-10-13"),
        o.ask(
            a.HoldCeremony, guide=o.GUIDE, place="Hội trường", on="2025-12-01", consents=(consent,)
        ),
        o.ask(p.ChangeGuide, guide=o.NEW_GUIDE, comment=PAPER, reason="thay", on="2025-12-05"),
        paths.redo("ceremony-held", on="2025-12-10"),
        o.ask(m.CancelDecision, body=o.COMMUNE, document=PAPER, on="2025-12-11"),
    )
    decided = {"reason": "chép nhầm", "document": PAPER, "second": o.SECOND, "on": ON}
    yield paths.in_pool(ON), o.ask(AnnulFact, about=o.C, fact=1, **decided)
    ceremony = o.ask(a.HoldCeremony, guide=o.GUIDE, on="2024-10-10")
    yield (
        paths.recognised(ON),
        o.ask(CorrectFact, about=o.C, fact=19, replacement=ceremony, **decided),
    )
    young = o.person_registered(born="2008-01-01", on="2020-01-01")
    yield (
        paths.cell_resolved(ON),
        o.ask(CorrectFact, about=o.P, fact=1, replacement=young, **decided),
    )
    yield paths.recognition_resolved(ON), paths.recognition("2025-11-20", outcome="returned")
    yield (
        paths.ready_for_recognition(ON),
        paths.recognition_vote("2025-11-15", proposal="deletion"),
        paths.committee_vote("2025-11-20"),
        paths.recognition("2025-11-25", outcome="deleted"),
    )
    yield (
        o.ask(AdoptRulebook, text=ours, unit=o.PROVINCE),
        paths.ceremony_held(ON),
        o.ask(p.ExtendProbation, months=6, document=PAPER, on="2025-12-10"),
    )
    yield one_person_twice()
    stale = {"entry": "2024-01-01", "certificate": "2024-02-01", "permission": "2024-03-01"}
    yield (
        paths.path("cell-vote", ON, days=stale, without={"cell-vote"}),
        o.ask(d.RenewDossier, on=ON),
    )
    yield (movements(),)
    yield (cards_and_badges(),)
    yield from transfers()
    yield (
        paths.ceremony_held(ON),
        o.ask(mv.Depart, person=o.P, to_place="x", document=PAPER, on=ON),
    )
    yield (paths.recognised(ON), *divided_cell())


def transfers() -> Iterator[tuple[Told, ...]]:
    """Every way in which a candidate goes over to another cell."""
    far = o.a_("unit", 70)
    founded = {"kind": "grassroots-cell", "name": "Chi bộ", "parent": o.OTHER_COMMUNE}
    letter: dict[str, Any] = {"document": PAPER, "body": o.COMMUNE}
    order = {"unit": far, "ordered_on": "2025-09-01", "document": PAPER}
    goes = {**order, "body": o.COMMITTEE, "on": ON}
    comments = {"review_comment": PAPER, "guide_comment": PAPER}
    there = o.ask(u.FoundUnit, unit=far, **founded)
    yield (
        there,
        paths.received("2025-11-03"),
        o.ask(tr.TransferCandidate, **goes),
        o.ask(tr.CancelForTransfer, **letter, on="2025-11-12"),
        o.ask(tr.ForwardFile, **letter, on="2025-11-13"),
        o.ask(tr.ReceiveFile, body=o.OTHER_COMMUNE, document=PAPER, on="2025-11-17"),
    )
    yield (
        paths.received("2025-11-03"),
        o.ask(tr.TransferCandidate, **{**goes, "unit": o.GRASSROOTS_CELL}),
        o.ask(tr.RerouteDecision, **letter, on="2025-11-12"),
        o.ask(tr.RequestReview, **letter, defects="thiếu chữ ký", on="2025-11-13"),
        o.ask(tr.AnswerReview, **letter, stands=True, on="2025-11-14"),
    )
    yield there, paths.committee_resolved(ON), o.ask(tr.TransferCandidate, **goes, sent_up=True)
    yield there, paths.ceremony_held(ON), o.ask(tr.TransferCandidate, **goes, **comments)
    away = {"cell": o.GRASSROOTS_CELL, "until": "2026-05-31", "document": PAPER, "on": ON}
    yield paths.in_pool(ON), o.ask(tr.PlaceTemporarily, **away)
    member = o.ask(mv.TransferMember, person=o.P, cell=far, document=PAPER, on="2025-12-20")
    yield there, paths.recognised(ON), member
    probation = {"standing": "probation", "ceremony_on": "2025-03-03"}
    came = {"from_place": "x", "cell": o.CELL, "document": PAPER, "person": o.P, "on": ON}
    taken = {"standing": "on-probation", "vouched_by": o.SECOND, "unit": o.CELL, "person": o.P}
    dates = ({"milestone": "ceremony-held", "on": "2025-03-03"},)
    yield (
        there,
        o.ask(mv.Arrive, **came, **probation),
        o.ask(TakeOver, **taken, dates=dates, on=ON),
        o.ask(tr.TransferCandidate, **goes, **comments),
    )
