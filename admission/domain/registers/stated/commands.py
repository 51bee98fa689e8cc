"""What is asked to have recorded about figures that somebody stated, and that are not counted."""

from typing import ClassVar, Final, Literal

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import FigureId, UnitId
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Count, Day, Personal, Text, Value
from admission.domain.registers.targets.commands import Period

StatedIndicator = Literal["members", "admitted", "recognised", "certified", "admissible"]
"""`admissible`: how many people of the unit could still be admitted."""
OF_A_DAY: Final = frozenset({"members", "admissible"})
"""The indicators that are true of a day; the others are of a length of time."""


class FigureCommand(Command):
    """Something about one stated figure."""

    STREAM: ClassVar[str] = "figure"
    figure: FigureId


class StateFields(Value):
    """Whose figure, of what, for which period or day, how many, on which paper."""

    unit: UnitId
    indicator: StatedIndicator
    period: Period | Day
    number: Count
    document: Document


class StateFigure(StateFields, FigureCommand):
    """Record a figure as stated: by an older report, by telephone; it is never counted."""

    NAME: ClassVar[str] = "state-figure"


class WithdrawFigureFields(Value):
    """Why it no longer stands."""

    reason: Personal[Text]


class WithdrawFigure(WithdrawFigureFields, FigureCommand):
    """Withdraw a stated figure."""

    NAME: ClassVar[str] = "withdraw-figure"
