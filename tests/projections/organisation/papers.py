"""Scans that are kept, and notes."""

from collections.abc import Iterator

from admission.domain.kernel.messages import Event
from admission.domain.registers.documents.commands import ScanKey
from admission.domain.registers.documents.events import DocumentKept
from admission.domain.registers.notes import events as notes
from admission.domain.stages.dossier import events as dossier
from tests.projections.histories import an_id
from tests.projections.organisation.who import AN, BINH, GIANG, SCAN_ONE, SCAN_THREE, SCAN_TWO, D, S
from tests.projections.steps import day


def papers() -> Iterator[tuple[str, Event]]:
    """Two scans kept, one of them with two things; one that a step names as it is recorded."""
    paper = {"kind": "permission", "number": "8-QĐ", "signed": "2023-04-01"}
    of_an = {"about": AN.id, "paper": paper, "title": "Quyết định của An"}
    yield scan(SCAN_ONE, "2025-04-02", **of_an, step=3)
    yield scan(SCAN_ONE, "2025-04-03", about=D)
    yield scan(SCAN_TWO, "2025-04-04", about=AN.id, step=1)
    named = {"kind": "cell-resolution", "sha256": SCAN_THREE}
    helper = an_id("person", 6)
    yield GIANG.step(dossier.HelperAssigned, "2025-04-05", helper=helper, document=named)


def scan(sha256: str, on: str, **fields: object) -> tuple[str, Event]:
    """A scan that is kept."""
    said = {"sha256": sha256, "size": 10, "media_type": "application/pdf", "on": day(on), **fields}
    return ScanKey(sha256=sha256).document, DocumentKept.model_validate(said)


def noted() -> Iterator[tuple[str, Event]]:
    """A note on An, to be followed up and then closed; one on the school, one on Bình."""
    account, follow_up = an_id("account", 1), "2025-04-20"
    for number, about, on, follow in (
        (1, AN.id, "2025-04-01", follow_up),
        (2, S, "2025-05-01", "2025-12-24"),
        (3, BINH.id, "2025-05-02", None),
    ):
        note = an_id("note", number)
        said = {"note": note, "about": about, "on": day(on), "text": f"Lời {number}"}
        said |= {"follow_up": follow and day(follow), "author": account}
        yield note, notes.NoteWritten.model_validate(said)
    note = an_id("note", 1)
    yield note, notes.NoteClosed.model_validate({"note": note, "on": day("2025-05-10")})
