"""The same step for everybody of a selection: each decided by the rules, each with an answer."""

import json
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Final, NamedTuple

import click

from admission.app.answers import Answer as Decision
from admission.app.envelope import Act
from admission.app.lists.keys import Keys, keys_of
from admission.app.views import open_views
from admission.domain.kernel.messages import Command
from admission.domain.stages.standings import Stage, Standing
from admission.projections.pipeline.queries import StatusRow, list_status
from cli import exits
from cli.bars import bar
from cli.clocks import known_now
from cli.output import Answer, Column, Form, Listing, show
from cli.recording import command_of
from cli.unit_names import unit_called
from cli.writing import Desk, reasons

SELECTION: Final = Listing(
    "selection/1",
    (
        Column("candidate", "id of the candidacy", "candidate"),
        Column("person", "id of the person"),
        Column("name", "name of the person, or `erased`, or `locked`", "name"),
        Column("unit", "id of the cell"),
        Column("unit_name", "name of the cell", "cell"),
        Column("standing", "where the candidate stood before", "stood"),
        Column("outcome", "done, repeated (it was recorded before) or refused", "outcome"),
        Column("position", "place in the log of the first event, null where it is refused"),
        Column("codes", "rules that refuse it, each once", "refused by"),
        Column("late", "rules by which it was accepted as late", "late by"),
        Column("reasons", "one sentence per objection"),
        Column("id", "id of the command, made of the step, the candidate and the fields"),
    ),
    {"step": "name of the command", "dry_run": "true where nothing was recorded"},
)
KEYS: Final[dict[str, type[StrEnum] | None]] = {
    "unit": None,
    "stage": Stage,
    "standing": Standing,
    "group": None,
}
"""What a selection may ask for, and the words that it may be."""
_SAID: Final = {"done": "done", "repeated": "recorded before", "refused": "refused"}


class Asked(NamedTuple):
    """The step, its fields but for the candidate, and how it is run and printed."""

    kind: type[Command]
    fields: dict[str, Any]
    dry_run: bool
    form: Form


def record_each(here: Desk, where: Sequence[str], asked: Asked) -> int:
    """Take the step for each candidate of a selection; print the answers; the exit code.

    Ids are made of the step and its fields: who was done before is passed over the next time.

    Raises:
        ClickException: nobody is selected, or the fields have not the form; nothing was recorded.
    """
    rows = _selected(here, _conditions(where))
    if not rows:
        raise click.ClickException(
            f"Nobody is selected by {', '.join(where)}: nothing was recorded. "
            "`admission status` shows who stands where."
        )
    keys = keys_of(here.admission)
    items = (_item(here, keys, asked, row) for row in rows)
    decisions = _decided(here, items, len(rows), dry_run=asked.dry_run)
    told = [_told(row, decision) for row, decision in zip(rows, decisions, strict=True)]
    _show(here, asked, told)
    refused = any(row["outcome"] == "refused" for row in told)
    return exits.REFUSED if refused else exits.DONE


def _conditions(where: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in where:
        key, equals, value = text.partition("=")
        if not equals or key not in KEYS:
            raise click.BadParameter(
                f"write KEY=VALUE with a key of {', '.join(KEYS)}.", param_hint="--where"
            )
        if key in found:
            raise click.BadParameter(f"{key} is asked for twice.", param_hint="--where")
        _check_word(key, value)
        found[key] = value
    return found


def _check_word(key: str, value: str) -> None:
    words = [word.value for word in KEYS[key] or ()]
    if words and value not in words:
        close = get_close_matches(value, words) or words
        raise click.BadParameter(
            f"there is no {key} {value!r}: {', '.join(close)}.", param_hint="--where"
        )


def _selected(here: Desk, conditions: dict[str, str]) -> list[StatusRow]:
    today, asked = here.admission.today(), conditions.get
    with open_views(here.admission.recorder.path) as views:
        unit = asked("unit")
        return list_status(
            views.connection,
            as_of=today,
            unit=unit and unit_called(views.connection, unit, today),
            stage=asked("stage"),
            standing=asked("standing"),
            group=asked("group"),
        ).rows


def _item(here: Desk, keys: Keys, asked: Asked, row: StatusRow) -> tuple[Command, Act]:
    fields = {**asked.fields, "candidate": row.candidate}
    command = command_of(asked.kind.NAME, fields)
    content = json.dumps(fields, ensure_ascii=False, sort_keys=True)
    return command, here.act(keys.command(asked.kind.NAME, content))


def _decided(
    here: Desk, items: Iterator[tuple[Command, Act]], total: int, *, dry_run: bool
) -> Iterator[Decision]:
    with bar("recording", total) as advance:
        given = here.admission.rehearse(items) if dry_run else here.admission.handle_many(items)
        for number, decision in enumerate(given, start=1):
            if not isinstance(decision, Decision):
                raise decision
            advance(number)
            yield decision


def _told(row: StatusRow, decision: Decision) -> dict[str, Any]:
    return {
        **row._asdict(),
        "outcome": "repeated" if decision.repeated else decision.outcome,
        "position": decision.positions[0] if decision.positions else None,
        "codes": decision.codes,
        "late": decision.late,
        "reasons": reasons(decision),
        "id": decision.command_id,
    }


def _show(here: Desk, asked: Asked, rows: list[dict[str, Any]]) -> None:
    count = {one: sum(row["outcome"] == one for row in rows) for one in _SAID}
    said = ", ".join(f"{count[one]:,} {_SAID[one]}" for one in _SAID if count[one])
    answer = Answer(
        rows,
        here.admission.today(),
        known_now(here.admission.recorder),
        demonstration=here.admission.demonstration,
        title=f"{asked.kind.NAME}{' (dry run)' if asked.dry_run else ''}",
        notes=(said,),
        extra={"step": asked.kind.NAME, "dry_run": asked.dry_run},
    )
    show(SELECTION, answer, asked.form)
