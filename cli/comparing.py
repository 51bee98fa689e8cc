"""`admission audit compare`: what differs between two moments, and which events lie between."""

import json
from collections.abc import Iterator
from typing import Any, Final

import click

from admission.projections.asking import cursor_of, page_of_all
from admission.projections.replay.queries import list_moves
from cli.moments import MOMENT, as_known_at
from cli.output import Column, Listing
from cli.questions import Question, query
from cli.told import Told, called, counts_of, telling_of
from cli.trees import tree_option

COMPARED: Final = Listing(
    "audit-compare/1",
    (
        Column("part", "differs (a field) or between (an event)"),
        Column("field", "field of the state, of a unit also how many stand where", "field"),
        Column("a", "what it said at the first moment, or null", "first"),
        Column("b", "what it says at the second, or null", "second"),
        Column("position", "place of the event in the log", "position", number=True),
        Column("stream", "id of its path or unit"),
        Column("type", "its type", "what"),
        Column("on_day", "day on which it took effect", "on"),
        Column("recorded_at", "when it was recorded, UTC", "recorded"),
    ),
    {
        "of": "id of the path or unit",
        "a": "position of the first moment",
        "b": "position of the second",
    },
    parts="part",
)
_NOTHING: Final = dict.fromkeys(column.key for column in COMPARED.columns)


@click.command("compare")
@click.argument("a", metavar=MOMENT)
@click.argument("b", metavar=MOMENT)
@click.option("--candidate", metavar="ID", help="A candidacy, or this person's newest.")
@click.option("--unit", metavar="UNIT", help="This unit, with the paths in it and under it.")
@tree_option
@query
def compare(question: Question, a: str, b: str, candidate: str | None, unit: str | None) -> None:
    """Show what differs between two moments, and the events between them.

    A moment is a position (57), a day or a time, or a version of the path or unit (v3).
    """
    if bool(candidate) == bool(unit):
        raise click.UsageError("Give either --candidate or --unit.")
    told = called(question, candidate, unit)
    assert told is not None  # noqa: S101 - one of the two was given
    first = as_known_at(question, a, "the first moment", told.stream)
    second = as_known_at(question, b, "the second moment", told.stream)
    if first.recorded.position > second.recorded.position:
        raise click.UsageError(f"{a} is after {b}: give the earlier moment first.")
    rows = [*_differing(first, second, told), *_between(first, second, told)]
    cut = page_of_all(
        rows, question.limit, question.after, lambda row: (row["field"], row["position"])
    )
    extra = {"of": told.stream, "a": first.recorded.position, "b": second.recorded.position}
    notes = [
        f"{name}: position {at.recorded.position}, {at.recorded.recorded_at}"
        for name, at in (("first", first), ("second", second))
    ]
    question.show(
        COMPARED, cut.rows, cut.next, title=f"compare {told.name}", notes=notes, extra=extra
    )


def _differing(first: Question, second: Question, told: Told) -> Iterator[dict[str, Any]]:
    from admission.app.replay.fields import changes

    old, new = (telling_of(at).fields(told.stream) | counts_of(at, told) for at in (first, second))
    for field, a, b in changes(old, new):
        yield {**_NOTHING, "part": "differs", "field": field, "a": a, "b": b}


def _between(first: Question, second: Question, told: Told) -> Iterator[dict[str, Any]]:
    telling, after = telling_of(second), first.recorded.position
    positions = {row.position for row in telling.rows(told.stream)}
    if told.is_unit:
        asked = {**second.reading, "limit": 0, "after": cursor_of((after,))}
        positions |= {row.position for row in list_moves(second.rows, told.stream, **asked).rows}
    for position in sorted(each for each in positions if each > after):
        (row,) = second.reader.log_rows(position - 1, 1)
        yield {
            **_NOTHING,
            "part": "between",
            "position": position,
            "stream": row.stream,
            "type": row.type,
            "on_day": json.loads(row.state)["on"],
            "recorded_at": row.recorded_at,
        }
