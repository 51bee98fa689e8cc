"""Who is registered, how far the paths are, who is told twice, put right or erased."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from admission.domain.kernel import ids
from admission.domain.kernel.messages import Event
from admission.domain.kernel.values import Erased
from admission.domain.registers.accounts.events import AccountRegistered
from admission.domain.registers.badges import events as badges
from admission.domain.registers.cards import events as cards
from admission.domain.registers.corrections.events import FactCorrected
from admission.domain.registers.erasure import events as erasure
from admission.domain.registers.identity import events as identity
from admission.domain.registers.particulars.events import ParticularsRecorded
from admission.domain.registers.people import events as people
from admission.domain.stages.awareness.events import CandidacyMoved
from admission.domain.stages.standings import Standing
from tests.projections.histories import ACTOR, PAPER, an_id
from tests.projections.organisation.who import (
    AN,
    BADGED,
    BINH,
    C1,
    CHI,
    DUNG,
    GIANG,
    KHOA,
    NAMES,
    STRUCK,
    TWINS,
    D,
    P,
    S,
    person,
)
from tests.projections.steps import day


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


def rerouted() -> Iterator[tuple[str, Event]]:
    """Bình's decision waits to be sent to another committee under the same authority."""
    yield BINH.transferred("2026-02-01", BINH.unit, "MOV-04")


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
    for whose in (gone, GIANG.person):
        stream = ids.derived_id("erasure", whose)
        yield stream, erasure.ErasureRequested.model_validate({"person": whose, **asks})
        for _ in range(2):
            yield stream, erasure.ErasureApproved(person=whose, on=on, by=ACTOR)
    yield stream, erasure.LegalHoldPlaced.model_validate({"person": GIANG.person, **paper})
    yield ids.derived_id("erasure", gone), erasure.PersonErased(person=gone, on=on)
    what = {"subjects": (gone,), "unit": D, "requested_on": on}
    yield ids.ERASURES, erasure.KeysDestroyed.model_validate({**what, "on": on})


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


def struck() -> Iterator[tuple[str, Event]]:
    """A member with a card, whose decision was cancelled."""
    who, path = STRUCK, an_id("candidate", 32)
    told = {"person": who, "candidate": path}
    yield who, people.PersonRegistered(person=who, on=day("2024-01-15"), name="Bùi Văn Xóa")
    began = {"cell": C1, "decided_on": "2022-12-01", "official_on": "2024-01-10"}
    began |= {**told, "on": "2024-01-15"}
    yield who, people.MembershipBegan.model_validate(began)
    said = {"person": who, "document": PAPER, "kind": "first-issue", "batch": "2024-02"}
    card = cards.CardDecided.model_validate({**said, "cell": C1, "on": "2024-01-16"})
    yield ids.derived_id("cards", who), card
    closed = {**told, "standing": Standing.CANCELLED, "on": "2024-06-20"}
    yield who, people.CandidacyClosed.model_validate(closed)
