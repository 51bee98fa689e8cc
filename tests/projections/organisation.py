"""A small organisation with two years behind it: several of everything, so that a lost WHERE shows.

P  province (directly under central)
├─ D  district ─┬─ G  grassroots committee ─┬─ B  department committee ─ C1 cell
│               │                           └─ C2 cell
│               └─ S  grassroots cell
└─ E  district (founded 2024-06-01)
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from admission.domain.kernel import ids
from admission.domain.kernel.messages import Event
from admission.domain.kernel.values import Erased
from admission.domain.registers.accounts.events import AccountRegistered
from admission.domain.registers.attendance import events as attendance
from admission.domain.registers.badges import events as badges
from admission.domain.registers.calendars.events import CalendarAdopted, CalendarAmended
from admission.domain.registers.cards import events as cards
from admission.domain.registers.classes import events as classes
from admission.domain.registers.complaints import events as complaints
from admission.domain.registers.confirmations import events as confirmed
from admission.domain.registers.confirmations.commands import ConfirmationKey
from admission.domain.registers.corrections.events import FactCorrected
from admission.domain.registers.discipline import events as discipline
from admission.domain.registers.documents.commands import ScanKey
from admission.domain.registers.documents.events import DocumentKept
from admission.domain.registers.enlistment import events as enlistment
from admission.domain.registers.enlistment.commands import ConscriptKey
from admission.domain.registers.erasure import events as erasure
from admission.domain.registers.identity import events as identity
from admission.domain.registers.inspections import events as inspections
from admission.domain.registers.notes import events as notes
from admission.domain.registers.particulars.events import ParticularsRecorded
from admission.domain.registers.people import events as people
from admission.domain.registers.rankings import events as rankings
from admission.domain.registers.rankings.commands import ranking_id
from admission.domain.registers.reports.events import ReportPublished
from admission.domain.registers.reviews import events as reviews
from admission.domain.registers.stated import events as stated
from admission.domain.registers.supervision import events as supervision
from admission.domain.registers.supervision.commands import SupervisionKey
from admission.domain.registers.targets import events as targets
from admission.domain.registers.targets.commands import TargetKey
from admission.domain.registers.tasks import events as tasks
from admission.domain.registers.units import events as units
from admission.domain.stages.awareness.events import CandidacyMoved
from admission.domain.stages.dossier import events as dossier
from admission.domain.stages.standings import Standing
from tests.projections.histories import ACTOR, PAPER, History, an_id
from tests.projections.steps import Of, day

P, D, G, B, C1, C2, S, E = (an_id("unit", number) for number in range(100, 108))
CLASS_ONE, CLASS_TWO = an_id("class", 1), an_id("class", 2)
SCAN_ONE, SCAN_TWO, SCAN_THREE = "a1" * 32, "b2" * 32, "a1" * 31 + "c3"
BOOK: Final = "vn-2021"

AN = Of(1, C1, ("youth",))
BINH = Of(2, C1, ("youth", "women"))
CHI = Of(3, C2)
DUNG = Of(4, S, ("women",))
GIANG = Of(5, C2)
NAMES: Final = {
    1: "Đặng Văn An",
    2: "Dang Thị Bình",
    3: "Trần Chi",
    4: "Nguyễn Dũng",
    5: "Hà Giang",
}


def unit(event: type[Event], which: str, on: str, **fields: object) -> tuple[str, Event]:
    """An event of a unit."""
    return which, event.model_validate({"unit": which, "on": day(on), **fields})


def founded(which: str, kind: str, name: str, code: str, under: str | None) -> tuple[str, Event]:
    """The founding of a unit at the beginning, or later for E."""
    on = "2024-06-01" if which == E else "2016-01-01"
    return unit(units.UnitFounded, which, on, kind=kind, name=name, code=code, parent=under)


def target(  # noqa: PLR0913, PLR0917 - as an assignment reads
    event: type[Event],
    which: str,
    period: str,
    on: str,
    people_asked: int = 0,
    group: str | None = None,
) -> tuple[str, Event]:
    """An event of a target; the paper is there in each."""
    key = TargetKey(unit=which, period=period, group=group)
    said: dict[str, object] = {"unit": which, "period": period, "group": group, "on": day(on)}
    said["document"] = PAPER
    if event is not targets.TargetWithdrawn:
        said |= {"number": people_asked, "people": people_asked, "promised_by": date(2024, 12, 31)}
    return key.target, event.model_validate(said)


def person(event: type[Event], number: int, on: str, **fields: object) -> tuple[str, Event]:
    """An event of a person."""
    who = an_id("person", number)
    return who, event.model_validate({"person": who, "on": day(on), **fields})


def of_class(event: type[Event], which: str, on: str, **fields: object) -> tuple[str, Event]:
    """An event of a class."""
    return which, event.model_validate({"class_id": which, "on": day(on), **fields})


def tree() -> Iterator[tuple[str, Event]]:
    """The units, G authorised in between, D renamed, and C2 renamed late."""
    yield founded(P, "directly-under-central", "Province", "01", None)
    yield founded(D, "upper-grassroots", "District", "01.01", P)
    yield founded(E, "upper-grassroots", "New district", "01.02", P)
    yield founded(G, "grassroots-committee", "Commune", "01.01.002", D)
    yield founded(S, "grassroots-cell", "School", "01.01.001", D)
    yield founded(B, "department-committee", "Department", "01.01.002.1", G)
    yield founded(C1, "cell", "First cell", "01.01.002.1.1", B)
    yield founded(C2, "cell", "Second cell", "01.01.002.2", G)
    authorised = {"members": 120, "good_years": 3, "document": PAPER}
    yield unit(units.UnitAuthorised, G, "2023-01-01", **authorised)
    yield unit(units.UnitDeauthorised, G, "2023-07-01", document=PAPER)
    yield unit(units.UnitRenamed, D, "2024-02-01", name="District of Hoa Lư")
    yield unit(units.UnitRecoded, C2, "2024-02-01", code="01.01.002.9")
    yield unit(units.UnitRenamed, C2, "2023-01-01", name="Old second cell")
    kept, given = ({"unit": D, "share": 6_000}, {"unit": E, "share": 4_000})
    yield unit(units.UnitSplit, D, "2024-02-02", parts=(kept, given))


def plans() -> Iterator[tuple[str, Event]]:
    """Targets: D its own, below it G and S; one revised, one withdrawn, quarters, a group."""
    assigned, revised = targets.TargetAssigned, targets.TargetRevised
    yield target(assigned, D, "2024", "2024-01-05", 9)
    yield target(assigned, G, "2024", "2024-01-10", 3)
    yield target(assigned, S, "2024", "2024-01-10", 4)
    yield target(revised, G, "2024", "2024-03-01", 4)
    yield target(assigned, E, "2024", "2024-06-02", 5)
    yield target(targets.TargetWithdrawn, E, "2024", "2024-07-01")
    yield target(assigned, S, "2024-Q1", "2024-01-10", 1)
    yield target(assigned, S, "2024", "2024-01-10", 2, group="women")
    yield target(assigned, G, "2023", "2023-01-10", 7)


def figure(event: type[Event], which: int, on: str, **fields: object) -> tuple[str, Event]:
    """An event of a stated figure."""
    known = an_id("figure", which)
    return known, event.model_validate({"figure": known, "on": day(on), **fields})


def reports() -> Iterator[tuple[str, Event]]:
    """Stated: what G admitted, twice; the members of D and of C1; one figure withdrawn."""
    said = {"unit": G, "indicator": "admitted", "period": "2022", "document": PAPER}
    yield figure(stated.FigureStated, 1, "2023-01-05", number=11, **said)
    yield figure(stated.FigureStated, 2, "2023-02-05", number=12, **said)
    yield figure(stated.FigureWithdrawn, 1, "2023-02-06", reason="counted twice")
    said = {"indicator": "members", "document": PAPER}
    end = day("2023-12-31")
    yield figure(stated.FigureStated, 3, "2024-01-02", unit=D, period=end, number=90, **said)
    yield figure(stated.FigureStated, 4, "2024-01-03", unit=C1, period=end, number=30, **said)
    told = {"unit": S, "document": {"kind": "telephone"}, "indicator": "admitted"}
    yield figure(stated.FigureStated, 5, "2025-01-05", period="2024-Q1", number=5, **told)
    yield figure(stated.FigureStated, 6, "2025-05-02", period="2025", number=3, **told)


def registered() -> Iterator[tuple[str, Event]]:
    """People, one of them erased in part and one a member already, and an account."""
    for number, name in NAMES.items():
        born = date(2000, number, 1)
        yield person(people.PersonRegistered, number, "2023-01-02", name=name, born=born)
    yield person(people.PersonRegistered, 6, "2023-01-02", name=Erased(), born=Erased())
    official = {"cell": C1, "official_on": date(2010, 1, 1), "document": PAPER}
    yield person(people.MemberRegistered, 6, "2023-01-03", **official)
    for one, number in ((AN, 1), (CHI, 3)):
        yield person(people.CandidacyOpened, number, "2023-02-01", candidate=one.id)
    farmer = {"sources": ("youth-union", "farmer"), "religious": False, "title": Erased()}
    yield person(ParticularsRecorded, 1, "2023-01-05", **farmer)
    yield person(ParticularsRecorded, 1, "2024-02-21", occupation="pupil", religious=True)
    yield person(ParticularsRecorded, 3, "2023-01-05", qualification="college")
    account = an_id("account", 1)
    said = {"account": account, "on": day("2023-01-02"), "holder": "Lê", "system_user": "le"}
    yield account, AccountRegistered.model_validate(said)


def schooling() -> Iterator[tuple[str, Event]]:
    """Two classes of different units; only the first is concluded."""
    order = {"centre": "Centre", "title": "Class", "starts": day("2023-03-01")}
    yield of_class(
        classes.ClassOrdered, CLASS_ONE, "2023-02-01", unit=D, ends=day("2023-03-05"), **order
    )
    order |= {"starts": day("2024-05-01"), "audience": "pupils"}
    yield of_class(
        classes.ClassOrdered, CLASS_TWO, "2024-02-01", unit=S, ends=day("2024-05-05"), **order
    )
    roster = tuple(one.person for one in (AN, BINH, CHI))
    yield of_class(classes.PeopleEnrolled, CLASS_ONE, "2023-02-10", people=roster)
    yield of_class(classes.PeopleEnrolled, CLASS_TWO, "2024-03-01", people=(DUNG.person,))
    results = [
        {"person": AN.person, "attended": 5, "passed": True, "certificate": "A1"},
        {"person": BINH.person, "attended": 1, "passed": False},
    ]
    yield of_class(
        classes.ClassConcluded,
        CLASS_ONE,
        "2023-03-06",
        results=results,
        issued=day("2023-03-06"),
        issuer_kind="district-centre",
        issuer="Centre",
    )


def calendars() -> Iterator[tuple[str, Event]]:
    """2024 adopted, and a day off swapped later; 2025 is not adopted."""
    off = {"year": 2024, "days_off": ["2024-04-18", "2024-04-30"], "worked_days": ["2024-05-04"]}
    yield ids.CALENDARS, CalendarAdopted.model_validate({"on": day("2023-12-01"), **off})
    swap = {"year": 2024, "days_off": ["2024-04-29"], "worked_days": ["2024-05-11"]}
    yield ids.CALENDARS, CalendarAmended.model_validate({"on": day("2024-04-20"), **swap})


def paths() -> Iterator[tuple[str, Event]]:
    """An is admitted, Bình decided, Chi cancelled; Dũng and Giang are under way."""
    for one in (AN, BINH, CHI, DUNG, GIANG):
        yield one.entered("2023-02-01")
    yield GIANG.certified("2023-02-02", "2018-02-01")
    for one in (AN, BINH, CHI, DUNG):
        yield one.certified("2023-03-10", "2023-03-06")
        yield one.permitted("2023-04-01")
    yield DUNG.asked("2024-04-15", "father")
    for one in (AN, BINH, CHI):
        yield one.voted("2024-01-08", above=("grassroots",))
        yield one.resolved("2024-01-15")
    yield AN.decided("2024-02-01")
    yield CHI.decided("2024-02-02")
    yield AN.admitted("2024-02-20")
    yield CHI.admitted("2024-03-31")
    yield BINH.decided("2024-04-02")
    yield CHI.cancelled("2024-06-15")
    yield DUNG.voted("2024-05-20", against_rules=("DEC-01",), above=())
    closed = {"candidate": CHI.id, "standing": Standing.CANCELLED}
    yield person(people.CandidacyClosed, 3, "2024-06-15", **closed)
    began = {"candidate": AN.id, "cell": C1, "decided_on": day("2024-02-01")}
    yield AN.recognised("2025-03-01")
    yield person(people.MembershipBegan, 1, "2025-03-01", official_on=day("2025-02-20"), **began)


def papers() -> Iterator[tuple[str, Event]]:
    """Two scans kept, one of them with two things; one that a step names as it is recorded."""
    paper = {"kind": "permission", "number": "8-QĐ", "signed": "2023-04-01"}
    of_an = {"about": AN.id, "paper": paper, "title": "Quyết định của An"}
    yield scan(SCAN_ONE, "2025-04-02", **of_an, step=3)
    yield scan(SCAN_ONE, "2025-04-03", about=D)
    yield scan(SCAN_TWO, "2025-04-04", about=AN.id, step=1)
    named = {"kind": "cell-resolution", "sha256": SCAN_THREE}
    helper = an_id("person", 6)
    yield GIANG.step(dossier.HelperAssigned, "2025-04-05", helper=helper, document=named)


def scan(sha256: str, on: str, **fields: object) -> tuple[str, Event]:
    """A scan that is kept."""
    said = {"sha256": sha256, "size": 10, "media_type": "application/pdf", "on": day(on), **fields}
    return ScanKey(sha256=sha256).document, DocumentKept.model_validate(said)


def noted() -> Iterator[tuple[str, Event]]:
    """A note on An, to be followed up and then closed; one on the school, one on Bình."""
    account, follow_up = an_id("account", 1), "2025-04-20"
    for number, about, on, follow in (
        (1, AN.id, "2025-04-01", follow_up),
        (2, S, "2025-05-01", "2025-12-24"),
        (3, BINH.id, "2025-05-02", None),
    ):
        note = an_id("note", number)
        said = {"note": note, "about": about, "on": day(on), "text": f"Lời {number}"}
        said |= {"follow_up": follow and day(follow), "author": account}
        yield note, notes.NoteWritten.model_validate(said)
    note = an_id("note", 1)
    yield note, notes.NoteClosed.model_validate({"note": note, "on": day("2025-05-10")})


_NO_ROWS = (
    '{"columns":[["unit","",false],["name","unit",false],["code","",false]],"extra":{},"notes":[],'
    '"rows":[],"title":"progress 2024"}'
)


def published() -> Iterator[tuple[str, Event]]:
    """The first quarter of 2024: of D, then of D again in its place, and of all."""
    first = an_id("report", 1)
    for number, of, supersedes in ((1, D, None), (2, D, first), (3, None, None)):
        report = an_id("report", number)
        said: dict[str, object] = {"report": report, "kind": "progress", "unit": of, "known_at": 50}
        said |= {"year": 2024}
        said |= {"as_of": day("2024-03-31"), "supersedes": supersedes, "depth": 1}
        said |= {"known_at_time": "2024-01-01T00:00:50.000000Z", "figures": _NO_ROWS}
        said |= {"signed_by": an_id("account", 1), "document": PAPER, "on": day("2024-04-02")}
        yield report, ReportPublished.model_validate(said)


def confirmation(which: str, on: str, through: str) -> tuple[str, Event]:
    """A unit confirms that all is recorded to the end of a day."""
    said = {"unit": which, "on": day(on), "through": day(through), "document": PAPER}
    key = ConfirmationKey(unit=which).confirmation
    return key, confirmed.PeriodConfirmed.model_validate(said)


def confirmations() -> Iterator[tuple[str, Event]]:
    """S confirms and opens again, C1 and C2 confirm, D does for all under it, in the end P."""
    yield confirmation(S, "2024-04-02", "2024-03-31")
    yield confirmation(C1, "2024-04-03", "2024-03-31")
    yield confirmation(C2, "2024-04-04", "2024-04-02")
    key = ConfirmationKey(unit=S).confirmation
    said = {"unit": S, "on": day("2024-04-10"), "first": day("2024-03-15"), "reason": "forgotten"}
    yield key, confirmed.PeriodReopened.model_validate(said)
    yield confirmation(D, "2024-07-03", "2024-06-30")
    yield confirmation(P, "2026-01-06", "2025-12-31")


TWINS: Final[tuple[tuple[int, str, dict[str, object]], ...]] = (
    (11, "Lê Hoa", {"born": day("2001-05-05"), "residence": "Xã Ninh Mỹ"}),
    (12, "LE HOA", {"born": day("2001-05-05"), "residence": "xã Ninh Mỹ"}),
    (13, "Lê Hòa", {"born": day("2001-05-05")}),
    (14, "Lê Hoa", {"residence": "Xa Ninh My"}),
    (15, "Lê Hoa", {"born": day("2001-05-06")}),
    (16, "Vũ Khoa", {"born": day("1990-01-01")}),
    (17, "Vũ Khoa Minh", {"born": day("1990-01-01")}),
    (18, "Ngô Lan", {"born": day("1991-01-01")}),
    (19, "Ngô Lan", {"born": day("1991-01-01")}),
)
KHOA = Of(17, C2)
JOINED: Final = "2024-09-01"


def twice() -> Iterator[tuple[str, Event]]:
    """People with a name like another's: two joined, two found to be two, five of whom to ask."""
    for number, name, known in TWINS:
        yield person(people.PersonRegistered, number, "2024-08-01", name=name, **known)
    yield KHOA.entered("2024-08-02")
    yield person(people.CandidacyOpened, 17, "2024-08-02", candidate=KHOA.id)
    vouched = {"reason": "x", "document": PAPER, "second": an_id("account", 1)}
    kept, other = an_id("person", 16), an_id("person", 17)
    had = {"held": {"candidacies": (KHOA.id,), "candidacy": KHOA.id}, "known": {}}
    yield person(identity.PersonsJoined, 16, JOINED, other=other, **vouched, **had)
    yield person(identity.JoinedInto, 17, JOINED, kept=kept)
    yield KHOA.step(CandidacyMoved, JOINED, person=kept)
    kept, other = an_id("person", 18), an_id("person", 19)
    yield person(identity.PersonsParted, 18, JOINED, other=other, **vouched)
    yield person(identity.PartedFrom, 19, JOINED, kept=kept, held={})


