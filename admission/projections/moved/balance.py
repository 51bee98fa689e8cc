"""By how much each fact between two moments moved each figure of a balance."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from admission.projections.asking import Connection, Moment
from admission.projections.balance.borders import borders, day_before, tree_before
from admission.projections.balance.queries import Question
from admission.projections.moved.asked import Asked
from admission.projections.moved.effect import Effect, Effects, Found, by_figure
from admission.projections.moved.figures import Figures, Told
from admission.projections.moved.members import steps
from admission.projections.moved.openings import Members, Openings
from admission.projections.moved.tree import Acts, moved_under
from admission.projections.movements.queries import CAME, tally_kinds
from admission.projections.units.lenses import History, Lens, lens_of, seen_in


class Side(NamedTuple):
    """The balance at one of the two moments: its question, its trees, its units."""

    question: Question
    history: History
    lens: Lens
    shown: Collection[str]

    @property
    def tree(self) -> tuple[Lens, str]:
        """The tree, with the last day that counts."""
        return self.lens, self.question.period[1]

    def credit(self, unit: str, day: str) -> set[str]:
        """The units of the report to which a movement counts."""
        return set(self.lens.credit(unit, day)).intersection(self.shown)

    def openings(self, stated: Mapping[str, Told], members: Members) -> Openings:
        """What the units opened with, if this was stated and these had moved."""
        period = self.question.period
        units = tree_before(self.history, period)
        parts = borders(units, self.lens, self.shown, period[0])
        return Openings(units, parts, stated, members)


def side_of(connection: Connection, asked: Asked, at: Moment, shown: Collection[str]) -> Side:
    """The balance at a moment, of the units that it shows."""
    question = Question(connection, *asked.days, at)
    history = History(connection, at.known_at)
    seen = seen_in(asked.tree, at.as_of)
    return Side(question, history, lens_of(history, seen, question.period, asked.unit), shown)


def side_to_depth(connection: Connection, asked: Asked, at: Moment, depth: int | None) -> Side:
    """The balance at a moment, of all units to a depth."""
    side = side_of(connection, asked, at, ())
    units = side.lens.units
    return side._replace(shown={row.unit for row in units if depth is None or row.depth <= depth})


def effects(was: Side, now: Side, streams: Collection[str] | None = None) -> Found:
    """What moved each figure from one side to the other; `streams`: by facts of these alone."""
    connection = now.question.connection
    acts = Acts(connection, was.question.moment, now.question.moment)
    eve = day_before(was.question.period)
    figures = Figures(connection, eve, lambda _: True)
    return by_figure(
        (
            *_by_the_tree(was, now, acts),
            *_openings(was, now, acts, figures, streams),
            *_closings(was, now, acts),
        )
    )


def _by_the_tree(was: Side, now: Side, acts: Acts) -> Effects:
    """Those who had moved before, in the units of now."""
    connection, first, last, moment = was.question
    for cell, day, kind, people in tally_kinds(connection, first, last, **moment._asdict()):
        old, new = was.credit(cell, day), now.credit(cell, day)
        if old == new:
            continue
        path = {cell, *was.lens.credit(cell, day), *now.lens.credit(cell, day)}
        act = acts.newest(path)
        yield from ((gone, _key(kind), Effect(-people, *act)) for gone in old - new)
        yield from ((come, _key(kind), Effect(people, *act)) for come in new - old)


def _openings(
    was: Side, now: Side, acts: Acts, figures: Figures, streams: Collection[str] | None
) -> Effects:
    """By the tree; then by what was stated of units; then by who moved, before and in it."""
    connection, first, last, before = was.question
    after, eve = now.question.moment, day_before(was.question.period)
    stated, members = figures.newest(before), _members(was, eve)
    opened = now.openings(stated, members)
    old, new = was.openings(stated, members).whole(), opened.whole()
    for unit in sorted(old.keys() | new.keys()):
        if by := new.get(unit, 0) - old.get(unit, 0):
            yield unit, "opening", Effect(by, *acts.newest(moved_under(unit, was.tree, now.tree)))
    for unit, figure, position, stream in figures.steps(before, after):
        for shown, by in opened.restated(unit, figure).items():
            yield shown, "opening", Effect(by, position, stream)
    for step in steps(connection, last, before, after, streams):
        fact = step.position, step.stream
        if step.on_day < first:
            for shown, by in opened.moved(step.cell, step.on_day, step.members * step.by).items():
                yield shown, "opening", Effect(by, *fact)
        else:
            for shown in now.credit(step.cell, step.on_day):
                yield shown, _key(step.kind), Effect(step.by, *fact)


def _members(side: Side, last: str) -> Members:
    """By cell, who had come and gone to the end of a day."""
    found: dict[str, list[tuple[str, int]]] = {}
    clocks = side.question.moment._asdict()
    for cell, day, kind, people in tally_kinds(side.question.connection, "", last, **clocks):
        found.setdefault(cell, []).append((day, people if kind in CAME else -people))
    return found


def _closings(was: Side, now: Side, acts: Acts) -> Effects:
    """What was stated of units for the last day; of one that is shown no more, or only now."""
    connection, _, last, before = was.question
    figures = Figures(connection, last, lambda period: period == last)
    known = figures.newest(before)
    for unit, told in known.items():
        if by := told.number * ((unit in now.shown) - (unit in was.shown)):
            yield unit, "closing_stated", Effect(by, *acts.newest({unit}))
    numbers = {unit: told.number for unit, told in known.items()}
    for unit, figure, position, stream in figures.steps(before, now.question.moment):
        number = figure.number if figure else 0
        if unit in now.shown and (by := number - numbers.get(unit, 0)):
            yield unit, "closing_stated", Effect(by, position, stream)
        numbers[unit] = number


def _key(kind: str) -> str:
    return kind.replace("-", "_")
