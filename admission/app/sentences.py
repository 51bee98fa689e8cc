"""What is said to people about an objection: one sentence for each code, in each language."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

from admission.domain.kernel.messages import Objection

LANGUAGES: Final = ("en", "vi")


def sentence(objection: Objection, language: str = "en") -> str:
    """What the rule asks for, then what was found, then where it stands written."""
    said = _texts(language)
    rule = objection.says or said["rules"].get(objection.code, objection.code)
    found = "; ".join(
        f"{said['values'].get(key, key.replace('_', ' '))}: {value}"
        for key, value in objection.values.items()
        if value != ""
    )
    behind = [f"({found})"] if found else []
    if objection.source:
        behind.append(f"[{objection.source}]")
    return " ".join([rule, *behind])


def codes(language: str = "en") -> frozenset[str]:
    """The codes that have a sentence in a language."""
    return frozenset(_texts(language)["rules"])


@cache
def _texts(language: str) -> dict[str, dict[str, Any]]:
    text = (files("admission.app") / "texts" / f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
