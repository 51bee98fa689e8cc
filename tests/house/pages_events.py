"""The reference page of the events: what each says, what it holds, which command leads to it."""

from admission.domain.decider import EVENTS
from admission.domain.kernel.messages import Event

_HEAD = """# The events

Generated from the code by `make docs`; do not edit. A type name is for ever; a changed event gets
a new schema number. Every event has `on`, the day it took effect in the world. `admission schema`
prints the whole JSON Schema of each.

| event | schema | says | command | fields |
|---|---|---|---|---|
"""
_SHARED = {"on", "consents", "irregular", "late", "against"}


def page() -> str:
    """The page as Markdown."""
    return _HEAD + "".join(_row(kind) for _, kind in sorted(EVENTS.items()))


def _row(kind: type[Event]) -> str:
    says = " ".join((kind.__doc__ or "").split())
    command = f"`{kind.COMMAND.NAME}`" if kind.COMMAND else "-"
    fields = ", ".join(f"`{name}`" for name in kind.model_fields if name not in _SHARED)
    return f"| `{kind.TYPE}` | {kind.SCHEMA} | {says} | {command} | {fields} |\n"
