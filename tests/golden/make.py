"""Write the sample and the schema of each event that has none yet; never changes one that is there.

`python -m tests.golden.make` after adding an event, or raising its SCHEMA. Before the first release
`python -m tests.golden.make --afresh` writes all of them anew.
"""

import sys
from collections.abc import Iterator
from typing import Any, Final

from admission.app.catalogue import encode
from admission.app.rulebook_files import shipped_text
from admission.domain.decider import EVENTS
from admission.domain.kernel import ids
from admission.domain.kernel.messages import Command, Event
from admission.domain.registers.accounts.commands import RegisterAccount
from admission.domain.registers.attendance import commands as at
from admission.domain.registers.badges import commands as b
from admission.domain.registers.calendars.commands import AdoptCalendar, AmendCalendar
from admission.domain.registers.cards import commands as k
from admission.domain.registers.classes import commands as classes
from admission.domain.registers.complaints import commands as cm
from admission.domain.registers.confirmations import commands as c
from admission.domain.registers.corrections.commands import AnnulFact, CorrectFact
from admission.domain.registers.discipline import commands as di
from admission.domain.registers.divisions.commands import PlacePerson
from admission.domain.registers.documents.commands import KeepDocument
from admission.domain.registers.enlistment import commands as en
from admission.domain.registers.erasure import commands as er
from admission.domain.registers.identity.commands import JoinPersons, PartPersons
from admission.domain.registers.inspections import commands as ins
from admission.domain.registers.meetings.commands import HoldMeeting
from admission.domain.registers.movements import commands as mv
from admission.domain.registers.notes.commands import CloseNote, WriteNote
from admission.domain.registers.particulars.commands import RecordParticulars
from admission.domain.registers.people.commands import RegisterMember
from admission.domain.registers.rankings import commands as rk
from admission.domain.registers.reports.commands import PublishReport, canonical
from admission.domain.registers.reviews import commands as rv
from admission.domain.registers.rulebooks.commands import AdoptRulebook
from admission.domain.registers.rulebooks.events import RulebookAdopted
from admission.domain.registers.stated.commands import StateFigure, WithdrawFigure
from admission.domain.registers.store.commands import (
    BeginLog,
    ExportLog,
    KeepCosignature,
    OpenStore,
    RecordSkew,
    SealStore,
)
from admission.domain.registers.supervision import commands as sv
from admission.domain.registers.targets import commands as t
from admission.domain.registers.tasks import commands as ts
from admission.domain.registers.units import commands as u
from admission.domain.stages.admission import commands as a
from admission.domain.stages.awareness import commands as w
from admission.domain.stages.dossier import commands as d
from admission.domain.stages.membership import commands as m
from admission.domain.stages.probation import commands as p
from admission.domain.stages.taking_over.commands import TakeOver
from admission.domain.stages.transfer import commands as tr
from tests.golden import files
from tests.golden.files import HERE, name_of, schema_of
from tests.stories import organisation as o
from tests.stories import paths
from tests.stories.erasures import erased
from tests.stories.kit import Store, Told, given

ON: Final = "2025-11-10"
_PAPER: Final = {
    "kind": "decision",
    "number": "294-QĐ/ĐU",
    "signed": "2025-07-02",
    "received": "2025-07-03",
    "issuer": "Đảng ủy phường Lộc Thọ",
    "signer": "Nguyễn Thị Đặng",
    "original": "Tủ 3, cặp 12",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}
COSIGNED: Final = {
    "checkpoint": "log.example/1\n3511\n+neyOFFCSzWbvpf+jbdOh9lkODgG9PLULsNcrHgd/aE=\n\n"
    "— log.example/1 rf9FLQ==\n— office.example/w1 C6sH9AAAAABrAkh9i0wO8Q==\n",
    "size": 3511,
    "witness": "office.example/w1+0bab07f4+BIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXg",
}
_IRREGULAR: Final = {"reason": "đã họp trước", "document": _PAPER, "second": o.SECOND}
_CLASS: Final = o.a_("class", 1)
_UNIT: Final = o.a_("unit", 50)
_FIGURE: Final = o.a_("figure", 1)
_BARE: Final = 'id = "bare"\ntitle = "A rulebook that asks for nothing"\nfrom = 2024-01-01\n'


