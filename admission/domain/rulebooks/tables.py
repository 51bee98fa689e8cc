"""The tables of a rulebook file: the entries in each, and what tells two entries apart."""

from collections.abc import Iterator
from typing import Final, get_args, get_origin

from admission.domain.rulebooks.entries.bodies import Quorum
from admission.domain.rulebooks.entries.entry import Entry
from admission.domain.rulebooks.rulebook import Rulebook

TABLES: Final[dict[str, type[Entry]]] = {
    name: get_args(field.annotation)[0]
    for name, field in Rulebook.model_fields.items()
    if get_origin(field.annotation) is tuple
}
"""The kind of entry in each table, in the order of the model."""

KEYS: Final[dict[str, tuple[str, ...]]] = {
    "schooling": ("level",),
    "place": ("basis",),
    "way": ("members", "union"),
    "paper": ("id",),
    "order": ("rule", "step"),
    "deadline": ("rule", "start", "end"),
    "wait": ("rule", "after", "before"),
    "gate": ("id",),
    "hold": ("rule", "cause"),
    "quorum": ("body",),
    "entitled": ("body",),
    "chain": ("cell", "under", "over", "department", "authorised"),
    "ranking_rate": ("who", "rank"),
    "badge_early": ("ground", "from_years"),
    "badge_wait": ("form",),
    "counting": ("figure",),
    "erasure": ("who",),
    "discipline": ("of",),
    "appeal": ("level",),
}
"""The fields by which two entries in force on one day must differ; in other tables one is alone."""

IDENTIFIED: Final = ("paper", "gate")
"""Tables whose entries have an id; those of the others go by their rule."""

MILESTONES_IN: Final[dict[str, tuple[str, ...]]] = {
    "paper": ("needed_for", "after"),
    "order": ("step", "needs"),
    "deadline": ("start", "end", "superseded_by", "begun_before"),
    "wait": ("after", "before"),
    "gate": ("before",),
    "probation": ("starts",),
    "hold": ("steps", "stops"),
    "party_age": ("counts_from",),
    "counting": ("milestone",),
}
"""The fields that name milestones."""

ASSUMED_BEFORE: Final = "assumed_before"
"""The one field that the file has and the model has not: the entry stands for two."""


def keys(table: str, entry: Entry) -> Iterator[tuple[object, ...]]:
    """What no other entry of the table may say while this one is in force."""
    key = tuple(getattr(entry, name) for name in KEYS.get(table, ()))
    if isinstance(entry, Quorum):
        yield from ((*key, matter) for matter in entry.matters)
    else:
        yield key


def identity(table: str, entry: Entry) -> str:
    """What an extending file names to put its own entries in the place of the base's."""
    return str(getattr(entry, "id")) if table in IDENTIFIED else entry.rule  # noqa: B009
