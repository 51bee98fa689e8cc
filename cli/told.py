"""The state of a path or a unit at one moment, as fields, for `audit replay` and `compare`."""

from typing import TYPE_CHECKING, NamedTuple

from admission.projections.pipeline.queries import count_standings
from admission.projections.replay.queries import count_milestones
from cli.people import candidate_called
from cli.questions import Question

if TYPE_CHECKING:
    from admission.app.replay.streams import Replay


class Told(NamedTuple):
    """What is told: a path or a unit, by id and as people call it."""

    stream: str
    name: str

    @property
    def is_unit(self) -> bool:
        """Whether it is a unit, with the paths in it and under it."""
        return self.stream.startswith("unit-")


def called(question: Question, candidate: str | None, unit: str | None) -> Told | None:
    """The path or the unit that is asked for; None where neither is."""
    if candidate:
        found = candidate_called(question, candidate)
        return Told(found.candidate, found.name or found.person)
    named = question.unit(unit)
    return Told(named, unit or "") if named else None


def telling_of(question: Question) -> "Replay":
    """What tells streams as they were known then."""
    from admission.app.replay.streams import Replay

    return Replay(question.reader, question.known_at or 0, question.as_of)


def counts_of(question: Question, told: Told) -> dict[str, str]:
    """Of a unit, how many stand where, and how often each milestone was reached."""
    if not told.is_unit:
        return {}
    asked = {**question.clocks, "unit": told.stream, "tree": question.reading["tree"]}
    standings = count_standings(question.rows, **asked)
    reached = count_milestones(question.rows, **asked)
    return {
        **{f"standings.{row.standing}": str(row.candidates) for row in standings},
        **{f"milestones.{name}": str(number) for name, number in reached},
    }
