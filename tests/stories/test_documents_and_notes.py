"""Scans of papers and what they belong to; notes, and when to come back to them."""

from typing import Final

import pytest
from pydantic import ValidationError

from admission.domain.kernel.documents import Document
from admission.domain.registers.documents.commands import KeepDocument
from admission.domain.registers.notes.commands import CloseNote, WriteNote
from tests.stories.kit import Outcome, given
from tests.stories.organisation import ANOTHER_C, CELL, CLERK, NOBODY, SECOND, C, P, a_, ask
from tests.stories.paths import in_pool

ON: Final = "2025-07-15"
SHA256: Final = "ab" * 32
NOTE: Final = a_("note", 1)


def scan(**fields: object) -> KeepDocument:
    known = {"sha256": SHA256, "size": 10, "media_type": "application/pdf", "on": ON}
    return ask(KeepDocument, **{**known, **fields})


def note(**fields: object) -> WriteNote:
    return ask(WriteNote, **{"note": NOTE, "about": C, "text": "gọi lại", "on": ON, **fields})


def subject(outcome: Outcome) -> str | None:
    answer = outcome.accepted().answer
    return getattr(answer, "subject", None)


@pytest.mark.accepts("SYS-43")
def test_a_scan_may_belong_to_nothing_to_a_thing_or_to_a_step_of_it() -> None:
    """And to several of these: each is recorded once."""
    begun = given(in_pool(ON))
    begun.when(scan()).records("document-kept", sha256=SHA256, about=None, step=None)
    begun.when(scan(about=CELL)).accepted()
    kept = begun.when(scan(about=C, step=1)).accepted().then()
    kept.when(scan(about=C)).accepted()
    kept.when(scan(about=P, step=1)).accepted()
    kept.when(scan(about=C, step=1)).refused_only("SYS-07")


@pytest.mark.refuses("SYS-43")
def test_a_scan_belongs_to_no_step_that_is_not_recorded_of_its_thing() -> None:
    """The candidate has been entered in the list: that is one step."""
    begun = given(in_pool(ON))
    steps = len(begun.store.streams[C])
    begun.when(scan(about=C, step=steps)).accepted()
    begun.when(scan(about=C, step=steps + 1)).refused_only("SYS-43")
    begun.when(scan(step=1)).refused("SYS-43")


def test_a_scan_of_nothing_that_is_there_is_an_unknown_reference() -> None:
    given().when(scan(about=ANOTHER_C)).unknown(ANOTHER_C)
    given().when(scan(about=NOBODY, step=1)).unknown(NOBODY)


def test_a_scan_kept_with_nothing_again_adds_nothing() -> None:
    given(scan(about=CELL)).when(scan()).refused_only("SYS-07")


@pytest.mark.parametrize("digest", ["ab" * 31, "AB" * 32, "xy" * 32, f"{SHA256}\n"])
def test_a_digest_is_64_small_hexadecimal_digits(digest: str) -> None:
    """In a scan, and in the document that a step rests on."""
    with pytest.raises(ValidationError, match="sha256"):
        scan(sha256=digest)
    with pytest.raises(ValidationError, match="sha256"):
        Document(kind="decision", sha256=digest)


def test_an_empty_file_is_no_scan() -> None:
    with pytest.raises(ValidationError, match="size"):
        scan(size=0)


def test_a_scan_and_a_note_are_about_a_person_or_nobody() -> None:
    """So that all that is kept of a person is found."""
    begun = given(in_pool(ON))
    assert subject(begun.when(scan(about=C, step=1))) == P
    assert subject(begun.when(scan(about=P))) == P
    assert subject(begun.when(scan(about=CELL))) is None
    assert subject(begun.when(note())) == P
    assert subject(begun.when(note(about=CELL))) is None
    assert subject(begun.and_(note()).when(ask(CloseNote, note=NOTE, on=ON))) == P


def test_a_note_is_written_by_who_records_it() -> None:
    written = given(in_pool(ON)).when(note(), actor=SECOND)
    written.records("note-written", author=SECOND, about=C)
    written.then().when(note()).refused_only("SYS-07")


def test_a_note_about_nobody_is_an_unknown_reference() -> None:
    given().when(note()).unknown(C)
    given().when(note(about=a_("unit", 99))).unknown(a_("unit", 99))


def test_the_day_to_come_back_to_a_note_may_lie_ahead_but_not_before_it() -> None:
    begun = given(in_pool(ON))
    begun.when(note(follow_up="2025-09-01"), today=ON, actor=CLERK).accepted()
    begun.when(note(follow_up=ON)).accepted()
    begun.when(note(follow_up="2025-07-14")).refused_only("SYS-14")


@pytest.mark.accepts("SYS-44")
def test_a_note_is_closed_once_it_is_done() -> None:
    written = given(in_pool(ON), note())
    written.when(ask(CloseNote, note=NOTE, on=ON)).records("note-closed", note=NOTE)
    written.when(ask(CloseNote, note=NOTE, on="2025-07-14")).refused_only("SYS-14")
    given().when(ask(CloseNote, note=NOTE, on=ON)).unknown(NOTE)


@pytest.mark.refuses("SYS-44")
def test_a_note_is_not_closed_twice() -> None:
    close = ask(CloseNote, note=NOTE, on=ON)
    given(in_pool(ON), note(), close).when(close).refused_only("SYS-44")
