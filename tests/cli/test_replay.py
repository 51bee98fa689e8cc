"""`audit replay` and `audit compare` on the demonstration of a quarter."""

from typing import Any

import pytest

from tests.cli.calling import Caller

NINH_MY = "Đảng ủy xã Ninh Mỹ"


@pytest.fixture
def path(hoa_lu: Caller) -> str:
    """The candidacy that was recorded as admitted after the end of January."""
    (line,) = [each for each in hoa_lu.done("events", "--type", "ceremony-held").lines
               if each["position"] == 2637]  # fmt: skip
    return str(line["stream"])


def steps(hoa_lu: Caller, path: str, *more: str) -> list[dict[str, Any]]:
    told = hoa_lu.done("audit", "replay", "--candidate", path, "--step", "--json", *more).json
    assert told["schema"] == "admission.replay-steps/1"
    return list(told["rows"])


def state(hoa_lu: Caller, path: str, *more: str) -> dict[str, str]:
    told = hoa_lu.done("audit", "replay", "--candidate", path, "--json", *more).json
    return {row["field"]: row["value"] for row in told["rows"]}


def test_the_steps_put_together_are_the_state_at_every_version(hoa_lu: Caller, path: str) -> None:
    """What each event changed, old and new, leads from nothing to the state as it stood."""
    folded: dict[str, str | None] = {"standing": "unknown", "came_as": "admitted"}
    for number, step in enumerate(steps(hoa_lu, path), start=1):
        for change in step["changed"]:
            assert folded.get(change["field"]) == change["old"]
            folded[change["field"]] = change["new"]
        folded = {field: value for field, value in folded.items() if value is not None}
        assert folded == state(hoa_lu, path, "--until", f"v{number}")


def test_a_step_says_why_it_was_allowed(hoa_lu: Caller, path: str) -> None:
    (step,) = [each for each in steps(hoa_lu, path) if each["type"] == "ceremony-held"]
    assert step["position"] == 2637
    changed = {each["field"]: (each["old"], each["new"]) for each in step["changed"]}
    assert changed["standing"] == ("awaiting-ceremony", "on-probation")
    assert changed["milestones.ceremony-held"] == (None, "2024-01-31")
    assert step["rules"] == ["DEC-22", "DEC-23"]
    assert step["rulebook"].startswith("vn-2021@")
    assert (step["role"], step["origin"]) == ("clerk", "demo")
    assert step["acting_for"].startswith("unit-")


def test_an_irregular_step_names_what_it_went_against_and_who_vouches(hoa_lu: Caller) -> None:
    lines = hoa_lu.done("events", "--type", "introduced").lines
    (line,) = [each for each in lines if each["event"]["against_rules"]]
    (step,) = [each for each in steps(hoa_lu, line["stream"])
               if each["position"] == line["position"]]  # fmt: skip
    assert step["against"] == ["DOS-10"]
    assert step["second"] == line["event"]["irregular"]["second"] != step["actor"]


def test_a_table_has_a_line_for_each_change(hoa_lu: Caller, path: str) -> None:
    printed = hoa_lu.done("audit", "replay", "--candidate", path, "--step", "--until", "v19").out
    *_, first, second, third, fourth, fifth, sixth, seventh, eighth, _ = printed.splitlines()
    assert first.split()[:3] == ["2637", "19", "ceremony-held"]
    assert "standing: awaiting-ceremony → on-probation" in first
    assert "DEC-22, DEC-23" in first
    assert second.strip() == "since: 2024-01-02 → 2024-01-31"
    assert {third.strip(), fourth.strip()} == {
        "milestones.ceremony-held: – → 2024-01-31",
        "milestones.term-ended: – → 2025-01-31",
    }
    assert "guide: – → person-" in fifth
    assert [line.strip().partition(":")[0] for line in (sixth, seventh, eighth)] == [
        "clocks.DEC-24", "clocks.PRO-06", "clocks.DEC-22",
    ]  # fmt: skip


def test_a_path_is_told_without_anything_personal_but_its_name(hoa_lu: Caller, path: str) -> None:
    printed = hoa_lu.done("audit", "replay", "--candidate", path, "--step", "--csv").out
    (person,) = hoa_lu.done("status", path, "--json").json["rows"]
    assert person["name"] not in printed


