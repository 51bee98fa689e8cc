"""Nothing that is stored can be computed from what somebody knows of a person (P-7)."""

import csv
import hashlib
import uuid
from collections.abc import Iterator
from io import StringIO
from itertools import permutations
from pathlib import Path
from typing import Final

import pytest

from admission.domain.kernel import ids
from admission.domain.kinds import KINDS
from tests.cli import lists
from tests.cli.calling import Caller
from tests.kit.canary import content_of, files_in

ALGORITHMS: Final = ("md5", "sha1", "sha256", "sha384", "sha512", "sha3_256", "blake2b", "blake2s")
NAMESPACES: Final = (
    uuid.NAMESPACE_DNS,
    uuid.NAMESPACE_OID,
    uuid.NAMESPACE_URL,
    uuid.NAMESPACE_X500,
)


def known() -> Iterator[str]:
    """What is known of each: how the list calls them, name, birth, name and birth together."""
    for row in csv.DictReader(StringIO(lists.PEOPLE)):
        day, month, year = row["born"].split("/")
        said = (row["person"], row["name"], row["born"], f"{year}-{month}-{day}")
        yield from said
        for one, other in permutations((row["name"], said[-1])):
            yield from (f"{one}{other}", f"{one}|{other}", f"{one} {other}")


def guesses(text: str) -> Iterator[bytes]:
    """What an unkeyed hash or an id by name makes of a text, as bytes and as it is written."""
    for said in {text, text.lower()}:
        digests = [hashlib.new(name, said.encode()).digest() for name in ALGORITHMS]
        named = [made(space, said) for space in NAMESPACES for made in (uuid.uuid3, uuid.uuid5)]
        derived = [uuid.UUID(ids.derived_id(kind, said)[-36:]) for kind in KINDS]
        for digest in (*digests, *(each.bytes for each in (*named, *derived))):
            yield from (digest, digest.hex().encode())
        yield from (str(each).encode() for each in (*named, *derived))


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Caller:
    """A sealed store, filled from lists: ids come from what they say."""
    folder = tmp_path / "store"
    folder.mkdir()
    call = Caller(capsys, folder / "one.db")
    call.done("init")
    lists.founded(call, tmp_path)
    return call


def found_in(folder: Path) -> list[tuple[str, str]]:
    contents = {path: content_of(path) for path in files_in(folder)}
    return [
        (text, path.name)
        for text in known()
        for guess in set(guesses(text))
        for path, content in contents.items()
        if guess in content
    ]


def test_no_hash_or_id_of_what_is_known_of_a_person_is_stored(call: Caller) -> None:
    assert len(call.done("person", "find", "Văn").out) > 10
    assert found_in(call.db.parent) == []


def test_one_that_was_stored_would_be_found(call: Caller) -> None:
    name = "Nguyễn Văn Ấm"
    (call.db.parent / "planted").write_bytes(b"..." + hashlib.sha256(name.encode()).digest())
    assert (name, "planted") in found_in(call.db.parent)


def test_the_same_list_gives_other_ids_in_another_store(
    call: Caller, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Caller(capsys, tmp_path / "other.db")
    other.done("init")
    lists.founded(other, tmp_path)
    people = [
        {line["stream"] for line in each.done("events", "--type", "person-registered").lines}
        for each in (call, other)
    ]
    assert len(people[0]) == len(people[1]) == 3
    assert people[0].isdisjoint(people[1])
