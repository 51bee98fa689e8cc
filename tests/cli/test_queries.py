import csv
import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cli.questions import Question
from tests.cli import lines
from tests.cli.calling import Caller, written
from tests.house import generate_cli

QUARTER = ("--as-of", "2024-03-31")
PROGRESS = ("progress", "--year", "2024", *QUARTER)
THROUGH_A_TREE = {
    "status/1", "progress/1", "coverage/1", "due/1", "targets/1", "figures/1", "balance/1",
    "classes/1", "undocumented-steps/1", "comparison/1", "units-without-admissions/1",
}  # fmt: skip
LISTINGS = {listing.schema: listing for listing in generate_cli.listings()}


def some_candidate(hoa_lu: Caller, stage: str = "dossier") -> str:
    rows = hoa_lu.done("status", "--stage", stage, *QUARTER, "--json").json["rows"]
    return str(rows[0]["candidate"])


@pytest.mark.parametrize(
    ("schema", "arguments"),
    [
        ("status/1", ("status", *QUARTER)),
        ("progress/1", PROGRESS),
        ("coverage/1", ("coverage", "--year", "2024", *QUARTER)),
        ("comparison/1", ("compare", "--year", "2024", *QUARTER)),
        ("units-without-admissions/1", ("unit", "without-admissions", "--years", "1", *QUARTER)),
        ("due/1", ("due", *QUARTER)),
        ("people/1", ("person", "find", "nguyen")),
        ("units/1", ("unit", "list")),
        ("unit/1", ("unit", "show", "Huyện ủy Hoa Lư")),
        ("unit-counts/1", ("unit", "count")),
        ("unit-changes/1", ("unit", "count", "--since", "1990-01-01")),
        ("unit-acts/1", ("unit", "acts", "--since", "1900-01-01")),
        ("targets/1", ("target", "list", "--year", "2024")),
        ("figures/1", ("figure", "list")),
        ("balance/1", ("balance", "--year", "2024")),
        ("classes/1", ("class", "list")),
        ("rulebooks/1", ("rulebook", "list")),
        ("rulebook/1", ("rulebook", "show", "vn-2021")),
        ("calendars/1", ("calendar", "list")),
        ("undocumented-steps/1", ("document", "missing")),
        ("projections/1", ("projections", "status")),
        ("doctor/1", ("doctor",)),
    ],
)
def test_json_has_the_documented_keys_and_nothing_else(
    hoa_lu: Caller, schema: str, arguments: tuple[str, ...]
) -> None:
    answer = hoa_lu.done(*arguments, "--json").json
    listing = LISTINGS[schema]
    assert answer["schema"] == f"admission.{schema}"
    assert set(answer) == {
        "schema", "as_of", "known_at", "position", "rows", "next", "demonstration", *listing.extra,
        *(["tree"] if schema in THROUGH_A_TREE else []),
    }  # fmt: skip
    assert answer["rows"]
    keys = [column.key for column in listing.columns]
    assert all(list(row) == keys for row in answer["rows"])


@pytest.mark.parametrize("name", ["why", "history"])
def test_what_is_asked_of_a_candidate_has_the_documented_keys(hoa_lu: Caller, name: str) -> None:
    answer = hoa_lu.done(name, some_candidate(hoa_lu), *QUARTER, "--json").json
    listing = LISTINGS[f"{name}/1"]
    assert answer["rows"]
    assert all(list(row) == [c.key for c in listing.columns] for row in answer["rows"])
    assert set(listing.extra) <= set(answer)


def test_progress_counts_as_printed(hoa_lu: Caller) -> None:
    rows = hoa_lu.done(*PROGRESS, "--depth", "9", "--json").json["rows"]
    district, by_name = rows[0], {row["name"]: row for row in rows}
    assert (district["admitted"], district["target"], district["percent"]) == (41, 158, "25.95")
    commune = by_name["Đảng ủy xã Ninh Mỹ"]
    assert (commune["admitted"], commune["target"], commune["percent"]) == (7, 13, "53.85")
    assert commune["dossiers_open"] == 4
    classes = hoa_lu.done("class", "list", "--json").json["rows"]
    assert (len(classes), sum(row["people"] for row in classes)) == (3, 185)


