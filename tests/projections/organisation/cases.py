"""What is asked about people and who answers: enlistment, supervision, reviews, discipline."""

from collections.abc import Iterator

from admission.domain.kernel.messages import Event
from admission.domain.registers.complaints import events as complaints
from admission.domain.registers.discipline import events as discipline
from admission.domain.registers.enlistment import events as enlistment
from admission.domain.registers.enlistment.commands import ConscriptKey
from admission.domain.registers.people import events as people
from admission.domain.registers.reviews import events as reviews
from admission.domain.registers.supervision import events as supervision
from admission.domain.registers.supervision.commands import SupervisionKey
from tests.projections.histories import PAPER, an_id
from tests.projections.organisation.who import (
    AN,
    BINH,
    C1,
    CHI,
    DUNG,
    HELD_C,
    OPEN_C,
    D,
    G,
    S,
    person,
    unit,
)
from tests.projections.steps import Of, day


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
    office = {"office": "standing-committee", "document": PAPER}
    yield answered_for(begun, G, "2024-01-01", supervisor=who, **office)
    yield answered_for(begun, C1, "2024-01-01", supervisor=who)
    yield answered_for(over, G, "2024-04-01", supervisor=who, began_as=who)
    yield answered_for(begun, G, "2024-04-01", supervisor=account)
    yield answered_for(begun, S, "2024-04-01", supervisor=who)


def questions() -> Iterator[tuple[str, Event]]:
    """A review of An concluded, one of Chi and one of somebody else open; complaints on Dũng."""
    asked: tuple[tuple[int, int, str, str, str, str | None], ...] = (
        (1, 1, "personnel", C1, "2024-02-05", None),
        (2, 3, "admission", S, "2024-03-01", "admission-decided"),
        (3, 18, "personnel", G, "2024-11-04", None),
        (4, 5, "personnel", G, "2023-12-20", None),
    )
    for number, who, purpose, asking, on, step in asked:
        review = an_id("review", number)
        key = {"review": review, "on": day(on), "person": an_id("person", who)}
        said = {"purpose": purpose, "asked_by": asking, "step": step}
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
    for which, on, receiving in ((HELD_C, "2024-03-04", S), (OPEN_C, "2024-04-02", D)):
        key = {"complaint": which, "on": day(on), "person": DUNG.person, "kind": "denunciation"}
        said = {"received_by": receiving, "sender": "Đỗ Văn Tố", "content": f"nội dung {on}"}
        yield which, complaints.ComplaintReceived.model_validate({**key, **said})
        hold = {"hold": which, "cause": "complaint", "steps": ({"step": "recognised"},)}
        yield person(people.StepsHeld, 4, on, **hold, stops=("admission-answered",))
    to = {"complaint": HELD_C, "on": day("2024-03-05"), "body": D}
    yield HELD_C, complaints.ComplaintAssigned.model_validate(to)
    ends = {"outcome": "unfounded", "document": PAPER, "on": day("2024-03-20")}
    yield HELD_C, complaints.ComplaintResolved.model_validate({"complaint": HELD_C, **ends})
    yield person(people.HoldLifted, 4, "2024-03-20", hold=HELD_C)


def judged() -> Iterator[tuple[str, Event]]:
    """Person 5 is screened and appeals against a warning, 6 is warned, G against a reprimand."""
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
    got = {"received_on": day("2024-05-08"), "document": PAPER, "level": "province"}
    got |= {"against": "reprimand", "decided_on": day("2024-05-06")}
    yield unit(discipline.UnitAppealLodged, G, "2024-05-20", **got)
