"""Which paths rest on something: what a correction of it has judged again."""

from collections.abc import Sequence

from admission.projections.asking import Connection, ask


def paths_resting_on(connection: Connection, things: Sequence[str]) -> set[str]:
    """The candidates of whose steps any has ever named one of these people, meetings, classes."""
    marks = ", ".join("?" * len(things))
    query = f"SELECT DISTINCT candidate FROM resting WHERE thing IN ({marks})"  # noqa: S608
    return {candidate for (candidate,) in ask(connection, query, things)}