def corrected() -> Iterator[tuple[str, Event]]:
    """Giang's certificate has another number."""
    _, certified = GIANG.certified("2023-02-02", "2018-02-01")
    said = {"about": GIANG.id, "fact": 2, "reason": "sai số", "document": PAPER}
    yield (
        GIANG.id,
        FactCorrected.model_validate(
            {
                "on": day("2025-05-20"),
                **said,
                "event": certified.model_copy(update={"number": "2"}),
            }
        ),
    )


def erased() -> Iterator[tuple[str, Event]]:
    """Somebody else's record is erased; Giang's erasure is asked for and held back."""
    gone, on = an_id("person", 19), day("2025-06-01")
    paper = {"document": PAPER, "on": on}
    asks = {"unit": D, "ground": "own-request", "by": ACTOR, **paper}
    for person in (gone, GIANG.person):
        stream = ids.derived_id("erasure", person)
        yield stream, erasure.ErasureRequested.model_validate({"person": person, **asks})
        for _ in range(2):
            yield stream, erasure.ErasureApproved(person=person, on=on, by=ACTOR)
    yield stream, erasure.LegalHoldPlaced.model_validate({"person": GIANG.person, **paper})
    yield ids.derived_id("erasure", gone), erasure.PersonErased(person=gone, on=on)
    what = {"subjects": (gone,), "unit": D, "requested_on": on}
    yield ids.ERASURES, erasure.KeysDestroyed.model_validate({**what, "on": on})


