"""What becomes of the commands about the store itself."""

from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Refused
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.store.commands import (
    BeginLog,
    ExportLog,
    KeepCosignature,
    OpenStore,
    RecordSkew,
    SealStore,
)
from admission.domain.registers.store.events import (
    CosignatureKept,
    LogBegun,
    LogExported,
    SkewRecorded,
    StoreOpened,
    StoreSealed,
)
from admission.domain.registers.store.state import Skew
from admission.domain.world import World


def open_store(world: World, command: OpenStore, _: Context) -> Accepted | Refused:
    """A store begins once."""
    return answer(command, StoreOpened.of(command), _not_yet("store", done=world.store().opened))


def begin_log(world: World, command: BeginLog, _: Context) -> Accepted | Refused:
    """A log begins once."""
    return answer(command, LogBegun.of(command), _not_yet("log", done=world.store().log_begun))


def keep_cosignature(world: World, command: KeepCosignature, _: Context) -> Accepted | Refused:
    """Of one witness, what it signed of a size is kept once."""
    kept = (command.witness, command.size) in world.store().cosigned
    return answer(command, CosignatureKept.of(command), _not_yet("cosignature", done=kept))


def _not_yet(what: str, *, done: bool) -> Objections:
    if done:
        yield objection("SYS-07", what=what)


def seal_store(world: World, command: SealStore, _: Context) -> Accepted | Refused:
    """A store that was not sealed is sealed once, in a copy."""
    return answer(command, StoreSealed.of(command), _not_sealed(world))


def _not_sealed(world: World) -> Objections:
    if world.store().sealed:
        yield objection("SYS-85")


def record_skew(world: World, command: RecordSkew, _: Context) -> Accepted | Refused:
    """One setting back of the clock is recorded once."""
    done = world.store().skew == Skew(command.last, command.clock)
    return answer(command, SkewRecorded.of(command), _not_yet("skew", done=done))


def export_log(_: World, command: ExportLog, __: Context) -> Accepted | Refused:
    """Whatever leaves the store is noted, as often as it does."""
    return answer(command, LogExported.of(command), iter(()))


DECIDE: Final[Deciders] = {
    OpenStore: open_store,
    BeginLog: begin_log,
    KeepCosignature: keep_cosignature,
    ExportLog: export_log,
    RecordSkew: record_skew,
    SealStore: seal_store,
}
