"""Who is erased, by whom it is approved, what bars it; and what stays of who was."""

from typing import Final

import pytest

from admission.domain.kernel.ids import ERASURES, derived_id
from admission.domain.registers.documents.commands import KeepDocument
from admission.domain.registers.erasure import commands as c
from admission.domain.registers.erasure.events import KeysDestroyed
from admission.domain.registers.identity.commands import JoinPersons
from admission.domain.registers.movements.commands import EndMembership
from admission.domain.registers.people.commands import RegisterMember
from admission.domain.registers.store.commands import OpenStore
from tests.stories.erasures import (
    ON,
    approve,
    approved,
    erase,
    erased,
    hold,
    left,
    lift,
    refusal,
    request,
)
from tests.stories.kit import Outcome, Story, given
from tests.stories.organisation import (
    ANOTHER_P,
    CELL,
    CLERK,
    COMMUNE,
    HELPER,
    INTRODUCER,
    NOBODY,
    SECOND,
    C,
    P,
    ask,
)
from tests.stories.paths import in_pool

SCAN: Final = "ab" * 32
OTHERS: Final = "cd" * 32
SEALED: Final = ask(OpenStore, sealed=True)


def destroyed(outcome: Outcome) -> KeysDestroyed:
    event = outcome.then().store.streams[ERASURES][-1].event
    assert isinstance(event, KeysDestroyed)
    return event


@pytest.mark.accepts("SYS-87")
@pytest.mark.accepts("SYS-88")
@pytest.mark.accepts("SYS-98")
@pytest.mark.accepts("SYS-99")
def test_who_left_the_list_is_erased_once_two_others_approve() -> None:
    """The keys of the person are named, and who was asked, by which all is done again later."""
    outcome = approved(left()).when(erase()).records("person-erased", person=P)
    found = destroyed(outcome)
    assert (found.subjects, found.scans, found.unit) == ((P,), (), COMMUNE)
    assert found.requested_on.isoformat() == ON


@pytest.mark.refuses("SYS-87")
def test_each_step_of_an_erasure_has_its_place() -> None:
    begun = left()
    for step in (approve(), refusal(), erase(), lift()):
        begun.when(step).refused("SYS-87")
    asked = begun.and_(request())
    asked.when(request()).refused_only("SYS-87")
    asked.when(erase()).refused("SYS-87")
    once = asked.when(approve(), actor=SECOND).then()
    once.when(erase()).refused_only("SYS-87")
    twice = once.when(approve(), actor=HELPER).then()
    twice.when(approve(), actor=INTRODUCER).refused_only("SYS-87")
    done = twice.and_(erase())
    for again in (request(), approve(), refusal(), erase(), hold()):
        done.when(again, actor=SECOND).refused("SYS-87")


def test_what_was_refused_may_be_asked_for_again_and_is_approved_anew() -> None:
    again = left().and_(request()).when(approve(), actor=SECOND).then().and_(refusal(), request())
    again.when(approve(), actor=SECOND).accepted()
    again.when(erase()).refused("SYS-87")


@pytest.mark.refuses("SYS-88")
@pytest.mark.parametrize("actor", [CLERK, P], ids=["who recorded it", "whom it is about"])
def test_nobody_approves_an_own_request(actor: str) -> None:
    left().and_(request()).when(approve(), actor=actor).refused_only("SYS-88")


@pytest.mark.refuses("SYS-88")
def test_nobody_approves_twice_nor_under_another_name() -> None:
    asked = left().and_(request())
    once = asked.when(approve(), actor=SECOND).then()
    once.when(approve(), actor=SECOND).refused_only("SYS-88")
    joined = asked.and_(_joined())
    joined.when(approve(), actor=ANOTHER_P).refused_only("SYS-88")


def _joined() -> JoinPersons:
    return ask(JoinPersons, person=P, other=ANOTHER_P, second=SECOND, reason="trùng", on=ON)


@pytest.mark.refuses("SYS-97")
@pytest.mark.computes("CRD-05")
@pytest.mark.parametrize(
    ("story", "person", "who"),
    [
        pytest.param(lambda: given(SEALED), INTRODUCER, "member", id="a member"),
        pytest.param(lambda: given(SEALED, in_pool("2025-11-03")), P, "applicant", id="a path"),
        pytest.param(lambda: given(SEALED, _over()), INTRODUCER, "former-member", id="a former"),
    ],
)
def test_the_rulebook_keeps_members_who_were_and_whoever_is_on_the_path(
    story: object, person: str, who: str
) -> None:
    begun: Story = story()  # type: ignore[operator]
    outcome = approved(begun, person).when(erase(person)).refused_only("SYS-97")
    (objection,) = outcome.answer.objections  # type: ignore[union-attr]
    assert (objection.values["who"], objection.values["until"]) == (who, "for-ever")


