"""The rules at the beginning of the path."""

from datetime import date

from admission.domain.kernel.rules import Objections, objection, rule
from admission.domain.registers.people.state import Person
from admission.domain.registers.units.rules import CELLS, unit_stands
from admission.domain.stages.awareness.commands import EnterPool, RecordCertificate
from admission.domain.stages.case import Case
from admission.domain.world import World


def has_no_open_candidacy(person: Person) -> Objections:
    """A person has one open candidacy at a time, and none once a member."""
    if person.candidacy is not None:
        yield objection("SYS-05", person=person.id, candidate=person.candidacy)
    elif person.is_member:
        yield objection("SYS-16", person=person.id, since=person.here_since)


def enters_at_a_cell(world: World, unit: str, on: date) -> Objections:
    """A path begins in a cell that stands on that day."""
    kind = world.unit(unit).on(on).kind
    if kind not in CELLS:
        yield objection("SYS-12", unit=unit, kind=kind, expected=" ".join(CELLS))
    yield from unit_stands(world, unit, on)


@rule("ELG-11")
def place_is_the_right_one(case: Case[EnterPool]) -> Objections:
    """A person is admitted where the stay is long enough, else elsewhere (H06 6.2)."""
    places = case.provisions(case.rulebook.place)
    if not places:
        return
    fitting = [place for place in places if place.basis == case.command.basis]
    if not fitting:
        known = " ".join(dict.fromkeys(place.basis for place in places))
        yield objection("SYS-15", field="basis", value=case.command.basis, known=known)
    for place in fitting:
        months = case.command.basis_months
        too_short = place.at_least_months and (months is None or months < place.at_least_months)
        too_long = place.less_than_months is not None and (
            months is not None and months >= place.less_than_months
        )
        if too_short or too_long:
            yield objection(
                place.rule,
                place.source,
                basis=place.basis,
                months="unknown" if months is None else months,
                least=place.at_least_months,
                below=place.less_than_months or 0,
            )


@rule("DOS-06")
def certificate_comes_from_a_competent_issuer(case: Case[RecordCertificate]) -> Objections:
    """The certificate is issued by a centre that the rules of its day name (H06 3.1)."""
    adoption = case.world.rulebook_in_force(case.command.issued, case.units[0].id)
    rulebook = adoption.rulebook if adoption else case.rulebook
    for provision in rulebook.certificate:
        if not provision.in_force(rulebook.nearest(case.command.issued)):
            continue
        if case.command.issuer_kind not in provision.issuers:
            yield objection(
                provision.rule,
                provision.source,
                issuer=case.command.issuer_kind,
                issuers=" ".join(provision.issuers),
            )


def certificate_is_that_of_the_class(case: Case[RecordCertificate]) -> Objections:
    """A certificate of one of our classes says what the class's results say."""
    command = case.command
    if command.issued > case.on:
        yield objection("SYS-14", on=case.on, issued=command.issued)
    if command.class_id is None:
        return
    held = case.world.class_(command.class_id)
    person = next((name for name in case.person.ids if name in held.results), "")
    result = held.results.get(person)
    if result is None or not result.passed or result.certificate != command.number:
        yield objection("DOS-06", certificate=command.number, class_id=command.class_id)
        return
    issued = held.issued_to.get(person)
    if issued != command.issued or held.kind != "awareness":
        yield objection("DOS-06", certificate=command.number, issued=issued or "")
