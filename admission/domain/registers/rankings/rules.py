"""The rules of ranking: which class a score allows, who may decide, who has a class at all."""

from datetime import date
from typing import Final

from admission.domain.kernel.rules import Objections, objection, rule
from admission.domain.registers.rankings import commands as c
from admission.domain.registers.units.rules import has_not_ended
from admission.domain.rulebooks.entries.entry import in_force
from admission.domain.rulebooks.entries.members import Rank, RankingScore
from admission.domain.world import World

Command = c.RankUnit | c.RankMember | c.RankHead
_HUNDREDTHS: Final = 100


def ranked_well(world: World, command: Command) -> Objections:
    """A class or a reason for none, of a unit that stood in that year, by a body above it."""
    yield from _says_one_thing(command)
    yield from _was_there(world, command)
    yield from _decided_from_above(world, command)
    yield from score_allows_the_class(world, command)


def _says_one_thing(command: Command) -> Objections:
    if (command.rank is None) == (command.not_ranked is None):
        yield objection("SYS-165", rank=command.rank or "none")
    elif command.not_ranked is not None and command.score_hundredths is not None:
        yield objection("SYS-165", rank="none", score=_points(command.score_hundredths))


def _was_there(world: World, command: Command) -> Objections:
    first, last = date(command.year, 1, 1), date(command.year, 12, 31)
    yield from has_not_ended(world, command.unit, first)
    founded = world.stands_since(command.unit)
    if last < founded:
        yield objection("SYS-14", year=command.year, founded=founded)
    if command.on < first:
        yield objection("SYS-14", on=command.on, year=command.year)


def _decided_from_above(world: World, command: Command) -> Objections:
    """A unit ranks its own members and heads; of itself a unit at the top of the store alone."""
    above = [place.id for place in world.units_from(command.unit, command.on)]
    own = command.WHO != "organisation" or len(above) == 1
    if world.unit(command.by).id not in (above if own else above[1:]):
        yield objection("SYS-166", unit=command.unit, by=command.by)


@rule("RNK-01")
def score_allows_the_class(world: World, command: Command) -> Objections:
    """The class is none better than the points give (Q366 art. 11); a worse one may be decided."""
    adoption = world.rulebook_in_force(command.on, command.unit)
    if adoption is None or command.rank is None or command.score_hundredths is None:
        return
    for provision in in_force(adoption.rulebook.ranking_score, command.on):
        needed = _least(provision, command.rank)
        if command.score_hundredths < needed * _HUNDREDTHS:
            yield objection(
                provision.rule,
                provision.source,
                rank=command.rank,
                score=_points(command.score_hundredths),
                needed=needed,
            )


def _least(provision: RankingScore, rank: Rank) -> int:
    return {
        Rank.EXCELLENT: provision.excellent,
        Rank.GOOD: provision.good,
        Rank.COMPLETED: provision.completed,
    }.get(rank, 0)


def _points(hundredths: int) -> str:
    whole, rest = divmod(hundredths, _HUNDREDTHS)
    return f"{whole}.{rest:02}"
