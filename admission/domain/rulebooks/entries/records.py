"""How what is recorded is counted, confirmed and erased."""

from enum import StrEnum
from typing import Literal

from admission.domain.kernel.values import Count, Slug
from admission.domain.rulebooks.entries.entry import Entry, MilestoneName


class PersonClass(StrEnum):
    """What somebody is to the register: who may be erased, and when, goes by that.

    Relatives, and others who are only registered, are `outside`.
    """

    OUTSIDE = "outside"
    APPLICANT = "applicant"
    NOT_ADMITTED = "not-admitted"
    MEMBER = "member"
    FORMER_MEMBER = "former-member"


class Counting(Entry):
    """What a figure counts: the milestone, and what a cancelled decision does to its period."""

    figure: Literal["admitted", "recognised", "certified"]
    milestone: MilestoneName
    cancelled: Literal["uncounted", "kept"] = "uncounted"


class Confirmation(Entry):
    """How often units confirm that all is recorded, and within how many days of a period's end."""

    every: Literal["quarter", "half-year", "year"]
    by: tuple[Slug, ...]
    """Kinds of units."""
    within_days: Count


class Erasure(Entry):
    """Whether people of a class may be erased: so many years after they came into it, or never."""

    who: PersonClass
    kept_years: Count | None = None


class ErasureTime(Entry):
    """How long each part of an erasure may take, from the request: the old keys are gone last."""

    answer_within_working_days: Count
    carry_out_within_days: Count
    old_keys_gone_within_days: Count
