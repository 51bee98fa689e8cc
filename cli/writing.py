"""What every recording command has in common: the open store, who acts, how answers are told."""

import getpass
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final, NamedTuple

import click

from admission.app.admission import Admission
from admission.app.answers import Answer
from admission.app.bootstrap import open_admission
from admission.app.envelope import Act
from admission.app.lists.keys import begun_under
from admission.app.sentences import sentence
from admission.app.views import open_views
from admission.domain.kernel import ids
from admission.projections.asking import LATEST
from admission.projections.people.queries import list_accounts
from admission.projections.units.queries import find_units
from admission.projections.units.tree import UnitRow
from cli import logs
from cli.context import Settings
from cli.output import Column
from cli.unit_names import names_a_thing, unit_called

ANSWER: Final = (
    Column("line", "number of the line, from 1; not in an answer of `record`"),
    Column("id", "id of the command; null where a row could not be read"),
    Column(
        "outcome",
        "done, refused, unknown (a reference to something that is not in the store), reused "
        "(the id was used before for something else); of a row of a list also malformed, or "
        "repeats (it says what an earlier line of the list says)",
    ),
    Column("codes", "rules that refuse it, each once; empty where it is done"),
    Column("position", "place in the log of the first event, null where nothing was recorded"),
    Column("stream", "id of what the command is about; null where a row could not be read"),
    Column("repeated", "true where the id had been recorded before: nothing was added"),
    Column("late", "rules by which it was accepted as late"),
    Column("against", "rules that an irregular act went against"),
    Column("reasons", "one sentence per objection, with the values that clash and the article"),
)
_UNIT: Final = re.compile("unit-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Clerk(NamedTuple):
    """Who acts, how that is known, in which role and for which unit."""

    actor: str | None
    known_by: str
    role: str | None
    unit: str | None


class Desk:
    """An open store with the person who records in it."""

    def __init__(self, admission: Admission, clerk: Clerk) -> None:
        self.admission = admission
        self._clerk = clerk
        self._units: dict[str, str] = {}
        self._called: dict[str, str] = {}

    def unit(self, text: str) -> str:
        """The id of a unit given by id, code or exact name; an id need not be known."""
        if text not in self._units:
            self._units[text] = self._unit(text)
        return self._units[text]

    def unit_name(self, unit: str) -> str:
        """The name of a unit today, for people to read; its id where it has none."""
        found = self._found(unit)
        return found[0].name if found else unit

    def in_words(self, sentence: str) -> str:
        """A sentence with the code, or the name, of each unit in the place of its id."""
        return _UNIT.sub(lambda found: self._code_of(found[0]), sentence)

    def thing(self, text: str) -> str:
        """The id of a thing given by id, or of a unit given by code or exact name."""
        return text if names_a_thing(text) else self.unit(text)

    def begun(self, kind: str, text: str) -> str:
        """The id of a thing of a kind given by id, or by the key under which a list began it."""
        if text.startswith(f"{kind}-"):
            return text
        found = begun_under(self.admission.recorder, kind, text)
        if found is None:
            raise click.ClickException(
                f"There is no {kind} {text}: give its id, or its key in a list."
            )
        return found

    def act(
        self,
        command_id: str,
        *,
        actor: str | None = None,
        role: str | None = None,
        for_unit: str | None = None,
        recorded_at: datetime | None = None,
    ) -> Act:
        """The act of recording: what a line says of it goes before what the options say."""
        acting_for = self.unit(for_unit) if for_unit else self._clerk.unit
        return Act(
            command_id,
            actor or self._actor(),
            "typed" if actor else self._clerk.known_by,
            role or self._clerk.role,
            acting_for,
            recorded_at=recorded_at,
        )

    def _code_of(self, unit: str) -> str:
        if unit not in self._called:
            found = self._found(unit)
            self._called[unit] = (found[0].code or found[0].name) if found else unit
        return self._called[unit]

    def _found(self, unit: str) -> list[UnitRow]:
        with open_views(self.admission.recorder.path) as views:
            return find_units(views.connection, unit, as_of=self.admission.today())

    def _actor(self) -> str:
        if self._clerk.actor is None:
            self._clerk = self._clerk._replace(actor=self._of_this_user())
        return self._clerk.actor or ""

    def _of_this_user(self) -> str:
        user = getpass.getuser()
        with open_views(self.admission.recorder.path) as views:
            # Of any day: where the clock was set back, today may be before the first account.
            known = list_accounts(views.connection, as_of=LATEST, system_user=user)
        if len(known) != 1:
            raise click.ClickException(
                f"{len(known) or 'No'} accounts are known for the operating-system user {user}: "
                "name one with --actor."
            )
        return known[0].account

    def _unit(self, text: str) -> str:
        if text.startswith("unit-"):
            return text
        with open_views(self.admission.recorder.path) as views:
            return unit_called(views.connection, text, self.admission.today())


@contextmanager
def desk(settings: Settings, *, log: str = "info") -> Iterator[Desk]:
    """The store that the settings name, open for recording; each command is a line of the log."""
    logs.configure(log)
    known_by = "typed" if settings.actor else "system-account"
    if settings.actor and not ids.may_act(settings.actor):
        said = (
            f"{settings.actor} is no id of an account or a person: name one, or leave it out to "
            "act by the account of your operating-system user."
        )
        raise click.BadParameter(said, param_hint="--actor")
    with open_admission(settings.db) as admission:
        here = Desk(admission, Clerk(settings.actor, known_by, settings.role, None))
        if settings.for_unit:
            unit = here.unit(settings.for_unit)
            here = Desk(admission, Clerk(settings.actor, known_by, settings.role, unit))
        yield here


def told(answer: Answer, line: int | None = None) -> dict[str, Any]:
    """An answer as JSON gives it."""
    head = {} if line is None else {"line": line}
    return {
        **head,
        "id": answer.command_id,
        "outcome": answer.outcome,
        "codes": list(answer.codes),
        "position": answer.positions[0] if answer.positions else None,
        "stream": answer.stream,
        "repeated": answer.repeated,
        "late": list(answer.late),
        "against": list(answer.against),
        "reasons": reasons(answer),
    }


def undecided(
    line: int, id_: str | None, outcome: str, reason: str, stream: str | None = None
) -> dict[str, Any]:
    """The answer to a line that no rule was asked about."""
    return {
        "line": line,
        "id": id_,
        "outcome": outcome,
        "codes": [],
        "position": None,
        "stream": stream,
        "repeated": False,
        "late": [],
        "against": [],
        "reasons": [reason],
    }


def reasons(answer: Answer) -> list[str]:
    """One sentence for each objection."""
    return [sentence(objection) for objection in answer.objections]
