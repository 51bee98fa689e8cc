"""One stream after the other that is no path: what its acts left."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from admission.app.conformance.acts import Act, Stream
from admission.app.conformance.again import Again
from admission.app.conformance.findings import Deviation, Finding
from admission.app.conformance.recording import LATE_AFTER_DAYS, delay
from admission.app.conformance.sides import Sides
from admission.app.conformance.waits import overruns
from admission.app.replay.streams import Replay
from admission.domain.decider import EVENTS
from admission.domain.kernel.messages import Origin
from admission.domain.registers.accounts.events import AccountRegistered
from admission.domain.registers.badges.events import BadgeAwarded
from admission.domain.registers.calendars.events import CalendarAdopted
from admission.domain.registers.cards.events import CardDecided
from admission.domain.registers.complaints.events import ComplaintResolved
from admission.domain.registers.corrections.events import Correction
from admission.domain.registers.discipline import events as discipline
from admission.domain.registers.erasure import events as erasure
from admission.domain.registers.people.events import PersonRegistered
from admission.domain.registers.rankings.events import HeadRanked, MemberRanked
from admission.domain.registers.reviews.events import StandardReviewConcluded
from admission.domain.registers.rulebooks.events import RulebookAdopted
from admission.domain.registers.stated.events import FigureStated
from admission.domain.registers.units.events import UnitFounded
from admission.domain.rulebooks.rulebook import Rulebook

_FROM_PAPER: Final = frozenset(
    kind.TYPE for kind in EVENTS.values() if kind.COMMAND and kind.COMMAND.ORIGIN is Origin.PAPER
)
_NOT_LATE: Final = _FROM_PAPER | {
    AccountRegistered.TYPE,
    CalendarAdopted.TYPE,
    FigureStated.TYPE,
    PersonRegistered.TYPE,
    RulebookAdopted.TYPE,
} | {kind.TYPE for kind in EVENTS.values() if issubclass(kind, Correction)}  # fmt: skip
"""What is put in when it is first needed, whatever the day from which it holds."""
_DECIDES_ABOUT: Final = frozenset(
    kind.TYPE
    for kind in (
        BadgeAwarded, CardDecided, ComplaintResolved, HeadRanked, MemberRanked,
        StandardReviewConcluded, discipline.AppealResolved, discipline.MemberDisciplined,
        discipline.MemberKept,
    )
)  # fmt: skip
"""What is decided about a person, who is not to record it."""


class Before(NamedTuple):
    """The store's first day (ISO), and codes of refusals before, by position."""

    began: str
    refused: Mapping[int, tuple[str, ...]]


class Registers:
    """Asks the acts of one stream after the other."""

    def __init__(
        self, replay: Replay, sides: Sides, zone: ZoneInfo, again: Again, before: Before
    ) -> None:
        self._replay, self._sides, self._zone = replay, sides, zone
        self._again, self._before = again, before

    def findings(self, stream: Stream) -> Iterator[Finding]:
        """What the acts of one stream left."""
        for act in stream.acts:
            yield from self._of_act(act)
        yield from self._approved_by_one(stream)
        for act, rule, days in overruns(stream.acts, self._book, self._replay.clocks.calendar):
            yield finding(act, Deviation.DEADLINE_MISSED, rule, days)
        for act, rule in self._again.refused(stream):
            yield finding(act, Deviation.AGAINST_RULE, rule)

    def _of_act(self, act: Act) -> Iterator[Finding]:
        days = self._delay(act)
        if days > LATE_AFTER_DAYS:
            yield finding(act, Deviation.RECORDED_LATE, "", days)
        codes = self._before.refused.get(act.row.position)
        if codes:
            yield finding(act, Deviation.AFTER_REFUSAL, " ".join(codes))
        yield from self._both_sides(act)

    def _delay(self, act: Act) -> int:
        """Days until it was recorded; 0 for what was there before the store, or is from paper."""
        kind, there = act.row.type, act.recorded < self._before.began
        if kind in _NOT_LATE or act.annulled or act.said.get("stated"):
            return 0
        if kind == UnitFounded.TYPE and there:
            return 0
        return delay(act.recorded, act.row.recorded_at, self._zone)

    def _both_sides(self, act: Act) -> Iterator[Finding]:
        """Whoever vouches, or records what was decided about somebody, is somebody else."""
        actor, person = act.about["actor"], act.row.subject
        second = act.said.get("second") or act.said.get("vouched_by")
        pairs = [(actor, second), (second, person)]
        if act.row.type in _DECIDES_ABOUT:
            pairs.append((actor, person))
        yield from self._one_of(act, pairs)

    def _approved_by_one(self, stream: Stream) -> Iterator[Finding]:
        """Of an erasure: one who asked, two who approve, the person concerned, all different."""
        hands: tuple[str, ...] = ()
        for act in stream.acts:
            if act.row.type == erasure.ErasureRequested.TYPE:
                hands = (act.said["by"], act.said["person"])
            elif act.row.type == erasure.ErasureApproved.TYPE:
                by = act.said["by"]
                yield from self._one_of(act, [(by, other) for other in hands])
                hands = (*hands, by)

    def _one_of(self, act: Act, pairs: list[tuple[str | None, str | None]]) -> Iterator[Finding]:
        found = (self._sides.are_one(one, other) for one, other in pairs if one and other)
        one = next(filter(None, found), "")
        if one:
            yield finding(act, Deviation.ONE_ON_BOTH_SIDES, "", detail=one)

    def _book(self, act: Act) -> Rulebook | None:
        """The rulebook that decided an act, or else the one in force on its day for all."""
        if act.about["rulebook"]:
            return self._replay.rulebook_of(act.about["rulebook"])
        return self._replay.in_force(date.fromisoformat(act.said["on"]))


def finding(
    act: Act, deviation: Deviation, rule: str, days: int | None = None, detail: str = ""
) -> Finding:
    """What an act left."""
    row, day = act.row, act.said["on"]
    at = (row.position, day, act.unit, is_from_paper(act))
    return Finding(deviation, rule, *at, days, detail, act.kind)


def is_from_paper(act: Act) -> bool:
    """Whether it says what was on paper before."""
    return act.row.type in _FROM_PAPER
