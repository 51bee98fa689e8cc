"""`admission events`: the log itself, one JSON object per line."""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice, takewhile
from math import inf
from sys import maxsize
from typing import Any, Final

import click

from admission.app.recorders.errors import ServerAway
from admission.app.recorders.plain_rows import EventRow
from admission.app.recorders.reading import StoreReader
from admission.app.recorders.waiting import outlast
from admission.app.views import open_views
from cli.clocks import KNOWN_AT, day, position_named, today
from cli.context import Settings, pass_settings
from cli.output import Column, as_json, say, write
from cli.unit_names import unit_called

EVENT: Final = (
    Column("position", "place in the log"),
    Column("stream", "id of the stream"),
    Column("version", "place in the stream"),
    Column("type", "permanent name of the type"),
    Column("event", "the event: `admission schema` gives the form of each type"),
    Column("metadata", "who, when, by which command, under which rulebook"),
)
_CHUNK: Final = 1000
_PAUSE_SECONDS: Final = 0.5
_PLACES: Final = ("unit", "body", "cell")
Wanted = Callable[[EventRow, dict[str, Any]], bool]


@click.command()
@click.option(
    "--after", type=click.IntRange(min=0), default=0, metavar="POSITION", help="Only later ones."
)
@click.option(
    "--type", "types", multiple=True, metavar="TYPE", help="Only of this type; repeatable."
)
@click.option(
    "--unit", metavar="UNIT", help="Only about this unit, those under it, and their files."
)
@click.option("--candidate", metavar="ID", help="Only of this candidate.")
@click.option("--as-of", type=day, help="Only what took effect by this day.")
@click.option("--known-at", metavar=KNOWN_AT, help="Only what was recorded by then.")
@click.option("--limit", type=click.IntRange(min=0), default=0, help="How many, 0 for all.")
@click.option("--follow", is_flag=True, help="Wait for further events until interrupted.")
@click.option("--json", "json_", is_flag=True, help="Nothing else is printed anyway.")
@pass_settings
def command(
    settings: Settings,
    *,
    after: int,
    types: tuple[str, ...],
    unit: str | None,
    candidate: str | None,
    as_of: str | None,
    known_at: str | None,
    limit: int,
    follow: bool,
    json_: bool,
) -> None:
    """Print recorded events, one JSON object per line, in the order in which they were recorded."""
    del json_
    with settings.reader() as reader:
        known = position_named(reader, reader.info(), known_at)
        wanted = [_by_day(as_of)] if as_of else []
        if unit is not None:
            wanted.append(_by_unit(reader, unit, as_of, known))
        rows = _rows(reader, after, types, candidate, follow=follow)
        if known is not None:
            rows = takewhile(lambda row: row.position <= known, rows)
        lines = _lines(rows, wanted, _reading(reader))
        for line in islice(lines, min(limit, maxsize)) if limit else lines:
            write(line)


def _rows(
    reader: StoreReader, after: int, types: tuple[str, ...], candidate: str | None, *, follow: bool
) -> Iterator[EventRow]:
    seconds = inf if follow else 0.0
    while True:
        ask = partial(_asked, reader, after, types, candidate)
        found = outlast(ask, tell=_say_it_is_away, seconds=seconds)
        yield from found
        after = found[-1].position if found else after
        if not found or candidate is not None:
            if not follow:
                return
            _flush()
            time.sleep(_PAUSE_SECONDS)


def _asked(
    reader: StoreReader, after: int, types: tuple[str, ...], candidate: str | None
) -> list[EventRow]:
    if candidate is None:
        return reader.log_rows(after, _CHUNK, types=types)
    return [
        row
        for row in reader.stream_rows(candidate)
        if row.position > after and (not types or row.type in types)
    ]


def _say_it_is_away(away: ServerAway) -> None:
    say(f"{away} Waiting for it.")


def _reading(reader: StoreReader) -> Callable[[EventRow], dict[str, Any]]:
    """How the event of a row is read: only of a sealed store it takes more than JSON."""
    if not reader.lock.sealed:
        return lambda row: json.loads(row.state)
    return reader.lock.opener.readable


def _lines(
    rows: Iterable[EventRow], wanted: list[Wanted], event_of: Callable[[EventRow], dict[str, Any]]
) -> Iterator[str]:
    for row in rows:
        event = event_of(row)
        if all(passes(row, event) for passes in wanted):
            yield as_json(
                {
                    "position": row.position,
                    "stream": row.stream,
                    "version": row.version,
                    "type": row.type,
                    "event": event,
                    "metadata": json.loads(row.metadata),
                }
            )


def _by_day(as_of: str) -> Wanted:
    return lambda _, event: str(event.get("on", "")) <= as_of


def _by_unit(reader: StoreReader, unit: str, as_of: str | None, known_at: int | None) -> Wanted:
    """Events of the units of a tree and of the candidates in them, or that name such a unit."""
    from admission.projections.pipeline.queries import list_status
    from admission.projections.units.queries import tree

    day = as_of or today(reader.info())
    with open_views(reader.path, reader.read_from) as views:
        root = unit_called(views.connection, unit, day, known_at)
        asked: dict[str, Any] = {"as_of": day, "known_at": known_at, "unit": root}
        units = {row.unit for row in tree(views.connection, **asked)}
        files = list_status(views.connection, **asked).rows
    streams = units | {row.candidate for row in files}
    return lambda row, event: (
        row.stream in streams or any(event.get(place) in units for place in _PLACES)
    )


def _flush() -> None:
    import sys

    sys.stdout.flush()
