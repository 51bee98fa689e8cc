from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli import lines
from tests.cli.calling import Caller, written
from tests.cli.test_queries import LISTINGS, some_candidate

SCAN = b"%PDF-1.7 a scan"
DIGEST = sha256(SCAN).hexdigest()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "Đơn của An.pdf"
    path.write_bytes(SCAN)
    return path


@pytest.fixture
def units(call: Caller, tmp_path: Path) -> Caller:
    """A store with a province and a district."""
    call.done(
        "apply", written(tmp_path / "a.jsonl", [lines.found_province(), lines.found_district()])
    )
    return call


def kept(call: Caller, digest: str = DIGEST) -> Path:
    return call.db.with_name(f"{call.db.name}.documents") / digest[:2] / digest


def steps(call: Caller) -> int:
    return int(call.done("unit", "list", "--json").json["position"])


def check(call: Caller, name: str) -> list[tuple[str, str]]:
    rows = call("doctor", "--json").json["rows"]
    return [(row["verdict"], row["detail"]) for row in rows if row["check"] == name]


def test_a_document_is_kept_by_its_digest_beside_the_store(units: Caller, scan: Path) -> None:
    """The name of the file is nowhere: people write names into it."""
    printed = units.done("document", "add", scan, "--about", "Huyện ủy Ý", "--title", "Quyết định")
    assert kept(units).exists()
    assert SCAN not in kept(units).read_bytes()
    assert f"--document kind=…,sha256={DIGEST}" in printed.out
    assert "An.pdf" not in printed.out + printed.err
    (row,) = units.done("document", "list", "--json").json["rows"]
    assert row["path"] == f"live.db.documents/{DIGEST[:2]}/{DIGEST}"
    assert (row["sha256"], row["size"], row["media_type"]) == (DIGEST, 15, "application/pdf")
    assert (row["about"], row["title"], row["position"]) == (lines.DISTRICT, "Quyết định", None)
    assert list(row) == [column.key for column in LISTINGS["documents/1"].columns]


def test_a_document_may_belong_to_a_step_recorded_before(units: Caller, scan: Path) -> None:
    paper = "kind=decision,number=12-QĐ,signed=2024-01-02"
    answer = units.done("document", "add", scan, "--step", "4", "--paper", paper, "--json").json
    assert (answer["outcome"], answer["sha256"], answer["position"]) == ("done", DIGEST, 5)
    (row,) = units.done("document", "list", "--about", "H1", "--json").json["rows"]
    assert (row["position"], row["type"], row["number"]) == (4, "unit-founded", "12-QĐ")
    assert f"{DIGEST[:12]} " in units.done("document", "list").out


def test_a_document_kept_again_adds_nothing_or_a_further_link(units: Caller, scan: Path) -> None:
    units.done("document", "add", scan, "--about", "H1")
    before = steps(units)
    for again in ((), ("--about", "H1")):
        answer = units.done("document", "add", scan, *again, "--json").json
        assert (answer["repeated"], answer["position"], answer["sha256"]) == (True, None, DIGEST)
    assert steps(units) == before
    assert "it was kept before" in units.done("document", "add", scan).out
    units.done("document", "add", scan, "--step", "3")
    assert {row["position"] for row in _rows(units)} == {None, 3}


def _rows(call: Caller) -> list[dict[str, object]]:
    found: list[dict[str, object]] = call.done("document", "list", "--json").json["rows"]
    return found


