"""What becomes of commands about erasures: four eyes besides those that asked, and no hold."""

from collections.abc import Container
from typing import Final

from admission.domain.kernel.ids import ERASURES, derived_id
from admission.domain.kernel.messages import Accepted, Context, Objection, Refused, Written
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.erasure import commands as c
from admission.domain.registers.erasure import events as e
from admission.domain.registers.erasure.rules import kept
from admission.domain.registers.erasure.state import Asked, Erasure
from admission.domain.registers.people.state import Person
from admission.domain.world import World


def request_erasure(
    world: World, command: c.RequestErasure, context: Context
) -> Accepted | Refused:
    """One request for a person waits at a time, and nobody is erased twice."""
    world.unit(command.unit)
    event = e.ErasureRequested.of(command, by=context.actor)
    asked = (Asked.NOT, Asked.REFUSED)
    return _answer(world, command, event, _stands_at(world, command, asked))


def approve_erasure(
    world: World, command: c.ApproveErasure, context: Context
) -> Accepted | Refused:
    """Two approve, each another than who recorded the request and than whom it is about."""
    event = e.ErasureApproved.of(command, by=context.actor)
    asked = (Asked.REQUESTED, Asked.APPROVED_ONCE)
    objections = (*_stands_at(world, command, asked), *_own_hand(world, command, context.actor))
    return _answer(world, command, event, objections)


def _own_hand(world: World, command: c.ApproveErasure, actor: str) -> Objections:
    for other in (*_erasure(world, command).hands, *world.person(command.person).ids):
        if world.are_one(actor, other):
            yield objection("SYS-88", actor=actor)
            return


def refuse_erasure(world: World, command: c.RefuseErasure, _: Context) -> Accepted | Refused:
    """A request may be refused as long as it waits."""
    asked = (Asked.REQUESTED, Asked.APPROVED_ONCE, Asked.APPROVED)
    objections = _stands_at(world, command, asked)
    return _answer(world, command, e.ErasureRefused.of(command), objections)


def place_legal_hold(world: World, command: c.PlaceLegalHold, _: Context) -> Accepted | Refused:
    """A hold is placed once, on somebody who is not erased."""
    objections = _held(world, command, wanted=False)
    return _answer(world, command, e.LegalHoldPlaced.of(command), tuple(objections))


def lift_legal_hold(world: World, command: c.LiftLegalHold, _: Context) -> Accepted | Refused:
    """A hold that stands is lifted."""
    objections = _held(world, command, wanted=True)
    return _answer(world, command, e.LegalHoldLifted.of(command), tuple(objections))


def _held(world: World, command: c.ErasureCommand, *, wanted: bool) -> Objections:
    state = _erasure(world, command)
    if state.asked is Asked.ERASED or state.held is not wanted:
        stands = "erased" if state.asked is Asked.ERASED else "held" if state.held else "not-held"
        yield _at(command, stands, "held" if wanted else "not-held")
    yield from _in_order(state, command)


def erase_person(world: World, command: c.ErasePerson, _: Context) -> Accepted | Refused:
    """Erased is who was approved twice, is under no hold, and is not kept by the rulebook."""
    state, person = _erasure(world, command), world.person(command.person)
    objections = (
        *_stands_at(world, command, (Asked.APPROVED,)),
        *_free(world, person.ids),
        *(kept(world, person, state.unit, command.on) if state.is_open else ()),
    )
    answered = _answer(world, command, e.PersonErased.of(command), objections)
    if isinstance(answered, Refused):
        return answered
    destroyed = Written(ERASURES, _destroyed(world, command, person, state))
    return answered._replace(events=(*answered.events, destroyed))


def _destroyed(
    world: World, command: c.ErasePerson, person: Person, state: Erasure
) -> e.KeysDestroyed:
    mine = {*person.ids, *person.candidacies, None}
    scans = tuple(scan for scan in command.scans if _about_nobody_else(world, scan, mine))
    return e.KeysDestroyed(
        on=command.on,
        subjects=person.ids,
        scans=scans,
        unit=state.unit,
        requested_on=state.requested_on,
    )


def _free(world: World, people: tuple[str, ...]) -> Objections:
    if any(world.erasure(person).held for person in people):
        yield objection("SYS-98", person=people[0])
    if not world.store().sealed:
        yield objection("SYS-99")


def _about_nobody_else(world: World, sha256: str, mine: Container[str | None]) -> bool:
    links = world.scan(derived_id("document", sha256)).links
    return all(about in mine for about, _ in links)


def begin_epoch(world: World, command: c.BeginEpoch, _: Context) -> Accepted | Refused:
    """Epochs follow each other."""
    return answer(command, e.EpochBegun.of(command), _not_before(world, command))


def _not_before(world: World, command: c.BeginEpoch) -> Objections:
    if command.epoch <= world.erasures().epoch:
        yield objection("SYS-07", what=f"epoch-{command.epoch}")


def destroy_key_backups(
    world: World, command: c.DestroyKeyBackups, _: Context
) -> Accepted | Refused:
    """Backups are destroyed of keys that an epoch has replaced, once for each epoch."""
    return answer(command, e.KeyBackupsDestroyed.of(command), _replaced(world, command))


def _replaced(world: World, command: c.DestroyKeyBackups) -> Objections:
    state = world.erasures()
    if command.epoch > state.epoch:
        yield objection("SYS-180", epoch=command.epoch)
    elif command.epoch <= state.destroyed:
        yield objection("SYS-07", what=f"epoch-{command.epoch}")


def _erasure(world: World, command: c.ErasureCommand) -> Erasure:
    """The erasure of the person, who may be named by the id of a record joined to another."""
    return world.erasure(world.person(command.person).id)


def _stands_at(
    world: World, command: c.ErasureCommand, wanted: tuple[Asked, ...]
) -> tuple[Objection, ...]:
    state = _erasure(world, command)
    found = list(_in_order(state, command))
    if state.asked not in wanted:
        found.append(_at(command, state.asked, " ".join(wanted)))
    return tuple(found)


def _in_order(state: Erasure, command: c.ErasureCommand) -> Objections:
    if command.on < state.newest:
        yield objection("SYS-14", on=command.on, newest=state.newest)


def _at(command: c.ErasureCommand, stands: str, accepted: str) -> Objection:
    return objection("SYS-87", standing=stands, step=command.NAME, accepted=accepted)


def _answer(
    world: World,
    command: c.ErasureCommand,
    event: e.ErasureEvent,
    objections: tuple[Objection, ...],
) -> Accepted | Refused:
    person = world.person(command.person).id
    return answer(command, event, objections, person, derived_id("erasure", person))


DECIDE: Final[Deciders] = {
    c.RequestErasure: request_erasure,
    c.ApproveErasure: approve_erasure,
    c.RefuseErasure: refuse_erasure,
    c.PlaceLegalHold: place_legal_hold,
    c.LiftLegalHold: lift_legal_hold,
    c.ErasePerson: erase_person,
    c.BeginEpoch: begin_epoch,
    c.DestroyKeyBackups: destroy_key_backups,
}
