"""`admission why`: what a candidate's next step waits for."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import click

from admission.app.why import Done, Missing, Waiting, Why, meaning, why
from admission.domain.kernel.documents import Document
from admission.projections.asking import page_of_all
from admission.projections.holds.queries import open_holds
from admission.projections.notes.queries import count_open_notes
from admission.projections.people.queries import show_person
from admission.projections.units.queries import find_units
from cli.commands.due import STOPPED, for_eyes
from cli.output import Column, Listing
from cli.people import (
    TAKEN_OVER,
    candidate_called,
    from_paper,
    said_of_holds,
    said_of_notes,
    taken_over,
)
from cli.questions import Question, query
from cli.scans import SCANS, Scans, in_a_cell, scans_of

WHY: Final = Listing(
    "why/1",
    (
        Column(
            "part",
            "done, ahead (a coming day reaches it by itself), missing (for the next step) or "
            "waiting (a clock that runs)",
        ),
        Column("what", "what is done, missing, or must be done", "what"),
        Column("milestone", "name of the milestone that is done, or null"),
        Column("step", "command that lacks what is missing, or null"),
        Column("on", "day it was done, or the clock started, as exact as known, or null", "on"),
        Column("document", "paper that it rests on, as recorded, or null", "document"),
        Column("scans", f"{SCANS}; null for what is not done", "scan"),
        Column(
            "rule",
            "rule that asks for it; of what is done the rules that it went against, or null",
            "rule",
        ),
        Column("effect", "what the breach would do: refuse, consent or late; else null"),
        Column("by", "in which role somebody must act, or null"),
        Column("acting", "id of the unit that must act, null for a person"),
        Column("acting_name", "its name, or null", "who"),
        Column("due_on", "last good day, or null", "until"),
        Column("provisional", "whether a year on the way has no adopted calendar"),
        Column("overdue_by", "calendar days past the last good day", "overdue", number=True),
        Column("from_paper", "of a clock: whether the day it starts on is known only from paper"),
        Column("position", "place in the log of what is done, or null"),
        *STOPPED,
    ),
    {
        "candidate": "id of the candidacy",
        "standing": "where it stands",
        "since": "day since which it stands so",
        "next_step": "command that takes the next step, null where there is none",
        "by": "role of the body that takes it",
        "acting": "id of that body, or null",
        "rulebook": "rulebook in force, id@sha256, or null",
        "open_notes": "how many open notes there are on the candidate",
        **{column.key: column.meaning for column in TAKEN_OVER},
    },
    parts="part",
)


@click.command()
@click.argument("candidate")
@query
def command(question: Question, candidate: str) -> None:
    """Say what is done, what is missing for the next step, by which rule, who must act, by when.

    CANDIDATE is the id of a candidacy or of a person, or its key in a list.
    """
    status = candidate_called(question, candidate)
    found = why(
        question.reader,
        status.candidate,
        as_of=date.fromisoformat(question.as_of),
        known_at=question.known_at,
    )
    if found is None:
        raise click.ClickException(f"There is no candidate {candidate} on {question.as_of}.")
    scans = scans_of(question, status.candidate)
    rows = list(_rows(found, question, scans))
    if question.form == "table":
        rows = [_for_eyes(row) for row in rows]
    page = page_of_all(
        list(enumerate(rows)), question.limit, question.after, lambda numbered: (numbered[0],)
    )
    acting = _name(question, found.acting)
    open_notes = count_open_notes(question.rows, status.candidate, **question.clocks)
    question.show(
        WHY,
        [row for _, row in page.rows],
        page.next,
        title=f"{status.name or status.person} is {status.standing} since {status.since}",
        notes=[
            *from_paper(question, status),
            _next_step(found, acting, question.as_of),
            *(["nothing is missing for it"] if found.step and not found.missing else []),
            *said_of_holds(open_holds(question.rows, status.person, **question.clocks)),
            *said_of_notes(open_notes, status.candidate),
            *([f"rulebook: {found.rulebook.partition('@')[0]}"] if found.rulebook else []),
        ],
        extra={
            "candidate": status.candidate,
            "standing": status.standing,
            "since": status.since,
            "next_step": found.step,
            "by": found.by or None,
            "acting": found.acting,
            "rulebook": found.rulebook,
            "open_notes": open_notes,
            **taken_over(status),
        },
    )


def _next_step(found: Why, acting: str | None, as_of: str) -> str:
    if found.rulebook is None:
        return (
            f"no rulebook is in force on {as_of}, so the next step cannot be told: "
            "`admission rulebook adopt`"
        )
    if not found.step:
        return "no further step is expected"
    how = f"`admission record {found.step} --help`"
    return f"next step: {found.step}, by {acting or found.by} ({how})"


def _for_eyes(row: dict[str, Any]) -> dict[str, Any]:
    part = row["part"]
    heading = {"missing": f"missing for {row['step']}", "waiting": "clocks that run"}
    return {**for_eyes(row), "part": heading.get(part, part)}


_EMPTY: Final = dict.fromkeys(column.key for column in WHY.columns)


def _rows(found: Why, question: Question, scans: Scans) -> Iterator[dict[str, Any]]:
    for done in found.done:
        yield _EMPTY | _done(done, question, scans)
    for missing in found.missing:
        yield _EMPTY | _missing(missing, question)
    for waiting in found.waiting:
        yield _EMPTY | _waiting(waiting, question)


def _done(done: Done, question: Question, scans: Scans) -> dict[str, Any]:
    paper, kept = done.document, scans.get(done.position, [])
    in_table = question.form == "table"
    return {
        "part": "ahead" if done.ahead else "done",
        "what": meaning(_named(done.milestone, question)),
        "milestone": done.milestone,
        "on": done.on,
        "document": paper and (paper.cited if in_table else _plain(paper)),
        "scans": in_a_cell(kept, wanted=paper is not None) if in_table else kept,
        "rule": " ".join(done.against) or None,
        "provisional": False,
        "overdue_by": 0,
        "from_paper": False,
        "position": done.position,
    }


def _missing(missing: Missing, question: Question) -> dict[str, Any]:
    return {
        "part": "missing",
        "what": missing.sentence,
        "step": missing.step,
        "rule": missing.rule,
        "effect": missing.effect,
        "by": missing.by,
        "acting": missing.acting,
        "acting_name": _name(question, missing.acting),
        "due_on": missing.due_on and missing.due_on.isoformat(),
        "provisional": missing.provisional,
        "overdue_by": 0,
        "from_paper": False,
    }


def _waiting(waiting: Waiting, question: Question) -> dict[str, Any]:
    return {
        "part": "waiting",
        "what": waiting.what,
        "on": waiting.starts,
        "rule": waiting.rule,
        "by": waiting.by,
        "acting": waiting.acting,
        "acting_name": _name(question, waiting.acting),
        "due_on": waiting.due_on and waiting.due_on.isoformat(),
        "provisional": waiting.provisional,
        "overdue_by": waiting.overdue_by,
        "from_paper": waiting.from_paper,
        "stopped_since": waiting.stopped_since and waiting.stopped_since.isoformat(),
        "stopped_days": waiting.stopped_days,
    }


def _named(milestone: str, question: Question) -> str:
    """A milestone whose key is a person, with the name in the place of the id."""
    name, _, key = milestone.partition("#")
    person = show_person(question.rows, key, **question.clocks) if key else None
    return f"{name}#{person.name}" if person and person.name else milestone


def _plain(paper: Document) -> dict[str, Any]:
    return paper.model_dump(mode="json", exclude_none=True)


def _name(question: Question, unit: str | None) -> str | None:
    if unit is None:
        return None
    found = find_units(question.rows, unit, **question.clocks)
    return found[0].name if found else None