def _registers() -> Iterator[Command]:
    result = {"person": o.P, "attended": 5, "passed": True, "certificate": "123/GCN"}
    base = {"name": "members-at-1-january", "count": 201}
    yield o.ask(OpenStore, on=ON)
    yield o.ask(
        RecordSkew, last="2025-11-10T02:00:00.000000Z", clock="2025-11-09T02:00:00.000000Z", on=ON
    )
    yield o.ask(BeginLog, entries=3511, on=ON)
    yield o.ask(KeepCosignature, **COSIGNED, on=ON)
    yield o.ask(ExportLog, form="cloudevents", head=3511, personal=False, on=ON)
    yield o.ask(SealStore, copied_from="00000000-0000-7000-8000-000000000001", head=1207, on=ON)
    yield o.ask(
        RegisterAccount, account=o.a_("account", 9), holder="Văn thư", system_user="vt", on=ON
    )
    yield o.person_registered(
        o.a_("person", 50),
        residence="Bình Thuận",
        sex="female",
        listed_as="P-42",
        document=_PAPER,
        on=ON,
    )
    yield o.ask(
        RegisterMember,
        person=o.ANOTHER_P,
        cell=o.CELL,
        decided_on="2009",
        official_on="2010-05",
        card_issued_on="2010-09-02",
        document=_PAPER,
        on=ON,
    )
    yield o.ask(
        u.FoundUnit,
        unit=_UNIT,
        kind="grassroots-committee",
        name="Đảng bộ xã",
        code="31.004",
        parent=o.COMMUNE,
        document=_PAPER,
        on=ON,
    )
    yield o.ask(u.RenameUnit, unit=_UNIT, name="Đảng bộ phường", document=_PAPER, on=ON)
    yield o.ask(u.RecodeUnit, unit=_UNIT, code="31.005", document=_PAPER, on=ON)
    yield o.ask(u.AuthoriseUnit, unit=_UNIT, members=120, good_years=3, document=_PAPER, on=ON)
    yield o.ask(u.DeauthoriseUnit, unit=_UNIT, document=_PAPER, on=ON)
    assigned: dict[str, Any] = {"unit": _UNIT, "period": "2025", "promised_by": "2025-12-31"}
    yield o.ask(t.AssignTarget, **assigned, number=13, group="women", document=_PAPER, on=ON)
    share = {"percent_hundredths": 300, "base": base, "document": _PAPER}
    yield o.ask(t.ReviseTarget, **assigned, **share, group="women", on=ON)
    yield o.ask(t.WithdrawTarget, unit=_UNIT, period="2025", group="women", document=_PAPER, on=ON)
    yield o.ask(c.ConfirmPeriod, unit=_UNIT, through=ON, document=_PAPER, on=ON)
    yield o.ask(c.ReopenPeriod, unit=_UNIT, first=ON, reason="quên một lễ", document=_PAPER, on=ON)
    yield o.ask(
        StateFigure,
        figure=_FIGURE,
        unit=_UNIT,
        indicator="members",
        period="2025-03-31",
        number=5197,
        document=_PAPER,
        on=ON,
    )
    yield o.ask(WithdrawFigure, figure=_FIGURE, reason="ghi nhầm", on=ON)
    yield o.ask(
        PublishReport,
        report=o.a_("report", 1),
        kind="progress",
        unit=_UNIT,
        year=2025,
        tree="as-was",
        depth=1,
        as_of=ON,
        known_at=41,
        known_at_time="2025-11-10T02:00:00.000000Z",
        figures=canonical(
            {
                "title": "progress",
                "notes": [],
                "columns": [["unit", "", False], ["name", "unit", False], ["code", "", False]],
                "rows": [["unit-01939d3c-0000-7000-8000-000000000002", "Đảng bộ phường", None]],
                "extra": {},
            }
        ),
        signed_by=o.SECOND,
        document=_PAPER,
        on=ON,
    )
    yield o.ask(
        classes.OrderClass,
        class_id=_CLASS,
        unit=o.COMMUNE,
        title="Lớp nhận thức về Đảng",
        centre="Trung tâm chính trị",
        starts=ON,
        ends=ON,
        sessions=6,
        document=_PAPER,
        on=ON,
    )
    yield o.ask(classes.EnrolInClass, class_id=_CLASS, people=(o.P,), on=ON)
    yield o.ask(
        classes.ConcludeClass,
        class_id=_CLASS,
        results=(result,),
        issuer_kind="commune-centre",
        issuer="Trung tâm chính trị",
        issued=ON,
        document=_PAPER,
        on=ON,
    )
    yield o.ask(
        AdoptCalendar, year=2031, days_off=("2031-01-01",), worked_days=("2031-01-04",), on=ON
    )
    yield o.ask(AmendCalendar, year=2031, days_off=("2031-01-02",), document=_PAPER, on=ON)
    yield o.ask(AdoptRulebook, text=_BARE, unit=_UNIT, document=_PAPER, on=ON)
    yield o.ask(
        KeepDocument,
        sha256=_PAPER["sha256"],
        size=4096,
        media_type="application/pdf",
        paper={key: value for key, value in _PAPER.items() if key != "sha256"},
        title="Quyết định kết nạp",
        about=_UNIT,
        step=1,
        on=ON,
    )
    yield o.ask(
        RecordParticulars,
        person=o.P,
        sources=("youth-union", "farmer"),
        occupation="agriculture-forestry-fishery",
        qualification="university",
        title="none",
        ethnic_minority=True,
        religious=False,
        population_policy=False,
        foreign_marriage=False,
        document=_PAPER,
        on=ON,
    )
    note = {"note": o.a_("note", 1), "on": ON}
    yield o.ask(WriteNote, **note, about=o.CELL, text="gọi lại", follow_up="2025-12-01")
    yield o.ask(CloseNote, **note)
    yield from _questions()
    yield from _inspections()
    yield o.ask(er.PlaceLegalHold, person=o.INTRODUCER, document=_PAPER, on=ON)
    yield o.ask(er.LiftLegalHold, person=o.INTRODUCER, document=_PAPER, on=ON)
    asks = {"person": o.INTRODUCER, "unit": o.COMMUNE, "ground": "own-request"}
    yield o.ask(er.RequestErasure, **asks, document=_PAPER, on=ON)
    yield o.ask(er.RefuseErasure, person=o.INTRODUCER, reason="còn là đảng viên", on=ON)
    yield o.ask(er.BeginEpoch, epoch=2, on=ON)


