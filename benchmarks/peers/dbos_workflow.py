"""A workflow of DBOS for each candidate, every step of which is kept before the next begins.

The steps follow one another at once. A path that waits for people between its steps would wait for
messages, which cost writes of their own: this is the least that DBOS can take.
"""

import logging
import uuid

from dbos import DBOS, SetWorkflowID

from benchmarks.peers.telling import Done, Line


class DBOSWorkflow:
    """With the settings that DBOS gives its databases itself, in SQLite or in PostgreSQL."""

    def __init__(self, database: str, lines: list[Line]) -> None:
        address = database if database.startswith("postgresql:") else f"sqlite:///{database}"
        DBOS(config={"name": "steps", "system_database_url": address, "log_level": "ERROR"})
        logging.getLogger("dbos").setLevel(logging.ERROR)
        self._candidate = ""
        self._done: Done = lambda: None
        step = DBOS.step(name="step")(_kept)

        def path() -> None:
            for line in lines:
                step(line)
                self._done()

        self._path = DBOS.workflow(name="path")(path)
        DBOS.launch()

    def tell(self, done: Done) -> None:
        """Run the workflow of a new candidate to its end."""
        self._candidate, self._done = str(uuid.uuid4()), done
        with SetWorkflowID(self._candidate):
            self._path()

    def status(self) -> object:
        """The steps that are kept."""
        return DBOS.list_workflow_steps(self._candidate)


def _kept(line: Line) -> Line:
    return line
