"""A log in which deviations are planted, each with what must be found of it."""

from datetime import datetime, timedelta
from typing import Final

from admission.app.conformance.findings import Deviation
from admission.app.envelope import utc_text
from admission.app.recorders.plain_rows import RefusalRow
from admission.domain.kernel.messages import Event
from admission.domain.registers.accounts.events import AccountRegistered
from tests.projections.histories import ACTOR, History, an_id
from tests.projections.steps import day

BOOK: Final = "vn-2021"
FRIEND, TWIN, SAME = an_id("account", 2), an_id("account", 3), an_id("account", 4)
"""Another account, one of the operating-system user who records, one more of FRIEND's holder."""
_ACCOUNTS: Final = ((1, "le", "Lê"), (2, "nga", "Nga"), (3, "le", "An"), (4, "binh", "Nga"))
Planted = tuple[Deviation, str, str, bool, int, int | None]
"""Deviation, rule, detail, whether from paper, position, days."""


class Log:
    """A log that is planted, and what must be found in it."""

    def __init__(self, past: History) -> None:
        """Begin with rulebooks and accounts."""
        self.past = past
        self.planted: list[Planted] = []
        past.adopt("small", BOOK)
        for number, user, holder in _ACCOUNTS:
            self.write(account(number, user, holder))

    def write(self, *events: tuple[str, Event]) -> int:
        """Record events; the position of the last."""
        return self.past.write(*events)

    def plant(  # noqa: PLR0913 - as a finding reads
        self,
        event: tuple[str, Event],
        deviation: Deviation,
        rule: str = "",
        days: int | None = None,
        detail: str = "",
        *,
        imported: bool = False,
    ) -> int:
        """Record an event in which something is to be found."""
        position = self.write(event)
        self.found(position, deviation, rule, days, detail, imported=imported)
        return position

    def found(  # noqa: PLR0913 - as above
        self,
        position: int,
        deviation: Deviation,
        rule: str = "",
        days: int | None = None,
        detail: str = "",
        *,
        imported: bool = False,
    ) -> None:
        """Expect a finding at a position."""
        self.planted.append((deviation, rule, detail, imported, position, days))

    def refuse(self, stream: str, command: str, codes: str) -> None:
        """A command is refused, after all that is recorded so far."""
        (row,) = self.past.recorder.log_rows(self.past.recorder.head() - 1, 1)
        at = utc_text(datetime.fromisoformat(row.recorded_at) + timedelta(microseconds=1))
        number = len(self.past.recorder.refusals()) + 1
        refused = (f"refusal-{number:04}", f"refused-{number}", at, ACTOR, command, stream, codes)
        with self.past.recorder.writing():
            self.past.recorder.insert_refusals([RefusalRow(*refused)])


def account(number: int, user: str, holder: str) -> tuple[str, Event]:
    """An account of an operating-system user is registered."""
    named = an_id("account", number)
    said = {"account": named, "on": day("2023-12-20"), "holder": holder, "system_user": user}
    return named, AccountRegistered.model_validate(said)