def _year_and_plan() -> Iterator[Command]:
    """A year ranked, a plan, a task done and one withdrawn."""
    ranked = {"year": 2024, "rank": "good", "score_hundredths": 8850, "document": _PAPER, "on": ON}
    yield o.ask(rk.RankUnit, unit=o.COMMITTEE, by=o.COMMUNE, **ranked)
    yield o.ask(rk.RankMember, person=o.GUIDE, unit=o.CELL, by=o.COMMITTEE, **ranked)
    head = {"person": o.HELPER, "unit": o.CELL, "by": o.COMMITTEE}
    yield o.ask(rk.RankHead, **head, year=2024, not_ranked="suspended", document=_PAPER, on=ON)
    plan, task = o.a_("directive", 1), {"task": o.a_("task", 1), "on": ON}
    issued = {"directive": plan, "unit": o.COMMUNE, "title": "Kế hoạch năm", "on": ON}
    yield o.ask(ts.IssueDirective, **issued, document=_PAPER)
    asked = {"directive": plan, "unit": o.COMMITTEE, "text": "thành lập tổ chức đảng"}
    yield o.ask(ts.AssignTask, **task, **asked, person=o.GUIDE, due="2025-12-31", goal=3)
    said = {"text": "đã có hai", "reached": 2, "document": _PAPER}
    yield o.ask(ts.ReportTaskProgress, **task, **said)
    yield o.ask(ts.CompleteTask, **task, reached=3, document=_PAPER)
    other = {"task": o.a_("task", 2), "on": ON}
    yield o.ask(ts.AssignTask, **other, **asked, due="2025-12-31")
    yield o.ask(ts.WithdrawTask, **other, reason="giao nơi khác", document=_PAPER)


