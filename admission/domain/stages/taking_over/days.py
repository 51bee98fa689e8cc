"""The last day on which each step known from paper can have been taken."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from admission.domain.kernel.dates import add_months
from admission.domain.kernel.partial_days import first_day, last_day_meant, months_later
from admission.domain.rulebooks.entries.path import Probation
from admission.domain.stages.standings import Standing
from admission.domain.stages.taking_over.commands import TakeOver
from admission.domain.stages.taking_over.reached import LEADS, NEEDED, ORDER, ROLES, SAME_ACT

TermOf = Callable[[date], Probation | None]
"""What holds for a probation of which the ceremony was on a day; None where no rulebook says."""


class Known(NamedTuple):
    """A milestone, the last day it can have been, and how it was stated (None: unknown).

    The clocks that run from it are those of the rulebook of `ruled_on`.
    """

    milestone: str
    on: date
    stated: str | None
    ruled_on: date


def known_from(
    command: TakeOver, above: tuple[str, ...] | None, term_of: TermOf
) -> tuple[Known, ...]:
    """All milestones that a take-over says, or that its standing implies, in their order.

    A step was taken no later than those that follow it, and none after the take-over. `above` are
    the bodies between the cell and the authority, None where no rulebook says them.
    """
    texts = {stated.milestone: stated.on for stated in command.dates}
    names = {*texts, *_implied(command, above)}
    for name in names & SAME_ACT.keys():
        texts.setdefault(SAME_ACT[name], texts.get(name))
    names |= texts.keys()
    lasts = _last_days([name for name in ORDER if name in names], texts, command.on)
    path = [Known(name, lasts[name], texts.get(name), lasts[name]) for name in lasts]
    if "term-ended" in names:
        path.append(_term(texts, lasts, term_of))
    path.sort(key=lambda known: ORDER.index(known.milestone))
    return (*path, *_besides(command, texts))


def _implied(command: TakeOver, above: tuple[str, ...] | None) -> Iterator[str]:
    """What the standing implies, without the acts of bodies that the cell's files do not pass."""
    leads = LEADS.get(Standing(command.standing))
    for name in NEEDED[command.standing]:
        if name == leads or above is None or ROLES.get(name, "") in ("", *above):
            yield name


def _last_days(path: list[str], texts: Mapping[str, str | None], on: date) -> dict[str, date]:
    """For each step, in order, the last day it can have been, given those that follow it."""
    lasts: dict[str, date] = {}
    for name in reversed(path):
        text = texts.get(name)
        if name != "term-ended":
            on = min(on, last_day_meant(text)) if text else on
            lasts[name] = on
    return dict(reversed(lasts.items()))


def _term(texts: Mapping[str, str | None], lasts: Mapping[str, date], term_of: TermOf) -> Known:
    """The end of the term: as stated, else reckoned from where the rulebook has it begin.

    It lay before what followed, as far as the dates let it.
    """
    ceremony, text = lasts["ceremony-held"], texts.get("term-ended")
    term = term_of(ceremony)
    days = [lasts[name] for name in ORDER[ORDER.index("term-ended") :] if name in lasts]
    if text is not None:
        days.append(last_day_meant(text))
    elif term is not None:
        began = texts.get(term.starts)
        days.append(add_months(lasts.get(term.starts, ceremony), term.months))
        text = months_later(began, term.months) if began else None
    earliest = first_day(text) if text else date.min
    return Known("term-ended", max(min(days), earliest), text, ceremony)


def _besides(command: TakeOver, texts: Mapping[str, str | None]) -> Iterator[Known]:
    """What has no fixed place on the path: papers, gates, who introduced and helps."""
    besides = {name: text for name, text in texts.items() if name not in ORDER}
    introduced = besides.pop("paper:introduction", None)
    for who in command.introducers:
        besides[f"paper:introduction#{who}"] = introduced
    if command.helper is not None:
        besides.setdefault("helper-assigned", None)
    if command.union is not None:
        besides.setdefault("paper:union-resolution", None)
    for name, text in besides.items():
        on = min(command.on, last_day_meant(text)) if text else command.on
        yield Known(name, on, text, on)
