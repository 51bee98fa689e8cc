"""Names that nothing answers to: milestones, papers, gates, kinds of units and meetings."""

from collections.abc import Iterable
from typing import Final

from admission.domain.rulebooks import vocabulary
from admission.domain.rulebooks.checks.placed import File, Found
from admission.domain.rulebooks.entries.candidates import Schooling
from admission.domain.rulebooks.entries.path import Verification
from admission.domain.rulebooks.milestones import KEYED, MILESTONES
from admission.domain.rulebooks.mistakes import one_of
from admission.domain.rulebooks.tables import MILESTONES_IN

_LISTS: Final = (
    ("chain", "cell", vocabulary.CELL_KINDS),
    ("chain", "under", vocabulary.UNIT_KINDS),
    ("chain", "over", vocabulary.UNIT_KINDS),
    ("chain", "authority", vocabulary.UNIT_KINDS),
    ("chain", "meeting", vocabulary.MEETINGS),
    ("badge_round", "by", vocabulary.UNIT_KINDS),
    ("confirmation", "by", vocabulary.UNIT_KINDS),
    ("entitled", "grounds", vocabulary.ABSENCES),
    ("paper", "stage", vocabulary.STAGES),
    ("gate", "stage", vocabulary.STAGES),
    ("hold", "cause", vocabulary.HOLD_CAUSES),
)
"""The fields whose names come from a closed list."""


def unknown_milestones(file: File) -> Found:
    """Milestones that the program does not reach, of papers or gates that there are not."""
    for one in file.own():
        for field in MILESTONES_IN.get(one.table, ()):
            for milestone in _each(getattr(one.entry, field)):
                known = _milestones_like(milestone, file)
                if milestone not in known:
                    sentence = f'there is no milestone "{milestone}"; {one_of(known, milestone)}'
                    yield one.at(field), sentence


def _milestones_like(milestone: str, file: File) -> list[str]:
    """The milestones that one may have been meant as: plain, or of a paper or gate of the file."""
    kind, colon, _ = milestone.partition(":")
    if not colon:
        return list(MILESTONES)
    kinds = [kind] if kind in KEYED else KEYED
    return [f"{each}:{name}" for each in kinds for name in sorted(file.ids(each))]


def unknown_papers_and_gates(file: File) -> Found:
    """Papers and gates that a level of schooling asks for and the file does not have."""
    for one in file.own():
        for kind in KEYED if isinstance(one.entry, Schooling) else ():
            name, known = getattr(one.entry, kind), sorted(file.ids(kind))
            if name is not None and name not in known:
                yield one.at(kind), f'there is no {kind} "{name}"; {one_of(known, name)}'


def unknown_names(file: File) -> Found:
    """Names that are not in the closed list of their field."""
    for one in file.own():
        for table, field, known in _LISTS:
            for name in _each(getattr(one.entry, field)) if table == one.table else ():
                if name not in known:
                    yield one.at(field), f'"{name}" is not known; {one_of(known, name)}'


def unlisted_relations(file: File) -> Found:
    """Relations that are asked for of everybody and are not among those verified."""
    for one in file.own():
        if isinstance(one.entry, Verification):
            for name in one.entry.required:
                if name not in one.entry.relations:
                    yield one.at("required"), f'"{name}" is not among the relations; add it there'


def _each(said: str | Iterable[str] | None) -> Iterable[str]:
    return (said,) if isinstance(said, str) else said or ()