def _conscripts_and_supervisors() -> Iterator[Command]:
    called = {"person": o.HELPER, "round": "2026", "on": ON}
    yield o.ask(
        en.ListForEnlistment, **called, unit=o.COMMUNE, enlists="2026-03-04", document=_PAPER
    )
    yield o.ask(en.DeferEnlistment, **called, reason="đang học", document=_PAPER)
    yield o.ask(en.StrikeFromEnlistment, **called, reason="chuyển đi", document=_PAPER)
    called["person"] = o.P
    yield o.ask(en.ListForEnlistment, **called, unit=o.COMMUNE, enlists="2026-03-04")
    yield o.ask(en.LeaveUnproposed, **called, reason="không có nguyện vọng")
    answers = {"unit": o.COMMUNE, "supervisor": o.GUIDE, "document": _PAPER}
    office = {"office": "standing-committee", "beside_others": True}
    yield o.ask(sv.AssignSupervisor, **answers, **office, on=ON)
    yield o.ask(sv.EndSupervision, **answers, on="2025-11-11")


def _questions() -> Iterator[Command]:
    """A review that a decision waits for, a complaint that recognition waits for; both end."""
    about = {"person": o.INTRODUCER, "document": _PAPER, "on": ON}
    asked = {"purpose": "admission", "step": "admission-decided", "reason": "theo quy định"}
    yield o.ask(rv.RequestReview, review=o.a_("review", 1), asked_by=o.COMMUNE, **about, **asked)
    done = {"concluded_by": o.PROVINCE, "document": _PAPER, "on": ON}
    yield o.ask(rv.ConcludeReview, review=o.a_("review", 1), **done)
    complaint = {"complaint": o.a_("complaint", 1), "on": ON}
    said = {"sender": "Đỗ Văn Tố", "subject": "lối sống", "content": "không trung thực"}
    told = {"kind": "denunciation", "received_by": o.COMMITTEE, "steps": ("recognised",), **said}
    yield o.ask(cm.ReceiveComplaint, **{**complaint, **about}, **told)
    yield o.ask(cm.AssignComplaint, **complaint, body=o.COMMUNE, document=_PAPER)
    yield o.ask(cm.ResolveComplaint, **complaint, outcome="unfounded", document=_PAPER)


def _attended() -> Iterator[Command]:
    """A meeting attended, a weakness found there and closed; a meeting that was missed."""
    plan = {"person": o.GUIDE, "body": o.COMMUNE, "cell": o.CELL, "document": _PAPER, "on": ON}
    first, second = ({"attendance": o.a_("attendance", number)} for number in (1, 2))
    yield o.ask(at.PlanAttendance, **first, **plan, office="committee-member", planned="2025-12")
    yield o.ask(at.PlanAttendance, **second, **plan, office="board-head", planned="2025-12-03")
    meeting = {"meeting": o.a_("meeting", 70), "body": o.CELL, "kind": "cell", "on": ON}
    yield o.ask(HoldMeeting, **meeting, roll={"summoned": 5, "present": 5})
    yield o.ask(at.HoldAttendance, **first, meeting=o.a_("meeting", 70), document=_PAPER, on=ON)
    found = {"weakness": o.a_("weakness", 1), "unit": o.CELL, "person": o.HELPER}
    said = {"text": "nội dung sơ sài", "due": "2026-01-31"}
    yield o.ask(at.NoteWeakness, **first, **found, **said, on=ON)
    yield o.ask(at.CloseWeakness, weakness=o.a_("weakness", 1), document=_PAPER, on=ON)
    yield o.ask(at.MissAttendance, **second, reason="đi công tác", document=_PAPER, on=ON)


