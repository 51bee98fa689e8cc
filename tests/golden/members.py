"""Units that change, and members who come, go, are disciplined and honoured."""

from collections.abc import Iterator
from typing import Any

from admission.domain.kernel.messages import Command
from admission.domain.registers.badges import commands as b
from admission.domain.registers.cards import commands as k
from admission.domain.registers.discipline import commands as di
from admission.domain.registers.divisions.commands import PlacePerson
from admission.domain.registers.identity.commands import JoinPersons, PartPersons
from admission.domain.registers.movements import commands as mv
from admission.domain.registers.people.commands import RegisterMember
from admission.domain.registers.units import commands as u
from admission.domain.stages.awareness import commands as w
from admission.domain.stages.taking_over.commands import TakeOver
from tests.golden.papers import ON, PAPER
from tests.stories import organisation as o
from tests.stories.kit import Told


def reform() -> Iterator[Command]:
    """Every way in which the tree changes."""
    founded = {"kind": "grassroots-committee", "parent": o.COMMUNE, "on": ON}
    new, newer = o.a_("unit", 60), o.a_("unit", 61)
    for unit in (new, newer):
        yield o.ask(u.FoundUnit, unit=unit, name="Đảng ủy mới", **founded)
    parts = ({"unit": new, "share": 6_000}, {"unit": newer, "share": 4_000, "units": (o.CELL,)})
    yield o.ask(u.SplitUnit, unit=o.COMMITTEE, parts=parts, document=PAPER, on="2025-12-01")
    told = {"document": PAPER, "on": "2026-01-01"}
    yield o.ask(u.MergeUnit, unit=newer, into=new, targets="follows", **told)
    yield o.ask(u.MoveUnit, unit=new, parent=o.OTHER_COMMUNE, **told)
    yield o.ask(u.DissolveUnit, unit=o.AUTHORISED_CELL, targets="stays", **told)
    yield o.ask(u.ChangeUnitKind, unit=o.DIRECT, kind="upper-grassroots", **told)
    yield o.ask(u.AbolishLevel, unit=o.PROVINCE, units=(o.COMMUNE,), targets="follows", **told)


def divided_cell() -> Iterator[Told]:
    """A cell divided, a candidate and a member placed in the part that does not succeed it."""
    first, second = o.a_("unit", 62), o.a_("unit", 63)
    founded = {"kind": "cell", "parent": o.COMMITTEE, "on": "2025-12-01"}
    for unit in (first, second):
        yield o.ask(u.FoundUnit, unit=unit, name="Chi bộ mới", **founded)
    parts = tuple({"unit": unit, "share": 5_000} for unit in (first, second))
    yield o.ask(u.SplitUnit, unit=o.CELL, parts=parts, on="2025-12-01")
    listed = {"divided": o.CELL, "part": second, "document": PAPER, "on": "2025-12-01"}
    yield o.ask(PlacePerson, person=o.P, **listed)


def taken_over() -> Command:
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
        document=PAPER,
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


def movements() -> Iterator[Command]:
    letter: dict[str, Any] = {"document": PAPER, "person": o.P}
    brought = ("member-file", "card-form")
    came = {"from_place": "Đảng bộ thành phố Đà Lạt", "cell": o.CELL, "brought": brought}
    days = {"decided_on": "2009-04-19", "ceremony_on": "2009-05-19", "official_on": "2010-05-19"}
    yield o.ask(mv.Arrive, **letter, **came, **days, standing="official", on="2020-01-02")
    went = {"to_place": "Đảng bộ quận Đống Đa", "given": brought}
    yield o.ask(mv.Depart, **letter, **went, on="2025-11-11")
    yield o.ask(mv.RecordReply, person=o.P, document=PAPER, on="2025-11-20")
    over = {"person": o.INTRODUCER, "reason": "tự nguyện", "document": PAPER}
    yield o.ask(mv.EndMembership, **over, ground="left", on=ON)
    goes = {"cell": o.GRASSROOTS_CELL, "given": brought, "document": PAPER}
    yield o.ask(mv.TransferMember, person=o.HELPER, **goes, on=ON)


