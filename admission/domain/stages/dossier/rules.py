"""The rules of the dossier."""

from datetime import date
from typing import Final

from admission.domain.kernel.dates import add_months, full_years
from admission.domain.kernel.rules import Objections, objection, rule
from admission.domain.kernel.values import Erased
from admission.domain.stages.case import AnyCase, Case
from admission.domain.stages.dossier import commands as c
from admission.domain.stages.roles import full_member
from admission.domain.stages.standings import OPEN, STAGE, Stage

_RELATIVES: Final = frozenset({"parent", "spouse", "sibling", "child"})
_EARLY: Final = (Stage.AWARENESS, Stage.DOSSIER)


def known(field: str, value: str, allowed: tuple[str, ...]) -> Objections:
    """A key that the rulebook in force knows."""
    if value not in allowed:
        yield objection("SYS-15", field=field, value=value, known=" ".join(dict.fromkeys(allowed)))


@rule("DOS-02")
def permission_is_the_committees(case: Case[c.PermitDossier]) -> Objections:
    """The grassroots committee permits; where there is none, the authority (N38 I.1.1c)."""
    yield from body_is(case, "DOS-02", case.command.body, ("grassroots", "authority"))


def body_is(case: AnyCase, code: str, body: str, roles: tuple[str, ...]) -> Objections:
    """The body is the first of these roles that the candidate's chain has."""
    bodies = case.bodies
    if bodies is None:
        yield objection("SYS-13", unit=case.units[0].id, on=case.on)
        return
    expected = next((unit for unit in map(bodies.acting, roles) if unit), None)
    if body != expected:
        yield objection(code, body=body, expected=expected)


@rule("DOS-05")
def helper_is_a_full_member(case: Case[c.AssignHelper]) -> Objections:
    """The cell assigns a full member to help (N38 I.1.1d)."""
    yield from full_member(case, "DOS-05", case.command.helper, "helper", case.on)


@rule("DOS-09")
def introducer_is_a_full_member(case: Case[c.Introduce]) -> Objections:
    """Introducing members are full members on that day (CH11 art. 4)."""
    yield from full_member(case, "DOS-09", case.command.introducer, "introducer", case.on)


@rule("DOS-10", "DOS-11")
def introducer_knows_the_candidate(case: Case[c.Introduce]) -> Objections:
    """Both were in one unit together long enough (Q294 3.2).

    A replacement is excused, and at the new place of a candidate who was transferred everybody
    (H06 3.9a).
    """
    command = case.command
    if command.replaces is not None and command.replaces not in case.state.introducers:
        yield objection("DOS-11", replaces=command.replaces, introducer=command.introducer)
    for provision in case.provisions(case.rulebook.acquaintance):
        excused = command.replaces is not None or bool(case.state.transfers)
        months = provision.replacement_months if excused else provision.months
        since = command.together_since
        if months and (since is None or add_months(since, months) > case.on):
            yield objection(
                provision.rule,
                provision.source,
                introducer=command.introducer,
                since=since or "unknown",
                months=months,
                on=case.on,
            )


@rule("DOS-12")
def union_may_introduce(case: Case[c.IntroduceByUnion]) -> Objections:
    """The way through this union is open, and at this age (Q294 3.1)."""
    ways = [w for w in case.provisions(case.rulebook.way) if w.union is not None]
    yield from known("union", case.command.union, tuple(w.union for w in ways if w.union))
    born = case.person.born
    for way in ways:
        most = way.max_age_years_of_cadres if case.command.cadre else way.max_age_years
        if way.union != case.command.union or most is None:
            continue
        if born is None or isinstance(born, Erased) or full_years(born, case.on) > most:
            age = full_years(born, case.on) if isinstance(born, date) else born or "unknown"
            yield objection(way.rule, way.source, age=age, most=most, union=case.command.union)


def paper_belongs_here(case: Case[c.FilePaper]) -> Objections:
    """The rulebook knows the paper, and it belongs to the stage that the candidate is in."""
    papers = case.provisions(case.rulebook.paper)
    yield from known("paper", case.command.paper, tuple(p.id for p in papers))
    stage = STAGE.get(case.state.standing)
    for paper in papers:
        if paper.id != case.command.paper:
            continue
        fits = paper.stage == stage or (paper.stage == Stage.DOSSIER and stage in _EARLY)
        late = paper.stage == Stage.PROBATION and stage is Stage.MEMBERSHIP
        redo = "redo-ordered" in case.state.milestones and case.state.standing in OPEN
        if not (fits or late or redo):
            yield objection("SYS-17", paper=paper.id, stage=paper.stage, now=stage or "")


def paper_may_be_waived(case: Case[c.WaivePaper]) -> Objections:
    """The rulebook knows the ground on which this paper is not asked for."""
    papers = case.provisions(case.rulebook.paper)
    yield from known("paper", case.command.paper, tuple(p.id for p in papers))
    for paper in papers:
        if paper.id == case.command.paper:
            grounds = tuple(waiver.ground for waiver in paper.waivers)
            if case.command.ground not in grounds:
                yield objection(
                    paper.rule, paper.source, ground=case.command.ground, known=" ".join(grounds)
                )


