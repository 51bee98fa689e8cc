"""Whole paths: who is told how far."""

from typing import Final, Literal, NamedTuple

from admission.scenarios import deciding, dossier, pool, probation
from admission.scenarios.bodies import Cell
from admission.scenarios.courses import Course
from admission.scenarios.days import Day, shift, working
from admission.scenarios.documents import numbered, paper
from admission.scenarios.path import Desk, Path
from admission.scenarios.profiles import TRADES, Profile
from admission.scenarios.schedule import days_before
from admission.scenarios.story import Moment
from admission.scenarios.turns import PLAIN, Turn, turn

Fate = Literal[
    "admitted", "recognised", "deleted", "cancelled",
    "withdraws", "withdraws-after-a-vain-vote", "refused", "leaves", "dies",
]  # fmt: skip
GIVES_UP: Final[tuple[Fate, ...]] = (
    "withdraws", "withdraws", "withdraws", "withdraws", "withdraws-after-a-vain-vote",
    "withdraws-after-a-vain-vote", "refused", "refused", "leaves", "leaves", "leaves", "dies",
)  # fmt: skip
"""How paths end that lead nowhere, each as often as it stands here."""


class Plan(NamedTuple):
    """One candidate: where, when the ceremony is or would be, what becomes of the path."""

    cell: Cell
    ceremony: Day
    fate: Fate = "admitted"
    profile: Profile | None = None
    """What kind of candidate; None: one of those that the cell has."""
    turn: Turn | None = None
    """What is out of the ordinary; None: as chance has it."""
    over_age_consent_of: str | None = None
    ceremony_recorded: Moment = 0
    """The ceremony is recorded no sooner."""


def follow(desk: Desk, plan: Plan, held: list[Course]) -> None:
    """Tell one candidate's path; `held` are the classes that the candidate could go to."""
    chance, cell = desk.story.chance, plan.cell
    taken = turn(chance) if plan.turn is None else plan.turn
    if plan.fate == "withdraws-after-a-vain-vote":
        taken = taken._replace(cell_says_no_first=True, returned=False)
    profile = plan.profile or chance.weighted(TRADES[cell.trade])
    days = days_before(chance, cell, plan.ceremony, taken, desk.floor)
    course = pool.course_for(desk, days, held)
    path = Path(desk, cell, profile, pool.in_time_for(desk, days, course), taken)
    pool.enter(path, course)
    if plan.fate == "leaves":
        _leave(path)
    else:
        dossier.prepare(path)
        _go_on(path, plan)
    path.tell()


def _go_on(path: Path, plan: Plan) -> None:
    fate, days = plan.fate, path.days
    if fate in ("withdraws", "dies"):
        _exit(path, working((days.permitted + days.certified) // 2), fate)
    elif fate == "withdraws-after-a-vain-vote":
        deciding.vote_in_vain(path)
        _exit(path, shift(days.vain_cell_vote or days.certified, 3), fate)
    elif fate == "refused":
        deciding.decide(path, "refused")
    else:
        deciding.decide(path)
        if plan.over_age_consent_of is not None:
            deciding.over_age(path, plan.over_age_consent_of)
        _be_admitted(path, plan)


def _be_admitted(path: Path, plan: Plan) -> None:
    fate = plan.fate
    deciding.admit(path, plan.ceremony_recorded)
    probation.serve(path, to_the_end=fate in ("recognised", "deleted"))
    if fate == "recognised":
        probation.end(path, "recognition")
    elif fate == "deleted":
        probation.end(path, "deletion")
    elif fate == "cancelled":
        on = working(path.days.ceremony + path.chance.between(60, 100))
        path.stop(on)
        deciding.cancel(path, on)


def _leave(path: Path) -> None:
    on, cell = path.days.permitted, path.cell.body
    path.stop(on)
    document = numbered("cell-resolution", cell.resolutions, on, cell.name)
    fields = {"reason": "chuyển nơi cư trú ra ngoài tỉnh", "document": document}
    path.add(on, "leave-pool", fields)


def _exit(path: Path, on: Day, fate: Fate) -> None:
    path.stop(on)
    if fate == "dies":
        path.add(on, "record-death", {"document": paper("death-certificate", on)})
    else:
        document = paper("application", on)
        path.add(on, "withdraw", {"reason": "hoàn cảnh gia đình", "document": document})


def only_in_class(desk: Desk, cell: Cell, profile: Profile, course: Course) -> None:
    """Somebody who goes to a class and has no dossier yet."""
    days = days_before(desk.story.chance, cell, shift(course.recorded_by, 120), PLAIN, desk.floor)
    path = Path(desk, cell, profile, pool.in_time_for(desk, days, course), PLAIN)
    pool.enter_only(path, course)
    path.tell()


def day_between(desk: Desk, first: Day, last: Day) -> Day:
    """A working day, both ends included."""
    found = working(desk.story.chance.between(first, last))
    return found if found <= last else shift(last + 1, -1)
