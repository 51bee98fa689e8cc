"""`admission audit replay`: the state as it stood, and what each event changed."""

from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

import click

from admission.projections.asking import key_of, page, page_of_all
from admission.projections.pipeline.queries import count_standings
from admission.projections.replay.queries import MoveRow, list_moves
from cli.moments import MOMENT, as_known_at
from cli.output import UNKNOWN, Column, Form, Listing
from cli.questions import Question, query
from cli.told import Told, called, counts_of, telling_of
from cli.trees import tree_option

if TYPE_CHECKING:
    from admission.app.replay.streams import Replay, Step

STEPS: Final = Listing(
    "replay-steps/1",
    (
        Column("position", "place in the log", "position", number=True),
        Column("stream", "id of the path, or of the unit"),
        Column("version", "place in that stream", "version", number=True),
        Column("type", "type of the event", "what"),
        Column("on_day", "day on which it took effect", "on"),
        Column("recorded_at", "when it was recorded, UTC"),
        Column(
            "changed",
            "fields of the folded state that are otherwise: a list of `field`, `old`, `new` "
            "(null: empty)",
            "changed",
        ),
        Column("rules", "rules of the rulebook that stood before it: each was kept", "rules"),
        Column("rulebook", "rulebook that decided, id@sha256, or null", "rulebook"),
        Column("actor", "id of the account or person who recorded it"),
        Column("known_by", "how that is known: typed, system-account, program; or null"),
        Column("role", "role in which the actor acted then, or null", "role"),
        Column("acting_for", "id of the unit for which the actor acted then, or null", "for unit"),
        Column("origin", "live, paper, import or demo", "origin"),
        Column("consents", "rules that a consent was given for, each with its paper", "consents"),
        Column("second", "id of who vouches for an irregular act, or null", "second"),
        Column("late", "rules by which it was accepted as late", "late"),
        Column("against", "rules that an irregular act goes against", "against"),
    ),
    {"of": "id of the path or unit"},
)
STATE: Final = Listing(
    "replay-state/1",
    (
        Column(
            "field",
            "field of the folded state; of a unit also how many stand where (`standings.`) and "
            "how often each milestone was reached (`milestones.`)",
            "field",
        ),
        Column("value", "what it says", "value"),
        Column("position", "event that last changed it; null of a count", "since", number=True),
        Column("type", "type of that event", "by"),
        Column("on_day", "day on which that took effect", "on"),
    ),
    {"of": "id of the path or unit"},
)
LOG: Final = Listing(
    "replay-log/1",
    (
        Column("part", "events (by type), streams (by kind) or standings (of paths)"),
        Column("name", "the type, kind or standing", "of"),
        Column("number", "how many there are", "number", number=True),
    ),
    parts="part",
)

_BLANK: Final = dict.fromkeys(column.key for column in STEPS.columns)
_AT: Final = attrgetter("position")


@click.command("replay")
@click.option("--until", metavar=MOMENT, help="As it stood then.  [default: now]")
@click.option("--candidate", metavar="ID", help="Of this candidacy, or of this person's newest.")
@click.option("--unit", metavar="UNIT", help="Of this unit, with the paths in it and under it.")
@click.option("--step", is_flag=True, help="Event by event: what each changed, why it was allowed.")
@tree_option
@query
def replay(
    question: Question,
    until: str | None,
    candidate: str | None,
    unit: str | None,
    step: bool,
) -> None:
    """Show the state as it stood at a moment, folded from the log.

    A moment is a position (57), a day or a time, or a version of the path or unit (v3). Without
    --candidate or --unit the whole log is counted.
    """
    if candidate and unit:
        raise click.UsageError("Give --candidate or --unit, not both.")
    if step and not (candidate or unit):
        raise click.UsageError("--step tells one path or one unit: give --candidate or --unit.")
    of = called(question, candidate, unit)
    asked = as_known_at(question, until, "--until", of and of.stream)
    if of is None:
        _whole(asked)
    elif step:
        _told(asked, of)
    else:
        _stood(asked, of)


