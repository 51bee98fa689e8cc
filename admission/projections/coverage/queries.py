# ruff: noqa: PLR0913 - one argument for each way to ask
"""Each unit's plan against who is admitted and who is on the way, and the pace that it needs."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from admission.projections.asking import Connection, Moment, page_of_all
from admission.projections.confirmations.through import Through, confirmed, unless_unknown
from admission.projections.coverage.pace import months_gone, months_left, needed, reached
from admission.projections.coverage.rows import CoverageRow, Plan
from admission.projections.coverage.sentences import of_base, of_plan
from admission.projections.coverage.under_way import ALL, under_way
from admission.projections.progress.figures import Question, tally_of
from admission.projections.progress.sums import (
    Count,
    Figures,
    Goals,
    credited,
    goals,
    handed_on,
    percent,
)
from admission.projections.rulebooks.queries import Counting, countings
from admission.projections.targets.queries import TargetRow, list_targets
from admission.projections.units.lenses import AS_WAS, Lens, lens_asked, there
from admission.projections.units.tree import UnitRow


class Coverage(NamedTuple):
    """A page of coverage, what it comes to in sentences, and what counts as admitted."""

    rows: list[CoverageRow]
    next: str | None
    summary: tuple[str, ...]
    admitted: Counting


def coverage(
    connection: Connection,
    *,
    year: int,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
    depth: int | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Coverage:
    """The coverage of a unit (None: of every root) and of all under it to a depth, parent first.

    `tree` is what it is read through, as in `progress`, which raises the same.
    """
    question = Question(connection, year, "unit", Moment(as_of, known_at))
    last = question.period[1]
    counting = countings(connection, last, as_of=as_of, known_at=known_at)["admitted"]
    lens = there(lens_asked(connection, tree, question.moment, question.period, unit), unit)
    found = _found(question, lens, counting)
    whole = [_row(found, row) for row in lens.units if depth is None or row.depth <= max(depth, 1)]
    rows = [row for row in whole if depth is None or row.depth <= depth]
    cut = page_of_all(rows, limit, after, lambda row: (row.unit,))
    return Coverage(cut.rows, cut.next, tuple(_summary(whole)), counting)


def counts_of(question: Question, counting: Counting) -> dict[str, list[Count]]:
    """By figure, who counts: in the year by `counting`, the others in their cells of its end."""
    connection, year, _, moment = question
    counted = {
        figure: [Count(unit, question.period[1], ALL, people) for unit, people in found]
        for figure, found in under_way(connection, moment).items()
    }
    counted["admitted"] = [
        Count(row.unit, row.on_day, ALL, row.candidates)
        for row in tally_of(connection, counting, year, moment)
    ]
    if counting.milestone == "admission-decided":
        counted["decided"] = []  # they are counted as admitted already
    return counted


class _Found(NamedTuple):
    """What was found for every unit."""

    question: Question
    counted: Mapping[str, Figures]
    asked: Goals
    own: Mapping[str, TargetRow]
    through: Through


def _found(question: Question, lens: Lens, counting: Counting) -> _Found:
    connection, year, _, (as_of, known_at) = question
    targets = list_targets(
        connection, as_of=as_of, known_at=known_at, year=year, indicator="admitted"
    ).rows
    own = {row.unit: row for row in targets if row.period == str(year) and row.group is None}
    counted = counts_of(question, counting)
    return _Found(
        question,
        {figure: credited(lens, people) for figure, people in counted.items()},
        goals(lens.units, handed_on(lens, {unit: {ALL: row.people} for unit, row in own.items()})),
        own,
        confirmed(connection, lens.units, question.moment),
    )


def _row(found: _Found, unit: UnitRow) -> CoverageRow:
    year, (as_of, _) = found.question.year, found.question.moment
    counted = {name: of.get(unit.unit, {}).get(ALL, 0) for name, of in found.counted.items()}
    through, goal = found.through.get(unit.unit), found.asked.of(unit.unit, ALL)
    own, target = found.own.get(unit.unit), goal.asked
    admitted = counted["admitted"]
    known = {
        **unless_unknown(counted, through, as_of),
        **unless_unknown({"admitted": admitted}, through, found.question.period[1]),
    }
    promised_by = own.promised_by if own else f"{year}-12-31"
    left = months_left(as_of, promised_by)
    lacking = None if target is None else target - sum(counted.values())
    share = own if own and own.base_count else None
    floor = share.percent_hundredths if share else None
    return CoverageRow(
        unit=unit.unit,
        name=unit.name,
        code=unit.code,
        kind=unit.kind,
        depth=unit.depth,
        year=year,
        target=target,
        target_source=goal.source,
        promised_by=promised_by,
        admitted=known["admitted"],
        percent=percent(known["admitted"], target),
        decided=known["decided"],
        at_authority=known["at_authority"],
        dossiers_before_authority=known["dossiers_before_authority"],
        not_in_pipeline=None if lacking is None else max(0, lacking),
        surplus=None if lacking is None else max(0, -lacking),
        plan=_plan(admitted, known["admitted"], target),
        months_left=left,
        pace_needed=None if target is None else needed(max(0, target - admitted), left),
        pace_so_far=reached(known["admitted"], months_gone(as_of, year)),
        confirmed_to=through,
        admitted_counted=admitted,
        decided_counted=counted["decided"],
        at_authority_counted=counted["at_authority"],
        dossiers_before_authority_counted=counted["dossiers_before_authority"],
        base_name=share.base_name if share else None,
        base_count=share.base_count if share else None,
        percent_of_base=percent(known["admitted"], share.base_count) if share else None,
        floor_percent=None if floor is None else _plain(floor),
    )


def _plan(counted: int, known: int | None, target: int | None) -> Plan | None:
    if target is None:
        return None
    if counted >= target:
        return "above" if counted > target else "on"
    if counted:
        return "below"
    return "unconfirmed" if known is None else "none"


def _plain(hundredths: int) -> str:
    """Hundredths of a per cent as people write them: 700 is 7, 750 is 7.5."""
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")


def _summary(rows: list[CoverageRow]) -> Iterator[str]:
    """For each unit asked for, what it and the bodies right below it come to."""
    roots = [at for at, row in enumerate(rows) if row.depth == 0]
    for at, following in pairwise((*roots, len(rows))):
        root, under = rows[at], rows[at + 1 : following]
        bodies = [row for row in under if row.depth == 1 and row.target_source == "own"]
        name = f"{root.name}: " if len(roots) > 1 else ""
        for sentence in (*of_plan(root, bodies), of_base(root)):
            if sentence is not None:
                yield name + sentence
