"""`admission forecast`: admissions by the end of a year, from who is on the way."""

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import click

from admission.projections.asking import Moment, page_of_all
from admission.projections.units.lenses import UnitNotThereError
from cli.output import Column, Listing, counted
from cli.questions import Question, day, query
from cli.trees import tree_option

if TYPE_CHECKING:
    from admission.app.forecast import Asked, BackTestRow

_ABOUT: Final = {
    "until": "the last day that counts",
    "score": "of the forecasts made at the ends of the quarters of the year and the one before: "
    "how many there were (`forecasts`), in how many the interval held what came (`inside`), and "
    "the mean error without its sign (`mean_error`); null where nothing can be compared",
}
_MADE: Final = (
    Column("admitted", "admitted in the year so far", "admitted", number=True),
    Column("on_the_way", "open paths known then", "on the way", number=True),
    Column(
        "expected",
        "admissions by the last day, estimated; null if unknown",
        "expected",
        number=True,
    ),
    Column("low", "lower end of the 80 % interval, or null", "from", number=True),
    Column("high", "its upper end, or null", "to", number=True),
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


@click.command()
@click.option("--year", type=click.IntRange(1945, 2999), required=True, help="Which year.")
@click.option("--unit", metavar="UNIT", help="Begin at this unit.  [default: at every root]")
@click.option(
    "--depth",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="How many levels below the first unit.",
)
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

    From the open paths as they stood at --as-of, and how long past paths took. Who is in nobody's
    pool yet is not in it. An estimate, which says nothing about any single person.
    """
    try:
        from admission.app.forecast import Asked
    except ModuleNotFoundError as error:
        raise click.ClickException(
            "A forecast needs scipy: install the program with its extra, admission[forecast]."
        ) from error
    last = until or f"{year}-12-31"
    if not last.startswith(str(year)):
        raise click.BadParameter(f"{last} is not in {year}.", param_hint="--until")
    tree = question.reading["tree"]
    asked = Asked(question.rows, year, last, question.unit(unit), tree, depth)
    tested = _tested(question, asked)
    if back_test:
        tested = [row for row in tested if row.quarter_end.startswith(str(year))]
        _show(question, BACK_TEST, [row._asdict() for row in tested], last, tested)
    else:
        _show(question, FORECAST, _rows(question, asked), last, tested)


def _rows(question: Question, asked: "Asked") -> list[dict[str, Any]]:
    from admission.app.forecast import Forecast

    rows = [r._asdict() for r in Forecast(asked, Moment(question.as_of, question.known_at)).rows()]
    if asked.unit and not rows:
        raise UnitNotThereError(asked.unit)
    for row in rows if question.form == "table" else ():
        row["name"] = "  " * row["depth"] + row["name"]
    return rows


def _tested(question: Question, asked: "Asked") -> list["BackTestRow"]:
    """The forecasts of the year and of the one before, as far as either is over or has begun."""
    from admission.app.forecast import back_test

    moment = Moment(question.as_of, question.known_at)
    before = asked._replace(year=asked.year - 1, until=_a_year_before(asked.until))
    return [row for each in (before, asked) for row in back_test(each, moment, question.known_by)]


def _a_year_before(day: str) -> str:
    from admission.projections.periods import years_before

    return years_before(day, 1)


def _show(
    question: Question,
    listing: Listing,
    rows: list[dict[str, Any]],
    until: str,
    tested: list["BackTestRow"],
) -> None:
    score = _score(tested)
    part = page_of_all(
        rows, question.limit, question.after, lambda row: (row.get("quarter_end"), row["unit"])
    )
    question.show(
        listing,
        part.rows,
        part.next,
        title=f"forecast to {date.fromisoformat(until)}",
        notes=_notes(rows, score),
        extra={"until": until, "score": score},
    )


def _score(tested: list["BackTestRow"]) -> dict[str, Any] | None:
    errors = [abs(row.error) for row in tested if row.error is not None]
    if not errors:
        return None
    return {
        "forecasts": len(errors),
        "inside": sum(bool(row.inside) for row in tested),
        "mean_error": round(sum(errors) / len(errors), 1),
    }


def _notes(rows: list[dict[str, Any]], score: dict[str, Any] | None) -> list[str]:
    notes = ["expected = admitted, and the estimate of who comes of those on the way"]
    notes.append("from, to = four cases of five lie there, if people take as long as before")
    if score is None:
        notes.append("no score: no forecast at the end of a quarter can be compared yet")
    else:
        made, share = score["forecasts"], 100 * score["inside"] // score["forecasts"]
        notes.append(
            f"score: of {counted(made, 'forecast')} at the ends of quarters {score['inside']} held "
            f"what came ({share} %), mean error {score['mean_error']}"
        )
    if any(row["expected"] is None for row in rows):
        notes.append("nothing expected = too few past paths are known to say")
    return notes
