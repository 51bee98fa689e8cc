"""Every query of every projection, asked in every way: what both databases have to agree on."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any, Final

from admission.projections.asking import Connection, Moment, Page
from admission.projections.attendance import counts as attendance_counts
from admission.projections.attendance import queries as attendance
from admission.projections.badges import due as badges_due
from admission.projections.badges import queries as badges
from admission.projections.balance import queries as balance
from admission.projections.calendars import queries as calendars
from admission.projections.cancelled import queries as cancelled
from admission.projections.cards import queries as cards
from admission.projections.classes import queries as classes
from admission.projections.comparison import queries as comparison
from admission.projections.comparison import without_admissions
from admission.projections.complaints import queries as complaints
from admission.projections.composition import queries as composition
from admission.projections.confirmations import queries as confirmations
from admission.projections.conformance import queries as conformance
from admission.projections.conscripts import queries as conscripts
from admission.projections.coverage import queries as coverage
from admission.projections.discipline import queries as discipline
from admission.projections.documents import queries as documents
from admission.projections.due import queries as due
from admission.projections.erasures import queries as erasures
from admission.projections.explain import queries as explain
from admission.projections.flow import queries as flow
from admission.projections.forecast import queries as forecast
from admission.projections.holds import queries as holds
from admission.projections.inspections import queries as inspections
from admission.projections.member import queries as member
from admission.projections.milestones import queries as milestones
from admission.projections.milestones.counting import Sought
from admission.projections.moved import queries as moved
from admission.projections.moved.asked import Asked
from admission.projections.movements import queries as movements
from admission.projections.moves import queries as moves
from admission.projections.notes import queries as notes
from admission.projections.party_ages import queries as party_ages
from admission.projections.people import queries as people
from admission.projections.people import twins
from admission.projections.pipeline import queries as pipeline
from admission.projections.progress import queries as progress
from admission.projections.rankings import queries as rankings
from admission.projections.rankings import rates as ranking_rates
from admission.projections.reconciled import queries as reconciled
from admission.projections.replay import queries as replay
from admission.projections.reports import queries as reports
from admission.projections.resting import queries as resting
from admission.projections.reviews import queries as reviews
from admission.projections.rulebooks import queries as rulebooks
from admission.projections.sampling import queries as sampling
from admission.projections.stated import queries as stated
from admission.projections.supervisions import queries as supervisions
from admission.projections.targets import queries as targets
from admission.projections.tasks import queries as tasks
from admission.projections.timeline import queries as timeline
from admission.projections.units import acts as unit_acts
from admission.projections.units import queries as units
from tests.projections.histories import an_id, reference
from tests.projections.organisation.who import (
    AN,
    BADGED,
    BOOK,
    C1,
    C2,
    CHI,
    CLASS_ONE,
    DUNG,
    GIANG,
    STRUCK,
    D,
    G,
    P,
    S,
)

Query = Callable[..., Any]
_ROUND: Final = badges_due.Window(
    "2024-05-19", "2024-02-03", (30, 40), (("reprimand", 6), ("warning", 9))
)
_YEAR: Final = {"first": "2024-01-01", "last": "2024-12-31"}


def _paths_so_far(
    connection: Connection, milestone: str, *, as_of: str, known_at: int
) -> list[forecast.PathsSoFar]:
    found = forecast.paths_so_far(connection, milestone, as_of=as_of, known_at=known_at)
    return sorted(found, key=repr)


AT_A_MOMENT: Final[tuple[tuple[Query, tuple[Any, ...], dict[str, Any]], ...]] = (
    (badges.count_badges, (), {}),
    (badges.count_badges, (), {"unit": D, "year": 2024}),
    (badges.list_badges, (), {}),
    (badges.list_badges, (), {"to_withdraw": True}),
    (badges.list_badges, (), {"unit": G, "year": 2024, "round_on": "2024-05-19"}),
    (badges_due.list_due_badges, (_ROUND,), {}),
    (badges_due.list_due_badges, (_ROUND,), {"unit": D}),
    (balance.balance, (), _YEAR),
    (balance.balance, (), {"unit": D, "depth": 1, "first": "2024-03-01", "last": "2024-05-31"}),
    (calendars.list_calendars, (), {}),
    (cancelled.list_cancelled, ((STRUCK, AN.person),), {}),
    (cards.count_cards, (), {}),
    (cards.count_cards, (), {"unit": D, "year": 2024}),
    (cards.list_cards, (), {}),
    (cards.list_cards, (), {"to_withdraw": True}),
    (cards.list_cards, (), {"unit": G, "year": 2024, "kind": "reissue", "person": BADGED}),
    (classes.list_classes, (), {}),
    (classes.list_classes, (), {"unit": D, "kind": "awareness", **_YEAR}),
    (classes.show_class, (CLASS_ONE,), {}),
    (classes.roster, (), {"class_id": CLASS_ONE}),
    (classes.roster, (), {"person": AN.person}),
    (discipline.list_disciplines, (), {}),
    (discipline.list_disciplines, (), {"unit": D, "year": 2024, "whom": "member"}),
    (discipline.list_disciplines, (), {"form": "warning", "person": AN.person}),
    (discipline.count_disciplines, (), {"year": 2024}),
    (discipline.count_disciplines, (), {"year": 2024, "unit": G, "tree": "as-now"}),
    (discipline.list_screenings, (), {}),
    (discipline.list_screenings, (), {"unit": D, "ended": True}),
    (discipline.waiting, (), {}),
    (discipline.waiting, (), {"unit": D}),
    (documents.list_scans, (), {}),
    (documents.list_scans, (), {"about": AN.id, "digest": "a1"}),
    (documents.scans_of_steps, (AN.id, GIANG.id), {}),
    (documents.undocumented_steps, (), {}),
    (documents.undocumented_steps, (), {"unit": G}),
    (documents.count_undocumented_steps, (), {}),
    (attendance.list_attendances, (), {}),
    (attendance.list_attendances, (), {"unit": G, "year": 2025, "state": "held"}),
    (attendance.list_attendances, (), {"person": an_id("person", 6), "due_by": "2025-12-31"}),
    (attendance.list_attendances, (), {"unit": D, "tree": "as-now", "due_before": "2025-04-30"}),
    (attendance.list_weaknesses, (), {}),
    (attendance.list_weaknesses, (), {"unit": G, "open_": True, "due_before": "2025-07-01"}),
    (
        attendance.list_weaknesses,
        (),
        {"attendance": an_id("attendance", 1), "due_by": "2025-07-01"},
    ),
    (attendance_counts.count_attendances, (), {"year": 2025}),
    (attendance_counts.count_attendances, (), {"year": 2025, "unit": D, "depth": 9}),
    (attendance_counts.count_attendances, (), {"year": 2025, "tree": "as-now", "depth": 0}),
    (conformance.list_steps, (), {}),
    (conformance.list_steps, (), {"unit": G, **_YEAR}),
    (conformance.list_steps, (), {"unit": D, "tree": "as-now"}),
    (confirmations.own_days, (), {}),
    (confirmations.list_confirmations, ((P, D, S),), {}),
    (conscripts.list_conscripts, (), {"year": 2024}),
    (conscripts.list_conscripts, (), {"year": 2024, "unit": G, "outcome": "in-process"}),
    (conscripts.count_conscripts, (), {"year": 2024}),
    (conscripts.count_conscripts, (), {"year": 2024, "unit": D, "tree": "as-now", "depth": 1}),
    (conscripts.enlisting_after, (), {}),
    (conscripts.enlisting_after, (), {"unit": C1, "tree": "as-now"}),
    (due.list_due, (), {}),
    (due.list_due, (), {"units": (G, S)}),
    (due.list_due, (), {"unit": D, "overdue": True}),
    (due.list_due, (), {"candidate": DUNG.id, "within_days": 400}),
    (erasures.list_erasures, (), {}),
    (erasures.list_erasures, (), {"waiting": True}),
    (erasures.list_erasures, (), {"person": GIANG.person}),
    (erasures.destroyed, (), {}),
    *(
        (member.show_member, (person,), {})
        for person in (
            AN.person,
            DUNG.person,
            GIANG.person,
            an_id("person", 6),
            an_id("person", 17),
        )
    ),
    (milestones.list_milestones, (), {}),
    (milestones.list_milestones, (), {"candidate": AN.id, "name": "ceremony-held", **_YEAR}),
    (milestones.tally, ("ceremony-held", *_YEAR.values()), {}),
    (milestones.tally, ("ceremony-held", *_YEAR.values()), {"cancelled_too": True}),
    (milestones.tally_without, ("admission-decided", "ceremony-held", *_YEAR.values()), {}),
    (milestones.list_counted, ("ceremony-held", *_YEAR.values()), {}),
    (milestones.list_counted, ("ceremony-held", *_YEAR.values()), {"cancelled_too": True}),
    (milestones.list_counted_without, ("admission-decided", "ceremony-held", *_YEAR.values()), {}),
    (milestones.list_lost, ("ceremony-held", *_YEAR.values()), {}),
    (holds.open_holds, (CHI.person,), {}),
    (holds.spans_of, (DUNG.person, "admission-answered"), {}),
    (reviews.list_reviews, (), {}),
    (reviews.list_reviews, (), {"unit": G, "purpose": "personnel", "year": 2024}),
    (reviews.list_reviews, (), {"person": CHI.person, "open_since": "2025-01-01"}),
    (reviews.count_reviews, (), {}),
    (reviews.count_reviews, (), {"unit": D, "year": 2024}),
    (complaints.list_complaints, (), {}),
    (complaints.list_complaints, (), {"unit": D, "person": DUNG.person, "resolved": True}),
    (inspections.list_inspections, (), {}),
    (inspections.list_inspections, (), {"unit": D, "ended": True}),
    (inspections.list_inspections, (), {"inspection": an_id("inspection", 1), "ended": True}),
    (inspections.list_findings, (), {}),
    (inspections.list_findings, (), {"unit": G, "to_remedy": True, "due_by": "2024-12-31"}),
    (inspections.list_findings, (), {"inspection": an_id("inspection", 1)}),
    (notes.list_notes, (), {}),
    (notes.list_notes, (), {"unit": D, "closed": True}),
    (notes.list_notes, (), {"about": AN.id}),
    (notes.count_open_notes, (AN.id,), {}),
    (notes.notes_to_follow_up, (), {"unit": S, "by": "2025-12-24"}),
    (moves.list_moves, (), {}),
    (movements.members_by_name, ("2024-12-31", (C1, C2)), {}),
    (movements.tally_since, (("2023-12-31", "2024-03-01"), "2024-12-31", (C1, C2)), {}),
    (movements.tally_since, (("2024-01-31",), "2024-12-31", (C1,)), {}),
    (movements.list_movements, ("2024-12-31",), {"cells": (C1, C2)}),
    (movements.list_movements, ("2024-12-31",), {"first": "2024-01-01", "unit": G}),
    (movements.tally_kinds, tuple(_YEAR.values()), {}),
    (movements.tally_kinds, tuple(_YEAR.values()), {"unit": G}),
    (party_ages.show_party_age, (BADGED,), {}),
    (people.find_people, ("dang",), {}),
    (people.find_people, ("ng dũ",), {}),
    (people.show_person, (AN.person,), {}),
    (people.find_people, ("khoa",), {}),
    (people.records_of, (an_id("person", 16),), {}),
    (twins.list_twins, (), {}),
    (twins.count_twins, (), {}),
    (people.list_accounts, (), {}),
    (people.list_accounts, (), {"system_user": "le"}),
    (pipeline.list_status, (), {}),
    (pipeline.list_status, (), {"unit": G, "stage": "probation", "group": "youth"}),
    (pipeline.list_status, (), {"standing": "cell-resolved"}),
    (pipeline.show_status, (CHI.id,), {}),
    (pipeline.candidacies_of, (CHI.person,), {}),
    (pipeline.count_standings, (), {}),
    (pipeline.count_standings, (), {"unit": G}),
    (pipeline.tally_standings, (("in-pool", "cell-resolved"),), {}),
    (pipeline.list_in_standings, (("in-pool", "cell-resolved"),), {}),
    (pipeline.tally_at_authority, (), {}),
    (_paths_so_far, ("ceremony-held",), {}),
    (sampling.sample, (), {"number": 2, "seed": "s"}),
    (sampling.sample, (), {"number": 3, "seed": "s", "unit": D, "by": "unit", "year": 2024}),
    (coverage.coverage, (), {"year": 2024}),
    (coverage.coverage, (), {"year": 2024, "unit": D, "depth": 0}),
    (comparison.compare, (), {"year": 2024}),
    (comparison.compare, (), {"year": 2024, "unit": G, "quarter": 1, "tree": "as-now"}),
    (composition.composition, (), {"year": 2024}),
    (composition.composition, (), {"year": 2024, "unit": D, "quarter": 1, "public": True}),
    (composition.composition, (), {"year": 2025, "unit": G, "tree": "as-now"}),
    (without_admissions.without_admissions, (), {"years": 2}),
    (without_admissions.without_admissions, (), {"years": 1, "unit": D, "tree": "as-now"}),
    *(
        (explain.explain, (explain.Progress(2024),), {"unit": P, "figure": figure})
        for figure in explain.FIGURES["progress"]
    ),
    (
        explain.explain,
        (explain.Progress(2024),),
        {"unit": D, "figure": "percent", "tree": "as-now"},
    ),
    *(
        (explain.explain, (explain.Coverage(2024),), {"unit": D, "figure": figure})
        for figure in explain.FIGURES["coverage"]
    ),
    *(
        (explain.explain, (explain.Balance(*_YEAR.values()),), {"unit": D, "figure": figure})
        for figure in explain.FIGURES["balance"]
    ),
    *(
        (asked, (), {"year": 2024, **unit})
        for asked in (flow.durations, flow.variants, flow.rework, flow.drop_outs)
        for unit in ({}, {"unit": D, "depth": 1}, {"unit": D, "tree": "as-now"})
    ),
    (flow.waiting, (), {}),
    (flow.waiting, (), {"unit": D, "depth": 1}),
    (progress.progress, (), {"year": 2024}),
    (progress.progress, (), {"year": 2024, "unit": D, "by": "quarter", "depth": 1}),
    (progress.progress, (), {"year": 2024, "by": "group"}),
    (progress.progress, (), {"year": 2024, "units": (G, S)}),
    (supervisions.list_supervisions, (), {}),
    (supervisions.list_supervisions, (), {"unit": D, "supervisor": an_id("person", 6)}),
    (supervisions.units_of, (an_id("person", 6),), {}),
    (rulebooks.list_rulebooks, (), {}),
    (rulebooks.countings, ("2024-05-01",), {}),
    (rulebooks.ranking_rates, ("2024-05-01", "member"), {}),
    *(
        (rankings.list_rankings, (), {"year": 2023, "who": who, **unit})
        for who in ("organisation", "member")
        for unit in ({}, {"unit": D}, {"unit": D, "tree": "as-now"})
    ),
    (rankings.tally, ("organisation", 2023), {}),
    (rankings.tally, ("member", 2023), {"unit": D}),
    (ranking_rates.rates, (), {"year": 2023, "who": "organisation"}),
    (ranking_rates.rates, (), {"year": 2023, "who": "member", "unit": D}),
    (reconciled.reconcile, (), {}),
    (reconciled.reconcile, (), {"unit": D, "year": 2024}),
    (replay.count_milestones, (P,), {}),
    (replay.count_milestones, (D,), {"tree": "as-now"}),
    (replay.list_moves, (D,), {}),
    (replay.list_moves, (P,), {"tree": "2024-06-30"}),
    (reports.list_reports, (), {}),
    (reports.list_reports, (), {"unit": D, "year": 2024}),
    (reports.show_report, (an_id("report", 1),), {}),
    (reports.newest_reports, (), {}),
    (reports.reports_over, ((D, G),), {}),
    (stated.list_figures, (), {}),
    (stated.list_figures, (), {"year": 2024}),
    (stated.list_figures, (), {"unit": D, "indicator": "admitted", "period": "2022"}),
    (targets.list_targets, (), {}),
    (targets.list_targets, (), {"unit": D, "year": 2024, "indicator": "admitted"}),
    (tasks.list_tasks, (), {}),
    (tasks.list_tasks, (), {"unit": G, "open_": True, "due_before": "2025-07-01"}),
    (tasks.list_tasks, (), {"directive": an_id("directive", 1), "due_by": "2025-12-31"}),
    (tasks.list_directives, (), {}),
    (tasks.list_directives, (), {"unit": D}),
    (timeline.history, (AN.id, AN.person), {}),
    (units.tree, (), {}),
    (units.list_units, (), {"unit": D, "kind": "cell", "depth": 3}),
    (units.show_unit, (G,), {}),
    (units.superiors, (C1,), {}),
    (units.with_superiors, (C1,), {}),
    (units.count_units, (), {}),
    (units.find_units, ("01.01.002",), {}),
    (unit_acts.count_changes, (), {"since": "2022-12-31"}),
    (unit_acts.list_acts, (), {"since": "2022-12-31", "unit": P}),
)
"""Asked with `as_of` and `known_at`."""

MOMENTS: Final = (
    ("2023-03-08", None),
    ("2024-03-31", None),
    ("2024-06-30", None),
    ("2025-12-31", None),
    ("2024-12-31", 20),
    ("2024-12-31", 60),
)


def answers(connection: Connection) -> Iterator[tuple[str, Any]]:
    """Every answer, and the question that it answers."""
    for query, arguments, options in AT_A_MOMENT:
        for as_of, known_at in MOMENTS:
            when = {"as_of": as_of, "known_at": known_at}
            asked = f"{query.__module__}.{query.__name__}{arguments}{options}{when}"
            answer = query(connection, *arguments, **options, **when)
            yield asked, answer
            if isinstance(answer, Page) and len(answer.rows) > 1:
                cut = query(connection, *arguments, **options, **when, limit=1)
                yield f"{asked}, first page", cut
                rest = query(connection, *arguments, **options, **when, limit=1, after=cut.next)
                yield f"{asked}, second page", rest
    yield from _between_two_moments(connection)
    yield "figures_of", reports.figures_of(connection, an_id("report", 1))
    yield "adopted_at", rulebooks.adopted_at(connection, reference(BOOK))
    yield "rulebook_text", rulebooks.rulebook_text(connection, reference(BOOK))
    recorded = timeline.history(connection, AN.id, as_of="2025-12-31").rows
    places = [(row.stream, row.position) for row in recorded]
    yield "facts_at", timeline.facts_at(connection, places, known_at=60)
    stepped = timeline.candidates_with_steps(connection, *_YEAR.values(), known_at=60, after="")
    yield "candidates_with_steps", [(each,) for each in stepped]
    yield "scans", erasures.scans_of_nobody_else(connection, (AN.id, AN.person))
    guide, meeting = an_id("person", 9), an_id("meeting", 1)
    yield "resting", resting.paths_resting_on(connection, (guide, meeting))
    yield "digests", documents.digests(connection, "a1")
    days = calendars.working_days(connection, as_of="2024-12-31")
    yield "working_days", vars(days)


def _between_two_moments(connection: Connection) -> Iterator[tuple[str, Any]]:
    """What differs between any two moments, the earlier known first."""
    ends = ("2024-01-01", "2024-12-31")
    people = [one.id for one in (AN, CHI, DUNG, GIANG)]
    moments = [Moment(day, position) for position in (20, 60, 110) for day, _ in MOMENTS[1:4]]
    for before, after in combinations(moments, 2):
        asked = f"{before} {after}"
        for sought in (
            Sought("ceremony-held", *ends),
            Sought("ceremony-held", *ends, cancelled_too=True),
            Sought("admission-decided", *ends, missing="ceremony-held"),
        ):
            differs = milestones.who_differs(connection, sought, before, after)
            yield f"who_differs {sought} {asked}", differs
            counts = milestones.who_counts(connection, sought, people, after)
            yield f"who_counts {sought} {asked}", sorted(counts)
        standings = ("in-pool", "dossier-open", "cell-resolved")
        elsewhere = pipeline.who_stands_elsewhere(connection, standings, before, after)
        yield f"who_stands_elsewhere {asked}", elsewhere
        stands = pipeline.who_stands(connection, standings, people, after)
        yield f"who_stands {asked}", sorted(stands)
        for kind in ("progress", "coverage", "balance"):
            report = Asked(2024, D, kind=kind)
            was, now = (moved.printed(connection, report, at) for at in (before, after))
            yield f"printed {kind} {asked}", was
            yield f"moved {kind} {asked}", moved.moved(connection, report, was, now)
