"""Lines of commands drawn by chance: of every kind and in its form, about things of a store."""

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any, Final
from uuid import UUID

from admission.app.internal import INTERNAL
from admission.domain.decider import COMMANDS

_OF_A_KIND: Final = re.compile(r"\^(?:\(\?:)?([a-z|-]+?)\)?-\[0-9a-f\]")
_TEXTS: Final = ("Đặng Văn A", "x", "7", "lý do", "admitted", "2024", "2024-Q1", "12-06-1")
_OTHERS: Final = ("2024", "01", "07", "123456789012", "a" * 64, f"vn-2021@{'0' * 64}", "2024-07")
"""One of these fits where a pattern asks for something else than an id."""
Schema = Mapping[str, Any]


class Drawn:
    """Draws lines; `things` are ids of a store by their kind, `days` those on which things happen.

    What is drawn fits its field. Whether the fields go together is left to chance.
    """

    def __init__(self, seed: int, things: Mapping[str, Sequence[str]], days: Sequence[str]) -> None:
        self._chance = Random(seed)  # noqa: S311 - no secret
        self._things = things
        self._days = days
        self._schemas = {
            name: kind.model_json_schema()
            for name, kind in COMMANDS.items()
            if name not in INTERNAL
        }

    def lines(self, count: int, **envelope: str) -> Iterator[dict[str, Any]]:
        """So many lines, each of a kind drawn anew."""
        for _ in range(count):
            name = self._chance.choice(list(self._schemas))
            schema = self._schemas[name]
            fields = self._object(schema, schema.get("$defs", {}))
            yield {**fields, "command": name, "id": str(self._uuid()), **envelope}

    def _uuid(self) -> UUID:
        return UUID(int=self._chance.getrandbits(128), version=4)

    def _object(self, schema: Schema, kinds: Schema) -> dict[str, Any]:
        wanted = schema.get("required", ())
        return {
            name: self._value(field, kinds)
            for name, field in schema.get("properties", {}).items()
            if name in wanted or self._chance.random() < 0.4
        }

    def _value(self, schema: Schema, kinds: Schema) -> Any:  # noqa: ANN401 - whatever JSON can say
        if "$ref" in schema:
            return self._value(kinds[schema["$ref"].rpartition("/")[2]], kinds)
        if "anyOf" in schema or "oneOf" in schema:
            ways = schema.get("anyOf") or schema["oneOf"]
            said = [way for way in ways if not way.get("$ref", "").endswith(("Erased", "Locked"))]
            return self._value(self._chance.choice(said), kinds)
        if "const" in schema or "enum" in schema:
            return self._chance.choice(schema.get("enum") or [schema["const"]])
        makers = {
            "string": self._text,
            "integer": self._number,
            "boolean": self._truth,
            "array": self._array,
            "object": self._object,
        }
        make = makers.get(schema.get("type", ""))
        return make(schema, kinds) if make else None

    def _text(self, schema: Schema, _: Schema) -> str:
        if schema.get("format") == "date":
            return self._chance.choice(self._days)
        pattern = schema.get("pattern", "")
        if kinds := _OF_A_KIND.match(pattern):
            kind = self._chance.choice(kinds[1].split("|"))
            known = self._things.get(kind, ())
            other = not known or self._chance.random() < 0.1
            return f"{kind}-{self._uuid()}" if other else self._chance.choice(known)
        fits = [text for text in (*_TEXTS, *_OTHERS) if re.search(pattern, text)]
        return self._chance.choice(fits or ["x"])

    def _truth(self, _: Schema, __: Schema) -> bool:
        return self._chance.random() < 0.5

    def _number(self, schema: Schema, _: Schema) -> int:
        least: int = schema.get("minimum", 0)
        greatest: int = schema.get("maximum", least + 1_000)
        near = min(greatest, least + self._chance.choice((0, 1, 3, 10)))
        return self._chance.choice((near, near, greatest))

    def _array(self, schema: Schema, kinds: Schema) -> list[Any]:
        if "prefixItems" in schema:
            return [self._value(part, kinds) for part in schema["prefixItems"]]
        count = max(schema.get("minItems", 0), self._chance.choice((0, 1, 1, 2)))
        return [self._value(schema["items"], kinds) for _ in range(count)]
