"""`explain` on the demonstration of a quarter: every figure down to its people, papers and acts."""

from typing import Any

import pytest

from cli.commands.explain import EXPLAIN
from tests.cli.calling import Caller

NINH_MY = ("--unit", "Đảng ủy xã Ninh Mỹ", "--year", "2024")
QUARTER = ("--as-of", "2024-03-31")


def explained(hoa_lu: Caller, report: str, figure: str, *arguments: str) -> dict[str, Any]:
    answer = hoa_lu.done("explain", report, "--figure", figure, *arguments, "--json").json
    assert answer["schema"] == "admission.explain/1"
    assert set(answer) == {
        "schema", "as_of", "known_at", "position", "tree", "rows", "next", "demonstration",
        *EXPLAIN.extra,
    }  # fmt: skip
    keys = [column.key for column in EXPLAIN.columns]
    assert all(list(row) == keys for row in answer["rows"])
    return dict(answer)


def test_an_admission_names_its_person_paper_rulebook_and_who_recorded_it(hoa_lu: Caller) -> None:
    printed = hoa_lu.done("explain", "progress", "--figure", "admitted", *NINH_MY, *QUARTER).out
    first, what, sums, *_ = printed.splitlines()
    assert first.startswith("progress admitted of Đảng ủy xã Ninh Mỹ, 2024: 7 · as of 2024-03-31")
    assert what.startswith("admitted = ceremonies held in the period whose decision stands [vn-2")
    assert sums == "rows add up to: admitted 7"
    (line,) = [line for line in printed.splitlines() if "Nguyễn Khắc Nghĩa" in line]
    for shown in ("2024-01-31", "Chi bộ thôn 3, xã Ninh Mỹ", "2637", "2024-02-02", "vn-2021",
                  "Nguyễn Hữu Đông", "minutes of 2024-01-31", "no scan"):  # fmt: skip
        assert shown in line
    assert "recorded after the period" not in printed


def test_who_was_recorded_after_the_period_is_marked_and_is_the_difference(hoa_lu: Caller) -> None:
    """What was known at the end of January, and what is known now, differ by one person."""
    asked = ("progress", "admitted", *NINH_MY, "--as-of", "2024-01-31")
    then = explained(hoa_lu, *asked, "--known-at", "2024-01-31")
    now = explained(hoa_lu, *asked)
    assert (then["value"], now["value"]) == (1, 2)
    (early,) = then["rows"]
    late = [row for row in now["rows"] if row["after_period"]]
    assert [row["name"] for row in late] == ["Nguyễn Khắc Nghĩa"]
    assert late[0]["marks"] == ["recorded after the period"]
    assert early["name"] != late[0]["name"]
    printed = hoa_lu.done("explain", "progress", "--figure", "admitted", *asked[2:]).out
    assert "after the period = recorded after 2024-01-31" in printed


@pytest.mark.parametrize("by", [(), ("--by", "quarter"), ("--by", "group")])
@pytest.mark.parametrize("last", ["2024-01-31", "2024-03-31"])
def test_progress_counts_those_whom_explain_marks_as_recorded_after_the_period(
    hoa_lu: Caller, by: tuple[str, ...], last: str
) -> None:
    at = (*NINH_MY, *by, "--as-of", last)
    counted = 0
    for row in hoa_lu.done("progress", *at, "--depth", "0", "--json").json["rows"]:
        quarter = ["--quarter", row["period"][-1]] if "quarter" in by else []
        group = ["--group", row["group"]] if row["group"] else []
        of_row = (*NINH_MY, *quarter, *group, "--as-of", last)
        rows = explained(hoa_lu, "progress", "admitted", *of_row)["rows"]
        marked = [each for each in rows if "recorded after the period" in each["marks"]]
        assert row["recorded_late"] == len(marked)
        counted += row["recorded_late"]
    assert counted or last == "2024-03-31"


def test_progress_says_how_many_were_recorded_late_only_where_some_were(hoa_lu: Caller) -> None:
    note = "Đảng ủy xã Ninh Mỹ, 2024: 1 of 2 admitted recorded after the last day that counts"
    assert note in hoa_lu.done("progress", *NINH_MY, "--as-of", "2024-01-31").out.splitlines()
    at_that_time = ("--as-of", "2024-01-31", "--known-at", "2024-01-31")
    assert "admitted recorded after" not in hoa_lu.done("progress", *NINH_MY, *at_that_time).out