def test_an_unconfirmed_zero_is_a_dash_and_null_with_its_count_beside_it(hoa_lu: Caller) -> None:
    """What was known before the district confirmed at the end of June."""
    early = (*PROGRESS, "--known-at", "2024-04-01")
    rows = hoa_lu.done(*early, "--json").json["rows"]
    nothing = [row for row in rows if not row["admitted_counted"]]
    assert nothing
    assert {(row["admitted"], row["percent"], row["confirmed_to"]) for row in nothing} == {
        (None, None, None)
    }
    printed = hoa_lu.done(*early).out
    assert "– = none recorded" in printed
    assert re.search(r"Chi bộ Trung tâm Y tế .+ 3 +– +– +1 +– +–$", printed, re.MULTILINE)
    later = hoa_lu.done(*PROGRESS, "--json").json["rows"]
    assert {row["confirmed_to"] for row in later} == {"2024-06-30"}
    assert None not in {row["admitted"] for row in later}


def test_a_stated_figure_is_printed_apart(call: Caller, tmp_path: Path) -> None:
    """With the paper it was stated on; nobody is admitted by it."""
    call.done("apply", written(tmp_path / "a.jsonl", [lines.found_province()]))
    told = ("--indicator", "admitted", "--period", "2024-Q1", "--number", "52")
    paper = ("--document", "kind=telephone", "--on", "2024-04-02")
    call.done("record", "state-figure", "--unit", lines.PROVINCE, *told, *paper)
    printed = call.done(*PROGRESS).out
    assert "admitted 52 in 2024-Q1 [telephone, 2024-04-02]" in printed
    assert "nobody is counted by it" in printed
    assert "nobody is counted by it" not in call.done(*PROGRESS[:-1], "2024-03-30").out
    (row,) = call.done(*PROGRESS, "--json").json["rows"]
    assert (row["admitted"], row["admitted_counted"]) == (None, 0)
    (stated,) = row["stated"]
    assert (stated["number"], stated["period"], stated["document_kind"]) == (
        52,
        "2024-Q1",
        "telephone",
    )


def test_a_unit_says_how_far_it_is_confirmed_and_by_whom(
    hoa_lu: Caller, call: Caller, tmp_path: Path
) -> None:
    unit = ("unit", "show", "Đảng ủy xã Ninh Mỹ")
    answer = hoa_lu.done(*unit, "--json").json
    (made,) = answer["confirmations"]
    assert answer["confirmed_to"] == made["through"] == made["confirmed_on"] == "2024-06-30"
    said = f"complete to 2024-06-30, on 2024-06-30 by {made['actor']} for Huyện ủy Hoa Lư"
    assert said in hoa_lu.done(*unit).out
    early = hoa_lu.done(*unit, "--known-at", "2024-04-01").out
    assert "not confirmed as complete to any day" in early
    call.done(
        "apply", written(tmp_path / "a.jsonl", [lines.found_province(), lines.found_district()])
    )
    district = lines.DISTRICT
    call.done("record", "confirm-period", "--unit", district, "--through", "2024-03-31")
    province = call.done("unit", "show", lines.PROVINCE).out
    assert "complete to 2024-03-31 by all units right below it" in province


def test_progress_rows_come_parent_first(hoa_lu: Caller) -> None:
    rows = hoa_lu.done("unit", "list", "--json").json["rows"]
    seen: set[str | None] = {None}
    for row in rows:
        assert row["parent"] in seen
        seen.add(row["unit"])
    ordered = [row["unit"] for row in rows]
    shown = hoa_lu.done(*PROGRESS, "--depth", "9", "--json").json["rows"]
    assert [row["unit"] for row in shown] == ordered


