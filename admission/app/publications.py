"""Which published figures a correction moves: asked of the rows as they would be with it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from admission.app.admission import Admission
from admission.app.envelope import Act
from admission.domain.kernel.messages import Command
from admission.projections.asking import LATEST, Connection, Moment
from admission.projections.moved.places import units_over
from admission.projections.moved.queries import supposed
from admission.projections.reports.queries import ReportRow, asked_by, reports_over


class PublishedMove(NamedTuple):
    """By how much a figure of a unit, in a published report, moves."""

    report: str
    unit: str
    figure: str
    by: int


def published_moves(admission: Admission, command: Command, act: Act) -> tuple[PublishedMove, ...]:
    """What a command moves in the reports whose place no other has taken; nothing is recorded."""

    def moves(positions: Sequence[int], rows: Connection) -> tuple[PublishedMove, ...]:
        streams = {
            row.stream for row in admission.recorder.log_rows(positions[0] - 1, len(positions))
        }
        units = sorted({above for stream in streams for above in units_over(rows, stream)})
        known = positions[0] - 1, positions[-1]
        return tuple(
            move
            for report in reports_over(rows, units, as_of=LATEST)
            for move in _moves(rows, report, known, streams)
        )

    return admission.supposing(command, act, moves, nothing=())


def _moves(
    rows: Connection, report: ReportRow, known: tuple[int, int], streams: set[str]
) -> Iterator[PublishedMove]:
    before, after = (Moment(report.as_of, position) for position in known)
    found = supposed(rows, asked_by(report), (before, after), sorted(streams))
    for (unit, figure), those in sorted(found.items()):
        if by := sum(each.by for each in those):
            yield PublishedMove(report.report, unit, figure, by)
