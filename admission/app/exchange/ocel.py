# ruff: noqa: S608 - statements are made of names of ours
"""The log as objects and events, OCEL 2.0 in its SQLite form (ocel-standard.org)."""

import sqlite3
from collections.abc import Iterator
from typing import Any, Final

from pydantic_core import from_json

from admission.app.exchange.ocel_objects import TYPES, Related, related
from admission.app.exchange.outward import Advance
from admission.app.views import Views
from admission.domain.decider import EVENTS
from admission.projections.asking import STILL_KNOWN

FIRST: Final = "1970-01-01"
"""The day that OCEL gives to what an attribute is at first."""
ATTRIBUTES: Final = ("position", "recorded_at", "actor", "role", "origin", "reading")
"""Of every event; `reading`: how corrections have it read (annulled, corrected, reread)."""
PERSONAL: Final = ("name", "born", "sex")
"""Attributes of people, where details were asked for."""
_TABLES: Final = (
    "CREATE TABLE event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT)",
    "CREATE TABLE object (ocel_id TEXT PRIMARY KEY, ocel_type TEXT)",
    "CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT)",
    "CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT)",
    (
        "CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT, "
        "PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier))"
    ),
    (
        "CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, "
        "ocel_qualifier TEXT, PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier))"
    ),
)
_EVENTS: Final = (
    "SELECT position, event_id, stream, version, type, state, metadata FROM events "
    "WHERE position <= ? ORDER BY position"
)
_NOW: Final = f"known_to = {STILL_KNOWN}"
_STATES: Final = {
    "candidate": f"SELECT candidate, since, stage, standing FROM pipeline WHERE {_NOW}",
    "unit": f"SELECT unit, since, name, kind, code FROM units WHERE {_NOW}",
    "class": f"SELECT class_id, since, kind, starts, ends FROM classes WHERE {_NOW}",
    "rulebook": f"SELECT reference, since, title FROM rulebooks WHERE {_NOW}",
    "person": f"SELECT person, since, name, born, sex FROM people WHERE {_NOW}",
}
"""Id, the day since which, and the attributes of objects, as they are known now."""
_RELATIONS: Final = (
    f"SELECT DISTINCT candidate, person, 'candidacy-of' FROM pipeline WHERE {_NOW}",
    f"SELECT DISTINCT candidate, unit, 'in' FROM pipeline WHERE {_NOW}",
    (
        f"SELECT DISTINCT unit, parent, 'under' FROM units WHERE {_NOW} AND parent IS NOT NULL "
        "AND ended IS NULL"
    ),
    (
        f"SELECT DISTINCT unit, parent, 'ended-into' FROM units WHERE {_NOW} "
        "AND parent IS NOT NULL AND ended IS NOT NULL"
    ),
    f"SELECT DISTINCT class_id, unit, 'ordered-by' FROM classes WHERE {_NOW}",
    f"SELECT DISTINCT person, class_id, 'enrolled-in' FROM class_people WHERE {_NOW}",
    f"SELECT DISTINCT person, cell, 'member-of' FROM people WHERE {_NOW} AND cell IS NOT NULL",
    (
        f"SELECT DISTINCT person, joined_into, 'joined-into' FROM people WHERE {_NOW} "
        "AND joined_into IS NOT NULL"
    ),
)


def type_map(name: str) -> str:
    """The part of a table's name that stands for a type.

    >>> type_map("cell-vote-held")
    'CellVoteHeld'
    """
    return name.title().replace("-", "")


def attributes_of(*, personal: bool) -> dict[str, tuple[str, ...]]:
    """By type of object, its attributes."""
    return {**TYPES, "person": PERSONAL} if personal else dict(TYPES)


def fill(views: Views, out: sqlite3.Connection, *, personal: bool, advance: Advance) -> None:
    """Write every event, and every object that one is about, into an empty database.

    Events are as recorded, corrections among them; what is said of objects is as known now.
    """
    for pragma in ("synchronous", "journal_mode"):  # a file that breaks off is taken away
        out.execute(f"PRAGMA {pragma} = OFF")
    types = attributes_of(personal=personal)
    with out:
        _lay_out(out, types)
        for row in views.store.sessions.connection().execute(_EVENTS, (views.position,)):
            _put_event(views, out, row)
            if not row[0] % 1000:
                advance(row[0])
        for kind, attributes in types.items():
            if attributes and kind in _STATES:
                _put_states(views, out, kind, attributes)
            _put_without_states(out, kind)
        for query in _RELATIONS:
            rows = views.connection.execute(query)
            out.executemany("INSERT OR IGNORE INTO object_object VALUES (?, ?, ?)", rows)
        _close_relations(out)


