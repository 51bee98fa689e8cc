"""The rows of an adopted rulebook: its days of force, its text, what its figures count.

An adoption is never taken back, so its rows hold from its day on, and need no fold.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from admission.domain.registers.rulebooks.events import RulebookAdopted
from admission.projections.bitemporal import Put, Table
from admission.projections.facts import FOREVER, Change, Fact

READS: Final = frozenset({RulebookAdopted.TYPE})
_BEGINNING: Final = "0001-01-01"
RULEBOOKS: Final = Table(
    "rulebooks",
    ("reference", "unit"),
    ("rulebook", "title", "first", "last", "extends", "document", "adopted_on"),
)
TEXTS: Final = Table("rulebook_texts", ("reference",), ("text",))
COUNTINGS: Final = Table(
    "countings",
    ("reference", "figure"),
    ("milestone", "cancelled", "rule", "source", "first", "last"),
)

RATES: Final = Table(
    "ranking_rates",
    ("reference", "who", "rank", "first"),
    ("of_classes", "at_most_percent", "rule", "last"),
)


def project(fact: Fact) -> Iterator[Change]:
    """Add the rows of one adoption."""
    event = fact.event
    if not isinstance(event, RulebookAdopted):
        return
    reference = f"{event.rulebook}@{event.sha256}"
    book, on = fact.rulebook_of(reference), event.on.isoformat()
    number = event.document.number if event.document else None
    days = (book.first.isoformat(), _last(book.last))
    content = (book.id, book.title, *days, event.extends, number, on)
    yield Put(RULEBOOKS, (reference, event.unit or "", *content), on, FOREVER)
    yield Put(TEXTS, (reference, event.text), on, FOREVER)
    for entry in book.counting:
        said = (entry.milestone, entry.cancelled, entry.rule, entry.source)
        first = entry.first.isoformat() if entry.first else _BEGINNING
        row = (reference, entry.figure, *said, first, _last(entry.last))
        yield Put(COUNTINGS, row, on, FOREVER)
    for rate in book.ranking_rate:
        first = rate.first.isoformat() if rate.first else _BEGINNING
        limited = (",".join(rate.of), rate.at_most_percent, rate.rule, _last(rate.last))
        yield Put(RATES, (reference, rate.who, rate.rank, first, *limited), on, FOREVER)


def _last(day: date | None) -> str:
    return day.isoformat() if day else FOREVER
