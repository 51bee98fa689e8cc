"""Write the sample and the schema of each event that has none yet; never changes one that is there.

`python -m tests.golden.make` after adding an event, or raising its SCHEMA. Before the first release
`python -m tests.golden.make --afresh` writes all of them anew.
"""

import sys
from collections.abc import Iterator

from admission.app.catalogue import encode
from admission.domain.decider import EVENTS
from admission.domain.kernel import ids
from admission.domain.kernel.messages import Event
from admission.domain.registers.rulebooks.events import RulebookAdopted
from tests.golden import files
from tests.golden.files import HERE, name_of, schema_of
from tests.golden.histories import histories
from tests.golden.papers import BARE
from tests.stories.erasures import erased
from tests.stories.kit import Store, given


def samples() -> dict[str, tuple[str, Event]]:
    """For each type the richest event that the histories have, and its stream."""
    found: dict[str, tuple[str, Event]] = {}
    stores = (*(given(*told).store for told in histories()), erased().store)
    for store in stores:
        for stream, event in _happened(store):
            text = event.text if isinstance(event, RulebookAdopted) else BARE
            before = found.get(event.TYPE)
            if text == BARE and (before is None or len(encode(before[1])) < len(encode(event))):
                found[event.TYPE] = (stream, event)
    return found


def _happened(store: Store) -> Iterator[tuple[str, Event]]:
    for stream, history in store.streams.items():
        yield from ((stream, recorded.event) for recorded in history)


def main(*, afresh: bool) -> None:
    """Write what is missing."""
    found = samples()
    assert not EVENTS.keys() - found.keys(), f"no history has {EVENTS.keys() - found.keys()}"
    for type_name, kind in EVENTS.items():
        stream, event = found[type_name]
        name = name_of(type_name, kind.SCHEMA)
        sample = HERE / files.EVENTS / ids.kind_of(stream) / name
        for path, content in (
            (sample, encode(event) + b"\n"),
            (HERE / files.SCHEMAS / name, schema_of(kind).encode()),
        ):
            path.parent.mkdir(parents=True, exist_ok=True)
            if afresh or not path.exists():
                path.write_bytes(content)


if __name__ == "__main__":
    main(afresh="--afresh" in sys.argv)
