"""Steps known from paper, which nothing judged when they were taken over."""

from collections.abc import Iterator
from typing import NamedTuple

from admission.app.conformance.findings import Deviation
from admission.app.replay.fields import Clocks
from admission.domain.kernel.dates import last_day
from admission.domain.rulebooks.provisions import Asked, asked_before
from admission.domain.rulebooks.rulebook import Effect, Rulebook
from admission.domain.stages.candidate import Candidate, Reached
from admission.domain.stages.clocks import open_clocks
from admission.domain.stages.taking_over.events import Stated


class Left(NamedTuple):
    """How a stated step left the rules: by which ("" if none held), how many days, what of it."""

    deviation: Deviation
    rule: str
    days: int | None = None
    detail: str = ""


def judged(stated: Stated, path: Candidate, clocks: Clocks) -> Iterator[Left]:
    """What a step stated on paper left, `path` being as it was taken over.

    Only days known to the day are held against anybody, and what a paper does not state is not
    taken for not done. Where no rulebook covers the day, that alone is said: nothing can be judged.
    """
    if stated.text is not None:
        return
    book = clocks.rulebook_of(stated.rulebook) if stated.rulebook else None
    if book is None or not book.covers(stated.on):
        detail = f"read by {book.id}" if book else "no rulebook"
        yield Left(Deviation.RULES_NOT_IN_FORCE, "", None, detail)
        return
    asked = asked_before(book, stated.milestone.partition("#")[0], stated.on)
    for left in (*_orders(stated, path, asked), *_waits(stated, path, asked, clocks)):
        if book.effect(left.rule) is not Effect.NONE:
            yield left
    yield from _deadlines(stated, path, clocks)


def _orders(stated: Stated, path: Candidate, asked: Asked) -> Iterator[Left]:
    for order in asked.orders:
        for needed in order.needs:
            reached = _exactly(path, needed)
            if reached is not None and reached.on > stated.on:
                days = (reached.on - stated.on).days
                yield Left(Deviation.OUT_OF_ORDER, order.rule, days)


def _waits(stated: Stated, path: Candidate, asked: Asked, clocks: Clocks) -> Iterator[Left]:
    for wait in asked.waits:
        reached = _exactly(path, wait.after)
        if reached is None:
            continue
        first = last_day(reached.on, wait.amount, wait.unit, clocks.calendar).day
        if stated.on < first:
            yield Left(Deviation.TOO_EARLY, wait.rule, (first - stated.on).days)


def _deadlines(stated: Stated, path: Candidate, clocks: Clocks) -> Iterator[Left]:
    name, _, key = stated.milestone.partition("#")
    others = {each: at for each, at in path.milestones.items() if each != stated.milestone}
    before = path._replace(milestones=others)
    for clock in open_clocks(before, clocks.rulebook_of, frozenset({name})):
        book = clocks.rulebook_of(clock.rulebook)
        if (clock.end, clock.key) != (name, key) or clock.stated or not _holds(book, clock.rule):
            continue
        if not book.covers(clock.starts):
            continue
        late = (stated.on - clock.last_day(clocks.calendar).day).days
        if late > 0:
            yield Left(Deviation.DEADLINE_MISSED, clock.rule, late)


def _holds(book: Rulebook, rule: str) -> bool:
    return book.effect(rule) is not Effect.NONE


def _exactly(path: Candidate, milestone: str) -> Reached | None:
    reached = path.milestones.get(milestone)
    return None if reached is None or reached.stated else reached
