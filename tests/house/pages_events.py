"""The catalogue of events: what each says and holds, who emits it and who reads it."""

from collections.abc import Iterable

from admission.domain.decider import EVENTS
from admission.domain.kernel.messages import Event
from tests.house.event_uses import emitters_of, folds_of, projections_of

_HEAD = """# The events

Generated from the code by `make docs`; do not edit. A type name is for ever; a changed event gets
a new schema number. Every event has `on`, the day it took effect in the world. `admission schema`
prints the whole JSON Schema of each.

| event | schema | says | fields |
|---|---|---|---|
"""
_USES = """
## Who emits them and who reads them

Emitted: by a command, or beside the event of one, in the decisions of a stage or register.
Folded: the stages and registers in whose states it changes something. Rows: the read models in
whose rows it does. A correction of an event is read wherever the event is.

| event | emitted by | folded by | rows of |
|---|---|---|---|
"""
_SHARED = {"on", "consents", "irregular", "late", "against"}


def page() -> str:
    """The page as Markdown."""
    kinds = [kind for _, kind in sorted(EVENTS.items())]
    return _HEAD + "".join(map(_said, kinds)) + _USES + "".join(map(_used, kinds))


def _said(kind: type[Event]) -> str:
    says = " ".join((kind.__doc__ or "").split())
    fields = [name for name in kind.model_fields if name not in _SHARED]
    return f"| `{kind.TYPE}` | {kind.SCHEMA} | {says} | {_listed(fields)} |\n"


def _used(kind: type[Event]) -> str:
    how = f"`{kind.COMMAND.NAME}`" if kind.COMMAND else "beside"
    emitted = f"{how}: {_listed(emitters_of(kind))}"
    read = f"{_listed(folds_of(kind))} | {_listed(projections_of(kind))}"
    return f"| `{kind.TYPE}` | {emitted} | {read} |\n"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "-"
