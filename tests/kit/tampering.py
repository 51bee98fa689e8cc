"""Tamper with a store, byte by byte and by SQL, and count what the check does not see.

`python -m tests.kit.tampering --flips 20000 --each 200 --rebuilt 300 --cuts 100` prints figures.
"""

import argparse
import secrets
import sqlite3
import tempfile
from pathlib import Path
from typing import NamedTuple

from admission.app.audit.entries import identity_of
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.proof_log import begin_log, take_all_in
from admission.app.recorders.sqlite import open_store
from admission.scenarios.chance import Chance
from benchmarks.measuring import quiet
from tests.app.stores import refusal
from tests.kit.tampered_store import Target
from tests.kit.tampers import TAMPERS


class Tally(NamedTuple):
    """How many attempts there were; which the check saw, which changed nothing, which it missed."""

    attempts: int
    detected: int
    harmless: int
    missed: tuple[str, ...]


def flip_bytes(target: Target, chance: Chance, attempts: int) -> Tally:
    """Change one byte of the file at a time; harmless is one that changes nothing readable."""
    target.restore()
    before, detected, harmless, missed = target.dump(), 0, 0, []
    for _ in range(attempts):
        content = bytearray(target.whole)
        at = chance.between(0, len(content) - 1)
        content[at] ^= 1 + chance.between(0, 254)
        target.put(bytes(content))
        if target.check().detected:
            detected += 1
        elif target.dump() == before:
            harmless += 1
        else:
            missed.append(f"byte {at}")
    return Tally(attempts, detected, harmless, tuple(missed))


def tamper_by_sql(target: Target, chance: Chance, name: str, attempts: int) -> Tally:
    """Make edits of one class; each must be seen, with the event and field that were touched."""
    detected, missed = 0, []
    for _ in range(attempts):
        target.restore()
        with target.raw() as connection:
            expected = TAMPERS[name](connection, chance)
        outcome = target.check()
        said = "\n".join(outcome.said)
        if outcome.detected and all(part in said for part in expected):
            detected += 1
        else:
            missed.append(f"{name}: {expected} in {said or outcome.verdict}")
    return Tally(attempts, detected, 0, tuple(missed))


def rebuild_whole_log(target: Target, chance: Chance, attempts: int) -> Tally:
    """Edit one early state and rebuild the whole log: whole in itself, unlike the older root."""
    detected, missed = 0, []
    for _ in range(attempts):
        target.restore()
        with target.raw() as connection:
            at = chance.between(1, target.older.size // 2)
            connection.execute(
                "UPDATE events SET state = CAST(replace(CAST(state AS TEXT), '{', '{ ') AS BLOB) "
                "WHERE position = ?",
                (at,),
            )
            _rebuild(connection, target.path)
        if target.check().detected:
            missed.append(f"the rebuilt log is not whole in itself ({at})")
        elif target.check(target.older).detected:
            detected += 1
        else:
            missed.append(f"rebuilt from {at}")
    return Tally(attempts, detected, 0, tuple(missed))


def _rebuild(connection: sqlite3.Connection, path: Path) -> None:
    for table in ("tlog_leaf", "tlog_tile", "tlog_head"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("BEGIN IMMEDIATE")
    take_all_in(connection, begin_log(connection, path, identity_of(connection)))
    connection.execute("COMMIT")


def cut_tails(target: Target, chance: Chance, attempts: int) -> Tally:
    """Cut the tail of everything, and of the events alone: the one is seen from outside by the
    newest checkpoint, the other at the next append."""
    detected, missed = 0, []
    for number in range(attempts):
        target.restore()
        with target.raw() as connection:
            (newest,) = connection.execute("SELECT max(position) FROM events").fetchone()
            kept = newest - chance.between(1, 50)
            connection.execute("DELETE FROM commands WHERE first > ?", (kept,))
            connection.execute("DELETE FROM events WHERE position > ?", (kept,))
            connection.execute("UPDATE sqlite_sequence SET seq = ?", (kept,))
            if number % 2:
                _rebuild(connection, target.path)
        seen = target.check(target.newest).detected if number % 2 else _refuses_more(target.path)
        detected += seen
        missed += [] if seen else [f"cut after {kept}"]
    return Tally(attempts, detected, 0, tuple(missed))


def _refuses_more(path: Path) -> bool:
    with open_store(path, mode="write") as store:
        try:
            store.insert_refusals([refusal("one more")])
        except StoreUnusable:
            return True
    return False


def main() -> None:
    """Run as long as asked, and print what was seen, beside the seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, attempts in (("flips", 20_000), ("each", 200), ("rebuilt", 300), ("cuts", 100)):
        parser.add_argument(f"--{name}", type=int, default=attempts)
    parser.add_argument("--seed", default=secrets.token_hex(4))
    asked = parser.parse_args()
    quiet()
    chance = Chance(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        target = Target(Path(folder))
        print(f"seed {asked.seed}, {len(target.whole):,} bytes, {target.newest.size} entries")
        _say("raw byte flips", flip_bytes(target, chance, asked.flips))
        for name in TAMPERS:
            _say(name, tamper_by_sql(target, chance, name, asked.each))
        _say("whole log rebuilt", rebuild_whole_log(target, chance, asked.rebuilt))
        _say("tails cut", cut_tails(target, chance, asked.cuts))


def _say(name: str, tally: Tally) -> None:
    harmless = f", {tally.harmless} harmless" if tally.harmless else ""
    print(f"{name}: {tally.detected} of {tally.attempts} detected{harmless}", flush=True)
    for missed in tally.missed[:5]:
        print(f"  MISSED {missed}")


if __name__ == "__main__":
    main()
