# ruff: noqa: S608 - statements are made of pieces of ours
"""The party age of one person, as it stood on a day, as we knew it at a position."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.dates import full_months
from admission.projections.asking import Connection, ask, holds

_MONTHS_A_YEAR = 12


class PartyAgeRow(NamedTuple):
    """Completed years, months on top, by the day asked; `at_least`: it may be more.

    It counts from `counts_from`: from the first admission decision, `days_away` later, which are
    the days outside Party life. Days are ISO.
    """

    years: int
    months: int
    counts_from: str
    first_decided: str
    days_away: int
    at_least: bool


def show_party_age(
    connection: Connection, person: str, *, as_of: str, known_at: int | None = None
) -> PartyAgeRow | None:
    """The party age of a person; None of who is no full member, or where no day is known."""
    here = holds("a", as_of, known_at)
    query = (
        "SELECT a.counts_from, a.first_decided, a.days_away, a.at_least FROM party_ages a "
        f"WHERE a.person = ? AND a.official_on <= ? AND {here.sql}"
    )
    for row in ask(connection, query, (person, as_of, *here.parameters)):
        counts_from, first_decided, days_away, at_least = row
        age = age_on(counts_from, as_of)
        return PartyAgeRow(*age, counts_from, first_decided, days_away, bool(at_least))
    return None


def age_on(counts_from: str, on: str) -> tuple[int, int]:
    """Completed years and months, between two days (ISO)."""
    months = full_months(date.fromisoformat(counts_from), date.fromisoformat(on))
    years, left = divmod(max(months, 0), _MONTHS_A_YEAR)
    return years, left
