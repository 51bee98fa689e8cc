"""What becomes of the command that puts a rulebook in force."""

from typing import Final

from admission.domain.kernel.messages import Accepted, Context, Refused
from admission.domain.kernel.rules import objection
from admission.domain.registers.answers import Deciders, answer
from admission.domain.registers.rulebooks.commands import AdoptRulebook
from admission.domain.registers.rulebooks.events import RulebookAdopted
from admission.domain.rulebooks.reading import RulebookMistakes, base_named_in, read
from admission.domain.rulebooks.rulebook import digest
from admission.domain.world import World


def adopt_rulebook(world: World, command: AdoptRulebook, _: Context) -> Accepted | Refused:
    """A file without mistakes, on a base already adopted, not edited under a known id."""
    if command.unit is not None:
        world.unit(command.unit)
    shelf, named = world.shelf(), base_named_in(command.text)
    base = shelf.get(named) if named else None
    try:
        book = read(command.text, base.rulebook if base else None)
    except RulebookMistakes as mistakes:
        found = (objection("SYS-24", mistakes=len(mistakes.mistakes), first=mistakes.mistakes[0]),)
        return Refused(found)
    sha256, before = digest(command.text), shelf.get(book.id)
    event = RulebookAdopted.of(
        command, rulebook=book.id, sha256=sha256, extends=base.reference if base else None
    )
    if before is None:
        return answer(command, event, ())
    if before.reference != f"{book.id}@{sha256}":
        return Refused((objection("SYS-25", rulebook=book.id, adopted=before.reference),))
    same = any(a.rulebook.id == book.id and a.unit == command.unit for a in shelf.adoptions)
    return answer(command, event, (objection("SYS-07", what=book.id),) if same else ())


DECIDE: Final[Deciders] = {AdoptRulebook: adopt_rulebook}
