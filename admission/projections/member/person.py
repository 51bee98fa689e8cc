"""The sections on who a person is, on their candidacies and on their membership."""

from collections.abc import Iterator
from typing import Final

from admission.projections.cancelled.queries import list_cancelled
from admission.projections.member.rows import Asked, Line, parts
from admission.projections.papers import cited
from admission.projections.party_ages.queries import show_party_age
from admission.projections.pipeline.queries import show_status
from admission.projections.timeline.queries import facts_at, history

_DETAILS: Final = ("name", "born", "sex", "schooling", "residence", "listed_as")
_PARTICULARS: Final = (
    "sources",
    "occupation",
    "qualification",
    "title",
    "ethnic_minority",
    "religious",
    "population_policy",
    "foreign_marriage",
)


def identity(asked: Asked) -> Iterator[Line]:
    """Each detail that is known, in the record kept and in those that are joined to it."""
    rows = {row[0]: row for row in asked.of_person("people", f"person, {', '.join(_DETAILS)}")}
    for record in asked.records:
        said = rows[record][1:-1] if record in rows else ()
        other = record if record != asked.records[0] else None
        for detail, value in zip(_DETAILS, said, strict=False):
            if value is not None:
                yield Line(None, detail, parts(value, record=other))


def particulars(asked: Asked) -> Iterator[Line]:
    """What the statistics form asks for, as it was stated last."""
    for *said, position in asked.of_person("particulars", ", ".join(_PARTICULARS)):
        for name, value in zip(_PARTICULARS, said, strict=True):
            if value is not None:
                yield Line(None, name, tuple(value.strip(",").split(",")), position=position)


def candidacies(asked: Asked) -> Iterator[Line]:
    """Each path: every milestone that stands, with its paper, and how far it is."""
    as_of, known_at = asked.moment
    for candidate in asked.candidacies:
        columns = "on_day, position, name, unit, detail"
        reached = asked.found("milestones", columns, (candidate,), key="candidate")
        places = [(candidate, row[1]) for row in reached]
        papers = facts_at(asked.connection, places, known_at=known_at)
        for day, position, name, unit, detail, _ in reached:
            ended = name == "ended"
            fact = papers.get(position)
            paper = fact and cited(*fact[10:13])
            said = parts(detail if ended else None)
            yield Line(day if ended else detail or day, name, said, unit, paper, position)
        found = show_status(asked.connection, candidate, as_of=as_of, known_at=known_at)
        if found is not None:
            said = (found.standing, *found.groups)
            yield Line(found.since, "standing", said, found.unit, found.paper)


def membership(asked: Asked) -> Iterator[Line]:
    """Cell and days of the membership, as the record kept has them, and the party age."""
    columns = "decided_on, official_on, ended_on, cell"
    for decided, official, ended, cell, position in asked.found(
        "people", columns, asked.records[:1], key="person"
    ):
        days = {"decided": decided, "official": official, "ended": ended}
        for what, day in days.items():
            if day is not None:
                yield Line(day, what, (), cell, None, position)
    records, moment = asked.records[:1], asked.moment._asdict()
    for one in list_cancelled(asked.connection, records, **moment):
        yield Line(one.cancelled_on, "cancelled", (), None, None, one.position)
    yield from _party_age(asked)


def _party_age(asked: Asked) -> Iterator[Line]:
    """How long by the day asked, from when it counts, and the days outside Party life."""
    as_of, known_at = asked.moment
    age = show_party_age(asked.connection, asked.records[0], as_of=as_of, known_at=known_at)
    if age is not None:
        long = parts(
            "at least" if age.at_least else None,
            years=age.years,
            months=age.months,
            counts_from=age.counts_from,
            days_away=age.days_away or None,
        )
        yield Line(as_of, "party_age", long)


def movements(asked: Asked) -> Iterator[Line]:
    """How the person came into cells and went from them."""
    streams = (*asked.records, *asked.candidacies)
    columns = "on_day, kind, cell, position"
    for day, kind, cell, position, _ in asked.found("movements", columns, streams, key="stream"):
        yield Line(day, kind, (), cell, None, position)


def events(asked: Asked) -> Iterator[Line]:
    """Everything recorded of the person and their candidacies, as it was recorded."""
    as_of, known_at = asked.moment
    streams = (*asked.records, *asked.candidacies)
    for row in history(asked.connection, *streams, as_of=as_of, known_at=known_at).rows:
        read = {row.reading: row.by} if row.reading else {}
        paper = cited(row.document_kind, row.document_number, row.document_signed)
        said = parts(corrects=row.corrects, **read)
        yield Line(row.on_day, row.type, said, None, paper, row.position)