def _inspections() -> Iterator[Command]:
    """One of a member, too; of its findings one is remedied, one dropped."""
    begun = {"inspection": o.a_("inspection", 1), "document": _PAPER, "on": ON}
    scope = {"units": (o.COMMUNE,), "people": (o.INTRODUCER,), "programme": "Kế hoạch kiểm tra"}
    days = {"first": "2024-01-01", "last": "2024-12-31"}
    yield o.ask(ins.BeginInspection, **begun, inspected_by=o.PROVINCE, **scope, **days)
    first, second = ({"finding": o.a_("finding", number), "on": ON} for number in (1, 2))
    for key in (first, second):
        said = {"rule": "DOS-05", "events": (1, 2), "text": "thiếu biên bản", "document": _PAPER}
        of = {"inspection": begun["inspection"], "unit": o.COMMITTEE, "person": o.INTRODUCER}
        yield o.ask(ins.RaiseFinding, **key, **of, **said)
        yield o.ask(ins.AnswerFinding, **key, text="đã họp", document=_PAPER)
    due = {"remedy": "lập lại biên bản", "due": "2025-12-31", "document": _PAPER}
    yield o.ask(ins.UpholdFinding, **first, **due)
    yield o.ask(ins.RemedyFinding, **first, document=_PAPER)
    yield o.ask(ins.DropFinding, **second, reason="đủ giấy tờ", document=_PAPER)
    yield o.ask(ins.EndInspection, **begun)


def _reform() -> Iterator[Command]:
    """Every way in which the tree changes."""
    founded = {"kind": "grassroots-committee", "parent": o.COMMUNE, "on": ON}
    new, newer = o.a_("unit", 60), o.a_("unit", 61)
    for unit in (new, newer):
        yield o.ask(u.FoundUnit, unit=unit, name="Đảng ủy mới", **founded)
    parts = ({"unit": new, "share": 6_000}, {"unit": newer, "share": 4_000, "units": (o.CELL,)})
    yield o.ask(u.SplitUnit, unit=o.COMMITTEE, parts=parts, document=_PAPER, on="2025-12-01")
    told = {"document": _PAPER, "on": "2026-01-01"}
    yield o.ask(u.MergeUnit, unit=newer, into=new, targets="follows", **told)
    yield o.ask(u.MoveUnit, unit=new, parent=o.OTHER_COMMUNE, **told)
    yield o.ask(u.DissolveUnit, unit=o.AUTHORISED_CELL, targets="stays", **told)
    yield o.ask(u.ChangeUnitKind, unit=o.DIRECT, kind="upper-grassroots", **told)
    yield o.ask(u.AbolishLevel, unit=o.PROVINCE, units=(o.COMMUNE,), targets="follows", **told)


def _divided_cell() -> Iterator[Told]:
    """A cell divided, a candidate and a member placed in the part that does not succeed it."""
    first, second = o.a_("unit", 62), o.a_("unit", 63)
    founded = {"kind": "cell", "parent": o.COMMITTEE, "on": "2025-12-01"}
    for unit in (first, second):
        yield o.ask(u.FoundUnit, unit=unit, name="Chi bộ mới", **founded)
    parts = tuple({"unit": unit, "share": 5_000} for unit in (first, second))
    yield o.ask(u.SplitUnit, unit=o.CELL, parts=parts, on="2025-12-01")
    listed = {"divided": o.CELL, "part": second, "document": _PAPER, "on": "2025-12-01"}
    yield o.ask(PlacePerson, person=o.P, **listed)


def _taken_over() -> Command:
    dates = {
        "pool-entered": "2019",
        "admission-decided": "2023-11-08",
        "ceremony-held": "2023-12",
        "recognition-considered": None,
        "recognised": "2025-01-15",
    }
    return o.ask(
        TakeOver,
        person=o.P,
        unit=o.CELL,
        standing="official-member",
        dates=tuple({"milestone": name, "on": on} for name, on in dates.items()),
        document=_PAPER,
        vouched_by=o.SECOND,
        groups=("youth",),
        helper=o.HELPER,
        introducers=(o.INTRODUCER,),
        union="youth-union",
        cadre=True,
        decided_by=o.COMMUNE,
        guide=o.GUIDE,
        failed_votes=1,
        on=ON,
    )


