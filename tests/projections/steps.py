"""Events of one candidate's path, each with as little in it as it needs."""

from datetime import date, timedelta
from typing import Any, Final

from admission.domain.kernel.messages import Event
from admission.domain.kernel.partial_days import last_day_meant
from admission.domain.stages.admission import events as admission
from admission.domain.stages.awareness import events as awareness
from admission.domain.stages.ballots import Matter
from admission.domain.stages.dossier import events as dossier
from admission.domain.stages.membership import events as membership
from admission.domain.stages.probation import events as probation
from admission.domain.stages.taking_over import events as paper
from admission.domain.stages.transfer import events as transfer
from tests.projections.histories import PAPER, an_id, reference

BODY: Final = an_id("unit", 1)
CELL: Final = an_id("unit", 2)
_VOTE: Final[dict[str, Any]] = {
    "meeting": an_id("meeting", 1),
    "in_favour": 9,
    "against": 0,
    "entitled": 9,
    "document": PAPER,
}


def day(on: str | date) -> date:
    """A day, or the day that ISO text says."""
    return on if isinstance(on, date) else date.fromisoformat(on)


_FROM_PAPER: Final[dict[str, Any]] = {"document": PAPER, "vouched_by": an_id("account", 2)}


def stated(name: str, text: str | date | None, on: date) -> paper.Stated:
    """A milestone known from paper by a day under the small rulebook; None is an unknown day."""
    name = name.replace("_", "-")
    said = str(text) if text else None
    on = min(on, last_day_meant(said)) if said else on
    return paper.Stated(milestone=name, on=on, stated=said, rulebook=reference("small"))


