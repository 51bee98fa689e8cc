"""Histories to project: events written as they are, without being decided."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final, Self
from uuid import UUID

from admission.app.catalogue import encode
from admission.app.envelope import utc_text
from admission.app.projector import Projector
from admission.app.recorders import opening
from admission.app.recorders.plain_rows import StoreIdentity
from admission.app.recorders.rows import RecordedEvent
from admission.domain.kernel import ids
from admission.domain.kernel.documents import Document
from admission.domain.kernel.messages import Event
from admission.domain.registers.rulebooks.events import RulebookAdopted
from admission.domain.rulebooks.rulebook import digest

BEGAN: Final = datetime(2024, 1, 1, tzinfo=UTC)
PAPER: Final = Document(kind="decision", number="1-QĐ")
ACTOR: Final = "account-00000000-0000-7000-8000-000000000001"
_RULEBOOKS: Final = Path(__file__).parents[2] / "admission" / "domain" / "rulebooks"


def an_id(kind: str, number: int) -> str:
    """An id of a kind, readable in a failing test."""
    return f"{kind}-{UUID(int=number + (7 << 76) + (8 << 60))}"


SMALL: Final = """
id = "small"
title = "A rulebook with three clocks"
from = 2016-01-01

[[deadline]]
rule = "DOS-07"
source = "here"
confidence = "I"
start = ["class-certified"]
end = "cell-voted"
amount = 2
unit = "months"
by = "cell"
what = "consider the candidate"

[[deadline]]
rule = "DOS-21"
source = "here"
confidence = "I"
start = ["verification-received-home"]
end = "verification-answered"
amount = 3
unit = "working-days"
by = "verifier"
what = "answer"

[[deadline]]
rule = "DEC-22"
source = "here"
confidence = "I"
start = ["admission-decided"]
end = "ceremony-held"
amount = 10
unit = "days"
by = "authority"
what = "hold the ceremony"

[[counting]]
rule = "PRO-01"
source = "here"
confidence = "I"
figure = "admitted"
milestone = "ceremony-held"
cancelled = "uncounted"
"""


@cache
def rulebook_text(name: str) -> str:
    """The text of a rulebook that is shipped, or of the small one."""
    return SMALL if name == "small" else (_RULEBOOKS / f"{name}.toml").read_text(encoding="utf-8")


def reference(name: str) -> str:
    """How events refer to a rulebook."""
    return f"{name}@{digest(rulebook_text(name))}"


def adopted(name: str, on: str = "2016-01-01") -> RulebookAdopted:
    """The adoption of a rulebook that extends none."""
    text = rulebook_text(name)
    return RulebookAdopted(on=date.fromisoformat(on), text=text, rulebook=name, sha256=digest(text))


class History:
    """A store that takes any events, in any order of their days."""

    def __init__(self, path: Path, store_id: str = "one") -> None:
        identity = StoreIdentity(store_id, "live", "Asia/Ho_Chi_Minh", utc_text(BEGAN))
        self.path = path
        with opening.begun(path, identity):
            pass
        self.recorder = opening.open_store(path)
        self.book: str | None = None
        self.actor = ACTOR
        self.subject: str | None = None
        self._versions: dict[str, int] = {}
        self._written = 0

    def write(self, *events: tuple[str, Event], rulebook: str | None = None) -> int:
        """Record events, each on its stream, as one command each; returns the newest position."""
        for stream, event in events:
            self._write(stream, event, rulebook or self.book)
        return self.recorder.head()

    def adopt(self, *names: str) -> str:
        """Adopt shipped rulebooks; the last one decides what follows. Returns its reference."""
        for name in names:
            self.write((ids.RULEBOOKS, adopted(name)))
        self.book = reference(names[-1])
        return self.book

    def write_many(self, events: Iterable[tuple[str, Event]]) -> None:
        """Record many events in one transaction."""
        with self.recorder.writing():
            self.write(*events)

    def _write(self, stream: str, event: Event, rulebook: str | None) -> None:
        self._written += 1
        self._versions.setdefault(stream, 0)
        self._versions[stream] += 1
        number = self._written
        at = utc_text(BEGAN + timedelta(seconds=number))
        metadata = {
            "actor": self.actor,
            "event_id": f"event-{number}",
            "origin": "live",
            "role": "clerk",
            "rulebook": rulebook,
            "schema": event.SCHEMA,
        }
        row = RecordedEvent(
            originator_id=stream,
            originator_version=self._versions[stream],
            topic=event.TYPE,
            state=encode(event),
            metadata=json.dumps(metadata, sort_keys=True, separators=(",", ":")).encode(),
            event_id=f"event-{number}",
            recorded_at=at,
            command_id=f"command-{number}",
            subject=self.subject,
        )
        self.recorder.append([row], row.command_id, "key", b"digest")

    def projector(self, name: str = "", **how: int) -> Projector:
        """A projector of the store, with its rows where they belong or in a file beside it."""
        path = self.path.with_name(f"{self.path.name}.{name}") if name else None
        return Projector(self.recorder, path, **how)

    def close(self) -> None:
        """Close the store."""
        self.recorder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
