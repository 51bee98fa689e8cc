# ruff: noqa: S608 - the names in the statements are ours
"""The SQL of the projections is the common subset: a real PostgreSQL gives SQLite's answers."""

import inspect
import sqlite3
from contextlib import closing
from importlib import import_module

import pytest

from admission.app.projection_file import statements, tables
from admission.app.recorders.server.connection import ServerConnection, connect
from admission.projections import FIGURES, PROJECTIONS
from tests.projections.questions import AT_A_MOMENT, answers

pytestmark = pytest.mark.postgres


def test_every_query_answers_alike_on_postgresql(views: sqlite3.Connection, postgres: str) -> None:
    """Every table is made by its own tables.sql, every row copied, every question asked twice."""
    with closing(connect(postgres, "SET search_path TO pg_temp")) as connection:
        connection.execute("BEGIN")
        connection.execute("CREATE SCHEMA projections")
        connection.execute("SET search_path TO projections")
        for projection in PROJECTIONS:
            for statement in statements(projection):
                connection.execute(statement)
            for table in tables(projection):
                copy(views, connection, table)
        here, there = dict(answers(views)), dict(answers(connection))
        assert len(here) > 300
        for asked, answer in here.items():
            assert there[asked] == answer, asked


def copy(views: sqlite3.Connection, connection: ServerConnection, table: str) -> None:
    """Insert every row of a table; there has to be one, or nothing would be compared."""
    rows = views.execute(f"SELECT * FROM {table}").fetchall()
    assert rows, table
    marks = ", ".join("?" * len(rows[0]))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def test_every_query_is_among_the_questions() -> None:
    """A query that is added has to be asked here as well."""
    asked = {query for query, _, _ in AT_A_MOMENT}
    asked_apart = {"rulebook_text", "working_days", "subtree", "digests", "facts_at"}
    asked_apart |= {"who_counts", "who_differs", "who_stands", "who_stands_elsewhere"}
    asked_apart |= {
        "printed",
        "asked_by",
        "counts_of",
        "moved",
        "figures_of",
        "rows_of",
        "adopted_at",
    }
    asked_apart |= {"scans_of_nobody_else", "paths_resting_on", "supposed", "spans", "age_on"}
    asked_apart |= {"candidates_with_steps", "stages_to"}
    asked_apart |= {"rows_counted", "newest_figures", "paths_so_far"}
    lacking: set[str] = set()
    for name in (*PROJECTIONS, *FIGURES):
        module = import_module(f"admission.projections.{name}.queries")
        for found_name, found in inspect.getmembers(module, inspect.isfunction):
            own = found.__module__ == module.__name__
            if own and not found_name.startswith("_") and found_name not in asked_apart:
                lacking |= {f"{name}.{found_name}"} if found not in asked else set()
    assert not lacking