class Of:
    """The steps of one candidate; each is what History.write takes."""

    def __init__(self, number: int, unit: str = CELL, groups: tuple[str, ...] = ()) -> None:
        self.id = an_id("candidate", number)
        self.person = an_id("person", number)
        self.unit = unit
        self.groups = groups

    def step(self, kind: type[Event], on: str | date, **fields: object) -> tuple[str, Event]:
        """Any step."""
        said = {"candidate": self.id, "on": day(on), **fields}
        return self.id, kind.model_validate(said)

    def transferred(
        self, on: str | date, to: str, rule: str = "MOV-08", **fields: object
    ) -> tuple[str, Event]:
        """Went over to another cell."""
        said = {"body": BODY, "document": PAPER, "as_member": rule == "MOV-08", **fields}
        return self.step(
            transfer.CandidateTransferred, on, unit=to, from_unit=self.unit, rule=rule, **said
        )

    def entered(self, on: str | date) -> tuple[str, Event]:
        """Put on the sympathiser list."""
        return self.step(
            awareness.PoolEntered, on, person=self.person, unit=self.unit, groups=self.groups
        )

    def taken_over(
        self, on: str | date, standing: str, **dates: str | date | None
    ) -> tuple[str, Event]:
        """Taken over from paper, with the milestones that are stated."""
        since = day(on) - timedelta(days=3)
        official = since if standing == "official-member" else None
        return self.step(
            paper.TakenOver,
            on,
            person=self.person,
            unit=self.unit,
            groups=self.groups,
            standing=standing,
            reached=tuple(stated(name, when, day(on)) for name, when in dates.items()),
            since=since,
            official_on=official,
            **_FROM_PAPER,
        )

    def stated(
        self, on: str | date, text: str | date, name: str, standing: str | None = None
    ) -> tuple[str, Event]:
        """A step known from paper; the last day that its date can mean is `on`."""
        return self.step(
            paper.StepStated,
            on,
            person=self.person,
            unit=self.unit,
            reached=(stated(name, text, day(on)),),
            standing=standing,
            taken_over_on=date(2024, 12, 1),
            **_FROM_PAPER,
        )

    def certified(self, on: str | date, issued: str | date | None = None) -> tuple[str, Event]:
        """A certificate recorded."""
        return self.step(
            awareness.CertificateRecorded,
            on,
            number="1",
            issued=day(issued or on),
            issuer_kind="centre",
            issuer="A centre",
        )

    def permitted(self, on: str | date) -> tuple[str, Event]:
        """The dossier opened."""
        return self.step(dossier.DossierPermitted, on, body=BODY, document=PAPER)

    def helped(self, on: str | date, helper: int) -> tuple[str, Event]:
        """A helper assigned."""
        who = an_id("person", helper)
        return self.step(dossier.HelperAssigned, on, helper=who, document=PAPER)

    def asked(self, on: str | date, relation: str = "self") -> tuple[str, Event]:
        """A verification requested, received the same day."""
        return self.step(
            dossier.VerificationRequested,
            on,
            relation=relation,
            place="home",
            received=day(on),
            document=PAPER,
        )

    def answered(self, on: str | date, relation: str = "self") -> tuple[str, Event]:
        """A verification answered."""
        return self.step(dossier.VerificationAnswered, on, relation=relation, document=PAPER)

    def cv_certified(self, on: str | date) -> tuple[str, Event]:
        """The CV certified."""
        said = {"body": BODY, "certifier": an_id("person", 8), "document": PAPER}
        return self.step(dossier.CvCertified, on, **said)

    def voted(self, on: str | date, *, carried: bool = True, **fields: object) -> tuple[str, Event]:
        """The cell's vote."""
        return self.step(admission.CellVoteHeld, on, carried=carried, **_VOTE, **fields)

    def resolved(self, on: str | date) -> tuple[str, Event]:
        """The grassroots committee's vote."""
        matter = Matter.ADMISSION
        return self.step(admission.GrassrootsVoteHeld, on, carried=True, matter=matter, **_VOTE)

    def decided(self, on: str | date) -> tuple[str, Event]:
        """The authority's decision to admit."""
        said = {"outcome": "admitted", "body": BODY, "carried": True}
        return self.step(admission.AdmissionDecided, on, **said, **_VOTE)

    def received(self, on: str | date) -> tuple[str, Event]:
        """The decision received by the cell."""
        return self.step(admission.DecisionReceived, on)

    def returned(self, on: str | date) -> tuple[str, Event]:
        """The file returned for supplement."""
        said = {"outcome": "returned", "body": BODY, "carried": False}
        return self.step(admission.DossierReturned, on, **said, **_VOTE)

    def admitted(self, on: str | date, **fields: object) -> tuple[str, Event]:
        """The ceremony."""
        ends = day(on) + timedelta(days=365)
        said = {"guide": an_id("person", 9), "term_ends": ends, **fields}
        return self.step(admission.CeremonyHeld, on, **said)

    def recognised(self, on: str | date) -> tuple[str, Event]:
        """The decision that recognises the member."""
        said = {"outcome": "recognised", "body": BODY, "carried": True, "official_on": day(on)}
        return self.step(probation.MemberRecognised, on, **said, **_VOTE)

    def cancelled(self, on: str | date) -> tuple[str, Event]:
        """The decision cancelled."""
        return self.step(
            membership.DecisionCancelled, on, body=BODY, reason="wrong", document=PAPER
        )

    def redone(self, on: str | date, *steps: str) -> tuple[str, Event]:
        """Steps ordered to be done again."""
        said = {"steps": steps, "body": BODY, "reason": "wrong", "document": PAPER}
        return self.step(membership.RedoOrdered, on, **said)

    def withdrew(self, on: str | date) -> tuple[str, Event]:
        """The candidate withdrew."""
        return self.step(membership.CandidateWithdrew, on, document=PAPER)

    def extended(self, on: str | date, rule: str, amount: int) -> tuple[str, Event]:
        """A deadline extended."""
        said = {"deadline": rule, "amount": amount, "reason": "special", "document": PAPER}
        return self.step(admission.DeadlineExtended, on, **said)
