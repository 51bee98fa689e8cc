"""Candidates as people at the keyboard name them."""

from collections.abc import Iterable, Sequence
from typing import Final

import click

from admission.projections.asking import LATEST
from admission.projections.holds.queries import HoldRow
from admission.projections.party_ages.queries import PartyAgeRow
from admission.projections.people.queries import PersonRow, list_accounts, show_person
from admission.projections.pipeline.queries import StatusRow, candidacies_of, show_status
from cli.output import Column, Listing, counted
from cli.questions import Question

TAKEN_OVER: Final = (
    Column("taken_over_on", "day before which nothing was judged, or null: nothing is from paper"),
    Column("paper", "document that was seen when the path was taken over, or null"),
    Column("vouched_by", "id of the account or person who vouches for it, or null"),
)
"""What is said of a path that was taken over from paper."""
LISTED_AS: Final = Column(
    "listed_as", "key that a list has for the person, or `erased`, or `locked`, or null", "key"
)


def with_keys(listing: Listing, rows: Iterable[StatusRow | PersonRow]) -> Listing:
    """A listing whose tables show the keys of lists only where somebody has one."""
    if any(row.listed_as for row in rows):
        return listing
    unseen = LISTED_AS._replace(heading="")
    columns = (unseen if column == LISTED_AS else column for column in listing.columns)
    return listing._replace(columns=tuple(columns))


def taken_over(row: StatusRow) -> dict[str, str | None]:
    """The values of `TAKEN_OVER`."""
    return {column.key: getattr(row, column.key) for column in TAKEN_OVER}


def from_paper(question: Question, row: StatusRow) -> list[str]:
    """The same as a line for people; none where nothing was taken over."""
    if row.taken_over_on is None:
        return []
    voucher = _name(question, row.vouched_by or "")
    judged = f"steps before {row.taken_over_on} were not judged"
    return [f"taken over from paper: {judged}; seen: {row.paper}; vouched for by {voucher}"]


def _name(question: Question, actor: str) -> str:
    """The name of who acted, who may be registered under a later day than the act has."""
    clocks = {**question.clocks, "as_of": LATEST}
    person = show_person(question.rows, actor, **clocks)
    holders = (a.holder for a in list_accounts(question.rows, **clocks, account=actor))
    return (person.name if person else next(holders, None)) or actor


def candidate_called(question: Question, text: str) -> StatusRow:
    """The candidacy of an id, or the newest of a person's; ClickException where there is none."""
    id_ = id_called(question, ("candidate", "person"), text)
    found = show_status(question.rows, id_, **question.clocks)
    if found is None and id_.startswith("person-"):
        person = show_person(question.rows, id_, **question.clocks)
        kept = person.joined_into if person and person.joined_into else id_
        of_person = candidacies_of(question.rows, kept, **question.clocks)
        found = of_person[-1] if of_person else None
    if found is None:
        raise click.ClickException(
            f"There is no candidate {text} on {question.as_of}; "
            "`status` and `person find` show their ids; keys of lists are taken, too."
        )
    return found


def id_called(question: Question, kinds: Sequence[str], text: str) -> str:
    """The id of the first of some kinds that a list began under a key; else the text, as an id."""
    if text.startswith(tuple(f"{kind}-" for kind in kinds)):
        return text
    # Only here: it brings in all that records.
    from admission.app.lists.keys import begun_under

    found = (begun_under(question.reader, kind, text) for kind in kinds)
    return next(filter(None, found), text)


def said_of_notes(open_notes: int, candidate: str) -> list[str]:
    """The line of a table that says how many open notes there are; none where there are none."""
    if not open_notes:
        return []
    return [f"{counted(open_notes, 'open note')}: `note list --about {candidate}`"]


def said_of_holds(rows: Iterable[HoldRow]) -> list[str]:
    """The lines of a table that say which open questions hold which steps."""
    return [
        f"held since {row.held_since} by {row.hold}: {', '.join(row.steps)} (until it has ended)"
        for row in rows
    ]


def columns_of_age(age: PartyAgeRow | None) -> dict[str, str | int | None]:
    """The party age of a person as columns; null where there is none."""
    if age is None:
        return dict.fromkeys(("party_years", "party_months", *PartyAgeRow._fields[2:]))
    return {"party_years": age.years, "party_months": age.months, **_after_months(age)}


def _after_months(age: PartyAgeRow) -> dict[str, str | int | None]:
    return {name: getattr(age, name) for name in PartyAgeRow._fields[2:]}


def said_of_age(age: PartyAgeRow | None) -> list[str]:
    """The same as a line for people; none where there is no party age, or it is not known."""
    if age is None:
        return []
    least = "at least " if age.at_least else ""
    years, months = counted(age.years, "year"), counted(age.months, "month")
    away = f", less {counted(age.days_away, 'day')} outside Party life" if age.days_away else ""
    return [f"party age: {least}{years} and {months}, from {age.first_decided}{away}"]
