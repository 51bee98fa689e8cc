"""By how much each fact between two moments moved each figure of each unit."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from admission.projections.asking import Connection, Moment
from admission.projections.moved.asked import Asked
from admission.projections.moved.effect import Effect, Effects, Found, by_figure
from admission.projections.moved.goals import Targets
from admission.projections.moved.people import steps
from admission.projections.moved.reckoning import RECKONINGS, Countings, Reckoning
from admission.projections.moved.tree import Acts, moved_under
from admission.projections.progress.figures import Question
from admission.projections.rulebooks.queries import adopted_at, countings
from admission.projections.units.lenses import Lens, lens_asked


class Side(NamedTuple):
    """The report at one of the two moments: its question, what it counts, its tree, its units."""

    reckoning: Reckoning
    question: Question
    counts: Countings
    lens: Lens
    shown: Collection[str]

    @property
    def tree(self) -> tuple[Lens, str]:
        """The tree, with the last day that counts."""
        return self.lens, self.question.period[1]

    def credit(self, unit: str, day: str) -> tuple[str, ...]:
        """The units of the report to which a fact counts."""
        return tuple(above for above in self.lens.credit(unit, day) if above in self.shown)


def effects(
    connection: Connection,
    asked: Asked,
    moments: tuple[Moment, Moment],
    shown: tuple[Collection[str], Collection[str]],
) -> Found:
    """What moved each figure from one moment to a later one, of units `shown` then and now."""
    was, now = (
        _side(connection, asked, at, units) for at, units in zip(moments, shown, strict=True)
    )
    acts = Acts(connection, *moments)
    return by_figure(
        (
            *_by_the_tree(was, now, acts),
            *_by_the_rulebook(was, now),
            *_by_people(was, now),
            *_by_targets(was, now, acts),
        )
    )


def supposed(
    connection: Connection,
    asked: Asked,
    moments: tuple[Moment, Moment],
    streams: Collection[str],
    depth: int | None,
) -> Found:
    """As `effects`, where facts of a few streams alone lie between the moments; to a depth."""
    was, now = (_side(connection, asked, at, ()) for at in moments)
    was, now = (side._replace(shown=_to_depth(side.lens, depth)) for side in (was, now))
    acts, kinds = Acts(connection, *moments), {stream[:-37] for stream in streams}
    people = [stream for stream in streams if stream.startswith("candidate-")]
    moving = list(_by_people(was, now, people)) if people else []
    if "unit" in kinds:
        moving += _by_the_tree(was, now, acts)
    if kinds & {"unit", "target"}:
        moving += _by_targets(was, now, acts)
    return by_figure(moving)


def _to_depth(lens: Lens, depth: int | None) -> set[str]:
    return {row.unit for row in lens.units if depth is None or row.depth <= depth}


def _side(connection: Connection, asked: Asked, at: Moment, shown: Collection[str]) -> Side:
    question = Question(connection, asked.year, "unit", at)
    counts = countings(connection, question.period[1], as_of=at.as_of, known_at=at.known_at)
    lens = lens_asked(connection, asked.tree, at, question.period, asked.unit)
    return Side(RECKONINGS[asked.kind], question, counts, lens, shown)


def _by_the_tree(was: Side, now: Side, acts: Acts) -> Effects:
    """What counted before, in the units of now."""
    for figure, counts in was.reckoning.counts(was.question, was.counts).items():
        for unit, day, _, people in counts:
            then = _day(now, figure, day)
            old, new = was.credit(unit, day), now.credit(unit, then)
            if set(old) == set(new):
                continue
            path = {unit, *was.lens.credit(unit, day), *now.lens.credit(unit, then)}
            act = acts.newest(path)
            yield from ((gone, figure, Effect(-people, *act)) for gone in {*old} - {*new})
            yield from ((come, figure, Effect(people, *act)) for come in {*new} - {*old})


def _day(now: Side, figure: str, day: str) -> str:
    """The day of the tree in which something counts now that counted on a day before."""
    return now.question.period[1] if figure in now.reckoning.standing else day


def _by_the_rulebook(was: Side, now: Side) -> Effects:
    """What counts since another rulebook says what is counted, of what was known before."""
    if all(was.counts[name][1:3] == counting[1:3] for name, counting in now.counts.items()):
        return
    old, new = (was.reckoning.counts(was.question, side.counts) for side in (was, now))
    for figure in new:
        if old[figure] == new[figure]:
            continue
        name = figure if figure in now.counts else "admitted"
        reference = now.counts[name].reference or was.counts[name].reference
        adopted = adopted_at(was.question.connection, reference)
        for counts, sign in ((old[figure], -1), (new[figure], 1)):
            for unit, day, _, people in counts:
                for above in now.credit(unit, _day(now, figure, day)):
                    yield above, figure, Effect(sign * people, *adopted)


def _by_people(was: Side, now: Side, candidates: Sequence[str] | None = None) -> Effects:
    moments = was.question.moment, now.question.moment
    connection = now.question.connection
    for name, figure in now.reckoning.people(now.question, now.counts.values()).items():
        for reach, by, position in steps(connection, figure, *moments, candidates):
            for above in now.credit(reach.unit, reach.on_day):
                yield above, name, Effect(by, position, reach.candidate)


def _by_targets(was: Side, now: Side, acts: Acts) -> Effects:
    targets = Targets(now.question.connection, now.question.year)
    before, after = was.question.moment, now.question.moment
    old = {u: n for u, n in targets.asked(was.lens, before).items() if u in was.shown}
    new = {u: n for u, n in targets.asked(now.lens, before).items() if u in now.shown}
    for unit in sorted(old.keys() | new.keys()):
        if by := new.get(unit, 0) - old.get(unit, 0):
            yield (
                unit,
                "target",
                Effect(by, *acts.newest(moved_under(unit, was.tree, now.tree))),
            )
    for unit, by, position, stream in targets.steps(now.lens, before, after):
        if unit in now.shown:
            yield unit, "target", Effect(by, position, stream)
