# ruff: noqa: S608 - statements are made of pieces of ours
"""The paths of candidates as XES 1.0 (xes-standard.org): a trace each, its facts as they stand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from pydantic_core import from_json

from admission.app.exchange.outward import Advance, new_file
from admission.app.recorders.plain_rows import EventRow
from admission.app.states import recorded
from admission.app.views import Views
from admission.domain.registers.corrections.state import as_they_stand
from admission.projections.asking import LATEST, holds

_AT_ONCE: Final = 500
_EXTENSIONS: Final = (("Concept", "concept"), ("Time", "time"), ("Organizational", "org"))
_NO_DAY: Final = "1970-01-01T00:00:00Z"
_HERE: Final = holds("c", LATEST, None)
_NAMED: Final = holds("p", LATEST, None)
_CANDIDATES: Final = (
    "SELECT c.candidate, c.person, c.unit, c.standing, p.name FROM pipeline c "
    f"LEFT JOIN people p ON p.person = c.person AND {_NAMED.sql} "
    f"WHERE {_HERE.sql} ORDER BY c.candidate"
)


class _Candidate(NamedTuple):
    """Whose path a trace is, and what is said of it as of the last day."""

    candidate: str
    person: str
    unit: str
    standing: str
    name: str | None


def export_xes(views: Views, file: Path, *, personal: bool, advance: Advance) -> dict[str, int]:
    """Write the path of every candidate into a new file; returns how many traces and events.

    What was annulled is left out, and what was corrected stands as the correction has it. Some
    hundred paths are held at once.

    Raises:
        CannotExportError: the file is there already, or cannot be made.
        StoreUnusable: the store cannot be read.
    """
    with new_file(file) as out, views.store.sessions.translated():
        log = _Log(XMLGenerator(out, "utf-8", short_empty_elements=True))
        log.begin()
        for candidate, events in _paths(views):
            log.trace(candidate, events, personal=personal)
            advance(log.traces)
        log.end()
    return {"traces": log.traces, "events": log.events}


class _Log:
    """Writes the elements of one log."""

    def __init__(self, xml: XMLGenerator) -> None:
        self._xml = xml
        self.traces = self.events = 0

    def begin(self) -> None:
        """Write what stands before the traces."""
        self._xml.startDocument()
        features = {
            "xes.version": "1.0",
            "xes.features": "",
            "xmlns": "http://www.xes-standard.org/",
        }
        self._open("log", **features)
        for name, prefix in _EXTENSIONS:
            uri = f"http://www.xes-standard.org/{prefix}.xesext"
            self._one("extension", name=name, prefix=prefix, uri=uri)
        self._open("global", scope="trace")
        self._attribute("concept:name", "")
        self._close("global")
        self._open("global", scope="event")
        self._attribute("concept:name", "")
        self._attribute("time:timestamp", _NO_DAY, "date")
        self._attribute("org:resource", "")
        self._close("global")
        self._one("classifier", name="Activity", keys="concept:name")

    def trace(self, candidate: _Candidate, events: list[dict[str, str]], *, personal: bool) -> None:
        """Write one path."""
        self._open("trace")
        self._attribute("concept:name", candidate.candidate)
        for key in ("person", "unit", "standing", *(("name",) if personal else ())):
            self._attribute(key, getattr(candidate, key))
        for event in events:
            self._open("event")
            for key, value in event.items():
                self._attribute(key, value, _KINDS.get(key, "string"))
            self._close("event")
        self._close("trace")
        self.traces += 1
        self.events += len(events)

    def end(self) -> None:
        """Write what stands after the traces."""
        self._close("log")
        self._xml.endDocument()

    def _attribute(self, key: str, value: str | None, kind: str = "string") -> None:
        if value is not None:
            self._one(kind, key=key, value=value)

    def _one(self, element: str, /, **attributes: str) -> None:
        self._xml.startElement(element, AttributesImpl(attributes))
        self._close(element)

    def _open(self, element: str, /, **attributes: str) -> None:
        self._xml.startElement(element, AttributesImpl(attributes))
        self._xml.characters("\n")

    def _close(self, name: str) -> None:
        self._xml.endElement(name)
        self._xml.characters("\n")


_KINDS: Final = {"time:timestamp": "date", "position": "int"}
"""Of the attributes of events; the others are strings."""


def _paths(views: Views) -> Iterator[tuple[_Candidate, list[dict[str, str]]]]:
    cursor = views.connection.execute(_CANDIDATES, (*_NAMED.parameters, *_HERE.parameters))
    while found := [_Candidate._make(row) for row in cursor.fetchmany(_AT_ONCE)]:
        rows = views.store.rows_of([each.candidate for each in found])
        for each in found:
            known = [row for row in rows[each.candidate] if row.position <= views.position]
            yield each, _events(views, known)


def _events(views: Views, rows: list[EventRow]) -> list[dict[str, str]]:
    """The facts of a path as they stand, by day, those of one day as they were recorded."""
    by_place = {row.version: row for row in rows}
    standing = as_they_stand(recorded(row, views.store.lock.seals) for row in rows)
    found = [(each.event, by_place[each.version]) for each in standing]
    found.sort(key=lambda each: (each[0].on, each[1].position))
    return [_event(event.TYPE, event.on.isoformat(), row) for event, row in found]


def _event(type_name: str, day: str, row: EventRow) -> dict[str, Any]:
    about = from_json(row.metadata)
    return {
        "concept:name": type_name,
        "time:timestamp": f"{day}T00:00:00Z",
        "org:resource": about["actor"],
        "org:role": about["role"],
        "position": str(row.position),
    }
