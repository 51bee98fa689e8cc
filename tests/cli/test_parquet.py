"""Events and rows as Parquet: what other programs make of them is what this program says."""

import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import duckdb
import polars as pl
import pytest

from admission.app.exchange import parquet
from cli import exits
from tests.cli.calling import Caller

SQL: Final = Path(__file__).with_name("progress.sql").read_text("utf-8")
HOURS: Final = 7
"""How far east of Greenwich the organisation of the scenarios is."""
SAME: Final = (
    "target",
    "target_source",
    "target_own",
    "target_sum",
    "admitted_counted",
    "recognised_counted",
    "certified_counted",
    "decided_without_ceremony_counted",
    "dossiers_open_counted",
    "year_admitted_counted",
    "recorded_late",
    "year_target",
)
SHOWN: Final = ("admitted", "recognised", "certified", "decided_without_ceremony", "dossiers_open")


@pytest.fixture
def exported(hoa_lu: Caller, tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    assert "10 tables" in hoa_lu.done("export", "parquet", folder).out
    return folder


def opened(folder: Path) -> duckdb.DuckDBPyConnection:
    """The tables of an export, as DuckDB reads them."""
    connection = duckdb.connect()
    for file in folder.glob("*.parquet"):
        connection.execute(f"CREATE VIEW {file.stem} AS FROM '{file}'")
    return connection


def recomputed(
    connection: duckdb.DuckDBPyConnection, year: int, as_of: str, slots: str
) -> dict[tuple[str, str], dict[str, Any]]:
    """By unit and period, the figures that DuckDB counts."""
    asked = {"year": year, "as_of": as_of, "slots": slots, "hours": HOURS}
    found = connection.execute(SQL, asked)
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {(row["unit"], row["period"]): row for row in rows}


def percent(hundredths: int | None) -> str | None:
    return None if hundredths is None else f"{hundredths // 100}.{hundredths % 100:02d}"


def compare(caller: Caller, folder: Path, year: int, as_of: str, slots: str) -> int:
    """Find every figure equal; how many are not 0."""
    with closing(opened(folder)) as connection:
        return compare_with(connection, caller, year, as_of, slots)


def compare_with(
    connection: duckdb.DuckDBPyConnection, caller: Caller, year: int, as_of: str, slots: str
) -> int:
    asked = ("progress", "--year", str(year), "--as-of", as_of, "--by", slots, "--depth", "99")
    said = {(row["unit"], row["period"]): row for row in caller.done(*asked, "--json").json["rows"]}
    counted = recomputed(connection, year, as_of, slots)
    assert counted.keys() == said.keys()
    for key, row in said.items():
        other = counted[key]
        assert {name: row[name] for name in SAME} == {name: other[name] for name in SAME}, key
        for name in SHOWN:  # a 0 that nobody has confirmed is not shown
            assert row[name] == (row[f"{name}_counted"] or (0 if row[name] == 0 else None))
        if row["admitted"] is not None:
            assert row["percent"] == percent(other["hundredths"]), key
        if row["year_admitted"] is not None:
            assert row["year_percent"] == percent(other["year_hundredths"]), key
    return sum(bool(row[name]) for row in counted.values() for name in SAME)


@pytest.mark.parametrize(
    ("scenario", "years"),
    [
        ("hoa-lu-2024-q1", (2023, 2024)),
        ("quang-nam-bloc-2023", (2022, 2023, 2024)),
        pytest.param("binh-thuan-2024", (2023, 2024, 2025), marks=pytest.mark.slow),
        pytest.param("reform-2025", (2024, 2025), marks=pytest.mark.slow),
    ],
)
def test_a_second_reader_finds_every_figure_of_progress(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    loaded: Callable[[str], Path],
    scenario: str,
    years: tuple[int, ...],
) -> None:
    """Of every unit, of each year and its quarters, as of the end of each quarter."""
    shutil.copytree(loaded(scenario), tmp_path, dirs_exist_ok=True)
    capsys.readouterr()
    caller = Caller(capsys, tmp_path / f"{scenario}.db")
    caller.done("export", "parquet", tmp_path / "tables")
    found = [
        compare(caller, tmp_path / "tables", year, f"{year}-{day}", slots)
        for year in years
        for day in ("03-31", "06-30", "09-30", "12-31")
        for slots in ("unit", "quarter")
    ]
    assert sum(found) > 1000


def test_the_second_reader_would_notice(hoa_lu: Caller, exported: Path) -> None:
    """One ceremony more than was held, and the figures differ."""
    file = exported / "milestones.parquet"
    rows = pl.read_parquet(file)
    pl.concat([rows, rows.filter(pl.col("name") == "ceremony-held").head(1)]).write_parquet(file)
    with pytest.raises(AssertionError):
        compare(hoa_lu, exported, 2024, "2024-06-30", "unit")


def test_two_programs_open_every_table_and_count_the_same(hoa_lu: Caller, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    told = hoa_lu.done("export", "parquet", folder, "--json").json
    with closing(opened(folder)) as connection:
        counts = {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]  # noqa: S608
            for name in told["tables"]
        }
    assert counts == told["tables"]
    assert {name: pl.read_parquet(folder / f"{name}.parquet").height for name in counts} == (counts)
    assert counts["events"] == told["position"] == len(hoa_lu.done("events").lines)
    assert min(counts[name] for name in ("milestones", "candidates", "units", "targets")) > 10


def test_days_and_times_are_typed(exported: Path) -> None:
    events = pl.read_parquet(exported / "events.parquet")
    assert events.schema["on_day"] == pl.Date
    assert events.schema["recorded_at"] == pl.Datetime("us", "UTC")
    units = pl.read_parquet(exported / "units.parquet").schema
    assert units["authorised"] == pl.Boolean
    assert units["known_from"] == pl.Int64
    groups = pl.read_parquet(exported / "candidates.parquet").schema["groups"]
    assert groups == pl.List(pl.String)


def test_that_it_went_out_is_the_last_event_in_it(exported: Path) -> None:
    events = pl.read_parquet(exported / "events.parquet")
    assert events["type"][-1] == "log-exported"


def test_names_go_out_only_where_they_are_asked_for(hoa_lu: Caller, exported: Path) -> None:
    assert "name" not in pl.read_parquet_schema(exported / "people.parquet")
    with_names = exported.parent / "with-names"
    outcome = hoa_lu.done("export", "parquet", with_names, "--personal")
    assert "keep it as you keep the keys" in outcome.err
    people = pl.read_parquet(with_names / "people.parquet")
    assert people["name"].null_count() == 0
    name = people["name"][0].encode()
    assert all(name not in file.read_bytes() for file in exported.iterdir())


def test_a_folder_that_is_there_is_left_alone(hoa_lu: Caller, exported: Path) -> None:
    before = {file: file.read_bytes() for file in exported.iterdir()}
    outcome = hoa_lu("export", "parquet", exported)
    assert outcome.code == exits.USAGE
    assert "name a new folder" in outcome.err
    assert {file: file.read_bytes() for file in exported.iterdir()} == before


def test_nothing_half_written_is_left(
    hoa_lu: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parquet, "_rows", broken)
    assert hoa_lu("export", "parquet", tmp_path / "tables").code == exits.BROKEN
    assert not (tmp_path / "tables").exists()


def test_without_pyarrow_it_says_how_to_install_it(
    hoa_lu: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("parquet", "parquet_files"):
        monkeypatch.delitem(sys.modules, f"admission.app.exchange.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    before = hoa_lu.done("events").lines
    outcome = hoa_lu("export", "parquet", tmp_path / "tables")
    assert outcome.code == exits.USAGE
    assert "pip install 'admission[parquet]'" in outcome.err
    assert hoa_lu.done("events").lines == before
