"""`admission history`: what was recorded about a candidate."""

from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import click

from admission.projections.people.queries import records_of
from admission.projections.timeline.queries import TimelineRow, history
from cli.output import Column, Listing, as_json, cited
from cli.people import TAKEN_OVER, candidate_called, from_paper, taken_over
from cli.questions import Question, query
from cli.scans import SCANS, in_a_cell, scans_of

HISTORY: Final = Listing(
    "history/1",
    (
        Column("position", "place in the log", "position", number=True),
        Column("stream", "id of the candidate or person that it is recorded under"),
        Column("version", "place in that stream"),
        Column("type", "type of the event", "what"),
        Column("on_day", "day on which it took effect, as exact as it is known", "on"),
        Column("recorded_at", "when it was recorded, UTC", "recorded"),
        Column("actor", "id of the account or person who recorded it"),
        Column("rulebook", "rulebook that decided, id@sha256, or null"),
        Column("late", "rules by which it comes late", "late"),
        Column("against", "rules that an irregular act goes against", "against"),
        Column("document_kind", "kind of the paper that it rests on, or null", "document"),
        Column("document_number", "number of that paper, or null"),
        Column("document_signed", "day of its signature, or null"),
        Column("corrects", "position of the fact that it annuls or corrects, or null"),
        Column(
            "reading",
            "how corrections have it read: annulled, corrected, reread (what was derived from "
            "earlier facts, or the rules that it goes against, are otherwise), or null",
            "read",
        ),
        Column(
            "changed",
            "of a correction, what it has otherwise: a list of `field`, `old` and `new`",
            "changed",
        ),
        Column("by", "position of the correction that says so, or null"),
        Column("scans", SCANS, "scan"),
    ),
    {column.key: column.meaning for column in TAKEN_OVER},
)


@click.command()
@click.argument("candidate")
@query
def command(question: Question, candidate: str) -> None:
    """Tell what happened to a candidate, in the order in which it was recorded.

    CANDIDATE is the id of a candidacy or of a person, or its key in a list.
    """
    found = candidate_called(question, candidate)
    records = records_of(question.rows, found.person, **question.clocks)
    page = history(question.rows, found.candidate, *records, **question.paged)
    title = f"history of {found.name or found.person} ({found.standing} since {found.since})"
    scans = scans_of(question, found.candidate, *records)
    rows = [
        {
            **row._asdict(),
            "changed": _changed(question, row) if row.corrects else [],
            "scans": scans.get(row.position, []),
        }
        for row in page.rows
    ]
    if question.form == "table":
        zone = ZoneInfo(question.reader.info()["time_zone"])
        rows = [_for_eyes(row, zone) for row in rows]
    question.show(
        HISTORY,
        rows,
        page.next,
        title=title,
        notes=from_paper(question, found),
        extra=taken_over(found),
    )


def _changed(question: Question, row: TimelineRow) -> list[dict[str, Any]]:
    """What a correction has otherwise, read from the events themselves."""
    from admission.app.corrected import changed
    from admission.app.states import recorded

    events = question.reader.stream_rows(row.stream)[: row.version]
    seals = question.reader.lock.seals
    return [each._asdict() for each in changed([recorded(each, seals) for each in events])]


def _in_a_cell(values: dict[str, Any]) -> str:
    field, old, new = (values[key] for key in ("field", "old", "new"))
    old, new = (one if isinstance(one, str) else as_json(one) for one in (old, new))
    return f"{field}: {old} → {new}"


def _for_eyes(row: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    """A row as a table shows it: the organisation's day of recording, the paper in one column."""
    recorded = datetime.fromisoformat(row["recorded_at"]).astimezone(zone)
    return {
        **row,
        "recorded_at": recorded.date().isoformat(),
        "document_kind": cited(
            row["document_kind"], row["document_number"], row["document_signed"]
        ),
        "type": f"{row['type']} of {row['corrects']}" if row["corrects"] else row["type"],
        "reading": f"{row['reading']} by {row['by']}" if row["reading"] else None,
        "changed": [_in_a_cell(each) for each in row["changed"]],
        "scans": in_a_cell(row["scans"], wanted=row["document_kind"] is not None),
    }
