"""Which scan belongs to what, which steps name one, and which steps rest on no document.

A step rests on none where its form has a place for one and the place is empty. Beside the people
and the notes, this is where a personal detail is kept in rows: the title of a scan.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple, get_args

from admission.domain.decider import EVENTS
from admission.domain.kernel import ids
from admission.domain.kernel.documents import Document
from admission.domain.kernel.messages import Recorded
from admission.domain.kernel.values import Value
from admission.domain.registers.corrections.events import FactCorrected
from admission.domain.registers.documents.events import DocumentKept
from admission.domain.stages.steps import StepEvent
from admission.projections.bitemporal import Entry, Table
from admission.projections.facts import Change, Fact, Fold, Row

_SCANS: Final = Table(
    "scans",
    ("document", "about", "step"),
    (
        "sha256",
        "size",
        "media_type",
        "paper_kind",
        "paper_number",
        "paper_signed",
        "title",
        "kept_on",
    ),
)
_CITED: Final = "INSERT INTO cited_scans (position, stream, sha256) VALUES (?, ?, ?)"
_UNDOCUMENTED: Final = (
    "INSERT INTO undocumented_steps (position, candidate, version, type, on_day) "
    "VALUES (?, ?, ?, ?, ?)"
)


def _may_hold(annotation: Any) -> bool:  # noqa: ANN401 - whatever a field is declared as
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return issubclass(annotation, Document) or bool(_fields(annotation))
    return any(map(_may_hold, get_args(annotation)))


@cache
def _fields(kind: type[Value]) -> tuple[str, ...]:
    return tuple(n for n, field in kind.model_fields.items() if _may_hold(field.annotation))


READS: Final = frozenset(
    {kind.TYPE for kind in EVENTS.values() if _fields(kind)} | {DocumentKept.TYPE}
)


class Scan(NamedTuple):
    """All that one scan belongs to: the content of each row by its key."""

    id: str
    links: tuple[tuple[Row, Row], ...] = ()


def evolve(state: Scan, recorded: Recorded) -> Scan:
    """The state after one more event of the scan's stream."""
    event = recorded.event
    if isinstance(event, DocumentKept):
        key = (state.id, event.about or "", event.step or 0)
        return Scan(state.id, (*state.links, (key, _content(event))))
    return state


def _content(event: DocumentKept) -> Row:
    paper = event.paper
    return (
        event.sha256,
        event.size,
        event.media_type,
        paper.kind if paper else None,
        paper.number if paper else None,
        paper.signed.isoformat() if paper and paper.signed else None,
        None if event.title is None else str(event.title),
        event.on.isoformat(),
    )


def rows(state: Scan) -> dict[Row, Row]:
    """One row for each thing that the scan belongs to."""
    return dict(state.links)


def project(fact: Fact) -> Iterator[Change]:
    """The links of a scan; or the scans that a step names, or that it rests on no document."""
    event = fact.event
    if ids.kind_of(fact.stream) == "document":
        yield from _SCANS.follow(fact, rows)
    if isinstance(event, DocumentKept):
        return
    for sha256 in _named_in(event):
        yield Entry(_CITED, (fact.position, fact.stream, sha256))
    if isinstance(event, StepEvent) and vars(event).get("document", event) is None:
        step = (fact.position, fact.stream, fact.version, event.TYPE, event.on.isoformat())
        yield Entry(_UNDOCUMENTED, step)


def _named_in(value: object) -> list[str]:
    """The digests of the scans that are named anywhere in a value."""
    named = []
    for part in _parts(value):
        if not part:  # None, or an empty tuple, as consents mostly are
            continue
        if not isinstance(part, Document):
            named += _named_in(part)
        elif part.sha256:
            named.append(part.sha256)
    return named


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, Value):
        said = vars(value)
        parts = [said[name] for name in _fields(type(value))]
        return [*parts, value.event] if isinstance(value, FactCorrected) else parts
    return value if isinstance(value, tuple) else ()


FOLD: Final = Fold(Scan, evolve)
