"""Identities: the text ids of streams, `<kind>-<uuid>`."""

from typing import Annotated, Final
from uuid import UUID, uuid5

from pydantic import StringConstraints

_UUID: Final = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_NAMESPACE: Final = UUID("5f1c3a52-5a0e-5b53-9a39-0d9f3c6d2f10")
_ONLY: Final = "00000000-0000-0000-0000-000000000000"


def _of(kind: str) -> StringConstraints:
    return StringConstraints(pattern=f"^{kind}-{_UUID}$")


Uuid = Annotated[str, StringConstraints(pattern=f"^{_UUID}$")]
"""A bare UUID: the id of a store."""
CandidateId = Annotated[str, _of("candidate")]
PersonId = Annotated[str, _of("person")]
AccountId = Annotated[str, _of("account")]
_ACTORS: Final = ("account", "person")
ActorId = Annotated[str, _of(f"(?:{'|'.join(_ACTORS)})")]
UnitId = Annotated[str, _of("unit")]
ClassId = Annotated[str, _of("class")]
MeetingId = Annotated[str, _of("meeting")]
NoteId = Annotated[str, _of("note")]
NotedId = Annotated[str, _of("(?:candidate|unit)")]
"""What a note may be about."""
ShownId = Annotated[str, _of("(?:candidate|class|meeting|person|target|unit)")]
"""What a scan may be about."""
FigureId = Annotated[str, _of("figure")]
DirectiveId = Annotated[str, _of("directive")]
TaskId = Annotated[str, _of("task")]
ReviewId = Annotated[str, _of("review")]
ComplaintId = Annotated[str, _of("complaint")]
AttendanceId = Annotated[str, _of("attendance")]
WeaknessId = Annotated[str, _of("weakness")]
InspectionId = Annotated[str, _of("inspection")]
FindingId = Annotated[str, _of("finding")]
ReportId = Annotated[str, _of("report")]

ThingId = Annotated[str, _of("[a-z]+")]
"""Anything of which facts are recorded."""

STORE: Final = f"store-{_ONLY}"
"""The one stream that says what this store is."""
CALENDARS: Final = f"calendars-{_ONLY}"
"""The one stream of adopted calendars."""
RULEBOOKS: Final = f"rulebooks-{_ONLY}"
"""The one stream of adopted rulebooks."""
ERASURES: Final = f"erasures-{_ONLY}"
"""The one stream of what was erased, and of the epochs of keys that began since."""


def is_only(stream: str) -> bool:
    """Whether the id is that of the one stream of its kind."""
    return stream.endswith(_ONLY)


def derived_id(kind: str, *parts: str) -> str:
    """The id of a thing that its parts name completely, so that it cannot exist twice.

    Never for people: an id that can be computed from a name can be guessed from it.
    """
    return f"{kind}-{uuid5(_NAMESPACE, '|'.join((kind, *parts)))}"


def kind_of(stream: str) -> str:
    """The kind in a stream id: `kind_of("unit-0190…") == "unit"`."""
    return stream[:-37]


def may_act(stream: str) -> bool:
    """Whether this is an id of the kinds of those who act: an account, or a person."""
    return kind_of(stream) in _ACTORS