def test_the_whole_log_is_counted_as_it_stood(hoa_lu: Caller) -> None:
    told = hoa_lu.done("audit", "replay", "--until", "2631", "--json").json
    lines = hoa_lu.done("events", "--known-at", "2631").lines
    counted = {(row["part"], row["name"]): row["number"] for row in told["rows"]}
    for of_type in {line["type"] for line in lines}:
        events = [line for line in lines if line["type"] == of_type]
        assert counted.pop(("events", of_type)) == len(events)
    for kind in {line["stream"].partition("-")[0] for line in lines}:
        streams = {line["stream"] for line in lines if line["stream"].partition("-")[0] == kind}
        assert counted.pop(("streams", kind)) == len(streams)
    status = hoa_lu.done("status", "--known-at", "2631", "--json").json["rows"]
    assert {part for part, _ in counted} == {"standings"}
    assert sum(counted.values()) == len(status)


def test_what_moved_a_unit_adds_up_to_where_its_paths_stand(hoa_lu: Caller) -> None:
    of_unit = ("audit", "replay", "--unit", NINH_MY, "--json", "--until", "2024-02-01")
    moves = hoa_lu.done(*of_unit, "--step").json["rows"]
    standing: dict[str, str] = {}
    for move in moves:
        for change in move["changed"]:
            if change["field"] == "standing":
                assert standing.get(move["stream"]) == change["old"]
                standing[move["stream"]] = change["new"]
    counted = {
        row["field"].removeprefix("standings."): int(row["value"])
        for row in hoa_lu.done(*of_unit).json["rows"]
        if row["field"].startswith("standings.")
    }
    assert counted == {one: list(standing.values()).count(one) for one in standing.values()}
    first = hoa_lu.done(*of_unit, "--step", "--limit", "5").json
    rest = hoa_lu.done(*of_unit, "--step", "--after", first["next"]).json
    assert [*first["rows"], *rest["rows"]] == moves


def test_two_moments_of_a_path_differ_by_the_events_between(hoa_lu: Caller, path: str) -> None:
    told = hoa_lu.done("audit", "compare", "v3", "v9", "--candidate", path, "--json").json
    differs = {row["field"]: (row["a"], row["b"]) for row in told["rows"] if row["field"]}
    then, now = (state(hoa_lu, path, "--until", at) for at in ("v3", "v9"))
    assert differs == {
        field: (then.get(field), now.get(field))
        for field in {*then, *now}
        if then.get(field) != now.get(field)
    }
    between = [row["position"] for row in told["rows"] if row["part"] == "between"]
    assert between == [step["position"] for step in steps(hoa_lu, path)[3:9]]


def test_two_moments_of_a_unit_differ_by_the_one_recorded_between(hoa_lu: Caller) -> None:
    asked = ("audit", "compare", "2024-02-01", "2024-02-06", "--unit", NINH_MY, "--json")
    rows = hoa_lu.done(*asked).json["rows"]
    assert {(row["field"], row["a"], row["b"]) for row in rows if row["field"]} == {
        ("standings.awaiting-ceremony", "5", "4"),
        ("standings.on-probation", "1", "2"),
        ("milestones.ceremony-held", "1", "2"),
    }
    assert [(row["position"], row["type"]) for row in rows if row["position"]] == [
        (2637, "ceremony-held")
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("replay", "--until", "0"), "0 is before the first event, at position 1"),
        (("replay", "--until", "1999-12-31"), "1999-12-31 is before the first event"),
        (("replay", "--until", "3553"), "3553 is after the last event, at position 3552"),
        (("replay", "--until", "2024-07-01"), "2024-07-01 is after the last event"),
        (("replay", "--until", "2024-06-30T17:00:01+07:00"), "is after the last event"),
        (("replay", "--until", "2024-01-01", "--known-at", "0"), "Nothing had been recorded"),
        (("replay", "--until", "v3"), "v3 is a version of one path or unit"),
        (("replay", "--until", "then"), "'then' is no position, version, day or time"),
        (("replay", "--step"), "give --candidate or --unit"),
        (("replay", "--unit", "Nowhere"), "There is no unit Nowhere"),
        (("replay", "--candidate", "candidate-x"), "There is no candidate candidate-x"),
        (("replay", "--unit", NINH_MY, "--candidate", "x"), "not both"),
        (("replay", "--unit", NINH_MY, "--until", "v9"), "v9 is after the last event of unit-"),
        (("compare", "1", "2"), "Give either --candidate or --unit"),
        (("compare", "9", "2", "--unit", NINH_MY), "9 is after 2: give the earlier moment first"),
        (("conformance", "--year", "2024", "--to", "2024-03-31"), "Give --year, or"),
        (("conformance", "--from", "2024-03-31", "--to", "2024-01-01"), "before it begins"),
        (("conformance", "--unit", "Nowhere"), "There is no unit Nowhere"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(
    hoa_lu: Caller, arguments: tuple[str, ...], said: str
) -> None:
    outcome = hoa_lu("audit", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err
