"""Each figure of `progress`, explained: who and what it counts, and how it is made of that."""

from collections.abc import Callable
from typing import Final

from admission.projections.explain.entries import Entry, Explained, OfYear, total
from admission.projections.explain.people import dossiers_open, reached, without_ceremony
from admission.projections.explain.said import confirmations, figures_stated
from admission.projections.explain.targets import Goal, goal, not_added, people
from admission.projections.progress.figures import DOSSIER_OPEN
from admission.projections.progress.sums import percent
from admission.projections.rulebooks.queries import countings

_NOT_KNOWN: Final = "not known: none is recorded, and the unit is not confirmed to the end of {}"
SOURCES: Final = {
    "own": "target = the unit's own",
    "sum": "target = the sum of what the units right below are asked for",
    "none": "there is no target: neither its own, nor one of a unit under it",
}


def counted(asked: OfYear, part: str, entries: list[Entry], day: str, line: str) -> Explained:
    """A number of people; a 0 that is not confirmed to the end of a day is not known."""
    value = asked.known(total(entries), day)
    how = (line,) if value is not None else (line, _NOT_KNOWN.format(day))
    return Explained(value, entries, how, {part: value})


def by_milestone(asked: OfYear, figure: str, *, so_far: bool = False) -> Explained:
    """Who reached what the rulebook in force counts as the figure."""
    counting = countings(asked.connection, asked.question.period[1], **asked.moment._asdict())
    entries = reached(asked, figure, counting[figure], so_far=so_far)
    return counted(asked, figure, entries, asked.last, counting[figure].line)


def _year_admitted(asked: OfYear) -> Explained:
    found = by_milestone(asked, "admitted", so_far=asked.question.by == "quarter")
    line = f"from 1 January to {asked.last}"
    return found._replace(how=(*found.how, line))


def _without_ceremony(asked: OfYear) -> Explained:
    part = "decided_without_ceremony"
    line = "decided = admission decided in the period, ceremony not held"
    return counted(asked, part, without_ceremony(asked, part), asked.last, line)


def _dossiers_open(asked: OfYear) -> Explained:
    part, by = "dossiers_open", asked.question.by
    day = asked.last if by == "quarter" else asked.moment.as_of
    entries = dossiers_open(asked, part, DOSSIER_OPEN)
    line = f"dossiers open = permitted, no decision yet, not ended, at the end of {day}"
    return counted(asked, part, entries, day, line)


def of_target(part: str, found: Goal) -> Explained:
    """What a unit is asked for, by whichever targets count."""
    value, how = people(found.asked), [SOURCES[found.source]]
    if found.own is not None and found.below is not None:
        how.append(f"handed down to the units right below: {people(found.below)}")
    entries = [*(found.asked or []), *found.left_out, *not_added(found)]
    return Explained(value, entries, tuple(how), {part: value})


def _target(asked: OfYear) -> Explained:
    return of_target("target", goal(asked, "target", asked.period))


def _year_target(asked: OfYear) -> Explained:
    return of_target("target", goal(asked, "target", str(asked.question.year)))


def _target_own(asked: OfYear) -> Explained:
    found = goal(asked, "target", asked.period)
    return of_target("target", found._replace(below=None))


def _target_sum(asked: OfYear) -> Explained:
    found = goal(asked, "target", asked.period)
    return of_target("target", found._replace(own=None))


def share_of(admitted: Explained, target: Explained) -> Explained:
    """The per cent that one figure is of another, with what both are made of."""
    part, whole = admitted.value, target.value
    assert not isinstance(part, str) and not isinstance(whole, str)  # noqa: S101, PT018 - counts
    line = f"% = {_shown(part)} admitted of a target of {_shown(whole)}, rounded half up"
    return Explained(
        percent(part, whole),
        [*admitted.entries, *target.entries],
        (line, *admitted.how, *target.how),
        {**admitted.shares, **target.shares},
    )


def _shown(number: int | None) -> str:
    return "–" if number is None else str(number)


def _confirmed_to(asked: OfYear) -> Explained:
    through = asked.confirmed_to
    line = "complete to = by the unit itself, a superior, or all right below it"
    return Explained(through, confirmations(asked, through), (line,), {})


def _stated(asked: OfYear) -> Explained:
    entries = figures_stated(asked)
    line = "stated = as somebody stated it, on the paper named; nobody is counted by it"
    said = ", ".join(f"{entry.part}: {entry.counts}" for entry in entries)
    return Explained(said or None, entries, (line,), {})


FIGURES: Final[dict[str, Callable[[OfYear], Explained]]] = {
    "admitted": lambda asked: by_milestone(asked, "admitted"),
    "recognised": lambda asked: by_milestone(asked, "recognised"),
    "certified": lambda asked: by_milestone(asked, "certified"),
    "decided_without_ceremony": _without_ceremony,
    "dossiers_open": _dossiers_open,
    "target": _target,
    "target_own": _target_own,
    "target_sum": _target_sum,
    "percent": lambda asked: share_of(by_milestone(asked, "admitted"), _target(asked)),
    "year_admitted": _year_admitted,
    "year_target": _year_target,
    "year_percent": lambda asked: share_of(_year_admitted(asked), _year_target(asked)),
    "confirmed_to": _confirmed_to,
    "stated": _stated,
}
"""By the name that it has in `progress`."""
