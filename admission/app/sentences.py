"""What is said to people about an objection: one sentence for each code, in each language."""

from typing import Final

from admission.app.labels import texts
from admission.domain.kernel.messages import Objection

LANGUAGES: Final = ("en", "vi")


def sentence(objection: Objection, language: str = "en") -> str:
    """What the rule asks for, then what was found, then where it stands written."""
    said = texts(language)
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
    return frozenset(texts(language)["rules"])
