"""The rows of the figures of flow."""

from typing import NamedTuple


class DurationRow(NamedTuple):
    """The days between two steps that follow one another, of those who made the later in the year.

    Quantiles are by nearest rank: a value that occurred.
    """

    unit: str
    name: str
    code: str | None
    depth: int
    year: int
    from_step: str
    to_step: str
    paths: int
    median_days: int
    p90_days: int
    longest_days: int


class VariantRow(NamedTuple):
    """How many paths that began in the year went so, step by step, to the day asked."""

    unit: str
    name: str
    code: str | None
    depth: int
    year: int
    steps: tuple[str, ...]
    paths: int


class WaitingRow(NamedTuple):
    """How many stand there on the day asked, and for how many days already.

    `dated` is of how many the day is known since when; the others are in no quantile.
    """

    unit: str
    name: str
    code: str | None
    depth: int
    stage: str
    standing: str
    candidates: int
    dated: int
    median_days: int | None
    p90_days: int | None
    longest_days: int | None


class ReworkRow(NamedTuple):
    """What had to be done once more in the year, for what: how often, in how many paths."""

    unit: str
    name: str
    code: str | None
    depth: int
    year: int
    what: str
    times: int
    paths: int


class DropOutRow(NamedTuple):
    """How many paths ended in the year, after which step, in which standing."""

    unit: str
    name: str
    code: str | None
    depth: int
    year: int
    after_step: str | None
    standing: str
    paths: int
