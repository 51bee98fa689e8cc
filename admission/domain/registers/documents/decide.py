"""What becomes of commands about scans."""

from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Refused
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.documents.commands import KeepDocument
from admission.domain.registers.documents.events import DocumentKept
from admission.domain.world import World


def keep_document(world: World, command: KeepDocument, _: Context) -> Accepted | Refused:
    """A scan is kept once with each thing, and with a step that is recorded of that thing."""
    objections = tuple(_belongs(world, command))
    subject = world.subject(command.about) if command.about else None
    return answer(command, DocumentKept.of(command), objections, subject)


def _belongs(world: World, command: KeepDocument) -> Objections:
    if world.scan(command.document).belongs_to(command.about, command.step):
        yield objection("SYS-07", what=command.sha256)
    steps = world.steps_of(command.about) if command.about else 0
    if (command.step or 0) > steps:
        yield objection("SYS-43", step=command.step, what=command.about or "", steps=steps)


DECIDE: Final[Deciders] = {KeepDocument: keep_document}
