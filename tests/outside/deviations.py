"""Where practice left the rules, as the program finds it: for others to find again."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from admission.app.conformance.asking import Asked, conformance
from admission.app.exchange.xes import export_xes
from admission.app.views import open_views
from admission.domain.rulebooks.reading import read
from tests.app.planted import clean, planted_log, to_the_ceremony
from tests.app.planting import BOOK
from tests.projections.histories import rulebook_text
from tests.projections.steps import Of

_LAST_DAY: Final = "2026-01-01"


class Deviant(NamedTuple):
    """A deviation of one event: of what stream, by which rule, at which type of event."""

    stream: str
    deviation: str
    rule: str
    step: str
    imported: bool


def plant(store: Path, exported: Path) -> dict[str, list[Deviant]]:
    """Make a store with planted deviations, and its paths as XES; what is planted and found."""
    with planted_log(store) as log:
        planted = [(each[0].value, each[1], each[3], each[4]) for each in log.planted]
    with open_views(store) as views:
        export_xes(views, exported, personal=False, advance=lambda _: None)
    return {"planted": _placed(store, planted), "ours": found_in(store)}


def found_in(store: Path) -> list[Deviant]:
    """What the program finds in a store."""
    with open_views(store) as views:
        asked = Asked(as_of=_LAST_DAY, known_at=views.position)
        lines = conformance(views.store, views.connection, asked).lines
    found = (
        (line.deviation.value, line.rule, line.imported, event.position)
        for line in lines
        for event in line.events
    )
    return _placed(store, found)


def orders() -> list[tuple[str, str, str]]:
    """The orders of the rulebook: rule, the type of event that comes before, and that after it.

    Left out is the order of papers: a trace says that one was filed, not which.
    """
    path = [event for _, event in (*clean(Of(1)), *to_the_ceremony(Of(1)))]
    types = {milestone.name: event.TYPE for event in path for milestone in event.milestones()}
    found = (
        (order.rule, types[needed], types[order.step])
        for order in read(rulebook_text(BOOK)).order
        for needed in order.needs
        if order.step in types and needed in types
    )
    return list(dict.fromkeys(found))


def _placed(store: Path, found: Iterable[tuple[str, str, bool, int]]) -> list[Deviant]:
    return sorted(_at_events(store, found))


def _at_events(store: Path, found: Iterable[tuple[str, str, bool, int]]) -> Iterator[Deviant]:
    with open_views(store) as views:
        for deviation, rule, imported, position in found:
            (row,) = views.store.log_rows(position - 1, 1)
            yield Deviant(row.stream, deviation, rule, row.type, imported)
