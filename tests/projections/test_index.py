"""The index of projections and its folders say the same."""

from importlib import import_module
from pathlib import Path

import admission.projections
from admission.app.facts import is_known
from admission.app.projection_file import statements
from admission.projections import FIGURES, PROJECTIONS

ROOT = Path(admission.projections.__file__).parent


def test_every_folder_is_in_the_index() -> None:
    """With tables.sql and project.py it keeps rows; with queries.py alone it only asks."""
    folders = {path.parent.name for path in ROOT.glob("*/queries.py")}
    keeping = {path.parent.name for path in ROOT.glob("*/tables.sql")}
    assert keeping == {path.parent.name for path in ROOT.glob("*/project.py")} == set(PROJECTIONS)
    assert folders == set(PROJECTIONS) | set(FIGURES)


def test_every_projection_reads_events_that_exist() -> None:
    for name in PROJECTIONS:
        reads = import_module(f"admission.projections.{name}.project").READS
        assert reads
        assert all(is_known(type_name) for type_name in reads), name


def test_tables_hold_days_and_positions_and_nothing_of_one_database_alone() -> None:
    """Days are text, positions 64 bits wide on PostgreSQL too."""
    for name in PROJECTIONS:
        for statement in statements(name):
            words = set(statement.replace(",", " ").replace("(", " ").split())
            assert not words & {"INTEGER", "AUTOINCREMENT", "ROWID", "DATE", "BLOB"}
