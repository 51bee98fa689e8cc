"""What a report that may have moved is of."""

from typing import NamedTuple

from admission.projections.units.lenses import AS_WAS


class Asked(NamedTuple):
    """What a report is of: its kind, a year; of a balance its first and its last day (ISO)."""

    year: int
    unit: str | None = None
    tree: str = AS_WAS
    depth: int | None = None
    kind: str = "progress"
    period: tuple[str, str] | None = None

    @property
    def days(self) -> tuple[str, str]:
        """The first day and the last: of the whole year, where no others are named."""
        return self.period or (f"{self.year}-01-01", f"{self.year}-12-31")
