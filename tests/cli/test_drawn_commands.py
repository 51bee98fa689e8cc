"""Whatever a line says, it is done, refused or named; what is done can be read again."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest

from admission.app.intake import Malformed, read_line
from admission.domain.kernel.ids import kind_of
from tests.cli.calling import Caller, written
from tests.kit.drawn_commands import Drawn

_DAYS: Final = (
    *("1990-05-05", "2023-01-05", "2024-01-15", "2024-03-31", "2024-06-28", "2024-06-30"),
    *("2024-06-30", "2024-06-30", "2024-12-31", "2025-07-01", "2026-01-05", "9999-12-31"),
)
_AFTER_THE_STORY: Final = "2026-11-20T00:00:00Z"
_LINES: Final = 1_000


def _in_their_form(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those whose fields go together; of any other it is said that they do not."""
    found = []
    for line in lines:
        with suppress(Malformed):
            read_line(json.dumps(line), 1)
            found.append(line)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_no_line_is_more_than_the_program_can_answer(
    hoa_lu: Caller, tmp_path: Path, seed: int
) -> None:
    events = hoa_lu.done("events").lines
    things: dict[str, list[str]] = {}
    for stream in sorted({event["stream"] for event in events}):
        things.setdefault(kind_of(stream), []).append(stream)
    drawn = Drawn(seed, things, _DAYS)
    envelope = {"actor": things["account"][0], "recorded_at": _AFTER_THE_STORY}
    lines = _in_their_form(list(drawn.lines(_LINES, **envelope)))
    outcome = hoa_lu("apply", written(tmp_path / "drawn.jsonl", lines))
    assert "internal error" not in outcome.err, outcome.err
    assert {answer["outcome"] for answer in outcome.lines} == {"done", "refused", "unknown"}
    assert len(outcome.lines) == len(lines) > _LINES // 2
    rows = hoa_lu.done("projections", "status", "--json").json["rows"]
    assert [row for row in rows if row["quarantined"]] == []
    assert hoa_lu("audit", "conformance", "--limit", "1").code in (0, 1)
