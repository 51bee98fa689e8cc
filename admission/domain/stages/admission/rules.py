"""The rules of admission: age and schooling at the cell's vote, bodies, majorities, deadlines."""

from datetime import date
from typing import get_args

from admission.domain.kernel.dates import add_months, full_years
from admission.domain.kernel.rules import Objections, objection, rule
from admission.domain.kernel.values import Erased
from admission.domain.registers.discipline.conduct import Exit
from admission.domain.registers.meetings.commands import MeetingKind
from admission.domain.rulebooks.entries.candidates import Way
from admission.domain.rulebooks.entries.discipline import Readmission
from admission.domain.stages.admission import commands as c
from admission.domain.stages.ages import is_over_age, is_under_age
from admission.domain.stages.ballots import Matter
from admission.domain.stages.case import AnyCase, Case
from admission.domain.stages.chain import Bodies, quorum_of
from admission.domain.stages.clocks import open_clocks
from admission.domain.stages.dossier.rules import body_is
from admission.domain.stages.roles import full_member
from admission.domain.stages.schooling import provision_for
from admission.domain.stages.standings import Standing
from admission.domain.stages.votes import ballot_adds_up, majority

MATTER_OF = {
    Standing.RECOGNITION_CELL_RESOLVED: Matter.RECOGNITION,
    Standing.RECOGNITION_COMMITTEE_VOTE_FAILED: Matter.RECOGNITION,
    Standing.RECOGNITION_COMMITTEE_RESOLVED: Matter.RECOGNITION,
    Standing.RECOGNITION_VOTE_FAILED: Matter.RECOGNITION,
    Standing.DELETION_CELL_RESOLVED: Matter.DELETION,
    Standing.DELETION_COMMITTEE_RESOLVED: Matter.DELETION,
}


def matter(case: AnyCase) -> Matter:
    """What the bodies above the cell are asked about, as the candidate stands."""
    if case.state.standing is Standing.RECOGNITION_COMMITTEE_VOTE_FAILED:
        deletion = "deletion-cell-resolved" in case.state.milestones
        return Matter.DELETION if deletion else Matter.RECOGNITION
    return MATTER_OF.get(case.state.standing, Matter.ADMISSION)


@rule("ELG-01", "ELG-02")
def candidate_is_of_age(case: Case[c.HoldCellVote]) -> Objections:
    """At the cell's vote the candidate is at least 18; above 60 a consent is needed (Q294 1.1)."""
    born = case.person.born
    for age in case.provisions(case.rulebook.age):
        if born is None or isinstance(born, Erased):
            said = born or "unknown"
            yield objection(age.rule, age.source, age=said, least=age.min_years, on=case.on)
        elif is_under_age(age, born, case.on) or _over_without_consent(case):
            yield objection(
                age.rule,
                age.source,
                age=full_years(born, case.on),
                least=age.min_years,
                most=age.max_years or "",
                on=case.on,
            )


def _over_without_consent(case: AnyCase) -> bool:
    """Over age where the rulebook has no gate by which a consent could be given."""
    gates = case.provisions(case.rulebook.gate)
    if any(gate.asked == "over-age" for gate in gates):
        return False
    born = case.person.born
    known = born is not None and not isinstance(born, Erased)
    return known and is_over_age(case.provisions(case.rulebook.age), born, case.on)  # type: ignore[arg-type]


@rule("ELG-03", "ELG-04", "ELG-05")
def candidate_has_the_schooling(case: Case[c.HoldCellVote]) -> Objections:
    """Lower-secondary school; less only at the places and by the papers named (Q294 1.2)."""
    provisions = case.provisions(case.rulebook.schooling)
    if not provisions:
        return
    provision = provision_for(case)
    level = case.person.schooling
    if provision is None:
        needed = " ".join(p.level for p in provisions)
        yield objection(
            provisions[0].rule, provisions[0].source, level=level or "unknown", needed=needed
        )
    elif provision.paper and not case.state.has(f"paper:{provision.paper}"):
        yield objection(
            provision.rule, provision.source, level=provision.level, paper=provision.paper
        )


@rule("ELG-06")
def candidate_is_a_citizen(case: Case[c.HoldCellVote]) -> Objections:
    """The candidate is a citizen, as registered (CH11 art. 1.2)."""
    citizen = case.person.citizen
    if citizen is not True:
        known = "no" if citizen is False else "unknown"
        yield objection("ELG-06", "CH11 1.2", citizen=known)