@pytest.mark.parametrize("by", ["unit", "quarter", "group"])
def test_progress_has_a_row_for_each_part(hoa_lu: Caller, by: str) -> None:
    rows = hoa_lu.done(*PROGRESS, "--by", by, "--depth", "0", "--json").json["rows"]
    assert len(rows) == 4 if by == "quarter" else rows
    if by == "unit":
        assert len(rows) == 1


def test_two_of_ninh_my_are_not_in_the_pipeline_by_the_promised_day(hoa_lu: Caller) -> None:
    """13 - 7 - 4 = 2: so many are neither admitted nor have a dossier open."""
    asked = ("coverage", "--year", "2024", *QUARTER, "--unit", "Đảng ủy xã Ninh Mỹ", "--depth", "0")
    (row,) = hoa_lu.done(*asked, "--json").json["rows"]
    assert (row["target"], row["admitted"], row["dossiers_before_authority"]) == (13, 7, 4)
    assert (row["decided"], row["at_authority"]) == (0, 0)
    assert (row["not_in_pipeline"], row["surplus"], row["plan"]) == (2, 0, "below")
    assert (row["months_left"], row["pace_needed"], row["pace_so_far"]) == (9, "0.67", "2.33")
    printed = hoa_lu.done(*asked).out
    assert "7 admitted = 53.85 % of the plan\n" in printed
    assert re.search(r"Đảng ủy xã Ninh Mỹ +13 +7 +53\.85 +0 +0 +4 +2 +below +9 +0\.67", printed)


def test_coverage_says_in_sentences_what_the_bodies_come_to(hoa_lu: Caller) -> None:
    asked = ("coverage", "--year", "2024", *QUARTER)
    said = hoa_lu.done(*asked, "--json").json["summary"]
    assert said == [
        "41 admitted = 25.95 % of the plan; 0 bodies above, 0 on target, 11 with at least one",
        "of 18 bodies with a target of their own 11 below the plan, 7 with none",
    ]
    printed = hoa_lu.done(*asked).out
    assert said[0] in printed
    assert "–" not in re.sub("Tài chính –", "", printed)
    early = hoa_lu.done(*asked, "--known-at", "2024-04-01").out
    assert "7 with none recorded and not confirmed" in early
    assert "– = none recorded" in early


def test_tables_say_what_counts_and_that_it_is_a_demonstration(hoa_lu: Caller) -> None:
    printed = hoa_lu.done(*PROGRESS).out
    assert "demonstration data" in printed.splitlines()[0]
    assert "admitted = ceremonies held in the period whose decision stands" in printed
    assert "25.95" in printed


@pytest.mark.parametrize(
    "arguments",
    [("status", *QUARTER), (*PROGRESS, "--depth", "9"), ("unit", "list"), ("due", *QUARTER),
     ("person", "find", "nguyen"), ("rulebook", "show", "vn-2021")],
)  # fmt: skip
def test_pages_put_together_are_the_whole(hoa_lu: Caller, arguments: tuple[str, ...]) -> None:
    whole = hoa_lu.done(*arguments, "--json").json["rows"]
    pages, after = [], None
    while True:
        cursor = ("--after", after) if after else ()
        page = hoa_lu.done(*arguments, "--limit", "17", *cursor, "--json").json
        assert len(page["rows"]) <= 17
        pages += page["rows"]
        after = page["next"]
        if after is None:
            break
    assert pages == whole


def test_a_table_has_fifty_rows_and_says_how_to_go_on(hoa_lu: Caller) -> None:
    lines_shown = hoa_lu.done("status").out.splitlines()
    assert len(lines_shown) == 50 + 4
    assert lines_shown[-2].startswith("there is more: --after ")
    assert lines_shown[-1].startswith("log admission.internal/")
    assert len(hoa_lu.done("status", "--limit", "0").out.splitlines()) > 54


