"""Progress of several stores added up: what their roots count, period by period, group by group."""

from collections.abc import Iterable, Sequence

from admission.projections.progress.queries import ProgressRow
from admission.projections.progress.sums import percent


def totals(rows: Iterable[ProgressRow], name: str) -> list[ProgressRow]:
    """One row under a name for each period and group of the roots among the rows, in their order.

    A figure that is 0 is known where each root has confirmed its own. There is no target of its
    own: what is asked for is the sum.
    """
    found: dict[tuple[str, str | None], list[ProgressRow]] = {}
    for row in rows:
        if row.depth == 0:
            found.setdefault((row.period, row.group), []).append(row)
    return [_total(roots, name) for roots in found.values()]


def _total(roots: Sequence[ProgressRow], name: str) -> ProgressRow:
    asked, year = _asked(roots, "target"), _asked(roots, "year_target")
    admitted, so_far = _known(roots, "admitted"), _known(roots, "year_admitted")
    through = [row.confirmed_to for row in roots]
    late = [row.recorded_late for row in roots if row.recorded_late is not None]
    return ProgressRow(
        unit="",
        name=name,
        code=None,
        kind="",
        depth=0,
        year=roots[0].year,
        period=roots[0].period,
        group=roots[0].group,
        target=asked,
        target_source="none" if asked is None else "sum",
        target_own=None,
        target_sum=asked,
        admitted=admitted,
        percent=percent(admitted, asked),
        recognised=_known(roots, "recognised"),
        certified=_known(roots, "certified"),
        decided_without_ceremony=_known(roots, "decided_without_ceremony"),
        dossiers_open=_known(roots, "dossiers_open"),
        year_target=year,
        year_admitted=so_far,
        year_percent=percent(so_far, year),
        confirmed_to=None if None in through else min(filter(None, through)),
        admitted_counted=_counted(roots, "admitted"),
        recognised_counted=_counted(roots, "recognised"),
        certified_counted=_counted(roots, "certified"),
        decided_without_ceremony_counted=_counted(roots, "decided_without_ceremony"),
        dossiers_open_counted=_counted(roots, "dossiers_open"),
        year_admitted_counted=_counted(roots, "year_admitted"),
        recorded_late=sum(late) if late else None,
        stated=(),
    )


def _counted(roots: Sequence[ProgressRow], figure: str) -> int:
    return sum(getattr(row, f"{figure}_counted") for row in roots)


def _known(roots: Sequence[ProgressRow], figure: str) -> int | None:
    counted = _counted(roots, figure)
    unconfirmed = any(getattr(row, figure) is None for row in roots)
    return None if unconfirmed and not counted else counted


def _asked(roots: Sequence[ProgressRow], key: str) -> int | None:
    goals = [getattr(row, key) for row in roots if getattr(row, key) is not None]
    return sum(goals) if goals else None
