"""What a seal holds to: what was sealed comes back, there and nowhere else."""

import json
from binascii import a2b_base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission.app.catalogue import UnknownEventError, decode
from admission.app.recorders.plain_rows import EventRow
from admission.app.sealing import fields
from admission.app.sealing.fields import BrokenSealError, Cipher, open_field, seal_field
from admission.app.sealing.opening import MARK, Place
from admission.app.sealing.seals import Seals
from admission.domain.kernel.messages import Event
from admission.domain.kernel.values import Erased
from tests.app.organisation import Clerk
from tests.golden.test_golden_events import SAMPLES, _read

KEY = bytes(range(32))
JSON = st.one_of(st.text(max_size=300), st.booleans(), st.dates().map(str), st.integers())
HERE = Path(__file__).parent


@given(value=JSON, about=st.binary(max_size=80))
def test_what_was_sealed_is_opened(value: object, about: bytes) -> None:
    stored = seal_field(Cipher(KEY), value, about)
    assert open_field(Cipher(KEY), stored["sealed"], about) == value


@given(value=JSON, about=st.binary(max_size=80), other=st.binary(max_size=80))
def test_what_was_sealed_about_one_thing_is_not_opened_as_another(
    value: object, about: bytes, other: bytes
) -> None:
    stored = seal_field(Cipher(KEY), value, about)
    if about != other:
        with pytest.raises(BrokenSealError):
            open_field(Cipher(KEY), stored["sealed"], other)


@given(place=st.integers(min_value=0), value=st.text(max_size=40))
def test_no_byte_of_a_seal_can_be_changed(place: int, value: str) -> None:
    sealed = bytearray(Cipher(KEY).seal(value.encode(), b"here"))
    sealed[place % len(sealed)] ^= 1
    with pytest.raises(BrokenSealError):
        Cipher(KEY).open(bytes(sealed), b"here")


@pytest.mark.parametrize("stored", ["", "=", "AQ==", "A" * 120, "ä"])
def test_what_is_no_seal_is_a_broken_one(stored: str) -> None:
    with pytest.raises(BrokenSealError):
        open_field(Cipher(KEY), stored, b"")


def test_the_same_is_never_sealed_twice_alike() -> None:
    seals = {seal_field(Cipher(KEY), "Đặng", b"here")["sealed"] for _ in range(1_000)}
    assert len({seal[:20] for seal in seals}) == 1_000


def test_the_length_does_not_tell_a_short_word() -> None:
    words = ("male", "female", True, False, "literate", "upper-secondary", "1990-01-01", "Ấm")
    assert len({len(seal_field(Cipher(KEY), word, b"")["sealed"]) for word in words}) == 1


def test_without_siv_gcm_is_used_and_either_reads_what_both_wrote(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    siv = seal_field(Cipher(KEY), "Đặng", b"here")["sealed"]
    monkeypatch.setattr(fields, "_best", lambda: 2)
    gcm = seal_field(Cipher(KEY), "Đặng", b"here")["sealed"]
    assert [a2b_base64(sealed)[0] for sealed in (siv, gcm)] == [1, 2]
    assert open_field(Cipher(KEY), siv, b"here") == open_field(Cipher(KEY), gcm, b"here") == "Đặng"


def test_the_sealed_form_is_read_for_ever() -> None:
    """The bytes of a seal of each cipher that was ever written, and what they are bound to."""
    for sample in json.loads((HERE / "golden.json").read_text(encoding="utf-8")):
        opened = open_field(
            Cipher(bytes.fromhex(sample["key"])), sample["sealed"], sample["about"].encode()
        )
        assert opened == sample["value"]


def row(event: Event, seals: Seals, place: Place) -> EventRow:
    state = seals.state(event, place)
    return EventRow(1, *place[:2], event.TYPE, state, b"", "", "", place.subject)


def place_of(path: Path, version: int = 1) -> Place:
    return Place(f"{path.parent.name}-00000000-0000-7000-8000-000000000001", version, None)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_an_event_is_what_it_was(path: Path, clerk: Clerk) -> None:
    seals = clerk.admission.recorder.lock.seals
    type_name, version, stored = _read(path)
    event = decode(type_name, version, stored)
    assert seals.event(row(event, seals, place_of(path)), version) == event


def registered() -> tuple[Path, Event]:
    path = next(path for path in SAMPLES if path.stem == "person-registered.1")
    return path, decode(*_read(path))


def _swapped_fields(row: EventRow) -> EventRow:
    said = json.loads(row.state)
    said["name"], said["residence"] = said["residence"], said["name"]
    return row._replace(state=json.dumps(said, separators=(",", ":")).encode())


@pytest.mark.parametrize(
    "moved",
    [
        _swapped_fields,
        lambda row: row._replace(version=2),
        lambda row: row._replace(stream="person-00000000-0000-7000-8000-000000000002"),
        lambda row: row._replace(state=row.state.replace(b'"sealed":"A', b'"sealed":"B', 1)),
        lambda row: row._replace(state=row.state.replace(b'"sealed":"', b'"sealed":"A', 1)),
    ],
    ids=["field", "row", "stream", "byte", "length"],
)
def test_a_seal_moved_to_another_place_is_broken(
    moved: Callable[[EventRow], EventRow], clerk: Clerk
) -> None:
    seals = clerk.admission.recorder.lock.seals
    path, event = registered()
    stored = row(event, seals, place_of(path))
    seals.keys.made_for("person-00000000-0000-7000-8000-000000000002")  # type: ignore[union-attr]
    altered = moved(stored)
    assert altered != stored
    with pytest.raises(UnknownEventError, match="seal"):
        seals.event(altered, 1)


def test_a_seal_is_bound_to_whom_the_act_is_about(clerk: Clerk) -> None:
    seals = clerk.admission.recorder.lock.seals
    path = next(path for path in SAMPLES if path.stem == "note-written.1")
    stored = row(decode(*_read(path)), seals, place_of(path))
    person = clerk.person()
    with pytest.raises(UnknownEventError, match="seal"):
        seals.event(stored._replace(subject=person), 1)


def test_an_event_with_nothing_personal_is_stored_as_it_is(clerk: Clerk) -> None:
    seals = clerk.admission.recorder.lock.seals
    for path in SAMPLES:
        type_name, version, stored = _read(path)
        if type_name in {"unit-renamed", "people-enrolled", "calendar-adopted", "pool-entered"}:
            event = decode(type_name, version, stored)
            state = seals.state(event, place_of(path))
            assert (MARK in state) == (b'"issuer"' in stored)


def test_after_a_key_was_destroyed_the_event_is_read_with_erased_in_its_place(
    clerk: Clerk,
) -> None:
    seals = clerk.admission.recorder.lock.seals
    _, event = registered()
    place = Place("person-00000000-0000-7000-8000-000000000003", 1, None)
    stored = row(event, seals, place)
    seals.keep()
    seals.keys.destroy(place.stream)  # type: ignore[union-attr]
    read: Any = seals.event(stored, 1)
    assert type(read.name) is Erased
    assert str(read.name) == "erased"
    assert clerk.admission.recorder.lock.opener.readable(stored)["name"] == {"erased": True}
