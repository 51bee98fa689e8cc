"""Tamper with a store, byte by byte and by SQL, and count what the check does not see."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from admission.app.audit.entries import identity_of
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.opening import open_store
from admission.app.recorders.ports import Connection
from admission.app.recorders.proof_log import begin_log, take_all_in
from admission.scenarios.chance import Chance
from tests.app.stores import refusal
from tests.kit.figures import Figure
from tests.kit.tampered_store import Target
from tests.kit.tampers import TAMPERS, TAMPERS_OF_A_FILE, cut_events

_EVERY: Final = TAMPERS | TAMPERS_OF_A_FILE


class Tally(NamedTuple):
    """What the check missed, and how many changes were harmless: nothing readable changed."""

    missed: tuple[str, ...]
    harmless: int = 0


def flip_bytes(target: Target, chance: Chance, attempts: int) -> Tally:
    """Change one byte of the file at a time."""
    target.restore()
    before, harmless, missed = target.dump(), 0, []
    for _ in range(attempts):
        content = bytearray(target.whole)
        at = chance.between(0, len(content) - 1)
        content[at] ^= 1 + chance.between(0, 254)
        target.put(bytes(content))
        if target.check().detected:
            continue
        if target.dump() == before:
            harmless += 1
        else:
            missed.append(f"byte {at}")
    return Tally(tuple(missed), harmless)


def tamper_by_sql(target: Target, chance: Chance, name: str, attempts: int) -> Tally:
    """Make edits of one class; each must be seen, with the event and field that were touched."""
    missed = []
    for _ in range(attempts):
        target.restore()
        with target.raw() as connection:
            expected = _EVERY[name](connection, chance)
        outcome = target.check()
        said = "\n".join(outcome.said)
        if not outcome.detected or any(part not in said for part in expected):
            missed.append(f"{name}: {expected} in {said or outcome.verdict}")
    return Tally(tuple(missed))


def rebuild_whole_log(target: Target, chance: Chance, attempts: int) -> Tally:
    """Edit an early state and rebuild the log: whole in itself, unlike the older checkpoint."""
    missed = []
    for _ in range(attempts):
        target.restore()
        at = chance.between(1, target.older.size // 2)
        with target.raw() as connection:
            read = "SELECT state FROM events WHERE position = ?"
            (state,) = connection.execute(read, (at,)).fetchone()
            edited = (state.replace(b"{", b"{ "), at)
            connection.execute("UPDATE events SET state = ? WHERE position = ?", edited)
            _rebuild(connection, target.path)
        if target.check().detected or not target.check(target.older).detected:
            missed.append(f"rebuilt from {at}")
    return Tally(tuple(missed))


def _rebuild(connection: Connection, path: Path) -> None:
    connection.execute("BEGIN")
    for table in ("tlog_leaf", "tlog_tile", "tlog_head"):
        connection.execute(f"DELETE FROM {table}")
    take_all_in(connection, begin_log(connection, str(path), identity_of(connection)))
    connection.execute("COMMIT")


def cut_tails(target: Target, chance: Chance, attempts: int) -> Tally:
    """Cut the newest events: alone, which the next append refuses, or with the log built anew,
    which the newest checkpoint shows."""
    missed = []
    for number in range(attempts):
        target.restore()
        with target.raw() as connection:
            (newest,) = connection.execute("SELECT max(position) FROM events").fetchone()
            kept = newest - chance.between(1, 50)
            connection.execute("DELETE FROM commands WHERE first > ?", (kept,))
            cut_events(connection, kept)
            if number % 2:
                _rebuild(connection, target.path)
        seen = target.check(target.newest).detected if number % 2 else _refuses_more(target.path)
        missed += [] if seen else [f"cut after {kept}"]
    return Tally(tuple(missed))


def _refuses_more(path: Path) -> bool:
    with open_store(path) as store:
        try:
            store.insert_refusals([refusal("one more")])
        except StoreUnusable:
            return True
    return False


def run_flips(times: int, seed: int) -> Figure:
    """A-1: an unseen change of a byte that is not harmless is a failure."""
    found = _on_a_target(lambda target: flip_bytes(target, Chance(str(seed)), times))
    failures = {"unseen and not harmless": len(found.missed)}
    return Figure("A-1", "bytes of the file changed", times, failures, seed, _harmless(found))


def run_edits(each: int, seed: int) -> Figure:
    """A-2: an edit that is not seen, or whose event and field are not named, is a failure."""

    def all_classes(target: Target) -> Tally:
        tallies = (tamper_by_sql(target, Chance(f"{seed} {n}"), n, each) for n in _EVERY)
        return Tally(tuple(missed for tally in tallies for missed in tally.missed))

    failures = {"unseen or not named": len(_on_a_target(all_classes).missed)}
    on = f"{len(_EVERY)} classes, {each} each"
    return Figure("A-2", "edits by SQL", each * len(_EVERY), failures, seed, on)


def run_rebuilt(times: int, seed: int) -> Figure:
    """A-3: a rebuilt log that fits an older checkpoint is a failure."""
    found = _on_a_target(lambda target: rebuild_whole_log(target, Chance(str(seed)), times))
    return Figure("A-3", "whole logs rebuilt", times, {"unseen": len(found.missed)}, seed)


def run_cuts(times: int, seed: int) -> Figure:
    """C-3: a tail cut that nobody sees is a failure."""
    found = _on_a_target(lambda target: cut_tails(target, Chance(str(seed)), times))
    return Figure("C-3", "tails cut", times, {"unseen": len(found.missed)}, seed)


def _on_a_target(work: Callable[[Target], Tally]) -> Tally:
    with tempfile.TemporaryDirectory() as folder:
        return work(Target(Path(folder)))


def _harmless(found: Tally) -> str:
    return f"{found.harmless:,} of them harmless"