@pytest.mark.parametrize("query", [("target", "list"), ("status",), ("events",)])
def test_a_page_may_be_longer_than_any_number_of_rows(hoa_lu: Caller, query: str) -> None:
    assert hoa_lu.done(*query, "--limit", f"{10**30}").out


def test_a_cursor_of_another_list_is_a_wrong_usage(hoa_lu: Caller) -> None:
    outcome = hoa_lu("status", "--after", "nonsense")
    assert outcome.code == 2
    assert "nonsense is no cursor of this list" in outcome.err


def test_csv_has_the_keys_of_json_and_remarks_beside_it(hoa_lu: Caller) -> None:
    outcome = hoa_lu.done("status", "--csv", "--limit", "5", *QUARTER)
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    given = hoa_lu.done("status", "--json", "--limit", "5", *QUARTER).json["rows"]
    assert [row["name"] for row in rows] == [row["name"] for row in given]
    assert list(rows[0]) == list(given[0])
    assert "demonstration data" in outcome.err
    assert "there is more: --after" in outcome.err


def test_why_says_what_is_done_and_what_is_missing_by_which_rule(hoa_lu: Caller) -> None:
    answer = hoa_lu.done("why", some_candidate(hoa_lu), *QUARTER, "--json").json
    assert answer["next_step"] == "certify-cv"
    assert answer["acting"].startswith("unit-")
    parts = {row["part"] for row in answer["rows"]}
    assert parts == {"done", "missing", "waiting"}
    assert all(row["rule"] for row in answer["rows"] if row["part"] != "done")
    permitted = next(row for row in answer["rows"] if row["milestone"] == "dossier-permitted")
    assert permitted["document"]["kind"] == "permission"


def test_why_says_apart_what_a_coming_day_reaches(hoa_lu: Caller) -> None:
    """The end of a term that runs is nothing done; on that day it is."""
    candidate = some_candidate(hoa_lu, "probation")

    def told(day: str) -> list[tuple[str, str]]:
        rows = hoa_lu.done("why", candidate, "--as-of", day, "--json").json["rows"]
        return [(row["part"], row["on"]) for row in rows if row["milestone"] == "term-ended"]

    [(part, ends)] = told("2024-03-31")
    assert part == "ahead"
    assert ends > "2024-03-31"
    assert told(ends) == [("done", ends)]


def test_why_says_when_no_rulebook_is_in_force(hoa_lu: Caller) -> None:
    """Without one nobody can tell the next step: that is said, and what to do."""
    printed = hoa_lu.done("why", some_candidate(hoa_lu), "--as-of", "2026-01-01").out
    assert "no rulebook is in force on 2026-01-01" in printed
    assert "no further step" not in printed


def test_why_is_a_table_for_each_part_and_names_the_next_command(hoa_lu: Caller) -> None:
    printed = hoa_lu.done("why", some_candidate(hoa_lu), *QUARTER).out
    for part in ("done", "missing for hold-cell-vote", "clocks that run"):
        assert f"\n\n{part}\nwhat " in printed
    assert "`admission record certify-cv --help`" in printed


def test_a_table_of_what_is_due_has_days_late_or_days_left(hoa_lu: Caller) -> None:
    late = hoa_lu.done("due", "--overdue", *QUARTER).out.splitlines()
    assert late[2].split()[-1] == "overdue"
    assert "0" not in {line.split()[-1] for line in late[3:]}


def test_a_table_of_history_cites_the_papers(hoa_lu: Caller) -> None:
    printed = hoa_lu.done("history", some_candidate(hoa_lu), *QUARTER).out
    (line,) = (line for line in printed.splitlines() if "dossier-permitted" in line)
    assert re.search(r"permission \S+ of 20\d\d-\d\d-\d\d +no scan$", line)
    assert not re.search(r"\d\dT\d\d", printed)


