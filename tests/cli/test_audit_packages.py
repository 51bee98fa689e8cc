"""`admission audit package`: what a superior gets, and that whatever is changed in it is named."""

import csv
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from admission.app.recorders.reading import open_reader
from tests.cli.calling import Caller, Outcome

_UNIT = "Huyện ủy Hoa Lư"
_PERIOD = ("--from", "2024-01-01", "--to", "2024-01-15")


@pytest.fixture
def packed(hoa_lu: Caller, tmp_path: Path) -> Path:
    """A package of a fortnight, with personal details."""
    folder = tmp_path / "packed"
    hoa_lu.done("audit", "package", folder, "--unit", _UNIT, *_PERIOD, "--personal")
    return folder


def _key(call: Caller) -> str:
    return call.done("audit", "key").out.strip()


def _checked(call: Caller, folder: Path) -> Outcome:
    return call("audit", "verify", folder, "--key", _key(call))


def _changed(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def _page(folder: Path) -> str:
    """The page as it is read: where a name may be broken is not seen."""
    return (folder / "index.html").read_text("utf-8").replace("<wbr>", "")


def _first(folder: Path, pattern: str) -> Path:
    return min(path for path in folder.glob(pattern) if path.is_file())


def test_a_package_is_proven_by_the_verifier_in_it_alone(hoa_lu: Caller, packed: Path) -> None:
    arguments = [sys.executable, "-I", str(packed / "verifier.py"), str(packed)]
    said = subprocess.run(
        [*arguments, "--key", _key(hoa_lu)], capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout
    rows = _rows(packed / "events.csv")
    assert rows
    assert said.stdout.startswith(f"proven: {len(rows)} events are in the log of ")
    assert {row["proof"] for row in rows} == {
        path.relative_to(packed).as_posix() for path in packed.glob("proofs/*")
    }
    assert _checked(hoa_lu, packed).out == said.stdout
    earlier = packed / "checkpoint"
    since = hoa_lu("audit", "verify", packed, "--key", _key(hoa_lu), "--since", earlier)
    assert since.code == 2


def test_its_figures_are_those_of_the_queries(hoa_lu: Caller, packed: Path) -> None:
    told = json.loads((packed / "figures/progress-2024.json").read_text("utf-8"))
    asked = ("--year", "2024", "--unit", _UNIT, "--depth", "9", "--as-of", "2024-01-15", "--json")
    found = hoa_lu.done("progress", *asked, "--known-at", str(told["known_at"]))
    assert told["rows"] == found.json["rows"]
    balance = _rows(packed / "figures/balance.csv")
    assert (balance[0]["name"], balance[0]["last"]) == (_UNIT, "2024-01-15")
    assert [path.name.partition(".")[0] for path in packed.glob("rulebooks/*")] == ["vn-2021"]


def test_only_a_personal_package_names_anybody(
    hoa_lu: Caller, packed: Path, tmp_path: Path
) -> None:
    plain = tmp_path / "plain"
    hoa_lu.done("audit", "package", plain, "--unit", _UNIT, *_PERIOD)
    rows = _rows(packed / "events.csv")
    names = {row["name"].encode() for row in rows}
    assert b"" not in names
    for path in plain.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not [name for name in names if name in content], path
    assert not {"bytes", "events", "scans"} & {path.name for path in plain.iterdir()}


def test_scans_of_its_events_and_reports_of_it_are_in_it(hoa_lu: Caller, tmp_path: Path) -> None:
    step = hoa_lu.done("events", "--type", "ceremony-held").lines[0]
    day = step["event"]["on"]
    clerk = str(hoa_lu.done("events", "--limit", "1").lines[0]["stream"])
    (tmp_path / "scan.pdf").write_bytes(b"a paper")
    by = ("--actor", clerk)
    hoa_lu.done(*by, "document", "add", tmp_path / "scan.pdf", "--step", str(step["position"]))
    paper = ("--signed-by", clerk, "--document", "kind=report,number=12-BC")
    of = ("--unit", _UNIT, "--year", day[:4])
    hoa_lu.done(*by, "report", "publish", "progress", *paper, *of, "--depth", "0")
    folder = tmp_path / "folder"
    period = ("--unit", _UNIT, "--from", day, "--to", day)
    hoa_lu.done(*by, "audit", "package", folder, *period, "--personal")
    assert [path.read_bytes() for path in folder.glob("scans/*")] == [b"a paper"]
    (report,) = folder.glob("reports/*.json")
    assert json.loads(report.read_text("utf-8"))["published"]["document_number"] == "12-BC"
    assert _checked(hoa_lu, folder).code == 0


def test_that_it_went_out_is_recorded_first(hoa_lu: Caller, packed: Path) -> None:
    with open_reader(hoa_lu.db) as store:
        last = store.log_rows(store.head() - 1, 1)[0]
    assert last.type == "log-exported"
    said = json.loads(last.state)
    assert (said["form"], said["personal"]) == ("package", True)
    told = json.loads((packed / "events.json").read_text("utf-8"))
    assert told["known_at"] == last.position


@pytest.mark.parametrize(
    "pattern", ["proofs/*", "figures/balance.csv", "index.html", "SHA256SUMS", "events/*"]
)
def test_a_file_that_was_changed_is_named(hoa_lu: Caller, packed: Path, pattern: str) -> None:
    path = _first(packed, pattern)
    _changed(path)
    outcome = _checked(hoa_lu, packed)
    assert outcome.code == 1
    assert outcome.err.startswith(f"tampered: {path.relative_to(packed).as_posix()} ")


def test_a_byte_of_an_event_that_was_changed_is_named_with_its_entry(
    hoa_lu: Caller, packed: Path
) -> None:
    _changed(_first(packed, "bytes/*/*"))
    outcome = _checked(hoa_lu, packed)
    assert outcome.code == 1
    assert re.match(
        r"tampered: proofs/\d+\.tlog-proof: Entry \d+: its \w+ was changed", outcome.err
    )


def test_a_figure_taken_out_together_with_its_sum_is_noticed(hoa_lu: Caller, packed: Path) -> None:
    sums, figure = packed / "SHA256SUMS", packed / "figures/balance.csv"
    kept = [
        line for line in sums.read_text().splitlines(keepends=True) if "balance.csv" not in line
    ]
    figure.unlink()
    sums.write_text("".join(kept))
    outcome = _checked(hoa_lu, packed)
    assert outcome.code == 1
    assert "SHA256SUMS is not the one" in outcome.err


def test_what_was_added_is_named(hoa_lu: Caller, packed: Path) -> None:
    (packed / "figures" / "more.csv").write_text("1")
    outcome = _checked(hoa_lu, packed)
    assert outcome.code == 1
    assert "figures/more.csv was not in the package" in outcome.err


@pytest.mark.parametrize("pattern", ["proofs/*", "figures/balance.csv", "checkpoint"])
def test_without_a_file_nothing_is_judged(hoa_lu: Caller, packed: Path, pattern: str) -> None:
    path = _first(packed, pattern)
    path.unlink()
    outcome = _checked(hoa_lu, packed)
    assert outcome.code == 2
    assert path.relative_to(packed).as_posix() in outcome.err


def test_a_checkpoint_that_signs_for_no_sums_judges_nothing(hoa_lu: Caller, packed: Path) -> None:
    (packed / "checkpoint").unlink()
    hoa_lu.done("audit", "checkpoint", "--out", packed / "checkpoint")
    outcome = _checked(hoa_lu, packed)
    assert outcome.code == 2
    assert "signs for no SHA256SUMS" in outcome.err


def test_a_folder_that_is_there_or_cannot_be_signed_for_is_left_as_it_was(
    hoa_lu: Caller, tmp_path: Path
) -> None:
    there, new = tmp_path / "there", tmp_path / "new"
    there.mkdir()
    asked = ("--unit", _UNIT, *_PERIOD)
    assert "name a new folder" in hoa_lu("audit", "package", there, *asked).err
    assert not list(there.iterdir())
    hoa_lu.db.with_name(f"{hoa_lu.db.name}.signing-key").unlink()
    assert hoa_lu("audit", "package", new, *asked).code == 3
    assert not new.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--unit", "Chi bộ Nowhere", "--year", "2024"), "There is no unit Chi bộ Nowhere"),
        (("--unit", _UNIT), "Give either --year, or --from and --to"),
    ],
)
def test_what_cannot_be_packed_is_said_and_nothing_recorded(
    hoa_lu: Caller, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    with open_reader(hoa_lu.db) as store:
        before = store.head()
    outcome = hoa_lu("audit", "package", tmp_path / "new", *arguments)
    assert outcome.code == 2
    assert said in outcome.err
    with open_reader(hoa_lu.db) as store:
        assert store.head() == before
    assert not (tmp_path / "new").exists()


def test_the_page_loads_nothing_and_its_links_lead_to_files(packed: Path) -> None:
    links: list[str] = []

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag not in {"script", "img", "link", "iframe"}
            links.extend(value or "" for key, value in attrs if key == "href")

    Links().feed((packed / "index.html").read_text("utf-8"))
    assert "figures/balance.csv" in links
    assert all((packed / link).is_file() for link in links)


def test_the_page_in_vietnamese_explains_every_column(hoa_lu: Caller, tmp_path: Path) -> None:
    """What the program says in English is nowhere on it; files and figures are the same."""
    vi, en = tmp_path / "vi", tmp_path / "en"
    for folder in (vi, en):
        asked = ("--unit", _UNIT, *_PERIOD, "--language", folder.name)
        hoa_lu.done("audit", "package", folder, *asked)
    told, said = (_page(folder) for folder in (vi, en))
    assert '<html lang="vi">' in told
    assert "Kết quả kết nạp năm 2024" in told
    cells = re.compile(r"<tr><td>(\w+)</td>.*<td>([^<]+)</td></tr>")
    assert [key for key, _ in cells.findall(told)] == [key for key, _ in cells.findall(said)]
    meanings = {meaning for _, meaning in cells.findall(said)}
    assert len(meanings) > 50
    assert not meanings & {meaning for _, meaning in cells.findall(told)}
    assert not any(word in told for word in ("admitted =", "rows:", "As of", "rulebook,"))
    assert (vi / "figures/balance.csv").read_text() == (en / "figures/balance.csv").read_text()


def test_the_page_in_vietnamese_says_what_each_code_in_the_tables_means(
    hoa_lu: Caller, tmp_path: Path
) -> None:
    folder = tmp_path / "vi"
    hoa_lu.done("audit", "package", folder, "--unit", _UNIT, *_PERIOD, "--language", "vi")
    page = _page(folder)
    assert "<td>target_source</td><td>của chính đơn vị</td>" in page
    assert page.count("<td>kind</td><td>đảng bộ cấp trên trực tiếp cơ sở</td>") == 3
    meanings = re.findall(r"<tr><td>(\w+)</td>.*<td>(.*)</td></tr>", page)
    tables = {
        "target_source": "figures/progress-2024", "opening_source": "figures/balance",
        "kind": "figures/balance", "plan": "figures/coverage-2024", "type": "events",
    }  # fmt: skip
    for column, table in tables.items():
        codes = {row[column] for row in _rows(folder / f"{table}.csv")} - {""}
        assert codes
        said = next(meaning for key, meaning in meanings if key == column)
        assert all(f"{code} = " in said for code in codes), column


def test_no_line_of_the_page_ends_within_a_day(packed: Path) -> None:
    page = (packed / "index.html").read_text("utf-8")
    assert "<h1>Huyện ủy Hoa Lư, <time>2024-01-01</time> to <time>2024-01-15</time></h1>" in page
    assert "time{white-space:nowrap}" in page
    body = page.partition("<h1>")[2]
    assert not re.search(r"(?<!<time>)\b\d{4}-\d\d-\d\d\b", body)