def ranking(year: int, rank: str, of: str, number: int = 0) -> tuple[str, Event]:
    """A year of a unit, or of a person in it; `rank` may be why there is none."""
    said: dict[str, object] = {"unit": of, "year": year, "on": day(f"{year + 1}-01-10")}
    said |= {"by": D, "document": PAPER}
    said |= {"not_ranked": rank} if rank == "newly-founded" else {"rank": rank}
    if not number:
        return ranking_id("organisation", of, year), rankings.UnitRanked.model_validate(said)
    who = an_id("person", number)
    event = rankings.MemberRanked.model_validate({**said, "person": who})
    return ranking_id("member", who, year), event


def ranked() -> Iterator[tuple[str, Event]]:
    """2023 of three units and of six people, one of them under two names; 2022 of one unit."""
    yield ranking(2022, "good", G)
    yield ranking(2023, "excellent", G)
    yield ranking(2023, "good", S)
    yield ranking(2023, "newly-founded", E)
    yield ranking(2023, "excellent", C1, 1)
    yield ranking(2023, "good", C1, 2)
    yield ranking(2023, "good", C2, 3)
    yield ranking(2023, "completed", S, 4)
    yield ranking(2023, "good", C2, 16)
    yield ranking(2023, "good", C2, 17)


def task(event: type[Event], number: int, on: str, **fields: object) -> tuple[str, Event]:
    """An event of a task."""
    name = an_id("task", number)
    return name, event.model_validate({"task": name, "on": day(on), **fields})


