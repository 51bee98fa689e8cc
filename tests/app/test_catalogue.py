"""Stored events of earlier schemas are read as today's; one that leads nowhere is told."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Final

import pytest
from pydantic import TypeAdapter, ValidationError

from admission.app import catalogue
from admission.app.catalogue import Catalogue, UnknownEventError
from admission.app.envelope import metadata_of, with_schema
from admission.app.recorders.plain_rows import EventRow
from admission.app.sealing import copying
from admission.app.sealing import seals as seals_module
from admission.app.sealing.fields import seal_field
from admission.app.sealing.opening import Place
from admission.domain.decider import EVENTS
from admission.domain.kernel import kinds
from admission.domain.kernel.ids import PersonId
from admission.domain.kernel.messages import Event
from admission.domain.kernel.upcasting import UpcasterGapError
from admission.domain.kernel.values import Count, Erased, Personal, Text, Value
from tests.app.organisation import clerk_at

PERSON: Final = "person-00000000-0000-7000-8000-000000000001"
V1: Final = {"on": "2025-11-10", "person": PERSON, "remark": "vắng", "minutes": "90"}
V2: Final = {"on": "2025-11-10", "person": PERSON, "remark": "vắng", "minutes": 90}
V3: Final = {
    "on": "2025-11-10",
    "person": PERSON,
    "said": {"text": "vắng"},
    "minutes": 90,
    "rounds": 1,
}


def _counted(fields: dict[str, Any]) -> dict[str, Any]:
    return {**fields, "minutes": int(fields["minutes"])}


def _taken_in(fields: dict[str, Any]) -> dict[str, Any]:
    """What is personal goes elsewhere as it is."""
    said = {"text": fields["remark"]}
    return {**{k: v for k, v in fields.items() if k != "remark"}, "said": said, "rounds": 1}


class Said(Value):
    """The words."""

    text: Personal[Text]


class VisitHeld(Event):
    """A made-up event that was changed twice."""

    TYPE: ClassVar[str] = "visit-held"
    SCHEMA: ClassVar[int] = 3
    UPCASTERS: ClassVar = {1: _counted, 2: _taken_in}
    person: PersonId
    said: Said
    minutes: Count
    rounds: Count


ANY_EVENT: Final = TypeAdapter[Event](kinds.AnyEvent)
CATALOGUE: Final = Catalogue({VisitHeld.TYPE: VisitHeld})


@pytest.fixture
def nested() -> Iterator[None]:
    """The made-up event is known wherever an event stands in another."""
    kinds._events.cache_clear()
    yield
    kinds._events.cache_clear()


@pytest.mark.parametrize(("schema", "fields"), [(1, V1), (2, V2), (3, V3)])
def test_every_schema_is_read_as_todays(schema: int, fields: dict[str, Any]) -> None:
    today = VisitHeld.model_validate(V3)
    assert CATALOGUE.decode("visit-held", schema, json.dumps(fields).encode()) == today
    assert CATALOGUE.decode_fields("visit-held", schema, fields) == today


def test_an_event_of_todays_schema_is_lifted_by_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("admission.app.catalogue.upcast")
    assert CATALOGUE.decode("visit-held", 3, json.dumps(V3).encode()).TYPE == "visit-held"


@pytest.mark.usefixtures("nested")
@pytest.mark.parametrize(("schema", "fields"), [(1, V1), (2, V2), (3, V3)])
def test_an_event_in_another_is_lifted_too(schema: int, fields: dict[str, Any]) -> None:
    stored = {"type": "visit-held", "schema": schema, "event": fields}
    assert ANY_EVENT.validate_python(stored) == VisitHeld.model_validate(V3)


@pytest.mark.usefixtures("nested")
def test_an_event_in_another_of_a_schema_that_never_was_fits_not() -> None:
    with pytest.raises(ValidationError, match="version 4 of 'visit-held' is unknown"):
        ANY_EVENT.validate_python({"type": "visit-held", "schema": 4, "event": V3})


@pytest.mark.parametrize("schema", [0, 4, -1])
def test_a_schema_that_never_was_is_unknown(schema: int) -> None:
    with pytest.raises(UnknownEventError, match=f"version {schema} of 'visit-held' is unknown"):
        CATALOGUE.decode("visit-held", schema, b"{}")


@pytest.mark.parametrize("stored", [b"{}", b"[]", b"not json", b'{"minutes":"many"}'])
def test_bytes_that_do_not_fit_their_schema_are_told_without_what_they_say(stored: bytes) -> None:
    with pytest.raises(UnknownEventError, match="'visit-held' does not fit") as caught:
        CATALOGUE.decode("visit-held", 1, stored)
    assert "many" not in str(caught.value)


@pytest.mark.parametrize("day", [45000, None, "soon", "2025-11-10T00:00:00"])
def test_a_stored_day_is_written_as_one_and_not_otherwise(day: object) -> None:
    stored = json.dumps({**V3, "on": day}).encode()
    with pytest.raises(UnknownEventError, match="'visit-held' does not fit its type at: on"):
        CATALOGUE.decode("visit-held", 3, stored)


@pytest.mark.parametrize(
    ("upcasters", "said"),
    [
        ({2: _taken_in}, "visit-held has no upcaster from version 1; it is at version 3"),
        ({1: _counted}, "visit-held has no upcaster from version 2; it is at version 3"),
        (
            {1: _counted, 2: _taken_in, 3: _counted},
            "visit-held has an upcaster too many from version 3; it is at version 3",
        ),
    ],
)
def test_a_gap_stops_the_program_at_its_start(
    upcasters: dict[int, Any], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(VisitHeld, "UPCASTERS", upcasters)
    with pytest.raises(UpcasterGapError) as caught:
        Catalogue({**EVENTS, VisitHeld.TYPE: VisitHeld})
    assert str(caught.value) == said


def test_a_sealed_detail_is_opened_where_it_stood_and_read_where_it_stands_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seals_module, "decode_fields", CATALOGUE.decode_fields)
    with clerk_at(tmp_path / "one.db") as clerk:
        seals = clerk.admission.recorder.lock.seals
        assert seals.keys
        place = Place(PERSON, 1, None)
        cipher = seals.keys.made_for(PERSON).cipher
        about = f"{place.about(PERSON, 'visit-held')}remark".encode()
        state = json.dumps(
            {**V1, "remark": seal_field(cipher, V1["remark"], about)}, separators=(",", ":")
        ).encode()
        row = EventRow(1, PERSON, 1, "visit-held", state, b"", "", "", None)
        assert seals.event(row, 1) == VisitHeld.model_validate(V3)
        seals.keep()
        seals.keys.destroy(PERSON)
        erased: Any = seals.event(row, 1)
        assert type(erased.said.text) is Erased
        assert erased.minutes == 90


def test_of_metadata_only_what_folding_needs_is_read_and_that_must_fit() -> None:
    stored = b'{"actor":"account-1","event_id":"1","role":null,"rulebook":null,"schema":2}'
    assert metadata_of(stored) == (2, "account-1", None)
    for less in (stored.replace(b":2", b':"2"'), stored.replace(b"actor", b"actors"), b"{}", b""):
        with pytest.raises(ValueError, match="validation error"):
            metadata_of(less)


def test_metadata_says_the_schema_in_which_an_event_is_copied() -> None:
    stored = '{"actor":"account-1","role":"Bí thư","schema":1,"subject":null}'.encode()
    assert with_schema(stored, 1) == stored
    assert with_schema(stored, 3) == stored.replace(b'"schema":1', b'"schema":3')


def test_what_is_personal_in_an_old_schema_is_sealed_in_a_copy_where_it_stands_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serializer = VisitHeld.__pydantic_serializer__
    monkeypatch.setitem(EVENTS, "visit-held", VisitHeld)
    monkeypatch.setitem(catalogue._AS_JSON, "visit-held", serializer.to_python)
    stored, metadata = json.dumps(V1).encode(), b'{"event_id":"1","schema":1}'
    row = EventRow(1, PERSON, 1, "visit-held", stored, metadata, "", "", None)
    with clerk_at(tmp_path / "one.db") as clerk:
        seals = clerk.admission.recorder.lock.seals
        copied = copying._sealed(row, CATALOGUE.decode("visit-held", 1, stored), seals)
        there = row._replace(state=copied.state)
        assert json.loads(copied.metadata)["schema"] == 3
        assert V1["remark"] not in copied.state.decode()
        assert clerk.admission.recorder.lock.opener.readable(there) == V3
