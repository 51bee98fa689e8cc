"""A member's decision is cancelled: what cards, `due`, the handbook and a dry run say of it."""

from pathlib import Path

import pytest

from tests.cli import lines
from tests.cli.calling import Caller
from tests.cli.test_taking_over import CANDIDATE, PERSON, VOUCHES, organised, take_over

__all__ = ["organised"]

DAY = ("--as-of", "2025-12-31")
WHY = ("--reason", "nhầm người", "--document", "kind=minutes", "--second", VOUCHES)


@pytest.fixture
def struck(organised: Caller) -> Caller:
    """A member with a card, whose decision was then cancelled."""
    organised.done(*take_over("recognised=2014", standing="official-member"))
    card = ("--person", PERSON, "--kind", "first-issue", "--batch", "2025-09")
    organised.done("record", "decide-card", *card, "--document", "kind=decision", *on("09-03"))
    number = ("--person", PERSON, "--number", "001066000123")
    organised.done("record", "hand-over-card", *number, *on("10-05"))
    organised.done("record", "cancel-decision", *cancelling())
    return organised


def on(day: str) -> tuple[str, str]:
    return "--on", f"2025-{day}"


def cancelling() -> tuple[str, ...]:
    why = ("--reason", "khai man lý lịch", "--document", "kind=decision,number=9-QĐ")
    return ("--candidate", CANDIDATE, "--body", lines.DISTRICT, *why, *on("11-03"))


def test_card_list_and_count_tell_cards_of_cancelled_memberships_apart(struck: Caller) -> None:
    (row,) = struck.done("card", "list", *DAY, "--json").json["rows"]
    assert row["against"] == "ERR-01"
    (row,) = struck.done("card", "list", "--as-of", "2025-11-02", "--json").json["rows"]
    assert row["against"] is None
    (row,) = struck.done("card", "count", *DAY, "--json").json["rows"]
    assert (row["issued"], row["cancelled"]) == (1, 1)


def test_due_asks_the_authority_for_the_card_until_it_is_withdrawn(struck: Caller) -> None:
    (row,) = struck.done("due", *DAY, "--json").json["rows"]
    assert (row["rule"], row["acting"], row["person"]) == ("ERR-01", lines.DISTRICT, PERSON)
    paper = ("--document", "kind=minutes,number=3-BB")
    struck.done("record", "withdraw-card", "--person", PERSON, *paper, *on("11-20"))
    assert struck.done("due", *DAY, "--json").json["rows"] == []


def test_the_handbook_says_that_the_decision_was_cancelled(struck: Caller, tmp_path: Path) -> None:
    shown = struck.done("member", "show", PERSON, *DAY, "--limit", "0").out
    assert "against: ERR-01" in shown
    page = tmp_path / "record.html"
    struck.done("member", "export", PERSON, str(page), "--html", *DAY)
    assert "trái với: ERR-01" in page.read_text(encoding="utf-8")


def test_a_dry_run_of_annulling_it_says_that_the_card_stands_again(struck: Caller) -> None:
    """And one of another day that a card was decided in a membership that never was."""
    at = {row["type"]: row["position"] for row in struck.done("events").lines}
    annul = ("annul", str(at["decision-cancelled"]), *WHY, "--dry-run")
    assert "card-decided of 2025-09-03" in (said := struck.done(*annul).out)
    assert "is against no rule any more" in said
    struck.done(*annul[:-1])
    (row,) = struck.done("card", "list", *DAY, "--json").json["rows"]
    assert row["against"] is None
    at = {row["type"]: row["position"] for row in struck.done("events").lines}
    again = ("annul", str(at["fact-annulled"]), *WHY)
    (flagged,) = struck.done(*again, "--dry-run", "--json").json["later"]
    assert (flagged["type"], flagged["against"]) == ("card-decided", ["ERR-01"])
