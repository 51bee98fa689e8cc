"""What units plan, state, confirm, publish, and how they and their members are ranked."""

from collections.abc import Iterator
from datetime import date

from admission.domain.kernel.messages import Event
from admission.domain.registers.confirmations import events as confirmed
from admission.domain.registers.confirmations.commands import ConfirmationKey
from admission.domain.registers.rankings import events as rankings
from admission.domain.registers.rankings.commands import ranking_id
from admission.domain.registers.reports.events import ReportPublished
from admission.domain.registers.stated import events as stated
from admission.domain.registers.targets import events as targets
from admission.domain.registers.targets.commands import TargetKey
from admission.domain.registers.tasks import events as tasks
from tests.projections.histories import PAPER, an_id
from tests.projections.organisation.who import AN, C1, C2, D, E, G, P, S
from tests.projections.steps import day


def target(  # noqa: PLR0913, PLR0917 - as an assignment reads
    event: type[Event],
    which: str,
    period: str,
    on: str,
    people_asked: int = 0,
    group: str | None = None,
) -> tuple[str, Event]:
    """An event of a target; the paper is there in each."""
    key = TargetKey(unit=which, period=period, group=group)
    said: dict[str, object] = {"unit": which, "period": period, "group": group, "on": day(on)}
    said["document"] = PAPER
    if event is not targets.TargetWithdrawn:
        said |= {"number": people_asked, "people": people_asked, "promised_by": date(2024, 12, 31)}
    return key.target, event.model_validate(said)


def plans() -> Iterator[tuple[str, Event]]:
    """Targets: D its own, below it G and S; one revised, one withdrawn, quarters, a group."""
    assigned, revised = targets.TargetAssigned, targets.TargetRevised
    yield target(assigned, D, "2024", "2024-01-05", 9)
    yield target(assigned, G, "2024", "2024-01-10", 3)
    yield target(assigned, S, "2024", "2024-01-10", 4)
    yield target(revised, G, "2024", "2024-03-01", 4)
    yield target(assigned, E, "2024", "2024-06-02", 5)
    yield target(targets.TargetWithdrawn, E, "2024", "2024-07-01")
    yield target(assigned, S, "2024-Q1", "2024-01-10", 1)
    yield target(assigned, S, "2024", "2024-01-10", 2, group="women")
    yield target(assigned, G, "2023", "2023-01-10", 7)


def figure(event: type[Event], which: int, on: str, **fields: object) -> tuple[str, Event]:
    """An event of a stated figure."""
    known = an_id("figure", which)
    return known, event.model_validate({"figure": known, "on": day(on), **fields})


def reports() -> Iterator[tuple[str, Event]]:
    """Stated: what G admitted, twice; the members of D and of C1; one figure withdrawn."""
    said = {"unit": G, "indicator": "admitted", "period": "2022", "document": PAPER}
    yield figure(stated.FigureStated, 1, "2023-01-05", number=11, **said)
    yield figure(stated.FigureStated, 2, "2023-02-05", number=12, **said)
    yield figure(stated.FigureWithdrawn, 1, "2023-02-06", reason="counted twice")
    said = {"indicator": "members", "document": PAPER}
    end = day("2023-12-31")
    yield figure(stated.FigureStated, 3, "2024-01-02", unit=D, period=end, number=90, **said)
    yield figure(stated.FigureStated, 4, "2024-01-03", unit=C1, period=end, number=30, **said)
    told = {"unit": S, "document": {"kind": "telephone"}, "indicator": "admitted"}
    yield figure(stated.FigureStated, 5, "2025-01-05", period="2024-Q1", number=5, **told)
    yield figure(stated.FigureStated, 6, "2025-05-02", period="2025", number=3, **told)


_NO_ROWS = (
    '{"columns":[["unit","",false],["name","unit",false],["code","",false]],"extra":{},"notes":[],'
    '"rows":[],"title":"progress 2024"}'
)


