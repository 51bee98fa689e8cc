"""`admission audit conformance`: where practice left the rules."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

import click

from admission.projections.asking import page_of_all
from admission.projections.progress.sums import percent
from admission.projections.units.places import Places
from cli.clocks import day
from cli.output import Column, Form, Listing, counted
from cli.questions import Question, query
from cli.trees import tree_option

if TYPE_CHECKING:
    from admission.app.conformance.lines import Line

CONFORMANCE: Final = Listing(
    "conformance/1",
    (
        Column("unit", "id of the cell, or of what was recorded otherwise; null where of none"),
        Column("unit_name", "its name at the end of the year, or null", "unit"),
        Column("year", "year of the day on which the steps took effect", "year"),
        Column(
            "deviation",
            "skipped, out-of-order, too-early, deadline-missed, vote-below, irregular (an act "
            "against a rule, with its second person), against-rule (refused when decided again), "
            "one-on-both-sides, recorded-late, after-refusal, "
            " rules-not-in-force",
            "what",
        ),
        Column("rule", "rule that was left, or that had refused it before; or empty", "rule"),
        Column(
            "detail",
            "of an irregular act what became of it: waits, done again, annulled, corrected, or how "
            "the path ended; of a vote whether one was carried later; of both sides how they are "
            "one; of rules not in force which were taken instead",
            "detail",
        ),
        Column("kind", "kind of the streams: candidate for paths, unit, person…", "stream"),
        Column("imported", "true where the steps are from paper", "from paper"),
        Column("number", "how often", "number", number=True),
        Column("of", "recorded of this unit and year in such streams", "of", number=True),
        Column("percent", "number of these, in per cent, or null", "%", number=True),
        Column(
            "most_days", "the most days too early, too late or until recorded, or null",
            "most days", number=True,
        ),
        Column("events", "a list of `position` and `days` (or null)", "events"),
    ),
    {
        "steps": "how many steps were asked about",
        "paths": "of how many candidacies",
        "acts": "how many acts in other streams were asked about",
        "recorded_late_after": "days after which a step is recorded late",
    },
)  # fmt: skip
_MOST_TOLD: Final = 5
"""How many events a table names of one line."""


@click.command("conformance")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@click.option("--year", type=click.IntRange(1945, 2999), help="Only what took effect in this year.")
@click.option("--from", "first", type=day, help="Only what took effect from this day on.")
@click.option("--to", "last", type=day, help="Only what took effect to this day.")
@tree_option
@query
def conformance(
    question: Question, unit: str | None, year: int | None, first: str | None, last: str | None
) -> None:
    """List where practice left the rules, by unit and year, each with its events.

    Paths from paper are judged as well, on the days that are known to the day; acts in every other
    stream by late recording, one person on both sides, missed deadlines and decisions asked again.
    """
    from admission.app.conformance import asking
    from admission.app.conformance.recording import LATE_AFTER_DAYS

    first, last = _period(year, first, last)
    asked = asking.Asked(
        question.as_of,
        question.recorded.position,
        question.unit(unit),
        question.reading["tree"],
        first,
        last,
    )
    found = asking.conformance(question.reader, question.rows, asked)
    cut = page_of_all(found.lines, question.limit, question.after, _key)
    extra = {
        "steps": found.steps,
        "paths": found.paths,
        "acts": found.acts,
        "recorded_late_after": LATE_AFTER_DAYS,
    }
    question.show(
        CONFORMANCE,
        _rows(question, cut.rows),
        cut.next,
        title="conformance",
        notes=[
            f"{counted(found.steps, 'step')} of {counted(found.paths, 'path')}",
            f"{counted(found.acts, 'act')} in other streams",
            f"recorded-late = more than {LATE_AFTER_DAYS} days after it took effect",
        ],
        extra=extra,
    )


def _period(year: int | None, first: str | None, last: str | None) -> tuple[str | None, str | None]:
    if year is not None and (first or last):
        raise click.UsageError("Give --year, or --from and --to.")
    if year is not None:
        return f"{year}-01-01", f"{year}-12-31"
    if first and last and last < first:
        raise click.UsageError(f"The period ends on {last}, before it begins on {first}.")
    return first, last


def _key(line: "Line") -> tuple[str, ...]:
    unit, year, deviation, rule, detail, imported, kind, *_ = line
    return (unit or "", year, deviation.value, rule, detail, str(imported), kind)


def _rows(question: Question, lines: Iterable["Line"]) -> list[dict[str, Any]]:
    places = Places(question.rows, question.known_at)
    rows = []
    for line in lines:
        unit = places.row(line.unit, f"{line.year}-12-31") if line.unit else None
        number = len(line.events)
        rows.append(
            {
                "unit": line.unit,
                "unit_name": unit and unit.name,
                "year": line.year,
                "deviation": line.deviation.value,
                "rule": line.rule,
                "detail": line.detail,
                "kind": line.kind,
                "imported": line.imported,
                "number": number,
                "of": line.of,
                "percent": percent(number, line.of) if line.of else None,
                "most_days": line.most_days,
                "events": _events(line, question.form),
            }
        )
    return rows


def _events(line: "Line", form: Form) -> Any:  # noqa: ANN401 - a list, or one cell for people
    if form is not Form.TABLE:
        return [event._asdict() for event in line.events]
    shown = [str(event.position) for event in line.events[:_MOST_TOLD]]
    more = len(line.events) - len(shown)
    return [*shown, *([f"and {more} more"] if more else [])]
