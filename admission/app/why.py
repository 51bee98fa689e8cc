"""Why a candidate stands where it stands: what is done, what the next step lacks, who must act.

The rules are those that decide commands, run on the folded state as it was on a day: nothing here
knows a number.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from admission.app.as_known import AsKnown
from admission.app.next_step import CELL_VOTE, CERTIFY, NextStep, following_step
from admission.app.recorders.reading import StoreReader
from admission.app.sentences import sentence
from admission.domain.kernel.documents import Document
from admission.domain.kernel.messages import Context, Milestone, Objection, Recorded
from admission.domain.kernel.stops import Stopped
from admission.domain.rulebooks.milestones import MILESTONES
from admission.domain.rulebooks.rulebook import Effect
from admission.domain.stages.candidate import Candidate, Reached, name_of
from admission.domain.stages.case import AnyCase, Case
from admission.domain.stages.clocks import Clock, known_unit, open_clocks
from admission.domain.stages.competence import as_units_have_it
from admission.domain.stages.judging import worded
from admission.domain.stages.requirements import requirements
from admission.domain.stages.standings import Standing
from admission.domain.stages.steps import StepCommand, StepEvent
from admission.domain.stages.taking_over.events import StepStated
from admission.domain.world import World


class Done(NamedTuple):
    """A milestone that stands, and the paper that it rests on; `on` is as exact as it is known.

    `against` are the rules that the step went against; `ahead` is what a coming day will reach by
    itself, such as the end of a term.
    """

    milestone: str
    on: str
    event: str
    document: Document | None
    position: int
    against: tuple[str, ...] = ()
    ahead: bool = False


class Missing(NamedTuple):
    """An objection against a coming step today: the rule, what it does, who must act, by when."""

    step: str
    rule: str
    sentence: str
    effect: str
    by: str
    acting: str | None
    due_on: date | None
    provisional: bool


class Waiting(NamedTuple):
    """A clock that is open; `starts` is as exact as it is known, `due_on` None where it is not."""

    rule: str
    what: str
    by: str
    acting: str | None
    starts: str
    due_on: date | None
    provisional: bool
    overdue_by: int
    from_paper: bool
    """Whether the day it starts on is known only from the paper of a take-over."""
    stopped_since: date | None
    """Since when it stands still, as a question about the person is open; None where it runs."""
    stopped_days: int
    """For how many calendar days it stood still."""


class Why(NamedTuple):
    """The whole answer; `step` is the next command, None where the path is over or complete."""

    candidate: Candidate
    step: str | None
    by: str
    acting: str | None
    rulebook: str | None
    done: tuple[Done, ...]
    missing: tuple[Missing, ...]
    waiting: tuple[Waiting, ...]


def why(
    reader: StoreReader, candidate: str, *, as_of: date, known_at: int | None = None
) -> Why | None:
    """Why a candidate stands where it stands at the end of a day, as known at a position.

    None where the candidacy had not begun.
    """
    history = AsKnown(reader, as_of, known_at)
    world = history.world()
    state = as_units_have_it(world.candidate(candidate), world, as_of)
    if state.standing is Standing.UNKNOWN:
        return None
    case = _case(state, world, as_of)
    done = tuple(sorted(_done(state, history.of(candidate), as_of), key=lambda one: one.ahead))
    if case is None:
        return Why(state, None, "", None, None, done, (), ())
    following = following_step(case)
    clocks = open_clocks(state, world.rulebook)
    return Why(
        state,
        following.step if following else None,
        following.by if following else "",
        _acting(case, following.by) if following else None,
        case.reference,
        done,
        tuple(_missing_until_the_vote(case, following, clocks)),
        tuple(_waiting(case, clock) for clock in clocks if clock.starts <= as_of or not clock.runs),
    )


def _case(state: Candidate, world: World, as_of: date) -> AnyCase | None:
    adoption = world.rulebook_in_force(as_of, state.unit)
    if adoption is None:
        return None
    context = Context(as_of, "")
    # No command that could be recorded: it stands for the next step, taken today.
    command = StepCommand.model_construct(candidate=state.id, on=as_of)
    return Case(command, state, world, context, adoption)


def _done(state: Candidate, events: Iterable[Recorded], as_of: date) -> Iterator[Done]:
    told: set[str] = set()
    for event, _, position, _ in events:
        for milestone in event.milestones():
            name = name_of(milestone)
            at = state.milestones.get(name)
            if at is None or at.on != milestone.on:
                continue
            if isinstance(event, StepStated) and name in told:
                continue
            told.add(name)
            paper = getattr(event, "document", None)
            against = event.against_rules if isinstance(event, StepEvent) else ()
            ahead = at.on > as_of
            yield Done(name, at.told, event.TYPE, paper, position, against, ahead)


def meaning(milestone: str) -> str:
    """What a milestone means, in words; a key is added in brackets."""
    name, _, key = milestone.partition("#")
    kind, colon, which = name.partition(":")
    words = {"paper": "filed", "waived": "waived", "gate": "passed", "raised": "question raised"}
    said = f"{words.get(kind, kind)}: {which}" if colon else MILESTONES.get(name, name)
    return f"{said} ({key})" if key else said


def _missing_until_the_vote(
    case: AnyCase, following: NextStep | None, clocks: tuple[Clock, ...]
) -> Iterator[Missing]:
    """What the next step lacks; while a dossier is put together, also what the cell's vote does."""
    if following is None:
        return
    yield from _missing(case, following, clocks)
    if following is CERTIFY:
        certified = Reached(case.on, case.reference)
        milestones = {**case.state.milestones, "cv-certified": certified}
        later = replace(case, state=case.state._replace(milestones=milestones))
        yield from _missing(later, CELL_VOTE, clocks)