def tasked() -> Iterator[tuple[str, Event]]:
    """A plan of D with three tasks: one half done, one done, one withdrawn; a plan of P."""
    for number, of in ((1, D), (2, P)):
        plan = an_id("directive", number)
        said = {"directive": plan, "unit": of, "title": f"Plan {number}", "document": PAPER}
        yield plan, tasks.DirectiveIssued.model_validate({**said, "on": day("2025-01-10")})
    under = {"directive": an_id("directive", 1)}
    told = {**under, "unit": G, "text": "found three", "due": day("2025-06-30"), "goal": 3}
    yield task(tasks.TaskAssigned, 1, "2025-01-15", **told)
    told = {**under, "unit": S, "text": "report", "due": day("2025-03-31")}
    yield task(tasks.TaskAssigned, 2, "2025-01-15", **told, person=AN.person)
    yield task(tasks.TaskAssigned, 3, "2025-01-16", **told)
    yield task(tasks.TaskProgressReported, 1, "2025-04-30", text="two so far", reached=2)
    yield task(tasks.TaskCompleted, 2, "2025-04-02", document={"kind": "report"})
    yield task(tasks.TaskWithdrawn, 3, "2025-02-01", reason="not theirs")


def conscript(
    event: type[Event], which: Of, year: int, on: str, **fields: object
) -> tuple[str, Event]:
    """An event of a conscript."""
    key = ConscriptKey(person=which.person, round=str(year))
    return key.conscript, event.model_validate({**dict(key), "on": day(on), **fields})


