"""The rows of what is due: open clocks, irregular acts to be mended, decisions to be re-routed.

The last good day is not kept: it is counted when asked, so that a day off swapped later moves it
without a row being written. `earliest` is a day before which it cannot lie. It and `starts` are
empty where the clock does not run, because the day it starts on is unknown.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from admission.domain.kernel.dates import TimeUnit, add_months
from admission.domain.stages.clocks import Clock
from admission.domain.stages.evolve import CHANGES
from admission.domain.stages.standings import Standing
from admission.projections.bitemporal import Put, Table, Take
from admission.projections.facts import Change, Fact, Row, Span
from admission.projections.path import Path

READS: Final = frozenset(event.TYPE for event in CHANGES)
DUE: Final = Table(
    "due",
    ("candidate", "rule", "clock", "what"),
    (
        "acts",
        "body",
        "starts",
        "stated",
        "amount",
        "length_unit",
        "extra",
        "rulebook",
        "ends",
        "earliest",
    ),
)
BREACHES: Final = Table("breaches", ("candidate", "act", "on_day"), ("rules",))

REROUTINGS: Final = Table("reroutings", ("candidate",), ("on_day",))


def project(fact: Fact) -> Iterator[Change]:
    """Stop the clocks that the fact ended, start those that it began."""
    for span in fact.spans:
        _, _, before, after = span
        if before.clocks is not after.clocks:
            yield from _clocks(fact.stream, span)
        if before.candidate.breaches is not after.candidate.breaches:
            yield from BREACHES.between(span, breach_rows)
        if before.candidate.decision_waits or after.candidate.decision_waits:
            yield from REROUTINGS.between(span, rerouting_rows)


def _clocks(stream: str, span: Span) -> Iterator[Change]:
    since, until, before, after = span
    old, new = before.clocks, after.clocks
    for clock in old:
        if clock not in new and clock.shown_in_due:
            yield Take(DUE, _key(stream, clock), since, until)
    for clock in new:
        if clock not in old and clock.shown_in_due:
            yield Put(DUE, _key(stream, clock) + _content(clock), since, until)


def _key(stream: str, clock: Clock) -> Row:
    return (stream, clock.rule, clock.key, clock.what)


def _content(clock: Clock) -> Row:
    return (
        clock.by,
        clock.body,
        clock.starts.isoformat() if clock.runs else "",
        clock.stated,
        clock.amount,
        clock.unit.value,
        clock.extra,
        clock.rulebook,
        clock.end,
        _earliest(clock),
    )


def breach_rows(path: Path) -> dict[Row, Row]:
    """One row for each irregular act that neither ERR-01 nor ERR-02 has mended."""
    state = path.candidate
    return {
        (state.id, breach.type, breach.on.isoformat()): (" ".join(breach.rules),)
        for breach in state.breaches
    }


def rerouting_rows(path: Path) -> dict[Row, Row]:
    """One row while a decision waits to be re-routed: since the transfer. No text sets a day."""
    state = path.candidate
    if state.standing is not Standing.AWAITING_CEREMONY or state.decision_waits != "MOV-04":
        return {}
    return {(state.id,): (state.transfers[-1].on.isoformat(),)}


def _earliest(clock: Clock) -> str:
    if not clock.runs:
        return ""
    length = clock.amount + clock.extra
    if clock.unit is TimeUnit.MONTHS:
        return add_months(clock.starts, length).isoformat()
    return (clock.starts + timedelta(days=length)).isoformat()
