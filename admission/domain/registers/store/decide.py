"""What becomes of the command that begins a store."""

from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Refused
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.store.commands import OpenStore
from admission.domain.registers.store.events import StoreOpened
from admission.domain.world import World


def open_store(world: World, command: OpenStore, _: Context) -> Accepted | Refused:
    """A store begins once."""
    return answer(command, StoreOpened.of(command), _not_yet(world))


def _not_yet(world: World) -> Objections:
    if world.store().opened:
        yield objection("SYS-07", what="store")


DECIDE: Final[Deciders] = {OpenStore: open_store}