def called_up() -> Iterator[tuple[str, Event]]:
    """On the lists of G and S: two in 2023, one struck off; four in 2024, one of them deferred."""
    listed = enlistment.ConscriptListed
    of_2023, of_2024 = {"enlists": day("2023-02-25")}, {"enlists": day("2024-02-25")}
    yield conscript(listed, BINH, 2023, "2023-01-05", unit=G, **of_2023)
    yield conscript(listed, DUNG, 2023, "2023-01-05", unit=S, **of_2023)
    struck = {"reason": "chuyển đi"}
    yield conscript(enlistment.ConscriptStruck, DUNG, 2023, "2023-01-20", **struck)
    for one, where in ((AN, G), (BINH, G), (CHI, G), (DUNG, S)):
        yield conscript(listed, one, 2024, "2024-01-02", unit=where, **of_2024)
    deferred = {"reason": "đang học"}
    yield conscript(enlistment.EnlistmentDeferred, DUNG, 2024, "2024-01-20", **deferred)
    why = {"reason": "không có nguyện vọng"}
    yield conscript(enlistment.ConscriptUnproposed, BINH, 2023, "2023-01-06", **why)


def answered_for(event: type[Event], which: str, on: str, **fields: object) -> tuple[str, Event]:
    """An event of the supervision of a unit."""
    key = SupervisionKey(unit=which)
    return key.supervision, event.model_validate({"unit": which, "on": day(on), **fields})


