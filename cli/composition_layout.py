"""How a composition is laid out: one part for each breakdown, with what the numbers mean."""

from collections.abc import Iterator
from typing import Any, Final

from admission.app.labels import heading, label
from admission.projections.composition.queries import Composition, CompositionRow
from cli.output import UNKNOWN, Column, Form, Listing

HIDDEN: Final = "·"
"""What a table shows for a number that is left out."""
COMPOSITION: Final = Listing(
    "composition/1",
    (
        Column("breakdown", "total, sex, ethnic_minority, … or organisations"),
        Column("cell", "the cell of the breakdown, a word that is never translated"),
        Column("part", "what the breakdown is called"),
        Column("label", "what the cell is called", "admitted"),
        Column("label_vi", "the same in Vietnamese"),
        Column(
            "this",
            "how many in the period; null where it is hidden, or a 0 that nobody has confirmed. "
            "Of `age`, `average` it is years, a text of two decimals",
            "this period",
            number=True,
        ),
        Column("last", "the same of the same period a year before", "last year", number=True),
        Column("ratio", "this * 100 / last, rounded half up, or null", "ratio", number=True),
        Column("this_hidden", "with --public: whether `this` is left out"),
        Column("last_hidden", "with --public: whether `last` is left out"),
    ),
    {"period": "the year, or such as 2024-Q1", "counts": "what counts as admitted"},
    parts="part",
)
_NOTES: Final = (
    "groups are those of the day of admission; they overlap, and do not add up over breakdowns",
    "a person is in each source that was recorded; elsewhere in one cell of a breakdown",
    "last year = the same question a year before; ratio = this * 100 / last year, rounded half up",
    "average age = full years on the day of admission, of those whose birth is known",
    "organisations = grassroots committees and grassroots cells that stood in the year",
    "nobody left to admit = so it was stated last, by the end of the period (figure list)",
)


def notes_of(found: Composition, *, public: bool) -> Iterator[str]:
    """What the numbers mean."""
    yield found.counts.line
    yield from _NOTES
    if any(None in _numbers(row) for row in found.rows):
        yield f"{UNKNOWN} = none recorded, and not confirmed up to there; or no such unit, no ratio"
    if public:
        yield (
            f"{HIDDEN} = left out: 1 to 4 people, and beside them the next smallest numbers, "
            "so that none can be computed"
        )


def _numbers(row: CompositionRow) -> tuple[object, ...]:
    hides = (row.this_hidden, row.last_hidden)
    return tuple(n for n, hide in zip((row.this, row.last), hides, strict=True) if not hide)


def laid_out(found: Composition, form: Form) -> list[dict[str, Any]]:
    """The rows as they are printed; a table leaves out what is 0 in both periods."""
    if form is not Form.TABLE:
        return [_named(row) for row in found.rows]
    return [_cells(row) for row in found.rows if _says_something(row)]


def _named(row: CompositionRow) -> dict[str, Any]:
    breakdown, cell = row.breakdown, row.cell
    return {
        **row._asdict(),
        "part": heading(breakdown),
        "label": label(breakdown, cell),
        "label_vi": label(breakdown, cell, "vi"),
    }


def _says_something(row: CompositionRow) -> bool:
    return row.breakdown in ("total", "organisations") or bool(
        row.this or row.last or row.this_hidden or row.last_hidden
    )


def _cells(row: CompositionRow) -> dict[str, Any]:
    shown = _named(row)
    for period in ("this", "last"):
        if shown[period] is None:
            shown[period] = HIDDEN if shown[f"{period}_hidden"] else UNKNOWN
    return shown
