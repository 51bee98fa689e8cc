"""The options that say where the key of keys comes from."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
_SOURCES = (
    ("keyring", "Key of the keys from the keyring of the system (admission[keyring])."),
    ("passphrase", "Key of the keys from a passphrase, or the file ADMISSION_PASSPHRASE_FILE."),
    ("key-file", "Key of the keys from a file beside the store, which its owner alone may read."),
)


def key_options(command: F) -> F:
    """Add --key-file, --passphrase and --keyring, of which the last one given counts."""
    for name, said in _SOURCES:
        source = name.removeprefix("key-")
        command = click.option(f"--{name}", "key_from", flag_value=source, help=said)(command)
    return command
