"""The log for process mining: OCEL 2.0 in both forms, and XES."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from admission.app.exchange import ocel, xes
from admission.app.exchange.ocel_objects import TYPES
from cli import exits
from tests.cli.calling import Caller
from tests.cli.ocel_rules import RULES, broken
from tests.cli.test_corrections import WHY, two

SCHEMA: Final = Path("shared/data/ocel20-schema-json.json")
"""As published with the standard; it lies beside the project, and is not copied into it."""
XES: Final = "{http://www.xes-standard.org/}"
FORMS: Final = (("ocel",), ("ocel", "--sqlite"), ("xes",))


def as_json(caller: Caller, file: Path, *options: str) -> dict[str, Any]:
    """The log of a store as OCEL has it."""
    caller.done("export", "ocel", file, *options)
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def traces(file: Path) -> dict[str, list[dict[str, str]]]:
    """By candidate, the attributes of each event of its trace."""
    root = ET.parse(file).getroot()  # noqa: S314 - our own file
    return {
        attributes(trace)["concept:name"]: [
            attributes(event) for event in trace.findall(f"{XES}event")
        ]
        for trace in root.findall(f"{XES}trace")
    }


def attributes(element: ET.Element) -> dict[str, str]:
    return {each.attrib["key"]: each.attrib["value"] for each in element if "key" in each.attrib}


def test_ocel_is_as_the_published_schema_has_it(hoa_lu: Caller, tmp_path: Path) -> None:
    found = [folder / SCHEMA for folder in Path(__file__).parents if (folder / SCHEMA).is_file()]
    if not found:
        pytest.skip("the schema of OCEL 2.0 is not at hand")
    schema = json.loads(found[0].read_text("utf-8"))
    log = as_json(hoa_lu, tmp_path / "log.json")
    jsonschema.Draft7Validator(schema).validate(log)
    log["events"][7].pop("time")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema).validate(log)


def _change(section: str, key: str, value: object) -> Callable[[dict[str, Any]], None]:
    """Give the first thing of a list that has something under a key something else there."""

    def changed(log: dict[str, Any]) -> None:
        thing = next(each for each in log[section] if each.get(key))
        thing[key] = value

    return changed


def _twice(section: str, within: str | None = None) -> Callable[[dict[str, Any]], None]:
    """Say the first thing of a list, or of a list within its first, once more."""

    def changed(log: dict[str, Any]) -> None:
        found = log[section]
        if within:
            found = next(each[within] for each in found if each[within])
        found.append(found[0])

    return changed


def _first_said(
    section: str, within: str, key: str, value: object
) -> Callable[[dict[str, Any]], None]:
    def changed(log: dict[str, Any]) -> None:
        found = next(each[within] for each in log[section] if each[within])
        found[0][key] = value

    return changed


BREAKS: Final[dict[str, Callable[[dict[str, Any]], None]]] = {
    "a log is four lists: types and things, of events and of objects": lambda log: log.pop(
        "objects"
    ),
    "a type of events is declared once": _twice("eventTypes"),
    "a type of objects is declared once": _twice("objectTypes"),
    "an attribute is declared once in its type": _twice("objectTypes", "attributes"),
    "an attribute is a string, a time, an integer, a float or a boolean": _first_said(
        "eventTypes", "attributes", "type", "day"
    ),
    "no two events or objects have one id": _twice("objects"),
    "an event is of a declared type": _change("events", "type", "unheard-of"),
    "an object is of a declared type": _change("objects", "type", "unheard-of"),
    "an event is at a moment": _change("events", "time", "2024-03-31"),
    "an attribute of an object holds from a moment on": _first_said(
        "objects", "attributes", "time", None
    ),
    "an attribute is one that its type declares": _first_said(
        "objects", "attributes", "name", "weight"
    ),
    "a value is a text that reads as its type": _first_said("events", "attributes", "value", "x"),
    "an attribute of an object has one value at a moment": _twice("objects", "attributes"),
    "an event says each attribute once": _twice("events", "attributes"),
    "a relation leads to an object that is there": _first_said(
        "events", "relationships", "objectId", "nothing"
    ),
    "a relation says as what": _first_said("objects", "relationships", "qualifier", None),
    "one thing is related to another as one thing once": _twice("events", "relationships"),
}
"""By rule, what breaks it in a log."""


def test_ocel_keeps_every_rule_of_the_standard(hoa_lu: Caller, tmp_path: Path) -> None:
    """As we read them; and of a log that breaks one, that one is said."""
    text = json.dumps(as_json(hoa_lu, tmp_path / "log.json"))
    assert broken(json.loads(text)) == []
    assert BREAKS.keys() >= RULES.keys()
    for rule, breaks in BREAKS.items():
        log = json.loads(text)
        breaks(log)
        assert rule in broken(log)


def test_every_event_is_there_once_on_the_day_of_its_effect(hoa_lu: Caller, tmp_path: Path) -> None:
    log = as_json(hoa_lu, tmp_path / "log.json")
    recorded = {line["metadata"]["event_id"]: line for line in hoa_lu.done("events").lines}
    assert len(log["events"]) == len(recorded)
    for event in log["events"]:
        line = recorded[event["id"]]
        assert event["type"] == line["type"]
        assert event["time"] == f"{line['event']['on']}T00:00:00Z"
        said = {each["name"]: each["value"] for each in event["attributes"]}
        assert said["recorded_at"] == line["metadata"]["recorded_at"]
        assert said["actor"] == line["metadata"]["actor"]


def test_every_relation_leads_to_an_object_and_says_as_what(hoa_lu: Caller, tmp_path: Path) -> None:
    log = as_json(hoa_lu, tmp_path / "log.json")
    kinds = {each["id"]: each["type"] for each in log["objects"]}
    assert len(kinds) == len(log["objects"])
    assert set(kinds.values()) == {each["name"] for each in log["objectTypes"]} == set(TYPES)
    named: dict[str, set[tuple[str, str]]] = {}
    for each in (*log["events"], *log["objects"]):
        for link in each["relationships"]:
            named.setdefault(each["type"], set()).add((link["qualifier"], kinds[link["objectId"]]))
    assert named["cell-vote-held"] >= {
        ("about", "candidate"),
        ("subject", "person"),
        ("meeting", "meeting"),
        ("document", "document"),
        ("acting-for", "unit"),
        ("decided-under", "rulebook"),
    }
    assert named["candidate"] == {("candidacy-of", "person"), ("in", "unit")}
    assert named["class"] == {("ordered-by", "unit")}
    assert named["meeting"] == {("held-by", "unit")}
    assert ("under", "unit") in named["unit"]
    assert named["person"] == {("enrolled-in", "class"), ("member-of", "unit")}


def test_a_decision_on_several_is_one_document(hoa_lu: Caller, tmp_path: Path) -> None:
    log = as_json(hoa_lu, tmp_path / "log.json")
    decided = [
        link["objectId"]
        for event in log["events"]
        if event["type"] == "admission-decided"
        for link in event["relationships"]
        if link["qualifier"] == "document"
    ]
    meant = {
        (line["event"]["document"]["number"], line["event"]["on"])
        for line in hoa_lu.done("events", "--type", "admission-decided").lines
    }
    assert len(set(decided)) == len(meant)


def test_what_a_candidate_is_becomes_another_with_time(hoa_lu: Caller, tmp_path: Path) -> None:
    log = as_json(hoa_lu, tmp_path / "log.json")
    row = hoa_lu.done("status", "--stage", "probation", "--json").json["rows"][0]
    (found,) = [each for each in log["objects"] if each["id"] == row["candidate"]]
    *_, last = [each for each in found["attributes"] if each["name"] == "standing"]
    assert (last["value"], last["time"]) == (row["standing"], f"{row['since']}T00:00:00Z")


def test_both_forms_say_the_same(hoa_lu: Caller, tmp_path: Path) -> None:
    hoa_lu.done("export", "ocel", tmp_path / "log.sqlite", "--sqlite")
    log = as_json(hoa_lu, tmp_path / "log.json")
    with closing(sqlite3.connect(tmp_path / "log.sqlite")) as connection:
        for kind in ("event", "object"):
            query = f"SELECT ocel_type, count(*) FROM {kind} GROUP BY 1"  # noqa: S608
            told = Counter(each["type"] for each in log[f"{kind}s"])
            told["log-exported"] -= kind == "event"  # the second one tells of itself as well
            assert dict(connection.execute(query)) == {name: n for name, n in told.items() if n}
        for table, kind in (("event_object", "events"), ("object_object", "objects")):
            (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
            assert count == sum(len(each["relationships"]) for each in log[kind])


def test_a_trace_is_the_path_of_a_candidate(hoa_lu: Caller, tmp_path: Path) -> None:
    told = hoa_lu.done("export", "xes", tmp_path / "log.xes", "--json").json
    found = traces(tmp_path / "log.xes")
    rows = hoa_lu.done("status", "--json").json["rows"]
    assert told["traces"] == len(found) == len(rows)
    assert told["events"] == sum(map(len, found.values()))
    candidate = rows[0]["candidate"]
    about = hoa_lu.done("events", "--candidate", candidate).lines
    lines = [line for line in about if line["stream"] == candidate]
    assert sorted((event["concept:name"], event["position"]) for event in found[candidate]) == (
        sorted((line["type"], str(line["position"])) for line in lines)
    )
    days = [event["time:timestamp"] for event in found[candidate]]
    assert days == sorted(days)
    assert all(event["org:resource"].startswith("account-") for event in found[candidate])


def test_a_trace_has_facts_as_they_stand_and_ocel_as_they_were_recorded(
    hoa_lu: Caller, tmp_path: Path
) -> None:
    (line, *_) = hoa_lu.done("events", "--type", "ceremony-held").lines
    row = {"actor": line["metadata"]["actor"], "stream": line["stream"]}
    actor, second = two(hoa_lu, row)
    on = date.fromisoformat(line["event"]["on"]).replace(day=28).isoformat()
    how = ("--actor", actor)
    at = str(line["position"])
    said = hoa_lu.done(
        *how, "correct", at, "--set", f"on={on}", *WHY, "--second", second, "--json"
    ).json
    hoa_lu.done("export", "xes", tmp_path / "corrected.xes")
    held = held_in(tmp_path / "corrected.xes", line["stream"])
    assert held == [f"{on}T00:00:00Z"]
    (event,) = [
        each
        for each in as_json(hoa_lu, tmp_path / "log.json")["events"]
        if each["id"] == line["metadata"]["event_id"]
    ]
    assert event["time"] == f"{line['event']['on']}T00:00:00Z"
    assert {"name": "reading", "value": "corrected"} in event["attributes"]
    hoa_lu.done(*how, "annul", str(said["position"]), *WHY, "--second", second)
    hoa_lu.done(*how, "annul", at, *WHY, "--second", second)
    hoa_lu.done("export", "xes", tmp_path / "annulled.xes")
    assert held_in(tmp_path / "annulled.xes", line["stream"]) == []


def held_in(file: Path, candidate: str) -> list[str]:
    """The days on which a trace has the ceremony."""
    return [
        event["time:timestamp"]
        for event in traces(file)[candidate]
        if event["concept:name"] == "ceremony-held"
    ]


@pytest.mark.parametrize("form", FORMS)
def test_names_go_out_only_where_they_are_asked_for(
    hoa_lu: Caller, tmp_path: Path, form: tuple[str, ...]
) -> None:
    name = hoa_lu.done("status", "--json").json["rows"][0]["name"].encode()
    hoa_lu.done("export", form[0], tmp_path / "without", *form[1:])
    outcome = hoa_lu.done("export", form[0], tmp_path / "with", *form[1:], "--personal")
    assert name not in (tmp_path / "without").read_bytes()
    assert name in (tmp_path / "with").read_bytes()
    assert "keep it as you keep the keys" in outcome.err


@pytest.mark.parametrize("form", FORMS)
def test_that_it_went_out_is_recorded_first(
    hoa_lu: Caller, tmp_path: Path, form: tuple[str, ...]
) -> None:
    told = hoa_lu.done("export", form[0], tmp_path / "log", *form[1:], "--json").json
    *_, last = hoa_lu.done("events").lines
    assert (last["type"], last["position"]) == ("log-exported", told["position"])
    assert (last["event"]["form"], last["event"]["personal"]) == (form[0], False)


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_is_there_is_left_alone_and_nothing_half_written_stays(
    hoa_lu: Caller, tmp_path: Path, form: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "log").write_text("mine")
    outcome = hoa_lu("export", form[0], folder / "log", *form[1:])
    assert outcome.code == exits.USAGE
    assert "name a new file" in outcome.err
    assert (folder / "log").read_text() == "mine"

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ocel, "_put_states", broken)
    monkeypatch.setattr(xes, "_events", broken)
    assert hoa_lu("export", form[0], folder / "new", *form[1:]).code == exits.BROKEN
    assert [file.name for file in folder.iterdir()] == ["log"]
