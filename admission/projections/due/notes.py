"""What is due because a note says so."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from admission.projections.calendars.queries import working_days
from admission.projections.due.rows import Asked, DueRow
from admission.projections.notes.queries import NoteRow, notes_to_follow_up

NOTE: Final = "note"
"""Stands in the place of a rule: nothing but a note asks for it."""


def follow_ups(asked: Asked) -> Iterator[DueRow]:
    """Every open note with a day by which to come back to it."""
    as_of, known_at = asked.moment
    calendar = working_days(asked.connection, as_of=as_of, known_at=known_at)
    by = asked.horizon.isoformat() if asked.horizon else None
    day = date.fromisoformat(as_of)
    notes = notes_to_follow_up(
        asked.connection,
        as_of=as_of,
        known_at=known_at,
        unit=asked.reading.unit,
        tree=asked.reading.tree,
        about=asked.candidate,
        by=by,
    )
    for note in notes:
        last = date.fromisoformat(note.follow_up or as_of)
        yield _row(note, max(0, (day - last).days), calendar.between(day, last))


def _row(note: NoteRow, overdue_by: int, working_days_left: int) -> DueRow:
    """A note on a candidate is its author's to follow up, a note on a unit is the unit's."""
    of_unit = note.person is None
    return DueRow(
        None if of_unit else note.about,
        note.person,
        note.name,
        note.unit or note.about,
        note.unit_name,
        NOTE,
        note.text or "",
        note.note,
        "unit" if of_unit else "author",
        note.unit if of_unit else None,
        note.unit_name if of_unit else note.author_name or note.author,
        note.written_on,
        note.follow_up,
        provisional=False,
        overdue_by=overdue_by,
        working_days_left=working_days_left,
    )
