"""Stored events of earlier schemas, lifted step by step to the present one.

Each type of event has in `UPCASTERS`, by the number of a schema, how its fields become those of the
next: a pure function of JSON as Python has it. What is personal may be there as a value, or as the
stand-in for one that cannot be read; a function moves it as it is.
"""

from collections.abc import Iterable
from typing import Any

from admission.domain.kernel.messages import Event


class UpcasterGapError(Exception):
    """A schema of a type of event leads to no next one, or beyond the present one."""


class NotUpcastError(ValueError):
    """Stored fields that cannot be lifted; the message says why, without their content."""


def check_upcasters(kinds: Iterable[type[Event]]) -> None:
    """Raises `UpcasterGapError`, naming type and schema, unless each earlier schema has a step."""
    for kind in kinds:
        for schema in sorted(set(range(1, kind.SCHEMA)) ^ kind.UPCASTERS.keys()):
            which = "no upcaster" if schema < kind.SCHEMA else "an upcaster too many"
            msg = f"{kind.TYPE} has {which} from version {schema}; it is at version {kind.SCHEMA}"
            raise UpcasterGapError(msg)


def upcast(kind: type[Event], schema: int, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a stored event as those of the present schema.

    Raises:
        NotUpcastError: there is no such schema, or a step does not find what it needs.
    """
    if schema not in range(1, kind.SCHEMA + 1):
        msg = f"version {schema} of {kind.TYPE!r} is unknown to this version of the program"
        raise NotUpcastError(msg)
    try:
        for number in range(schema, kind.SCHEMA):
            fields = kind.UPCASTERS[number](fields)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        msg = f"an event of type {kind.TYPE!r} does not fit version {schema} of its type"
        raise NotUpcastError(msg) from error
    return fields
