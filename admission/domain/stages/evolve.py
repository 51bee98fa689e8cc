"""How each event changes the state of a candidate: total, it believes what happened.

Every stage's `state.py` says what its own events change, under `undone` also which milestones no
longer stand; here the milestones are kept, and the standings walked through that a redo had kept.
"""

from itertools import pairwise
from typing import Final

from admission.domain.kernel.messages import Milestone, Recorded
from admission.domain.stages.admission import state as admission
from admission.domain.stages.awareness import state as awareness
from admission.domain.stages.candidate import (
    Breach,
    Candidate,
    ChangesBy,
    name_of,
    reached_on,
)
from admission.domain.stages.dossier import state as dossier
from admission.domain.stages.membership import state as membership
from admission.domain.stages.membership.events import RedoOrdered
from admission.domain.stages.membership.state import ORDER
from admission.domain.stages.probation import state as probation
from admission.domain.stages.standings import ENDED, PATH
from admission.domain.stages.steps import StepEvent
from admission.domain.stages.taking_over import state as taking_over
from admission.domain.stages.transfer import state as transfer

CHANGES: Final[ChangesBy] = {
    **awareness.CHANGES,
    **dossier.CHANGES,
    **admission.CHANGES,
    **probation.CHANGES,
    **membership.CHANGES,
    **taking_over.CHANGES,
    **transfer.CHANGES,
}

_NEXT: Final = {here: step for (_, here), step in pairwise(PATH)}


def evolve(state: Candidate, recorded: Recorded) -> Candidate:
    """The state after one more event of the candidate's stream."""
    return step(state, recorded, recorded.event.milestones())


def step(state: Candidate, recorded: Recorded, reached: tuple[Milestone, ...]) -> Candidate:
    """The same, of an event whose milestones are at hand."""
    event = recorded.event
    if not isinstance(event, StepEvent):
        msg = f"{event.TYPE} does not belong to a candidate's stream"
        raise TypeError(msg)
    changes = CHANGES[type(event)](state, event)
    undone = changes.pop("undone", ())
    if reached or undone:
        milestones = dict(changes.get("milestones", state.milestones))
        for each in reached:
            name = name_of(each)
            before = milestones.get(name)
            if before is None or before.on < each.on:
                by = each.rulebook or recorded.rulebook
                milestones[name] = reached_on(each.on, by, each.stated)
        for name in undone:
            milestones.pop(name, None)
        changes["milestones"] = milestones
    if event.against_rules:
        steps = tuple(map(name_of, reached))
        breach = Breach(event.TYPE, event.on, event.against_rules, steps)
        changes["breaches"] = (*changes.get("breaches", state.breaches), breach)
    standing = changes.get("standing", state.standing)
    if standing is not state.standing:
        changes.setdefault("since", event.on)
        if standing in ENDED:
            changes["breaches"] = ()
    after = state._replace(**changes)
    if not (after.redo or after.kept) or isinstance(event, RedoOrdered):
        return after
    return _walk_on(_done_again(after, {*map(name_of, reached), *undone}))


def _done_again(state: Candidate, names: set[str]) -> Candidate:
    """Steps done again, or undone, wait no longer."""
    kept = {name: at for name, at in state.kept.items() if name not in names}
    return state._replace(kept=kept, redo=state.redo - names)


def _walk_on(state: Candidate) -> Candidate:
    """Pass the steps that a redo kept, up to the first that has to be done again."""
    milestones, kept, standing = dict(state.milestones), dict(state.kept), state.standing
    while standing in _NEXT and _NEXT[standing][0] in kept:
        name, following = _NEXT[standing]
        if any(ORDER.index(step) < ORDER.index(name) for step in state.redo):
            break
        standing = following
        milestones[name] = kept.pop(name)
    return state._replace(milestones=milestones, kept=kept, standing=standing)
