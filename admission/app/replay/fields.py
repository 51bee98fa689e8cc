"""A folded state as plain fields, so that two moments of it can be compared."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

from admission.domain.kernel.dates import WorkingDays
from admission.domain.kernel.documents import Paper
from admission.domain.stages.candidate import Candidate, Reached
from admission.domain.stages.clocks import Clock, RulebookOf, open_clocks

Fields = dict[str, str]
"""By name what each field says; one that is empty is not there."""
_DERIVED: Final = frozenset({"id", "always"})
_RUNS_BY: Final = ("standing", "milestones", "extended", "above", "decided_by", "authority")
"""The fields of a candidate that clocks are read from."""


class Changed(NamedTuple):
    """One field of a state that is otherwise; None where it is empty."""

    field: str
    old: str | None
    new: str | None


class Clocks(NamedTuple):
    """What clocks are read with: the rulebook that `id@sha256` names, the calendar."""

    rulebook_of: RulebookOf
    calendar: WorkingDays


def fields_of(state: Any, clocks: Clocks) -> Fields:  # noqa: ANN401 - a state of any kind
    """The fields of a state, milestones and clocks each by their own name; nothing personal."""
    found: Fields = {}
    for name in state._fields:
        if name not in _DERIVED:
            found |= _told(name, getattr(state, name))
    return found | _clocks_of(state, clocks)


def _clocks_of(state: Any, clocks: Clocks) -> Fields:  # noqa: ANN401 - as above
    if not isinstance(state, Candidate):
        return {}
    found: Fields = {}
    for clock in open_clocks(state, clocks.rulebook_of):
        key = f"#{clock.key}" if clock.key else ""
        found[f"clocks.{clock.rule}{key}"] = _until(clock, clocks.calendar)
    return found


class Telling:
    """The states of one stream, one after the other: only what an event replaced is read."""

    def __init__(self, state: Any, clocks: Clocks) -> None:  # noqa: ANN401 - as above
        self._state, self._with = state, clocks
        self._clocks = _clocks_of(state, clocks)

    def changed(self, state: Any) -> tuple[Changed, ...]:  # noqa: ANN401 - as above
        """What `changes` says of the fields of the state before and of this one."""
        before, self._state = self._state, state
        old: Fields = {}
        new: Fields = {}
        for name in state._fields:
            was, now = getattr(before, name), getattr(state, name)
            if was is not now and name not in _DERIVED:
                old |= _told(name, _otherwise(was, now))
                new |= _told(name, _otherwise(now, was))
        if any(getattr(before, name, None) is not getattr(state, name, None) for name in _RUNS_BY):
            clocks, self._clocks = self._clocks, _clocks_of(state, self._with)
            old |= clocks
            new |= self._clocks
        return changes(old, new)


def _otherwise(value: Any, other: Any) -> Any:  # noqa: ANN401 - of any field
    """Of a mapping only what the other has not as the same object."""
    if not isinstance(value, Mapping):
        return value
    return {key: each for key, each in value.items() if other.get(key) is not each}


def changes(old: Fields, new: Fields) -> tuple[Changed, ...]:
    """The fields that are otherwise, in the order of the new ones; those that went come last."""
    names = (*new, *(name for name in old if name not in new))
    return tuple(
        Changed(name, old.get(name), new.get(name))
        for name in names
        if old.get(name) != new.get(name)
    )


def _told(name: str, value: Any) -> Iterable[tuple[str, str]]:  # noqa: ANN401 - of any field
    if isinstance(value, Mapping):
        return ((f"{name}.{key}", _text(each)) for key, each in value.items())
    text = _text(value)
    return ((name, text),) if text else ()


def _text(value: Any) -> str:  # noqa: ANN401 - of any field
    if isinstance(value, Reached):
        return value.told
    if isinstance(value, Paper):
        return value.cited
    if isinstance(value, date):
        return "" if value == date.min else value.isoformat()
    if isinstance(value, frozenset):
        return ", ".join(sorted(map(_text, value)))
    if isinstance(value, tuple):
        between = " " if hasattr(value, "_fields") or _is_dated(value) else ", "
        return between.join(filter(None, map(_text, value)))
    return str(value) if value else ""


def _is_dated(value: tuple[Any, ...]) -> bool:
    """Whether it says what something was from a day on."""
    return bool(value) and isinstance(value[0], date)


@lru_cache(maxsize=16_384)
def _until(clock: Clock, calendar: WorkingDays) -> str:
    if not clock.runs:
        return f"{clock.by}, from an unknown day"
    last, provisional = clock.last_day(calendar)
    return f"{clock.by} until {last}{', provisional' * provisional}"
