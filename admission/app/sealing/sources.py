"""Where the key of keys comes from: a file for one user alone, a passphrase, the OS keyring.

Few imports: a query asks here whether the key is at hand.
"""

import getpass
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Final, NamedTuple

from admission.app.recorders.errors import StoreUnusable
from admission.app.sealing.key_store import Epoch

Parameters = dict[str, str | int]
KEY_BYTES: Final = 32
LEAST_LETTERS: Final = 12
"""How long a passphrase is at least."""
COST: Final[dict[str, int]] = {"iterations": 3, "lanes": 4, "memory_kib": 64 * 1024}
"""What a guess at a passphrase costs (Argon2id, RFC 9106, the second recommended option)."""
PASSPHRASE_FILE: Final = "ADMISSION_PASSPHRASE_FILE"  # noqa: S105 - a name
NEW_PASSPHRASE_FILE: Final = "ADMISSION_NEW_PASSPHRASE_FILE"  # noqa: S105 - as above
_SERVICE: Final = "admission"


class Made(NamedTuple):
    """A new key of keys, and what must be remembered to find it again."""

    key: bytes
    parameters: Parameters
    under: Callable[[Parameters], bytes] | None = None
    """What key the same words would make with other parameters, where it is made of words."""


class Source(NamedTuple):
    """A kind of place for keys of keys: a new key, the key of an epoch, forget an epoch's key."""

    make: Callable[[Path, str, int], Made]
    find: Callable[[Path, str, Epoch], bytes | None]
    forget: Callable[[Path, str, Epoch], None]


def key_id(key: bytes) -> str:
    """What tells the right key from a wrong one, and says nothing about it."""
    return blake2b(key, digest_size=8, person=b"admission-keys").hexdigest()


def master_key(keys: Path, store_id: str, epoch: Epoch) -> bytes | None:
    """The key of an epoch of the keys at a path; None where it is not at hand.

    Raises:
        StoreUnusable: what is there is another key, or the place cannot be asked.
    """
    key = SOURCES[epoch.source].find(keys, store_id, epoch)
    if key is not None and key_id(key) != epoch.key_id:
        what = _WRONG[epoch.source].format_map(epoch.parameters)
        raise StoreUnusable(
            f"{what} does not open {keys}, and nothing was read or changed: give the right one."
        )
    return key


_WRONG: Final = {
    "file": "The key in {path}",
    "passphrase": "This passphrase",
    "keyring": "The key in the keyring",
}


def key_file(keys: Path, parameters: Parameters) -> Path:
    """Where the key file lies: its name, if it lies beside the keys, or its whole path.

    One that was carried with the keys to another store goes by the name of that.
    """
    named, carried = keys.parent / str(parameters["path"]), keys.parent / _name_beside(keys)
    return carried if carried.exists() and not named.exists() else named


def _name_beside(keys: Path) -> str:
    return f"{keys.name.removesuffix('.keys')}.key"


def _make_in_file(keys: Path, _: str, epoch: int) -> Made:
    name = _name_beside(keys)
    path = keys.parent / name
    if epoch == 1 and path.exists():
        raise StoreUnusable(
            f"{path} is there already: it may be the key of another store; move it away."
        )
    key = os.urandom(KEY_BYTES)
    _write_lines(path, {**_lines(path), epoch: key.hex()})
    return Made(key, {"path": name})


def _find_in_file(keys: Path, _: str, epoch: Epoch) -> bytes | None:
    path = key_file(keys, epoch.parameters)
    found = _lines(path).get(epoch.epoch)
    if found is None:
        if os.access(path, os.R_OK):
            raise StoreUnusable(f"The key file {path} has not the key that opens {keys}.")
        return None
    return bytes.fromhex(found)


def _forget_in_file(keys: Path, _: str, epoch: Epoch) -> None:
    path = key_file(keys, epoch.parameters)
    left = {number: key for number, key in _lines(path).items() if number != epoch.epoch}
    if left:
        _write_lines(path, left)
    else:
        path.unlink(missing_ok=True)


def _lines(path: Path) -> dict[int, str]:
    """The keys in a key file by epoch; none where it is absent, or not this user's to read."""
    try:
        text = path.read_text(encoding="ascii")
        found = dict(line.split() for line in text.splitlines() if line)
        if any(len(bytes.fromhex(key)) != KEY_BYTES for key in found.values()):
            raise StoreUnusable(f"The key file {path} is damaged: restore it from its backup.")
        return {int(number): key for number, key in found.items()}
    except (FileNotFoundError, PermissionError):
        return {}
    except (OSError, ValueError) as error:
        raise StoreUnusable(
            f"The key file {path} is damaged: restore it from its backup."
        ) from error


