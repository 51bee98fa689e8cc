"""Keys, signed notes, checkpoints and proofs as files: the forms that others read too."""

import base64
from dataclasses import dataclass

import pytest

from admission.proof.signing import cosign, new_signer, proof_file, read_signer, sign_checkpoint
from admission.proof.verifier import (
    COSIGNATURE_ED25519,
    CannotJudge,
    Checkpoint,
    Tampered,
    check_proof,
    check_signature,
    read_checkpoint,
    read_key,
)
from tests.proof.logs import Log, entries

LOG = Log(entries(300))
SIGNER = new_signer("log.example/1")
WITNESS = new_signer("office.example/w1", COSIGNATURE_ED25519)
NOTE = sign_checkpoint(SIGNER, 300, LOG.roots[300])


@dataclass
class OfGo:
    """The example of the Go package `sumdb/note`: a key, a text, its signature."""

    key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
    )
    signature = (
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6Ryy"
        "BwJnAM="
    )


def test_a_key_and_a_signature_of_another_program_are_read() -> None:
    key = read_key(OfGo.key)
    assert str(key) == OfGo.key
    signature = base64.b64decode(OfGo.signature)
    assert signature[:4] == key.key_id
    note = Checkpoint(key.name, 0, b"", OfGo.text.encode(), ((key.name, signature),))
    assert check_signature(note, key) is None
    with pytest.raises(Tampered, match="PeterNeumann"):
        check_signature(note._replace(text=b"If you think"), key)


def test_a_checkpoint_is_origin_size_root_and_signature() -> None:
    lines = NOTE.decode().split("\n")
    assert lines[:2] == ["log.example/1", "300"]
    assert base64.b64decode(lines[2]) == LOG.roots[300]
    assert lines[3] == ""
    assert lines[4].startswith("— log.example/1 ")
    checkpoint = read_checkpoint(NOTE)
    assert checkpoint.text == "\n".join(lines[:3]).encode() + b"\n"
    assert check_signature(checkpoint, read_key(str(SIGNER.key))) is None


def test_a_private_key_is_read_back_from_its_line() -> None:
    for signer in (SIGNER, WITNESS):
        again = read_signer(signer.line() + "\n")
        assert again.key == signer.key
        assert again.line() == signer.line()
    for wrong in ("", str(SIGNER.key), SIGNER.line()[:-8], SIGNER.line().replace("log.", "lag.")):
        with pytest.raises(CannotJudge):
            read_signer(wrong)


def test_a_cosignature_says_when_and_covers_time_and_text() -> None:
    line = cosign(WITNESS, read_checkpoint(NOTE), 1_700_000_000)
    cosigned = read_checkpoint(NOTE + line)
    assert check_signature(cosigned, WITNESS.key) == 1_700_000_000
    assert check_signature(cosigned, SIGNER.key) is None
    later = bytearray(base64.b64decode(line.split()[-1]))
    later[11] ^= 1  # the last byte of the time
    forged = "— office.example/w1 ".encode() + base64.b64encode(later) + b"\n"
    with pytest.raises(Tampered):
        check_signature(read_checkpoint(NOTE + forged), WITNESS.key)


def test_a_cosignature_of_a_time_beyond_63_bits_is_refused() -> None:
    line = cosign(WITNESS, read_checkpoint(NOTE), 1 << 63)
    with pytest.raises(Tampered, match="a time that no clock can have"):
        check_signature(read_checkpoint(NOTE + line), WITNESS.key)


def test_signatures_of_unknown_keys_are_passed_over() -> None:
    other = new_signer("other.example/2")
    stray = sign_checkpoint(other, 300, LOG.roots[300]).split(b"\n\n")[1]
    assert check_signature(read_checkpoint(NOTE + stray), SIGNER.key) is None
    with pytest.raises(CannotJudge, match="carries no signature"):
        check_signature(read_checkpoint(NOTE), new_signer("log.example/1").key)
    with pytest.raises(CannotJudge, match="key is of other"):
        check_signature(read_checkpoint(NOTE + stray), other.key)


@pytest.mark.parametrize(
    "damage",
    [
        (b"\n300\n", b"\n0300\n"),
        (b"\n300\n", b"\n+300\n"),
        (b"\n300\n", b"\n-1\n"),
        (b"\n300\n", "\n٣\n".encode()),
        (b"=\n\n", b"\n\n"),
        (b"=\n\n", b"=\n"),
        (b"=\n\n", b"=\n\n\n"),
        (b"log.example/1\n", b"\n"),
        (b"log.example/1\n", b"log.example/1\r\n"),
        (b"log.example/1\n", b"\xff\n"),
        ("— ".encode(), b"- "),
        ("— ".encode(), "— \u2003".encode()),
        ("— log.example/1 ".encode(), "— log.example/1 ?".encode()),
    ],
)
def test_what_is_no_checkpoint_is_not_read(damage: tuple[bytes, bytes]) -> None:
    assert NOTE.replace(*damage) != NOTE
    with pytest.raises(CannotJudge):
        check_signature(read_checkpoint(NOTE.replace(*damage)), SIGNER.key)


def test_the_last_line_of_a_note_ends_too() -> None:
    with pytest.raises(CannotJudge):
        read_checkpoint(NOTE.removesuffix(b"\n"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "log.example/1+00000000+AQ==",
        OfGo.key.replace("Peter", "Peder"),
        OfGo.key[:-1],
        "two words+00000000+" + OfGo.key.rsplit("+", 1)[-1],
    ],
)
def test_what_is_no_key_is_not_read(text: str) -> None:
    with pytest.raises(CannotJudge, match="is no verifier key"):
        read_key(text)


def test_every_byte_of_a_checkpoint_counts() -> None:
    for at in range(len(NOTE)):
        damaged = NOTE[:at] + bytes([NOTE[at] ^ 1]) + NOTE[at + 1 :]
        with pytest.raises((Tampered, CannotJudge)):
            check_signature(read_checkpoint(damaged), SIGNER.key)


def _proof(index: int) -> bytes:
    return proof_file(
        entries(300)[index], index, LOG.proofs.inclusion(index, 300), sign_checkpoint(*_SIGNED)
    )


_SIGNED = (SIGNER, 300, LOG.roots[300])


def test_a_proof_brings_its_entry_along() -> None:
    content = _proof(17)
    assert content.startswith(b"c2sp.org/tlog-proof@v1\nextra ")
    assert content.split(b"\n")[2] == b"index 17"
    checkpoint, entry = check_proof(content, SIGNER.key)
    assert (checkpoint.size, entry) == (300, entries(300)[17].decode())


def test_every_byte_of_a_proof_counts() -> None:
    content = _proof(17)
    for at in range(len(content)):
        damaged = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        with pytest.raises((Tampered, CannotJudge)):
            check_proof(damaged, SIGNER.key)


def test_an_entry_is_not_in_the_log_at_another_index() -> None:
    with pytest.raises(Tampered, match="is not in the log"):
        check_proof(_proof(17).replace(b"index 17", b"index 18"), SIGNER.key)


@pytest.mark.parametrize(
    ("line", "instead"), [(b"extra ", b""), (b"index ", b""), (b"index ", b"extra ")]
)
def test_the_lines_of_a_proof_begin_with_their_words(line: bytes, instead: bytes) -> None:
    with pytest.raises(CannotJudge):
        check_proof(_proof(17).replace(line, instead, 1), SIGNER.key)
