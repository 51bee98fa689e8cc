"""The key of the digests by which a repeated command is recognised.

A bare hash of a command could be guessed from a name and a birth date; under a key that lies in a
file of its own beside the store it cannot.
"""

import os
import secrets
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from admission.app.recorders.errors import StoreUnusable

if TYPE_CHECKING:
    from admission.domain.kernel.messages import Command

_KEY_BYTES = 32
_USE: Final = b"admission.lists"


class Secret(NamedTuple):
    """The key, and the id by which digests say which key made them."""

    key: bytes
    key_id: str

    @classmethod
    def of(cls, key: bytes) -> Self:
        """A key with its id."""
        return cls(key, blake2b(key, digest_size=8).hexdigest())

    def digest(self, command: "Command") -> bytes:
        """The keyed digest of a command's name and content (BLAKE2b, RFC 7693)."""
        fields = command.__pydantic_serializer__.to_json(command, exclude_none=True)
        content = b"%s %s" % (command.NAME.encode(), fields)
        return blake2b(content, key=self.key, digest_size=32).digest()


def derived_uuid(key: bytes, *parts: str) -> str:
    """The UUID of some texts under the store's key."""
    said = "\x1f".join(parts).encode()
    found = blake2b(said, key=key, digest_size=16, person=_USE).hexdigest()
    variant = "89ab"[int(found[16], 16) & 3]
    return f"{found[:8]}-{found[8:12]}-8{found[13:16]}-{variant}{found[17:20]}-{found[20:]}"


def secret_beside(store: Path) -> Secret:
    """The key beside a store; made on first use, readable by its owner alone.

    Raises:
        StoreUnusable: the file cannot be read or written, or is damaged.
    """
    path = secret_file(store)
    try:
        _make(path)
        key = bytes.fromhex(path.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        msg = f"the key file {path} cannot be used ({error}): restore it, or move it away"
        raise StoreUnusable(msg) from error
    if len(key) != _KEY_BYTES:
        raise StoreUnusable(f"the key file {path} is damaged: restore it, or move it away")
    return Secret.of(key)


def secret_file(store: Path) -> Path:
    """Where the key of a store is."""
    return store.with_name(f"{store.name}.secret")


def _make(path: Path) -> None:
    if path.exists():
        return
    scratch = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(_KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(scratch, path)  # fails, and changes nothing, where another process was first
    except FileExistsError:
        pass
    finally:
        scratch.unlink()
