"""`admission explain`: the people, events, papers and acts on units behind one figure."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import click

from admission.projections.explain.acts import ActRow
from admission.projections.explain.lines import Line
from admission.projections.explain.queries import (
    FIGURES,
    Balance,
    Coverage,
    Explanation,
    Progress,
    Report,
    explain,
)
from admission.projections.progress.figures import By
from admission.projections.units.lenses import AS_WAS
from cli.balance_periods import period, period_options
from cli.output import UNKNOWN, Column, Form, Listing, cited
from cli.questions import Question, query
from cli.scans import SCANS, in_a_cell, placed
from cli.trees import tree_option
from cli.unit_names import not_there

EXPLAIN: Final = Listing(
    "explain/1",
    (
        Column("part", "part of the figure that it counts in, or `left out`"),
        Column(
            "counts",
            "how many it adds to its part, below 0 what it takes away; 0 if left out, null where "
            "nothing is added up",
            "counts",
            number=True,
        ),
        Column("why", "why it is left out, or empty", "why"),
        Column("person", "id of the person, or null"),
        Column("name", "name of the person, or null", "name"),
        Column(
            "what",
            "milestone, standing, how a member came or went, `target`, or what was said",
            "what",
        ),
        Column("on_day", "day that it counts from, as exact as it is known", "on"),
        Column("unit", "id of the unit at that time"),
        Column("unit_name", "its name at that time", "unit"),
        Column("counted_in", "id of the unit that stands for it in the tree asked"),
        Column("counted_in_name", "its name", "counted in"),
        Column(
            "acts",
            "acts by which it stands under the unit asked, lowest first, each with `act`, `unit`, "
            "`name`, `under`, `under_name`, `on_day`, `position`, `document_kind`, "
            "`document_number`, `document_signed`",
            "by",
        ),
        Column(
            "stream",
            "id of the candidate, person, target, figure or unit that it is recorded under",
        ),
        Column("position", "place of the event in the log", "position", number=True),
        Column("type", "type of the event"),
        Column("recorded_at", "when it was recorded, UTC", "recorded"),
        Column("after_period", "whether it was recorded after the last day that counts"),
        Column("actor", "id of the account or person who recorded it"),
        Column("actor_name", "name of that, or null", "recorded by"),
        Column("rulebook", "rulebook that decided, id@sha256, or null", "rulebook"),
        Column("late", "rules by which it comes late"),
        Column("against", "rules that an irregular act goes against"),
        Column("reading", "how corrections have it read: corrected, annulled, reread, or null"),
        Column("by", "position of the correction that says so, or null"),
        Column("document_kind", "kind of the paper that it rests on, or null", "document"),
        Column("document_number", "number of that paper, or null"),
        Column("document_signed", "day of its signature, or null"),
        Column("scans", SCANS, "scan"),
        Column("marks", "what is out of the ordinary, in words", "mark"),
    ),
    {
        "figure": "which figure of which report, such as `progress admitted`",
        "unit": "id of the unit, as the tree asked has it",
        "unit_name": "its name",
        "period": "the year, such as 2024-Q1, or of a balance its days",
        "group": "the group, or null",
        "last": "last day that counts",
        "value": "the figure as the report prints it, or null",
        "parts": "by part, the sum that its rows add up to, over all pages",
        "how": "sentences that say how the figure is made of them",
    },
    parts="part",
)
_year = click.option("--year", type=click.IntRange(1945, 2999), required=True, help="Which year.")
_unit = click.option("--unit", metavar="UNIT", required=True, help="Of which unit.")


def _figure(report: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        "--figure",
        type=click.Choice(FIGURES[report]),
        required=True,
        help=f"Which figure of `{report}`, by its key in JSON.",
    )


@click.group()
def command() -> None:
    """Say what one figure of a report is made of, to the last person."""


@command.command("progress")
@_figure("progress")
@_unit
@_year
@click.option("--quarter", type=click.IntRange(1, 4), help="As `progress --by quarter` has it.")
@click.option("--group", metavar="GROUP", help="As `progress --by group` has it.")
@tree_option
@query
def of_progress(  # noqa: PLR0917 - one argument for each option
    question: Question,
    figure: str,
    unit: str,
    year: int,
    quarter: int | None,
    group: str | None,
) -> None:
    """Explain a figure of `progress`."""
    if quarter and group:
        raise click.UsageError("Give --quarter or --group, not both.")
    by: By = "quarter" if quarter else "group" if group else "unit"
    report = Progress(year, by, group or str(quarter or ""))
    _explain(question, report, f"progress {figure}", unit, group)


@command.command("coverage")
@_figure("coverage")
@_unit
@_year
@tree_option
@query
def of_coverage(question: Question, figure: str, unit: str, year: int) -> None:
    """Explain a figure of `coverage`."""
    _explain(question, Coverage(year), f"coverage {figure}", unit)


@command.command("balance")
@_figure("balance")
@_unit
@period_options
@tree_option
@query
def of_balance(  # noqa: PLR0917 - one argument for each option
    question: Question,
    figure: str,
    unit: str,
    year: int | None,
    first: str | None,
    last: str | None,
) -> None:
    """Explain a figure of `balance`."""
    _explain(question, Balance(*period(year, first, last)), f"balance {figure}", unit)


def _explain(
    question: Question, report: Report, figure: str, unit: str, group: str | None = None
) -> None:
    found = explain(
        question.rows,
        report,
        figure=figure.partition(" ")[2],
        unit=question.unit(unit) or "",
        **question.reading,
    )
    if found is None:
        raise not_there(unit, question.tree or AS_WAS)
    _show(question, found, figure, group)


def _show(
    question: Question,
    found: Explanation,
    figure: str,
    group: str | None,
) -> None:
    ended = _end_of(found.last, question)
    rows = [_shown(line, ended, question) for line in found.rows]
    value = UNKNOWN if found.value is None else found.value
    period = found.period if group is None else f"{found.period}, {group}"
    notes = [*found.how, _added(found)]
    if any(row["after_period"] for row in rows):
        notes.append(f"after the period = recorded after {found.last}, the last day that counts")
    question.show(
        EXPLAIN,
        [_for_eyes(row, question) for row in rows] if question.form == Form.TABLE else rows,
        found.next,
        title=f"{figure} of {found.unit.name}, {period}: {value}",
        notes=[note for note in notes if note],
        extra={
            "figure": figure,
            "unit": found.unit.unit,
            "unit_name": found.unit.name,
            "period": found.period,
            "group": group,
            "last": found.last,
            "value": found.value,
            "parts": found.parts,
            "how": found.how,
        },
    )


def _added(found: Explanation) -> str:
    """What the rows of each part add up to, all pages together."""
    sums = [f"{part} {UNKNOWN if n is None else n}" for part, n in found.parts.items()]
    return f"rows add up to: {', '.join(sums)}" if sums else ""


def _end_of(last: str, question: Question) -> str:
    """When a day was over for the organisation, in UTC as it is recorded."""
    zone = ZoneInfo(question.reader.info()["time_zone"])
    midnight = datetime.combine(date.fromisoformat(last) + timedelta(days=1), time.min, zone)
    return midnight.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


def _shown(line: Line, ended: str, question: Question) -> dict[str, Any]:
    row = line._asdict()
    row["acts"] = [act._asdict() for act in line.acts]
    row["scans"] = placed(question, line.scans)
    row["after_period"] = line.recorded_at >= ended
    row["marks"] = _marks(line, after_period=row["after_period"])
    return row


def _marks(line: Line, *, after_period: bool) -> list[str]:
    found = ["recorded after the period"] if after_period else []
    found += [f"late by {rule}" for rule in line.late]
    found += [f"irregular: against {rule}" for rule in line.against]
    return found + ([f"{line.reading} by {line.by}"] if line.reading else [])


def _for_eyes(row: Mapping[str, Any], question: Question) -> dict[str, Any]:
    """A row as a table shows it: the organisation's day of recording, papers and acts in words."""
    zone = ZoneInfo(question.reader.info()["time_zone"])
    recorded = datetime.fromisoformat(row["recorded_at"]).astimezone(zone)
    paper = cited(row["document_kind"], row["document_number"], row["document_signed"])
    same = row["counted_in"] == row["unit"]
    return {
        **row,
        "recorded_at": recorded.date().isoformat(),
        "rulebook": row["rulebook"] and row["rulebook"].partition("@")[0],
        "counted_in_name": "" if same else row["counted_in_name"],
        "acts": "; ".join(_told(ActRow(**act)) for act in row["acts"]),
        "document_kind": paper,
        "scans": in_a_cell(row["scans"], wanted=paper is not None),
    }


def _told(act: ActRow) -> str:
    """One act in words: `Xã Ninh Mỹ unit-merged into Phường Hoa Lư 2025-07-01 [12-NQ]`."""
    paper = cited(act.document_kind, act.document_number, act.document_signed)
    said = f"{act.name} {act.act} {act.on_day}: {act.under_name}"
    return f"{said} [{paper}]" if paper else said
