"""The row of each person whose erasure was asked for or barred, and one row of all erasures."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from admission.domain.kernel import ids
from admission.domain.kernel.messages import Recorded
from admission.domain.registers.erasure import events as e
from admission.domain.registers.erasure.state import Asked
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row

_KINDS: Final = (
    e.ErasureRequested,
    e.ErasureApproved,
    e.ErasureRefused,
    e.LegalHoldPlaced,
    e.LegalHoldLifted,
    e.PersonErased,
    e.KeysDestroyed,
    e.EpochBegun,
    e.KeyBackupsDestroyed,
)
READS: Final = frozenset(kind.TYPE for kind in _KINDS)
ERASURES: Final = Table(
    "erasures",
    ("person",),
    (
        "asked",
        "unit",
        "ground",
        "paper",
        "requested_on",
        "requested_by",
        "first_approver",
        "second_approver",
        "refused_on",
        "erased_on",
        "held_since",
    ),
)
EPOCHS: Final = Table(
    "key_epochs",
    ("stream",),
    (
        "erasures",
        "keys",
        "scans",
        "epoch",
        "waiting",
        "unit",
        "requested_on",
        "erased_on",
        "backups_unit",
        "backups_since",
    ),
)


class Erasure(NamedTuple):
    """What the row of a person says; `person` is empty before the first event."""

    id: str
    person: str = ""
    asked: str = Asked.NOT.value
    unit: str | None = None
    ground: str | None = None
    paper: str | None = None
    requested_on: str | None = None
    requested_by: str | None = None
    first_approver: str | None = None
    second_approver: str | None = None
    refused_on: str | None = None
    erased_on: str | None = None
    held_since: str | None = None


def evolve(state: Erasure, recorded: Recorded) -> Erasure:
    """The state after one more event of the stream of a person's erasure."""
    event = recorded.event
    if not isinstance(event, e.ErasureEvent):
        return state
    state = state._replace(person=event.person)
    if isinstance(event, e.ErasureRequested):
        return _requested(state, event)
    if isinstance(event, e.ErasureApproved):
        return _approved(state, event.by)
    return state._replace(**_changes(event))


def _changes(event: e.ErasureEvent) -> dict[str, Any]:
    on = event.on.isoformat()
    match event:
        case e.ErasureRefused():
            return {"asked": Asked.REFUSED.value, "refused_on": on}
        case e.PersonErased():
            return {"asked": Asked.ERASED.value, "erased_on": on}
        case e.LegalHoldPlaced():
            return {"held_since": on}
        case _:
            return {"held_since": None}


def _approved(state: Erasure, by: str) -> Erasure:
    if state.first_approver is None:
        return state._replace(asked=Asked.APPROVED_ONCE.value, first_approver=by)
    return state._replace(asked=Asked.APPROVED.value, second_approver=by)


def _requested(state: Erasure, event: e.ErasureRequested) -> Erasure:
    begun = Erasure(state.id, state.person, Asked.REQUESTED.value, held_since=state.held_since)
    return begun._replace(
        unit=event.unit,
        ground=event.ground.value,
        paper=event.document.cited,
        requested_on=event.on.isoformat(),
        requested_by=event.by,
    )


class Epochs(NamedTuple):
    """What was destroyed in all, the newest epoch, and the oldest request of those since.

    `backups_since` is the oldest request of those before it, whose keys old backups may still hold.
    """

    id: str
    erasures: int = 0
    keys: int = 0
    scans: int = 0
    epoch: int = 0
    waiting: int = 0
    unit: str | None = None
    requested_on: str | None = None
    erased_on: str | None = None
    backups_unit: str | None = None
    backups_since: str | None = None


def evolve_all(state: Epochs, recorded: Recorded) -> Epochs:
    """The state after one more event of the stream of all erasures."""
    match recorded.event:
        case e.KeysDestroyed() as event:
            return _destroyed(state, event)
        case e.EpochBegun() as event:
            after = _left_in_backups(state)._replace(epoch=event.epoch, waiting=0, unit=None)
            return after._replace(requested_on=None, erased_on=None)
        case e.KeyBackupsDestroyed() as event if event.epoch == state.epoch:
            return state._replace(backups_unit=None, backups_since=None)
        case _:
            return state


def _left_in_backups(state: Epochs) -> Epochs:
    older = state.backups_since is None or (state.requested_on or "") < state.backups_since
    if state.requested_on is None or not older:
        return state
    return state._replace(backups_unit=state.unit, backups_since=state.requested_on)


def _destroyed(state: Epochs, event: e.KeysDestroyed) -> Epochs:
    asked = event.requested_on.isoformat()
    if state.requested_on is None or asked < state.requested_on:
        state = state._replace(unit=event.unit, requested_on=asked)
    return state._replace(
        erasures=state.erasures + 1,
        keys=state.keys + len(event.subjects),
        scans=state.scans + len(event.scans),
        waiting=state.waiting + 1,
        erased_on=state.erased_on or event.on.isoformat(),
    )


def rows(state: Erasure) -> dict[Row, Row]:
    """One row, once there is anything to say."""
    return {(state.person,): tuple(state[2:])} if state.person else {}


def rows_of_all(state: Epochs) -> dict[Row, Row]:
    """The one row, once anybody was erased or an epoch begun."""
    return {(state.id,): tuple(state[1:])} if state.erasures or state.epoch else {}


def project(fact: Fact) -> Iterable[Change]:
    """Bring the row up to the fact."""
    if fact.stream == ids.ERASURES:
        return EPOCHS.follow(fact, rows_of_all)
    return ERASURES.follow(fact, rows)


FOLD: Final = Fold(Erasure, evolve)
FOLD_ALL: Final = Fold(Epochs, evolve_all)
