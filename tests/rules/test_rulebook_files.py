"""The rulebooks that come with the program say the right number on the right day."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TypeVar

import pytest

from admission.app.rulebook_files import shipped_ids, shipped_text
from admission.domain.rulebooks.entries.bodies import Chain, Quorum
from admission.domain.rulebooks.entries.entry import Confidence, Entry, in_force
from admission.domain.rulebooks.entries.path import Deadline
from admission.domain.rulebooks.reading import base_named_in, check, read
from admission.domain.rulebooks.rulebook import Effect, Rulebook
from admission.domain.rulebooks.tables import TABLES

CENTRAL = ("vn-2016", "vn-2021", "vn-2025", "vn-2026")
VIETNAMESE = (*CENTRAL, "vn-2025-hanoi")
D = date.fromisoformat


@cache
def book(name: str) -> Rulebook:
    return read(shipped_text(name), base_of(name))


def base_of(name: str) -> Rulebook | None:
    base = base_named_in(shipped_text(name))
    return book(base) if base else None


def on(day: str) -> Rulebook:
    (found,) = (book(name) for name in CENTRAL if book(name).covers(D(day)))
    return found


def deadline(rule: str, day: str, end: str | None = None, name: str | None = None) -> Deadline:
    (found,) = (each for each in deadlines(rule, day, name) if end in (None, each.end))
    return found


def deadlines(rule: str, day: str, name: str | None = None) -> list[Deadline]:
    entries = in_force((book(name) if name else on(day)).deadline, D(day))
    return [each for each in entries if each.rule == rule]


E = TypeVar("E", bound=Entry)


def ruled(entries: Iterable[E], rule: str, day: str) -> E:
    (found,) = (entry for entry in in_force(entries, D(day)) if entry.rule == rule)
    return found


def chain(day: str, cell: str, under: str, **more: object) -> Chain:
    """The first chain that fits a cell, as the domain looks for it."""
    place = {"over": "directly-under-central", "department": False, "authorised": False} | more
    place |= {"cell": cell, "under": under}
    return next(
        each
        for each in in_force(on(day).chain, D(day))
        if all(getattr(each, name) in (None, value) for name, value in place.items())
    )


def test_these_rulebooks_are_shipped() -> None:
    assert shipped_ids() == ("cn-2014", "vn-2016", "vn-2021", "vn-2025", "vn-2025-hanoi", "vn-2026")


def test_a_rulebook_that_is_not_shipped_is_not_found() -> None:
    with pytest.raises(LookupError):
        shipped_text("../rulebooks/vn-2016")


@pytest.mark.parametrize("name", shipped_ids())
def test_a_shipped_file_has_no_mistake_and_bears_its_name(name: str) -> None:
    assert check(shipped_text(name), base_of(name)) == ()
    assert book(name).id == name


@pytest.mark.parametrize("name", VIETNAMESE)
def test_every_entry_is_cited_and_says_how_well_it_is_known(name: str) -> None:
    entries = [entry for table in TABLES for entry in getattr(book(name), table)]
    assert len(entries) > 80
    for entry in entries:
        assert "/" in entry.source or entry.source.startswith("Điều lệ Đảng, Điều ")
        assert entry.confidence in Confidence
        assert entry.confidence is Confidence.INFERRED or not entry.assumed


def test_nothing_of_the_second_country_is_said_to_have_been_read() -> None:
    """Its numbers are recalled, second hand or ours, and each rule has words of its own."""
    found = book("cn-2014")
    entries = [entry for table in TABLES for entry in getattr(found, table)]
    assert Confidence.SEEN not in {entry.confidence for entry in entries}
    assert {entry.rule for entry in entries} <= found.sentences.keys()


@pytest.mark.parametrize("name", CENTRAL)
def test_a_central_file_has_every_table(name: str) -> None:
    """But for the points of classes, which are first in a text of 2025."""
    later = {"ranking_score"} if book(name).first.year < 2025 else set()
    assert {table for table in TABLES if not getattr(book(name), table)} == later


@pytest.mark.parametrize("name", CENTRAL)
def test_that_quarters_are_confirmed_is_marked_as_an_assumption(name: str) -> None:
    (entry,) = book(name).confirmation
    assert (entry.every, entry.within_days) == ("quarter", 10)
    assert (entry.confidence, entry.assumed) == (Confidence.INFERRED, True)
    assert "our assumption" in (entry.note or "")


def test_the_central_files_follow_each_other_without_a_gap() -> None:
    for earlier, later in pairwise(book(name) for name in CENTRAL):
        assert earlier.last is not None
        assert (later.first - earlier.last).days == 1
    assert book("vn-2016").first == D("2016-07-25")
    assert book("vn-2026").last is None


@pytest.mark.parametrize(
    ("rule", "day", "amount", "extra"),
    [
        ("DEC-15", "2016-07-25", 60, 30),
        ("DEC-15", "2021-07-30", 60, 30),
        ("DEC-15", "2025-01-19", 60, 30),
        ("DEC-15", "2025-01-20", 60, 30),
        ("DEC-15", "2025-06-30", 60, 30),
        ("DEC-15", "2025-07-01", 45, 15),
        ("DEC-15", "2026-04-07", 45, 15),
        ("DEC-15", "2026-04-08", 45, 15),
        ("DEC-16", "2025-06-30", 30, 30),
        ("DEC-16", "2025-07-01", 30, 15),
        ("DEC-16", "2026-11-21", 30, 15),
    ],
)
def test_the_authority_has_so_many_working_days_and_one_extension(
    rule: str, day: str, amount: int, extra: int
) -> None:
    found = deadline(rule, day)
    assert (found.amount, found.unit) == (amount, "working-days")
    assert found.extension is not None
    extension = found.extension
    assert (extension.rule, extension.at_most, extension.times) == ("DEC-17", extra, 1)


def test_what_the_authority_had_before_july_2025_cites_the_row_60_30_30() -> None:
    for rule in ("DEC-15", "DEC-16"):
        assert "DEC-19" in (deadline(rule, "2025-06-30").note or "")


@pytest.mark.parametrize(
    ("rule", "end", "amount", "unit"),
    [
        ("DOS-07", "cell-voted", 60, "months"),
        ("DOS-25", "cell-voted", 12, "months"),
        ("DEC-22", "ceremony-held", 30, "working-days"),
        ("DEC-24", "paper:member-cv", 30, "working-days"),
        ("PRO-06", "recognition-considered", 30, "working-days"),
        ("PRO-11", "recognition-announced", 1, "months"),
    ],
)
@pytest.mark.parametrize("name", CENTRAL)
def test_these_clocks_are_the_same_in_every_period(
    name: str, rule: str, end: str, amount: int, unit: str
) -> None:
    found = deadline(rule, book(name).first.isoformat(), end)
    assert (found.amount, found.unit) == (amount, unit)


@pytest.mark.parametrize(("place", "amount"), [("home", 30), ("abroad", 90)])
def test_a_request_for_verification_is_answered_in_time(place: str, amount: int) -> None:
    for day in ("2016-07-25", "2025-06-09", "2025-07-01", "2026-11-21"):
        start = (f"verification-received-{place}",)
        (found,) = (each for each in in_force(on(day).deadline, D(day)) if each.start == start)
        assert (found.rule, found.amount) == ("DOS-21", amount)


def test_guidance_of_june_2025_is_assumed_to_have_held_before() -> None:
    before, since = deadline("DOS-25", "2025-06-08"), deadline("DOS-25", "2025-06-09")
    assert (before.assumed, before.confidence) == (True, "I")
    assert (since.assumed, since.confidence) == (False, "S")
    assert before.amount == since.amount == 12


def test_guidance_of_september_2025_is_assumed_to_have_held_before() -> None:
    before, since = deadline("DEC-24", "2025-09-28"), deadline("DEC-24", "2025-09-29")
    assert (before.assumed, before.confidence) == (True, "I")
    assert (since.assumed, since.confidence) == (False, "S")
    orders = book("vn-2025").order
    for rule in ("DOS-02", "DOS-05"):
        assert ruled(orders, rule, "2025-07-01").assumed
        assert not ruled(orders, rule, "2025-09-29").assumed


def test_a_member_among_the_relatives_spares_part_of_the_verification_since_2025() -> None:
    for day, rule, partial in (
        ("2025-09-28", "DOS-18", False),
        ("2025-09-29", "DOS-19", True),
        ("2026-04-08", "DOS-19", True),
    ):
        (verification,) = in_force(on(day).verification, D(day))
        waivers = {waiver.ground: waiver for waiver in verification.waivers}
        assert waivers["member-relative"].rule == rule
        assert waivers["member-relative"].partial is partial
        assert not waivers["same-commune"].partial


def test_the_certificate_comes_from_the_commune_since_june_2025() -> None:
    for day, issuer in (
        ("2016-07-25", "district-centre"),
        ("2025-06-08", "district-centre"),
        ("2025-06-09", "commune-centre"),
        ("2025-07-01", "commune-centre"),
    ):
        (certificate,) = in_force(on(day).certificate, D(day))
        assert certificate.issuers[0] == issuer
        assert "competent-committee" in certificate.issuers
    (late,) = in_force(book("vn-2025").certificate, D("2025-07-01"))
    assert "district-centre" not in late.issuers


def test_the_ceremony_is_counted_from_issue_since_26_july_2026() -> None:
    before = deadline("DEC-22", "2026-07-25")
    bridge, since = deadlines("DEC-22", "2026-07-26")
    assert before.start == bridge.start == ("decision-received",)
    assert bridge.begun_before == "admission-decided"
    assert since.start == ("admission-decided",)
    assert (since.amount, since.confidence) == (30, "2")


def test_schooling_is_worded_anew_since_26_july_2026() -> None:
    schooling = book("vn-2026").schooling
    before, since = (ruled(schooling, "ELG-03", f"2026-07-{day}") for day in (25, 26))
    assert before.level == since.level == "lower-secondary"
    assert before.source.startswith("Quy định 294")
    assert since.source.startswith("Quy định 208")
    assert "programme" in (since.note or "")


def test_all_that_2026_carries_over_says_so() -> None:
    for table in TABLES:
        for entry in getattr(book("vn-2026"), table):
            carried = entry.confidence == "I" and entry.assumed and "carried over" in entry.note
            assert carried or (entry.source, entry.confidence) == ("Quy định 208-QĐ/TW", "2")


def test_age_is_18_to_60_by_month_in_every_period() -> None:
    for name in CENTRAL:
        (age,) = in_force(book(name).age, book(name).first)
        assert (age.rule, age.min_years, age.max_years, age.counted) == ("ELG-01", 18, 60, "month")


def test_a_cell_under_a_grassroots_committee_goes_up_to_the_committee_above_it() -> None:
    for department, steps in (
        (True, ("cell", "department", "grassroots")),
        (False, ("cell", "grassroots")),
    ):
        found = chain(
            "2024-06-01",
            "cell",
            "grassroots-committee",
            over="upper-grassroots",
            department=department,
        )
        assert found.steps == steps
        assert (found.authority, found.meeting, found.quorum) == (
            "upper-grassroots",
            "standing-committee",
            "authority",
        )


def test_an_authorised_committee_decides_by_itself_in_one_meeting() -> None:
    found = chain("2024-06-01", "cell", "grassroots-committee", authorised=True)
    assert found.steps == ("cell",)
    assert (found.authority, found.quorum) == ("grassroots-committee", "authorised")


def test_the_standing_body_decides_for_what_is_directly_under_a_province() -> None:
    for cell, under in (
        ("cell", "grassroots-committee"),
        ("grassroots-cell", "directly-under-central"),
    ):
        found = chain("2025-07-01", cell, under)
        assert (found.authority, found.meeting, found.quorum) == (
            "directly-under-central",
            "standing-body",
            "direct",
        )


def test_a_grassroots_cell_has_no_committee_between_itself_and_the_authority() -> None:
    assert chain("2024-06-01", "grassroots-cell", "upper-grassroots").steps == ("cell",)


def test_a_village_cell_stands_directly_under_the_commune_since_july_2025() -> None:
    assert chain("2025-07-01", "cell", "upper-grassroots").steps == ("cell",)
    with pytest.raises(StopIteration):
        chain("2025-06-30", "cell", "upper-grassroots")


def test_the_standing_committee_of_the_grassroots_committee_decides_since_26_july_2026() -> None:
    over = "upper-grassroots"
    before = chain("2026-07-25", "cell", "grassroots-committee", over=over)
    since = chain("2026-07-26", "cell", "grassroots-committee", over=over)
    assert before.authority == "upper-grassroots"
    assert (since.authority, since.meeting) == ("grassroots-committee", "standing-committee")
    assert (since.steps, since.quorum) == (("cell",), "authority")


@pytest.mark.parametrize("name", VIETNAMESE)
def test_every_body_has_one_majority_for_every_matter(name: str) -> None:
    rules = {
        "cell": "DEC-01",
        "grassroots": "DEC-03",
        "authority": "DEC-04",
        "authorised": "DEC-05",
        "direct": "DEC-06",
    }
    quorums = in_force(book(name).quorum, book(name).first)
    found = {(each.body, matter): each.rule for each in quorums for matter in each.matters}
    assert len(quorums) == len(found) == 15
    for body, rule in rules.items():
        assert found[body, "admission"] == rule
        assert found[body, "recognition"] == "PRO-07"
        assert found[body, "deletion"] == "PRO-09"


def quorum(body: str) -> Quorum:
    quorums = in_force(book("vn-2025").quorum, D("2025-07-01"))
    return next(each for each in quorums if each.body == body)


@pytest.mark.parametrize(
    ("body", "entitled", "needed"),
    [
        ("cell", 9, 6),
        ("cell", 10, 7),
        ("cell", 1, 1),
        ("grassroots", 11, 8),
        ("authorised", 15, 10),
        ("authority", 9, 5),
        ("authority", 8, 5),
        ("direct", 7, 4),
    ],
)
def test_a_vote_one_short_is_not_carried(body: str, entitled: int, needed: int) -> None:
    assert quorum(body).needed(entitled) == needed
    assert quorum(body).carried(needed, entitled)
    assert not quorum(body).carried(needed - 1, entitled)


def test_a_breach_asks_for_consent_or_is_late_or_refuses() -> None:
    for name in VIETNAMESE:
        effect = book(name).effect
        for rule in ("ELG-02", "ELG-05", "ELG-07", "ELG-08", "DEC-22", "RE-02"):
            assert effect(rule) is Effect.CONSENT
        for rule in ("DOS-21", "DEC-15", "DEC-16", "DEC-20", "DEC-21", "DEC-24", "PRO-06"):
            assert effect(rule) is Effect.LATE
        for rule in ("PRO-11", "MOV-03", "OUT-02", "OUT-05"):
            assert effect(rule) is Effect.LATE
        for rule in ("ELG-01", "DOS-07", "DOS-25", "PRO-01", "DEC-17"):
            assert effect(rule) is Effect.REFUSE


def test_hanoi_adds_its_own_steps_and_keeps_the_central_ones() -> None:
    name, day = "vn-2025-hanoi", "2025-11-21"
    assert deadline("DEC-20", day, "paper:file-letter", name).amount == 5
    committee = deadline("DEC-20", day, "grassroots-resolved", name)
    assert (committee.amount, committee.chain_step) == (25, "grassroots")
    assert deadline("DEC-15", day, name=name).amount == 45
    assert deadline("DEC-16", day, name=name).amount == 30
    assert deadline("DEC-21", day, name=name).amount == 45
    for paper in ("member-cv", "member-card-form"):
        assert deadline("DEC-24", day, f"paper:{paper}", name).amount == 30
    assert ruled(book(name).order, "DOS-08", day).step == "class-certified"


def test_hanoi_lets_the_youth_union_introduce_up_to_30_and_its_cadres_up_to_35() -> None:
    ways = in_force(book("vn-2025-hanoi").way, D("2025-11-21"))
    assert sorted((way.members, way.union or "") for way in ways) == [
        (1, "trade-union"),
        (1, "youth-union"),
        (2, ""),
    ]
    youth = ruled(ways, "DOS-12", "2025-11-21")
    assert (youth.max_age_years, youth.max_age_years_of_cadres) == (30, 35)


def test_hanoi_has_the_papers_of_the_central_file_and_two_of_its_own() -> None:
    day = D("2025-11-21")
    central, local = (
        {paper.id: paper.form for paper in in_force(book(name).paper, day)}
        for name in ("vn-2025", "vn-2025-hanoi")
    )
    assert set(local) - set(central) == {"file-letter", "member-card-form"}
    assert set(central) < set(local)
    assert (central["application"], local["application"]) == ("1-KNĐ", "1A-KNĐ")


def test_hanoi_keeps_no_entry_that_ended_before_it_began() -> None:
    local = book("vn-2025-hanoi")
    for table in TABLES:
        for entry in getattr(local, table):
            assert entry.last is None or entry.last >= local.first


@pytest.mark.parametrize("name", VIETNAMESE)
def test_the_papers_of_the_file_are_there_before_the_vote_they_are_for(name: str) -> None:
    papers = {each.id: each for each in in_force(book(name).paper, book(name).first)}
    for paper in ("application", "cv", "synthesis"):
        assert papers[paper].needed_for == "cell-voted"
    for paper in ("new-member-certificate", "self-review", "guide-comment", "probation-synthesis"):
        assert papers[paper].needed_for == "recognition-considered"
    assert {paper for paper, each in papers.items() if each.redo_when_stale} == {
        "introduction",
        "union-resolution",
        "comments-organisations",
        "comments-residence",
        "synthesis",
    }
