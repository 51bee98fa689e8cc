"""The demonstration that the README promises shows somebody who is in it."""

import re
from pathlib import Path

from admission.scenarios import SCENARIOS

_MAKEFILE = Path(__file__).parents[2] / "Makefile"


def test_the_candidate_shown_is_in_the_scenario() -> None:
    """A scenario that is told anew gives new ids; the Makefile follows."""
    found = re.search(r"^CANDIDATE := (candidate-\S+)$", _MAKEFILE.read_text("utf-8"), re.MULTILINE)
    assert found
    assert any(line.get("candidate") == found[1] for line in SCENARIOS["hoa-lu-2024-q1"]())


def test_every_scenario_but_the_longest_is_shown() -> None:
    """A new scenario is loaded by `make demo` too, unless that takes up to a minute."""
    found = re.search(r"^SCENARIOS := (.+)$", _MAKEFILE.read_text("utf-8"), re.MULTILINE)
    assert found
    assert set(found[1].split()) == set(SCENARIOS) - {"reform-2025"}