@rule("RE-01", "RE-03", "RE-04")
def former_member_may_return(case: Case[c.HoldCellVote]) -> Objections:
    """Who was a member comes back after the months, once, and not after some exits (Q294 3.5)."""
    exits = case.person.conduct.last_exits
    if not exits or case.person.is_member:
        return
    last = exits[-1]
    for entry in case.provisions(case.rulebook.readmission):
        if len(exits) > entry.times:
            yield objection("RE-04", entry.source, times=len(exits) - 1, most=entry.times)
        because = {last.ground, last.circumstance}
        if because & {*entry.never} and not because & {*entry.excuses}:
            because_of = last.circumstance or last.ground
            yield objection("RE-03", entry.source, ground=because_of, ended=last.on)
        earliest = _may_return(entry, last, case.person.conduct.record_cleared_on)
        if earliest is None or case.on < earliest:
            on, ended = case.on, last.on
            yield objection("RE-01", entry.source, on=on, ended=ended, earliest=earliest or "none")


def _may_return(entry: Readmission, last: Exit, cleared: date | None) -> date | None:
    """The first day on which somebody may; None while a record is not cleared."""
    earliest = add_months(last.on, entry.after_months)
    if last.circumstance not in entry.cleared_first:
        return earliest
    if cleared is None:
        return None
    return max(earliest, add_months(cleared, entry.after_cleared_months))


@rule("RE-02")
def superior_has_consented(case: Case[c.DecideAdmission]) -> Objections:
    """Who was a member is admitted again with the written consent of the superior (Q294 3.5.1b)."""
    if case.person.conduct.last_exits and not case.person.is_member:
        for entry in case.provisions(case.rulebook.readmission):
            yield objection("RE-02", entry.source, ended=case.person.conduct.last_exits[-1].on)


@rule("DOS-09")
def introductions_suffice(case: Case[c.HoldCellVote]) -> Objections:
    """One of the ways of introduction is complete (CH11 art. 4; Q294 3.1)."""
    ways = case.provisions(case.rulebook.way)
    if ways and not any(_complete(case, way) for way in ways):
        yield objection(
            ways[0].rule,
            ways[0].source,
            members=_introducing(case),
            union=case.state.union or "none",
            needed=" or ".join(f"{w.members}+{w.union or 'none'}" for w in ways),
        )


def _complete(case: AnyCase, way: Way) -> bool:
    resolved = case.state.has("paper:union-resolution", case.on)
    union_fits = way.union is None or (way.union == case.state.union and resolved)
    return _introducing(case) >= way.members and union_fits


def _introducing(case: AnyCase) -> int:
    """How many members introduce; one who is named in two ways is one."""
    return len({case.world.person(each).id for each in case.state.introducers_by(case.on)})


def cell_vote_is_in_form(case: Case[c.HoldCellVote]) -> Objections:
    """The cell's own meeting, its ballots added up."""
    yield from ballot_adds_up(case, case.command, case.units[0].id, ("cell",))


def department_reports(case: Case[c.ReportDepartment]) -> Objections:
    """The department committee is that of the candidate's chain."""
    yield from body_is(case, "DEC-02", case.command.body, ("department",))


def grassroots_votes(case: Case[c.HoldGrassrootsVote]) -> Objections:
    """The chain has a grassroots vote, and it is that of the committee above the cell."""
    bodies = case.bodies
    if bodies is None or bodies.grassroots is None:
        yield objection("SYS-13", unit=case.units[0].id, on=case.on)
    else:
        yield from ballot_adds_up(case, case.command, bodies.grassroots, ("grassroots-committee",))


@rule("DEC-01", "DEC-02", "DEC-03", "PRO-07", "PRO-09")
def resolutions_are_there(case: AnyCase) -> Objections:
    """A favourable decision rests on the resolution of each body of the chain.

    A vote below the threshold is reported upwards, and the authority then refuses or returns; only
    after the votes that the rulebook counts does it decide without resolution (Q294 4.2.3).
    """
    asked = matter(case)
    bodies = case.deciding if asked is Matter.ADMISSION else case.bodies
    if bodies is None:
        yield objection("SYS-13", unit=case.units[0].id, on=case.on)
        return
    if asked is not Matter.ADMISSION and _votes_are_used_up(case):
        return
    prefix = {"admission": "", "recognition": "recognition-", "deletion": "deletion-"}[asked]
    if not case.state.has(f"{prefix}cell-resolved", case.on):
        yield objection(_majority_of(case, "cell", asked), body="cell", needed="resolution")
    above = _above(case, bodies)
    if "department" in above and not case.state.has(_reported(asked), case.on):
        yield objection("DEC-02", body="department", needed="report")
    if "grassroots" in above and not case.state.has(f"{prefix}grassroots-resolved", case.on):
        code = _majority_of(case, "grassroots", asked)
        yield objection(code, body="grassroots", needed="resolution")


