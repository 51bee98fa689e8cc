"""What can be asked: one folder per read model, its tables, its projecting, its queries.

Importing this, or any `queries` module but that of `due`, imports neither pydantic nor the domain's
models: a question answered by one SQL statement starts fast.
"""

from typing import Final

PROJECTIONS: Final = {
    "rulebooks": 2,
    "calendars": 1,
    "units": 2,
    "people": 6,
    "targets": 2,
    "stated": 2,
    "confirmations": 1,
    "classes": 1,
    "pipeline": 4,
    "milestones": 4,
    "movements": 3,
    "composition": 1,
    "due": 4,
    "holds": 1,
    "timeline": 6,
    "discipline": 3,
    "documents": 3,
    "notes": 1,
    "rankings": 1,
    "tasks": 2,
    "conscripts": 2,
    "supervisions": 1,
    "reports": 2,
    "reviews": 1,
    "complaints": 1,
    "attendance": 1,
    "inspections": 2,
    "erasures": 1,
    "resting": 1,
    "cards": 3,
    "badges": 3,
    "party_ages": 3,
    "cancelled": 1,
    "moves": 1,
}
"""The folders that keep rows: each has `tables.sql`, `project.py` and `queries.py`.

The number is the version of its rows: one more with each change of the tables or of what is put in
them, and the rows are built anew.
"""

OF_EVENTS_ALONE: Final = frozenset({"rulebooks", "timeline", "reports", "resting"})
"""Those of them that make rows of events, and never look at the spans of a fact.

Facts of types that only they read have none, if the stream would have to be reread for them.
"""

FIGURES: Final = (
    "progress",
    "balance",
    "coverage",
    "comparison",
    "flow",
    "forecast",
    "explain",
    "moved",
    "reconciled",
    "member",
    "replay",
    "conformance",
    "sampling",
)
"""The folders that only ask: `queries.py` over the rows of the others."""
