"""What a projection is given, and what it gives back."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple, Protocol

from admission.domain.kernel.messages import Event, Recorded
from admission.domain.rulebooks.rulebook import Rulebook

FOREVER: Final = "9999-12-31"
"""The `until` of a row that still holds."""
STILL_KNOWN: Final = 9223372036854775807
"""The `known_to` of a row that is still what we know."""

Value = str | int | None
Row = tuple[Value, ...]
Statement = tuple[str, tuple[Value, ...]]
"""SQL with `?` for each parameter, and the parameters."""


class Span(NamedTuple):
    """How one event changed the state of its stream on the days from `since`, before `until`.

    A state on a day is the fold, in recorded order, of the events whose `on` is not after it. So an
    event entered late changes several spans, one for each later day on which something happened.
    """

    since: str
    until: str
    before: Any
    after: Any


class Reading(NamedTuple):
    """How corrections have an earlier fact read: `how` is annulled, corrected or reread.

    `by` is the position of the correction that decides; `late` and `against` are the rules that the
    fact, as it is read, comes late by or goes against.
    """

    how: str
    by: int
    late: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


class Corrected(NamedTuple):
    """What a correction does: the `position` of the fact at which it points, readings by version.

    `types` are those of the facts that are read otherwise since, as they were and as they are.
    """

    position: int
    before: Mapping[int, Reading]
    after: Mapping[int, Reading]
    types: frozenset[str]


class Fact(NamedTuple):
    """One recorded event with its envelope, and the `spans` of its stream that it changes.

    Those of a correction are the days on which the stream is otherwise for it, whatever its own.
    They come newest first: what is left of a row that held for ever is then cut from its end.
    Empty where no projection folds streams of the kind, and perhaps where only those of
    `OF_EVENTS_ALONE` read the type.
    """

    position: int
    stream: str
    version: int
    event: Event
    recorded_at: str
    actor: str
    rulebook: str | None
    command_id: str
    spans: tuple[Span, ...]
    rulebook_of: Callable[[str], Rulebook]
    corrected: Corrected | None = None
    """Of a correction alone."""


class Change(Protocol):
    """One change of rows, said in terms of their days; `bitemporal` has the kinds there are."""

    def statements(self, position: int, /) -> Iterable[Statement]:
        """The SQL that does it, for what is known from a position."""
        ...


class Fold(NamedTuple):
    """How the streams of one kind are folded for projections; total, as every fold."""

    begin: Callable[[str], Any]
    evolve: Callable[[Any, Recorded], Any]


class Projection(Protocol):
    """What a `project.py` holds."""

    READS: frozenset[str]
    """The types of the events that change its rows."""

    def project(self, fact: Fact) -> Iterable[Change]:
        """The changes that bring the rows from before the fact to after it."""
        ...
