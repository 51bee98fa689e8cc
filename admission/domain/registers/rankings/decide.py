"""What becomes of commands that rank."""

from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Refused
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.rankings import commands as c
from admission.domain.registers.rankings import events as e
from admission.domain.registers.rankings.rules import ranked_well
from admission.domain.world import World


def rank_unit(world: World, command: c.RankUnit, _: Context) -> Accepted | Refused:
    """An organisation is ranked once a year; what was decided otherwise later is a correction."""
    return answer(command, e.UnitRanked.of(command), _unit_ranked_well(world, command))


def _unit_ranked_well(world: World, command: c.RankUnit) -> Objections:
    if world.ranking(c.ranking_id(command.WHO, command.unit, command.year)).on is not None:
        yield objection("SYS-07", what=command.ranking)
    yield from ranked_well(world, command)


def rank_member(world: World, command: c.RankMember, _: Context) -> Accepted | Refused:
    """A member, or one of before, is ranked once a year, under whichever name."""
    return _person_ranked(world, command, e.MemberRanked.of(command))


def rank_head(world: World, command: c.RankHead, _: Context) -> Accepted | Refused:
    """A head is ranked once a year, beside the class as a member."""
    return _person_ranked(world, command, e.HeadRanked.of(command))


def _person_ranked(
    world: World, command: c.RankMember | c.RankHead, event: e.MemberRanked | e.HeadRanked
) -> Accepted | Refused:
    kept = world.person(command.person).id
    stream = c.ranking_id(command.WHO, kept, command.year)
    return answer(command, event, _person_ranked_well(world, command), kept, stream)


def _person_ranked_well(world: World, command: c.RankMember | c.RankHead) -> Objections:
    person = world.person(command.person)
    if world.ranking_of(command.WHO, person.id, command.year) is not None:
        yield objection("SYS-07", what=command.ranking)
    if not (person.is_member or person.was_member or person.candidacies):
        yield objection("SYS-167", person=person.id)
    ended = person.ended_on if person.candidacy is None else None
    if ended is not None and ended.year < command.year:
        yield objection("SYS-14", year=command.year, ended=ended)
    yield from ranked_well(world, command)


DECIDE: Final[Deciders] = {
    c.RankUnit: rank_unit,
    c.RankMember: rank_member,
    c.RankHead: rank_head,
}
