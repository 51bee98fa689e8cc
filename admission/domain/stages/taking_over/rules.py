"""What is asked of a take-over itself; the steps before it are not judged."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from admission.domain.kernel.messages import Context
from admission.domain.kernel.partial_days import first_day, last_day_meant
from admission.domain.kernel.rules import Objections, objection
from admission.domain.rulebooks.entries.path import Probation
from admission.domain.stages.awareness.rules import enters_at_a_cell, has_no_open_candidacy
from admission.domain.stages.candidate import SEVERAL
from admission.domain.stages.standings import PROBATION, Standing
from admission.domain.stages.taking_over.commands import TakeOver
from admission.domain.stages.taking_over.reached import ORDER, statable
from admission.domain.world import World


def may_be_taken_over(world: World, command: TakeOver, context: Context) -> Objections:
    """The path is new, its person free and its cell there; somebody else vouches for it."""
    if world.candidate(command.candidate).standing is not Standing.UNKNOWN:
        yield objection("SYS-07", what=command.candidate)
    person = world.person(command.person)
    if not person.is_on_probation_from_elsewhere:
        yield from has_no_open_candidacy(person)
    elif command.standing not in PROBATION:
        yield objection("SYS-16", person=person.id, since=person.here_since)
    yield from enters_at_a_cell(world, command.unit, command.on)
    if any(world.are_one(command.vouched_by, who) for who in (context.actor, person.id)):
        yield objection("SYS-08", second=command.vouched_by)


def dates_fit(world: World, command: TakeOver) -> Objections:
    """Each date is of a milestone that can have been reached, once, in order, and not ahead."""
    yield from _can_be_stated(world, command)
    times = Counter(stated.milestone for stated in command.dates)
    for milestone, count in times.items():
        if count > 1:
            yield objection("SYS-31", milestone=milestone)
    yield from _come_in_order(command)
    yield from _lie_before(command)


def _can_be_stated(world: World, command: TakeOver) -> Objections:
    known = statable(command.standing)
    papers = set(_papers_and_gates(world))
    for stated in command.dates:
        name, _, key = stated.milestone.partition("#")
        if name == "paper:introduction":
            fits = bool(command.introducers) and not key
        else:
            fits = name in known | papers and bool(key) == (name in SEVERAL)
        if not fits:
            ordered = [*(n for n in ORDER if n in known), *sorted(known - {*ORDER})]
            yield objection(
                "SYS-30",
                milestone=stated.milestone,
                standing=command.standing,
                known=" ".join((*ordered, *sorted(papers))),
            )


def _papers_and_gates(world: World) -> Iterator[str]:
    for adoption in world.shelf().adoptions:
        yield from (f"paper:{paper.id}" for paper in adoption.rulebook.paper)
        yield from (f"gate:{gate.id}" for gate in adoption.rulebook.gate)


def _come_in_order(command: TakeOver) -> Objections:
    """A step is not surely later than one that follows it on the path."""
    on = {stated.milestone: stated.on for stated in command.dates}
    latest, before = date.min, ""
    for name in ORDER:
        text = on.get(name)
        if text is None:
            continue
        if last_day_meant(text) < latest:
            yield objection("SYS-32", milestone=name, on=text, after=before, was=on[before])
        # The end of the term says how long probation lasts, not when the next step was taken.
        if name != "term-ended" and first_day(text) > latest:
            latest, before = first_day(text), name


def _lie_before(command: TakeOver) -> Objections:
    for stated in command.dates:
        if stated.on and stated.milestone != "term-ended" and first_day(stated.on) > command.on:
            yield objection("SYS-33", milestone=stated.milestone, on=stated.on, by=command.on)


def term_can_be_reckoned(command: TakeOver, term: Probation | None) -> Objections:
    """How long probation lasts is said by a rulebook, or by the paper."""
    stated = any(date.milestone == "term-ended" and date.on for date in command.dates)
    if command.standing in PROBATION and term is None and not stated:
        yield objection("SYS-34", standing=command.standing)
