"""What is recorded of how somebody, or an organisation, kept the rules.

Screenings and exits are of people alone, disciplines and appeals of organisations, too.
"""

from typing import Literal

from admission.domain.kernel.ids import PersonId, UnitId
from admission.domain.kernel.values import Day, Slug, Value

Form = Literal["reprimand", "warning", "removal", "expulsion"]
"""How a member is disciplined, from the mildest on."""
UnitForm = Literal["reprimand", "warning", "dissolution"]
"""How an organisation is disciplined."""
Measure = Literal["reprimand", "warning", "removal", "expulsion", "deletion"]
"""A decision that one may appeal against."""
Level = Literal["district", "province", "central"]
"""The level that resolves an appeal; a commune under the two-level model is a district."""
Result = Literal["upheld", "changed", "lifted"]
"""What becomes of a decision that was appealed against."""


class Discipline(Value):
    """One discipline: its form as it now stands, its day, by whom, and of which unit one was.

    `probationer`: a member on probation. `lifted_on`: from which day on it is in force no longer.
    `paper` cites the decision.
    """

    form: Slug
    on: Day
    unit: UnitId
    body: UnitId | None = None
    paper: str = ""
    probationer: bool = False
    lifted_on: Day | None = None


class Screening(Value):
    """One screening, from being listed to the end: `outcome` is None while it goes on.

    `outcome` is `kept`, the ground of the end of membership, `moved-away` or `cancelled`.
    """

    ground: Slug
    listed_on: Day
    unit: UnitId
    helper: PersonId | None = None
    educated_on: Day | None = None
    outcome: str | None = None
    ended_on: Day | None = None


class Appeal(Value):
    """One appeal, from being lodged to the day on which it was resolved."""

    against: Measure | UnitForm
    decided_on: Day
    unit: UnitId
    level: Level
    lodged_on: Day
    late: bool = False
    outcome: Result | None = None
    resolved_on: Day | None = None


class Exit(Value):
    """One end of a membership, and what was sent of it.

    `circumstance` is what bars or excuses re-admission. `restored_on`: the membership goes on from
    that day.
    """

    on: Day
    ground: str
    unit: UnitId
    circumstance: str | None = None
    slip_on: Day | None = None
    sent_on: Day | None = None
    restored_on: Day | None = None


class Conduct(Value):
    """All of it, each in the order in which it was recorded."""

    screenings: tuple[Screening, ...] = ()
    disciplines: tuple[Discipline, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    exits: tuple[Exit, ...] = ()
    record_cleared_on: Day | None = None

    @property
    def standing(self) -> tuple[Discipline, ...]:
        """The disciplines that no appeal lifted."""
        return tuple(one for one in self.disciplines if one.lifted_on is None)

    @property
    def screening(self) -> Screening | None:
        """The screening that goes on, if one does."""
        return next((each for each in self.screenings if each.outcome is None), None)

    @property
    def appeal(self) -> Appeal | None:
        """The appeal that is not resolved, if there is one."""
        return next((each for each in self.appeals if each.outcome is None), None)

    @property
    def last_exits(self) -> tuple[Exit, ...]:
        """The ends of memberships that were not undone."""
        return tuple(each for each in self.exits if each.restored_on is None)


NOTHING = Conduct()
