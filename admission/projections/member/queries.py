# ruff: noqa: S608, PLR0913 - statements are made of pieces of ours; one argument for each way to ask
"""One person's whole record, with its days, papers and places in the log."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from admission.projections.asking import (
    Connection,
    Moment,
    Page,
    ask,
    holds,
    page_of_all,
)
from admission.projections.member import person as of_person
from admission.projections.member import registers
from admission.projections.member.rows import Asked, Line, Section
from admission.projections.people.queries import records_of, show_person
from admission.projections.pipeline.queries import candidacies_of

SECTIONS: Final[dict[str, Section]] = {
    "identity": of_person.identity,
    "particulars": of_person.particulars,
    "candidacies": of_person.candidacies,
    "membership": of_person.membership,
    "movements": of_person.movements,
    "cards": registers.cards,
    "badges": registers.badges,
    "classes": registers.classes,
    "rankings": registers.rankings,
    "disciplines": registers.disciplines,
    "screenings": registers.screenings,
    "reviews": registers.reviews,
    "complaints": registers.complaints,
    "enlistment": registers.enlistment,
    "supervisions": registers.supervisions,
    "attendances": registers.attendances,
    "notes": registers.notes,
    "scans": registers.scans,
    "events": of_person.events,
}
"""The sections of a handbook, in its order; a register that keeps rows of people adds a line."""


class MemberRow(NamedTuple):
    """One line of a section, numbered within it from 1; the rest is as `rows.Line` says."""

    section: str
    number: int
    on_day: str | None
    what: str
    said: tuple[str, ...]
    unit: str | None
    unit_name: str | None
    document: str | None
    position: int | None


class Member(NamedTuple):
    """The record of a person: who it is, under which ids, and a page of the lines."""

    person: str
    name: str | None
    records: tuple[str, ...]
    candidacies: tuple[str, ...]
    page: Page[MemberRow]


def show_member(
    connection: Connection,
    person: str,
    *,
    as_of: str,
    known_at: int | None = None,
    limit: int = 0,
    after: str | None = None,
) -> Member | None:
    """The record of a person, also where only another name of theirs is asked for.

    None where there was no such person.
    """
    moment = Moment(as_of, known_at)
    found = show_person(connection, person, as_of=as_of, known_at=known_at)
    if found is not None and found.joined_into:
        found = show_person(connection, found.joined_into, as_of=as_of, known_at=known_at)
    if found is None:
        return None
    records = records_of(connection, found.person, as_of=as_of, known_at=known_at)
    paths = {
        row.candidate: None
        for record in records
        for row in candidacies_of(connection, record, as_of=as_of, known_at=known_at)
    }
    asked = Asked(connection, moment, records, tuple(paths))
    cut = page_of_all(_rows(asked), limit, after, lambda row: (row.section, row.number))
    return Member(found.person, found.name, records, asked.candidacies, cut)


def _rows(asked: Asked) -> list[MemberRow]:
    lines = [
        (name, number, line)
        for name, section in SECTIONS.items()
        for number, line in enumerate(section(asked), 1)
    ]
    names = _names(asked, {line.unit for *_, line in lines if line.unit})
    return [_row(name, number, line, names) for name, number, line in lines]


def _row(section: str, number: int, line: Line, names: dict[str, str]) -> MemberRow:
    on_day, what, said, unit, document, position = line
    name = names.get(unit) if unit else None
    return MemberRow(section, number, on_day, what, said, unit, name, document, position)


def _names(asked: Asked, units: Iterable[str]) -> dict[str, str]:
    """What units are called on the day asked, or were called last."""
    ids = tuple(units)
    here = holds("u", *asked.moment)
    among = ", ".join("?" * len(ids)) or "NULL"
    query = f"SELECT u.unit, u.name FROM units u WHERE u.unit IN ({among}) AND {here.sql}"
    return dict(ask(asked.connection, query, (*ids, *here.parameters)))