def supervised() -> Iterator[tuple[str, Event]]:
    """Who is person 6 answers for G and C1, then for S; an account for G after that."""
    who, account = an_id("person", 6), an_id("account", 1)
    begun, over = supervision.SupervisorAssigned, supervision.SupervisionEnded
    role = {"role": "standing-committee", "document": PAPER}
    yield answered_for(begun, G, "2024-01-01", supervisor=who, **role)
    yield answered_for(begun, C1, "2024-01-01", supervisor=who)
    yield answered_for(over, G, "2024-04-01", supervisor=who, began_as=who)
    yield answered_for(begun, G, "2024-04-01", supervisor=account)
    yield answered_for(begun, S, "2024-04-01", supervisor=who)


HELD_C, OPEN_C = an_id("complaint", 1), an_id("complaint", 2)


def questions() -> Iterator[tuple[str, Event]]:
    """A review of An concluded, one of Chi and one of somebody else open; complaints on Dũng."""
    asked: tuple[tuple[int, int, str, str, str, str | None], ...] = (
        (1, 1, "personnel", C1, "2024-02-05", None),
        (2, 3, "admission", S, "2024-03-01", "admission-decided"),
        (3, 18, "personnel", G, "2024-11-04", None),
        (4, 5, "personnel", G, "2023-12-20", None),
    )
    for number, who, purpose, unit, on, step in asked:
        review = an_id("review", number)
        key = {"review": review, "on": day(on), "person": an_id("person", who)}
        said = {"purpose": purpose, "asked_by": unit, "step": step}
        yield review, reviews.StandardReviewRequested.model_validate({**key, **said})
    held = ({"step": "admission-decided", "rule": "ELG-07", "source": "x"},)
    hold = {"hold": an_id("review", 2), "cause": "review", "steps": held}
    yield person(people.StepsHeld, 3, "2024-03-01", **hold, stops=("admission-answered",))
    for number, on in ((1, "2024-02-20"), (4, "2024-01-15")):
        review = an_id("review", number)
        ends = {"review": review, "on": day(on), "concluded_by": D, "document": PAPER}
        yield review, reviews.StandardReviewConcluded.model_validate(ends)
    yield from _complaints()


