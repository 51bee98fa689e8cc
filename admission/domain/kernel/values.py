"""The building blocks of events and commands: frozen values, text, days and personal fields."""

from datetime import date
from functools import cache
from typing import Annotated, Any, Final, NamedTuple, TypeVar
from unicodedata import normalize

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
)
from pydantic_core.core_schema import CoreSchema, date_schema, json_or_python_schema


class Value(BaseModel):
    """A frozen model that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


V = TypeVar("V", bound=Value)


def trusted(kind: type[V], fields: dict[str, Any]) -> V:
    """A value of fields that were checked before: `model_construct`, in a fifth of its time."""
    value = kind.__new__(kind)
    object.__setattr__(value, "__dict__", {**_defaults(kind), **fields})
    object.__setattr__(value, "__pydantic_fields_set__", set(fields))
    object.__setattr__(value, "__pydantic_extra__", None)
    object.__setattr__(value, "__pydantic_private__", None)
    return value


@cache
def _defaults(kind: type[Value]) -> dict[str, Any]:
    """Every field of a kind in its order, with what it is where nobody says."""
    fields = kind.model_fields.items()
    return {name: field.get_default(call_default_factory=True) for name, field in fields}


class Erased(Value):
    """Stands where a personal detail was, once it has been erased; says nothing about it."""

    erased: bool = True

    def __str__(self) -> str:
        return "erased"


class Locked(Erased):
    """Stands where a personal detail is whose key is not at hand: like one erased, for now.

    It is only ever read, never stored.
    """

    def __str__(self) -> str:
        return "locked"


class PersonalMark:
    """Marks a field that holds a personal detail, so that sealing and erasure find it."""

    def __repr__(self) -> str:
        return "personal"


class WrittenAs(NamedTuple):
    """Marks a field with the form in which people type it."""

    form: str


PERSONAL: Final = PersonalMark()
T = TypeVar("T")
Personal = Annotated[T | Erased, PERSONAL]
"""A personal detail, or `Erased`. Every free text is one, for people write names into it."""


def _nfc(text: str) -> str:
    return normalize("NFC", text)


def _written_as_a_day(value: Any) -> Any:  # noqa: ANN401 - what a user typed may be anything
    if isinstance(value, date | str):
        return value
    msg = "a day is written YYYY-MM-DD, for example 2025-07-01"
    raise ValueError(msg)


class _StrictInJson:
    """Marks a day that JSON, which has no days, says as text: read strictly, it is nothing else."""

    def __get_pydantic_core_schema__(
        self,
        source: Any,  # noqa: ANN401 - as pydantic has it
        handler: GetCoreSchemaHandler,
    ) -> CoreSchema:
        return json_or_python_schema(date_schema(strict=True), handler(source))


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    AfterValidator(_nfc),
]
"""Free text, Unicode NFC, 1 to 2,000 characters."""

Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\r\n]+$"),
    AfterValidator(_nfc),
]
"""One line of text, Unicode NFC, 1 to 200 characters: a name, a title."""

Code = Annotated[
    str,
    StringConstraints(pattern=r"^[^\W_](?:[\w./ -]{0,58}[^\W_])?$", max_length=60),
    AfterValidator(_nfc),
]
"""A short official mark such as `294-QĐ/TW` or `31.004.017`: letters, digits and `. / -`."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-:][a-z0-9]+)*$", max_length=60)]
"""A lower-case name used as a key, such as `youth-union`."""

Province = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""A province as the nation names it: the schema that its store is in, such as `p31`."""

RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}-[0-9]{2}$")]
"""The number of a rule, such as `ELG-01`."""

Day = Annotated[date, BeforeValidator(_written_as_a_day), _StrictInJson()]
"""A calendar day, written YYYY-MM-DD."""

MOST: Final = 1_000_000_000
Count = Annotated[int, Field(strict=True, ge=0, le=MOST)]
"""A whole number of people, votes or papers."""

Length = Annotated[int, Field(strict=True, ge=0, le=1_200)]
"""How many days, months or years something lasts: so many at most that its end is a date."""

Position = Annotated[int, Field(strict=True, ge=0)]
"""A position in the log; 0 is before all that was recorded."""

Place = Annotated[int, Field(strict=True, ge=1)]
"""The place of a step among those recorded of one thing, from 1; `history` calls it version."""