def _lay_out(out: sqlite3.Connection, types: dict[str, tuple[str, ...]]) -> None:
    for statement in _TABLES:
        out.execute(statement)
    for name in EVENTS:
        out.execute("INSERT INTO event_map_type VALUES (?, ?)", (name, type_map(name)))
        columns = ", ".join(f"{each} {_sql_type(each)}" for each in ATTRIBUTES)
        out.execute(
            f"CREATE TABLE event_{type_map(name)} (ocel_id TEXT, ocel_time TEXT, {columns})"
        )
    for name, attributes in types.items():
        out.execute("INSERT INTO object_map_type VALUES (?, ?)", (name, type_map(name)))
        further = "".join(f", {each} TEXT" for each in attributes)
        table = f"object_{type_map(name)}"
        out.execute(
            f"CREATE TABLE {table} (ocel_id TEXT, ocel_time TEXT, ocel_changed_field TEXT{further})"
        )
        out.execute(f"CREATE INDEX {table}_key ON {table} (ocel_id)")


def _sql_type(attribute: str) -> str:
    return {"position": "INTEGER", "recorded_at": "TIMESTAMP"}.get(attribute, "TEXT")


def _put_event(views: Views, out: sqlite3.Connection, row: tuple[Any, ...]) -> None:
    position, event_id, stream, version, kind, state, metadata = row
    said, about = from_json(state), from_json(metadata)
    out.execute("INSERT INTO event VALUES (?, ?)", (event_id, kind))
    reading = _reading(views, stream, version)
    known = (position, *(about[name] for name in ATTRIBUTES[1:-1]), reading)
    out.execute(
        f"INSERT INTO event_{type_map(kind)} VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (event_id, _time(said["on"]), *known),
    )
    for each in related(stream, event_id, said, about):
        _put_object(out, each)
        link = (event_id, each.object_id, each.qualifier)
        out.execute("INSERT OR IGNORE INTO event_object VALUES (?, ?, ?)", link)
    if kind == "meeting-held":
        link = (said["meeting"], said["body"], "held-by")
        out.execute("INSERT OR IGNORE INTO object_object VALUES (?, ?, ?)", link)


def _put_object(out: sqlite3.Connection, found: Related) -> None:
    put = out.execute("INSERT OR IGNORE INTO object VALUES (?, ?)", (found.object_id, found.type))
    if (put.rowcount or found.type == "meeting") and found.attributes:
        marks = ", ?" * len(found.attributes)
        out.execute(
            f"INSERT INTO object_{type_map(found.type)} VALUES (?, ?, NULL{marks})",
            (found.object_id, _time(FIRST), *found.attributes),
        )


def _reading(views: Views, stream: str, version: int) -> str | None:
    query = f"SELECT how FROM readings WHERE stream = ? AND version = ? AND {_NOW}"
    found = views.connection.execute(query, (stream, version)).fetchone()
    return found[0] if found else None


def _put_states(
    views: Views, out: sqlite3.Connection, kind: str, attributes: tuple[str, ...]
) -> None:
    """What an object is at first, and a row for each attribute that becomes another later."""
    statement = (
        f"INSERT INTO object_{type_map(kind)} (ocel_id, ocel_time, ocel_changed_field, {{}}) "
        "SELECT ?, ?, ?, {} WHERE EXISTS (SELECT 1 FROM object WHERE ocel_id = ?)"
    )
    last: tuple[str, tuple[str | None, ...]] = ("", ())
    for object_id, since, *values in views.connection.execute(f"{_STATES[kind]} ORDER BY 1, 2"):
        if object_id != last[0]:
            marks = ", ".join("?" * len(values))
            whole = statement.format(", ".join(attributes), marks)
            out.execute(whole, (object_id, _time(FIRST), None, *values, object_id))
        else:
            for name, value in _changed(attributes, last[1], values):
                parameters = (object_id, _time(since), name, value, object_id)
                out.execute(statement.format(name, "?"), parameters)
        last = (object_id, tuple(values))


def _put_without_states(out: sqlite3.Connection, kind: str) -> None:
    """An object of which nothing is said has a row all the same, or readers would lose it."""
    table = f"object_{type_map(kind)}"
    out.execute(
        f"INSERT INTO {table} (ocel_id, ocel_time) SELECT ocel_id, ? FROM object "
        f"WHERE ocel_type = ? AND ocel_id NOT IN (SELECT ocel_id FROM {table})",
        (_time(FIRST), kind),
    )


def _changed(
    names: tuple[str, ...], old: tuple[str | None, ...], new: list[str | None]
) -> Iterator[tuple[str, str | None]]:
    for name, before, after in zip(names, old, new, strict=True):
        if before != after:
            yield name, after


def _close_relations(out: sqlite3.Connection) -> None:
    """A relation to something that no event is about is left out."""
    for end in ("ocel_source_id", "ocel_target_id"):
        out.execute(f"DELETE FROM object_object WHERE {end} NOT IN (SELECT ocel_id FROM object)")


def _time(day: str) -> str:
    return f"{day} 00:00:00"
