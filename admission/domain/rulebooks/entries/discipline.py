"""Discipline, screening, appeals, leaving, and being admitted again."""

from typing import Literal

from admission.domain.kernel.values import Count, Slug
from admission.domain.rulebooks.entries.entry import Entry


class Discipline(Entry):
    """The forms of discipline of some; those of `by_cell` a cell may decide by itself."""

    of: Literal["member", "probationer", "organisation"]
    forms: tuple[Slug, ...]
    by_cell: tuple[Slug, ...] = ()


class Screening(Entry):
    """The grounds on which a member is screened; when the cell concludes after educating."""

    grounds: tuple[Slug, ...]
    months: Count


class Appeal(Entry):
    """How long one may appeal, from receipt, and how long a level may take, from the appeal."""

    level: Literal["district", "province", "central"]
    lodged_within_working_days: Count
    resolved_within_working_days: Count


class ExitFile(Entry):
    """How long the file of somebody who is a member no longer may take, from the exit slip."""

    within_working_days: Count


class Readmission(Entry):
    """Who may be admitted again, after how long, how often.

    `after_cleared_months` is of those in `cleared_first`, since their record was cleared. `never`:
    on which grounds or in which circumstances nobody is; but `excuses` outweigh them.
    """

    after_months: Count
    after_cleared_months: Count
    cleared_first: tuple[Slug, ...]
    never: tuple[Slug, ...]
    excuses: tuple[Slug, ...]
    times: Count
