"""What is asked to have recorded about reports that a unit gives out."""

import json
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from admission.domain.kernel.documents import Document
from admission.domain.kernel.ids import ActorId, ReportId, UnitId, derived_id
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Day, Position, Value

_NEEDED: Final = frozenset(("unit", "name", "code"))
ReportKind = Literal["progress", "coverage", "balance"]
Tree = Annotated[str, StringConstraints(pattern=r"^(?:as-was|as-now|\d{4}-\d\d-\d\d)$")]
"""What a report is read through: `as-was`, `as-now`, or the tree of a day."""
Recorded = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")]
"""A time of recording, UTC to the microsecond, as the log has it."""


def _are_figures(text: str) -> str:
    """JSON is stored in one form only, so that the same figures are the same bytes."""
    said = json.loads(text)
    if canonical(said) != text:
        msg = "the figures are not in canonical JSON: `admission report publish` writes them"
        raise ValueError(msg)
    if not _can_be_printed(said):
        msg = "the figures are not those of a report: `admission report publish` writes them"
        raise ValueError(msg)
    return text


def _can_be_printed(said: object) -> bool:
    """Title, notes, columns (key, heading, number or not), rows in their order, extra."""
    match said:
        case {"title": str(), "notes": list(), "columns": list(columns), "rows": list(rows),
              "extra": dict()} if all(map(_is_column, columns)):  # fmt: skip
            keys = [key for key, *_ in columns]
            whole = all(isinstance(row, list) and len(row) == len(keys) for row in rows)
            return whole and {*keys} >= _NEEDED
    return False


def _is_column(said: object) -> bool:
    match said:
        case [str(), str(), bool()]:
            return True
    return False


def canonical(said: object) -> str:
    """The one text that says this as JSON: keys sorted, no blanks, letters as they are."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


Figures = Annotated[
    str, StringConstraints(min_length=2, max_length=4_000_000), AfterValidator(_are_figures)
]
"""All that is printed, as canonical JSON, to four million characters: some 10,000 units."""


class PublishedKey(Value):
    """The unit that a report is of; None where it is of every unit that there is."""

    unit: UnitId | None = None

    @property
    def published(self) -> str:
        """The id of the stream that lists the reports of the unit."""
        return derived_id("published", self.unit or "everywhere")


class ListedFields(PublishedKey):
    """Which report it is: its figures count a year to the end of a day, as known at a position.

    `first` and `last` are the days of a balance that is not of the whole year, but in it, or begins
    before it; `supersedes` is the report of the unit that it takes the place of.
    """

    report: ReportId
    kind: ReportKind
    year: Annotated[int, Field(strict=True, ge=1945, le=2999)]
    first: Day | None = None
    last: Day | None = None
    as_of: Day
    known_at: Position
    supersedes: ReportId | None = None

    @model_validator(mode="after")
    def _has_days_in_order(self) -> Self:
        if self.first is None and self.last is None:
            return self
        if self.kind != "balance" or self.first is None or self.last is None:
            msg = "only a balance is of some days: give its first and its last, or neither"
            raise ValueError(msg)
        if self.last < self.first or self.last.year != self.year:
            msg = "the last day of a balance is in its year, and not before the first"
            raise ValueError(msg)
        return self


class PublishFields(ListedFields):
    """What is printed, through which tree, and who signs it on which paper."""

    tree: Tree = "as-was"
    depth: Annotated[int, Field(strict=True, ge=0)] | None = None
    known_at_time: Recorded
    figures: Figures
    signed_by: ActorId
    document: Document


class PublishReport(PublishFields, Command):
    """Publish a report: its figures as they are printed; `admission report publish` makes them."""

    NAME: ClassVar[str] = "publish-report"
    STREAM: ClassVar[str] = "report"
