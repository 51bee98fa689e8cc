"""What becomes of commands about reports."""

from typing import Final

from admission.domain.kernel.messages import (
    Accepted,
    Context,
    Refused,
    UnknownReferenceError,
    Written,
)
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders
from admission.domain.registers.reports import commands as c
from admission.domain.registers.reports import events as e
from admission.domain.world import World


def publish_report(world: World, command: c.PublishReport, _: Context) -> Accepted | Refused:
    """A report is published once, and listed with its unit; another may take its place."""
    found = (*_published_well(world, command), *_can_be_superseded(world, command))
    if found:
        return Refused(found)
    listed = Written(command.published, e.ReportListed.of(command))
    return Accepted((Written(command.report, e.ReportPublished.of(command)), listed))


def _published_well(world: World, command: c.PublishReport) -> Objections:
    if command.unit is not None:
        world.unit(command.unit)
    if not world.is_actor(command.signed_by):
        raise UnknownReferenceError(command.signed_by)
    if world.report(command.report).published is not None:
        yield objection("SYS-07", what=command.report)
    if command.as_of > command.on:
        yield objection("SYS-14", on=command.on, as_of=command.as_of)


def _can_be_superseded(world: World, command: c.PublishReport) -> Objections:
    """Only a report of the same unit, kind and period that no other took the place of."""
    if command.supersedes is None:
        return
    known = {each.report: each for each in world.published(command.published).reports}
    other = known.get(command.supersedes)
    asked = command.kind, command.year, command.first, command.last
    if other is None or other.of != asked:
        yield objection("SYS-73", report=command.supersedes)
    elif other.superseded_by is not None:
        yield objection("SYS-74", report=other.report, superseded_by=other.superseded_by)


DECIDE: Final[Deciders] = {c.PublishReport: publish_report}
