# ruff: noqa: S608 - statements are made of names of ours
"""The same in its JSON form, read off the SQLite form one event and one object at a time."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any, Final

from pydantic_core import to_json

from admission.app.exchange.ocel import ATTRIBUTES

Write = Callable[[bytes], object]
_TYPED: Final = {"position": "integer", "recorded_at": "time"}


def write_json(out: sqlite3.Connection, types: dict[str, tuple[str, ...]], write: Write) -> None:
    """Write what the database holds as one JSON object of four lists."""
    events = dict(out.execute("SELECT ocel_type, ocel_type_map FROM event_map_type"))
    objects = dict(out.execute("SELECT ocel_type, ocel_type_map FROM object_map_type"))
    sections = {
        "objectTypes": (_type(name, types[name]) for name in objects),
        "eventTypes": (_type(name, ATTRIBUTES) for name in events),
        "objects": (
            each for name, table in objects.items() for each in _objects(out, name, table, types)
        ),
        "events": (each for name, table in events.items() for each in _events(out, name, table)),
    }
    for number, (section, entries) in enumerate(sections.items()):
        write(b"%b%b:[" % (b"," if number else b"{", to_json(section)))
        for at, entry in enumerate(entries):
            write((b",\n" if at else b"\n") + to_json(entry))
        write(b"\n]")
    write(b"}\n")


def _type(name: str, attributes: tuple[str, ...]) -> dict[str, Any]:
    typed = [{"name": each, "type": _TYPED.get(each, "string")} for each in attributes]
    return {"name": name, "attributes": typed}


def _events(out: sqlite3.Connection, name: str, table: str) -> Iterator[dict[str, Any]]:
    query = f"SELECT ocel_id, ocel_time, {', '.join(ATTRIBUTES)} FROM event_{table} ORDER BY rowid"
    links = "SELECT ocel_object_id, ocel_qualifier FROM event_object WHERE ocel_event_id = ?"
    for event_id, time, *values in out.execute(query):
        said = zip(ATTRIBUTES, values, strict=True)
        yield {
            "id": event_id,
            "type": name,
            "time": _utc(time),
            "attributes": [
                {"name": each, "value": str(value)} for each, value in said if value is not None
            ],
            "relationships": _links(out, links, event_id),
        }


def _objects(
    out: sqlite3.Connection, name: str, table: str, types: dict[str, tuple[str, ...]]
) -> Iterator[dict[str, Any]]:
    columns = ", ".join(("ocel_time", *types[name]))
    states = f"SELECT {columns} FROM object_{table} WHERE ocel_id = ? ORDER BY rowid"
    links = "SELECT ocel_target_id, ocel_qualifier FROM object_object WHERE ocel_source_id = ?"
    for (object_id,) in out.execute("SELECT ocel_id FROM object WHERE ocel_type = ?", (name,)):
        yield {
            "id": object_id,
            "type": name,
            "attributes": [
                {"name": each, "value": str(value), "time": _utc(time)}
                for time, *values in out.execute(states, (object_id,))
                for each, value in zip(types[name], values, strict=True)
                if value is not None
            ],
            "relationships": _links(out, links, object_id),
        }


def _links(out: sqlite3.Connection, query: str, about: str) -> list[dict[str, str]]:
    found = out.execute(query, (about,))
    return [{"objectId": other, "qualifier": qualifier} for other, qualifier in found]


def _utc(time: str) -> str:
    return f"{time.replace(' ', 'T')}Z"
