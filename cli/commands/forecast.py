"""`admission forecast`: admissions by the end of a year, from who is on the way."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import click

from admission.projections.asking import Moment, Page, page_of_all
from admission.projections.units.lenses import UnitNotThereError
from cli.clocks import day
from cli.output import Column, Form, Listing, counted
from cli.questions import Question, query
from cli.trees import depth_option, first_unit_option, tree_option

if TYPE_CHECKING:
    from admission.app.back_test import BackTestRow
    from admission.app.forecast import Asked
    from admission.app.forecast_known import Scope

_ABOUT: Final = {
    "until": "the last day that counts",
    "score": "of the forecasts made at the ends of the quarters of the year and the one before: "
    "of the first unit and those right below it: how many there were (`forecasts`), in how many "
    "the interval held what came (`inside`), in how many it says it does (`stated`), and the mean "
    "error without its sign (`mean_error`); null where nothing can be compared",
}
_MADE: Final = (
    Column("admitted", "admitted in the year so far", "admitted", number=True),
    Column("on_the_way", "open paths known then", "on the way", number=True),
    Column(
        "entrants",
        "of `expected`, those who enter only after the day; null if not counted",
        "new",
        number=True,
    ),
    Column(
        "expected",
        "admissions by the last day, estimated; null if unknown",
        "expected",
        number=True,
    ),
    Column("low", "lower end of the 80 % interval, or null", "from", number=True),
    Column("high", "its upper end, or null", "to", number=True),
    Column(
        "stated",
        "in how many cases of 100 it lies there: 80 as near as whole numbers come, or null",
        "sure",
        number=True,
    ),
    Column(
        "pace",
        "by how many per cent of what was still to come past forecasts missed for all units of a "
        "root together, one standard deviation",
        number=True,
    ),
    Column(
        "own",
        "what the variance by chance of each unit of its kind is multiplied by for what it missed "
        "by beyond that, at least 1",
        number=True,
    ),
    Column(
        "quarters",
        "from the ends of how many quarters that is known; with none it is supposed",
        number=True,
    ),
    Column(
        "entry_days",
        "on how many days, at most 365, the rate of entries rests; null if none are known",
        number=True,
    ),
)
FORECAST: Final = Listing(
    "forecast/1",
    (
        Column("unit", "id of the unit; its row counts it and all under it"),
        Column("name", "name on that day", "unit"),
        Column("code", "code on that day, or null"),
        Column("kind", "kind of unit"),
        Column("depth", "how far below the first row, which has 0"),
        *_MADE,
        Column("past_of", "id of the unit whose past paths it rests on, or null"),
        Column("past_of_name", "its name", "by the past of"),
        Column("past_paths", "how many of them left the stage that the fewest did", number=True),
    ),
    _ABOUT,
)
BACK_TEST: Final = Listing(
    "forecast-back-test/1",
    (
        Column("quarter_end", "the forecast is of what was known at the end of this day", "at"),
        Column("unit", "id of the unit"),
        Column("name", "name on that day", "unit"),
        *_MADE,
        Column("actual", "what came of it; null before the last day", "came", number=True),
        Column("error", "expected less what came, or null", "error", number=True),
        Column("inside", "whether the interval held what came, or null", "inside"),
    ),
    _ABOUT,
)

_ENTRY_DAYS: Final = 365
_LEGEND: Final = (
    "expected = admitted, who is likely to come of those on the way, and new",
    "new = who is likely to come of those who enter later, at the rate of the 365 days before",
    "from, to = four cases of five lie there, as near as whole numbers can; sure = how many of 100",
)
_MISSED: Final = ("pace", "own", "quarters")
_EXCEPTIONS: Final[tuple[tuple[Callable[[dict[str, Any]], bool], str], ...]] = (
    (
        lambda row: row["entry_days"] is not None and row["entry_days"] < _ENTRY_DAYS,
        "entries are known for less than 365 days: their rate is of the days there are",
    ),
    (
        lambda row: row["entry_days"] is None,
        "nothing new = no entries of the 365 days before are known: later ones are not counted",
    ),
    (
        lambda row: row["expected"] is None,
        "nothing expected = too few past paths are known to say",
    ),
)


@click.command()
@click.option("--year", type=click.IntRange(1945, 2999), required=True, help="Which year.")
@first_unit_option
@depth_option(1)
@click.option("--until", type=day, help="The last day that counts.  [default: 31 December]")
@click.option("--back-test", is_flag=True, help="Show the forecasts at the end of each quarter.")
@tree_option
@query
def command(
    question: Question,
    *,
    year: int,
    unit: str | None,
    depth: int,
    until: str | None,
    back_test: bool,
) -> None:
    """Forecast the admissions of a year, unit by unit, with an interval and its score.

    From the open paths as they stood at --as-of, how many entered in the year before, and how long
    past paths took. An estimate, which says nothing about any single person.
    """
    try:
        from admission.app.forecast import Asked
        from admission.app.forecast_known import Log, Scope
    except ModuleNotFoundError as error:
        raise click.ClickException(
            "A forecast needs scipy: install the program with its extra, admission[forecast]."
        ) from error
    last = until or f"{year}-12-31"
    if not last.startswith(str(year)):
        raise click.BadParameter(f"{last} is not in {year}.", param_hint="--until")
    tree = question.reading["tree"]
    scope = Scope(question.unit(unit), depth)
    told = Log(question.rows, tree, question.known_by, scope.nearest)
    asked = Asked(told, year, last)
    tested = _tested(question, asked)
    if back_test:
        _show(question, BACK_TEST, _past(question, asked, scope), last, tested)
    else:
        _show(question, FORECAST, _made(question, asked, scope), last, tested)


def _made(question: Question, asked: "Asked", scope: "Scope") -> Page[dict[str, Any]]:
    """The forecasts of a page of units, made for some units at a time."""
    from admission.app.forecast import forecasts

    moment = Moment(question.as_of, question.known_at)
    units = asked.log.units(asked.year, moment, scope)
    if scope.unit and not units:
        raise UnitNotThereError(scope.unit)
    cut = page_of_all(units, question.limit, question.after, lambda row: (None, row.unit))
    rows = [row._asdict() for row in forecasts(asked, moment, cut.rows)]
    for row in rows if question.form is Form.TABLE else ():
        row["name"] = "  " * row["depth"] + row["name"]
    return Page(rows, cut.next)


def _past(question: Question, asked: "Asked", scope: "Scope") -> Page[dict[str, Any]]:
    """A page of the forecasts made at the ends of the quarters."""
    from admission.app.back_test import back_test_of, units_then

    moment = Moment(question.as_of, question.known_at)
    made = list(units_then(asked, moment, scope))
    cut = page_of_all(made, question.limit, question.after, lambda one: (one.end, one.unit.unit))
    return Page([row._asdict() for row in back_test_of(asked, moment, cut.rows)], cut.next)


def _tested(question: Question, asked: "Asked") -> list["BackTestRow"]:
    """The forecasts of the year and of the one before, as far as either is over or has begun."""
    from admission.app.back_test import back_test

    moment = Moment(question.as_of, question.known_at)
    before = asked._replace(year=asked.year - 1, until=_a_year_before(asked.until))
    return [row for each in (before, asked) for row in back_test(each, moment)]


def _a_year_before(day: str) -> str:
    from admission.projections.periods import years_before

    return years_before(day, 1)


def _show(
    question: Question,
    listing: Listing,
    part: Page[dict[str, Any]],
    until: str,
    tested: list["BackTestRow"],
) -> None:
    score = _score(tested)
    question.show(
        listing,
        part.rows,
        part.next,
        title=f"forecast to {date.fromisoformat(until)}",
        notes=_notes(part.rows, score),
        extra={"until": until, "score": score},
    )


def _score(tested: list["BackTestRow"]) -> dict[str, Any] | None:
    compared = [row for row in tested if row.error is not None]
    if not compared:
        return None
    return {
        "forecasts": len(compared),
        "inside": sum(bool(row.inside) for row in compared),
        "stated": round(sum(row.stated or 0 for row in compared) / 100, 1),
        "mean_error": round(sum(abs(row.error or 0) for row in compared) / len(compared), 1),
    }


def _notes(rows: list[dict[str, Any]], score: dict[str, Any] | None) -> list[str]:
    notes = [*_LEGEND, *([_missed_note(rows)] if rows else [])]
    if score is None:
        notes.append("no score: no forecast at the end of a quarter can be compared yet")
    else:
        made = score["forecasts"]
        held, stated = (100 * score[key] / made for key in ("inside", "stated"))
        notes.append(
            f"score: of {counted(made, 'forecast')} at the ends of quarters {score['inside']} held "
            f"what came ({held:.0f} %, stated {stated:.0f} %), mean error {score['mean_error']}"
        )
    return notes + [note for found, note in _EXCEPTIONS if any(map(found, rows))]


def _missed_note(rows: list[dict[str, Any]]) -> str:
    pace, own, quarters = (_from_to([row[key] for row in rows]) for key in _MISSED)
    seen = f"as past forecasts of {quarters} quarter{'s' * (quarters != '1')} missed"
    if quarters == "0":
        seen = "as is supposed while no past forecast is over"
    return f"the pace of all together varies by {pace} %, {seen}; each variance times {own}"


def _from_to(numbers: list[float]) -> str:
    low, high = min(numbers), max(numbers)
    return f"{low}" if low == high else f"{low} to {high}"
