"""`admission forecast`: who is expected by the end of a year, and how well that did in the past."""

import sys
from typing import Any, Final

import pytest

from cli import exits
from tests.cli.calling import Caller

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
    same = ("admitted", "on_the_way", "expected", "low", "high")
    assert len(then) > 10
    assert tested.keys() == {row["unit"] for row in then}
    for row in then:
        assert {key: tested[row["unit"]][key] for key in same} == {key: row[key] for key in same}


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
        "mean_error": round(sum(abs(row["error"]) for row in tested) / len(tested), 1),
    }
    assert hoa_lu.done(*ASKED, "--as-of", QUARTER).json["score"] is None


def test_when_the_last_day_is_over_what_is_expected_is_what_came(hoa_lu: Caller) -> None:
    for row in rows(hoa_lu, "--as-of", END):
        assert row["expected"] == row["low"] == row["high"] == row["admitted"]


def test_with_too_few_past_paths_nothing_is_expected(hoa_lu: Caller) -> None:
    """At the end of 2023 nobody had come to a ceremony yet."""
    early = ("--as-of", "2023-12-31", "--known-at", "2023-12-31")
    whole = rows(hoa_lu, *early, "--depth", "0")
    assert [(row["expected"], row["past_of"]) for row in whole] == [(None, None)]
    assert whole[0]["on_the_way"] > 100
    told = hoa_lu.done("forecast", "--year", "2024", *early).out
    assert "nothing expected = too few past paths are known to say" in told


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
    for module in ("admission.app.forecast", "admission.app.forecasting"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, "scipy.stats", None)
    outcome = hoa_lu(*ASKED)
    assert outcome.code == exits.USAGE
    assert "admission[forecast]" in outcome.err
