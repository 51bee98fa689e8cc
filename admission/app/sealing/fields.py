"""One sealed field: AES-256-GCM-SIV (RFC 8452), or GCM where this machine's OpenSSL lacks it.

It stands in the stored JSON as `{"sealed": "…"}`, base64 of one byte that names the cipher, twelve
random bytes, the ciphertext and its tag. What is sealed is the field's JSON, filled up with blanks
to a multiple of 32 bytes: the length of a word would tell `male` from `female`.
"""

import os
from binascii import a2b_base64, b2a_base64
from functools import cache
from typing import Any, Final

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESGCMSIV
from pydantic_core import from_json, to_json

SEALED: Final = "sealed"
FILLED_TO: Final = 32
_NONCE_BYTES: Final = 12
_CIPHERS: Final[dict[int, type[AESGCMSIV | AESGCM]]] = {1: AESGCMSIV, 2: AESGCM}


class BrokenSealError(Exception):
    """What was sealed was altered, or belongs to another field, row, stream or subject."""


class Cipher:
    """One key, ready to seal and to open."""

    __slots__ = ("_best", "_ciphers", "_key", "_mark")

    def __init__(self, key: bytes) -> None:
        self._key = key
        name = _best()
        self._mark = bytes([name])
        self._best = _CIPHERS[name](key)
        self._ciphers = {name: self._best}

    def seal(self, data: bytes, about: bytes) -> bytes:
        """The cipher's byte, a random nonce, the ciphertext with its tag."""
        nonce = os.urandom(_NONCE_BYTES)
        return self._mark + nonce + self._best.encrypt(nonce, data, about)

    def open(self, sealed: bytes, about: bytes) -> bytes:
        """What was sealed about that; raises `BrokenSealError` where it was not."""
        try:
            cipher = self._ciphers.get(sealed[0]) or self._other(sealed[0])
            return cipher.decrypt(sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :], about)
        except (InvalidTag, ValueError, IndexError, KeyError) as error:
            raise BrokenSealError from error

    def _other(self, name: int) -> AESGCMSIV | AESGCM:
        self._ciphers[name] = _CIPHERS[name](self._key)
        return self._ciphers[name]


@cache
def _best() -> int:
    try:
        AESGCMSIV(bytes(32))
    except UnsupportedAlgorithm:
        return 2
    return 1


def seal_field(cipher: Cipher, value: Any, about: bytes) -> dict[str, str]:  # noqa: ANN401 - JSON
    """A field as it is stored."""
    data = to_json(value)
    filled = data.ljust(-(-len(data) // FILLED_TO) * FILLED_TO)
    return {SEALED: b2a_base64(cipher.seal(filled, about), newline=False).decode("ascii")}


def open_field(cipher: Cipher, stored: str, about: bytes) -> Any:  # noqa: ANN401 - as above
    """What was sealed in a field; raises `BrokenSealError`."""
    try:
        sealed = a2b_base64(stored, strict_mode=True)
    except ValueError as error:
        raise BrokenSealError from error
    return from_json(cipher.open(sealed, about))
