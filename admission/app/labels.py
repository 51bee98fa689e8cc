"""The words for what reports break down by, and for one person's record, in each language."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def label(breakdown: str, cell: str, language: str = "en") -> str:
    """What a cell of a breakdown is called."""
    named = texts(language)["composition"]
    found: str = {**named["any"], **named[breakdown]}[cell]
    return found


def heading(breakdown: str, language: str = "en") -> str:
    """What a breakdown is called."""
    found: str = texts(language)["composition"]["headings"][breakdown]
    return found


def of_member(table: str, word: str, language: str = "en") -> str:
    """What something on the page of a person is called: one of its `headings` or `sections`."""
    found: str = texts(language)["member"][table][word]
    return found


def in_record(word: str, about: str = "", language: str = "en") -> str:
    """What a word of a person's record is called; as it stands where nothing else is said.

    `about` is what it is said of: a breakdown has its own words.
    """
    said = texts(language)
    named = said["composition"]
    cells = named[about] if about in named["headings"] else {}
    words = {**named["headings"], **named["any"], **said["member"]["words"], **cells}
    found: str = words.get(word, word)
    return found


def of_package(table: str, word: str, language: str = "en", **about: object) -> str:
    """What stands on the page of a package: one of its `words`, `headings`, `sentences`."""
    found: str = texts(language)["package"][table][word]
    return found.format(**about)


def legend_of_package(part: str, language: str) -> list[str] | None:
    """What a table of a package counts how; None where the program itself says so, in English."""
    if language == "en":
        return None
    found: list[str] = texts(language)["package"]["legends"].get(part, [])
    return found


def meaning_in_package(part: str, column: str, language: str) -> str | None:
    """What a column means; None where the program itself says so, in English."""
    if language == "en":
        return None
    meanings = texts(language)["package"]["meanings"]
    found: str = {**meanings["any"], **meanings[part]}[column]
    return found


def codes_in_package(column: str, language: str) -> dict[str, str]:
    """What the codes in a column mean; none in English, of which the codes are."""
    if language == "en":
        return {}
    said = texts(language)
    if column == "type":
        events: dict[str, str] = said["member"]["words"]
        return events
    found: dict[str, str] = said["package"]["values"].get(column, {})
    return found


@cache
def texts(language: str) -> dict[str, Any]:
    """All that is said in a language, by table."""
    text = (files("admission.app") / "texts" / f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