def _whole(question: Question) -> None:
    from admission.app.replay.whole import totals

    found = totals(question.reader, question.known_at or 0)
    standings = count_standings(question.rows, **question.clocks)
    counted = {
        "standings": [(row.standing, row.candidates) for row in standings],
        "streams": sorted(found.streams.items()),
        "events": sorted(found.events.items()),
    }
    rows = [
        {"part": part, "name": name, "number": number}
        for part, each in counted.items()
        for name, number in each
    ]
    cut = page_of_all(
        rows, question.limit, question.after, lambda row: (str(row["part"]), str(row["name"]))
    )
    notes = [f"{sum(found.events.values()):,} events, {sum(found.streams.values()):,} streams"]
    question.show(LOG, cut.rows, cut.next, title="replay", notes=notes)


def _stood(question: Question, of: Told) -> None:
    telling = telling_of(question)
    last = {change.field: each for each in telling.steps(of.stream) for change in each.changed}
    rows = [
        _field(name, value, last.get(name)) for name, value in telling.fields(of.stream).items()
    ]
    rows += [_field(name, value, None) for name, value in counts_of(question, of).items()]
    cut = page_of_all(rows, question.limit, question.after, lambda row: (row["field"],))
    extra = {"of": of.stream}
    question.show(STATE, cut.rows, cut.next, title=f"state of {of.name}", extra=extra)


def _field(name: str, value: str, step: "Step | None") -> dict[str, Any]:
    return {
        "field": name,
        "value": value,
        "position": step and step.position,
        "type": step and step.type,
        "on_day": step and step.on_day,
    }


def _told(question: Question, of: Told) -> None:
    telling = telling_of(question)
    after = int(key_of(question.after, 1)[0] or 0) if question.after else 0
    told: list[Step | MoveRow] = [*telling.steps(of.stream), *_moves(question, of)]
    later = sorted((each for each in told if each.position > after), key=_AT)
    cut = page(later, question.limit, lambda each: (each.position,))
    rows = [_row(_moved(telling, each) if isinstance(each, MoveRow) else each) for each in cut.rows]
    shown = [line for row in rows for line in _lines(row)] if question.form is Form.TABLE else rows
    question.show(STEPS, shown, cut.next, title=f"replay of {of.name}", extra={"of": of.stream})


def _moves(question: Question, of: Told) -> list[MoveRow]:
    """Of a unit, what moved the paths in it: one more than a page, for there may be more."""
    if not of.is_unit:
        return []
    asked = {**question.reading, "limit": question.limit and question.limit + 1}
    return list_moves(question.rows, of.stream, **asked).rows


def _moved(telling: "Replay", move: MoveRow) -> "Step":
    """One event of a path, with the two fields that a unit's counts are made of."""
    from admission.app.replay.fields import changes

    old = {"standing": move.old_standing, "unit": move.old_unit}
    new = {"standing": move.standing, "unit": move.unit}
    step = telling.step(move.stream, move.position)
    return step._replace(changed=changes({k: v for k, v in old.items() if v}, new))


def _row(step: "Step") -> dict[str, Any]:
    return {
        "position": step.position,
        "stream": step.stream,
        "version": step.version,
        "type": step.type,
        "on_day": step.on_day,
        "recorded_at": step.recorded_at,
        "changed": [change._asdict() for change in step.changed],
        **step.act._asdict(),
        **step.allowed._asdict(),
    }


def _lines(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A line of a table for each change, all else on the first of them alone."""
    first = {**row, "rulebook": (row["rulebook"] or "").partition("@")[0]}
    said = [_in_a_cell(change) for change in row["changed"]] or [""]
    for head, changed in zip([first, *[_BLANK] * len(said)], said, strict=False):
        yield {**head, "changed": changed}


def _in_a_cell(change: dict[str, str | None]) -> str:
    return f"{change['field']}: {change['old'] or UNKNOWN} → {change['new'] or UNKNOWN}"