def _movements() -> Iterator[Command]:
    letter: dict[str, Any] = {"document": _PAPER, "person": o.P}
    brought = ("member-file", "card-form")
    came = {"from_place": "Đảng bộ thành phố Đà Lạt", "cell": o.CELL, "brought": brought}
    days = {"decided_on": "2009-04-19", "ceremony_on": "2009-05-19", "official_on": "2010-05-19"}
    yield o.ask(mv.Arrive, **letter, **came, **days, standing="official", on="2020-01-02")
    went = {"to_place": "Đảng bộ quận Đống Đa", "given": brought}
    yield o.ask(mv.Depart, **letter, **went, on="2025-11-11")
    yield o.ask(mv.RecordReply, person=o.P, document=_PAPER, on="2025-11-20")
    over = {"person": o.INTRODUCER, "reason": "tự nguyện", "document": _PAPER}
    yield o.ask(mv.EndMembership, **over, ground="left", on=ON)
    goes = {"cell": o.GRASSROOTS_CELL, "given": brought, "document": _PAPER}
    yield o.ask(mv.TransferMember, person=o.HELPER, **goes, on=ON)


def _discipline() -> Iterator[Command]:
    """Screened and kept; disciplined; expelled and restored; deleted, the file sent."""
    told: dict[str, Any] = {"person": o.HELPER, "document": _PAPER}
    why = {"body": o.COMMUNE, "reason": "vi phạm quy chế", "document": _PAPER, "on": ON}
    yield o.ask(di.ListForScreening, **told, ground="no-progress", reason="ít sinh hoạt", on=ON)
    yield o.ask(di.EducateMember, **told, helper=o.GUIDE, on=ON)
    yield o.ask(di.KeepMember, **told, on="2026-11-10")
    yield o.ask(di.DisciplineMember, person=o.GUIDE, form="warning", **why)
    yield o.ask(di.DisciplineUnit, unit=o.COMMITTEE, form="reprimand", **why)
    of_unit: dict[str, Any] = {"unit": o.COMMITTEE, "document": _PAPER}
    got = {"decided_on": ON, "received_on": "2025-11-12", "level": "district"}
    yield o.ask(di.LodgeUnitAppeal, **of_unit, **got, against="reprimand", on="2025-12-01")
    ended = {"outcome": "changed", "form": "warning"}
    yield o.ask(di.ResolveUnitAppeal, **of_unit, **ended, on="2026-03-02")
    over = {"ground": "expelled", "circumstance": "serious-disunity", **why}
    yield o.ask(mv.EndMembership, person=o.INTRODUCER, **over)
    days = {"decided_on": ON, "received_on": "2025-11-12", "on": "2025-12-01"}
    goes = {"person": o.INTRODUCER, "document": _PAPER}
    yield o.ask(di.LodgeAppeal, **goes, against="expulsion", level="province", **days)
    back = {"outcome": "changed", "form": "warning", "cell": o.CELL, "gap": False}
    yield o.ask(di.ResolveAppeal, **goes, **back, on="2026-03-02")
    yield o.ask(mv.EndMembership, **goes, ground="deleted", on="2026-04-01")
    slip = {"card_withdrawn": True, "badge_withdrawn": True}
    yield o.ask(mv.IssueExitSlip, **goes, **slip, on="2026-04-02")
    yield o.ask(mv.SendExitFile, **goes, on="2026-04-10")
    yield o.ask(di.ClearRecord, **goes, on="2026-05-04")


def _cards_and_badges() -> Iterator[Command]:
    """A member of long standing, whose card and badge are withdrawn in the end."""
    who: dict[str, Any] = {"person": o.P, "document": _PAPER}
    days = {"decided_on": "1985-05-19", "official_on": "1986-05-19"}
    yield o.ask(RegisterMember, **who, cell=o.CELL, **days, on="2020-01-01")
    yield o.ask(k.DecideCard, **who, kind="exchange", batch="2025-11", on=ON)
    yield o.ask(k.HandOverCard, **who, number="001095012345", on="2025-12-05")
    award = {"years": 40, "round": "2026-02-03", "ground": "party-age", "body": o.PROVINCE}
    yield o.ask(b.AwardBadge, **who, **award, on="2026-01-05")
    yield o.ask(mv.EndMembership, **who, ground="expelled", on="2026-03-01")
    yield o.ask(k.WithdrawCard, **who, on="2026-03-02")
    yield o.ask(b.WithdrawBadges, **who, on="2026-03-02")