@rule("DOS-25")
def stale_papers_are_done_again(case: Case[c.RenewDossier]) -> Objections:
    """After the dossier went stale, each paper of the list was done again (H06 5.4a)."""
    anchor = max(
        (d for d in (case.state.day("dossier-permitted"), case.state.day("dossier-renewed")) if d),
        default=None,
    )
    months = next(
        (d.amount for d in case.provisions(case.rulebook.deadline) if d.rule == "DOS-25"), 0
    )
    if anchor is None:
        return
    stale_from = add_months(anchor, months)
    if case.on <= stale_from:
        yield objection("DOS-25", on=case.on, stale_after=stale_from)
        return
    for paper in case.provisions(case.rulebook.paper):
        if not paper.redo_when_stale:
            continue
        for name, reached in case.state.milestones.items():
            is_it = name.partition("#")[0] == f"paper:{paper.id}" and _stands(case, name)
            if is_it and reached.on <= stale_from:
                yield objection(
                    "DOS-25", paper.source, paper=paper.id, dated=reached.on, stale_after=stale_from
                )


def _stands(case: AnyCase, milestone: str) -> bool:
    """The introduction of a replaced member need not be done again."""
    name, _, key = milestone.partition("#")
    return name != "paper:introduction" or key in case.state.introducers


@rule("DOS-16")
def relation_is_verified(case: Case[c.RequestVerification]) -> Objections:
    """The particulars of these relations are verified, and of no others (H06 3.4a)."""
    yield from relation_known(case, case.command.relation)


def relation_known(case: AnyCase, relation: str) -> Objections:
    """A relation that the rulebook in force names."""
    for provision in case.provisions(case.rulebook.verification):
        if relation not in provision.relations:
            yield objection(
                provision.rule,
                provision.source,
                relation=relation,
                known=" ".join(provision.relations),
            )


@rule("DOS-22")
def verifier_is_not_family(case: Case[c.RequestVerification]) -> Objections:
    """Neither the applicant nor relatives carry out the verification (N38 I.1.4)."""
    command = case.command
    if command.verifier in case.person.ids or command.verifier_kinship in _RELATIVES:
        kinship = command.verifier_kinship or "the-candidate"
        yield objection("DOS-22", verifier=command.verifier or "unknown", kinship=kinship)
    elif command.verifier is not None:
        yield from full_member(case, "DOS-22", command.verifier, "verifier", case.on)


def request_was_received(case: Case[c.RequestVerification]) -> Objections:
    """A request is received on the day it is made, or later."""
    if case.command.received < case.on:
        yield objection("SYS-14", on=case.on, received=case.command.received)


def request_is_open(case: Case[c.AnswerVerification]) -> Objections:
    """Only what was asked is answered."""
    relation = case.command.relation
    asked = {*case.state.keys("verification-received-home")}
    asked.update(case.state.keys("verification-received-abroad"))
    if relation not in asked:
        yield objection("SYS-18", relation=relation, asked=" ".join(sorted(asked)))
    for place in ("home", "abroad"):
        received = case.state.day(f"verification-received-{place}", relation)
        if received is not None and case.on < received:
            yield objection("SYS-14", relation=relation, on=case.on, received=received)


@rule("DOS-18", "DOS-19")
def verification_may_be_waived(case: Case[c.WaiveVerification]) -> Objections:
    """The ground of a waiver is one that the rulebook knows (H06 3.4c)."""
    yield from relation_known(case, case.command.relation)
    for provision in case.provisions(case.rulebook.verification):
        grounds = {waiver.ground: waiver for waiver in provision.waivers}
        if case.command.ground not in grounds:
            yield objection(
                "DOS-18", provision.source, ground=case.command.ground, known=" ".join(grounds)
            )


def waived_in_part(case: Case[c.WaiveVerification]) -> bool:
    """Whether the ground leaves a part to be verified."""
    return any(
        waiver.partial
        for provision in case.provisions(case.rulebook.verification)
        for waiver in provision.waivers
        if waiver.ground == case.command.ground
    )


@rule("DOS-16", "DOS-19", "DOS-23")
def verifications_are_in(case: Case[c.CertifyCv]) -> Objections:
    """Each relation asked about has answered; those required were asked, or waived whole."""
    state, on = case.state, case.on
    done = {*state.keys("verification-answered", on), *state.keys("verification-waived", on)}
    for provision in case.provisions(case.rulebook.verification):
        for relation in provision.required:
            if relation not in done:
                code = (
                    "DOS-19" if relation in state.keys("verification-waived-in-part") else "DOS-16"
                )
                yield objection(code, provision.source, relation=relation)
    asked = {
        *state.keys("verification-received-home"),
        *state.keys("verification-received-abroad"),
    }
    for relation in sorted(asked - done):
        yield objection("DOS-23", relation=relation)


@rule("DOS-23")
def certified_by_the_committee(case: Case[c.CertifyCv]) -> Objections:
    """The grassroots committee certifies; where there is none, the authority (H06 3.3b)."""
    yield from body_is(case, "DOS-23", case.command.body, ("grassroots", "authority"))
    if case.command.certifier is not None:
        yield from full_member(case, "DOS-23", case.command.certifier, "certifier", case.on)


def gate_is_known(case: Case[c.RaiseGate] | Case[c.PassGate]) -> Objections:
    """The rulebook in force knows the gate."""
    gates = tuple(gate.id for gate in case.provisions(case.rulebook.gate))
    yield from known("gate", case.command.gate, gates)
