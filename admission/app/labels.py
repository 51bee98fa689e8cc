"""The words for what reports break down by, in each language."""

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


@cache
def texts(language: str) -> dict[str, Any]:
    """All that is said in a language, by table."""
    text = (files("admission.app") / "texts" / f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
