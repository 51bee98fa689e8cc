"""The key that signs checkpoints: a file beside the store that its owner alone can read."""

from collections.abc import Mapping
from pathlib import Path

from admission.app.audit.origin import origin_of
from admission.app.recorders.errors import StoreUnusable
from admission.proof.signing import Signer, new_signer, read_signer
from admission.proof.verifier import CannotJudge
from admission.proof.witness import write_key


def key_path(store: Path) -> Path:
    """Where the key of a store lies."""
    return store.with_name(f"{store.name}.signing-key")


def make_signer(store: Path, info: Mapping[str, str]) -> Signer:
    """Make the key of a store; one that is there already is kept.

    Raises:
        StoreUnusable: it cannot be written, or what is there cannot be used.
    """
    try:
        write_key(key_path(store), new_signer(origin_of(info)))
    except FileExistsError:
        pass
    except OSError as error:
        raise StoreUnusable(f"{key_path(store)} cannot be written: {error.strerror}.") from error
    return signer_beside(store, info)


def signer_beside(store: Path, info: Mapping[str, str]) -> Signer:
    """The key of a store; raises `StoreUnusable` where it is missing, damaged or of another."""
    path = key_path(store)
    try:
        signer = read_signer(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise StoreUnusable(
            f"{store} has no key to sign with: make one with `admission --db {store} audit key "
            "--make`, or bring back the one it had."
        ) from error
    except (OSError, UnicodeDecodeError, CannotJudge) as error:
        raise StoreUnusable(f"The key file {path} cannot be used ({error}): restore it.") from error
    if signer.key.name != origin_of(info):
        raise StoreUnusable(f"{path} is the key of {signer.key.name}, another store: restore it.")
    return signer