def _complaints() -> Iterator[tuple[str, Event]]:
    """Of two complaints on Dũng one is assigned and resolved."""
    for which, on, unit in ((HELD_C, "2024-03-04", S), (OPEN_C, "2024-04-02", D)):
        key = {"complaint": which, "on": day(on), "person": DUNG.person, "kind": "denunciation"}
        said = {"received_by": unit, "sender": "Đỗ Văn Tố", "content": f"nội dung {on}"}
        yield which, complaints.ComplaintReceived.model_validate({**key, **said})
        hold = {"hold": which, "cause": "complaint", "steps": ({"step": "recognised"},)}
        yield person(people.StepsHeld, 4, on, **hold, stops=("admission-answered",))
    to = {"complaint": HELD_C, "on": day("2024-03-05"), "body": D}
    yield HELD_C, complaints.ComplaintAssigned.model_validate(to)
    ends = {"outcome": "unfounded", "document": PAPER, "on": day("2024-03-20")}
    yield HELD_C, complaints.ComplaintResolved.model_validate({"complaint": HELD_C, **ends})
    yield person(people.HoldLifted, 4, "2024-03-20", hold=HELD_C)


def judged() -> Iterator[tuple[str, Event]]:
    """Person 5 is screened and appeals against a warning, 6 is warned, G has a reprimand."""
    warned = {"form": "warning", "body": G, "document": PAPER, "unit": C1}
    yield person(discipline.MemberDisciplined, 6, "2024-03-11", **warned)
    yield person(discipline.MemberDisciplined, 5, "2024-10-07", **warned)
    told = {"against": "warning", "decided_on": day("2024-10-07"), "level": "province"}
    told |= {"received_on": day("2024-10-09"), "document": PAPER, "unit": C1}
    yield person(discipline.AppealLodged, 5, "2024-10-21", **told)
    listed = {"ground": "no-party-life", "document": PAPER, "unit": C1}
    yield person(discipline.MemberListed, 5, "2024-11-04", **listed)
    helped = {"helper": an_id("person", 6), "document": PAPER}
    yield person(discipline.MemberEducated, 5, "2024-11-18", **helped)
    yield unit(
        discipline.UnitDisciplined, G, "2024-05-06", form="reprimand", body=D, document=PAPER
    )


BADGED: Final = an_id("person", 30)


def long_standing() -> Iterator[tuple[str, Event]]:
    """Two members of 30 and 40 years, with cards and a badge."""
    other = an_id("person", 31)
    for who, cell, decided in ((BADGED, C1, "1994-05-01"), (other, S, "1984-03-01")):
        on, paper = day("2024-01-15"), {"document": PAPER, "person": who}
        member = {**paper, "cell": cell, "decided_on": decided, "official_on": "1996"}
        yield who, people.PersonRegistered(person=who, on=on, name="Bùi Thị Hội")
        yield who, people.MemberRegistered.model_validate({**member, "on": on})
        stream = ids.derived_id("cards", who)
        card = {**paper, "kind": "reissue", "batch": "2024-02", "cell": cell, "on": on}
        yield stream, cards.CardDecided.model_validate(card)
        handed = {"person": who, "number": "01234567", "on": day("2024-03-01")}
        yield stream, cards.CardHandedOver.model_validate(handed)
    award = {**paper, "years": 40, "round": "2024-05-19", "body": P, "cell": S}
    said = {**award, "on": day("2024-04-20")}
    yield ids.derived_id("badges", other), badges.BadgeAwarded.model_validate(said)


