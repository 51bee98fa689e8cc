"""No byte of what is personal stands in clear, but in the rows that queries read."""

import base64
import io
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from admission.app.catalogue import as_json, decode, decode_fields
from admission.app.document_folder import DocumentFolder
from admission.app.sealing.fields import FILLED_TO
from admission.app.sealing.opening import MARK, Place
from admission.app.sealing.plans import plan_of
from admission.domain.decider import EVENTS
from admission.domain.registers.badges.commands import BadgeGround
from admission.domain.registers.people import vocabulary as v
from tests.app.organisation import DAY, Clerk, clerk_at, command
from tests.golden.test_golden_events import SAMPLES, _read
from tests.kit.canary import canary, files_in, forms, search

READ_BY_QUERIES = ".projections"
WORDS = frozenset(
    word
    for vocabulary in (
        *(v.Sex, v.SchoolingLevel, v.Qualification, v.Title, v.Source, v.Occupation),
        BadgeGround,
    )
    for word in get_args(vocabulary)
)
"""Those of closed lists, in whose place no other can stand."""


def personal(type_name: str, fields: dict[str, Any]) -> dict[str, Any]:
    """What stands at each personal field, by its path."""
    found: dict[str, Any] = {}

    def note(value: Any, path: str) -> Any:  # noqa: ANN401
        found[path] = value
        return value

    plan = plan_of(type_name)
    if plan:
        plan(fields, "", note)
    return found


def with_canaries(type_name: str, fields: dict[str, Any]) -> list[str]:
    """Put a canary into each text that is personal; the canaries."""
    words: list[str] = []

    def put(value: Any, path: str) -> Any:  # noqa: ANN401
        del path
        if not isinstance(value, str) or _is_closed(value):
            return value
        if value.isdecimal():  # a number: nothing else may stand in its place
            words.append(value)
            return value
        words.append(canary(len(words)))
        return words[-1]

    plan = plan_of(type_name)
    if plan:
        plan(fields, "", put)
    return words


def _is_closed(value: str) -> bool:
    if value in WORDS:
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_canary_in_each_personal_text_of_each_event_is_not_in_what_is_stored(
    path: Path, clerk: Clerk
) -> None:
    type_name, version, stored = _read(path)
    fields = as_json(decode(type_name, version, stored))
    words = with_canaries(type_name, fields)
    event = decode_fields(type_name, version, fields)
    place = Place(f"{path.parent.name}-00000000-0000-7000-8000-000000000001", 1, None)
    state = clerk.admission.recorder.lock.seals.state(event, place)
    assert state.count(MARK) == len(personal(type_name, as_json(event)))
    assert not any(said in state for word in words for said in forms(word).values())


@pytest.mark.parametrize("word", sorted(WORDS))
def test_a_word_of_a_closed_list_is_not_told_by_its_length(word: str) -> None:
    assert len(f'"{word}"') <= FILLED_TO


def test_canaries_are_put_into_every_kind_of_personal_text() -> None:
    """Or the test above would search for nothing."""
    put = 0
    for path in SAMPLES:
        type_name, version, stored = _read(path)
        put += len(with_canaries(type_name, as_json(decode(type_name, version, stored))))
    assert put > len(EVENTS)


def test_canaries_recorded_in_a_store_stand_in_its_rows_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not in events, keys, logs of either, scans, nor in what the program says, while it runs."""
    words = [canary(number) for number in range(8)]
    with clerk_at(tmp_path / "one.db") as clerk:
        _records(clerk, words, tmp_path)
        assert _in_clear(tmp_path, words) == {f"one.db{READ_BY_QUERIES}"}
    assert _in_clear(tmp_path, words) == {f"one.db{READ_BY_QUERIES}"}
    said = "".join(capfd.readouterr())
    assert not [word for word in words if word in said]


def _records(clerk: Clerk, words: list[str], folder: Path) -> None:
    clerk.founds()
    paper = {"kind": "decision", "issuer": words[2], "signer": words[3], "original": words[4]}
    about = {"name": words[0], "residence": words[1], "document": paper}
    person = clerk.person(**about)
    refused = command("register-person", person=person, on=DAY, **about)
    assert clerk.admission.handle(refused, clerk.act()).outcome == "refused"
    cell = clerk.units["cell"]
    clerk.records("write-note", note=clerk.new("note"), about=cell, text=words[5], on=DAY)
    many = command("register-person", person=clerk.new("person"), name=words[6], on=DAY)
    assert [a.outcome for a in clerk.admission.handle_many([(many, clerk.act())])] == ["done"]
    scans = DocumentFolder(folder / "one.db", clerk.admission.recorder.lock)
    with scans.incoming(io.BytesIO(words[7].encode() * 9)) as scan:
        assert _in_clear(folder, words) == {f"one.db{READ_BY_QUERIES}"}
        scans.keep(scan)


def _in_clear(folder: Path, words: list[str]) -> set[str]:
    found = search(files_in(folder), words)
    return {Path(one.file).name.removesuffix("-wal") for one in found}


@pytest.mark.parametrize(
    "hidden",
    [
        lambda word: word.encode(),
        lambda word: word.encode("utf-16-le"),
        lambda word: word.encode().hex().upper().encode(),
        lambda word: base64.b64encode(b"1" + word.encode()),
        lambda word: base64.b64encode(b"22" + word.encode()),
        lambda word: word.lower().encode(),
    ],
)
def test_the_search_sees(hidden: Any, tmp_path: Path) -> None:  # noqa: ANN401
    (tmp_path / "file").write_bytes(b"\0\1" + hidden(canary(1)) + b"\2")
    assert search(files_in(tmp_path), [canary(1)])
    assert not search(files_in(tmp_path), [canary(2)])