@pytest.mark.parametrize(
    ("report", "figure", "value", "parts"),
    [
        ("progress", "target", 13, {"target": 13}),
        ("progress", "percent", "53.85", {"admitted": 7, "target": 13}),
        ("progress", "dossiers_open", 4, {"dossiers_open": 4}),
        ("coverage", "not_in_pipeline", 2, {
            "target": 13, "admitted": 7, "decided": 0, "at_authority": 0,
            "dossiers_before_authority": 4,
        }),
    ],
)  # fmt: skip
def test_a_figure_is_the_sum_of_its_rows(
    hoa_lu: Caller, report: str, figure: str, value: object, parts: dict[str, int]
) -> None:
    answer = explained(hoa_lu, report, figure, *NINH_MY, *QUARTER)
    assert (answer["value"], answer["parts"]) == (value, parts)
    sums = dict.fromkeys(parts, 0)
    for row in answer["rows"]:
        sums[row["part"]] += row["counts"]
    assert sums == parts


def test_an_unconfirmed_zero_is_explained_as_unknown(hoa_lu: Caller) -> None:
    health = ("--unit", "Chi bộ Trung tâm Y tế huyện Hoa Lư", "--year", "2024", *QUARTER)
    asked = ("explain", "progress", "--figure", "admitted", *health)
    early = hoa_lu.done(*asked, "--known-at", "2024-04-01").out
    assert "2024: –" in early
    assert "not known: none is recorded, and the unit is not confirmed to the end of" in early
    assert "2024: 0" in hoa_lu.done(*asked).out
    confirmed = explained(hoa_lu, "progress", "confirmed_to", *health)
    assert confirmed["value"] == "2024-06-30"
    (row,) = confirmed["rows"]
    assert (row["unit_name"], row["type"]) == ("Huyện ủy Hoa Lư", "period-confirmed")


def test_targets_of_those_below_are_named_where_a_unit_has_its_own(hoa_lu: Caller) -> None:
    district = ("--unit", "Huyện ủy Hoa Lư", "--year", "2024", *QUARTER)
    answer = explained(hoa_lu, "progress", "target", *district)
    assert answer["value"] == 158
    assert "handed down to the units right below: 161" in str(answer["how"])
    own, *below = answer["rows"]
    assert (own["counts"], own["document_number"]) == (158, "112-KH/HU")
    assert {(row["part"], row["counts"]) for row in below} == {("left out", 0)}
    assert "13 people: part of the unit's own target" in {row["why"] for row in below}


def test_a_quarter_and_a_group_are_explained_as_their_rows_are(hoa_lu: Caller) -> None:
    for by, asked in (("quarter", "--quarter"), ("group", "--group")):
        rows = hoa_lu.done("progress", *NINH_MY, *QUARTER, "--by", by, "--depth", "0", "--json")
        for row in rows.json["rows"]:
            slot = row["period"][-1] if by == "quarter" else row["group"]
            answer = explained(hoa_lu, "progress", "admitted", *NINH_MY, *QUARTER, asked, slot)
            assert answer["value"] == row["admitted"]
            assert answer["period"] == row["period"]


def test_pages_of_an_explanation_put_together_are_the_whole(hoa_lu: Caller) -> None:
    asked = ("progress", "percent", *NINH_MY, *QUARTER)
    whole = explained(hoa_lu, *asked)["rows"]
    first = explained(hoa_lu, *asked, "--limit", "5")
    rest = explained(hoa_lu, *asked, "--after", str(first["next"]))
    assert [*first["rows"], *rest["rows"]] == whole
    csv = hoa_lu.done("explain", asked[0], "--figure", asked[1], *asked[2:], "--csv").out
    assert len(csv.splitlines()) == 9


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--figure", "nothing", *NINH_MY), "'nothing' is not one of"),
        (("--figure", "admitted", *NINH_MY, "--quarter", "1", "--group", "youth"), "not both"),
    ],
)
def test_what_cannot_be_asked_is_said(
    hoa_lu: Caller, arguments: tuple[str, ...], said: str
) -> None:
    outcome = hoa_lu("explain", "progress", *arguments)
    assert outcome.code == 2
    assert said in outcome.err


def test_a_unit_that_was_not_there_is_said_to_have_none(hoa_lu: Caller) -> None:
    outcome = hoa_lu(
        "explain", "progress", "--figure", "admitted", "--unit", NINH_MY[1], "--year", "1946",
        "--as-of", "2024-03-31",
    )  # fmt: skip
    assert outcome.code == 2
    assert "There was no unit Đảng ủy xã Ninh Mỹ in that period" in outcome.err