def test_a_document_comes_out_as_it_went_in(units: Caller, scan: Path, tmp_path: Path) -> None:
    units.done("document", "add", scan)
    units.done("document", "get", DIGEST[:12].upper(), tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == SCAN
    again = units("document", "get", DIGEST, tmp_path / "out.pdf")
    assert (again.code, "is there already" in again.err) == (2, True)


def test_an_altered_document_is_not_given_out(units: Caller, scan: Path, tmp_path: Path) -> None:
    units.done("document", "add", scan)
    alter(kept(units))
    outcome = units("document", "get", DIGEST, tmp_path / "out.pdf")
    assert (outcome.code, "is altered" in outcome.err) == (3, True)
    assert not (tmp_path / "out.pdf").exists()


def alter(path: Path) -> None:
    path.unlink()
    path.write_bytes(SCAN[:-1] + b"!")


def test_doctor_names_a_document_that_is_altered_or_missing(units: Caller, scan: Path) -> None:
    units.done("document", "add", scan)
    assert check(units, "scans") == [("pass", "1 are there and whole")]
    alter(kept(units))
    outcome = units("doctor")
    assert outcome.code == 1
    assert f"{DIGEST} is altered" in outcome.out
    kept(units).unlink()
    assert units("doctor").code == 1
    assert check(units, "scans")[0][0] == "fail"
    assert f"{DIGEST} is missing" in check(units, "scans")[0][1]
    units.done("document", "add", scan)  # puts it back
    assert check(units, "scans") == [("pass", "1 are there and whole")]


def test_doctor_looks_for_a_scan_that_a_step_names(units: Caller, scan: Path) -> None:
    paper = f"kind=decision,sha256={DIGEST}"
    units.done("record", "rename-unit", "--unit", "H1", "--name", "Mới", "--document", paper)
    assert f"{DIGEST} is missing" in check(units, "scans")[0][1]
    units.done("document", "add", scan)
    assert check(units, "scans") == [("pass", "1 are there and whole")]


def test_doctor_notes_a_file_that_belongs_to_no_event(units: Caller, scan: Path) -> None:
    units.done("document", "add", scan)
    kept(units).with_name("f" * 64).write_bytes(b"x")
    (units.db.parent / "live.db.documents" / "incoming-1").write_bytes(b"x")
    assert units("doctor").code == 0
    (note,) = (said for verdict, said in check(units, "scans") if verdict == "note")
    assert note.startswith("2 files in live.db.documents belong to no event")


def test_doctor_counts_the_steps_that_rest_on_no_document(hoa_lu: Caller, scan: Path) -> None:
    ((verdict, said),) = check(hoa_lu, "steps")
    rows = hoa_lu.done("document", "missing", "--json").json["rows"]
    assert (verdict, said.split()[0]) == ("note", str(len(rows)))
    assert f"{rows[9]['type']} at {rows[9]['position']} and others" in said
    hoa_lu.done("document", "add", scan, "--step", str(rows[0]["position"]))
    assert check(hoa_lu, "steps")[0][1].split()[0] == str(len(rows) - 1)


def test_history_and_why_end_at_scans(hoa_lu: Caller, scan: Path) -> None:
    candidate = some_candidate(hoa_lu)
    history = hoa_lu.done("history", candidate, "--json").json["rows"]
    permitted = next(row for row in history if row["type"] == "dossier-permitted")
    assert permitted["scans"] == []
    hoa_lu.done("document", "add", scan, "--step", str(permitted["position"]))
    scans = [{"sha256": DIGEST, "path": f"hoa-lu.db.documents/{DIGEST[:2]}/{DIGEST}"}]
    for name, key in (("history", "type"), ("why", "milestone")):
        rows = hoa_lu.done(name, candidate, "--json").json["rows"]
        assert {row[key]: row["scans"] for row in rows}["dossier-permitted"] == scans
        printed = hoa_lu.done(name, candidate).out
        assert f" {DIGEST[:12]}\n" in printed
        assert " no scan\n" in printed


def test_a_step_recorded_with_its_scan_shows_it(hoa_lu: Caller, scan: Path) -> None:
    row = hoa_lu.done("status", "--stage", "probation", "--limit", "1", "--json").json["rows"][0]
    hoa_lu.done("document", "add", scan)
    paper = f"kind=application,sha256={DIGEST}"
    withdrawn = ("--candidate", row["candidate"], "--document", paper, "--reason", "x")
    hoa_lu.done("record", "withdraw", *withdrawn, "--on", "2024-12-30")
    last = hoa_lu.done("history", row["candidate"], "--json").json["rows"][-2]
    assert (last["type"], [one["sha256"] for one in last["scans"]]) == (
        "candidate-withdrew",
        [DIGEST],
    )


def _directory(path: Path) -> None:
    path.mkdir()


def _empty(path: Path) -> None:
    path.touch()


def _absent(_: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("make", "said"),
    [(_directory, "is a directory"), (_empty, "is empty"), (_absent, "does not exist")],
)
def test_a_file_that_is_none_is_a_wrong_usage(
    call: Caller, tmp_path: Path, make: object, said: str
) -> None:
    path = tmp_path / "scan"
    assert callable(make)
    make(path)
    outcome = call("document", "add", path)
    assert (outcome.code, said in outcome.err) == (2, True)
    assert not call.db.with_name("live.db.documents").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--step", "99"), "Nothing is recorded at position 99"),
        (("--step", "1"), "takes no scan"),
        (("--step", "4", "--about", lines.PROVINCE), "is a step of"),
        (("--about", lines.NOWHERE), "The store holds nothing under"),
        (("--about", "Atlantis"), "There is no unit Atlantis"),
        (("--about", "candidate-x"), "about"),
        (("--paper", "number=1"), "paper.kind is missing"),
    ],
)
def test_a_document_that_belongs_to_nothing_leaves_nothing(
    units: Caller, scan: Path, options: tuple[str, ...], said: str
) -> None:
    outcome = units("document", "add", scan, *options)
    assert (outcome.code, said in outcome.err) == (2, True), outcome.err
    assert not kept(units).exists()
    assert list(units.db.parent.glob("live.db.documents/incoming-*")) == []


def test_a_refused_document_leaves_nothing(units: Caller, scan: Path) -> None:
    outcome = units("document", "add", scan, "--on", "2999-01-01")
    assert (outcome.code, "SYS-02" in outcome.err) == (1, True)
    assert not kept(units).exists()


def test_where_the_folder_cannot_be_written_nothing_is_recorded(units: Caller, scan: Path) -> None:
    units.db.with_name("live.db.documents").write_bytes(b"in the way")
    before = steps(units)
    outcome = units("document", "add", scan)
    assert (outcome.code, "cannot be written" in outcome.err) == (3, True)
    assert steps(units) == before


@pytest.mark.parametrize("digest", ["xyz", DIGEST[:7], DIGEST])
def test_a_document_that_is_not_there_is_a_wrong_usage(
    call: Caller, tmp_path: Path, digest: str
) -> None:
    outcome = call("document", "get", digest, tmp_path / "out.pdf")
    assert outcome.code == 2
    assert not (tmp_path / "out.pdf").exists()