def discipline() -> Iterator[Command]:
    """Screened and kept; disciplined; expelled and restored; deleted, the file sent."""
    told: dict[str, Any] = {"person": o.HELPER, "document": PAPER}
    why = {"body": o.COMMUNE, "reason": "vi phạm quy chế", "document": PAPER, "on": ON}
    yield o.ask(di.ListForScreening, **told, ground="no-progress", reason="ít sinh hoạt", on=ON)
    yield o.ask(di.EducateMember, **told, helper=o.GUIDE, on=ON)
    yield o.ask(di.KeepMember, **told, on="2026-11-10")
    yield o.ask(di.DisciplineMember, person=o.GUIDE, form="warning", **why)
    yield o.ask(di.DisciplineUnit, unit=o.COMMITTEE, form="reprimand", **why)
    of_unit: dict[str, Any] = {"unit": o.COMMITTEE, "document": PAPER}
    got = {"decided_on": ON, "received_on": "2025-11-12", "level": "district"}
    yield o.ask(di.LodgeUnitAppeal, **of_unit, **got, against="reprimand", on="2025-12-01")
    ended = {"outcome": "changed", "form": "warning"}
    yield o.ask(di.ResolveUnitAppeal, **of_unit, **ended, on="2026-03-02")
    over = {"ground": "expelled", "circumstance": "serious-disunity", **why}
    yield o.ask(mv.EndMembership, person=o.INTRODUCER, **over)
    days = {"decided_on": ON, "received_on": "2025-11-12", "on": "2025-12-01"}
    goes = {"person": o.INTRODUCER, "document": PAPER}
    yield o.ask(di.LodgeAppeal, **goes, against="expulsion", level="province", **days)
    back = {"outcome": "changed", "form": "warning", "cell": o.CELL, "gap": False}
    yield o.ask(di.ResolveAppeal, **goes, **back, on="2026-03-02")
    yield o.ask(mv.EndMembership, **goes, ground="deleted", on="2026-04-01")
    slip = {"card_withdrawn": True, "badge_withdrawn": True}
    yield o.ask(mv.IssueExitSlip, **goes, **slip, on="2026-04-02")
    yield o.ask(mv.SendExitFile, **goes, on="2026-04-10")
    yield o.ask(di.ClearRecord, **goes, on="2026-05-04")


def cards_and_badges() -> Iterator[Command]:
    """A member of long standing, whose card and badge are withdrawn in the end."""
    who: dict[str, Any] = {"person": o.P, "document": PAPER}
    days = {"decided_on": "1985-05-19", "official_on": "1986-05-19"}
    yield o.ask(RegisterMember, **who, cell=o.CELL, **days, on="2020-01-01")
    yield o.ask(k.DecideCard, **who, kind="exchange", batch="2025-11", on=ON)
    yield o.ask(k.HandOverCard, **who, number="001095012345", on="2025-12-05")
    award = {"years": 40, "round": "2026-02-03", "ground": "party-age", "body": o.PROVINCE}
    yield o.ask(b.AwardBadge, **who, **award, on="2026-01-05")
    yield o.ask(mv.EndMembership, **who, ground="expelled", on="2026-03-01")
    yield o.ask(k.WithdrawCard, **who, on="2026-03-02")
    yield o.ask(b.WithdrawBadges, **who, on="2026-03-02")


def one_person_twice() -> tuple[Told, ...]:
    """A record joined to another, with a membership in it, and parted again."""
    named = {"person": o.P, "other": o.ANOTHER_P, "document": PAPER, "second": o.SECOND}
    official = {"decided_on": "2009-05-19", "official_on": "2010-05-19"}
    member = o.ask(RegisterMember, person=o.ANOTHER_P, cell=o.CELL, **official, on=ON)
    return (
        o.ask(w.EnterPool, person=o.ANOTHER_P, unit=o.CELL, on=ON),
        o.ask(w.LeavePool, on=ON),
        member,
        o.ask(JoinPersons, **named, reason="trùng người", born=o.BORN, on=ON),
        o.ask(PartPersons, **named, reason="hai người", candidacies=(o.C,), on=ON),
    )
