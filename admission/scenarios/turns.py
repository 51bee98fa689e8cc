"""What is out of the ordinary in one candidate's path; most paths have nothing of it."""

from typing import Final, NamedTuple

from admission.scenarios.chance import Chance


class Turn(NamedTuple):
    """The turns of one path, each explained where it is told."""

    late_answer: bool = False
    late_decision: bool = False
    extended: bool = False
    late_ceremony: bool = False
    late_member_cv: bool = False
    no_member_cv: bool = False
    cell_says_no_first: bool = False
    committee_says_no_first: bool = False
    returned: bool = False
    question_raised: bool = False
    hardly_known: bool = False
    certified_too_early: bool = False
    introducer_replaced: bool = False
    helper_changed: bool = False
    family_asked: bool = False
    verification_waived: bool = False
    comments_waived: bool = False
    little_schooling: bool = False
    new_member_class: bool = False
    guide_changed: bool = False
    recognition_late: bool = False
    recognition_says_no_first: bool = False


RATES: Final[dict[str, float]] = {
    "late_answer": 0.04,
    "late_decision": 0.02,
    "extended": 0.5,
    "late_ceremony": 0.012,
    "late_member_cv": 0.05,
    "no_member_cv": 0.06,
    "cell_says_no_first": 0.02,
    "committee_says_no_first": 0.01,
    "returned": 0.01,
    "question_raised": 0.015,
    "hardly_known": 0.006,
    "certified_too_early": 0.004,
    "introducer_replaced": 0.012,
    "helper_changed": 0.015,
    "family_asked": 0.3,
    "verification_waived": 0.35,
    "comments_waived": 0.06,
    "little_schooling": 0.02,
    "new_member_class": 0.15,
    "guide_changed": 0.03,
    "recognition_late": 0.05,
    "recognition_says_no_first": 0.02,
}
"""How often each turn is taken; one that is not here is taken only where a story says so."""

_WORDS: Final = tuple((Turn._fields.index(name), rate) for name, rate in RATES.items())
PLAIN: Final = Turn()


def turn(chance: Chance) -> Turn:
    """The turns of one path, by chance."""
    taken = list(PLAIN)
    for at, rate in _WORDS:
        taken[at] = chance.draw() < rate
    return Turn._make(taken)