def _write_lines(path: Path, lines: dict[int, str]) -> None:
    """Replace the file whole, so that a power cut leaves the old or the new one."""
    path = path.resolve()  # it may be a link to where it is kept
    scratch = path.with_name(f"{path.name}.{os.getpid()}")
    text = "".join(f"{number} {key}\n" for number, key in sorted(lines.items()))
    try:
        handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except OSError as error:
        raise StoreUnusable(f"The key file {path} cannot be written ({error.strerror}).") from error


def _make_of_passphrase(_: Path, __: str, ___: int) -> Made:
    parameters: Parameters = {"salt": os.urandom(16).hex(), **COST}
    said = _new_passphrase()
    if len(said) < LEAST_LETTERS:
        raise StoreUnusable(f"A passphrase has at least {LEAST_LETTERS} letters: nothing was made.")
    return Made(_derived(said, parameters), parameters, partial(_derived, said))


def _find_by_passphrase(keys: Path, _: str, epoch: Epoch) -> bytes | None:
    said = _passphrase(f"Passphrase of {keys.name}: ")
    return None if said is None else _derived(said, epoch.parameters)


def _derived(said: str, parameters: Parameters) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 - only here

    derivation = Argon2id(
        salt=bytes.fromhex(str(parameters["salt"])),
        length=KEY_BYTES,
        iterations=int(parameters["iterations"]),
        lanes=int(parameters["lanes"]),
        memory_cost=int(parameters["memory_kib"]),
    )
    return derivation.derive(said.encode())


def _new_passphrase() -> str:
    for name in (NEW_PASSPHRASE_FILE, PASSPHRASE_FILE):
        if said := _from_file_named_in(name):
            return said
    if not sys.stdin.isatty():
        raise StoreUnusable(
            f"There is no terminal to ask for a passphrase: set {PASSPHRASE_FILE} to a file "
            "that holds it."
        )
    said = getpass.getpass("New passphrase: ")
    if getpass.getpass("The same again: ") != said:
        raise StoreUnusable("The two passphrases are not the same: nothing was made.")
    return said


def _passphrase(question: str) -> str | None:
    """The passphrase that a file says, or the person at the terminal; None where neither can."""
    said = _from_file_named_in(PASSPHRASE_FILE)
    if said is None and sys.stdin.isatty():
        said = getpass.getpass(question) or None  # the empty answer: go on without
    return said


def _from_file_named_in(name: str) -> str | None:
    path = os.environ.get(name)
    if not path:
        return None
    try:
        return Path(path).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        said = f"{name} names {path}, which cannot be read ({why}): name another."
        raise StoreUnusable(said) from error


def _make_in_keyring(_: Path, store_id: str, epoch: int) -> Made:
    key = os.urandom(KEY_BYTES)
    _keyring("set_password", _SERVICE, f"{store_id}/{epoch}", key.hex())
    return Made(key, {})


def _find_in_keyring(_: Path, store_id: str, epoch: Epoch) -> bytes | None:
    with suppress(StoreUnusable):  # who asks goes on without, who records is told
        found = _keyring("get_password", _SERVICE, f"{store_id}/{epoch.epoch}")
        return None if found is None else bytes.fromhex(found)
    return None


def _forget_in_keyring(_: Path, store_id: str, epoch: Epoch) -> None:
    _keyring("delete_password", _SERVICE, f"{store_id}/{epoch.epoch}")


def _keyring(ask: str, *about: str) -> str | None:
    try:
        keyring = import_module("keyring")  # an optional part
    except ImportError as error:
        raise StoreUnusable(
            "The keyring of the system needs one more package: pip install 'admission[keyring]'."
        ) from error
    try:
        found: str | None = getattr(keyring, ask)(*about)
    except Exception as error:  # each backend has errors of its own
        raise StoreUnusable(f"The keyring of the system does not answer ({error}).") from error
    return found


SOURCES: Final[dict[str, Source]] = {
    "file": Source(_make_in_file, _find_in_file, _forget_in_file),
    "passphrase": Source(_make_of_passphrase, _find_by_passphrase, lambda *_: None),
    "keyring": Source(_make_in_keyring, _find_in_keyring, _forget_in_keyring),
}
