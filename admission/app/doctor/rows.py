"""The projections: how far they are, and what they could not take in."""

from collections.abc import Iterator
from datetime import date

from admission.app.doctor.check import Check
from admission.app.projector import Projector
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.reading import StoreReader


def examine(reader: StoreReader, _: date) -> Iterator[Check]:
    """Whether the rows are up to date and whole."""
    try:
        yield from _projections(reader)
    except StoreUnusable as error:
        yield Check("note", "projections", f"queries build them elsewhere: {error}")


def _projections(reader: StoreReader) -> Iterator[Check]:
    with Projector(reader) as projector:
        behind = max(row.behind_by for row in projector.status())
        quarantined = projector.quarantined()
    said = f"behind by {behind}: the next query takes that in" if behind else "up to date"
    yield Check("note" if behind else "pass", "projections", said)
    for one in quarantined[:10]:
        yield Check(
            "fail", "quarantine", f"{one.projection}, position {one.position}: {one.reason}"
        )
    if not quarantined:
        yield Check("pass", "quarantine", "every event was taken in")
