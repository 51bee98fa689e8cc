"""The one place where answers are printed: tables for people, CSV and JSON for programs."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import groupby
from typing import Any, Final, NamedTuple, TextIO

import click

from admission.projections.papers import cited as cited  # noqa: PLC0414 - for all who print

Row = Mapping[str, Any]
DEMONSTRATION: Final = "demonstration data"
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)
UNKNOWN: Final = "–"
"""What a table shows for a 0 that nobody has confirmed."""


class Form(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def form_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--csv` and `--json`; `form` is None where neither was said."""
    for form in (Form.JSON, Form.CSV):
        what = "one JSON object" if form is Form.JSON else "CSV"
        function = click.option(
            f"--{form}", "form", flag_value=form, type=Form, help=f"Print {what}."
        )(function)
    return function


class Column(NamedTuple):
    """One key of a row; with a heading it is shown in the table too."""

    key: str
    meaning: str
    heading: str = ""
    number: bool = False


class Listing(NamedTuple):
    """What a query prints: `schema` is such as `progress/1`; the reference is written from it."""

    schema: str
    columns: tuple[Column, ...]
    extra: Mapping[str, str] = {}
    """Further keys of the whole answer, and what they mean."""
    parts: str = ""
    """The key by whose values the rows are shown as several tables, one after the other."""


class KnownAt(NamedTuple):
    """What had been recorded: up to which position, and when the last of it was (UTC).

    `recorded_at` is None where nothing had been; `asked` is whether what was known earlier was.
    """

    position: int
    recorded_at: str | None
    asked: bool = False


class Answer(NamedTuple):
    """Some rows, and what is true of all of them."""

    rows: Iterable[Row]
    as_of: str
    known_at: "KnownAt"
    next: str | None = None
    behind_by: int = 0
    demonstration: bool = False
    title: str = ""
    notes: Sequence[str] = ()
    """Lines below the title of a table: what the figures mean."""
    extra: Mapping[str, Any] = {}
    log: str = ""
    """Origin, size and root of the proof log: a print is then a witness."""
    tree: str | None = None
    """Of a query that takes `--tree`, the one that it was read through."""
    positions: Mapping[str, int] | None = None
    """Of several stores, the newest position of each; they have none together."""


def show(listing: Listing, answer: Answer, form: Form) -> None:
    """Print an answer in the form asked for."""
    keys = [column.key for column in listing.columns]
    # Most come as they are shown; there may be thousands.
    rows = [row if list(row) == keys else {key: row[key] for key in keys} for row in answer.rows]
    if form is Form.JSON:
        write(in_json(listing, answer, rows))
    elif form is Form.CSV:
        write_csv(sys.stdout, keys, rows)
        _remarks(answer)
    else:
        _table(listing, answer, rows)


def write(text: str) -> None:
    """Print one line on standard output."""
    sys.stdout.write(f"{text}\n")


def say(text: str) -> None:
    """Print one line for people on standard error."""
    click.echo(text, err=True)


def counted(number: int, thing: str) -> str:
    """So many of a thing, in words that fit one of them too.

    >>> counted(1, "row")
    '1 row'
    >>> counted(1200, "row")
    '1,200 rows'
    """
    return f"{number:,} {thing}{'s' * (number != 1)}"


def as_json(value: Any) -> str:  # noqa: ANN401 - anything that JSON can say
    """One line of JSON, letters as they are."""
    return _ENCODER.encode(value)


def in_json(listing: Listing, answer: Answer, rows: Sequence[Row]) -> str:
    """An answer as one JSON object in one line."""
    whole: dict[str, Any] = {
        "schema": f"admission.{listing.schema}",
        "as_of": answer.as_of,
        "known_at": answer.known_at.recorded_at,
        **_reached(answer),
        **({"tree": answer.tree} if answer.tree else {}),
        **answer.extra,
        "rows": rows,
        "next": answer.next,
    }
    if answer.behind_by:
        whole["behind_by"] = answer.behind_by
    if answer.demonstration:
        whole["demonstration"] = True
    return as_json(whole)


def _reached(answer: Answer) -> dict[str, Any]:
    if answer.positions is None:
        return {"position": answer.known_at.position}
    return {"positions": answer.positions}


def write_csv(target: TextIO, keys: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows as CSV, a header of their keys first."""
    import csv

    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(keys)
    writer.writerows([_cell(row[key]) for key in keys] for row in rows)


def _cell(value: Any) -> Any:  # noqa: ANN401 - as it stands in a row
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list | tuple):
        return as_json(value)
    return value


def _table(listing: Listing, answer: Answer, rows: list[Row]) -> None:
    from cli.tables import paragraph

    about = [answer.title or listing.schema.partition("/")[0], f"as of {answer.as_of}"]
    if answer.known_at.asked:
        at = f"position {answer.known_at.position}, " if answer.positions is None else ""
        about.append(f"as known at {at}{_recorded(answer)}")
    if answer.demonstration:
        about.append(DEMONSTRATION)
    paragraph(" · ".join(about), heading=True)
    for note in answer.notes:
        paragraph(note)
    for part, found in groupby(rows, lambda row: row.get(listing.parts)):
        if part:
            write("")
            paragraph(str(part), heading=True)
        _columns(listing, list(found))
    if not rows:
        write("(nothing)")
    if answer.behind_by:
        write(f"behind by {counted(answer.behind_by, 'event')}, which could not be taken in here")
    if answer.next:
        write(f"there is more: --after {answer.next}")
    if answer.log:
        write(answer.log)


def _recorded(answer: Answer) -> str:
    return answer.known_at.recorded_at or "before anything was recorded"


def _columns(listing: Listing, rows: list[Row]) -> None:
    from cli.tables import table

    # A column without anything in it is left out.
    shown = [
        column
        for column in listing.columns
        if column.heading and any(_text(row[column.key]) for row in rows)
    ]
    table(
        [column.heading for column in shown],
        [[_text(row[column.key]) for column in shown] for row in rows],
        [column.number for column in shown],
    )


def _text(value: Any) -> str:  # noqa: ANN401 - as it stands in a row
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))
    return str(value)


def _remarks(answer: Answer) -> None:
    """What a CSV file has no place for goes beside it."""
    if answer.demonstration:
        say(DEMONSTRATION)
    if answer.behind_by:
        say(f"behind by {counted(answer.behind_by, 'event')}")
    if answer.next:
        say(f"there is more: --after {answer.next}")
