"""Keys, and what is signed with them: signed notes and cosignatures in the forms of C2SP."""

import base64
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from admission.proof.verifier import (
    NOTE_ED25519,
    CannotJudge,
    Checkpoint,
    Key,
    cosigned_text,
)

_PREFIX = "PRIVATE+KEY+"


class Signer(NamedTuple):
    """A private key with the verifier key that belongs to it."""

    key: Key
    private: Ed25519PrivateKey

    def line(self) -> str:
        """The private key as the line in which Go's `sumdb/note` keeps one."""
        seed = bytes([self.key.kind]) + self.private.private_bytes_raw()
        encoded = base64.b64encode(seed).decode()
        return f"{_PREFIX}{self.key.name}+{self.key.key_id.hex()}+{encoded}"


def new_signer(name: str, kind: int = NOTE_ED25519) -> Signer:
    """A new key under a name; of a witness where `kind` is that of cosignatures."""
    return _signer(name, kind, Ed25519PrivateKey.generate())


def read_signer(line: str) -> Signer:
    """The key of a line that `Signer.line` made; raises `CannotJudge`."""
    name, _, rest = line.strip().removeprefix(_PREFIX).partition("+")
    key_id, _, encoded = rest.partition("+")
    try:
        material = base64.b64decode(encoded, validate=True)
        signer = _signer(name, material[0], Ed25519PrivateKey.from_private_bytes(material[1:]))
    except (ValueError, IndexError) as error:
        raise CannotJudge("it holds no private key") from error
    if not line.startswith(_PREFIX) or key_id != signer.key.key_id.hex():
        raise CannotJudge("it holds no private key")
    return signer


def _signer(name: str, kind: int, private: Ed25519PrivateKey) -> Signer:
    return Signer(Key(name, kind, private.public_key().public_bytes_raw()), private)


def sign_checkpoint(signer: Signer, size: int, root: bytes, *lines: str) -> bytes:
    """A signed checkpoint of the log that the signer's name is the origin of.

    `lines` are signed too: what else is vouched for with it.
    """
    said = (signer.key.name, str(size), base64.b64encode(root).decode(), *lines)
    text = "".join(f"{line}\n" for line in said).encode()
    return text + b"\n" + _signature(signer, signer.private.sign(text))


def cosign(witness: Signer, checkpoint: Checkpoint, time: int) -> bytes:
    """The line by which a witness says that it saw this checkpoint at a time (POSIX), no fork."""
    signature = witness.private.sign(cosigned_text(checkpoint.text, time))
    return _signature(witness, time.to_bytes(8, "big") + signature)


def _signature(signer: Signer, signature: bytes) -> bytes:
    encoded = base64.b64encode(signer.key.key_id + signature).decode()
    return f"— {signer.key.name} {encoded}\n".encode()


def proof_file(entry: bytes, index: int, hashes: list[bytes], note: bytes) -> bytes:
    """A `.tlog-proof` of an entry, which it brings along, under a signed checkpoint."""
    lines = [
        b"c2sp.org/tlog-proof@v1",
        b"extra " + base64.b64encode(entry),
        b"index %d" % index,
        *map(base64.b64encode, hashes),
    ]
    return b"\n".join(lines) + b"\n\n" + note