def _one_person_twice() -> tuple[Told, ...]:
    """A record joined to another, with a membership in it, and parted again."""
    named = {"person": o.P, "other": o.ANOTHER_P, "document": _PAPER, "second": o.SECOND}
    official = {"decided_on": "2009-05-19", "official_on": "2010-05-19"}
    member = o.ask(RegisterMember, person=o.ANOTHER_P, cell=o.CELL, **official, on=ON)
    return (
        o.ask(w.EnterPool, person=o.ANOTHER_P, unit=o.CELL, on=ON),
        o.ask(w.LeavePool, on=ON),
        member,
        o.ask(JoinPersons, **named, reason="trùng người", born=o.BORN, on=ON),
        o.ask(PartPersons, **named, reason="hai người", candidacies=(o.C,), on=ON),
    )


def histories() -> Iterator[tuple[Told, ...]]:
    """Paths that together take every kind of step."""
    consent = {"rule": "DEC-22", "document": _PAPER}
    ours = shipped_text("vn-2025").replace('id = "vn-2025"', 'id = "ours"')
    ours = ours.replace("[[probation]]\n", "[[probation]]\nextendable_by_months = 6\n")
    yield (_registers(),)
    yield (_year_and_plan(),)
    yield (_conscripts_and_supervisors(),)
    yield (_attended(),)
    yield (_reform(),)
    yield (_discipline(),)
    yield (_taken_over(),)
    yield paths.in_pool(ON, days={}), o.ask(w.LeavePool, on=ON, document=_PAPER)
    yield paths.announced(ON, at=o.WITH_DEPARTMENT), o.ask(m.RecordDeath, on="2025-12-20")
    yield (
        paths.verified(ON),
        o.ask(d.WaivePaper, paper="comments-residence", ground="secretariat-rule", on=ON),
        o.ask(d.WaiveVerification, relation="father", ground="same-commune", on=ON),
        o.ask(d.RaiseGate, gate="political-standard", document=_PAPER, reason="x", on=ON),
        o.ask(d.PassGate, gate="political-standard", issuer="Tỉnh ủy", document=_PAPER, on=ON),
        o.ask(d.IntroduceByUnion, union="youth-union", cadre=True, document=_PAPER, on=ON),
        paths.introduction(ON),
        paths.introduction(ON, o.REPLACEMENT, replaces=o.INTRODUCER, reason="chuyển công tác"),
        o.ask(d.AssignHelper, helper=o.HELPER, reason="thay", document=_PAPER, on=ON),
        paths.request(ON, "mother", place="abroad", verifier=o.CERTIFIER, verifier_kinship="none"),
        o.ask(m.Withdraw, on=ON, reason="đi xa", document=_PAPER),
    )
    yield (
        paths.ready_for_cell_vote(ON, without={"application"}),
        paths.cell_vote(ON, irregular=_IRREGULAR),
        o.ask(a.ExtendDeadline, deadline="DEC-15", amount=10, document=_PAPER, on=ON),
        paths.committee_vote("2025-11-20"),
        paths.decision("2025-11-25", outcome="returned"),
    )
    yield paths.committee_resolved(ON), paths.decision("2025-11-25", outcome="refused")
    yield (
        paths.received("2025-10-13"),
        o.ask(
            a.HoldCeremony, guide=o.GUIDE, place="Hội trường", on="2025-12-01", consents=(consent,)
        ),
        o.ask(p.ChangeGuide, guide=o.NEW_GUIDE, comment=_PAPER, reason="thay", on="2025-12-05"),
        paths.redo("ceremony-held", on="2025-12-10"),
        o.ask(m.CancelDecision, body=o.COMMUNE, document=_PAPER, on="2025-12-11"),
    )
    decided = {"reason": "chép nhầm", "document": _PAPER, "second": o.SECOND, "on": ON}
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
        o.ask(p.ExtendProbation, months=6, document=_PAPER, on="2025-12-10"),
    )
    yield _one_person_twice()
    stale = {"entry": "2024-01-01", "certificate": "2024-02-01", "permission": "2024-03-01"}
    yield (
        paths.path("cell-vote", ON, days=stale, without={"cell-vote"}),
        o.ask(d.RenewDossier, on=ON),
    )
    yield (_movements(),)
    yield (_cards_and_badges(),)
    yield from _transfers()
    yield (
        paths.ceremony_held(ON),
        o.ask(mv.Depart, person=o.P, to_place="x", document=_PAPER, on=ON),
    )
    yield (paths.recognised(ON), *_divided_cell())


