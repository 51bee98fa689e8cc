"""What the registers take in beside the paths of people."""

from collections.abc import Iterator
from typing import Any, Final

from admission.domain.kernel.messages import Command
from admission.domain.registers.accounts.commands import RegisterAccount
from admission.domain.registers.calendars.commands import AdoptCalendar, AmendCalendar
from admission.domain.registers.classes import commands as classes
from admission.domain.registers.confirmations import commands as c
from admission.domain.registers.documents.commands import KeepDocument
from admission.domain.registers.erasure import commands as er
from admission.domain.registers.notes.commands import CloseNote, WriteNote
from admission.domain.registers.particulars.commands import RecordParticulars
from admission.domain.registers.people.commands import RegisterMember
from admission.domain.registers.reports.commands import PublishReport, canonical
from admission.domain.registers.rulebooks.commands import AdoptRulebook
from admission.domain.registers.stated.commands import StateFigure, WithdrawFigure
from admission.domain.registers.store.commands import (
    BeginLog,
    ExportLog,
    KeepCosignature,
    OpenStore,
    RecordSkew,
    SealStore,
)
from admission.domain.registers.targets import commands as t
from admission.domain.registers.units import commands as u
from tests.golden.oversight import inspections, questions
from tests.golden.papers import BARE, ON, PAPER
from tests.stories import organisation as o

_COSIGNED: Final = {
    "checkpoint": "log.example/1\n3511\n+neyOFFCSzWbvpf+jbdOh9lkODgG9PLULsNcrHgd/aE=\n\n"
    "— log.example/1 rf9FLQ==\n— office.example/w1 C6sH9AAAAABrAkh9i0wO8Q==\n",
    "size": 3511,
    "witness": "office.example/w1+0bab07f4+BIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXg",
}
_CLASS: Final = o.a_("class", 1)
_UNIT: Final = o.a_("unit", 50)
_FIGURE: Final = o.a_("figure", 1)


def registers() -> Iterator[Command]:
    result = {"person": o.P, "attended": 5, "passed": True, "certificate": "123/GCN"}
    base = {"name": "members-at-1-january", "count": 201}
    yield o.ask(OpenStore, on=ON)
    yield o.ask(
        RecordSkew, last="2025-11-10T02:00:00.000000Z", clock="2025-11-09T02:00:00.000000Z", on=ON
    )
    yield o.ask(BeginLog, entries=3511, on=ON)
    yield o.ask(KeepCosignature, **_COSIGNED, on=ON)
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
        document=PAPER,
        on=ON,
    )
    yield o.ask(
        RegisterMember,
        person=o.ANOTHER_P,
        cell=o.CELL,
        decided_on="2009",
        official_on="2010-05",
        card_issued_on="2010-09-02",
        document=PAPER,
        on=ON,
    )
    yield o.ask(
        u.FoundUnit,
        unit=_UNIT,
        kind="grassroots-committee",
        name="Đảng bộ xã",
        code="31.004",
        parent=o.COMMUNE,
        document=PAPER,
        on=ON,
    )
    yield o.ask(u.RenameUnit, unit=_UNIT, name="Đảng bộ phường", document=PAPER, on=ON)
    yield o.ask(u.RecodeUnit, unit=_UNIT, code="31.005", document=PAPER, on=ON)
    yield o.ask(u.AuthoriseUnit, unit=_UNIT, members=120, good_years=3, document=PAPER, on=ON)
    yield o.ask(u.DeauthoriseUnit, unit=_UNIT, document=PAPER, on=ON)
    assigned: dict[str, Any] = {"unit": _UNIT, "period": "2025", "promised_by": "2025-12-31"}
    yield o.ask(t.AssignTarget, **assigned, number=13, group="women", document=PAPER, on=ON)
    share = {"percent_hundredths": 300, "base": base, "document": PAPER}
    yield o.ask(t.ReviseTarget, **assigned, **share, group="women", on=ON)
    yield o.ask(t.WithdrawTarget, unit=_UNIT, period="2025", group="women", document=PAPER, on=ON)
    yield o.ask(c.ConfirmPeriod, unit=_UNIT, through=ON, document=PAPER, on=ON)
    yield o.ask(c.ReopenPeriod, unit=_UNIT, first=ON, reason="quên một lễ", document=PAPER, on=ON)
    yield o.ask(
        StateFigure,
        figure=_FIGURE,
        unit=_UNIT,
        indicator="members",
        period="2025-03-31",
        number=5197,
        document=PAPER,
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
        document=PAPER,
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
        document=PAPER,
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
        document=PAPER,
        on=ON,
    )
    yield o.ask(
        AdoptCalendar, year=2031, days_off=("2031-01-01",), worked_days=("2031-01-04",), on=ON
    )
    yield o.ask(AmendCalendar, year=2031, days_off=("2031-01-02",), document=PAPER, on=ON)
    yield o.ask(AdoptRulebook, text=BARE, unit=_UNIT, document=PAPER, on=ON)
    yield o.ask(
        KeepDocument,
        sha256=PAPER["sha256"],
        size=4096,
        media_type="application/pdf",
        paper={key: value for key, value in PAPER.items() if key != "sha256"},
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
        document=PAPER,
        on=ON,
    )
    note = {"note": o.a_("note", 1), "on": ON}
    yield o.ask(WriteNote, **note, about=o.CELL, text="gọi lại", follow_up="2025-12-01")
    yield o.ask(CloseNote, **note)
    yield from questions()
    yield from inspections()
    yield o.ask(er.PlaceLegalHold, person=o.INTRODUCER, document=PAPER, on=ON)
    yield o.ask(er.LiftLegalHold, person=o.INTRODUCER, document=PAPER, on=ON)
    asks = {"person": o.INTRODUCER, "unit": o.COMMUNE, "ground": "own-request"}
    yield o.ask(er.RequestErasure, **asks, document=PAPER, on=ON)
    yield o.ask(er.RefuseErasure, person=o.INTRODUCER, reason="còn là đảng viên", on=ON)
    yield o.ask(er.BeginEpoch, epoch=2, on=ON)
    yield o.ask(er.DestroyKeyBackups, epoch=2, on=ON)
