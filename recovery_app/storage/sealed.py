"""Sealed files: content that is encrypted, bound to the name it is stored under, and checked whole.

A sealed file is read in one piece and nothing of it is used before all of it has proved true. Why
it looks as it does: docs/decisions/0032; byte by byte: docs/security.md.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from recovery_app.errors import LibraryUnavailable
from recovery_app.storage.keys import ONCE, Keys, file_key

MAGIC = b"RECSEAL1"
"""How every sealed file begins; the last character is the version."""
SUFFIX = ".sealed"
STEP = 1 << 16
"""Lengths are rounded up to this: the exact length of a picture tells which one it is."""

_SALT, _TAG = 32, 16
_NAME, _LENGTH = 2, 8
"""Bytes of the numbers that say how long the name and the content are."""


def seal(keys: Keys, stored: str, name: str, data: bytes) -> bytes:
    """Return the content of a sealed file.

    Args:
        keys: of the library.
        stored: name of the file that will hold it; it opens under no other.
        name: what the file is called within the library, kept inside.
        data: its content.
    """
    salt = os.urandom(_SALT)
    named = name.encode()
    inside = b"".join(
        (
            len(named).to_bytes(_NAME),
            named,
            len(data).to_bytes(_LENGTH),
            data,
            _padding(named, data),
        )
    )
    cipher = AESGCM(file_key(keys.files, salt))
    return MAGIC + salt + cipher.encrypt(ONCE, inside, MAGIC + stored.encode())


def unseal(keys: Keys, stored: str, sealed: bytes) -> tuple[str, bytes]:
    """Return the name and the content that were sealed.

    Raises:
        LibraryUnavailable: if the file is damaged, cut short, or was sealed under another name.
    """
    salt = sealed[len(MAGIC) : len(MAGIC) + _SALT]
    if not sealed.startswith(MAGIC) or len(salt) != _SALT:
        raise _damaged(stored)
    cipher = AESGCM(file_key(keys.files, salt))
    body = memoryview(sealed)[len(MAGIC) + _SALT :]
    try:
        inside = cipher.decrypt(ONCE, body, MAGIC + stored.encode())
    except InvalidTag as error:
        raise _damaged(stored) from error
    at = _NAME + int.from_bytes(inside[:_NAME])
    name, begin = inside[_NAME:at].decode(), at + _LENGTH
    length = int.from_bytes(inside[at:begin])
    return name, inside[begin : begin + length]


def length_of(name: str, size: int) -> int:
    """Return how many bytes a sealed file has whose content has so many bytes."""
    inside = _NAME + len(name.encode()) + _LENGTH + size
    return len(MAGIC) + _SALT + inside + -inside % STEP + _TAG


def _padding(named: bytes, data: bytes) -> bytes:
    return bytes(-(_NAME + len(named) + _LENGTH + len(data)) % STEP)


def _damaged(stored: str) -> LibraryUnavailable:
    return LibraryUnavailable(f"The encrypted file “{stored}” is damaged.")
