"""The reference page of the rules: what each says, and where it is enforced, or why not."""

import tomllib
from pathlib import Path

from admission.domain import decider
from admission.domain.kernel.rules import COMPUTED, ENFORCED

_RULES = Path(__file__).with_name("rules.toml")
_HEAD = """# The rules, and where they are enforced

Generated from the code by `make docs`; do not edit. A rule that a rulebook file carries is in the
files under `admission/domain/rulebooks/`, with its number, its source and our confidence in it:
`admission rulebook show ID` prints them. What a breach does (refuse, ask for a consent, flag as
late) is said there too.

| rule | says | enforced in, or why not |
|---|---|---|
"""


def listed() -> dict[str, dict[str, str]]:
    """Every rule of the list, by its number."""
    return tomllib.loads(_RULES.read_text(encoding="utf-8"))


def page() -> str:
    """The page as Markdown."""
    assert decider.COMMANDS  # importing the index registers every rule
    return _HEAD + "".join(_row(number, about) for number, about in listed().items())


def _row(number: str, about: dict[str, str]) -> str:
    places = {"enforced": ENFORCED.get(number), "computed": COMPUTED.get(number)}
    where = [f"{how} in {_listed(found)}." for how, found in places.items() if found]
    if not where:
        where = [f"not enforced: {about['why_not']}"]
    if "note" in about:
        where.append(about["note"])
    return f"| {number} | {about['says']} | {' '.join(where)} |\n"


def _listed(places: list[str]) -> str:
    return ", ".join(f"`{place.removeprefix('admission.domain.')}`" for place in places)
