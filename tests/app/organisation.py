"""A small organisation in a real store, and commands on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from admission.app.admission import Admission
from admission.app.answers import Answer
from admission.app.bootstrap import create_store, open_admission
from admission.app.envelope import Act
from admission.app.intake import read_command
from admission.app.rulebook_files import shipped_text
from admission.domain.kernel.messages import Command

DAY = "2025-07-02"


class Clerk:
    """Somebody who records, with an account of their own."""

    def __init__(self, admission: Admission) -> None:
        self.admission = admission
        self.account = admission.recorder.log_rows(0, 1)[0].stream
        self.units: dict[str, str] = {}

    def new(self, kind: str) -> str:
        return f"{kind}-{self.admission.new_id()}"

    def act(self, command_id: str | None = None) -> Act:
        return Act(command_id or self.admission.new_id(), self.account)

    def records(self, name: str, command_id: str | None = None, /, **fields: object) -> Answer:
        answer = self.admission.handle(command(name, **fields), self.act(command_id))
        assert answer.outcome == "done", answer.objections
        return answer

    def person(self, **fields: object) -> str:
        person = self.new("person")
        about = {"name": "Đặng Văn Ấm", "born": "1990-01-01", "citizen": True}
        self.records("register-person", person=person, on=DAY, **{**about, **fields})
        return person

    def founds(self) -> None:
        """Adopt a rulebook and found a commune with one grassroots committee and one cell."""
        self.records("adopt-rulebook", on="2025-07-01", text=shipped_text("vn-2025"))
        above = None
        for kind in ("upper-grassroots", "grassroots-committee", "cell"):
            unit = self.units[kind] = self.new("unit")
            fields = {"unit": unit, "kind": kind, "name": f"Đảng bộ {kind}", "parent": above}
            self.records("found-unit", on="2025-07-01", **fields)
            above = unit


def command(name: str, /, **fields: object) -> Command:
    """A command as its JSON would be read."""
    return read_command(name, fields)


@contextmanager
def clerk_at(path: Path, *, demonstration: bool = False) -> Iterator[Clerk]:
    """A clerk at a new store, or at the one that is there."""
    if not path.exists():
        create_store(path, demonstration=demonstration)
    with open_admission(path) as admission:
        yield Clerk(admission)
