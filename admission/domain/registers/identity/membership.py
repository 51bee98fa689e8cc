"""The membership of a person with several records: which of them tell it, and how exactly."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from admission.domain.kernel.partial_days import UNKNOWN, first_day
from admission.domain.registers.discipline.state import of_all
from admission.domain.registers.people.state import Person
from admission.domain.stages.earlier import Membership

MEMBERSHIP: Final = (
    "through",
    "cell",
    "decided_on",
    "decided_stated",
    "official_on",
    "official_stated",
    "age_on",
    "age_stated",
    "ended_on",
    "ended_as",
    "card_issued_on",
    "here_since",
    "by_paper",
)
"""The newest membership."""
PAST: Final = ("was_member", "earlier", "awaits_reply", "died_on")
"""What stays of those that ended."""


def are_at_once(one: Person, other: Person) -> bool:
    """Whether two records tell of memberships of one time: one membership, or one is wrong."""
    if not (has_membership(one) and has_membership(other)):
        return False
    return not (_is_over_by(one, other) or _is_over_by(other, one))


def has_membership(record: Person) -> bool:
    """Whether the record tells of a membership, perhaps on probation, perhaps ended."""
    return record.official_on is not None or record.by_paper or record.ended_on is not None


def _is_over_by(one: Person, other: Person) -> bool:
    return one.ended_on is not None and one.ended_on <= other.here_since


def agree(one: Person, other: Person, name: str) -> bool:
    """Whether `decided` or `official` can be one day; a decision that one does not know can."""
    ours, theirs = _span(one, name), _span(other, name)
    if ours is None or theirs is None:
        return ours is theirs or name == "decided"
    return max(ours[0], theirs[0]) <= min(ours[1], theirs[1])


def as_stated(record: Person, name: str) -> str:
    """How the day of `decided` or `official` reads; `none` where there is none."""
    on, stated = getattr(record, f"{name}_on"), getattr(record, f"{name}_stated")
    return stated or (on.isoformat() if on else "none")


def told_twice(kept: Person, other: Person) -> str | None:
    """Of two records of one membership that which does not count: the path does, else the kept."""
    if not are_at_once(kept, other):
        return None
    return kept.id if other.through and not kept.through else other.id


def newest_member(records: Iterable[Person]) -> Person | None:
    """The record whose membership ends when the person's does: that of a path, else the newest."""
    members = (record for record in records if record.is_member)
    return max(members, key=lambda r: (r.through is not None, r.here_since), default=None)


def together(records: Sequence[Person]) -> dict[str, Any]:
    """The newest membership, with all that any of the records says of it."""
    newest = max(records, key=lambda record: record.here_since)
    same = [record for record in records if record is newest or not _is_over_by(record, newest)]
    ended = first_known(same, "ended_on")
    return {
        "through": first_known(same, "through"),
        "cell": first_known(same, "cell"),
        **_most_exact(same, "decided"),
        **_most_exact(same, "official"),
        **_most_exact(same, "age"),
        "ended_on": ended,
        "ended_as": first_known(same, "ended_as"),
        "earlier": _earlier(records),
        "card_issued_on": first_known(same, "card_issued_on"),
        "here_since": newest.here_since,
        "by_paper": ended is None and any(record.by_paper for record in same),
        "was_member": any(record.was_member for record in records),
        "awaits_reply": first_known(records, "awaits_reply"),
        "died_on": first_known(records, "died_on"),
        "conduct": of_all(record.conduct for record in records),
    }


def _earlier(records: Iterable[Person]) -> tuple[Membership, ...]:
    """The memberships that ended, as any record tells them; one that two tell is one."""
    found = {ended.ended_on: ended for record in records for ended in record.earlier}
    return tuple(found[day] for day in sorted(found))


def first_known(records: Iterable[Person], name: str) -> Any:  # noqa: ANN401 - any field of a person
    """What the first record says that says anything."""
    return next((found for record in records if (found := getattr(record, name)) is not None), None)


def _most_exact(records: Iterable[Person], name: str) -> dict[str, Any]:
    found = min(records, key=lambda record: _width(record, name))
    return {field: getattr(found, field) for field in (f"{name}_on", f"{name}_stated")}


def _width(record: Person, name: str) -> timedelta:
    span = _span(record, name)
    return timedelta.max if span is None else span[1] - span[0]


def _span(record: Person, name: str) -> tuple[date, date] | None:
    """The first and the last day that can be meant."""
    last, stated = getattr(record, f"{name}_on"), getattr(record, f"{name}_stated")
    if last is None:
        return None
    if stated is None:
        return last, last
    return (date.min if stated == UNKNOWN else first_day(stated)), last