def test_due_fails_when_asked_to_and_something_is_late(hoa_lu: Caller) -> None:
    assert hoa_lu("due", "--overdue", "--fail", *QUARTER).code == 1
    assert hoa_lu("due", "--overdue", *QUARTER).code == 0
    late = hoa_lu.done("due", "--overdue", *QUARTER, "--json").json["rows"]
    assert all(row["overdue_by"] > 0 for row in late)
    soon = hoa_lu.done("due", "--within", "30d", *QUARTER, "--json").json["rows"]
    assert all(row["due_on"] <= "2024-04-30" for row in soon if row["due_on"])
    assert hoa_lu("due", "--within", "soon").code == 2


def test_a_candidate_may_be_named_by_the_id_of_the_person(hoa_lu: Caller) -> None:
    row = hoa_lu.done("status", *QUARTER, "--limit", "1", "--json").json["rows"][0]
    again = hoa_lu.done("status", row["person"], *QUARTER, "--json").json["rows"]
    assert again == [row]


def test_what_was_known_is_asked_by_position_or_day(rehearsal: Caller, tmp_path: Path) -> None:
    story = [
        {**lines.found_province(), "recorded_at": "2024-01-02T03:00:00Z"},
        {**lines.found_district(), "recorded_at": "2024-01-04T17:00:00Z"},
    ]
    rehearsal.done("apply", written(tmp_path / "a.jsonl", story))
    count = {
        known: len(rehearsal.done("unit", "list", "--known-at", known, "--json").json["rows"])
        for known in ("2", "3", "4", "2024-01-01", "2024-01-03", "2024-01-04", "2024-01-05")
    }
    # 17:00 UTC on the 4th is midnight: the 5th has begun in the store's time zone.
    assert list(count.values()) == [0, 1, 2, 0, 1, 1, 2]


def test_today_is_that_of_the_time_zone(call: Caller) -> None:
    as_of = call.done("unit", "list", "--json").json["as_of"]
    assert as_of == (datetime.now(UTC) + timedelta(hours=7)).date().isoformat()


def test_events_are_filtered(hoa_lu: Caller) -> None:
    candidate = some_candidate(hoa_lu)
    own = hoa_lu.done("events", "--candidate", candidate).lines
    assert {line["stream"] for line in own} == {candidate}
    assert [line["version"] for line in own] == list(range(1, len(own) + 1))
    later = hoa_lu.done("events", "--candidate", candidate, "--after", str(own[0]["position"]))
    assert later.lines == own[1:]
    classes = hoa_lu.done("events", "--type", "class-ordered").lines
    assert {line["type"] for line in classes} == {"class-ordered"}
    assert len(hoa_lu.done("events", "--limit", "3").lines) == 3
    commune = hoa_lu.done("events", "--unit", "Đảng ủy xã Ninh Mỹ").lines
    everything = hoa_lu.done("events").lines
    assert 0 < len(commune) < len(everything)


def test_a_copied_events_file_alone_answers(hoa_lu: Caller, tmp_path: Path) -> None:
    (tmp_path / "alone").mkdir()
    alone = Caller(hoa_lu._capsys, tmp_path / "alone" / "copy.db")
    alone.db.write_bytes(hoa_lu.db.read_bytes())
    assert alone.done(*PROGRESS, "--json").json == hoa_lu.done(*PROGRESS, "--json").json


def test_where_nothing_may_be_written_the_rows_are_built_elsewhere(
    hoa_lu: Caller, tmp_path: Path
) -> None:
    (tmp_path / "alone" / "copy.db.projections").mkdir(parents=True)
    alone = Caller(hoa_lu._capsys, tmp_path / "alone" / "copy.db")
    alone.db.write_bytes(hoa_lu.db.read_bytes())
    assert alone.done(*PROGRESS, "--json").json == hoa_lu.done(*PROGRESS, "--json").json


