"""`admission diff`: what moved in a published report."""

from collections.abc import Iterator
from typing import Any, Final

import click

from admission.projections.asking import Moment
from admission.projections.moved.queries import (
    Side,
    moved,
    printed,
)
from admission.projections.moved.rows import MovedRow, printed_of
from admission.projections.reports.queries import ReportRow, asked_by, figures_of, rows_of
from cli.output import Column, Form, Listing
from cli.prints import report_called
from cli.questions import Question, query

_MOST_TOLD: Final = 20
"""How many facts a table tells of one figure."""
MOVED: Final = Listing(
    "diff/1",
    (
        Column("unit", "id of the unit"),
        Column("name", "its name"),
        Column("code", "its code, or null"),
        Column("figure", "which figure of the report; counts are counted, 0 too"),
        Column("was", "what the report printed, or null"),
        Column("now", "what it would print now, or what the other printed, or null"),
        Column("difference", "now less was"),
        Column(
            "events",
            "what moved it, in the order of recording: a list of `by` (these add up to the "
            "difference), `position`, `stream`, `type`, `on_day`, `recorded_at`, `actor`, "
            "`corrects` (the position of what it corrects), and of a candidate `person` and `name`",
        ),
    ),
    {
        "report": "id of the report",
        "was": "`as_of`, `known_at` of the report that is known earlier",
        "other": "id of the other report, or now",
        "is": "`as_of`, `known_at` of the other",
    },
)
_TABLE: Final = (
    Column("name", "", "unit"),
    Column("figure", "", "figure"),
    Column("was", "", "was", number=True),
    Column("now", "", "now", number=True),
    Column("difference", "", "difference", number=True),
    Column("by", "", "by", number=True),
    Column("type", "", "moved by"),
    Column("on_day", "", "on"),
    Column("position", "", "at", number=True),
    Column("recorded_at", "", "recorded"),
    Column("person", "", "person"),
)


@click.command()
@click.argument("report")
@click.argument("other")
@query
def command(question: Question, report: str, other: str) -> None:
    """List each figure of a report that moved, and the events that moved it.

    REPORT is the id of a published report; OTHER is `now`, for the same report as it would be
    printed now (or --known-at), or the id of another report of the same kind, unit, period and
    tree.
    """
    first = report_called(question, report)
    was = _published(question, first)
    if other == "now":
        known_at = question.recorded.position
        now = printed(question.rows, asked_by(first), Moment(first.as_of, known_at))
    else:
        second = report_called(question, other)
        _comparable(first, second)
        now = _published(question, second)
        if second.known_at < first.known_at:
            was, now, report, other = now, was, other, report
    page = moved(
        question.rows, asked_by(first), was, now, limit=question.limit, after=question.after
    )
    _show(question, page.rows, page.next, (report, was), (other, now))


def _published(question: Question, row: ReportRow) -> Side:
    rows = rows_of(figures_of(question.rows, row.report))
    at = Moment(row.as_of, row.known_at)
    return Side(at, {each["unit"]: printed_of(row.kind, each) for each in rows})


def _comparable(first: ReportRow, second: ReportRow) -> None:
    for name in ("kind", "unit", "year", "first", "last", "tree", "depth"):
        mine, theirs = getattr(first, name), getattr(second, name)
        if mine != theirs:
            raise click.ClickException(
                f"The two are not reports of the same: {name} {mine or 'all'} and "
                f"{theirs or 'all'}. `report list` shows which are."
            )


def _show(
    question: Question,
    rows: list[MovedRow],
    following: str | None,
    was: tuple[str, Side],
    now: tuple[str, Side],
) -> None:
    extra = {
        "report": was[0],
        "was": was[1].at._asdict(),
        "other": now[0],
        "is": now[1].at._asdict(),
    }
    told = [_as_json_says(row) for row in rows]
    if question.form is not Form.TABLE:
        question.show(MOVED, told, following, extra=extra)
        return
    notes = [
        f"{name}: as of {side.at.as_of}, known at {side.at.known_at}" for name, side in (was, now)
    ]
    question.show(
        Listing(MOVED.schema, _TABLE),
        [line for row in told for line in _lines(row)],
        following,
        title="diff",
        notes=[
            *notes,
            "by = by how much that fact moved the figure; they add up to the difference",
        ],
    )


def _as_json_says(row: MovedRow) -> dict[str, Any]:
    return {**row._asdict(), "events": [event._asdict() for event in row.events]}


def _lines(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A line for each fact, the figure on the first of them alone."""
    head = {key: row[key] for key in ("name", "figure", "was", "now")}
    head["difference"] = f"{row['difference']:+d}"
    events = row["events"]
    for event in events[:_MOST_TOLD]:
        told = {column.key: event.get(column.key) for column in _TABLE}
        told |= {"by": f"{event['by']:+d}", "person": event["name"] or event["person"]}
        yield {**told, **dict.fromkeys(head), **head}
        head = dict.fromkeys(head)
    if len(events) > _MOST_TOLD:
        more = f"and {len(events) - _MOST_TOLD} more: --json"
        yield {**dict.fromkeys(column.key for column in _TABLE), "type": more}
