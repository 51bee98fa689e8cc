"""A log read through before any of it is written, for where nothing can be taken away again."""

from itertools import islice
from typing import Final

from admission.app.backup.files import Bar
from admission.app.exchange.cloudevents import Entry, Head
from admission.app.exchange.incoming import IncomingLog, Lines, not_recorded
from admission.app.recorders.proof_log import command_digest, event_leaf, refusal_leaf, store_leaf
from admission.proof.tree import Edge

_AT_ONCE: Final = 500


def check_lines(lines: Lines, bar: Bar) -> Head:
    """Make sure that each line is what was recorded, and that all of them give the root.

    Raises:
        CannotImportError: with the first line that is wrong.
    """
    log, edge = IncomingLog(lines()), Edge()
    edge.add(store_leaf(0, log.head.identity).hash)
    with bar("checking", log.head.size) as advance:
        while chunk := list(islice(log.entries, _AT_ONCE)):
            log.refuse_more(chunk[-1][0], edge.size + len(chunk))
            for number, entry in chunk:
                if _leaf(edge.size, entry) != entry.leaf:
                    raise not_recorded(number)
                edge.add(entry.leaf)
            edge.tiles.clear()
            advance(edge.size)
    log.refuse_end(edge.size, edge.root())
    return log.head


def _leaf(index: int, entry: Entry) -> bytes | None:
    """The hash that the content of an entry gives; None where it has a value of another kind."""
    try:
        if entry.refusal is not None:
            return refusal_leaf(index, entry.refusal).hash
        if entry.event is None:
            return None
        command = entry.command and command_digest(entry.command)
        return event_leaf(index, entry.position, entry.event, command).hash
    except (TypeError, AttributeError, ValueError, OverflowError):
        return None