def attending(event: type[Event], number: int, on: str, **fields: object) -> tuple[str, Event]:
    """An event of an attendance."""
    name = an_id("attendance", number)
    return name, event.model_validate({"attendance": name, "on": day(on), **fields})


def attended() -> Iterator[tuple[str, Event]]:
    """Four planned for 2025, one for 2026: held, held on another day, missed; three weaknesses."""
    plans = ((1, C1, "2025-03", 6), (2, C2, "2025-03-05", 1), (3, S, "2025-04", 6))
    for number, cell, planned, who in (*plans, (4, C1, "2025-12", 6), (5, S, "2026-01", 6)):
        said = {"person": an_id("person", who), "role": "committee-member", "body": D}
        said |= {"cell": cell, "planned": planned}
        yield attending(attendance.AttendancePlanned, number, "2025-01-20", **said)
    yield attending(attendance.AttendanceHeld, 1, "2025-03-10", document=PAPER)
    yield attending(attendance.AttendanceHeld, 2, "2025-03-06")
    yield attending(attendance.AttendanceMissed, 3, "2025-05-02", reason="flood")
    for number, at, of, mends in ((1, 1, C1, None), (2, 1, B, AN.person), (3, 2, C2, None)):
        name = an_id("weakness", number)
        found: dict[str, object] = {"weakness": name, "attendance": an_id("attendance", at)}
        found |= {"unit": of, "person": mends, "text": f"weakness {number}"}
        found |= {"due": day("2025-06-30"), "on": day("2025-03-11")}
        yield name, attendance.WeaknessNoted.model_validate(found)
    closing = {"weakness": an_id("weakness", 2), "document": PAPER, "on": day("2025-05-20")}
    yield an_id("weakness", 2), attendance.WeaknessClosed.model_validate(closing)


FOUND = tuple(an_id("finding", number) for number in range(1, 4))


def inspected() -> Iterator[tuple[str, Event]]:
    """One inspection of G and S, ended, and one of D; of three findings one is to be remedied."""
    for number, scope, on in ((1, (G, S), "2024-05-06"), (2, (D,), "2024-11-11")):
        which = an_id("inspection", number)
        days = {"first": day("2023-01-01"), "last": day("2024-03-31"), "on": day(on)}
        said = {"inspected_by": P, "units": scope, "programme": f"Plan {number}", "document": PAPER}
        begun = {"inspection": which, **days, **said}
        yield which, inspections.InspectionBegun.model_validate(begun)
    yield from _found()
    ends = {"inspection": an_id("inspection", 1), "document": PAPER, "on": day("2024-06-28")}
    yield an_id("inspection", 1), inspections.InspectionEnded.model_validate(ends)


def _found() -> Iterator[tuple[str, Event]]:
    said = {"inspection": an_id("inspection", 1), "rule": "DOS-05", "text": "no minutes"}
    for number, unit, who in ((0, G, None), (1, G, DUNG.person), (2, S, None)):
        of = {"unit": unit, "person": who, "events": (3, 7) if who else (), "document": PAPER}
        yield found(inspections.FindingRaised, number, "2024-05-20", **said, **of)
    yield found(inspections.FindingAnswered, 0, "2024-05-24", text="they were lost")
    remedy = {"remedy": "meet again", "due": day("2024-09-30"), "document": PAPER}
    for number in (0, 2):
        yield found(inspections.FindingUpheld, number, "2024-05-31", **remedy)
    yield found(inspections.FindingDropped, 1, "2024-06-03", reason="they are there")
    yield found(inspections.FindingRemedied, 2, "2024-08-05", document=PAPER)


def found(event: type[Event], number: int, on: str, **fields: object) -> tuple[str, Event]:
    """An event of a finding."""
    which = FOUND[number]
    return which, event.model_validate({"finding": which, "on": day(on), **fields})


def written(past: History) -> History:
    """Record all of it."""
    past.adopt("small", BOOK)
    parts = (calendars, tree, registered, plans, reports, schooling, paths, papers, noted)
    later = (twice, corrected, published, erased, ranked, tasked, called_up, supervised)
    last = (questions, judged, long_standing, attended, inspected)
    for part in (*parts, confirmations, *later, *last):
        past.write_many(list(part()))
    return past
