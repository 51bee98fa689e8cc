"""One path after the other: what its steps left, folded only where something is to be asked."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from admission.app.conformance.findings import Deviation, Finding
from admission.app.conformance.paper import judged
from admission.app.conformance.paths import Known, known_of
from admission.app.conformance.recording import LATE_AFTER_DAYS, delay
from admission.app.conformance.sides import Sides
from admission.app.conformance.steps import Found, overrun, ways
from admission.app.replay.streams import Replay
from admission.domain.kernel.messages import Event
from admission.domain.registers.corrections.events import FactAnnulled, FactCorrected
from admission.domain.stages.admission.events import CellVoteHeld, GrassrootsVoteHeld
from admission.domain.stages.ballots import Matter
from admission.domain.stages.chain import quorum_of
from admission.domain.stages.probation.events import RecognitionVoteHeld
from admission.domain.stages.steps import StepEvent
from admission.domain.stages.taking_over.events import StepStated, TakenOver
from admission.projections.conformance.queries import StepRow

FROM_PAPER: Final = frozenset({TakenOver.TYPE, StepStated.TYPE})
VOTES: Final = (CellVoteHeld, GrassrootsVoteHeld, RecognitionVoteHeld)


class Beside(NamedTuple):
    """What no row says: votes that were not carried, and codes of refusals before, by position."""

    failed: Collection[int]
    refused: Mapping[int, tuple[str, ...]]


class Judge:
    """Asks the rows of one path after the other."""

    def __init__(self, replay: Replay, sides: Sides, zone: ZoneInfo, beside: Beside) -> None:
        self._replay = replay
        self._clocks = replay.clocks
        self._sides = sides
        self._zone = zone
        self._beside = beside

    def findings(self, rows: Sequence[StepRow]) -> Iterator[Finding]:
        """What the steps of one path left; its events are read only where a row asks for it."""
        for row in rows:
            yield from self._of_row(row)
        asked = [row for row in rows if self._is_to_be_read(row)]
        if asked:
            known = known_of(self._replay, asked[0].candidate, {row.position for row in asked})
            for row in asked:
                yield from self._of_event(row, known)

    def _of_row(self, row: StepRow) -> Iterator[Finding]:
        days = self._delay(row)
        if days > LATE_AFTER_DAYS:
            yield _finding(row, Deviation.RECORDED_LATE, "", days)
        codes = self._beside.refused.get(row.position)
        if codes:
            yield _finding(row, Deviation.AFTER_REFUSAL, " ".join(codes))

    def _delay(self, row: StepRow) -> int:
        """Days between a step and its recording; 0 where its day is not one of those."""
        if row.type in FROM_PAPER or row.stated or row.corrects or row.how == "annulled":
            return 0
        return delay(row.on_day, row.recorded_at, self._zone)

    def _is_to_be_read(self, row: StepRow) -> bool:
        return bool(
            row.late
            or row.against
            or row.read_against
            or row.type in FROM_PAPER
            or row.corrects
            or row.position in self._beside.failed
        )

    def _of_event(self, row: StepRow, known: Known) -> Iterator[Finding]:
        recorded = known.recorded[row.position].event
        yield from self._both_sides(row, recorded)
        if row.against or row.read_against:
            for rule in (row.read_against or row.against).split():
                detail = known.became(row)
                yield _finding(row, Deviation.IRREGULAR, rule, detail=detail)
        fact = known.facts.get(row.position)
        if fact is None:
            return
        if isinstance(fact.event, StepStated):
            yield from self._from_paper(row, fact.event, known)
        elif isinstance(fact.event, StepEvent):
            yield from self._left(row, fact.event, known)
            yield from self._not_carried(row, fact.event, known)

    def _left(self, row: StepRow, event: StepEvent, known: Known) -> Iterator[Finding]:
        book = known.book(row.position, self._replay.rulebook_of)
        found = Found(known.before[row.position], event, book, known.reached_after(row.position))
        for rule in event.late:
            days = overrun(found, rule, self._clocks)
            yield _finding(row, Deviation.DEADLINE_MISSED, rule, days)
        for rule in event.against_rules:
            for deviation, days in dict(ways(found, rule, self._clocks)).items():
                yield _finding(row, deviation, rule, days)

    def _not_carried(self, row: StepRow, event: StepEvent, known: Known) -> Iterator[Finding]:
        if not isinstance(event, VOTES) or event.carried:
            return
        book = known.book(row.position, self._replay.rulebook_of)
        body, matter = _body_and_matter(event)
        quorum = quorum_of(book, body, matter, event.on) if book else None
        rule = quorum.rule if quorum else ""
        if rule not in event.against_rules:
            detail = "carried later" if known.carried_after(row) else "no resolution"
            yield _finding(row, Deviation.VOTE_BELOW, rule, detail=detail)

    def _from_paper(self, row: StepRow, event: StepStated, known: Known) -> Iterator[Finding]:
        for left in judged(event.reached[0], known.taken_over, self._clocks):
            yield _finding(row, left.deviation, left.rule, left.days, left.detail)

    def _both_sides(self, row: StepRow, event: Event) -> Iterator[Finding]:
        second = _second(event)
        one = self._sides.are_one(row.actor, second) if second else ""
        if one:
            yield _finding(row, Deviation.ONE_ON_BOTH_SIDES, "", detail=one)


def _finding(
    row: StepRow, deviation: Deviation, rule: str, days: int | None = None, detail: str = ""
) -> Finding:
    imported = row.type in FROM_PAPER
    return Finding(deviation, rule, row.position, row.on_day, row.unit, imported, days, detail)


def _second(event: Event) -> str | None:
    """Who stands on the other side of an act than the one who recorded it."""
    if isinstance(event, FactAnnulled | FactCorrected):
        return event.second
    if isinstance(event, TakenOver):
        return event.vouched_by
    if isinstance(event, StepEvent) and event.irregular:
        return event.irregular.second
    return None


def _body_and_matter(
    event: CellVoteHeld | GrassrootsVoteHeld | RecognitionVoteHeld,
) -> tuple[str, Matter]:
    if isinstance(event, GrassrootsVoteHeld):
        return "grassroots", event.matter
    if isinstance(event, RecognitionVoteHeld):
        return "cell", Matter(event.proposal)
    return "cell", Matter.ADMISSION
