"""Published reports: printed again as they were, and taken apart where they moved."""

from typing import Any, Final

import pytest

from admission.projections.asking import Connection, Page
from admission.projections.balance.queries import BalanceRow, balance
from admission.projections.progress.queries import Progress, progress
from cli import publishing
from tests.cli.calling import Caller
from tests.cli.test_corrections import WHY, history, two

Q1: Final = ("--year", "2024", "--as-of", "2024-03-31")
DISTRICT: Final = ("--unit", "Huyện ủy Hoa Lư")
PAPER: Final = ("--document", "kind=report,number=12-BC,signed=2024-04-02")


@pytest.fixture
def last(hoa_lu: Caller) -> dict[str, Any]:
    """The last ceremony of the quarter in the log, as its candidate's history has it."""
    return _ceremony(hoa_lu, "2024-01-01", "2024-04-01")


@pytest.fixture
def early(hoa_lu: Caller) -> dict[str, Any]:
    """One of January, decided in the year before."""
    return _ceremony(hoa_lu, "2024-01-01", "2024-01-12")


def _ceremony(call: Caller, first: str, before: str) -> dict[str, Any]:
    lines = call.done("events", "--type", "ceremony-held").lines
    among = (line for line in lines if first <= line["event"]["on"] < before)
    found = max(among, key=lambda line: int(line["position"]))
    return next(
        row for row in history(call, found["stream"]) if row["position"] == found["position"]
    )


def account(call: Caller) -> str:
    return str(call.done("events", "--limit", "1").lines[0]["stream"])


def publish(call: Caller, *options: str) -> str:
    """Publish the first quarter; the id of the report."""
    clerk = account(call)
    said = ("--actor", clerk, "report", "publish", "progress", "--signed-by", clerk)
    answer = call.done(*said, *PAPER, *Q1, *options, "--json").json
    return str(answer["report"])


