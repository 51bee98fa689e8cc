"""One unit's plan and how far it is covered, as the query gives it."""

from typing import Literal, NamedTuple

Plan = Literal["above", "on", "below", "none", "unconfirmed"]


class CoverageRow(NamedTuple):
    """One unit with all under it, in one year.

    `target` is the unit's own, else the sum of those under it, else None (`target_source`);
    `promised_by` is the day of its own, else the end of the year. Each person is counted once: as
    admitted in the year, else on the day asked as `decided` (no ceremony yet), `at_authority` (the
    last body before it has resolved) or `dossiers_before_authority`. `not_in_pipeline` is what the
    target lacks when all of these are taken from it, `surplus` by how much they exceed it; neither
    is below 0. A count that is 0 and not confirmed is None, `*_counted` is its number.

    `plan`: more admitted than the target, as many, fewer, none, or none recorded and not confirmed.
    Months that have begun count whole; people a month are texts of two decimals, `pace_needed`
    rounded up. The last four are None but for an own target that is a per cent of a base.
    """

    unit: str
    name: str
    code: str | None
    kind: str
    depth: int
    year: int
    target: int | None
    target_source: str
    promised_by: str
    admitted: int | None
    percent: str | None
    decided: int | None
    at_authority: int | None
    dossiers_before_authority: int | None
    not_in_pipeline: int | None
    surplus: int | None
    plan: Plan | None
    months_left: int
    pace_needed: str | None
    pace_so_far: str | None
    confirmed_to: str | None
    admitted_counted: int
    decided_counted: int
    at_authority_counted: int
    dossiers_before_authority_counted: int
    base_name: str | None
    base_count: int | None
    percent_of_base: str | None
    floor_percent: str | None
