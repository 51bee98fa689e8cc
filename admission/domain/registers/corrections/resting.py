"""Which paths rest on a person or a class: their own states name them, nothing is searched for."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from admission.domain.kernel import ids
from admission.domain.registers.corrections.draft import Draft, Place
from admission.domain.world import folded


def paths(draft: Draft) -> Iterator[Place]:
    """Each path that rests on what is corrected, and the place of its first step that can."""
    kind = ids.kind_of(draft.about)
    if kind == "person":
        for candidate in draft.world.person_or_new(draft.about).candidacies:
            yield candidate, 1
    elif kind == "class":
        for candidate in _of_the_class(draft):
            naming = (f.version for f in draft.facts(candidate) if _names(f.event, draft.about))
            first = next(naming, None)
            if first is not None:
                yield candidate, first


def _of_the_class(draft: Draft) -> list[str]:
    """The paths of those who were enrolled, or are since the correction."""
    rosters = (
        draft.world.class_or_new(draft.about).roster,
        folded(draft.about, draft.facts(draft.about)).roster,
    )
    people = frozenset(chain(*rosters))
    return sorted({c for each in people for c in draft.world.person_or_new(each).candidacies})


def _names(event: Any, class_id: str) -> bool:  # noqa: ANN401 - an event of any kind
    return getattr(event, "class_id", None) == class_id
