"""Where samples and schemas of events lie, and what is written there."""

import json
from pathlib import Path
from typing import Any, Final

from admission.domain.kernel.messages import Event

HERE: Final = Path(__file__).parent
EVENTS: Final = "events"
SCHEMAS: Final = "schemas"
_WORDS: Final = {"title", "description"}
_NAMED: Final = {"properties", "$defs"}


def name_of(type_name: str, version: int) -> str:
    """The name of a sample and of its schema."""
    return f"{type_name}.{version}.json"


def said_by(name: str) -> tuple[str, int]:
    """The type and the version that a name says."""
    type_name, version, _ = name.split(".")
    return type_name, int(version)


def schema_of(kind: type[Event]) -> str:
    """The JSON schema of an event as it is stored, as a text to compare."""
    schema = kind.model_json_schema(mode="serialization")
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def form_of(schema: str) -> Any:  # noqa: ANN401 - JSON
    """What a schema lets through: the whole of it but the words that explain it."""
    return _without_words(json.loads(schema))


def _without_words(node: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(node, list):
        return [_without_words(part) for part in node]
    if not isinstance(node, dict):
        return node
    return {
        key: {name: _without_words(of) for name, of in part.items()}
        if key in _NAMED
        else _without_words(part)
        for key, part in node.items()
        if key not in _WORDS
    }
