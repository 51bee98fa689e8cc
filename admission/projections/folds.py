"""How each kind of stream is folded for projections: the only index of that."""

from collections.abc import Callable

from admission.domain.rulebooks.rulebook import Rulebook
from admission.projections.attendance import project as attendance
from admission.projections.badges import project as badges
from admission.projections.calendars import project as calendars
from admission.projections.cards import project as cards
from admission.projections.classes import project as classes
from admission.projections.complaints import project as complaints
from admission.projections.confirmations import project as confirmations
from admission.projections.conscripts import project as conscripts
from admission.projections.documents import project as documents
from admission.projections.erasures import project as erasures
from admission.projections.facts import Fold
from admission.projections.inspections import project as inspections
from admission.projections.notes import project as notes
from admission.projections.path import fold_of_paths
from admission.projections.people import project as people
from admission.projections.rankings import project as rankings
from admission.projections.reviews import project as reviews
from admission.projections.stated import project as stated
from admission.projections.supervisions import project as supervisions
from admission.projections.targets import project as targets
from admission.projections.tasks import project as tasks
from admission.projections.units import project as units


def folds(rulebook_of: Callable[[str], Rulebook]) -> dict[str, Fold]:
    """The fold of every kind that keeps a state; streams of other kinds are read event by event."""
    return {
        "account": people.FOLD_ACCOUNT,
        "badges": badges.FOLD,
        "attendance": attendance.FOLD,
        "calendars": calendars.FOLD,
        "candidate": fold_of_paths(rulebook_of),
        "cards": cards.FOLD,
        "class": classes.FOLD,
        "directive": tasks.FOLD_DIRECTIVE,
        "conscript": conscripts.FOLD,
        "document": documents.FOLD,
        "note": notes.FOLD,
        "review": reviews.FOLD,
        "complaint": complaints.FOLD,
        "finding": inspections.FOLD_FINDING,
        "inspection": inspections.FOLD,
        "erasure": erasures.FOLD,
        "erasures": erasures.FOLD_ALL,
        "figure": stated.FOLD,
        "confirmation": confirmations.FOLD,
        "person": people.FOLD_PERSON,
        "ranking": rankings.FOLD,
        "supervision": supervisions.FOLD,
        "target": targets.FOLD,
        "task": tasks.FOLD,
        "unit": units.FOLD,
        "weakness": attendance.FOLD_WEAKNESS,
    }
