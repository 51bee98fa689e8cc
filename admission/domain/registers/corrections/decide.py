"""What becomes of commands that annul or correct a recorded fact."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from admission.domain.kernel import ids
from admission.domain.kernel.messages import (
    Accepted,
    Command,
    Context,
    Entered,
    Event,
    Recorded,
    Refused,
    UnknownReferenceError,
)
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders
from admission.domain.registers.corrections import commands as c
from admission.domain.registers.corrections import events as e
from admission.domain.registers.corrections.approval import is_approved
from admission.domain.registers.corrections.draft import AsItWas, Draft
from admission.domain.registers.corrections.later import reread
from admission.domain.registers.corrections.state import as_they_stand, marks
from admission.domain.registers.identity.events import PersonsJoined, PersonsParted
from admission.domain.registers.units.events import SectionFormed
from admission.domain.world import World

AMENDED: Final = frozenset(
    {"account", "calendars", "confirmation", "published", "report", "rulebooks", "store"}
)
"""Kinds of stream whose facts are amended by facts of their own, never corrected."""
UNDONE: Final = (PersonsJoined, PersonsParted)
"""Facts that another act undoes: people who were joined are parted, and joined again."""
EACH_ALONE: Final = (SectionFormed,)
"""Facts of a stream of which each stands by itself: a section lasts while anybody is of it."""
_MAY_VANISH: Final = frozenset(
    {
        "badges",
        "candidate",
        "cardnumber",
        "cards",
        "class",
        "complaint",
        "document",
        "figure",
        "finding",
        "note",
        "ranking",
        "review",
        "target",
        "task",
        "weakness",
    }
)
"""Kinds of things that may prove never to have been; facts on other streams rest on the rest."""


def deciders(as_it_was: AsItWas) -> Deciders:
    """The commands of this register; `as_it_was` says what a command comes to that tells truth."""
    return {
        c.AnnulFact: partial(annul_fact, as_it_was),
        c.CorrectFact: partial(correct_fact, as_it_was),
    }


def annul_fact(
    as_it_was: AsItWas, world: World, command: c.AnnulFact, context: Context
) -> Accepted | Refused:
    """The fact, or the correction, is left out with all that it brought about."""
    history = world.past.history(command.about)
    found = tuple(_can_be_corrected(command, history))
    if found:
        return Refused(found)
    draft = Draft(world, command.about, e.FactAnnulled.of(command))
    entered = world.past.entered(command.about, command.fact)
    draft.annul(place for place in entered.places if place != (command.about, command.fact))
    found = tuple(_nothing_rests_on_what_goes(draft))
    if found:
        return Refused(found)
    root = _root(history, command.fact)
    reread(as_it_was, draft, root if root < command.fact else root + 1)
    return _recorded(draft, command, context, entered)


def correct_fact(
    as_it_was: AsItWas, world: World, command: c.CorrectFact, context: Context
) -> Accepted | Refused:
    """The fact is replaced by what its decision would have been; what follows it is read anew."""
    history = world.past.history(command.about)
    found = (*_can_be_corrected(command, history), *_is_of_the_same_kind(command, history))
    if found:
        return Refused(found)
    entered = world.past.entered(command.about, command.fact)
    before = Draft(world, command.about).before(entered.places)
    answer = as_it_was(before, command.replacement, context._replace(actor=entered.actor))
    if isinstance(answer, Refused):
        return answer
    (_, event), *beside = answer.events
    corrected = e.FactCorrected.of(command, event=event)
    draft = Draft(world, command.about, corrected, answer.rulebook)
    draft.bring_about(beside, draft.brought_about_by(command.about, command.fact))
    found = tuple(_nothing_rests_on_what_goes(draft))
    if found:
        return Refused(found)
    reread(as_it_was, draft, command.fact + 1)
    return _recorded(draft, command, context, entered, answer.rulebook)


def _root(history: Sequence[Recorded], place: int) -> int:
    """The fact at which a correction, or one of a correction, points in the end."""
    event = history[place - 1].event
    return _root(history, event.fact) if isinstance(event, e.Correction) else place


def _recorded(
    draft: Draft,
    command: c.CorrectionCommand,
    context: Context,
    entered: Entered,
    rulebook: str | None = None,
) -> Accepted | Refused:
    found = (*is_approved(draft, command, context, entered), *_changes_something(draft))
    if found:
        return Refused(found)
    return Accepted(draft.written, rulebook, entered.subject)


def _can_be_corrected(command: c.CorrectionCommand, history: Sequence[Recorded]) -> Objections:
    """There is such a fact, it stands, and it is of those that are corrected at all."""
    if not history:
        raise UnknownReferenceError(command.about)
    if command.fact > len(history):
        yield objection("SYS-60", fact=command.fact, what=command.about, steps=len(history))
        return
    fact = history[command.fact - 1].event
    amended = ids.kind_of(command.about) in AMENDED or isinstance(fact, UNDONE)
    if amended or fact.COMMAND is None:
        yield objection("SYS-64", type=fact.TYPE)
    mark = marks(history).get(command.fact)
    if mark and mark.event is None:
        yield objection("SYS-61", type=fact.TYPE, annulled_at=mark.by.position)


def _nothing_rests_on_what_goes(draft: Draft) -> Objections:
    """Where other facts rest on the one with which a thing begins, that one stays."""
    gone = draft.gone
    for stream, place in sorted(gone):
        history = draft.world.past.history(stream)
        standing = [each.version for each in as_they_stand(history)]
        if place != min(standing, default=0) or isinstance(history[place - 1].event, EACH_ALONE):
            continue
        left = sum((stream, version) not in gone for version in standing)
        if left or ids.kind_of(stream) not in _MAY_VANISH:
            yield objection("SYS-65", what=stream, later=left)


def _is_of_the_same_kind(command: c.CorrectFact, history: Sequence[Recorded]) -> Objections:
    """The same command, of the same thing and person: what is of another is recorded anew."""
    if command.fact > len(history):
        return
    fact, new = history[command.fact - 1].event, command.replacement
    if not isinstance(new, fact.COMMAND or Command) or isinstance(fact, e.Correction):
        yield objection("SYS-63", type=fact.TYPE, replacement=new.NAME)
    elif new.stream != command.about or _person(new) != _person(fact):
        yield objection("SYS-63", what=command.about, replacement=_person(new) or new.stream)


def _person(said: Command | Event) -> str | None:
    person: str | None = getattr(said, "person", None)
    return person


def _changes_something(draft: Draft) -> Objections:
    if draft.changes_nothing:
        yield objection("SYS-62")
