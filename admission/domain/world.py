"""What a decision may look at: the folded states of the streams that a command refers to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from admission.domain.kernel import ids
from admission.domain.kernel.dates import WorkingDays
from admission.domain.kernel.messages import Entered, Recorded, UnknownReferenceError
from admission.domain.past import Past
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
from admission.domain.rulebooks.entries.members import PartyAge
from admission.domain.rulebooks.rulebook import Rulebook
from admission.domain.stages.candidate import Candidate


class _Unasked:
    """The past of a world in which nothing is corrected."""

    def history(self, stream: str) -> Sequence[Recorded]:
        raise UnknownReferenceError(stream)

    def entered(self, stream: str, _: int) -> Entered:
        raise UnknownReferenceError(stream)

    def resting_on(self, things: Sequence[str]) -> Sequence[str]:
        raise UnknownReferenceError(things[0])


Naming = Callable[[str, str], str]
"""From a kind and something personal to the id of what it names, under the store's key."""


def _without_key(kind: str, _: str) -> str:
    raise UnknownReferenceError(kind)


class World:
    """The states of streams as they stand, each asked for by id.

    `state_of` gives the folded state of a stream, the empty one where there is no event, and
    `version_of` how many events it has; `past` is looked at where a fact is corrected. `naming`
    makes ids of what is personal, which nobody can guess back without the key.
    """

    def __init__(
        self,
        state_of: Callable[[str], Any],
        version_of: Callable[[str], int],
        past: Past | None = None,
        naming: Naming = _without_key,
    ) -> None:
        self._naming = naming
        self._state_of = state_of
        self._version_of = version_of
        self.past = past or _Unasked()

    def supposing(self, states: Mapping[str, Any]) -> "World":
        """The same world but for the states of some streams."""

        def state_of(stream: str) -> Any:  # noqa: ANN401 - a state of any kind
            return states[stream] if stream in states else self._state_of(stream)

        return World(state_of, self._version_of, self.past, self._naming)

    def steps_of(self, stream: str) -> int:
        """How many steps are recorded of something; `UnknownReferenceError` if there is none."""
        version = self._version_of(stream)
        if not version:
            raise UnknownReferenceError(stream)
        return version

    def subject(self, stream: str) -> str | None:
        """The person whom a stream is about, None where it is about none."""
        if ids.kind_of(stream) == "candidate":
            return self.candidate(stream).person or None
        return stream if ids.kind_of(stream) == "person" else None

    def candidate(self, candidate: str) -> Candidate:
        """A candidate, perhaps not begun."""
        state: Candidate = self._state_of(candidate)
        return state

    def account(self, account: str) -> accounts.Account:
        """An account, perhaps not registered."""
        state: accounts.Account = self._state_of(account)
        return state

    def is_actor(self, actor: str) -> bool:
        """Whether the id is that of a registered account or person."""
        return ids.may_act(actor) and bool(self._state_of(actor).registered)

    def is_unit(self, unit: str) -> bool:
        """Whether the id is that of a unit, which may have ended."""
        return ids.kind_of(unit) == "unit" and self.unit_or_new(unit).founded is not None

    def person_or_new(self, person: str) -> people.Person:
        """A person, perhaps not registered; under another name, the person kept."""
        state: people.Person = self._state_of(person)
        return self.person_or_new(state.joined_into) if state.joined_into else state

    def person(self, person: str) -> people.Person:
        """A registered person; `UnknownReferenceError` if there is none."""
        state = self.person_or_new(person)
        if not state.registered:
            raise UnknownReferenceError(person)
        return state

    def record(self, person: str) -> people.Person:
        """The record of a person as it is, also where it is another name of a person kept."""
        state: people.Person = self._state_of(person)
        if not state.registered:
            raise UnknownReferenceError(person)
        return state

    def are_one(self, actor: str, other: str) -> bool:
        """Whether two ids are those of one account, or of one person under two names."""
        kinds = {ids.kind_of(actor), ids.kind_of(other)}
        if kinds != {"person"}:
            return actor == other
        return self.person_or_new(actor).id == self.person_or_new(other).id

    def unit_or_new(self, unit: str) -> units.Unit:
        """A unit, perhaps not founded."""
        state: units.Unit = self._state_of(unit)
        return state

    def unit(self, unit: str) -> units.Unit:
        """A unit; `UnknownReferenceError` if there is none."""
        state = self.unit_or_new(unit)
        if state.founded is None:
            raise UnknownReferenceError(unit)
        return state

    def units_from(self, unit: str, on: date) -> tuple[units.Place, ...]:
        """A unit and all above it on a day, nearest first; a successor for what has ended."""
        found = [self.in_place_of(unit, on)]
        while found[-1].parent is not None:
            found.append(self.in_place_of(found[-1].parent, on))
        return tuple(found)

    def stands_under(self, unit: str, other: str, on: date) -> bool:
        """Whether a unit is another, or stands under it, on a day."""
        return any(place.id == other for place in self.units_from(unit, on))

    def in_place_of(self, unit: str, on: date) -> units.Place:
        """A unit on a day, or the one that has its place where it has ended by then."""
        state = self._unit_for(unit, on)
        while state.ended is not None and state.ended.on <= on:
            state = self._unit_for(state.ended.successor, on)
        return state.on(on)

    def _unit_for(self, unit: str, on: date) -> units.Unit:
        """A unit; for a section of a divided cell the cell, or the part that it went to."""
        section = self.unit_or_new(unit).section
        if section is None:
            return self.unit(unit)
        return self._unit_for(section.cell if on < section.on else section.part, on)

    def stands_since(self, unit: str) -> date:
        """Since when a unit has stood; of a section, since when its cell has."""
        section = self.unit_or_new(unit).section
        return section.since if section else self.unit(unit).founded or date.min

    def class_or_new(self, class_id: str) -> classes.Class:
        """A class, perhaps not ordered."""
        state: classes.Class = self._state_of(class_id)
        return state

    def class_(self, class_id: str) -> classes.Class:
        """A class; `UnknownReferenceError` if there is none."""
        state = self.class_or_new(class_id)
        if not state.kind:
            raise UnknownReferenceError(class_id)
        return state

    def meeting_or_new(self, meeting: str) -> meetings.Meeting:
        """A meeting, perhaps not held."""
        state: meetings.Meeting = self._state_of(meeting)
        return state

    def meeting(self, meeting: str) -> meetings.Meeting:
        """A meeting; `UnknownReferenceError` if there is none."""
        state = self.meeting_or_new(meeting)
        if state.roll is None:
            raise UnknownReferenceError(meeting)
        return state

    def scan(self, document: str) -> documents.Scan:
        """A scan, perhaps not kept."""
        state: documents.Scan = self._state_of(document)
        return state

    def note_or_new(self, note: str) -> notes.Note:
        """A note, perhaps not written."""
        state: notes.Note = self._state_of(note)
        return state

    def note(self, note: str) -> notes.Note:
        """A note; `UnknownReferenceError` if there is none."""
        state = self.note_or_new(note)
        if not state.about:
            raise UnknownReferenceError(note)
        return state

    def review_or_new(self, review: str) -> reviews.Review:
        """A review of the political standard, perhaps not asked for."""
        state: reviews.Review = self._state_of(review)
        return state

    def review(self, review: str) -> reviews.Review:
        """A review of the political standard; `UnknownReferenceError` if there is none."""
        state = self.review_or_new(review)
        if not state.person:
            raise UnknownReferenceError(review)
        return state

    def complaint_or_new(self, complaint: str) -> complaints.Complaint:
        """A complaint, perhaps not received."""
        state: complaints.Complaint = self._state_of(complaint)
        return state

    def complaint(self, complaint: str) -> complaints.Complaint:
        """A complaint; `UnknownReferenceError` if there is none."""
        state = self.complaint_or_new(complaint)
        if not state.person:
            raise UnknownReferenceError(complaint)
        return state

    def inspection_or_new(self, inspection: str) -> inspections.Inspection:
        """An inspection, perhaps not begun."""
        state: inspections.Inspection = self._state_of(inspection)
        return state

    def inspection(self, inspection: str) -> inspections.Inspection:
        """An inspection; `UnknownReferenceError` if there is none."""
        state = self.inspection_or_new(inspection)
        if state.begun is None:
            raise UnknownReferenceError(inspection)
        return state

    def finding_or_new(self, finding: str) -> inspections.Finding:
        """A finding, perhaps not raised."""
        state: inspections.Finding = self._state_of(finding)
        return state

    def finding(self, finding: str) -> inspections.Finding:
        """A finding; `UnknownReferenceError` if there is none."""
        state = self.finding_or_new(finding)
        if state.since is None:
            raise UnknownReferenceError(finding)
        return state

    def target(self, target: str) -> targets.Target:
        """A target, perhaps not assigned."""
        state: targets.Target = self._state_of(target)
        return state

    def conscript(self, conscript: str) -> enlistment.Conscript:
        """A person in a round of enlistment, perhaps not on a list."""
        state: enlistment.Conscript = self._state_of(conscript)
        return state

    def supervision(self, supervision: str) -> supervising.Supervision:
        """Who answers for a unit, perhaps nobody."""
        state: supervising.Supervision = self._state_of(supervision)
        return state

    def figure(self, figure: str) -> stated.Figure:
        """A stated figure, perhaps not stated yet."""
        state: stated.Figure = self._state_of(figure)
        return state

    def ranking(self, ranking: str) -> rankings.Ranking:
        """The ranking of one year, perhaps not decided."""
        state: rankings.Ranking = self._state_of(ranking)
        return state

    def ranking_of(self, who: str, subject: str, year: int) -> rankings.Ranking | None:
        """How a unit or a person, under whichever name, was ranked as what for a year."""
        of_person = ids.kind_of(subject) == "person"
        names = self.person(subject).ids if of_person else (subject,)
        found = (self.ranking(ids.derived_id("ranking", who, name, str(year))) for name in names)
        return next((ranking for ranking in found if ranking.on is not None), None)

    def directive_or_new(self, directive: str) -> tasks.Directive:
        """A directive or plan, perhaps not issued."""
        state: tasks.Directive = self._state_of(directive)
        return state

    def directive(self, directive: str) -> tasks.Directive:
        """A directive or plan; `UnknownReferenceError` if there is none."""
        state = self.directive_or_new(directive)
        if state.issued is None:
            raise UnknownReferenceError(directive)
        return state

    def task_or_new(self, task: str) -> tasks.Task:
        """A task, perhaps not assigned."""
        state: tasks.Task = self._state_of(task)
        return state

    def task(self, task: str) -> tasks.Task:
        """A task; `UnknownReferenceError` if there is none."""
        state = self.task_or_new(task)
        if state.assigned is None:
            raise UnknownReferenceError(task)
        return state

    def attendance_or_new(self, attendance: str) -> attendances.Attendance:
        """An attendance, perhaps not planned."""
        state: attendances.Attendance = self._state_of(attendance)
        return state

    def attendance(self, attendance: str) -> attendances.Attendance:
        """An attendance; `UnknownReferenceError` if there is none."""
        state = self.attendance_or_new(attendance)
        if state.planned is None:
            raise UnknownReferenceError(attendance)
        return state

    def weakness_or_new(self, weakness: str) -> attendances.Weakness:
        """A weakness, perhaps not noted."""
        state: attendances.Weakness = self._state_of(weakness)
        return state

    def weakness(self, weakness: str) -> attendances.Weakness:
        """A weakness; `UnknownReferenceError` if there is none."""
        state = self.weakness_or_new(weakness)
        if state.noted is None:
            raise UnknownReferenceError(weakness)
        return state

    def confirmation(self, confirmation: str) -> confirmations.Confirmation:
        """How far a unit has confirmed its records, perhaps never."""
        state: confirmations.Confirmation = self._state_of(confirmation)
        return state

    def report(self, report: str) -> reports.Report:
        """A report, perhaps not published."""
        state: reports.Report = self._state_of(report)
        return state

    def published(self, published: str) -> reports.Published:
        """The published reports of one unit."""
        state: reports.Published = self._state_of(published)
        return state

    def cards(self, person: str) -> party_cards.Cards:
        """The cards of a person, under every id of the person."""
        return party_cards.together(self._every("cards", person))

    def card_number(self, number: str) -> party_cards.CardNumber:
        """Whose a number of a card is, perhaps nobody's."""
        state: party_cards.CardNumber = self._state_of(self._naming("cardnumber", number))
        return state

    def badges(self, person: str) -> party_badges.Badges:
        """The badges of a person, under every id of the person."""
        return party_badges.together(self._every("badges", person))

    def _every(self, kind: str, person: str) -> Iterable[Any]:
        every = self.person(person).ids
        return (self._state_of(ids.derived_id(kind, each)) for each in every)

    def erasure(self, person: str) -> erasing.Erasure:
        """How far the erasure of a person is, perhaps never asked for, and whether one is held."""
        state: erasing.Erasure = self._state_of(ids.derived_id("erasure", person))
        return state

    def erasures(self) -> erasing.Erasures:
        """What was erased, and the epoch of keys."""
        state: erasing.Erasures = self._state_of(ids.ERASURES)
        return state

    def store(self) -> store.Store:
        """What the store is."""
        state: store.Store = self._state_of(ids.STORE)
        return state

    def calendars(self) -> calendars.Calendars:
        """The adopted calendars."""
        state: calendars.Calendars = self._state_of(ids.CALENDARS)
        return state

    def working_days(self) -> WorkingDays:
        """The calendar to count working days with."""
        return self.calendars().working_days()

    def shelf(self) -> rulebooks.Shelf:
        """The adopted rulebooks."""
        state: rulebooks.Shelf = self._state_of(ids.RULEBOOKS)
        return state

    def rulebook(self, reference: str) -> Rulebook:
        """The rulebook that `id@sha256` names."""
        return self.shelf().by_reference(reference)

    def rulebook_in_force(self, on: date, unit: str) -> rulebooks.Adoption | None:
        """The rulebook in force on a day for a unit, its own or one of those above it."""
        shelf = self.shelf()
        return shelf.in_force(on, self._units_with_rulebooks(shelf, unit, on))

    def rulebook_for_paper(self, on: date, unit: str) -> rulebooks.Adoption | None:
        """The rulebook whose clocks run from a step known from paper: in force, else the first."""
        shelf = self.shelf()
        units = self._units_with_rulebooks(shelf, unit, on)
        return shelf.in_force(on, units) or shelf.earliest(units)

    def party_age_for_paper(self, on: date, unit: str) -> tuple[PartyAge, ...]:
        """What that rulebook says of party age; nothing where none was adopted."""
        adoption = self.rulebook_for_paper(on, unit)
        if adoption is None:
            return ()
        book = adoption.rulebook
        return adoption.provisions(book.party_age, book.nearest(on))

    def _units_with_rulebooks(self, shelf: rulebooks.Shelf, unit: str, on: date) -> tuple[str, ...]:
        """A unit and those above it on a day; none where every rulebook was adopted for all."""
        if shelf.for_all:
            return ()
        return tuple(above.id for above in self.units_from(unit, on))
