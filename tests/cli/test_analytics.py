"""The folders of analytics, and reports over them: figures as elsewhere, or one clear sentence."""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from admission.app.bootstrap import create_store
from cli import exits
from cli.commands.analytics import LISTINGS
from tests.app.analytics_folders import all_of
from tests.app.stores import unprivileged
from tests.cli.calling import Caller, on_a_terminal
from tests.cli.test_corrections import WHY, ceremony_of_january, two
from tests.cli.test_exchange import failing
from tests.cli.test_parquet import compare_with

REFUSED: Final = (
    *("record", "found-unit", "--name", "x", "--kind", "cell"),
    *("--on", "2099-01-01"),
)


@pytest.fixture
def out(hoa_lu: Caller, tmp_path: Path) -> Path:
    hoa_lu.done("analytics", "export", tmp_path / "out")
    return tmp_path / "out"


def rows(caller: Caller, *asked: str | Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = caller.done("analytics", "report", *asked, "--json").json["rows"]
    return found


def own(caller: Caller, out: Path, query: str) -> list[dict[str, Any]]:
    """The rows of a question of one's own."""
    file = out.with_name("own.sql")
    file.write_text(query, encoding="utf-8")
    return rows(caller, out, "--sql", file)


def move_a_ceremony(hoa_lu: Caller) -> None:
    """Correct the day of a ceremony, so that it counts in the year before."""
    ceremony = ceremony_of_january(hoa_lu)
    actor, second = two(hoa_lu, ceremony)
    at = str(ceremony["position"])
    how = ("--set", "on=2023-12-30", *WHY, "--second", second)
    hoa_lu.done("--actor", actor, "correct", at, *how)


def test_every_figure_of_progress_is_found_in_a_folder(hoa_lu: Caller, out: Path) -> None:
    """After several runs, and a correction in between that nobody is to count any more."""
    move_a_ceremony(hoa_lu)
    hoa_lu.done("analytics", "export", out)
    found = 0
    with all_of(out) as connection:
        for day in ("2024-03-31", "2024-12-31"):
            for slots in ("unit", "quarter"):
                found += compare_with(connection, hoa_lu, 2024, day, slots)
    assert found > 100


def test_that_it_went_out_is_recorded_and_is_the_last_event_in_it(
    hoa_lu: Caller, out: Path
) -> None:
    last = hoa_lu.done("events").lines[-1]
    assert last["event"]["form"] == "analytics"
    assert last["event"]["personal"] is False
    newest = own(hoa_lu, out, "SELECT type FROM events ORDER BY position DESC LIMIT 1")
    assert newest == [{"type": "log-exported"}]


def test_a_second_run_adds_what_is_new(hoa_lu: Caller, out: Path) -> None:
    (place,) = out.iterdir()
    before = {path.name: path.read_bytes() for path in place.glob("*.parquet")}
    hoa_lu.done("record", "register-person", "--name", "Lê Ẩn", "--on", "2024-04-01")
    said = hoa_lu.done("analytics", "export", out, "--json").json
    assert said["new"] == 2
    assert said["folder"] == str(place)
    assert hoa_lu.done("events").lines[-1]["position"] == said["position"]
    assert {name: (place / name).read_bytes() for name in before} == before
    told = hoa_lu.done("analytics", "export", out).out
    assert f"1 new event up to position {said['position'] + 1}" in told


def test_the_root_is_that_of_the_store(hoa_lu: Caller, out: Path) -> None:
    said = hoa_lu.done("analytics", "export", out, "--json").json
    assert said["root"] in hoa_lu.done("status").out
    assert said["root"] in hoa_lu.done("analytics", "report", "steps", out).out


def test_a_report_counts_what_progress_counts(hoa_lu: Caller, out: Path) -> None:
    year = ("--year", "2024", "--as-of", "2024-12-31", "--json")
    (whole,) = hoa_lu.done("progress", *year, "--depth", "0").json["rows"]
    found = rows(hoa_lu, "admissions", out)
    assert sum(row["admitted"] for row in found if row["year"] == 2024) == whole["admitted"] > 5
    assert {row["province"] for row in found} == {"Huyện ủy Hoa Lư"}


def test_a_report_says_what_another_command_says_of_the_same(hoa_lu: Caller, out: Path) -> None:
    steps = rows(hoa_lu, "steps", out)
    asked = ("flow", "durations", "--year", "2024", "--as-of", "2024-12-31", "--json")
    flow = {(row["from_step"], row["to_step"]): row for row in hoa_lu.done(*asked).json["rows"]}
    between = {
        (row["from_step"], row["to_step"]): row
        for row in rows(hoa_lu, "between-steps", out, "--as-of", "2024-12-31")
        if row["year"] == 2024
    }
    same = [
        pair for pair in flow if pair in between and flow[pair]["paths"] == between[pair]["paths"]
    ]
    assert len(same) > 3
    for pair in same:
        for figure in ("median_days", "p90_days", "longest_days"):
            assert flow[pair][figure] == between[pair][figure], pair
    held = sum(row["times"] for row in steps if row["step"] == "ceremony-held")
    assert held == sum(row["admitted"] for row in rows(hoa_lu, "admissions", out)) > 5
    assert len(between) > len(flow)


def test_refusals_are_counted_by_rule(hoa_lu: Caller, tmp_path: Path) -> None:
    outcome = hoa_lu(*REFUSED)
    assert outcome.code == exits.REFUSED
    hoa_lu.done("analytics", "export", tmp_path / "out")
    hoa_lu(*REFUSED)
    hoa_lu.done("analytics", "export", tmp_path / "out")
    found = rows(hoa_lu, "refusals", tmp_path / "out")
    assert found
    assert {(row["command"], row["times"], row["commands"]) for row in found} == {
        ("found-unit", 2, 2)
    }
    assert all(f"  {row['rule']}  " in outcome.err for row in found)


def test_how_late_and_how_much_is_recorded_adds_up(hoa_lu: Caller, out: Path) -> None:
    (every,) = own(hoa_lu, out, "SELECT count(*) AS n FROM events")
    late = rows(hoa_lu, "recorded-late", out)
    parts = ("same_day", "within_week", "within_30", "within_90", "within_365", "later")
    assert sum(row["events"] for row in late) == every["n"]
    assert all(sum(row[part] for part in parts) == row["events"] for row in late)
    assert any(row["longest_days"] > 0 for row in late)
    work = rows(hoa_lu, "workload", out)
    assert sum(row["events"] for row in work) == every["n"]
    assert {row["weekday"] for row in work} <= set(range(1, 8))


@pytest.mark.parametrize("name", LISTINGS)
def test_every_report_has_the_columns_that_are_documented(
    hoa_lu: Caller, out: Path, name: str
) -> None:
    keys = [column.key for column in LISTINGS[name].columns]
    printed = hoa_lu.done("analytics", "report", name, out, "--csv").out.splitlines()[0]
    assert printed == ",".join(keys)
    assert hoa_lu.done("analytics", "report", name, out).out.startswith(f"{name} · as of ")


def test_every_report_is_listed_with_its_question(call: Caller) -> None:
    said = call.done("analytics", "list", "--json").json["rows"]
    assert {row["name"] for row in said} == set(LISTINGS)
    assert all(row["question"].endswith("?") for row in said)
    assert "How often was each step reached" in call.done("analytics", "list").out


def test_a_report_is_asked_at_both_clocks(hoa_lu: Caller, out: Path) -> None:
    asked = ("analytics", "report", "steps", out, "--as-of", "2024-03-31", "--json")
    early = hoa_lu.done(*asked, "--known-at", "2024-04-30").json
    assert early["as_of"] == "2024-03-31"
    assert early["known_at"] < "2024-04-30T17:00:00"
    assert hoa_lu.done(*asked, "--known-at", early["known_at"]).json == early
    assert hoa_lu.done(*asked, "--known-at", str(early["position"])).json == early
    now = hoa_lu.done(*asked).json
    assert now["known_at"] > early["known_at"]
    assert now["position"] > early["position"]
    status = hoa_lu.done("status", "--known-at", "2024-04-30", "--json").json
    assert (status["position"], status["known_at"]) == (early["position"], early["known_at"])


def test_what_was_known_is_what_a_folder_of_then_says(hoa_lu: Caller, out: Path) -> None:
    then = rows(hoa_lu, "steps", out, "--as-of", "2024-12-31")
    position = hoa_lu.done("status", "--json").json["position"]
    move_a_ceremony(hoa_lu)
    hoa_lu.done("analytics", "export", out)
    asked = ("steps", out, "--as-of", "2024-12-31")
    assert rows(hoa_lu, *asked) != then
    assert rows(hoa_lu, *asked, "--known-at", str(position)) == then


def test_a_long_answer_comes_in_pages(hoa_lu: Caller, out: Path) -> None:
    whole = rows(hoa_lu, "steps", out)
    asked = ("analytics", "report", "steps", out, "--json", "--limit", str(len(whole) // 3))
    pages, after = [], "0"
    while after:
        said = hoa_lu.done(*asked, "--after", after).json
        pages += said["rows"]
        after = said["next"]
    assert pages == whole
    assert len(hoa_lu.done("analytics", "report", "steps", out).out.splitlines()) < 60
    assert "is no cursor" in hoa_lu("analytics", "report", "steps", out, "--after", "x").err


def test_many_provinces_are_asked_together(
    hoa_lu: Caller, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Caller(capsys, tmp_path / "other.db")
    other.done("demo", "hoa-lu-2024-q1")
    other.done("analytics", "export", out)
    assert len(list(out.iterdir())) == 2
    said = hoa_lu.done("analytics", "report", "admissions", out, "--json").json
    assert said["positions"] == {store["store"]: store["position"] for store in said["stores"]}
    assert len(said["stores"]) == 2
    assert said["known_at"] == min(store["recorded_at"] for store in said["stores"])
    counts = own(hoa_lu, out, "SELECT store, count(*) AS n FROM milestones GROUP BY ALL")
    assert len({row["n"] for row in counts}) == 1
    assert len(counts) == 2
    known = failing(
        hoa_lu, exits.USAGE, "analytics", "report", "steps", str(out), "--known-at", "5"
    )
    assert "is of one store, and there are 2: give a day or a time" in known
    assert rows(hoa_lu, "steps", out, "--known-at", "2024-02-01")


def test_a_store_is_not_counted_twice(hoa_lu: Caller, out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "again")
    asked = ("analytics", "report", "steps", str(out), str(tmp_path / "again"))
    assert "is of a store that is there twice" in failing(hoa_lu, exits.USAGE, *asked)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("SELECT * FROM read_text('{store}')", "cannot answer"),
        ("SELECT * FROM read_csv('/etc/hosts')", "cannot answer"),
        ("COPY events TO '{folder}/x.parquet'", "a single SELECT"),
        ("ATTACH '{store}'", "a single SELECT"),
        ("SET memory_limit = '90GB'", "a single SELECT"),
        ("SELECT 1; DROP VIEW events", "a single SELECT"),
        ("", "a single SELECT"),
        ("SELEC 1", "cannot answer"),
        ("SELECT 1 AS a, 2 AS a", "Two columns have the same name"),
        ("SELECT (type || 'x')::INT FROM events", "cannot answer"),
    ],
)
def test_a_question_reaches_nothing_but_the_folder(
    hoa_lu: Caller, out: Path, query: str, sentence: str
) -> None:
    file = out.with_name("own.sql")
    file.write_text(query.format(store=hoa_lu.db, folder=out), encoding="utf-8")
    asked = ("analytics", "report", str(out), "--sql", str(file))
    assert sentence in failing(hoa_lu, exits.USAGE, *asked)
    assert not (out / "x.parquet").exists()


def test_cells_of_every_kind_are_printed(hoa_lu: Caller, out: Path) -> None:
    query = "SELECT DATE '2024-01-31' AS day, [1, 2] AS several, 1.5 AS number, NULL AS nothing"
    (row,) = own(hoa_lu, out, query)
    assert row == {"day": "2024-01-31", "several": [1, 2], "number": "1.5", "nothing": None}


def test_what_cannot_be_asked_is_said(hoa_lu: Caller, out: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "latin.sql").write_bytes(b"SELECT '\xe9'")

    def said(*asked: str | Path) -> str:
        return failing(hoa_lu, exits.USAGE, "analytics", "report", *map(str, asked))

    assert "There is no report stepps: steps" in said("stepps", out)
    assert "Name at least one folder" in said("steps")
    assert "Nothing was exported to" in said("steps", tmp_path / "empty")
    assert "cannot be read" in said("steps", tmp_path / ("x" * 300))
    assert "is not UTF-8" in said(out, "--sql", tmp_path / "latin.sql")
    (place,) = out.iterdir()
    damaged = next(place.glob("milestones-*.parquet"))
    damaged.write_bytes(b"no Parquet")
    assert "DuckDB cannot answer that" in said("steps", out)
    damaged.unlink()
    assert f"lacks {damaged.name}: delete it, and export anew" in said("steps", out)


def test_a_folder_of_another_past_is_refused_and_nothing_recorded(
    hoa_lu: Caller, out: Path
) -> None:
    (place,) = out.iterdir()
    manifest = json.loads((place / "manifest.json").read_text())
    (place / "manifest.json").write_text(json.dumps({**manifest, "root": "AAAA"}))
    before = hoa_lu.done("events").lines
    said = failing(hoa_lu, exits.USAGE, "analytics", "export", str(out))
    assert "holds a past that" in said
    assert said.count("\n") == 1
    assert hoa_lu.done("events").lines == before


def test_a_locked_store_is_exported_as_it_stands(hoa_lu: Caller, tmp_path: Path) -> None:
    hoa_lu.db.with_name(f"{hoa_lu.db.name}.key").rename(tmp_path / "elsewhere")
    before = hoa_lu.done("events").lines
    said = hoa_lu.done("analytics", "export", tmp_path / "out").err
    assert "is locked, so that it goes out is not recorded there" in said
    assert len(hoa_lu.done("events").lines) == len(before)
    (every,) = own(hoa_lu, tmp_path / "out", "SELECT count(*) AS n FROM events")
    assert every["n"] == len(before)


@pytest.mark.sqlite_only("a file on a medium that nothing can be written to")
def test_a_store_that_may_only_be_read_is_exported_as_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "store", tmp_path / "out"
    folder.mkdir()
    create_store(folder / "a.db", key_from=None)
    caller = Caller(capsys, folder / "a.db")
    position = caller.done("status", "--json").json["position"]
    _open_up(tmp_path)
    out.mkdir()
    out.chmod(0o777)
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    try:
        with unprivileged():
            said = caller.done("analytics", "export", out, "--json")
    finally:
        folder.chmod(0o755)
    assert "is read-only, so that it goes out is not recorded there" in said.err
    assert said.json["position"] == position


def _open_up(folder: Path) -> None:
    for above in (folder, *folder.parents):
        if above.stat().st_uid == os.geteuid() and str(above).startswith("/tmp/"):  # noqa: S108
            above.chmod(above.stat().st_mode | 0o055)


@pytest.mark.parametrize(
    ("arguments", "missing"),
    [(("export", "out"), "pyarrow"), (("report", "steps", "out"), "duckdb")],
)
def test_without_the_extra_it_says_how_to_install_it(
    hoa_lu: Caller, arguments: tuple[str, ...], missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("admission.app.analytics")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "admission.app.exchange.parquet_files", raising=False)
    monkeypatch.setitem(sys.modules, missing, None)
    before = hoa_lu.done("events").lines
    assert "pip install 'admission[analytics]'" in failing(
        hoa_lu, exits.USAGE, "analytics", *arguments
    )
    assert hoa_lu.done("events").lines == before


def test_a_bar_shows_how_much_is_exported(hoa_lu: Caller, tmp_path: Path) -> None:
    code, shown = on_a_terminal("--db", hoa_lu.db, "analytics", "export", tmp_path / "out")
    assert code == 0
    assert "exporting" in shown