def published() -> Iterator[tuple[str, Event]]:
    """The first quarter of 2024: of D, then of D again in its place, and of all."""
    first = an_id("report", 1)
    for number, of, supersedes in ((1, D, None), (2, D, first), (3, None, None)):
        report = an_id("report", number)
        said: dict[str, object] = {"report": report, "kind": "progress", "unit": of, "known_at": 50}
        said |= {"year": 2024}
        said |= {"as_of": day("2024-03-31"), "supersedes": supersedes, "depth": 1}
        said |= {"known_at_time": "2024-01-01T00:00:50.000000Z", "figures": _NO_ROWS}
        said |= {"signed_by": an_id("account", 1), "document": PAPER, "on": day("2024-04-02")}
        yield report, ReportPublished.model_validate(said)


def confirmation(which: str, on: str, through: str) -> tuple[str, Event]:
    """A unit confirms that all is recorded to the end of a day."""
    said = {"unit": which, "on": day(on), "through": day(through), "document": PAPER}
    key = ConfirmationKey(unit=which).confirmation
    return key, confirmed.PeriodConfirmed.model_validate(said)


def confirmations() -> Iterator[tuple[str, Event]]:
    """S confirms and opens again, C1 and C2 confirm, D does for all under it, in the end P."""
    yield confirmation(S, "2024-04-02", "2024-03-31")
    yield confirmation(C1, "2024-04-03", "2024-03-31")
    yield confirmation(C2, "2024-04-04", "2024-04-02")
    key = ConfirmationKey(unit=S).confirmation
    said = {"unit": S, "on": day("2024-04-10"), "first": day("2024-03-15"), "reason": "forgotten"}
    yield key, confirmed.PeriodReopened.model_validate(said)
    yield confirmation(D, "2024-07-03", "2024-06-30")
    yield confirmation(P, "2026-01-06", "2025-12-31")


def ranking(year: int, rank: str, of: str, number: int = 0) -> tuple[str, Event]:
    """A year of a unit, or of a person in it; `rank` may be why there is none."""
    said: dict[str, object] = {"unit": of, "year": year, "on": day(f"{year + 1}-01-10")}
    said |= {"by": D, "document": PAPER}
    said |= {"not_ranked": rank} if rank == "newly-founded" else {"rank": rank}
    if not number:
        return ranking_id("organisation", of, year), rankings.UnitRanked.model_validate(said)
    who = an_id("person", number)
    event = rankings.MemberRanked.model_validate({**said, "person": who})
    return ranking_id("member", who, year), event


def ranked() -> Iterator[tuple[str, Event]]:
    """2023 of three units and of six people, one of them under two names; 2022 of one unit."""
    yield ranking(2022, "good", G)
    yield ranking(2023, "excellent", G)
    yield ranking(2023, "good", S)
    yield ranking(2023, "newly-founded", E)
    yield ranking(2023, "excellent", C1, 1)
    yield ranking(2023, "good", C1, 2)
    yield ranking(2023, "good", C2, 3)
    yield ranking(2023, "completed", S, 4)
    yield ranking(2023, "good", C2, 16)
    yield ranking(2023, "good", C2, 17)


def task(event: type[Event], number: int, on: str, **fields: object) -> tuple[str, Event]:
    """An event of a task."""
    name = an_id("task", number)
    return name, event.model_validate({"task": name, "on": day(on), **fields})


def tasked() -> Iterator[tuple[str, Event]]:
    """A plan of D with three tasks: one half done, one done, one withdrawn; a plan of P."""
    for number, of in ((1, D), (2, P)):
        plan = an_id("directive", number)
        said = {"directive": plan, "unit": of, "title": f"Plan {number}", "document": PAPER}
        yield plan, tasks.DirectiveIssued.model_validate({**said, "on": day("2025-01-10")})
    under = {"directive": an_id("directive", 1)}
    told = {**under, "unit": G, "text": "found three", "due": day("2025-06-30"), "goal": 3}
    yield task(tasks.TaskAssigned, 1, "2025-01-15", **told)
    told = {**under, "unit": S, "text": "report", "due": day("2025-03-31")}
    yield task(tasks.TaskAssigned, 2, "2025-01-15", **told, person=AN.person)
    yield task(tasks.TaskAssigned, 3, "2025-01-16", **told)
    yield task(tasks.TaskProgressReported, 1, "2025-04-30", text="two so far", reached=2)
    yield task(tasks.TaskCompleted, 2, "2025-04-02", document={"kind": "report"})
    yield task(tasks.TaskWithdrawn, 3, "2025-02-01", reason="not theirs")
