"""The chain of bodies that a file passes, found from the place of its cell in the tree."""

from datetime import date
from typing import NamedTuple

from admission.domain.registers.units.commands import UnitKind
from admission.domain.registers.units.state import Place
from admission.domain.rulebooks.entries.bodies import Chain, Quorum
from admission.domain.rulebooks.rulebook import Rulebook
from admission.domain.stages.ballots import Matter


class Bodies(NamedTuple):
    """The bodies of one file: ids of units, None for a body that the chain does not have."""

    chain: Chain
    cell: str
    department: str | None
    grassroots: str | None
    authority: str

    @property
    def above(self) -> tuple[str, ...]:
        """The roles between the cell and the authority."""
        between = (("department", self.department), ("grassroots", self.grassroots))
        return tuple(role for role, unit in between if unit)

    def acting(self, role: str) -> str | None:
        """The unit that acts in a role: cell, department, grassroots or authority."""
        found: str | None = getattr(self, role, None)
        return found


def bodies_of(units: tuple[Place, ...], rulebook: Rulebook, on: date) -> Bodies | None:
    """The bodies for a cell, `units` being it and all above it; None where no chain fits."""
    committees = [u for u in units[1:] if u.kind is not UnitKind.DEPARTMENT_COMMITTEE]
    department = next((u for u in units[1:] if u.kind is UnitKind.DEPARTMENT_COMMITTEE), None)
    for chain in rulebook.chain:
        if not chain.in_force(on) or not _fits(chain, units[0], committees, department):
            continue
        authority = next((u for u in units if u.kind == chain.authority), None)
        if authority is None:
            continue
        grassroots = next((u for u in committees if u.kind is UnitKind.GRASSROOTS_COMMITTEE), None)
        return Bodies(
            chain=chain,
            cell=units[0].id,
            department=department.id if department and "department" in chain.steps else None,
            grassroots=grassroots.id if grassroots and "grassroots" in chain.steps else None,
            authority=authority.id,
        )
    return None


def _fits(chain: Chain, cell: Place, committees: list[Place], department: Place | None) -> bool:
    under = committees[0] if committees else None
    over = committees[1] if len(committees) > 1 else None
    return (
        cell.kind == chain.cell
        and chain.under in (None, under and under.kind)
        and chain.over in (None, over and over.kind)
        and chain.department in (None, department is not None)
        and chain.authorised in (None, under is not None and under.authorised)
    )


def quorum_of(rulebook: Rulebook, body: str, matter: Matter, on: date) -> Quorum | None:
    """The majority that a body needs in a matter."""
    for quorum in rulebook.quorum:
        if quorum.body == body and matter.value in quorum.matters and quorum.in_force(on):
            return quorum
    return None
