"""The rows of a candidate: stage and standing, since when, in which cell, helped by whom."""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Final

from admission.domain.stages.candidate import Candidate
from admission.domain.stages.evolve import CHANGES
from admission.domain.stages.files import FILE, is_at_authority
from admission.domain.stages.lapse import LAPSED, certificate_lapses
from admission.domain.stages.standings import STAGE, Standing
from admission.domain.stages.taking_over.state import told_entered, told_official, told_since
from admission.projections.bitemporal import Put, Table, Take
from admission.projections.facts import Change, Fact, Row
from admission.projections.path import Path

READS: Final = frozenset(event.TYPE for event in CHANGES)
TABLE: Final = Table(
    "pipeline",
    ("candidate",),
    (
        "person",
        "unit",
        "stage",
        "standing",
        "standing_since",
        "entered",
        "groups",
        "helper",
        "guide",
        "official_on",
        "decided_by",
        "failed_votes",
        "breaches",
        "taken_over_on",
        "paper",
        "vouched_by",
        "at_authority",
        "file_with",
    ),
)

_SHOWN: Final = attrgetter(
    "since",
    "helper",
    "guide",
    "official_on",
    "decided_by",
    "failed_votes",
    "unit",
    "person",
    "entered",
    "groups",
    "paper",
)


def project(fact: Fact) -> Iterable[Change]:
    """Bring the rows of the candidate up to the fact."""
    for since, until, before, after in fact.spans:
        if _looks_alike(before, after):
            continue
        key = after.candidate.id
        if before.candidate.standing is not Standing.UNKNOWN:
            yield Take(TABLE, (key,), since, until)
        if after.candidate.standing is not Standing.UNKNOWN:
            for row, start, end in _rows(after, since, until):
                yield Put(TABLE, (key, *row), start, end)


def _looks_alike(before: Path, after: Path) -> bool:
    """Whether all that the rows are made of is the same."""
    old, new = before.candidate, after.candidate
    return (
        old.standing is new.standing
        and _SHOWN(old) == _SHOWN(new)
        and len(old.breaches) == len(new.breaches)
        and (new.paper is None or _told(old) == _told(new))
        and _file(old) == _file(new)
        and (
            before.clocks is after.clocks
            or certificate_lapses(old.standing, before.clocks)
            == certificate_lapses(new.standing, after.clocks)
        )
    )


def _told(state: Candidate) -> tuple[str | None, ...]:
    """The days that may be known from paper, as exact as they are known."""
    return told_since(state), told_entered(state), told_official(state)


def _rows(path: Path, since: str, until: str) -> Iterator[tuple[Row, str, str]]:
    """One row for the days asked; two where a certificate lapses among them."""
    state = path.candidate
    day = certificate_lapses(state.standing, path.clocks)
    lapses = day.isoformat() if day else until
    if since < lapses:
        row = _row(state, state.standing.value, told_since(state))
        yield row, since, min(lapses, until)
    if day and lapses < until:
        yield _row(state, LAPSED, day.isoformat()), max(since, lapses), until


def _row(state: Candidate, standing: str, standing_since: str) -> Row:
    return (
        state.person,
        state.unit,
        STAGE[state.standing].value,
        standing,
        standing_since,
        told_entered(state),
        "".join(f",{group}" for group in state.groups) + "," if state.groups else "",
        state.helper,
        state.guide,
        told_official(state),
        state.decided_by,
        state.failed_votes,
        len(state.breaches),
        state.paper.on.isoformat() if state.paper else None,
        state.paper.document.cited if state.paper else None,
        state.paper.vouched_by if state.paper else None,
        *_file(state),
    )


def _file(state: Candidate) -> Row:
    """Whether the file is at the authority; at which, as long as nobody has moved it."""
    if not is_at_authority(state):
        return 0, None
    moved = any(name in state.milestones for name in FILE)
    return 1, None if moved else state.authority
