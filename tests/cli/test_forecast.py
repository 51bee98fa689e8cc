"""`admission forecast`: who is expected by the end of a year, and how well that did in the past."""

import shutil
import sys
from typing import Any, Final

import pytest

from admission.app import forecast_known
from cli import exits
from tests.cli.calling import Caller
from tests.placing import copied_store, owned

QUARTER: Final = "2024-03-31"
END: Final = "2024-06-30"
ASKED: Final = ("forecast", "--year", "2024", "--until", END, "--json")


def rows(call: Caller, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = call.done(*ASKED, *options).json["rows"]
    return found


def test_a_back_test_uses_only_what_was_known_then(hoa_lu: Caller) -> None:
    """It is the forecast that was to be had at the end of the quarter."""
    tested = {row["unit"]: row for row in rows(hoa_lu, "--as-of", END, "--back-test")}
    then = rows(hoa_lu, "--as-of", QUARTER, "--known-at", QUARTER)
    same = (
        "admitted",
        "on_the_way",
        "entrants",
        "expected",
        "low",
        "high",
        "stated",
        "pace",
        "own",
        "quarters",
        "entry_days",
    )
    assert len(then) > 10
    assert tested.keys() == {row["unit"] for row in then}
    for row in then:
        assert {key: tested[row["unit"]][key] for key in same} == {key: row[key] for key in same}


def test_a_log_cut_on_a_day_forecasts_what_was_known_then(hoa_lu: Caller) -> None:
    for day in (QUARTER, "2024-05-15"):
        then = hoa_lu.done(*ASKED, "--as-of", day, "--known-at", day).json
        assert then["rows"][0]["entrants"] is not None
        after_a_cut = cut(hoa_lu, then["position"], day)
        assert after_a_cut.done(*ASKED, "--as-of", day).json == then


def cut(whole: Caller, position: int, name: str) -> Caller:
    """A store that holds the events up to a position."""
    path = whole.db.with_name(f"{name}.db")
    with owned(copied_store(whole.db, path)) as connection:
        connection.execute("DELETE FROM commands WHERE first > ?", (position,))
        connection.execute("DELETE FROM events WHERE position > ?", (position,))
    shutil.copy(f"{whole.db}.keys", f"{path}.keys")
    shutil.copy(f"{whole.db}.key", f"{path}.key")
    again = Caller(whole._capsys, path)
    again.done("projections", "rebuild")
    return again


def test_what_came_is_what_progress_counts(hoa_lu: Caller) -> None:
    tested = rows(hoa_lu, "--as-of", END, "--back-test")
    asked = ("progress", "--year", "2024", "--as-of", END, "--depth", "1", "--json")
    counted = {row["unit"]: row["admitted_counted"] for row in hoa_lu.done(*asked).json["rows"]}
    assert {row["unit"]: row["actual"] for row in tested} == counted
    assert all(row["inside"] == (row["low"] <= row["actual"] <= row["high"]) for row in tested)


def test_the_score_stands_beside_the_forecast(hoa_lu: Caller) -> None:
    tested = rows(hoa_lu, "--as-of", END, "--back-test")
    answer = hoa_lu.done(*ASKED, "--as-of", END).json
    assert answer["score"] == {
        "forecasts": len(tested),
        "inside": sum(row["inside"] for row in tested),
        "stated": round(sum(row["stated"] for row in tested) / 100, 1),
        "mean_error": round(sum(abs(row["error"]) for row in tested) / len(tested), 1),
    }
    assert hoa_lu.done(*ASKED, "--as-of", QUARTER).json["score"] is None


def test_when_the_last_day_is_over_what_is_expected_is_what_came(hoa_lu: Caller) -> None:
    for row in rows(hoa_lu, "--as-of", END):
        assert row["expected"] == row["low"] == row["high"] == row["admitted"]
        assert row["stated"] == 100


def test_with_too_few_past_paths_nothing_is_expected(hoa_lu: Caller) -> None:
    """At the end of 2023 nobody had come to a ceremony yet."""
    early = ("--as-of", "2023-12-31", "--known-at", "2023-12-31")
    whole = rows(hoa_lu, *early, "--depth", "0")
    assert [(row["expected"], row["past_of"]) for row in whole] == [(None, None)]
    assert whole[0]["on_the_way"] > 100
    told = hoa_lu.done("forecast", "--year", "2024", *early).out
    assert "nothing expected = too few past paths are known to say" in told


def test_the_entrants_of_the_units_below_are_those_of_the_whole(hoa_lu: Caller) -> None:
    """By the end of the year; by June nobody who enters after March comes."""
    day = ("--as-of", QUARTER, "--known-at", QUARTER)
    asked = ("forecast", "--year", "2024", "--json", *day)
    whole, *below = hoa_lu.done(*asked).json["rows"]
    assert whole["entrants"] > 1
    assert whole["low"] <= whole["expected"] <= whole["high"]
    assert sum(row["entrants"] for row in below) == pytest.approx(whole["entrants"], abs=1)
    assert rows(hoa_lu, *day)[0]["entrants"] == 0


def test_of_fewer_days_than_a_year_the_rate_is_of_those_there_are(hoa_lu: Caller) -> None:
    """The first entry that is known is of 3 March 2023."""
    early = ("--as-of", "2023-12-31", "--known-at", "2023-12-31")
    told = "entries are known for less than 365 days: their rate is of the days there are"
    assert {row["entry_days"] for row in rows(hoa_lu, *early)} == {304}
    assert told in hoa_lu.done("forecast", "--year", "2024", *early).out
    assert {row["entry_days"] for row in rows(hoa_lu, "--as-of", QUARTER)} == {365}
    assert told not in hoa_lu.done("forecast", "--year", "2024", "--as-of", QUARTER).out


def test_where_no_entries_are_known_a_line_says_that_they_are_not_counted(hoa_lu: Caller) -> None:
    early = ("forecast", "--year", "2023", "--as-of", "2023-02-01")
    for row in hoa_lu.done(*early, "--json").json["rows"]:
        assert row["entrants"] is row["entry_days"] is None
    assert "nothing new = no entries of the 365 days before are known" in hoa_lu.done(*early).out


def test_the_legend_says_by_how_much_past_forecasts_missed(hoa_lu: Caller) -> None:
    """In Hoa Lư too few paths were known before March: a pace is supposed."""
    told = hoa_lu.done("forecast", "--year", "2024", "--as-of", QUARTER).out
    assert "varies by 15.0 %, as is supposed while no past forecast is over" in told
    found = rows(hoa_lu, "--as-of", QUARTER)
    assert {(row["pace"], row["quarters"]) for row in found} == {(15.0, 0)}


@pytest.mark.parametrize("what", [(), ("--back-test",)])
def test_a_page_has_the_same_forecasts_as_the_whole(hoa_lu: Caller, what: tuple[str, ...]) -> None:
    """Of units two levels down, seven at a time, and with the same score."""
    asked = (*ASKED, "--as-of", END if what else QUARTER, *what, "--depth", "2")
    whole = hoa_lu.done(*asked).json
    pages = [hoa_lu.done(*asked, "--limit", "7").json]
    while pages[-1]["next"]:
        pages.append(hoa_lu.done(*asked, "--limit", "7", "--after", pages[-1]["next"]).json)
    assert [row for page in pages for row in page["rows"]] == whole["rows"]
    assert {str(page["score"]) for page in pages} == {str(whole["score"])}


def test_a_page_reads_only_what_it_shows(hoa_lu: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    """However deep the list: the units of a page, what stands above them, and the sample."""
    held: list[int] = []
    begin = forecast_known.Known.__init__

    def counted(known: forecast_known.Known, *about: Any) -> None:  # noqa: ANN401 - as it is
        begin(known, *about)
        held.append(len(known.pasts))

    monkeypatch.setattr(forecast_known.Known, "__init__", counted)
    monkeypatch.setattr(forecast_known, "OF_A_KIND", 2)
    hoa_lu.done(*ASKED, "--as-of", QUARTER, "--depth", "9", "--limit", "0")
    whole = max(held)
    held.clear()
    hoa_lu.done(*ASKED, "--as-of", QUARTER, "--depth", "9", "--limit", "3")
    assert max(held) < whole / 2


def test_a_small_unit_is_judged_by_the_past_of_the_one_above(hoa_lu: Caller) -> None:
    found = rows(hoa_lu, "--as-of", QUARTER)
    assert {row["past_of"] for row in found} == {found[0]["unit"]}
    unit = found[-1]["unit"]
    alone = rows(hoa_lu, "--as-of", QUARTER, "--unit", unit, "--depth", "0")
    assert alone == [{**found[-1], "depth": 0}]


def test_a_day_of_another_year_is_refused(hoa_lu: Caller) -> None:
    outcome = hoa_lu("forecast", "--year", "2024", "--until", "2025-01-31")
    assert outcome.code == exits.USAGE
    assert "2025-01-31 is not in 2024" in outcome.err


def test_without_the_extra_a_sentence_says_what_to_install(
    hoa_lu: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [name for name in sys.modules if name.startswith("admission.app.forecast")]:
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, "scipy.stats", None)
    outcome = hoa_lu(*ASKED)
    assert outcome.code == exits.USAGE
    assert "admission[forecast]" in outcome.err
