"""By how much each fact between two moments moved each figure of each unit."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple, Protocol

from admission.projections.asking import Connection, Moment
from admission.projections.moved.goals import Targets
from admission.projections.moved.people import figures_of, steps
from admission.projections.moved.tree import Acts
from admission.projections.progress.figures import Question, figures, tally_of
from admission.projections.rulebooks.queries import Counting, adopted_at, countings
from admission.projections.units.lenses import Lens, lens_asked


class Effect(NamedTuple):
    """By how much the fact at a position, recorded of a stream, moved a figure of a unit."""

    by: int
    position: int
    stream: str


class Asked(Protocol):
    """What a report of progress is of."""

    @property
    def year(self) -> int: ...  # noqa: D102
    @property
    def unit(self) -> str | None: ...  # noqa: D102
    @property
    def tree(self) -> str: ...  # noqa: D102


class Side(NamedTuple):
    """The report at one of the two moments: its question, what it counts, its tree, its units."""

    question: Question
    counts: dict[str, Counting]
    lens: Lens
    shown: Collection[str]

    def credit(self, unit: str, day: str) -> tuple[str, ...]:
        """The units of the report to which a fact counts."""
        return tuple(above for above in self.lens.credit(unit, day) if above in self.shown)


Found = dict[tuple[str, str], list[Effect]]
"""By unit and figure."""


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
    return _by_figure(
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
    return _by_figure(moving)


def _to_depth(lens: Lens, depth: int | None) -> set[str]:
    return {row.unit for row in lens.units if depth is None or row.depth <= depth}


Effects = Iterable[tuple[str, str, Effect]]


def _by_figure(moving: "Effects") -> Found:
    found: Found = {}
    for unit, figure, effect in moving:
        found.setdefault((unit, figure), []).append(effect)
    return {key: _gathered(those) for key, those in found.items()}


def _side(connection: Connection, asked: Asked, at: Moment, shown: Collection[str]) -> Side:
    question = Question(connection, asked.year, "unit", at)
    counts = countings(connection, question.period[1], as_of=at.as_of, known_at=at.known_at)
    lens = lens_asked(connection, asked.tree, at, question.period, asked.unit)
    return Side(question, counts, lens, shown)


def _by_the_tree(was: Side, now: Side, acts: Acts) -> Effects:
    """What counted before, in the units of now."""
    for figure, counts in figures(was.question, was.counts).items():
        for unit, day, _, people in counts:
            then = now.question.period[1] if figure == "dossiers_open" else day
            old, new = was.credit(unit, day), now.credit(unit, then)
            if set(old) == set(new):
                continue
            path = {unit, *was.lens.credit(unit, day), *now.lens.credit(unit, then)}
            act = acts.newest(path)
            yield from ((gone, figure, Effect(-people, *act)) for gone in {*old} - {*new})
            yield from ((come, figure, Effect(people, *act)) for come in {*new} - {*old})


def _by_the_rulebook(was: Side, now: Side) -> Effects:
    """What counts since another rulebook says what is counted, of what was known before."""
    (connection, year, _, moment), counts = was.question, was.counts
    for figure, counting in now.counts.items():
        if counts[figure][1:3] == counting[1:3]:
            continue
        adopted = adopted_at(connection, counting.reference or counts[figure].reference)
        for rule, sign in ((counts[figure], -1), (counting, 1)):
            for unit, day, _, people in tally_of(connection, rule, year, moment):
                for above in now.credit(unit, day):
                    yield above, figure, Effect(sign * people, *adopted)


def _by_people(was: Side, now: Side, candidates: Sequence[str] | None = None) -> Effects:
    moments = was.question.moment, now.question.moment
    connection = now.question.connection
    for name, figure in figures_of(now.question, now.counts.values()).items():
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
            yield unit, "target", Effect(by, *acts.newest(_moved_under(unit, was, now)))
    for unit, by, position, stream in targets.steps(now.lens, before, after):
        if unit in now.shown:
            yield unit, "target", Effect(by, position, stream)


def _moved_under(unit: str, was: Side, now: Side) -> set[str]:
    """The units that stand under a unit in one of two trees and not in the same place in both."""
    places = [{row.unit: row.parent for row in side.lens.units} for side in (was, now)]
    differing = {each for each in places[0].keys() | places[1].keys() if _place(places, each)}
    return {unit} | {
        each
        for each in differing
        if any(unit in side.lens.credit(each, side.question.period[1]) for side in (was, now))
    }


def _place(places: Sequence[dict[str, str | None]], unit: str) -> bool:
    missing = [unit not in of for of in places]
    return any(missing) or places[0][unit] != places[1][unit]


def _gathered(those: list[Effect]) -> list[Effect]:
    """One for each fact; what moved a figure to and fro at once is left out."""
    sums: dict[tuple[int, str], int] = {}
    for by, position, stream in those:
        sums[position, stream] = sums.get((position, stream), 0) + by
    return [Effect(by, *fact) for fact, by in sorted(sums.items()) if by]