@pytest.mark.sqlite_only("the file of rows")
def test_rows_that_cannot_be_caught_up_say_what_they_are_behind_by(
    call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = call.db.with_name("live.db.projections")
    old = rows.read_bytes()
    call.done("apply", written(tmp_path / "a.jsonl", [lines.found_province()]))
    for path in call.db.parent.glob("live.db.projections*"):
        path.unlink()
    rows.write_bytes(old)
    monkeypatch.setattr("admission.app.views._caught_up", lambda *_: None)
    answer = call.done("unit", "list", "--json").json
    assert (answer["position"], answer["behind_by"], answer["rows"]) == (2, 1, [])
    assert "behind by 1 event," in call.done("unit", "list").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("status", "candidate-x"), "There is no candidate candidate-x"),
        (("why", "candidate-x"), "There is no candidate candidate-x"),
        (("history", "candidate-x"), "There is no candidate candidate-x"),
        (("status", "--unit", "Atlantis"), "There is no unit Atlantis"),
        (("unit", "show", "Atlantis"), "There is no unit Atlantis"),
        (("class", "show", "class-x"), "There is no class class-x"),
        (("target", "show", "target-x"), "There is no target target-x"),
        (("rulebook", "show", "vn-1900"), "There is no rulebook vn-1900"),
        (("calendar", "show", "1999"), "No calendar of 1999 is recorded"),
        (("status", "--as-of", "2024-02-30"), "is no day"),
        (("status", "--known-at", "yesterday"), "no day and no time"),
        (
            ("status", "--known-at", "99999999"),
            "there is no position 99999999: the last event is at",
        ),
        (("demo", "atlantis"), "there is no atlantis"),
        (("schema", "fly"), "There is no command or event fly"),
        (("fly",), "No such command 'fly'"),
    ],
)
def test_what_is_not_there_is_a_sentence(
    call: Caller, arguments: tuple[str, ...], said: str
) -> None:
    outcome = call(*arguments)
    assert outcome.code == 2
    assert said in outcome.err


def test_a_question_knows_its_clocks() -> None:
    assert {"as_of", "known_at", "limit", "after"} <= set(Question._fields)


BALANCE = ("balance", "--from", "2024-01-01", "--to", "2024-03-31")


def test_the_balance_of_the_quarter_closes_with_the_members_printed(hoa_lu: Caller) -> None:
    district = hoa_lu.done(*BALANCE, "--depth", "0", "--json").json["rows"][0]
    assert (district["opening_source"], district["admitted"], district["closing"]) == (
        "sum",
        41,
        5197,
    )
    printed = hoa_lu.done(*BALANCE, "--unit", "Đảng ủy xã Ninh Mỹ", *QUARTER).out
    assert "source stated = newest figure stated before the period" in printed
    assert re.search(r"^Đảng ủy xã Ninh Mỹ +502 +stated +7 .* 509$", printed, re.MULTILINE)


def test_a_balance_is_compared_with_the_figure_stated_for_its_last_day(hoa_lu: Caller) -> None:
    said = ("--unit", "Đảng ủy xã Ninh Mỹ", "--indicator", "members", "--number", "510")
    paper = ("--document", "kind=telephone-note", "--period", "2024-03-31", "--on", "2024-04-02")
    told = (line["event"] for line in hoa_lu.done("events").lines)
    account = next(event["account"] for event in told if "account" in event)
    hoa_lu.done("--actor", account, "record", "state-figure", *said, *paper)
    printed = hoa_lu.done(*BALANCE, "--depth", "1").out
    assert "difference = closing − stated" in printed
    assert re.search(r"Ninh Mỹ .* 509 +510 +-1$", printed, re.MULTILINE)
    assert re.search(r"Ninh Vân .* 608 +– +–$", printed, re.MULTILINE)


