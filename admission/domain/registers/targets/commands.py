"""What is asked to have recorded about targets: goals of a unit for a period, never caps."""

from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import UnitId, derived_id
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Count, Day, Slug, Value

Period = Annotated[str, StringConstraints(pattern=r"^[12][0-9]{3}(-H[12]|-Q[1-4])?$")]
"""A year, half-year or quarter: `2024`, `2024-H1`, `2024-Q3`."""

Indicator = Literal["admitted", "recognised", "certified"]


class TargetKey(Value):
    """Whose target, of what, for when, for which group (None: for all)."""

    unit: UnitId
    indicator: Indicator = "admitted"
    period: Period
    group: Slug | None = None

    @property
    def target(self) -> str:
        """The id of the target's stream: there is one for each unit, indicator, period, group."""
        return derived_id("target", self.unit, self.indicator, self.period, self.group or "")


class TargetCommand(TargetKey, Command):
    """Something about one target."""

    STREAM: ClassVar[str] = "target"


class Base(Value):
    """What a per cent is taken of, stated with its count, such as `members-at-1-january`."""

    name: Slug
    count: Count


class AssignFields(Value):
    """A number of people, or hundredths of a per cent of a stated base; the day it is due by."""

    number: Count | None = None
    percent_hundredths: Count | None = None
    base: Base | None = None
    promised_by: Day
    document: Document | None = None


class AssignTarget(AssignFields, TargetCommand):
    """Assign a target to a unit for a period."""

    NAME: ClassVar[str] = "assign-target"
    PLANS: ClassVar = frozenset({"promised_by"})


class ReviseTarget(AssignFields, TargetCommand):
    """Replace what a target asks for."""

    NAME: ClassVar[str] = "revise-target"
    PLANS: ClassVar = frozenset({"promised_by"})


class WithdrawFields(Value):
    """The paper that withdraws."""

    document: Document


class WithdrawTarget(WithdrawFields, TargetCommand):
    """Withdraw a target."""

    NAME: ClassVar[str] = "withdraw-target"
