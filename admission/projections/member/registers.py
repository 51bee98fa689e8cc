"""The sections on what the other registers say of a person."""

from collections.abc import Iterator
from typing import Final

from admission.projections.cancelled.given import RULE
from admission.projections.cancelled.queries import list_cancelled
from admission.projections.member.rows import Asked, Line, parts
from admission.projections.papers import cited

_PAPER: Final = "document_kind, document_number, document_signed"


def cards(asked: Asked) -> Iterator[Line]:
    """Cards, by the day of the decision, and what became of each."""
    columns = "decided_on, kind, unit, document, card_number, handed_over_on, withdrawn_on, against"
    for row in asked.of_person("cards", columns):
        day, kind, unit, paper, number, handed_over, withdrawn, rules, position = row
        against = _against(asked, day, rules)
        said = parts(number, handed_over=handed_over, withdrawn_on=withdrawn, against=against)
        yield Line(day, kind, said, unit, paper, position)


def badges(asked: Asked) -> Iterator[Line]:
    """Badges, by the day of the award."""
    columns = "awarded_on, years, round, ground, unit, document, withdrawn_on, against"
    for row in asked.of_person("badges", columns):
        day, years, held_in, ground, unit, paper, withdrawn, rules, position = row
        against = _against(asked, day, rules)
        said = parts(ground, years=years, round=held_in, withdrawn_on=withdrawn, against=against)
        yield Line(day, "badge", said, unit, paper, position)


def _against(asked: Asked, day: str, rules: str | None) -> str | None:
    """What goes against a card or badge of that day: it may be for a cancelled membership."""
    found = list_cancelled(asked.connection, asked.records, **asked.moment._asdict())
    cancelled = any(each.has(day) for each in found)
    return " ".join((*(rules or "").split(), *((RULE,) if cancelled else ()))) or None


def classes(asked: Asked) -> Iterator[Line]:
    """Classes, how the person did in them, and the certificates."""
    results = {
        class_id: (passed, attended, certificate, position)
        for class_id, passed, attended, certificate, position in asked.of_person(
            "class_people", "class_id, passed, attended, certificate"
        )
    }
    ordered = "starts, issued, kind, class_id, title, unit"
    for row in asked.found("classes", ordered, tuple(results), key="class_id"):
        starts, issued, kind, class_id, title, unit, _ = row
        passed, attended, certificate, position = results[class_id]
        result = {None: None, 0: "not passed", 1: "passed"}[passed]
        said = parts(title, result, sessions=attended, certificate=certificate)
        yield Line(issued if passed else starts, kind, said, unit, None, position)


def rankings(asked: Asked) -> Iterator[Line]:
    """The class of each year, as a member and as a head: that of the name kept goes first."""
    columns = f"who, year, person, ranked_on, rank, reason, unit, {_PAPER}"
    rows = asked.of_person("rankings", columns)
    told = set()
    for row in sorted(rows, key=lambda row: row[2] != asked.records[0]):
        who, year, _, day, rank, reason, unit, *paper, position = row
        if (who, year) not in told:
            yield Line(day, who, parts(rank, reason, year=year), unit, cited(*paper), position)
        told.add((who, year))


def disciplines(asked: Asked) -> Iterator[Line]:
    """Disciplines, also those that were lifted."""
    columns = "on_day, form, unit, paper, lifted_on"
    for row in asked.of_person("disciplines", columns, key="stream"):
        day, form, unit, paper, lifted, position = row
        yield Line(day, form, parts(lifted=lifted), unit, paper, position)


def screenings(asked: Asked) -> Iterator[Line]:
    """Screenings, and how each ended."""
    columns = "listed_on, ground, unit, educated_on, outcome, ended_on"
    for row in asked.of_person("screenings", columns, key="stream"):
        day, ground, unit, educated, outcome, ended, position = row
        said = parts(outcome, educated=educated, ended=ended)
        yield Line(day, ground, said, unit, None, position)


def reviews(asked: Asked) -> Iterator[Line]:
    """Reviews of the political standard: that they were asked for, and that they were concluded."""
    columns = "requested_on, purpose, unit, concluded_on, document"
    for row in asked.of_person("reviews", columns):
        day, purpose, unit, concluded, paper, position = row
        said = parts(None if concluded else "open", concluded=concluded)
        yield Line(day, purpose, said, unit, paper, position)


def complaints(asked: Asked) -> Iterator[Line]:
    """That there are complaints; who says what stands in their own register alone."""
    columns = "received_on, kind, unit, resolved_on, document"
    for row in asked.of_person("complaints", columns):
        day, kind, unit, resolved, paper, position = row
        said = parts(None if resolved else "open", resolved=resolved)
        yield Line(day, kind, said, unit, paper, position)


def enlistment(asked: Asked) -> Iterator[Line]:
    """The lists of conscripts on which the person is."""
    for row in asked.of_person("conscripts", "enlists, round, unit, deferred_on"):
        day, call, unit, deferred, position = row
        yield Line(day, call, parts(deferred=deferred), unit, None, position)


def supervisions(asked: Asked) -> Iterator[Line]:
    """The units that the person answers for."""
    columns = "assigned_on, office, unit, document"
    for day, office, unit, paper, position in asked.of_person(
        "supervisions", columns, "supervisor"
    ):
        yield Line(day, office or "supervisor", (), unit, paper, position)


def attendances(asked: Asked) -> Iterator[Line]:
    """The meetings of cells that the person attends from above."""
    columns = f"due_on, planned, over_on, state, office, unit, {_PAPER}"
    for row in asked.of_person("attendances", columns):
        _, planned, over, state, office, unit, *paper, position = row
        yield Line(over or planned, state, (office,), unit, cited(*paper), position)


def notes(asked: Asked) -> Iterator[Line]:
    """Notes on the person's candidacies, closed ones too."""
    columns = "written_on, follow_up, closed_on, text"
    for row in asked.found("notes", columns, asked.candidacies, key="about"):
        day, follow_up, closed, text, position = row
        said = parts(text, follow_up=None if closed else follow_up, closed=closed)
        yield Line(day, "closed" if closed else "open", said, None, None, position)


def scans(asked: Asked) -> Iterator[Line]:
    """The scans kept of the person's papers."""
    columns = "kept_on, title, media_type, paper_kind, paper_number, paper_signed"
    about = (*asked.records, *asked.candidacies)
    for row in asked.found("scans", columns, about, key="about"):
        day, title, media_type, *paper, position = row
        yield Line(day, media_type, parts(title), None, cited(*paper), position)
