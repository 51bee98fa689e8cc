"""A package of a unit: the proofs of its events, and files, all under one signed checkpoint.

Every file is in `SHA256SUMS`, which the checkpoint signs for: it comes last, so that a folder left
half written by a crash proves nothing.
"""

from collections.abc import Iterable
from hashlib import file_digest
from pathlib import Path
from typing import Final

from admission.app.audit.proving import Auditor
from admission.app.document_folder import DocumentFolder
from admission.app.exchange.exporting import opened
from admission.app.recorders.plain_rows import LogHead
from admission.app.recorders.reading import StoreReader
from admission.proof import verifier

_VERIFIER: Final = "verifier.py"


class Packing:
    """A new folder that is being filled from one store, as its log stands when this begins."""

    def __init__(self, reader: StoreReader, folder: Path) -> None:
        """Raises `StoreUnusable` where the store has no log or no key to sign with."""
        self.folder = folder
        self.head: LogHead
        self._reader = reader
        self._auditor = Auditor(reader)
        self.head = self._auditor.head()
        self._note = self._auditor.checkpoint(self.head)

    def add(self, name: str, content: str | bytes) -> None:
        """Write one file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def prove(self, positions: Iterable[int], *, personal: bool) -> None:
        """Write the proof of each event; if personal, what is stored of it too, and in clear.

        Raises:
            Tampered, CannotJudge: an event is not in the log.
        """
        for position in positions:
            proven = self._auditor.proven(position, self.head, self._note)
            self.add(proof_name(position), proven.proof)
            if personal:
                for digest, content in proven.contents:
                    self.add(verifier.bytes_path(digest), content)
                (row,) = self._reader.log_rows(position - 1, 1)
                self.add(f"events/{position}.json", opened(self._reader, row) + b"\n")

    def copy_scans(self, digests: Iterable[str]) -> list[str]:
        """Write those scans that are kept beside the store; returns the names of their files."""
        kept = DocumentFolder(self._reader.path, self._reader.lock)
        names = []
        for digest in sorted(set(digests)):
            if digest in kept.digests(digest[:2]) and not kept.is_erased(digest):
                (self.folder / "scans").mkdir(exist_ok=True)
                with (self.folder / "scans" / digest).open("xb") as target:
                    kept.copy_out(digest, target)
                names.append(f"scans/{digest}")
        return names

    def finish(self) -> int:
        """Add the verifier, sum up every file and sign for the sums; returns how many there are."""
        self.add(_VERIFIER, Path(verifier.__file__).read_bytes())
        lines = [
            f"{_digest(path)}  {path.relative_to(self.folder).as_posix()}\n"
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        ]
        sums = "".join(lines).encode()
        self.add(verifier.SUMS, sums)
        self.add("checkpoint", self._auditor.checkpoint(self.head, verifier.sums_line(sums)))
        return len(lines)


def proof_name(position: int) -> str:
    """Where the proof of an event lies in a package."""
    return f"proofs/{position}.tlog-proof"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