def _missing(case: AnyCase, following: NextStep, clocks: tuple[Clock, ...]) -> Iterator[Missing]:
    reached = tuple(Milestone(name, case.on) for name in following.reached)
    found = [each for check in following.rules for each in check(case)]
    found += requirements(case, reached)
    asked = (each for each in found if case.rulebook.effect(each.code) is not Effect.NONE)
    for each in dict.fromkeys(map(_hashable, asked)):
        objection = worded(case, Objection(each[0], dict(each[1]), each[2]))
        by = _by(case, objection) or following.by
        ends = (*_ends(objection), *following.reached)
        days = [_stopped(case, c).last for c in clocks if c.runs and c.end in ends]
        last = min(days, default=None)
        yield Missing(
            step=following.step,
            rule=objection.code,
            sentence=sentence(objection),
            effect=case.rulebook.effect(objection.code).value,
            by=by,
            acting=_acting(case, by),
            due_on=last.day if last else None,
            provisional=last.provisional if last else False,
        )


def _hashable(each: Objection) -> tuple[str, tuple[tuple[str, str | int], ...], str]:
    return each.code, tuple(each.values.items()), each.source


def _ends(objection: Objection) -> Iterator[str]:
    """The milestones whose absence an objection is about."""
    if "paper" in objection.values:
        yield f"paper:{objection.values['paper']}"
    if "needed" in objection.values:
        yield str(objection.values["needed"])
    if "gate" in objection.values:
        yield f"gate:{objection.values['gate']}"
    if "relation" in objection.values:
        yield "verification-answered"


def _by(case: AnyCase, objection: Objection) -> str | None:
    """Who can bring what is missing: the issuer of a paper, the one who concludes a question."""
    values = objection.values
    needed = str(values.get("needed", ""))
    paper = values.get("paper", needed.removeprefix("paper:"))
    for entry in case.provisions(case.rulebook.paper):
        if entry.id == paper:
            return entry.issuer
    for gate in case.provisions(case.rulebook.gate):
        if gate.id == values.get("gate"):
            return gate.by
    return (
        str(values["body"]) if values.get("body") in ("cell", "department", "grassroots") else None
    )


def _acting(case: AnyCase, role: str) -> str | None:
    """The unit that acts in a role; None for a person's."""
    known = known_unit(case.state, role)
    if known:
        return case.successor(known)
    bodies = case.bodies
    if bodies is None:
        return case.state.unit if role == "cell" else None
    if role == "committee":
        return bodies.grassroots or bodies.authority
    role = role.removesuffix("-committee")  # as issuers of papers are written
    return (
        bodies.acting(role) if role in ("cell", "department", "grassroots", "authority") else None
    )


def _waiting(case: AnyCase, clock: Clock) -> Waiting:
    stopped = _stopped(case, clock) if clock.runs else None
    last = stopped.last if stopped else None
    paper = case.state.paper
    return Waiting(
        rule=clock.rule,
        what=f"{clock.what} ({clock.key})" if clock.key else clock.what,
        by=clock.by,
        acting=_acting(case, clock.by),
        starts=clock.stated or clock.starts.isoformat(),
        due_on=last.day if last else None,
        provisional=last.provisional if last else False,
        overdue_by=max(0, (case.on - last.day).days) if last else 0,
        from_paper=paper is not None and (not clock.runs or clock.starts < paper.on),
        stopped_since=stopped.since if stopped else None,
        stopped_days=stopped.days if stopped else 0,
    )


def _stopped(case: AnyCase, clock: Clock) -> Stopped:
    return clock.stopped(case.person.holds, case.calendar, asked=case.on)
