"""Which bodies a file passes, who decides, and by which majority."""

from typing import Annotated, Literal

from pydantic import Field

from admission.domain.kernel.values import Count, Slug
from admission.domain.rulebooks.entries.entry import Entry, Flag


class Quorum(Entry):
    """How many of the entitled must be in favour: `numerator/denominator`, or more than that."""

    body: Slug
    matters: tuple[Literal["admission", "recognition", "deletion"], ...]
    numerator: Annotated[int, Field(strict=True, ge=1, le=100)]
    denominator: Annotated[int, Field(strict=True, ge=1, le=100)]
    strict: Flag = False
    """True: more than the fraction; False: at least the fraction."""

    def carried(self, in_favour: int, entitled: int) -> bool:
        """Whether a vote is carried, in whole numbers: `3*for >= 2*n`, or `2*for > n`."""
        left, right = in_favour * self.denominator, entitled * self.numerator
        return left > right if self.strict else left >= right

    def needed(self, entitled: int) -> int:
        """The fewest votes that carry."""
        whole, rest = divmod(entitled * self.numerator, self.denominator)
        return whole + 1 if self.strict or rest else whole


class Entitled(Entry):
    """Which grounds take an absent person out of the number that a majority is counted of."""

    body: Literal["cell", "committee"]
    grounds: tuple[Slug, ...]


class Chain(Entry):
    """The bodies that a file passes, by the kind of unit; the first entry that fits is taken."""

    cell: Slug
    under: Slug | None = None
    """Kind of the nearest committee above that is not a department committee; None fits any."""
    over: Slug | None = None
    """Kind of the committee above that one; None fits any."""
    department: Flag | None = None
    authorised: Flag | None = None
    steps: tuple[Literal["cell", "department", "grassroots"], ...]
    authority: Slug
    """Kind of the unit that decides, looked for from the cell upwards."""
    meeting: Slug
    """Kind of meeting in which it decides."""
    quorum: Slug
    """The `body` of the quorum that its decision needs."""


class Authorisation(Entry):
    """When a grassroots committee may be authorised to decide by itself."""

    more_than_members: Count
    good_years: Count
