"""`admission audit what-if`: the steps of a year decided again under another rulebook."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from admission.projections.asking import Moment, at_most, key_of, page, page_of_all
from admission.projections.timeline.queries import candidates_with_steps
from admission.projections.units.places import Places
from admission.projections.units.scope import Reading, under
from cli.output import Column, Listing, counted
from cli.questions import Question, query
from cli.rulebook_names import named_on
from cli.trees import tree_option

if TYPE_CHECKING:
    from admission.app.as_known import AsKnown
    from admission.app.audit.what_if import Refusals
    from admission.domain.registers.rulebooks.state import SupposedShelf
    from admission.domain.supposing import DecidedAgain

_UNIT: Final = (
    Column("unit", "id of the candidate's cell before the step"),
    Column("unit_name", "its name on that day", "unit"),
)
_CHANGE: Final = (
    "what would have become of it: refused, later (it would have had to wait), not-carried (of a "
    "vote), late (taken, but flagged), let-in (no irregular act), carried, in-time (not flagged)"
)
_ABOUT: Final = {
    "rulebook": "id@sha256 of the rulebook that decides again",
    "judged": "how many steps were decided again",
    "not_judged": "how many on whose day it is not in force",
    "refusals": "refused steps recorded in the year: `kept`, by `rules`, and how many by rules "
    "alone whose breach it lets pass (`not_asked`); none is decided again",
}
WHAT_IF: Final = Listing(
    "what-if/1",
    (
        *_UNIT,
        Column("change", _CHANGE, "change"),
        Column("rule", "rule by which", "rule"),
        Column("steps", "how many steps", "steps", number=True),
    ),
    _ABOUT,
)
WHAT_IF_STEPS: Final = Listing(
    "what-if-steps/1",
    (
        Column("position", "position of the event", "position", number=True),
        Column("candidate", "id of the candidate", "candidate"),
        Column("version", "its place in the candidate's stream"),
        Column("type", "what happened", "event"),
        Column("on_day", "effective day", "on"),
        *_UNIT,
        Column("change", _CHANGE, "change"),
        Column("rules", "rules by which", "rule"),
        Column(
            "day",
            "of `later`, the first day on which it could have been taken; of a missed deadline "
            "that refuses, the last good one; else null",
            "first or last day",
        ),
    ),
    {"rulebook": _ABOUT["rulebook"]},
)


_BEGINNING: Final = ("", "", "")


class StepRow(NamedTuple):
    """One step and one thing that would have become otherwise; days are ISO."""

    position: int
    candidate: str
    version: int
    type: str
    on_day: str
    unit: str
    unit_name: str | None
    change: str
    rules: tuple[str, ...]
    day: str | None


@click.command("what-if")
@click.option(
    "--rulebook", required=True, metavar="FILE|ID", help="A file, or one adopted or shipped."
)
@click.option("--year", type=click.IntRange(1945, 2999), required=True, help="Steps of which year.")
@click.option("--unit", metavar="UNIT", help="Only of this unit and all under it.")
@click.option("--steps", is_flag=True, help="List the steps, by candidate, not their counts.")
@tree_option
@query
def what_if(question: Question, *, rulebook: str, year: int, unit: str | None, steps: bool) -> None:
    """Decide every step of a year again under another rulebook, and say what differs.

    Each step is decided on what stood before it, as if the rulebook had been in force, on all its
    days, in place of what was. Exit code 2 where it cannot judge the year.
    """
    from admission.app.as_known import AsKnown

    question.reader.lock.require()
    known = AsKnown(question.reader, date.fromisoformat(question.as_of), question.known_at)
    shelf = _supposed(known, rulebook, year)
    asked = _Asked(question, known, shelf, year, question.unit(unit))
    if steps:
        asked.show_steps()
    else:
        asked.show_counts()


def _supposed(known: "AsKnown", name: str, year: int) -> "SupposedShelf":
    from admission.domain.registers.rulebooks.state import supposing

    shelf = known.world().shelf()
    book, reference = named_on(shelf, name)
    if book.first > date(year, 12, 31) or (book.last and book.last < date(year, 1, 1)):
        last = f" to {book.last}" if book.last else ""
        raise click.ClickException(
            f"{book.id} is in force from {book.first}{last}: it cannot judge {year}."
        )
    return supposing(shelf, book, reference)


class _Asked:
    """The question, and the parts that answer it."""

    def __init__(
        self,
        question: Question,
        known: "AsKnown",
        shelf: "SupposedShelf",
        year: int,
        unit: str | None,
    ) -> None:
        from admission.app.audit.what_if import Days, WhatIf

        last = min(date(year, 12, 31), date.fromisoformat(question.as_of))
        self._days = Days(date(year, 1, 1), last)
        self._question = question
        self._reference = shelf.instead.reference
        self._what_if = WhatIf(question.reader, known, shelf, self._days)
        moment = Moment(question.as_of, question.known_at)
        tree = question.reading["tree"]
        self._is_of_unit = under(question.rows, Reading(moment, unit, tree))
        self._places = Places(question.rows, question.known_at)

    def show_counts(self) -> None:
        """How many steps, by unit, change and rule."""
        question, judged, not_judged = self._question, 0, 0
        counts: Counter[tuple[str, str | None, str, str]] = Counter()
        for again in self._among(self._candidates("")):
            not_judged += again.differences is None
            judged += again.differences is not None
            for row in self._rows(again):
                counts.update((row.unit, row.unit_name, row.change, rule) for rule in row.rules)
        keys = tuple(column.key for column in WHAT_IF.columns)
        rows = sorted(counts.items(), key=lambda each: (each[0][1] or "", each[0]))
        part = page_of_all(rows, question.limit, question.after, lambda each: each[0])
        refusals = self._what_if.refusals(_until(question))
        question.show(
            WHAT_IF,
            [dict(zip(keys, (*key, steps), strict=True)) for key, steps in part.rows],
            part.next,
            title=f"what if {self._reference}, {self._days.first.year}",
            notes=tuple(_notes(judged, not_judged, refusals)),
            extra={
                "rulebook": self._reference,
                "judged": judged,
                "not_judged": not_judged,
                "refusals": refusals._asdict(),
            },
        )

    def show_steps(self) -> None:
        """One row a step and change, in the order of the candidates' ids."""
        question = self._question
        begin = tuple(map(str, key_of(question.after, 3))) if question.after else _BEGINNING
        rows = (
            row
            for again in self._among(self._candidates(begin[0]))
            for row in self._rows(again)
            if _place(row) > begin
        )
        found = list(islice(rows, at_most(question.limit)))
        question.show_page(
            WHAT_IF_STEPS,
            page(found, question.limit, _place),
            title=f"what if {self._reference}, {self._days.first.year}",
            extra={"rulebook": self._reference},
        )

    def _candidates(self, begin: str) -> Iterator[list[str]]:
        """The candidates from one on, some at a time."""
        first, last = (day.isoformat() for day in self._days)
        known_at = self._question.known_at
        if begin:
            yield [begin]
        while some := candidates_with_steps(
            self._question.rows, first, last, known_at=known_at, after=begin
        ):
            yield some
            begin = some[-1]

    def _among(self, candidates: Iterable[list[str]]) -> Iterator["DecidedAgain"]:
        """What is of the unit that is asked for."""
        for again in self._what_if.decided_again(candidates):
            if self._is_of_unit(again.unit, again.fact.event.on.isoformat()):
                yield again

    def _rows(self, again: "DecidedAgain") -> list[StepRow]:
        """The rows of a step, by the unit that stands for its own in the tree that is asked for."""
        event, day = again.fact.event, again.fact.event.on.isoformat()
        place = self._places.row(again.unit, day)
        rows = [
            StepRow(
                again.fact.position,
                again.candidate,
                again.fact.version,
                event.TYPE,
                day,
                again.unit,
                place.name if place else None,
                change.value,
                rules,
                until.isoformat() if until else None,
            )
            for change, rules, until in sorted(again.differences or ())
        ]
        return self._question.placed(rows) if rows else rows


def _until(question: Question) -> str:
    """Up to which time of recording refusals are asked for, as it is stored."""
    if not question.recorded.asked:
        return "9999"
    return question.recorded.recorded_at or ""


def _place(row: StepRow) -> tuple[str, ...]:
    """Where a row comes in the list."""
    return row.candidate, f"{row.version:06}", row.change


def _notes(judged: int, not_judged: int, refusals: "Refusals") -> Iterator[str]:
    yield f"{counted(judged, 'step')} decided again, each on what stood before it"
    if not_judged:
        yield f"{counted(not_judged, 'step')} not: the rulebook is not in force on that day"
    if refusals.kept:
        by = ", ".join(f"{rule} {count}" for rule, count in refusals.rules.items())
        yield (
            f"{counted(refusals.kept, 'refused step')} cannot be decided again, for what they said "
            f"is not kept, only the rules ({by}); {refusals.not_asked} by rules alone whose breach "
            "this rulebook lets pass"
        )
