"""Erasures as stories tell them: who asks, and two others who approve."""

from typing import Final

from admission.domain.kernel.messages import Accepted
from admission.domain.registers.erasure import commands as c
from admission.domain.registers.store.commands import OpenStore
from admission.domain.stages.awareness.commands import LeavePool
from tests.stories.kit import Story, at_work, given
from tests.stories.organisation import COMMUNE, HELPER, SECOND, P, ask
from tests.stories.paths import in_pool

ON: Final = "2026-05-04"
PAPER: Final = {"kind": "request", "number": "7/ĐN", "signed": ON}


def request(person: str = P, on: str = ON, ground: str = "own-request") -> c.RequestErasure:
    """Somebody asks for an erasure."""
    about = {"person": person, "unit": COMMUNE, "ground": ground}
    return ask(c.RequestErasure, **about, document=PAPER, on=on)


def approve(person: str = P, on: str = ON) -> c.ApproveErasure:
    """Somebody approves it."""
    return ask(c.ApproveErasure, person=person, on=on)


def hold(person: str = P, on: str = ON) -> c.PlaceLegalHold:
    """Somebody bars it."""
    return ask(c.PlaceLegalHold, person=person, document=PAPER, on=on)


def lift(person: str = P, on: str = ON) -> c.LiftLegalHold:
    """Somebody lets it go on."""
    return ask(c.LiftLegalHold, person=person, document=PAPER, on=on)


def refusal(person: str = P, on: str = ON) -> c.RefuseErasure:
    """Somebody refuses it."""
    return ask(c.RefuseErasure, person=person, reason="còn vụ việc", on=on)


def erase(person: str = P, on: str = ON, scans: tuple[str, ...] = ()) -> c.ErasePerson:
    """Somebody carries it out."""
    return ask(c.ErasePerson, person=person, scans=scans, on=on)


def left() -> Story:
    """A sealed store, and somebody who has left the list again."""
    leaves = ask(LeavePool, on="2025-11-04")
    return given(ask(OpenStore, sealed=True), in_pool("2025-11-03"), leaves)


def approved(story: Story, person: str = P) -> Story:
    """The same, and the erasure was asked for and approved twice."""
    store = story.and_(request(person)).store
    for actor in (SECOND, HELPER):
        answer = store.do(approve(person), at_work(actor=actor))
        assert isinstance(answer, Accepted), answer
    return Story(store)


def erased() -> Story:
    """Somebody was erased."""
    return approved(left()).and_(erase())
