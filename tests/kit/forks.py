"""Offer a witness two histories that one key signed. (RELIABILITY A-5)"""

import tempfile
from pathlib import Path

from admission.proof.signing import Signer, new_signer, sign_checkpoint
from admission.proof.verifier import Tampered
from admission.proof.witness import Request, begin_witness
from admission.scenarios.chance import Chance
from tests.kit.figures import Figure
from tests.proof.logs import Log, entries

_MOST = 600


def request(signer: Signer, log: Log, old: int, size: int) -> Request:
    """What a log asks a witness to sign that signed an old size last."""
    note = sign_checkpoint(signer, size, log.roots[size])
    return Request(old, tuple(log.proofs.consistency(old, size)), note)


def run(times: int, seed: int) -> Figure:
    """A fork that is signed, or of which not both checkpoints are kept, is a failure."""
    chance, signer, honest = Chance(str(seed)), new_signer("log.example/1"), Log(entries(_MOST))
    signed = lost = 0
    for _ in range(times):
        held = chance.between(1, _MOST)
        size = chance.between(held, _MOST)
        lines = entries(_MOST)
        lines[chance.between(0, held - 1)] = b'{"forked":1}'
        offered = request(signer, Log(lines), held, size)
        with tempfile.TemporaryDirectory() as folder:
            witness = begin_witness(Path(folder), "office.example/w1")
            before = witness.sign(request(signer, honest, 0, held), signer.key, 1)
            try:
                witness.sign(offered, signer.key, 2)
                signed += 1
            except Tampered:
                kept = {path.read_bytes() for path in witness.folder.glob("*/forks/*")}
                lost += kept != {before, offered.note}
    failures = {"fork signed": signed, "evidence not kept": lost}
    return Figure("A-5", "forks offered to a witness", times, failures, seed)
