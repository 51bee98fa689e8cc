"""What is asked to have recorded about conscripts: who is called up for military service."""

from typing import Annotated, ClassVar

from pydantic import StringConstraints

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import PersonId, UnitId, derived_id
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Day, Personal, Text, Value

Round = Annotated[str, StringConstraints(pattern=r"^[12][0-9]{3}(-[1-9])?$")]
"""A round of enlistment: its year or, where a year has several, such as `2024-2`."""


class ConscriptKey(Value):
    """Who is called up in which round; nobody is called up twice in one."""

    person: PersonId
    round: Round

    @property
    def conscript(self) -> str:
        """The id of the stream of a person in a round."""
        return derived_id("conscript", self.person, self.round)


class ConscriptCommand(ConscriptKey, Command):
    """Something about one person in one round of enlistment."""

    STREAM: ClassVar[str] = "conscript"


class ListFields(Value):
    """The unit whose list it is, and the day of enlistment."""

    unit: UnitId
    enlists: Day
    document: Document | None = None


class ListForEnlistment(ListFields, ConscriptCommand):
    """Put a person on a unit's enlistment list; the day of enlistment may lie ahead."""

    NAME: ClassVar[str] = "list-for-enlistment"
    PLANS: ClassVar = frozenset({"enlists"})


class DeferFields(Value):
    """Why the person does not enlist in this round."""

    reason: Personal[Text]
    document: Document | None = None


class DeferEnlistment(DeferFields, ConscriptCommand):
    """Defer the enlistment of a person on the list."""

    NAME: ClassVar[str] = "defer-enlistment"


class StrikeFields(Value):
    """Why the person is taken off the list."""

    reason: Personal[Text]
    document: Document | None = None


class StrikeFromEnlistment(StrikeFields, ConscriptCommand):
    """Take a person off the enlistment list."""

    NAME: ClassVar[str] = "strike-from-enlistment"


class UnproposedFields(Value):
    """Why nobody proposed the person for admission."""

    reason: Personal[Text]


class LeaveUnproposed(UnproposedFields, ConscriptCommand):
    """Record why a person on the list was never proposed for admission."""

    NAME: ClassVar[str] = "leave-unproposed"
