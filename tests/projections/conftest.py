"""One organisation, recorded and projected once for all that is asked of it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from admission.app.projection_file import beside
from admission.app.recorders.ports import Connection
from tests.projections.histories import History
from tests.projections.organisation.past import written
from tests.projections.rows import connect


@pytest.fixture(scope="session")
def organisation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The events file, with its rows beside it."""
    with History(tmp_path_factory.mktemp("organisation") / "organisation.db") as past:
        written(past)
        with past.projector() as projector:
            projector.catch_up()
            assert projector.quarantined() == []
        yield past.path


@pytest.fixture(scope="session")
def views(organisation: Path) -> Iterator[Connection]:
    """A connection to the rows."""
    with closing(connect(beside(organisation), "read")) as connection:
        yield connection
