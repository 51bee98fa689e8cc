"""A witness goes along with a log that grows, and refuses one that forked."""

import stat
from itertools import pairwise
from pathlib import Path

import pytest

from admission.proof.signing import new_signer
from admission.proof.verifier import (
    CannotJudge,
    Tampered,
    check_signature,
    leaf_hash,
    read_checkpoint,
)
from admission.proof.witness import Request, Witness, begin_witness, read_request
from tests.kit import forks
from tests.proof.logs import Log, entries

SIGNER = new_signer("log.example/1")
HONEST = Log(entries(600))


def request(log: Log, old: int, size: int) -> Request:
    return forks.request(SIGNER, log, old, size)


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return begin_witness(tmp_path / "witness", "office.example/w1")


def test_a_log_that_grows_is_signed_step_by_step(witness: Witness) -> None:
    for time, (old, size) in enumerate(pairwise([0, 1, 2, 255, 256, 257, 257, 600])):
        cosigned = witness.sign(request(HONEST, old, size), SIGNER.key, time)
        checkpoint = read_checkpoint(cosigned)
        assert check_signature(checkpoint, witness.signer.key) == time
        assert check_signature(checkpoint, SIGNER.key) is None
        newest = Witness(witness.folder).newest("log.example/1")
        assert newest is not None
        assert newest.size == size


def test_a_request_is_a_file_of_the_form_of_tlog_witness() -> None:
    asked = request(HONEST, 255, 600)
    content = asked.content()
    assert content.startswith(b"old 255\n")
    assert content.endswith(b"\n\n" + asked.note)
    assert read_request(content) == asked
    assert read_request(request(HONEST, 0, 600).content()).hashes == ()
    for wrong in (b"", b"nonsense", asked.note, b"old -1\n\n", b"old 1\n?\n\n"):
        with pytest.raises(CannotJudge, match="no request"):
            read_request(wrong)


def test_forks_are_refused_and_both_checkpoints_kept() -> None:
    """Two histories that one key signs, at the size that the witness holds or beyond it."""
    assert not forks.run(20, 6962).failed


def test_a_witness_does_not_sign_what_it_cannot_judge(witness: Witness) -> None:
    other = new_signer("other.example/2")
    with pytest.raises(CannotJudge, match="holds 0 entries"):
        witness.sign(request(HONEST, 5, 10), SIGNER.key, 1)
    witness.sign(request(HONEST, 0, 100), SIGNER.key, 1)
    for old, size in ((0, 200), (50, 200), (200, 300), (50, 90)):
        with pytest.raises(CannotJudge, match="ask again with --old 100"):
            witness.sign(request(HONEST, old, size), SIGNER.key, 1)
    with pytest.raises(CannotJudge, match="key is of other"):
        witness.sign(request(HONEST, 100, 200), other.key, 1)
    with pytest.raises(CannotJudge, match="carries no signature"):
        witness.sign(request(HONEST, 100, 200), new_signer("log.example/1").key, 1)
    assert not list(witness.folder.glob("*/forks"))


def test_a_proof_that_was_damaged_is_taken_for_a_fork(witness: Witness) -> None:
    witness.sign(request(HONEST, 0, 100), SIGNER.key, 1)
    asked = request(HONEST, 100, 200)
    damaged = asked._replace(hashes=(leaf_hash(b"x"), *asked.hashes[1:]))
    with pytest.raises(Tampered, match="has forked"):
        witness.sign(damaged, SIGNER.key, 2)
    witness.sign(asked, SIGNER.key, 3)


def test_a_witness_is_begun_once_and_its_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    witness = begin_witness(tmp_path, "office.example/w1")
    assert stat.S_IMODE((tmp_path / "witness-key").stat().st_mode) == 0o600
    with pytest.raises(CannotJudge, match="already"):
        begin_witness(tmp_path, "office.example/w2")
    assert Witness(tmp_path).signer.key == witness.signer.key
    for name in ("", "two words", "a+b"):
        with pytest.raises(CannotJudge, match="no blanks"):
            begin_witness(tmp_path / "other", name)
    with pytest.raises(CannotJudge, match="There is no witness"):
        Witness(tmp_path / "nowhere")
