"""Ranks and plans, conscripts and supervisors, reviews, complaints, attendance, inspections."""

from collections.abc import Iterator

from admission.domain.kernel.messages import Command
from admission.domain.registers.attendance import commands as at
from admission.domain.registers.complaints import commands as cm
from admission.domain.registers.enlistment import commands as en
from admission.domain.registers.inspections import commands as ins
from admission.domain.registers.meetings.commands import HoldMeeting
from admission.domain.registers.rankings import commands as rk
from admission.domain.registers.reviews import commands as rv
from admission.domain.registers.supervision import commands as sv
from admission.domain.registers.tasks import commands as ts
from tests.golden.papers import ON, PAPER
from tests.stories import organisation as o


def year_and_plan() -> Iterator[Command]:
    """A year ranked, a plan, a task done and one withdrawn."""
    ranked = {"year": 2024, "rank": "good", "score_hundredths": 8850, "document": PAPER, "on": ON}
    yield o.ask(rk.RankUnit, unit=o.COMMITTEE, by=o.COMMUNE, **ranked)
    yield o.ask(rk.RankMember, person=o.GUIDE, unit=o.CELL, by=o.COMMITTEE, **ranked)
    head = {"person": o.HELPER, "unit": o.CELL, "by": o.COMMITTEE}
    yield o.ask(rk.RankHead, **head, year=2024, not_ranked="suspended", document=PAPER, on=ON)
    plan, task = o.a_("directive", 1), {"task": o.a_("task", 1), "on": ON}
    issued = {"directive": plan, "unit": o.COMMUNE, "title": "Kế hoạch năm", "on": ON}
    yield o.ask(ts.IssueDirective, **issued, document=PAPER)
    asked = {"directive": plan, "unit": o.COMMITTEE, "text": "thành lập tổ chức đảng"}
    yield o.ask(ts.AssignTask, **task, **asked, person=o.GUIDE, due="2025-12-31", goal=3)
    said = {"text": "đã có hai", "reached": 2, "document": PAPER}
    yield o.ask(ts.ReportTaskProgress, **task, **said)
    yield o.ask(ts.CompleteTask, **task, reached=3, document=PAPER)
    other = {"task": o.a_("task", 2), "on": ON}
    yield o.ask(ts.AssignTask, **other, **asked, due="2025-12-31")
    yield o.ask(ts.WithdrawTask, **other, reason="giao nơi khác", document=PAPER)


def conscripts_and_supervisors() -> Iterator[Command]:
    called = {"person": o.HELPER, "round": "2026", "on": ON}
    yield o.ask(
        en.ListForEnlistment, **called, unit=o.COMMUNE, enlists="2026-03-04", document=PAPER
    )
    yield o.ask(en.DeferEnlistment, **called, reason="đang học", document=PAPER)
    yield o.ask(en.StrikeFromEnlistment, **called, reason="chuyển đi", document=PAPER)
    called["person"] = o.P
    yield o.ask(en.ListForEnlistment, **called, unit=o.COMMUNE, enlists="2026-03-04")
    yield o.ask(en.LeaveUnproposed, **called, reason="không có nguyện vọng")
    answers = {"unit": o.COMMUNE, "supervisor": o.GUIDE, "document": PAPER}
    office = {"office": "standing-committee", "beside_others": True}
    yield o.ask(sv.AssignSupervisor, **answers, **office, on=ON)
    yield o.ask(sv.EndSupervision, **answers, on="2025-11-11")


def questions() -> Iterator[Command]:
    """A review that a decision waits for, a complaint that recognition waits for; both end."""
    about = {"person": o.INTRODUCER, "document": PAPER, "on": ON}
    asked = {"purpose": "admission", "step": "admission-decided", "reason": "theo quy định"}
    yield o.ask(rv.RequestReview, review=o.a_("review", 1), asked_by=o.COMMUNE, **about, **asked)
    done = {"concluded_by": o.PROVINCE, "document": PAPER, "on": ON}
    yield o.ask(rv.ConcludeReview, review=o.a_("review", 1), **done)
    complaint = {"complaint": o.a_("complaint", 1), "on": ON}
    said = {"sender": "Đỗ Văn Tố", "subject": "lối sống", "content": "không trung thực"}
    told = {"kind": "denunciation", "received_by": o.COMMITTEE, "steps": ("recognised",), **said}
    yield o.ask(cm.ReceiveComplaint, **{**complaint, **about}, **told)
    yield o.ask(cm.AssignComplaint, **complaint, body=o.COMMUNE, document=PAPER)
    yield o.ask(cm.ResolveComplaint, **complaint, outcome="unfounded", document=PAPER)


def attended() -> Iterator[Command]:
    """A meeting attended, a weakness found there and closed; a meeting that was missed."""
    plan = {"person": o.GUIDE, "body": o.COMMUNE, "cell": o.CELL, "document": PAPER, "on": ON}
    first, second = ({"attendance": o.a_("attendance", number)} for number in (1, 2))
    yield o.ask(at.PlanAttendance, **first, **plan, office="committee-member", planned="2025-12")
    yield o.ask(at.PlanAttendance, **second, **plan, office="board-head", planned="2025-12-03")
    meeting = {"meeting": o.a_("meeting", 70), "body": o.CELL, "kind": "cell", "on": ON}
    yield o.ask(HoldMeeting, **meeting, roll={"summoned": 5, "present": 5})
    yield o.ask(at.HoldAttendance, **first, meeting=o.a_("meeting", 70), document=PAPER, on=ON)
    found = {"weakness": o.a_("weakness", 1), "unit": o.CELL, "person": o.HELPER}
    said = {"text": "nội dung sơ sài", "due": "2026-01-31"}
    yield o.ask(at.NoteWeakness, **first, **found, **said, on=ON)
    yield o.ask(at.CloseWeakness, weakness=o.a_("weakness", 1), document=PAPER, on=ON)
    yield o.ask(at.MissAttendance, **second, reason="đi công tác", document=PAPER, on=ON)


def inspections() -> Iterator[Command]:
    """One of a member, too; of its findings one is remedied, one dropped."""
    begun = {"inspection": o.a_("inspection", 1), "document": PAPER, "on": ON}
    scope = {"units": (o.COMMUNE,), "people": (o.INTRODUCER,), "programme": "Kế hoạch kiểm tra"}
    days = {"first": "2024-01-01", "last": "2024-12-31"}
    yield o.ask(ins.BeginInspection, **begun, inspected_by=o.PROVINCE, **scope, **days)
    first, second = ({"finding": o.a_("finding", number), "on": ON} for number in (1, 2))
    for key in (first, second):
        said = {"rule": "DOS-05", "events": (1, 2), "text": "thiếu biên bản", "document": PAPER}
        of = {"inspection": begun["inspection"], "unit": o.COMMITTEE, "person": o.INTRODUCER}
        yield o.ask(ins.RaiseFinding, **key, **of, **said)
        yield o.ask(ins.AnswerFinding, **key, text="đã họp", document=PAPER)
    due = {"remedy": "lập lại biên bản", "due": "2025-12-31", "document": PAPER}
    yield o.ask(ins.UpholdFinding, **first, **due)
    yield o.ask(ins.RemedyFinding, **first, document=PAPER)
    yield o.ask(ins.DropFinding, **second, reason="đủ giấy tờ", document=PAPER)
    yield o.ask(ins.EndInspection, **begun)