def _above(case: AnyCase, bodies: Bodies) -> tuple[str, ...]:
    """The bodies that had to resolve: of a file received from another place those of that place."""
    return case.state.above if case.state.has("file-received") else bodies.above


def _majority_of(case: AnyCase, body: str, asked: Matter) -> str:
    """The rule by which a body resolves; the general one where the rulebook has none."""
    quorum = quorum_of(case.rulebook, body, asked, case.on)
    return quorum.rule if quorum else "DEC-11"


def _reported(asked: Matter) -> str:
    return "department-reported" if asked is Matter.ADMISSION else "recognition-department-reported"


def _votes_are_used_up(case: AnyCase) -> bool:
    attempts = case.provisions(case.rulebook.attempts)
    return any(case.state.failed_votes >= attempt.votes for attempt in attempts)


@rule("DEC-02")
def department_has_reported(case: Case[c.HoldGrassrootsVote]) -> Objections:
    """The grassroots committee votes once the department committee has reported (H06 3.6)."""
    bodies = case.bodies
    if bodies and bodies.department and not case.state.has(_reported(matter(case)), case.on):
        yield objection("DEC-02", body="department", needed="report")


@rule("DEC-04", "DEC-05", "DEC-06", "DEC-07", "PRO-07", "PRO-09")
def authority_decides(
    case: Case[c.DecideAdmission] | AnyCase, *, asked: Matter, favourable: bool
) -> Objections:
    """The competent authority decides, by its own majority (Q294 4.3.2; H06 3.7)."""
    bodies = case.deciding if asked is Matter.ADMISSION else case.bodies
    if bodies is None:
        yield objection("SYS-13", unit=case.units[0].id, on=case.on)
        return
    if case.command.body != bodies.authority:
        yield objection(
            bodies.chain.rule,
            bodies.chain.source,
            body=case.command.body,
            expected=bodies.authority,
        )
    kinds = (
        (bodies.chain.meeting,) if case.command.body == bodies.authority else get_args(MeetingKind)
    )
    yield from ballot_adds_up(case, case.command, case.command.body, kinds)
    if favourable:
        yield from majority(case, case.command, bodies.chain.quorum, asked)


def decision_comes_once(case: Case[c.ReceiveDecision]) -> Objections:
    """One receipt of one decision: the time to the ceremony runs from it."""
    received = case.state.day("decision-received")
    if received is not None:
        yield objection("SYS-07", what="decision-received", on=received)


@rule("DEC-17")
def extension_is_allowed(case: Case[c.ExtendDeadline]) -> Objections:
    """A running deadline is extended once, by no more than the rulebook allows (Q294 4.3.1)."""
    command = case.command
    clocks = [k for k in open_clocks(case.state, case.rulebook_of) if k.rule == command.deadline]
    if not clocks:
        yield objection("SYS-18", deadline=command.deadline)
        return
    allowed = [
        d.extension
        for d in case.provisions(case.rulebook.deadline)
        if d.rule == command.deadline and d.extension
    ]
    if not allowed:
        yield objection("DEC-17", deadline=command.deadline, at_most=0, amount=command.amount)
        return
    before = case.state.extended.get(command.deadline)
    too_long = not 0 < command.amount <= allowed[0].at_most
    if too_long or (before and before.times >= allowed[0].times):
        yield objection(
            allowed[0].rule,
            deadline=command.deadline,
            amount=command.amount,
            at_most=allowed[0].at_most,
            granted_before=before.times if before else 0,
        )


@rule("DEC-23")
def guide_is_a_full_member(case: Case[c.HoldCeremony]) -> Objections:
    """A full member is assigned to guide the new probationary member (H06 3.8)."""
    yield from full_member(case, "DEC-23", case.command.guide, "guide", case.on)
