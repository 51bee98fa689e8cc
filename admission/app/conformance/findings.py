"""What can be found, and one finding."""

from enum import StrEnum
from typing import Final, NamedTuple

PATH: Final = "candidate"
"""The kind of the streams of paths."""


class Deviation(StrEnum):
    """How practice left the rules, in the order in which it is printed."""

    SKIPPED = "skipped"
    OUT_OF_ORDER = "out-of-order"
    TOO_EARLY = "too-early"
    DEADLINE_MISSED = "deadline-missed"
    VOTE_BELOW = "vote-below"
    IRREGULAR = "irregular"
    AGAINST_RULE = "against-rule"
    ONE_ON_BOTH_SIDES = "one-on-both-sides"
    RECORDED_LATE = "recorded-late"
    AFTER_REFUSAL = "after-refusal"
    RULES_NOT_IN_FORCE = "rules-not-in-force"


class Finding(NamedTuple):
    """One deviation: by which rule ("" where none is meant), at which event, on which day (ISO).

    `days` is how long, where that can be said: by how much too early or too late. `detail` is what
    became of it, or how it was found; `kind` the kind of stream.
    """

    deviation: Deviation
    rule: str
    position: int
    day: str
    unit: str | None
    imported: bool = False
    days: int | None = None
    detail: str = ""
    kind: str = PATH
