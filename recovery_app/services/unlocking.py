"""Trying what somebody typed against the lock of a library: a passphrase, or a recovery key."""

from contextlib import suppress
from math import ceil

from recovery_app.errors import LibraryUnavailable, WrongSecret
from recovery_app.storage import key_file, keys
from recovery_app.storage.keys import KeyFile, Keys
from recovery_app.storage.places import Places


def by_either(places: Places, secret: str) -> tuple[KeyFile, bytes]:
    """Try a secret as recovery key, which takes no time, then as passphrase.

    What has the form of a recovery key is no guess: its slip is named, and it costs no wait.

    Returns:
        The key file and the data key.

    Raises:
        WrongSecret: if it is neither, or it is not yet time for another guess.
        LibraryUnavailable: if the key file cannot be read.
    """
    file = key_file.load(places)
    try:
        return file, file.with_recovery_key(secret)
    except WrongSecret as refused:
        if not keys.meant_as_recovery_key(secret):
            return _by_passphrase(places, secret)
        slip = refused
    # A passphrase may look so; but while others wait, none is tried.
    if key_file.wait_left(places) == 0:
        with suppress(WrongSecret):
            return file, file.with_passphrase(secret)
    raise slip


def is_recovery_key(file: KeyFile, secret: str) -> bool:
    """Whether that is the recovery key of the library."""
    with suppress(WrongSecret):
        return bool(file.with_recovery_key(secret))
    return False


def keys_of(places: Places, data_key: bytes) -> Keys:
    """Return what an open library works with, and count guesses anew: the right one was given."""
    key_file.forget_failures(places)
    with suppress(LibraryUnavailable):  # a disk that is read-only cannot be mended, only read
        key_file.mend(places)
    return keys.derived(data_key)


def _by_passphrase(places: Places, passphrase: str) -> tuple[KeyFile, bytes]:
    """Return the key file and the data key, but never for a guess before its time."""
    file = key_file.load(places)
    wait = key_file.begin_guess(places)
    if wait > 0:
        raise WrongSecret(f"Wait {ceil(wait)} more seconds before the next attempt.")
    data_key = file.with_passphrase(passphrase)
    key_file.forget_failures(places)
    return file, data_key