def test_what_is_not_known_is_a_dash_and_not_nought(hoa_lu: Caller) -> None:
    printed = hoa_lu.done("balance", "--year", "2020", "--as-of", "2023-05-08", "--depth", "0").out
    assert "– = not known" not in printed
    assert re.search(r"^Huyện ủy Hoa Lư +[0-9]+ +sum ", printed, re.MULTILINE)
    early = hoa_lu.done("balance", "--year", "1980", "--as-of", "2023-05-08", "--depth", "0").out
    assert "– = not known" in early
    assert re.search(r"^Huyện ủy Hoa Lư +– +– .* –$", early, re.MULTILINE)


@pytest.mark.parametrize(
    "wrong",
    [(), ("--year", "2024", "--to", "2024-03-31"), ("--from", "2024-01-01"),
     ("--year", "2024", "--from", "2024-01-01", "--to", "2024-03-31")],
)  # fmt: skip
def test_a_balance_is_of_a_year_or_from_a_day_to_a_day(
    hoa_lu: Caller, wrong: tuple[str, ...]
) -> None:
    outcome = hoa_lu("balance", *wrong)
    assert outcome.code == 2
    assert "Give either --year, or --from and --to." in outcome.err
    turned = hoa_lu("balance", "--from", "2024-04-01", "--to", "2024-03-31")
    assert (turned.code, "before it begins" in turned.err) == (2, True)


def test_counts_of_units_add_up_between_two_days(hoa_lu: Caller) -> None:
    """Nothing ended here: what there is was founded; each founding is an act of its own."""
    rows = hoa_lu.done("unit", "count", "--since", "1900-01-01", "--json").json["rows"]
    assert all((row["was"], row["founded"]) == (0, row["now"]) for row in rows)
    acts = hoa_lu.done("unit", "acts", "--since", "1900-01-01", "--json").json["rows"]
    assert len(acts) == sum(row["now"] for row in rows)
    table = hoa_lu.done("unit", "acts", "--since", "1900-01-01", "--limit", "1").out
    assert re.search(r"founded .* \+1 ", table)
    assert "there is more: --after" in table


def test_acts_are_asked_from_an_earlier_day_to_a_later_one(hoa_lu: Caller) -> None:
    asked = ("--since", "2024-02-01", "--as-of", "2024-01-01")
    for command in ("count", "acts"):
        refused = hoa_lu("unit", command, *asked)
        assert refused.code == 2
        assert "2024-02-01 is after 2024-01-01" in refused.err


def test_a_unit_is_compared_with_those_beside_it(hoa_lu: Caller) -> None:
    """Ninh Mỹ's 7 of 13: its place among the communes; what is not known has none."""
    asked = ("compare", "--year", "2024", "--unit", "Đảng ủy xã Ninh Mỹ", *QUARTER)
    answer = hoa_lu.done(*asked, "--json").json
    (ninh_my,) = [row for row in answer["rows"] if row["asked"]]
    assert (ninh_my["admitted"], ninh_my["percent"]) == (7, "53.85")
    known = sorted((row["admitted"] for row in answer["rows"] if row["rank"]), reverse=True)
    assert ninh_my["rank"] == known.index(7) + 1
    assert answer["siblings"]["admitted"]["values"] == len(known)
    table = hoa_lu.done(*asked).out
    assert f"mean {answer['siblings']['admitted']['mean']}, median" in table
    assert "ratio = admitted * 100 / last year" in table


def test_units_in_which_nobody_was_admitted_are_listed(hoa_lu: Caller) -> None:
    """Ninh Mỹ admitted 7 and is not among them; an unconfirmed 0 is a dash."""
    asked = ("unit", "without-admissions", "--years", "1", *QUARTER)
    answer = hoa_lu.done(*asked, "--json").json
    names = {row["name"] for row in answer["rows"]}
    assert "Đảng ủy xã Ninh Mỹ" not in names
    assert len(answer["rows"]) == answer["without"] < answer["units"]
    assert {row["first"] for row in answer["rows"]} == {"2023-04-01"}
    assert f"{answer['without']} of {answer['units']} units" in hoa_lu.done(*asked).out
