"""`audit conformance` on the demonstration of a quarter, and on a store without any path."""

import json

from tests.cli.calling import Caller

NINH_MY = "Đảng ủy xã Ninh Mỹ"


def test_an_empty_store_has_nothing_out_of_the_rules(call: Caller) -> None:
    assert call.done("audit", "conformance", "--json").json["rows"] == []


def test_every_late_and_irregular_step_is_in_a_line_that_leads_to_it(hoa_lu: Caller) -> None:
    rows = hoa_lu.done("audit", "conformance", "--json").json["rows"]
    found = {
        (row["deviation"], row["rule"], event["position"])
        for row in rows
        for event in row["events"]
    }
    flagged = [
        (line["position"], line["event"])
        for line in hoa_lu.done("events").lines
        if line["event"].get("late") or line["event"].get("against_rules")
    ]
    assert flagged
    for position, event in flagged:
        assert {("deadline-missed", rule, position) for rule in event["late"]} <= found
        assert {("irregular", rule, position) for rule in event["against_rules"]} <= found
    assert all(row["number"] == len(row["events"]) <= row["of"] for row in rows)
    missed = [event for row in rows if row["deviation"] == "deadline-missed"
              for event in row["events"]]  # fmt: skip
    assert all(event["days"] > 0 for event in missed)


def test_a_unit_and_a_year_are_a_part_of_the_whole(hoa_lu: Caller) -> None:
    whole = hoa_lu.done("audit", "conformance", "--json").json
    years = [hoa_lu.done("audit", "conformance", "--year", year, "--json").json
             for year in ("2022", "2023", "2024")]  # fmt: skip
    assert sum(year["steps"] for year in years) == whole["steps"]
    lines = [json.dumps(row) for year in years for row in year["rows"]]
    assert sorted(lines) == sorted(json.dumps(row) for row in whole["rows"])
    under = hoa_lu.done("audit", "conformance", "--unit", NINH_MY, "--json").json
    assert under["rows"]
    assert all(row in whole["rows"] for row in under["rows"])
    assert 0 < under["steps"] < whole["steps"]


def test_through_a_tree_of_today_lines_are_of_the_unit_that_stands_there(hoa_lu: Caller) -> None:
    now = hoa_lu.done("audit", "conformance", "--tree", "as-now", "--json").json
    was = hoa_lu.done("audit", "conformance", "--json").json
    assert now["tree"] == "as-now"
    assert sum(row["number"] for row in now["rows"]) == sum(row["number"] for row in was["rows"])


def test_pages_of_conformance_put_together_are_the_whole(hoa_lu: Caller) -> None:
    whole = hoa_lu.done("audit", "conformance", "--json").json["rows"]
    first = hoa_lu.done("audit", "conformance", "--json", "--limit", "3").json
    rest = hoa_lu.done("audit", "conformance", "--json", "--after", first["next"]).json
    assert [*first["rows"], *rest["rows"]] == whole
