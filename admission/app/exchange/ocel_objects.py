"""Which objects one recorded event is about, found in what is stored of it; nothing personal."""

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from admission.domain.kernel.ids import derived_id, kind_of

TYPES: Final = {
    "candidate": ("stage", "standing"),
    "person": (),
    "unit": ("name", "kind", "code"),
    "class": ("kind", "starts", "ends"),
    "meeting": ("kind",),
    "document": ("kind", "number", "signed"),
    "rulebook": ("title",),
}
"""The types of objects, with the attributes that each has."""
_ID: Final = re.compile(
    r"(?:candidate|person|unit|class|meeting|document)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)


class Related(NamedTuple):
    """An object that an event is about: as what (`qualifier`), and what the event says of it."""

    object_id: str
    type: str
    qualifier: str
    attributes: tuple[str | None, ...] = ()


def related(
    stream: str, event_id: str, state: dict[str, Any], metadata: dict[str, Any]
) -> Iterator[Related]:
    """Every object that an event names, by the name of the field that does so, and its papers.

    Beside them its own stream (`about`), the person it is about (`subject`), the unit that was
    acted for (`acting-for`) and the rulebook that decided (`decided-under`).
    """
    yield from (each for each in _named(state, "") if each.object_id != stream)
    for paper in _papers(state):
        yield _document(paper, event_id, state, metadata)
    for qualifier, found in (
        ("about", stream),
        ("subject", metadata["subject"]),
        ("acting-for", metadata["acting_for"]),
    ):
        if found and _ID.fullmatch(found):
            held = (state["kind"],) if "roll" in state and qualifier == "about" else ()
            yield Related(found, kind_of(found), qualifier, held)
    if metadata["rulebook"]:
        yield Related(metadata["rulebook"], "rulebook", "decided-under")


def _named(value: Any, field: str) -> Iterator[Related]:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _named(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner, field)
    elif isinstance(value, str) and _ID.fullmatch(value):
        kind = kind_of(value)
        yield Related(value, kind, field.replace("_", "-"))


def _papers(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "document" and isinstance(inner, dict):
                yield inner
            else:
                yield from _papers(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _papers(inner)


def _document(
    paper: dict[str, Any], event_id: str, state: dict[str, Any], metadata: dict[str, Any]
) -> Related:
    """Papers are one where kind, number, day and the body that issued them are; else each its own.

    Who issued a paper is personal: the meeting stands for it, else the body, or the unit acted for.
    """
    said = (paper["kind"], paper.get("number"), paper.get("signed"))
    body = state.get("meeting") or state.get("body") or metadata["acting_for"] or ""
    parts = (*(each or "" for each in said), body) if said[1] else (event_id, said[0])
    return Related(derived_id("document", *parts), "document", "document", said)
