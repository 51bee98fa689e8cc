"""The tables of a Parquet export, and the type of each column; imports nothing of Parquet's own."""

from typing import Final, Literal, NamedTuple

Kind = Literal["text", "day", "time", "number", "flag", "names"]
"""Days and times are typed, `names` is a list of texts; a day known only in part stays a text."""
Columns = tuple[tuple[str, Kind], ...]


class Table(NamedTuple):
    """A table of rows of the projections, and the columns of it that go out, in order.

    `personal`: those that go out only where details were asked for.
    """

    source: str
    columns: Columns
    personal: Columns = ()


_CLOCKS: Final[Columns] = (
    ("since", "day"),
    ("until", "day"),
    ("known_from", "number"),
    ("known_to", "number"),
)
EVENTS: Final[Columns] = (
    ("position", "number"),
    ("event_id", "text"),
    ("stream", "text"),
    ("version", "number"),
    ("type", "text"),
    ("schema", "number"),
    ("on_day", "day"),
    ("recorded_at", "time"),
    ("actor", "text"),
    ("known_by", "text"),
    ("role", "text"),
    ("acting_for", "text"),
    ("subject", "text"),
    ("rulebook", "text"),
    ("origin", "text"),
    ("command_id", "text"),
    ("correlation", "text"),
    ("causation", "text"),
)
"""One row for each event as it was recorded: its envelope."""
TABLES: Final[dict[str, Table]] = {
    "corrections": Table(
        "readings",
        (
            ("stream", "text"),
            ("version", "number"),
            ("how", "text"),
            ("by_position", "number"),
            *_CLOCKS,
        ),
    ),
    "milestones": Table(
        "milestones",
        (
            ("candidate", "text"),
            ("name", "text"),
            ("on_day", "day"),
            ("rulebook", "text"),
            ("unit", "text"),
            ("groups", "names"),
            ("detail", "text"),
            ("position", "number"),
            *_CLOCKS,
        ),
    ),
    "candidates": Table(
        "pipeline",
        (
            ("candidate", "text"),
            ("person", "text"),
            ("unit", "text"),
            ("stage", "text"),
            ("standing", "text"),
            ("standing_since", "text"),
            ("entered", "text"),
            ("groups", "names"),
            ("helper", "text"),
            ("guide", "text"),
            ("official_on", "text"),
            ("decided_by", "text"),
            ("failed_votes", "number"),
            ("breaches", "number"),
            ("taken_over_on", "day"),
            ("at_authority", "flag"),
            *_CLOCKS,
        ),
    ),
    "units": Table(
        "units",
        (
            ("unit", "text"),
            ("kind", "text"),
            ("name", "text"),
            ("code", "text"),
            ("parent", "text"),
            ("authorised", "flag"),
            ("founded", "day"),
            ("ended", "day"),
            *_CLOCKS,
        ),
    ),
    "targets": Table(
        "targets",
        (
            ("target", "text"),
            ("unit", "text"),
            ("indicator", "text"),
            ("period", "text"),
            ("for_group", "text"),
            ("people", "number"),
            ("number", "number"),
            ("percent_hundredths", "number"),
            ("base_name", "text"),
            ("base_count", "number"),
            ("promised_by", "day"),
            ("assigned_on", "day"),
            ("position", "number"),
            *_CLOCKS,
        ),
    ),
    "confirmations": Table(
        "confirmations",
        (
            ("unit", "text"),
            ("through", "day"),
            ("confirmed_on", "day"),
            ("position", "number"),
            *_CLOCKS,
        ),
    ),
    "rulebooks": Table(
        "rulebooks",
        (
            ("reference", "text"),
            ("unit", "text"),
            ("rulebook", "text"),
            ("title", "text"),
            ("first", "day"),
            ("last", "day"),
            ("extends", "text"),
            ("adopted_on", "day"),
            *_CLOCKS,
        ),
    ),
    "countings": Table(
        "countings",
        (
            ("reference", "text"),
            ("figure", "text"),
            ("milestone", "text"),
            ("cancelled", "text"),
            ("rule", "text"),
            ("first", "day"),
            ("last", "day"),
            *_CLOCKS,
        ),
    ),
    "people": Table(
        "people",
        (
            ("person", "text"),
            ("cell", "text"),
            ("decided_on", "text"),
            ("official_on", "text"),
            ("ended_on", "text"),
            ("joined_into", "text"),
            *_CLOCKS,
        ),
        (("name", "text"), ("born", "text"), ("sex", "text"), ("residence", "text")),
    ),
}
"""By the name of its file, each table beside that of the events; both clocks are columns."""
