"""What happened to records of one person, or of two."""

from datetime import date
from typing import ClassVar

from admission.domain.kernel.ids import CandidateId, PersonId, UnitId
from admission.domain.kernel.values import Day, Personal, Value
from admission.domain.registers.discipline.conduct import NOTHING, Conduct
from admission.domain.registers.identity import commands as c
from admission.domain.registers.people.events import PersonEvent
from admission.domain.registers.people.holds import Hold
from admission.domain.registers.people.vocabulary import SchoolingLevel
from admission.domain.stages.earlier import Membership


class Held(Value):
    """The candidacies of a record, the open one among them, the membership, what is past, holds."""

    candidacies: tuple[CandidateId, ...] = ()
    candidacy: CandidateId | None = None
    through: CandidateId | None = None
    cell: UnitId | None = None
    decided_on: Day | None = None
    decided_stated: str | None = None
    official_on: Day | None = None
    official_stated: str | None = None
    age_on: Day | None = None
    age_stated: str | None = None
    ended_on: Day | None = None
    ended_as: str | None = None
    earlier: tuple[Membership, ...] = ()
    card_issued_on: Day | None = None
    here_since: Day = date.min
    by_paper: bool = False
    was_member: bool = False
    awaits_reply: Day | None = None
    died_on: Day | None = None
    holds: tuple[Hold, ...] = ()
    conduct: Conduct = NOTHING


class Known(Value):
    """What a record says of the person that decisions look at."""

    born: Personal[Day] | None = None
    schooling: Personal[SchoolingLevel] | None = None
    citizen: Personal[bool] | None = None


class PersonsJoined(c.JoinFields, PersonEvent):
    """Two records were found to be of one person, who has from now what the other record had."""

    TYPE: ClassVar[str] = "persons-joined"
    COMMAND: ClassVar = c.JoinPersons
    held: Held
    known: Known
    told_twice: PersonId | None = None
    """The record, if any, whose membership the other tells as well: its movements do not count."""


class JoinedInto(PersonEvent):
    """The record became another name of a person kept under another id."""

    TYPE: ClassVar[str] = "joined-into"
    kept: PersonId
    told_twice: PersonId | None = None
    """As of `PersonsJoined`."""


class PersonsParted(c.PartFields, PersonEvent):
    """Two people were found in what was held to be one."""

    TYPE: ClassVar[str] = "persons-parted"
    COMMAND: ClassVar = c.PartPersons


class PartedFrom(PersonEvent):
    """The record is of somebody else than a person kept under another id, and has this from now."""

    TYPE: ClassVar[str] = "parted-from"
    kept: PersonId
    held: Held
