"""A candidate's path as its projections see it: the state, its open clocks, what counts in it."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from admission.domain.kernel.messages import Milestone, Recorded
from admission.domain.kernel.partial_days import UNKNOWN
from admission.domain.rulebooks.rulebook import Rulebook
from admission.domain.stages.candidate import Candidate, Reached, name_of
from admission.domain.stages.clocks import Clock, has_ended, open_clocks
from admission.domain.stages.evolve import step
from admission.domain.stages.membership.events import CandidatePlaced
from admission.domain.stages.standings import ENDED
from admission.projections.facts import Fold, Row

RulebookOf = Callable[[str], Rulebook]
_MOVES_OTHERS: Final = ("raised:", "redo-ordered")
"""Milestones that take others away or move them: after them every clock is looked at, as after
one from paper, which has a rulebook of its own."""
_NONE: Final[frozenset[str]] = frozenset()


COUNTED: Final = (
    "pool-entered",
    "class-certified",
    "dossier-permitted",
    "dossier-renewed",
    "cv-certified",
    "cell-resolved",
    "grassroots-resolved",
    "admission-answered",
    "admission-decided",
    "ceremony-held",
    "recognition-cell-resolved",
    "recognised",
    "member-deleted",
    "redo-ordered",
    "ended",
)
"""The milestones that are counted somewhere; the papers of a file are not."""
_COUNTED: Final = frozenset(COUNTED)
BEFORE_PROBATION: Final = frozenset(COUNTED[: COUNTED.index("ceremony-held") + 1])
"""Those up to the ceremony."""

Counted = Mapping[Row, Row]
"""By candidate, milestone and day (ISO): rulebook, cell then, its groups, a detail, position.