def diff(call: Caller, *arguments: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = call.done("diff", *arguments, "--json").json["rows"]
    return rows


def test_a_report_is_printed_again_byte_for_byte(hoa_lu: Caller, early: dict[str, Any]) -> None:
    """After a correction that moves it as before: as a table, as JSON, as CSV."""
    clerk = account(hoa_lu)
    said = ("--actor", clerk, "report", "publish", "progress", "--signed-by", clerk)
    shown = hoa_lu.done(*said, *PAPER, *Q1).out
    report = hoa_lu.done("report", "list", "--json").json["rows"][0]["report"]
    forms = ((), ("--json",), ("--csv",))
    before = [hoa_lu.done("report", "show", report, "--limit", "0", *form).out for form in forms]
    assert shown.startswith(before[0])
    assert f"report {report}\n" in shown
    actor, second = two(hoa_lu, early)
    correct = ("correct", str(early["position"]), "--set", "on=2023-12-30", *WHY)
    hoa_lu.done("--actor", actor, *correct, "--second", second)
    publish(hoa_lu, "--supersedes", report)
    after = [hoa_lu.done("report", "show", report, "--limit", "0", *form).out for form in forms]
    assert after == before


def test_a_report_prints_what_progress_printed(hoa_lu: Caller) -> None:
    """Every row and every note, with who signed it and as known when beside them."""
    report = publish(hoa_lu, "--depth", "1")
    now = hoa_lu.done("progress", *Q1, "--json").json
    kept = hoa_lu.done("report", "show", report, "--json").json
    assert kept["rows"] == now["rows"]
    assert {key: kept[key] for key in ("tree", "counts", "as_of")} == {
        key: now[key] for key in ("tree", "counts", "as_of")
    }
    (listed,) = hoa_lu.done("report", "list", "--year", "2024", "--json").json["rows"]
    assert kept["published"]["signed_by"] == listed["signed_by"] == account(hoa_lu)
    assert kept["position"] == listed["known_at"] == kept["published"]["known_at"]
    assert listed["known_at_time"].endswith("Z")
    page = hoa_lu.done("report", "show", report, "--limit", "2", "--json").json
    rest = hoa_lu.done("report", "show", report, "--after", page["next"], "--json").json
    assert [*page["rows"], *rest["rows"]] == kept["rows"]


def test_a_late_admission_is_the_difference_by_name(hoa_lu: Caller, last: dict[str, Any]) -> None:
    """The quarter known just before, and just after, one ceremony was recorded."""
    position = int(last["position"])
    first = publish(hoa_lu, "--known-at", str(position - 1))
    second = publish(hoa_lu, "--known-at", str(position))
    for rows in (diff(hoa_lu, first, second), diff(hoa_lu, second, first)):
        admitted = [row for row in rows if row["figure"] == "admitted"]
        assert {row["difference"] for row in admitted} == {1}
        assert len(admitted) == 3  # the cell, the commune, the district
        (person,) = {event["person"] for row in admitted for event in row["events"]}
        (name,) = {event["name"] for row in admitted for event in row["events"]}
        status = hoa_lu.done("status", last["stream"], "--json").json["rows"][0]
        assert (status["person"], status["name"]) == (person, name)
        events = [event for row in admitted for event in row["events"]]
        assert {(e["by"], e["position"], e["type"]) for e in events} == {
            (1, position, "ceremony-held")
        }
    table = hoa_lu.done("diff", first, second).out
    assert f"{name}" in table
    assert "ceremony-held" in table


def test_a_dry_run_says_which_published_figures_a_correction_moves(
    hoa_lu: Caller, early: dict[str, Any]
) -> None:
    """Of reports whose place no other has taken; then `diff` finds the same, and the correction."""
    old = publish(hoa_lu)
    report = publish(hoa_lu, "--supersedes", old)
    elsewhere = publish(hoa_lu, "--as-of", "2023-12-31", "--year", "2023", "--depth", "0")
    actor, second = two(hoa_lu, early)
    said = ("correct", str(early["position"]), "--set", "on=2023-12-30", *WHY)
    correct = ("--actor", actor, *said, "--second", second)
    moves = hoa_lu.done(*correct, "--dry-run", "--json").json["published"]
    assert {move["report"] for move in moves} == {report, elsewhere}
    told = {(m["unit"], m["figure"], m["by"]) for m in moves if m["report"] == report}
    assert diff(hoa_lu, report, "now") == []
    hoa_lu.done("projections", "verify")
    done = hoa_lu.done(*correct).out
    assert f"{report}: admitted of Huyện ủy Hoa Lư -1" in done
    rows = diff(hoa_lu, report, "now")
    assert {(row["unit"], row["figure"], row["difference"]) for row in rows} == told
    (event,) = {tuple(event.items()) for row in rows for event in row["events"]}
    assert dict(event)["type"] == "fact-corrected"
    assert dict(event)["corrects"] == early["position"]


def test_what_cannot_be_published_or_compared_is_said_in_a_sentence(hoa_lu: Caller) -> None:
    clerk = account(hoa_lu)
    report, other = publish(hoa_lu), publish(hoa_lu, "--tree", "as-now")
    nothing = "report-01939d3c-0000-7000-8000-000000000001"
    said = ("--actor", clerk, "report", "publish", "progress", "--signed-by", clerk, *PAPER)
    for arguments, code, sentence in (
        (("diff", report, other), 1, "The two are not reports of the same: tree as-was and 20"),
        (("diff", report, nothing), 1, f"There is no report {nothing}; `report list` shows"),
        (("report", "show", nothing), 1, f"There is no report {nothing}"),
        ((*said, *Q1, "--supersedes", nothing), 1, "SYS-73"),
        ((*said, *Q1, "--supersedes", other, "--year", "2023"), 1, "SYS-73"),
        ((*said, *Q1, "--known-at", "1990-01-01"), 2, "nothing was recorded by 1990-01-01"),
        ((*said, "--year", "2024", "--as-of", "2024-03-31", "--on", "2024-03-30"), 1, "SYS-14"),
        ((*said, *Q1, "--unit", "Nowhere"), 1, "There is no unit Nowhere"),
        ((*said, *Q1, *DISTRICT, "--known-at", "1"), 2, "There was no unit Huyện ủy Hoa Lư in"),
    ):
        outcome = hoa_lu(*arguments)
        assert outcome.code in (code, 2), outcome
        assert sentence in outcome.err, outcome.err
    dry = hoa_lu.done(*said, *Q1, "--dry-run").out
    assert "publish-report would be recorded" in dry
    assert len(hoa_lu.done("report", "list", "--json").json["rows"]) == 2


def test_the_doctor_finds_a_report_whose_figures_nobody_counted(
    hoa_lu: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Printed with one more than there were; not of what came late, and not once superseded."""
    first = publish(hoa_lu, "--known-at", "2024-02-29")
    healthy = [("pass", "the newest 1 print what was known then")]
    assert _reports(hoa_lu) == healthy
    with monkeypatch.context() as here:
        here.setattr(publishing, "progress", _with_one_more)
        false = publish(hoa_lu, "--supersedes", first)
    ((verdict, found),) = _reports(hoa_lu)
    assert verdict == "fail"
    assert found.startswith(f"{false} prints other figures than were known at ")
    publish(hoa_lu, "--supersedes", false)
    assert _reports(hoa_lu) == healthy


KINDS: Final = {
    "coverage": ("--year", "2024"),
    "balance": ("--from", "2024-01-01", "--to", "2024-03-31"),
}


def publish_of(call: Caller, kind: str, *options: str) -> str:
    """Publish a report of another kind, of the first quarter."""
    clerk = account(call)
    said = ("--actor", clerk, "report", "publish", kind, "--signed-by", clerk, *PAPER)
    asked = (*KINDS[kind], "--as-of", "2024-03-31", *options)
    return str(call.done(*said, *asked, "--json").json["report"])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_report_is_printed_again_byte_for_byte_and_moves_by_name(
    hoa_lu: Caller, last: dict[str, Any], kind: str
) -> None:
    """What it prints is what its command printed; one more ceremony is all that moved."""
    position = int(last["position"])
    first = publish_of(hoa_lu, kind, "--known-at", str(position - 1))
    forms = ((), ("--json",), ("--csv",))
    show = ("report", "show", first, "--limit", "0")
    before = [hoa_lu.done(*show, *form).out for form in forms]
    asked = (kind, *KINDS[kind], "--as-of", "2024-03-31", "--known-at", str(position - 1))
    now = hoa_lu.done(*asked, "--depth", "99", "--json").json
    kept = hoa_lu.done(*show, "--json").json
    assert kept["rows"] == now["rows"]
    second = publish_of(hoa_lu, kind, "--known-at", str(position), "--supersedes", first)
    admitted = [row for row in diff(hoa_lu, first, second) if row["figure"] == "admitted"]
    assert len(admitted) == 3  # the cell, the commune, the district
    for row in admitted:
        assert row["difference"] == 1
        assert [(e["by"], e["position"]) for e in row["events"]] == [(1, position)]
        assert row["events"][0]["name"]
    assert [hoa_lu.done(*show, *form).out for form in forms] == before
    assert _reports(hoa_lu) == [("pass", "the newest 1 print what was known then")]
    other = hoa_lu("diff", first, publish(hoa_lu))
    assert "The two are not reports of the same: kind" in other.err


@pytest.mark.parametrize("kind", KINDS)
def test_a_dry_run_names_published_figures_of_every_kind(
    hoa_lu: Caller, early: dict[str, Any], kind: str
) -> None:
    report = publish_of(hoa_lu, kind)
    actor, second = two(hoa_lu, early)
    said = ("correct", str(early["position"]), "--set", "on=2023-12-30", *WHY)
    correct = ("--actor", actor, *said, "--second", second)
    moves = hoa_lu.done(*correct, "--dry-run", "--json").json["published"]
    told = {(move["unit"], move["figure"], move["by"]) for move in moves}
    assert {(figure, by) for _, figure, by in told} >= {("admitted", -1)}
    assert ("opening" in {figure for _, figure, _ in told}) == (kind == "balance")
    assert diff(hoa_lu, report, "now") == []
    hoa_lu.done(*correct)
    rows = diff(hoa_lu, report, "now")
    assert {(row["unit"], row["figure"], row["difference"]) for row in rows} == told


def test_a_balance_names_the_stated_figure_that_moved_it(hoa_lu: Caller) -> None:
    report = publish_of(hoa_lu, "balance")
    unit = hoa_lu.done("report", "show", report, "--json").json["rows"][1]
    state = ("record", "state-figure", "--unit", unit["unit"], "--on", "2024-03-31")
    clerk = ("--actor", account(hoa_lu))
    paper = ("--indicator", "members", "--number", "7", "--document", "kind=report,number=9-BC")
    hoa_lu.done(*clerk, *state, "--period", "2023-12-31", *paper)
    hoa_lu.done(*clerk, *state, "--period", "2024-03-31", *paper)
    moved = {
        row["figure"]: row for row in diff(hoa_lu, report, "now") if row["unit"] == unit["unit"]
    }
    assert moved["opening"]["difference"] == 7 - unit["opening"]
    assert moved["closing_stated"]["difference"] == 7
    assert {e["type"] for row in moved.values() for e in row["events"]} == {"figure-stated"}


def test_the_doctor_counts_a_published_balance_again(
    hoa_lu: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as here:
        here.setattr(publishing, "balance", _with_one_member_more)
        false = publish_of(hoa_lu, "balance")
    ((verdict, found),) = _reports(hoa_lu)
    assert verdict == "fail"
    assert found.startswith(f"{false} prints other figures")
    assert "report publish balance --supersedes" in found


def _with_one_member_more(connection: Connection, **asked: Any) -> Page[BalanceRow]:  # noqa: ANN401
    root, *others = balance(connection, **asked).rows
    return Page([root._replace(admitted=root.admitted + 1), *others], None)


def _with_one_more(connection: Connection, **asked: Any) -> Progress:  # noqa: ANN401
    found = progress(connection, **asked)
    root, *others = found.rows
    more = root._replace(admitted_counted=root.admitted_counted + 1)
    return found._replace(rows=[more, *others])


def _reports(call: Caller) -> list[tuple[str, str]]:
    rows = call("doctor", "--json").json["rows"]
    return [(row["verdict"], row["detail"]) for row in rows if row["check"] == "reports"]


def test_stated_figures_stand_beside_the_people_who_are_counted(hoa_lu: Caller) -> None:
    """41 were admitted in the quarter, the district says 43, and has confirmed the quarter."""
    district = hoa_lu.done("unit", "list", "--json").json["rows"][0]["unit"]
    clerk = account(hoa_lu)
    state = ("--actor", clerk, "record", "state-figure", "--unit", district, "--on", "2024-04-02")
    paper = ("--document", "kind=telephone")
    hoa_lu.done(*state, "--indicator", "admitted", "--period", "2024-Q1", "--number", "43", *paper)
    hoa_lu.done(*state, "--indicator", "certified", "--period", "2024", "--number", "1", *paper)
    early = ("figure", "reconcile", "--unit", district)
    rows = hoa_lu.done(*early, "--year", "2024", "--as-of", "2024-04-30", "--json").json["rows"]
    found = {row["indicator"]: row for row in rows if row["document_kind"] == "telephone"}
    (quarter,) = hoa_lu.done("progress", *Q1, "--depth", "0", "--json").json["rows"]
    admitted = found["admitted"]
    assert (admitted["stated"], admitted["counted"]) == (43, quarter["admitted"])
    assert admitted["difference"] == quarter["admitted"] - 43
    assert admitted["confirmed"] is (quarter["confirmed_to"] >= "2024-03-31")
    assert admitted["stated_by"] == clerk
    assert found["certified"]["confirmed"] is False
    assert hoa_lu.done(*early, "--year", "1999", "--json").json["rows"] == []
    table = hoa_lu.done(*early, "--year", "2024").out
    assert "stated and counted" in table
    assert "-2" in table
