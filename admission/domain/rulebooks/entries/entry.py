"""What every dated provision of a rulebook has: its rule, its source, its days of force."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import ConfigDict, Field, StringConstraints

from admission.domain.kernel.values import Day, Line, RuleId, Value

MilestoneName = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*(:[a-z0-9-]+)?$")]
"""A milestone of the path, such as `cell-resolved`, or `paper:<id>` for the filing of a paper."""


Flag = Annotated[bool, Field(strict=True)]
"""Written `true` or `false`, without quotes."""


class Confidence(StrEnum):
    """How well a number is known: seen in the source, second hand, recalled, or inferred."""

    SEEN = "S"
    SECOND_HAND = "2"
    RECALLED = "R"
    INFERRED = "I"


class Entry(Value):
    """One dated provision: its rule, where it stands written, and how sure we are of it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    rule: RuleId
    source: Line
    confidence: Confidence
    first: Day | None = Field(default=None, alias="from")
    last: Day | None = Field(default=None, alias="to")
    assumed: Flag = False
    """The text cited was not the one of that time, which was not read: its value is taken over."""
    note: Line | None = None

    def in_force(self, on: date) -> bool:
        """Whether this entry, taken alone, holds on a day."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


E = TypeVar("E", bound=Entry)


def in_force(entries: Iterable[E], on: date) -> tuple[E, ...]:
    """Those of the entries that hold on a day, in the order of the file."""
    return tuple(entry for entry in entries if entry.in_force(on))
