"""What is due because a note says so."""

from collections.abc import Iterator
from typing import Final

from admission.projections.due.assigned import late, listed
from admission.projections.due.rows import Asked, DueRow
from admission.projections.notes.queries import NoteRow, notes_to_follow_up

NOTE: Final = "note"
"""Stands in the place of a rule: nothing but a note asks for it."""


def follow_ups(asked: Asked) -> Iterator[DueRow]:
    """Every open note with a day by which to come back to it."""
    by = asked.horizon.isoformat() if asked.horizon else None
    where = {**listed(asked), "about": asked.candidate, "by": by}
    for note in notes_to_follow_up(asked.connection, **where):
        yield _row(asked, note)


def _row(asked: Asked, note: NoteRow) -> DueRow:
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
        **late(asked, note.follow_up)._asdict(),
    )
