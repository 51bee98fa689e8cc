"""From the text of a rulebook file to a `Rulebook`, or to the list of everything wrong with it."""

import re
import tomllib
from typing import Final

from admission.domain.rulebooks.checks import wrong_in
from admission.domain.rulebooks.extending import (
    base_lacks,
    built,
    days_of,
    file_of,
    merged,
    outside_base,
)
from admission.domain.rulebooks.mistakes import Mistake, RulebookMistakes
from admission.domain.rulebooks.parsing import Given, Wrong, entries_of, head_of
from admission.domain.rulebooks.places import Places
from admission.domain.rulebooks.rulebook import Rulebook

__all__ = ["Mistake", "RulebookMistakes", "base_named_in", "check", "read"]

_AT_LINE: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def read(text: str, base: Rulebook | None = None) -> Rulebook:
    """The rulebook that a file's text says; `base` is the one that its `extends` names.

    Raises:
        RulebookMistakes: with every mistake of the text.
    """
    outcome = _examined(text, base)
    if isinstance(outcome, Rulebook):
        return outcome
    raise RulebookMistakes(outcome)


def check(text: str, base: Rulebook | None = None) -> tuple[Mistake, ...]:
    """Every mistake in a file's text, in the order of its lines; none where `read` takes it."""
    outcome = _examined(text, base)
    return () if isinstance(outcome, Rulebook) else outcome


def base_named_in(text: str) -> str | None:
    """The id of the rulebook that a file extends, if it names one and is TOML."""
    try:
        named = tomllib.loads(text).get("extends")
    except tomllib.TOMLDecodeError:
        return None
    return named if isinstance(named, str) else None


def _examined(text: str, base: Rulebook | None) -> Rulebook | tuple[Mistake, ...]:
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return (_syntax(str(error), text),)
    outcome = _understood(given, base)
    if isinstance(outcome, Rulebook):
        return outcome
    places = Places(text, given)
    return tuple(sorted((places.mistake(*one) for one in outcome), key=lambda one: one.line))


def _syntax(message: str, text: str) -> Mistake:
    at = _AT_LINE.search(message)
    line = int(at[1]) if at and at[1] else len(text.splitlines()) or 1
    return Mistake(line, "the file", f"this is not TOML: {_AT_LINE.sub('', message)}")


def _understood(given: Given, base: Rulebook | None) -> Rulebook | Wrong:
    """The rulebook, or all that is wrong; a broken entry does not hide mistakes in the others."""
    head, wrong = head_of(given)
    placed, malformed = entries_of(given, head)
    wrong += malformed
    if lacking := base_lacks(given, base):
        return wrong + lacking
    if head is None:
        return wrong
    base = base if head.extends else None
    if base:
        wrong += outside_base(head, base)
        placed = merged(placed, base, head)
    file = file_of(given, placed, base, days_of(head))
    broken = frozenset(str(path[0]) for path, _ in malformed)
    wrong += wrong_in(file._replace(broken=broken))
    return wrong or built(head, placed, base)
