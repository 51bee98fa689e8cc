"""What Pydantic objects to in a rulebook file, said in sentences that also say what is right."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from admission.domain.rulebooks.entries.entry import Entry
from admission.domain.rulebooks.entries.path import Extension, Waiver
from admission.domain.rulebooks.mistakes import one_of
from admission.domain.rulebooks.places import Path
from admission.domain.rulebooks.tables import ASSUMED_BEFORE

Error = Mapping[str, Any]
_DAY: Final = "a day is written YYYY-MM-DD, for example 2025-07-01"
_SPELLING: Final = (
    ("[A-Z]", "a rule is written like DEC-15"),
    ("(:", "a milestone is written like cell-resolved or paper:cv"),
    ("[a-z0-9]", "a name is written in small letters, digits and hyphens, like youth-union"),
    ("", "it must be a single line"),
)
"""What a pattern asks for, by a piece of it; the first that is found in the pattern."""
_INSIDE: Final[dict[str, type[BaseModel]]] = {"extension": Extension, "waivers": Waiver}
"""The models that stand inside an entry."""


def complaints(
    error: ValidationError, kind: type[BaseModel], at: Path
) -> Iterator[tuple[Path, str]]:
    """Each place that a model refused, with what is wrong there and what would be right."""
    for one in error.errors(include_url=False):
        path = tuple(part for part in one["loc"] if part != "[key]")
        yield (*at, *path), _sentence(one, path, kind)


def shown(value: object) -> str:
    """A value as it may stand in a sentence, cut short."""
    text = f'"{value}"' if isinstance(value, str) else str(value).lower()
    return text if len(text) <= 40 else f"{text[:37]}…"  # noqa: PLR2004 - the 40 just said


def field_names(kind: type[BaseModel]) -> Iterable[str]:
    """The names of a model's fields as a file spells them."""
    names = [field.alias or name for name, field in kind.model_fields.items()]
    return [*names, ASSUMED_BEFORE] if issubclass(kind, Entry) else names


def _sentence(error: Mapping[str, Any], path: Path, kind: type[BaseModel]) -> str:
    if error["type"] == "extra_forbidden":
        return f"there is no such name here; {one_of(_fields_beside(path, kind), str(path[-1]))}"
    if error["type"] == "missing":
        return _MISSING.get(str(path[-1]), "it is missing")
    say = _SENTENCES.get(error["type"])
    return say(error) if say else f"{error['msg'][0].lower()}{error['msg'][1:]}"


def _fields_beside(path: Path, kind: type[BaseModel]) -> Iterable[str]:
    """The fields of the model that a wrong name stands in: the entry's, or one inside of it."""
    return field_names(_INSIDE.get(str(path[0]), kind) if len(path) > 1 else kind)


def _spelling(error: Error) -> str:
    right = next(text for piece, text in _SPELLING if piece in error["ctx"]["pattern"])
    return f"{shown(error['input'])} is not well written: {right}"


def _choice(error: Error) -> str:
    expected = error["ctx"]["expected"].replace("'", '"')
    return f"{shown(error['input'])} is not known; it must be {expected}"


def _day(_error: Error) -> str:
    return _DAY


def _must_be(what: str) -> Callable[[Error], str]:
    return lambda error: f"it must be {what}, not {shown(error['input'])}"


_MISSING: Final = {
    "rule": 'it is missing; write the number of the rule, such as rule = "DEC-15"',
    "source": "the citation is missing; write the document and the clause, "
    'such as source = "Quy định 294-QĐ/TW, 4.3.1"',
    "confidence": "it is missing; write S (seen in the source), 2 (second hand), R (recalled) "
    "or I (inferred)",
}
_SENTENCES: Final[dict[str, Callable[[Error], str]]] = {
    "bool_type": _must_be("true or false, without quotes"),
    "date_from_datetime_inexact": _day,
    "date_from_datetime_parsing": _day,
    "dict_type": _must_be("a table"),
    "enum": _choice,
    "greater_than_equal": lambda error: f"it must be at least {error['ctx']['ge']}",
    "int_type": _must_be("a whole number without quotes, such as 30"),
    "less_than_equal": lambda error: f"it must be at most {error['ctx']['le']}",
    "literal_error": _choice,
    "model_type": _must_be("a table in braces, { … }"),
    "string_pattern_mismatch": _spelling,
    "string_too_long": lambda error: f"it must have at most {error['ctx']['max_length']} letters",
    "string_too_short": lambda _error: "it must not be empty",
    "string_type": _must_be("text in quotes"),
    "tuple_type": _must_be("a list in brackets, [ … ]"),
    "value_error": lambda error: str(error["ctx"]["error"]),
}
