"""What happened to stated figures."""

from typing import ClassVar

from admission.domain.kernel.ids import FigureId
from admission.domain.kernel.messages import Event
from admission.domain.registers.stated import commands as c


class FigureEvent(Event):
    """Something that happened to one stated figure."""

    figure: FigureId


class FigureStated(c.StateFields, FigureEvent):
    """A figure was stated; nobody is counted by it."""

    TYPE: ClassVar[str] = "figure-stated"
    COMMAND: ClassVar = c.StateFigure


class FigureWithdrawn(c.WithdrawFigureFields, FigureEvent):
    """A stated figure no longer stands."""

    TYPE: ClassVar[str] = "figure-withdrawn"
    COMMAND: ClassVar = c.WithdrawFigure
