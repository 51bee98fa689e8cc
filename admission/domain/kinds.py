"""How the streams of every kind are folded."""

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from admission.domain.kernel import ids
from admission.domain.kernel.messages import Recorded
from admission.domain.registers.accounts import state as accounts
from admission.domain.registers.attendance import state as attendances
from admission.domain.registers.badges import state as party_badges
from admission.domain.registers.calendars import state as calendars
from admission.domain.registers.cards import state as party_cards
from admission.domain.registers.classes import state as classes
from admission.domain.registers.complaints import state as complaints
from admission.domain.registers.confirmations import state as confirmations
from admission.domain.registers.documents import state as documents
from admission.domain.registers.enlistment import state as enlistment
from admission.domain.registers.erasure import state as erasing
from admission.domain.registers.identity import state as identity
from admission.domain.registers.inspections import state as inspections
from admission.domain.registers.meetings import state as meetings
from admission.domain.registers.notes import state as notes
from admission.domain.registers.people import state as people
from admission.domain.registers.rankings import state as rankings
from admission.domain.registers.reports import state as reports
from admission.domain.registers.reviews import state as reviews
from admission.domain.registers.rulebooks import state as rulebooks
from admission.domain.registers.stated import state as stated
from admission.domain.registers.store import state as store
from admission.domain.registers.supervision import state as supervising
from admission.domain.registers.targets import state as targets
from admission.domain.registers.tasks import state as tasks
from admission.domain.registers.units import state as units
from admission.domain.stages import evolve as candidates
from admission.domain.stages.candidate import Candidate


class Kind(NamedTuple):
    """How the streams of one kind are folded: the state before any event, and each step."""

    empty: Callable[[str], Any]
    evolve: Callable[[Any, Recorded], Any]


KINDS: Final[dict[str, Kind]] = {
    "account": Kind(accounts.Account, accounts.evolve),
    "badges": Kind(party_badges.Badges, party_badges.evolve),
    "attendance": Kind(attendances.Attendance, attendances.evolve),
    "calendars": Kind(lambda _: calendars.Calendars(), calendars.evolve),
    "candidate": Kind(Candidate, candidates.evolve),
    "cardnumber": Kind(party_cards.CardNumber, party_cards.evolve_number),
    "cards": Kind(party_cards.Cards, party_cards.evolve),
    "class": Kind(classes.Class, classes.evolve),
    "directive": Kind(tasks.Directive, tasks.evolve_directive),
    "conscript": Kind(enlistment.Conscript, enlistment.evolve),
    "document": Kind(documents.Scan, documents.evolve),
    "erasure": Kind(erasing.Erasure, erasing.evolve),
    "erasures": Kind(lambda _: erasing.Erasures(), erasing.evolve_all),
    "finding": Kind(inspections.Finding, inspections.evolve_finding),
    "inspection": Kind(inspections.Inspection, inspections.evolve),
    "figure": Kind(stated.Figure, stated.evolve),
    "complaint": Kind(complaints.Complaint, complaints.evolve),
    "confirmation": Kind(confirmations.Confirmation, confirmations.evolve),
    "meeting": Kind(meetings.Meeting, meetings.evolve),
    "note": Kind(notes.Note, notes.evolve),
    "person": Kind(people.Person, identity.evolve),
    "published": Kind(reports.Published, reports.list_),
    "ranking": Kind(rankings.Ranking, rankings.evolve),
    "report": Kind(reports.Report, reports.evolve),
    "review": Kind(reviews.Review, reviews.evolve),
    "rulebooks": Kind(lambda _: rulebooks.Shelf(), rulebooks.evolve),
    "store": Kind(lambda _: store.Store(), store.evolve),
    "supervision": Kind(supervising.Supervision, supervising.evolve),
    "target": Kind(targets.Target, targets.evolve),
    "task": Kind(tasks.Task, tasks.evolve),
    "unit": Kind(units.Unit, units.evolve),
    "weakness": Kind(attendances.Weakness, attendances.evolve_weakness),
}
"""Every kind of stream there is, by the kind in its id."""


def folded(stream: str, facts: Iterable[Recorded]) -> Any:  # noqa: ANN401 - a state of any kind
    """The state of a stream after these facts, none of which is a correction."""
    kind = KINDS[ids.kind_of(stream)]
    state = kind.empty(stream)
    for each in facts:
        state = kind.evolve(state, each)
    return state