def _over() -> EndMembership:
    return ask(EndMembership, person=INTRODUCER, ground="left", reason="tự nguyện", on="2025-11-03")


@pytest.mark.accepts("SYS-97")
def test_who_was_never_more_than_registered_is_erased() -> None:
    """Relatives, referees and whoever came with a list."""
    approved(given(SEALED)).when(erase()).accepted()


@pytest.mark.refuses("SYS-98")
def test_a_legal_hold_bars_an_erasure_until_it_is_lifted() -> None:
    """Not the request, nor its approval: it may be lifted in time."""
    held = approved(left().and_(hold()))
    held.when(hold()).refused_only("SYS-87")
    held.when(erase()).refused_only("SYS-98")
    held.and_(lift()).when(erase()).accepted()


@pytest.mark.refuses("SYS-98")
def test_a_hold_on_one_name_of_a_person_bars_the_erasure_of_all() -> None:
    held = left().and_(hold(ANOTHER_P), _joined())
    approved(held).when(erase()).refused_only("SYS-98")


@pytest.mark.refuses("SYS-99")
def test_nothing_is_erased_in_a_store_that_is_not_sealed() -> None:
    approved(given()).when(erase()).refused_only("SYS-99")


def test_every_record_of_a_person_is_erased_whichever_is_named() -> None:
    twins = approved(left().and_(_joined()), ANOTHER_P)
    assert set(destroyed(twins.when(erase(ANOTHER_P))).subjects) == {P, ANOTHER_P}


def test_a_scan_about_somebody_else_too_is_not_destroyed() -> None:
    def scan(sha256: str, about: str) -> KeepDocument:
        fields = {"sha256": sha256, "size": 9, "media_type": "image/png", "about": about}
        return ask(KeepDocument, **fields, on=ON)

    kept = left().and_(scan(SCAN, C), scan(SCAN, P), scan(OTHERS, P), scan(OTHERS, CELL))
    outcome = approved(kept).when(erase(scans=(SCAN, OTHERS))).accepted()
    assert destroyed(outcome).scans == (SCAN,)


def test_acts_on_one_erasure_come_in_the_order_of_their_days() -> None:
    left().and_(request()).when(approve(on="2026-05-03"), actor=SECOND).refused_only("SYS-14")


def test_whoever_is_not_in_the_store_is_not_erased_from_it() -> None:
    given().when(request(NOBODY)).unknown(NOBODY)


def test_an_erasure_is_of_one_person_and_changes_nothing_that_is_counted() -> None:
    """It stands on a stream of its own; the person's and the candidate's are as they were."""
    before, after = approved(left()).store, erased().store
    same = [name for name, events in before.streams.items() if after.streams[name] == events]
    assert set(before.streams) - set(same) == {derived_id("erasure", P)}


def test_epochs_of_keys_follow_each_other() -> None:
    second = given(SEALED, ask(c.BeginEpoch, epoch=2, on=ON))
    second.when(ask(c.BeginEpoch, epoch=2, on=ON)).refused_only("SYS-07")
    second.when(ask(c.BeginEpoch, epoch=3, on=ON)).records("epoch-begun", epoch=3)


@pytest.mark.refuses("SYS-180")
def test_backups_of_keys_that_are_still_in_use_are_kept() -> None:
    second = given(SEALED, ask(c.BeginEpoch, epoch=2, on=ON))
    second.when(ask(c.DestroyKeyBackups, epoch=3, on=ON)).refused_only("SYS-180")


@pytest.mark.accepts("SYS-180")
def test_backups_of_the_keys_from_before_an_epoch_are_destroyed_once() -> None:
    destroy = ask(c.DestroyKeyBackups, epoch=2, on=ON)
    second = given(SEALED, ask(c.BeginEpoch, epoch=2, on=ON))
    second.when(destroy).records("key-backups-destroyed", epoch=2)
    second.and_(destroy).when(destroy).refused_only("SYS-07")


def test_a_member_elsewhere_and_here_is_kept() -> None:
    """Also where the record that tells of it is joined to one that does not."""
    twins = left().and_(
        ask(RegisterMember, person=ANOTHER_P, cell=CELL, official_on="2010-05-19", on="2020-01-01"),
        _joined(),
    )
    approved(twins).when(erase()).refused_only("SYS-97")
