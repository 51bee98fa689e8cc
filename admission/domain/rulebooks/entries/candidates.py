"""Who may be a candidate, and who introduces them."""

from typing import Literal

from admission.domain.kernel.values import Count, Slug
from admission.domain.rulebooks.entries.entry import Entry


class Age(Entry):
    """Ages at the cell's vote, in completed years.

    Counted by day: up to the day before the birthday after `max_years`. Counted by month: to the
    end of the month of that `max_years` birthday; the lower bound is always the birthday itself.
    Without `max_years` nobody is too old.
    """

    min_years: Count
    max_years: Count | None = None
    counted: Literal["day", "month"]


class Schooling(Entry):
    """A level of schooling that suffices, with the paper and the gate that it then asks for."""

    level: Literal["literate", "primary", "lower-secondary", "upper-secondary"]
    paper: Slug | None = None
    gate: Slug | None = None


class Place(Entry):
    """A ground to be admitted at a place, and the months that it must last there."""

    basis: Slug
    at_least_months: Count = 0
    less_than_months: Count | None = None


class Certificate(Entry):
    """Who may issue the certificate of the awareness class."""

    issuers: tuple[Slug, ...]


class Way(Entry):
    """One way to be introduced: so many full members, and the resolution of a union, if any."""

    members: Count
    union: Slug | None = None
    max_age_years: Count | None = None
    max_age_years_of_cadres: Count | None = None


class Acquaintance(Entry):
    """How long an introducing member and the candidate must have been in one unit together."""

    months: Count
    replacement_months: Count = 0
