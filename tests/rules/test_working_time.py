"""Every length of time in the rules: the day before the last, the last day, the day after."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from admission.app.rulebook_files import shipped_text
from admission.domain.kernel.dates import add_months
from admission.domain.kernel.messages import Command, Refused
from admission.domain.registers.rulebooks.commands import AdoptRulebook
from admission.domain.stages.admission import commands as a
from tests.stories.kit import Outcome, given
from tests.stories.organisation import (
    BY_ITSELF,
    GUIDE,
    PROVINCE,
    USUAL,
    WITHOUT_COMMITTEE,
    Place,
    ask,
)
from tests.stories.paths import (
    cell_resolved,
    cell_vote,
    ceremony_held,
    committee_vote,
    day,
    decided,
    decision,
    dossier_open,
    introduction,
    later,
    paper,
    ready_for_cell_vote,
    ready_for_recognition,
    received,
    recognition,
    recognition_resolved_by_cell,
    recognition_vote,
    reply,
    request,
)

IN_HANOI = ask(AdoptRulebook, text=shipped_text("vn-2025-hanoi"), unit=PROVINCE)
REGIMES = ("2018-03-15", "2023-03-15", "2025-08-04", "2026-05-04")
"""A day under Q29, Q24, Q294, and the rulebook of 2026."""


def working_day(start: date | str, count: int) -> date:
    """The count-th working day after a day, counted one by one in the calendar of the stories."""
    on = day(start)
    while count:
        on += timedelta(days=1)
        off = on.weekday() >= 5 or (on.month, on.day) in ((1, 1), (9, 2))
        count -= not off
    return on


def three(last: date) -> Iterator[tuple[date, bool]]:
    """The day before the last, the last, and the day after: which of them is too late."""
    return iter(((later(last, -1), False), (last, False), (later(last, 1), True)))


def is_late(outcome: Outcome, rule: str) -> bool:
    """Whether a step came late by a rule, flagged or refused."""
    answer = outcome.answer
    if isinstance(answer, Refused):
        return rule in answer.codes
    return rule in getattr(outcome.event, "late", ())


@pytest.mark.parametrize(
    ("vote", "days"),
    [
        ("2018-03-15", 60),
        ("2023-03-15", 60),
        ("2025-06-20", 60),  # runs on under Q294, with the length of the day it began
        ("2025-06-30", 60),
        ("2025-07-01", 45),
        ("2026-05-04", 45),
    ],
)
def test_an_admission_is_decided_within_working_days_of_the_cells_vote(
    vote: str, days: int
) -> None:
    """DEC-15: Q29 4.3, Q232 4.3.1, Q294 4.3.1."""
    story = given(cell_resolved(vote, at=WITHOUT_COMMITTEE))
    for on, late in three(working_day(vote, days)):
        assert is_late(story.when(decision(on, WITHOUT_COMMITTEE)), "DEC-15") is late


@pytest.mark.parametrize(
    ("vote", "granted", "most"),
    [
        ("2018-03-15", "2018-05-02", 30),
        ("2023-03-15", "2023-05-03", 30),
        ("2025-06-20", "2025-06-30", 30),
        ("2025-06-20", "2025-07-01", 15),  # an extension follows the day on which it is granted
        ("2025-08-04", "2025-09-01", 15),
        ("2026-05-04", "2026-06-01", 15),
    ],
)
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_an_extension_has_a_greatest_length(vote: str, granted: str, most: int, more: int) -> None:
    """DEC-17: Q29 4.3, Q294 4.3.1."""
    story = given(cell_resolved(vote))
    amount = most + more
    outcome = story.when(ask(a.ExtendDeadline, deadline="DEC-15", amount=amount, on=granted))
    if more > 0:
        outcome.refused("DEC-17")
    else:
        outcome.accepted()


def test_an_extended_deadline_ends_that_much_later() -> None:
    """DEC-15 with DEC-17: sixty working days in all under Q294."""
    extension = ask(a.ExtendDeadline, deadline="DEC-15", amount=15, on="2025-09-01")
    story = given(cell_resolved("2025-08-04", at=WITHOUT_COMMITTEE), extension)
    for on, late in three(working_day("2025-08-04", 60)):
        assert is_late(story.when(decision(on, WITHOUT_COMMITTEE)), "DEC-15") is late


@pytest.mark.parametrize("vote", ["2019-03-15", *REGIMES[1:], "2025-06-20"])
def test_a_recognition_is_decided_within_thirty_working_days(vote: str) -> None:
    """DEC-16: Q29 4.3, Q294 4.3.1."""
    story = given(recognition_resolved_by_cell(vote, at=WITHOUT_COMMITTEE))
    for on, late in three(working_day(vote, 30)):
        assert is_late(story.when(recognition(on, WITHOUT_COMMITTEE)), "DEC-16") is late


@pytest.mark.parametrize("receipt", REGIMES)
def test_a_ceremony_is_held_within_thirty_working_days_of_receipt(receipt: str) -> None:
    """DEC-22: Q24 4.1, Q294 4.1."""
    story = given(received(receipt))
    for on, late in three(working_day(receipt, 30)):
        outcome = story.when(ask(a.HoldCeremony, guide=GUIDE, on=on))
        assert is_late(outcome, "DEC-22") is late


def test_since_the_end_of_july_2026_the_ceremony_is_counted_from_the_issue() -> None:
    """DEC-22: Q208."""
    signed = date(2026, 9, 7)
    story = given(decided(signed, at=WITHOUT_COMMITTEE), ask(a.ReceiveDecision, on="2026-09-20"))
    for on, late in three(working_day(signed, 30)):
        outcome = story.when(ask(a.HoldCeremony, guide=GUIDE, on=on))
        assert is_late(outcome, "DEC-22") is late


def test_a_decision_issued_before_the_end_of_july_2026_is_counted_from_receipt() -> None:
    """DEC-22: the rule before Q208 goes on for what began under it, and one clock runs."""
    signed, receipt = date(2026, 7, 24), date(2026, 7, 30)
    story = given(decided(signed, at=WITHOUT_COMMITTEE), ask(a.ReceiveDecision, on=str(receipt)))
    for on, late in three(working_day(receipt, 30)):
        outcome = story.when(ask(a.HoldCeremony, guide=GUIDE, on=on))
        assert is_late(outcome, "DEC-22") is late


@pytest.mark.parametrize("ceremony", REGIMES)
def test_a_members_cv_is_declared_within_thirty_working_days(ceremony: str) -> None:
    """DEC-24: N38 I.2.2."""
    story = given(ceremony_held(ceremony))
    for on, late in three(working_day(ceremony, 30)):
        assert is_late(story.when(paper("member-cv", on)), "DEC-24") is late


@pytest.mark.parametrize("ceremony", ["2018-03-15", "2023-03-15", "2024-08-05", "2024-02-29"])
def test_recognition_is_considered_within_thirty_working_days_of_the_term(ceremony: str) -> None:
    """PRO-06: Q294 4.2.1; the clock outlives the rulebook under which probation began."""
    ends = add_months(day(ceremony), 12)
    story = given(ready_for_recognition(later(ends, 3)))
    assert story.candidate().day("term-ended") == ends
    for on, late in three(working_day(ends, 30)):
        assert is_late(story.when(recognition_vote(on)), "PRO-06") is late


@pytest.mark.parametrize("on", REGIMES)
@pytest.mark.parametrize(("place", "days"), [("home", 30), ("abroad", 90)])
def test_a_request_is_answered_within_working_days_of_receipt(
    on: str, place: str, days: int
) -> None:
    """DOS-21: H06 3.4d."""
    asked = request(on, place=place, received=later(on, 2))
    story = given(dossier_open(later(on, -10)), paper("cv", later(on, -5)), asked)
    for answered, late in three(working_day(later(on, 2), days)):
        assert is_late(story.when(reply(answered)), "DOS-21") is late


@pytest.mark.parametrize("vote", REGIMES)
def test_a_certificate_is_good_for_sixty_months(vote: str) -> None:
    """DOS-07: H06 5.4b; also where it was issued under an earlier rulebook than it is used."""
    for issued, bad in (
        (add_months(later(vote, 1), -60), False),
        (add_months(day(vote), -60), False),
        (later(add_months(day(vote), -60), -1), True),
    ):
        changed = {"issued": issued, "issuer_kind": "competent-committee"}
        story = given(
            command.model_copy(update=changed) if "issued" in dict(command) else command
            for command in ready_for_cell_vote(vote)
        )
        assert is_late(story.when(cell_vote(vote)), "DOS-07") is bad


@pytest.mark.parametrize("vote", REGIMES)
def test_a_dossier_is_good_for_twelve_months(vote: str) -> None:
    """DOS-25: H06 5.4a."""
    opened = day(vote)
    for considered, bad in three(add_months(opened, 12)):
        days = {"entry": later(opened, -90), "certificate": later(opened, -60)}
        days |= {"permission": opened, "helper": opened}
        story = given(ready_for_cell_vote(considered, days=days, at=BY_ITSELF))
        assert is_late(story.when(cell_vote(considered, BY_ITSELF)), "DOS-25") is bad


@pytest.mark.parametrize("on", REGIMES)
def test_an_introducer_has_known_the_candidate_for_twelve_months(on: str) -> None:
    """DOS-10: Q294 3.2.1."""
    story = given(dossier_open(later(on, -10)))
    full = add_months(day(on), -12)
    for since, bad in ((later(full, -1), False), (full, False), (later(full, 1), True)):
        assert is_late(story.when(introduction(on, together_since=since)), "DOS-10") is bad


@pytest.mark.parametrize(
    ("ceremony", "ends"),
    [
        ("2018-03-15", "2019-03-15"),
        ("2024-02-29", "2025-02-28"),
        ("2025-06-20", "2026-06-20"),
        ("2026-05-04", "2027-05-04"),
    ],
)
def test_probation_lasts_twelve_months(ceremony: str, ends: str) -> None:
    """PRO-01, PRO-05: CH11 5.1, H06 4.2; the same day of the next year is the first good one."""
    story = given(ceremony_held(ceremony))
    assert story.candidate().day("term-ended") == day(ends)
    for on, too_early in ((later(ends, -1), True), (ends, False), (later(ends, 1), False)):
        assert is_late(story.when(recognition_vote(on)), "PRO-01") is too_early
        assert is_late(story.when(paper("self-review", on)), "PRO-05") is too_early


Step = Callable[[date], Command | tuple[Command, ...]]


@pytest.mark.parametrize(
    ("days", "rule", "step"),
    [
        (5, "DEC-20", lambda on: paper("file-letter", on)),
        (25, "DEC-20", committee_vote),
        (45, "DEC-15", decision),
    ],
)
def test_hanoi_counts_its_own_steps_from_the_cells_vote(days: int, rule: str, step: Step) -> None:
    """DEC-20: HN02."""
    vote = "2025-12-15"
    story = given(IN_HANOI, cell_resolved(vote))
    story = story.and_(committee_vote("2025-12-25")) if rule == "DEC-15" else story
    for on, late in three(working_day(vote, days)):
        assert is_late(story.when(step(on)), rule) is late


def test_hanoi_lets_resolutions_on_recognition_stand_forty_five_working_days() -> None:
    """DEC-21: HN02."""
    place: Place = WITHOUT_COMMITTEE
    story = given(IN_HANOI, recognition_resolved_by_cell("2025-12-01", at=place))
    for on, late in three(working_day("2025-12-01", 45)):
        assert is_late(story.when(recognition(on, place)), "DEC-21") is late


def test_the_usual_place_is_under_a_committee() -> None:
    """What the tables above rely on."""
    assert USUAL.grassroots is not None
    assert WITHOUT_COMMITTEE.grassroots is None
