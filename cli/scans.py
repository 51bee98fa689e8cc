"""Scans as answers tell of them."""

from collections.abc import Mapping, Sequence
from typing import Final

from admission.projections.documents.queries import scans_of_steps
from cli.questions import Question

SCANS: Final = (
    "scans that belong to it, each with its `sha256` and its `path` from the folder of the store"
)
Scans = Mapping[int, Sequence[Mapping[str, str]]]
_SHOWN_DIGITS: Final = 12


def scans_of(question: Question, *streams: str) -> Scans:
    """The scans that belong to the steps of some streams, by the position of the step."""
    found = scans_of_steps(question.rows, *streams, **question.clocks)
    return {position: placed(question, digests) for position, digests in found.items()}


def placed(question: Question, digests: Sequence[str]) -> list[dict[str, str]]:
    """Scans by their digests, each with its place in the folder of the store."""
    if not digests:
        return []
    from admission.app.document_folder import DocumentFolder

    folder = DocumentFolder(question.reader.path)
    return [{"sha256": digest, "path": folder.place(digest)} for digest in digests]


def in_a_cell(scans: Sequence[Mapping[str, str]], *, wanted: bool) -> str | None:
    """Scans in one cell of a table; that there is none is said where one is wanted."""
    return ", ".join(shortened(one["sha256"]) for one in scans) or ("no scan" if wanted else None)


def shortened(digest: str) -> str:
    """A digest as tables show it; `document get` takes it so."""
    return digest[:_SHOWN_DIGITS]