The detail is the standing in which a path ended, or how a day reads that is not known to the day;
the position is that of the fact which reached it."""


class MovedAt(NamedTuple):
    """The positions of the facts by which a member came and went: the ceremony, each transfer."""

    ceremony: int = 0
    transfers: tuple[int, ...] = ()


_NOT_MOVED: Final = MovedAt()


class Path(NamedTuple):
    """One candidate's state, every clock open in it, and every milestone that counts.

    The state knows of each milestone the newest day alone; here are all that nothing took away.
    """

    candidate: Candidate
    clocks: tuple[Clock, ...] = ()
    counted: Counted = MappingProxyType({})
    moved_at: MovedAt = _NOT_MOVED


def fold_of_paths(rulebook_of: RulebookOf) -> Fold:
    """How candidates are folded; `rulebook_of` gives the rulebook that `id@sha256` names."""
    clocks_of = _Clocks(rulebook_of)

    def evolve(path: Path, recorded: Recorded) -> Path:
        event, position = recorded.event, recorded.position
        reached = event.milestones()
        after = step(path.candidate, recorded, reached)
        if isinstance(event, CandidatePlaced):
            return path._replace(candidate=after, counted=_placed(path, after.unit))
        names = [milestone.name for milestone in reached]
        moved_at = _moved_at(path.moved_at, after, names, position)
        if _only_reached(path.candidate, after, reached):
            clocks = clocks_of.after(path, after, recorded.rulebook, names)
            counted = _counted(path, after, names, position)
        else:
            clocks = clocks_of.anew(after, recorded.rulebook, reached)
            counted = _counted(path, after, COUNTED, position)
        return Path(after, clocks, counted, moved_at)

    return Fold(lambda stream: Path(Candidate(stream)), evolve)


def _moved_at(known: MovedAt, after: Candidate, names: Iterable[str], position: int) -> MovedAt:
    if "ceremony-held" in names:
        known = known._replace(ceremony=position)
    if len(after.transfers) != len(known.transfers):
        known = known._replace(transfers=(*known.transfers, position))
    return known


def _only_reached(before: Candidate, after: Candidate, reached: Iterable[Milestone]) -> bool:
    """Whether a step reached some milestones and moved nothing else that clocks depend on."""
    new = 0
    for milestone in reached:
        if milestone.rulebook or milestone.name.startswith(_MOVES_OTHERS):
            return False
        new += name_of(milestone) not in before.milestones
    return (
        # Fewer than that: some were taken away; more: a redo had kept some.
        len(after.milestones) == len(before.milestones) + new
        and after.extended is before.extended
        and (before.standing in ENDED) == (after.standing in ENDED)
    )


class _Clocks:
    """Drops the clocks that a milestone ends, looks again at those it may start or replace.

    By the name of a milestone: the end of clocks that it is, and the ends of those it may start.
    """

    def __init__(self, rulebook_of: RulebookOf) -> None:
        self._rulebook_of = rulebook_of
        self._asked: set[str] = set()
        self._ending: dict[str, str] = {}
        self._started: dict[str, frozenset[str]] = {}
        self._of_chain: frozenset[str] = _NONE
        """The ends of clocks that run only where the chain of bodies has their step."""

    def after(
        self, path: Path, after: Candidate, rulebook: str | None, names: Iterable[str]
    ) -> tuple[Clock, ...]:
        """The clocks open after a step that reached milestones of these names, and lost none."""
        self._take_in(rulebook)
        clocks = path.clocks
        looked_at = _NONE if after.above == path.candidate.above else self._of_chain
        for name in names:
            if name in self._started:
                looked_at |= self._started[name]
            if name in self._ending and clocks:
                clocks = _still_open(clocks, self._ending[name], after)
        if not looked_at:
            return clocks
        others = [clock for clock in clocks if clock.end not in looked_at]
        return (*others, *open_clocks(after, self._rulebook_of, looked_at))

    def anew(
        self, after: Candidate, rulebook: str | None, reached: Iterable[Milestone]
    ) -> tuple[Clock, ...]:
        """The clocks open after any step, every one looked at."""
        self._take_in(rulebook)
        for milestone in reached:
            self._take_in(milestone.rulebook)
        return open_clocks(after, self._rulebook_of)

    def _take_in(self, rulebook: str | None) -> None:
        """Note which clocks a milestone ends, or starts or replaces, of one more rulebook."""
        if rulebook is None or rulebook in self._asked:
            return
        for deadline in self._rulebook_of(rulebook).deadline:
            self._ending[deadline.end] = deadline.end
            if deadline.end.startswith("paper:"):
                self._ending[f"waived:{deadline.end[6:]}"] = deadline.end
            for name in (*deadline.start, *deadline.superseded_by):
                self._started[name] = self._started.get(name, _NONE) | {deadline.end}
            if deadline.chain_step is not None:
                self._of_chain |= {deadline.end}
        self._asked.add(rulebook)


def _still_open(clocks: tuple[Clock, ...], end: str, after: Candidate) -> tuple[Clock, ...]:
    """The clocks without those that a milestone has ended."""
    return tuple(c for c in clocks if c.end != end or not has_ended(after, end, c.key))


def _counted(path: Path, after: Candidate, names: Iterable[str], position: int) -> Counted:
    """What counts after a step: of these milestones, without what it took away, with the new."""
    old, new = path.candidate.milestones, after.milestones
    differing = [n for n in names if n in _COUNTED and old.get(n) is not new.get(n)]
    if after.came_as == "arrived":  # what was reached elsewhere counts there
        differing = [name for name in differing if name not in BEFORE_PROBATION]
    if not differing:
        return path.counted
    gone = {name for name in differing if name not in new}
    kept = path.counted.items()
    counted = {key: row for key, row in kept if key[1] not in gone} if gone else dict(kept)
    for name in differing:
        if name in new:
            row = _row(name, new[name], after)
            counted[after.id, name, _day(new[name])] = (*row, position)
    return counted


def _placed(path: Path, section: str) -> Counted:
    """What counts in the candidate's cell counts in its section."""
    cell = path.candidate.unit
    return {
        key: (book, section if unit == cell else unit, *rest)
        for key, (book, unit, *rest) in path.counted.items()
    }


def _day(reached: Reached) -> str:
    """The day that counts; empty where it is unknown, and counts in no period."""
    return "" if reached.stated == UNKNOWN else reached.on.isoformat()


def _row(name: str, reached: Reached, state: Candidate) -> tuple[str, str, str, str]:
    groups = "".join(f",{group}" for group in state.groups)
    detail = state.standing.value if name == "ended" else reached.stated
    return (reached.rulebook or "", state.unit, f"{groups}," if groups else "", detail)