def _transfers() -> Iterator[tuple[Told, ...]]:
    """Every way in which a candidate goes over to another cell."""
    far = o.a_("unit", 70)
    founded = {"kind": "grassroots-cell", "name": "Chi bộ", "parent": o.OTHER_COMMUNE}
    letter: dict[str, Any] = {"document": _PAPER, "body": o.COMMUNE}
    order = {"unit": far, "ordered_on": "2025-09-01", "document": _PAPER}
    goes = {**order, "body": o.COMMITTEE, "on": ON}
    comments = {"review_comment": _PAPER, "guide_comment": _PAPER}
    there = o.ask(u.FoundUnit, unit=far, **founded)
    yield (
        there,
        paths.received("2025-11-03"),
        o.ask(tr.TransferCandidate, **goes),
        o.ask(tr.CancelForTransfer, **letter, on="2025-11-12"),
        o.ask(tr.ForwardFile, **letter, on="2025-11-13"),
        o.ask(tr.ReceiveFile, body=o.OTHER_COMMUNE, document=_PAPER, on="2025-11-17"),
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
    away = {"cell": o.GRASSROOTS_CELL, "until": "2026-05-31", "document": _PAPER, "on": ON}
    yield paths.in_pool(ON), o.ask(tr.PlaceTemporarily, **away)
    member = o.ask(mv.TransferMember, person=o.P, cell=far, document=_PAPER, on="2025-12-20")
    yield there, paths.recognised(ON), member
    probation = {"standing": "probation", "ceremony_on": "2025-03-03"}
    came = {"from_place": "x", "cell": o.CELL, "document": _PAPER, "person": o.P, "on": ON}
    taken = {"standing": "on-probation", "vouched_by": o.SECOND, "unit": o.CELL, "person": o.P}
    dates = ({"milestone": "ceremony-held", "on": "2025-03-03"},)
    yield (
        there,
        o.ask(mv.Arrive, **came, **probation),
        o.ask(TakeOver, **taken, dates=dates, on=ON),
        o.ask(tr.TransferCandidate, **goes, **comments),
    )


def samples() -> dict[str, tuple[str, Event]]:
    """For each type the richest event that the histories have, and its stream."""
    found: dict[str, tuple[str, Event]] = {}
    stores = (*(given(*told).store for told in histories()), erased().store)
    for store in stores:
        for stream, event in _happened(store):
            text = event.text if isinstance(event, RulebookAdopted) else _BARE
            before = found.get(event.TYPE)
            if text == _BARE and (before is None or len(encode(before[1])) < len(encode(event))):
                found[event.TYPE] = (stream, event)
    return found


def _happened(store: Store) -> Iterator[tuple[str, Event]]:
    for stream, history in store.streams.items():
        yield from ((stream, recorded.event) for recorded in history)


def main(*, afresh: bool) -> None:
    """Write what is missing."""
    found = samples()
    assert not EVENTS.keys() - found.keys(), f"no history has {EVENTS.keys() - found.keys()}"
    for type_name, kind in EVENTS.items():
        stream, event = found[type_name]
        name = name_of(type_name, kind.SCHEMA)
        sample = HERE / files.EVENTS / ids.kind_of(stream) / name
        for path, content in (
            (sample, encode(event) + b"\n"),
            (HERE / files.SCHEMAS / name, schema_of(kind).encode()),
        ):
            path.parent.mkdir(parents=True, exist_ok=True)
            if afresh or not path.exists():
                path.write_bytes(content)


if __name__ == "__main__":
    main(afresh="--afresh" in sys.argv)
