"""The state of one candidate, folded from the events of the candidate's stream."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from sys import intern
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from admission.domain.kernel.documents import Document
from admission.domain.kernel.messages import Event, Milestone
from admission.domain.kernel.partial_days import UNKNOWN
from admission.domain.stages.standings import Standing

EMPTY: Mapping[str, "Reached"] = MappingProxyType({})
SEVERAL: Final = frozenset(
    {
        "paper:introduction",
        "verification-received-home",
        "verification-received-abroad",
        "verification-answered",
        "verification-waived",
        "verification-waived-in-part",
    }
)
"""Milestones of which several stand at once, each under a key: a member, or a relation."""


class Reached(NamedTuple):
    """When a milestone was reached, and under which rulebook (`id@sha256`).

    `stated` is empty for a day that is known, else how it reads, `on` being the last day that can
    be meant: `2019-05`, or `unknown`.
    """

    on: date
    rulebook: str | None
    stated: str = ""

    @property
    def told(self) -> str:
        """The day, as exact as it is known."""
        return self.stated or self.on.isoformat()

    @property
    def partial_day(self) -> str | None:
        """The day, as exact as it is known; None where nothing is."""
        return None if self.stated == UNKNOWN else self.told


class FromPaper(NamedTuple):
    """What a path was taken over from: steps before `on` were not judged; who vouches for them.

    `from_province` is the one that the candidate came from, if it has a store of its own.
    """

    on: date
    document: Document
    vouched_by: str
    from_province: str | None = None


@lru_cache(maxsize=4096)
def reached_on(on: date, rulebook: str | None, stated: str = "") -> Reached:
    """One object for all who reached something on a day: there are few days and many people."""
    return Reached(on, rulebook, stated)


class Introduction(NamedTuple):
    """One introducing member, and the member in whose place, if any."""

    introducer: str
    replaces: str | None


class Breach(NamedTuple):
    """An irregular act that still waits to be cancelled (ERR-01) or done again (ERR-02)."""

    type: str
    on: date
    rules: tuple[str, ...]
    steps: tuple[str, ...] = ()
    """The milestones that the act reached."""


class Transfer(NamedTuple):
    """One transfer to another cell: since when, on which day ordered, from where to where."""

    on: date
    ordered_on: date
    from_unit: str
    unit: str
    as_member: bool
    """Whether the person had been admitted."""


class Extended(NamedTuple):
    """How far a deadline has been extended, and how often."""

    amount: int
    times: int


class Candidate(NamedTuple):
    """One candidacy: standing, milestones reached, and who plays which part in it.

    `milestones` maps `name` or `name#key` to the latest day it was reached. While steps are done
    again, those still to do are in `redo`; those that stand wait in `kept` for the path to get
    there.
    """

    id: str
    standing: Standing = Standing.UNKNOWN
    since: date = date.min
    person: str = ""
    unit: str = ""
    entered: date = date.min
    groups: tuple[str, ...] = ()
    milestones: Mapping[str, Reached] = EMPTY
    kept: Mapping[str, Reached] = EMPTY
    redo: frozenset[str] = frozenset()
    introductions: tuple[Introduction, ...] = ()
    union: str | None = None
    cadre: bool = False
    helper: str | None = None
    guide: str | None = None
    came_as: str = "admitted"
    """What the ceremony is counted as: `admitted`, `readmitted`, or, held elsewhere, `arrived`."""
    official_on: date | None = None
    decided_by: str | None = None
    extended: Mapping[str, Extended] = MappingProxyType({})
    failed_votes: int = 0
    above: tuple[str, ...] = ()
    breaches: tuple[Breach, ...] = ()
    paper: FromPaper | None = None
    authority: str | None = None
    """The authority to which the file goes, or that has it, as of the newest step."""
    temporary: str | None = None
    """The cell that helps at a temporary workplace."""
    transfers: tuple[Transfer, ...] = ()
    decision_waits: str = ""
    """The rule by which the decision has yet to go to the new place, or to be reviewed."""

    def day(self, name: str, key: str = "") -> date | None:
        """The day a milestone was reached, or None."""
        reached = self.milestones.get(f"{name}#{key}" if key else name)
        return reached.on if reached else None

    def keys(self, name: str, by: date = date.max) -> tuple[str, ...]:
        """The keys under which a keyed milestone was reached by a day."""
        if name not in SEVERAL:
            return ()
        prefix = f"{name}#"
        return tuple(
            m[len(prefix) :]
            for m, reached in self.milestones.items()
            if m.startswith(prefix) and reached.on <= by
        )

    def has(self, name: str, by: date = date.max) -> bool:
        """Whether a milestone was reached by a day, under any key; a waiver stands for a paper."""
        plain = self.milestones.get(name)
        if (plain is not None and plain.on <= by) or self.keys(name, by):
            return True
        waived = self.milestones.get(f"waived:{name[6:]}") if name.startswith("paper:") else None
        return waived is not None and waived.on <= by

    @property
    def introducers(self) -> tuple[str, ...]:
        """The members whose introduction stands: those not replaced by another."""
        standing = dict[str, None]()
        for introduction in self.introductions:
            standing.pop(introduction.replaces or "", None)
            standing[introduction.introducer] = None
        return tuple(standing)

    def introducers_by(self, day: date) -> tuple[str, ...]:
        """Those of the introducers who had handed in their introduction by a day."""
        handed_in = self.keys("paper:introduction", day)
        return tuple(introducer for introducer in self.introducers if introducer in handed_in)


Changes = dict[str, Any]
"""Fields of a candidate, and what they become."""
ChangesBy = dict[type[Event], Callable[[Candidate, Any], Changes]]
"""For each event of a stage, what it changes."""


def name_of(milestone: Milestone) -> str:
    """The key under which a milestone is kept: `name`, or `name#key`."""
    return f"{milestone.name}#{milestone.key}" if milestone.key else intern(milestone.name)
