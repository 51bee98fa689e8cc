"""`admission calendar`: days off and worked Saturdays, recorded year by year."""

from typing import Any, Final

import click

from admission.projections.asking import page_of_all
from admission.projections.calendars.queries import CalendarRow, list_calendars
from cli.clocks import day
from cli.context import Settings, pass_settings
from cli.output import Column, Listing, as_json, write
from cli.questions import Question, query

CALENDARS: Final = Listing(
    "calendars/1",
    (
        Column("year", "year", "year", number=True),
        Column("adopted", "whether its calendar is adopted", "adopted"),
        Column("days_off", "days off, beside Saturdays and Sundays", "days off"),
        Column("worked_days", "Saturdays and Sundays that are worked", "worked"),
    ),
)
_YEAR: Final = click.IntRange(1945, 2999)


@click.group()
def command() -> None:
    """Show, propose, adopt and amend calendars."""


@command.command("list")
@query
def list_(question: Question) -> None:
    """List the recorded years."""
    _show(question, list_calendars(question.rows, **question.clocks))


@command.command("show")
@click.argument("year", type=_YEAR)
@query
def show(question: Question, year: int) -> None:
    """Show the calendar of one year."""
    found = [row for row in list_calendars(question.rows, **question.clocks) if row.year == year]
    if not found:
        raise click.ClickException(
            f"No calendar of {year} is recorded: `calendar propose {year}` suggests one."
        )
    _show(question, found)


@command.command("propose")
@click.argument("year", type=_YEAR)
@click.option("--json", "json_", is_flag=True, help="Print one JSON object.")
def propose(year: int, *, json_: bool) -> None:
    """Suggest the days off of a year, by the `holidays` library; nothing is recorded.

    Compare them with the official notice before adopting them: the library's releases differ.
    """
    days_off, worked = proposal(year)
    if json_:
        rows = [{"day": day, "name": name} for day, name in days_off.items()]
        whole = {"schema": "admission.calendar-proposal/1", "year": year, "rows": rows}
        write(as_json({**whole, "worked_days": worked}))
        return
    for off, name in days_off.items():
        write(f"off     {off}  {name}")
    for worked_day in worked:
        write(f"worked  {worked_day}")
    write(f"To record this: admission calendar adopt {year} --proposed")


@command.command("adopt")
@click.argument("year", type=_YEAR)
@click.option("--proposed", is_flag=True, help="Take what `propose` suggests, and what is added.")
@click.option("--off", multiple=True, type=day, help="A day off; repeatable.")
@click.option("--worked", multiple=True, type=day, help="A worked Saturday or Sunday; repeatable.")
@click.option("--on", type=day, help="Effective day.  [default: today]")
@click.option("--document", metavar="KEY=VALUE,…|JSON", help="Paper that says so.")
@click.option("--id", "id_", metavar="UUID", help="Id of the command.  [default: a new one]")
@click.option("--json", "json_", is_flag=True, help="Print one JSON object.")
@pass_settings
def adopt(settings: Settings, /, *, year: int, proposed: bool, **options: Any) -> None:  # noqa: ANN401
    """Record the calendar of a year: every day off that is no Saturday or Sunday."""
    if proposed:
        days_off, worked = proposal(year)
        options["off"] = sorted({*days_off, *options["off"]})
        options["worked"] = sorted({*worked, *options["worked"]})
    elif not options["off"]:
        raise click.UsageError("Name each day off with --off, or take the proposal: --proposed.")
    _record(settings, "adopt-calendar", year, options)


@command.command("amend")
@click.argument("year", type=_YEAR)
@click.option("--off", multiple=True, type=day, help="A working day that is off; repeatable.")
@click.option("--worked", multiple=True, type=day, help="A day off that is worked; repeatable.")
@click.option("--on", type=day, help="Effective day.  [default: today]")
@click.option("--document", metavar="KEY=VALUE,…|JSON", help="Paper that says so.")
@click.option("--id", "id_", metavar="UUID", help="Id of the command.  [default: a new one]")
@click.option("--json", "json_", is_flag=True, help="Print one JSON object.")
@pass_settings
def amend(settings: Settings, /, *, year: int, **options: Any) -> None:  # noqa: ANN401
    """Record a later swap of days."""
    if not options["off"] and not options["worked"]:
        raise click.UsageError("Name the days with --off and --worked.")
    _record(settings, "amend-calendar", year, options)


def proposal(year: int) -> tuple[dict[str, str], list[str]]:
    """The Vietnamese days off of a year with their names, and the worked weekend days."""
    import holidays

    vietnam = holidays.country_holidays("VN", years=year)
    days_off = {day.isoformat(): name for day, name in sorted(vietnam.items()) if day.year == year}
    worked = getattr(vietnam, "weekend_workdays", ())
    return days_off, sorted(day.isoformat() for day in worked if day.year == year)


def _record(settings: Settings, name: str, year: int, options: dict[str, Any]) -> None:
    from cli.fields import DOCUMENT, plain
    from cli.recording import command_id, recorded, tell
    from cli.writing import desk

    with desk(settings) as here:
        fields = {
            "year": year,
            "days_off": list(options["off"]),
            "worked_days": list(options["worked"]),
            "on": options["on"] or here.admission.today(),
        }
        if options["document"] is not None:
            fields["document"] = plain(DOCUMENT, options["document"], "--document")
        answer = recorded(here, name, fields, command_id(options["id_"]))
    tell(here, name, answer, {}, as_object=options["json_"])


def _show(question: Question, rows: list[CalendarRow]) -> None:
    page = page_of_all(rows, question.limit, question.after, lambda row: (row.year,))
    question.show_page(CALENDARS, page)
