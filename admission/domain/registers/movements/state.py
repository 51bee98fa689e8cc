"""What coming and going changes in the state of a person."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from admission.domain.kernel.messages import Event
from admission.domain.registers.discipline.events import AppealResolved
from admission.domain.registers.movements import events as e
from admission.domain.stages.membership.party_age import age_dated

Changes = dict[str, Any]
"""Fields of a person, and what they become."""


def arrived(event: e.PersonArrived) -> Changes:
    """A member from elsewhere is one here."""
    return {
        "cell": event.cell,
        "here_since": event.on,
        "decided_on": event.decided_on,
        "official_on": event.official_on,
        "card_issued_on": None,
        "ended_on": None,
        "ended_as": None,
        "decided_stated": None,
        "official_stated": None,
        **age_dated(event.counts_from, event.on),
        "through": None,
        "by_paper": True,
    }


def departed(event: e.PersonDeparted) -> Changes:
    """Nobody is a member, or a candidate, at two places."""
    gone: Changes = {"candidacy": None, "awaits_reply": event.on}
    return {**gone, **_no_longer_a_member(event.on, "moved-away")} if event.member_of else gone


def reply_received(_: e.ReplyReceived) -> Changes:
    """Nothing is waited for any more."""
    return {"awaits_reply": None}


def ended(event: e.MembershipEnded) -> Changes:
    """The person is a member no longer."""
    died = {"died_on": event.on} if event.ground == "died" else {}
    return {**_no_longer_a_member(event.on, event.ground), **died}


def after_appeal(event: AppealResolved) -> Changes:
    """Who was put out wrongly is a member again, with the days of before."""
    if not event.restored:
        return {}
    goes_on = {"ended_on": None, "ended_as": None, "through": None, "by_paper": True}
    return {"cell": event.cell, "here_since": event.on, **goes_on}


def file_follows(_: e.ExitSlipIssued | e.ExitFileSent) -> Changes:
    """The membership is over already."""
    return {}


def of_another_cell(event: e.MemberTransferred | e.CellChanged) -> Changes:
    """The membership goes on there."""
    return {"cell": event.cell}


def _no_longer_a_member(on: date, how: str) -> Changes:
    return {"by_paper": False, "ended_on": on, "ended_as": how, "was_member": True}


CHANGES: Final[dict[type[Event], Callable[[Any], Changes]]] = {
    e.PersonArrived: arrived,
    e.PersonDeparted: departed,
    e.ReplyReceived: reply_received,
    e.MemberTransferred: of_another_cell,
    e.CellChanged: of_another_cell,
    e.MembershipEnded: ended,
    e.ExitSlipIssued: file_follows,
    e.ExitFileSent: file_follows,
    AppealResolved: after_appeal,
}
