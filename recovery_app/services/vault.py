"""The lock of a library: encrypting it, opening it, changing what opens it, giving it up."""

from contextlib import closing, suppress
from math import ceil
from pathlib import Path

from recovery_app.domain import passphrases
from recovery_app.errors import LibraryUnavailable, WrongSecret
from recovery_app.services import library as libraries
from recovery_app.storage import conversion, key_file, keys, leftovers, shots, upgrade
from recovery_app.storage.conversion import Cancelled, Progress
from recovery_app.storage.keys import Cost, KeyFile, Keys
from recovery_app.storage.places import FOLDER_MODE, Places, translated

COST = Cost()


def create(folder: Path, passphrase: str, cost: Cost | None = None) -> tuple[Keys, str]:
    """Make a new encrypted library; return its keys and its recovery key.

    Raises:
        WrongInput: for what cannot be a passphrase.
        LibraryUnavailable: if the folder cannot be written or holds something else already.
    """
    passphrases.check(passphrase)
    libraries.check_new(folder)
    file, data_key, written = keys.create(passphrase, cost or COST)
    places = Places(folder, keys.derived(data_key))
    if places.exists:
        raise LibraryUnavailable(f"There is a library in “{folder.name}” already.")
    with translated(folder):
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    try:
        key_file.save(places, file)
        upgrade.create(places)
    except BaseException:
        with translated(folder):
            places.key_file.unlink(missing_ok=True)
            places.key_copy.unlink(missing_ok=True)
        raise
    return keys.derived(data_key), written


def unlock(folder: Path, secret: str) -> Keys:
    """Return the keys of an encrypted library for its passphrase or its recovery key.

    Raises:
        WrongSecret: if it is neither, or it is not yet time for another guess.
        LibraryUnavailable: if the key file is damaged.
    """
    places = Places(folder)
    return _unlocked(places, _by_either(places, secret)[1])


def change_passphrase(folder: Path, secret: str, new: str, cost: Cost | None = None) -> None:
    """Let a new passphrase open the library; photos and database stay as they are.

    The old one still opens what an older copy of the key file lies beside, as in a backup.

    Args:
        folder: of the library.
        secret: the old passphrase, or the recovery key.
        new: the new passphrase. The recovery key stays.
        cost: how hard guessing is made, where it is not to be the usual.

    Raises:
        WrongInput: for what cannot be a passphrase.
        WrongSecret: if the secret does not open the library.
        LibraryUnavailable: if the key file cannot be read or written.
    """
    passphrases.check(new)
    places = Places(folder)
    file, data_key = _by_either(places, secret)
    key_file.save(places, file.another_passphrase(data_key, new, cost or COST))


def new_recovery_key(folder: Path, passphrase: str) -> str:
    """Make another recovery key and return it; the old one no longer opens the key file.

    With an older copy of that file it does: the data key stays until encryption is turned on anew.

    Raises:
        WrongSecret: if that is not the passphrase.
        LibraryUnavailable: if the key file cannot be read or written.
    """
    places = Places(folder)
    file, data_key = _by_either(places, passphrase)
    renewed, written = file.another_recovery_key(data_key)
    key_file.save(places, renewed)
    return written


def turn_on(
    folder: Path,
    passphrase: str,
    progress: Progress = lambda _done, _total: None,
    cancelled: Cancelled = lambda: False,
    cost: Cost | None = None,
) -> tuple[Keys, str]:
    """Encrypt a plain library that nobody has open; return its keys and its recovery key.

    Raises:
        WrongInput: for what cannot be a passphrase.
        WrongSecret: if it was begun before, with another passphrase, and was interrupted; taking
            that back (`take_back`) frees the way.
        ConversionStopped: if it was cancelled; the library is plain as before.
        LibraryInUse: if another program has it open.
        LibraryUnavailable: if the disk does not take or give the data.
    """
    passphrases.check(passphrase)
    libraries.open_library(folder).close()  # so that it is up to date, and not encrypted yet
    plain = Places(folder)
    _no_shots(plain)
    if is_interrupted(folder):
        file = key_file.read(plain.key_file_to_be)
        try:
            data_key = file.with_passphrase(passphrase)
        except WrongSecret:
            raise WrongSecret(
                "Encrypting was begun with another passphrase and interrupted; give that one, or"
                " take it back first."
            ) from None
        file, written = file.another_recovery_key(data_key)
    else:
        file, data_key, written = keys.create(passphrase, cost or COST)
    to = Places(folder, keys.derived(data_key))
    conversion.encrypt(plain, to, file, progress, cancelled)
    return _unlocked(plain, data_key), written


def is_interrupted(folder: Path) -> bool:
    """Whether turning the encryption on was begun and neither finished nor taken back."""
    places = Places(folder)
    return places.key_file_to_be.exists() and not places.encrypted


def take_back(folder: Path) -> None:
    """Remove what an interrupted encryption has left; the library stays plain as it is."""
    if is_interrupted(folder):
        leftovers.take_back(Places(folder))


def turn_off(
    folder: Path,
    secret: str,
    progress: Progress = lambda _done, _total: None,
    cancelled: Cancelled = lambda: False,
) -> None:
    """Make an encrypted library that nobody has open a plain one again.

    Args:
        folder: of the library.
        secret: its passphrase, or its recovery key.
        progress: hears how many of how many files are done.
        cancelled: asked after each file; True takes everything back.

    Raises:
        WrongSecret: if the secret does not open the library.
        ConversionStopped: if it was cancelled; the library is encrypted as before.
        LibraryInUse: if another program has it open.
        LibraryUnavailable: if the disk does not take or give the data.
    """
    _no_shots(Places(folder))
    _, data_key = _by_either(Places(folder), secret)
    unlocked = _unlocked(Places(folder), data_key)
    # Not `open_library`: that removes what an interrupted attempt has carried over already.
    with closing(libraries.Library(folder, keys=unlocked)) as library:
        library.bring_up_to_date()
    conversion.decrypt(Places(folder, unlocked), Places(folder), progress, cancelled)


def plain_backups(folder: Path) -> list[Path]:
    """Return the backups in the library's own folder that were made while it was not encrypted."""
    return conversion.plain_backups(Places(folder))


def delete_plain_backups(folder: Path) -> int:
    """Delete what `plain_backups` returns; return how many there were.

    Raises:
        LibraryUnavailable: if one cannot be deleted.
    """
    found = plain_backups(folder)
    for path in found:
        with translated(path):
            path.unlink(missing_ok=True)
    return len(found)


def _no_shots(places: Places) -> None:
    """Refuse while photos of the camera wait: they are neither in the library nor out of it."""
    if shots.files(places):
        raise LibraryUnavailable(
            "Photos that you took wait to be added; add them or throw them away first."
        )


def _by_passphrase(places: Places, passphrase: str) -> tuple[KeyFile, bytes]:
    """Return the key file and the data key, but never for a guess before its time."""
    file = key_file.load(places)
    wait = key_file.begin_guess(places)
    if wait > 0:
        raise WrongSecret(f"Wait {ceil(wait)} more seconds before the next attempt.")
    data_key = file.with_passphrase(passphrase)
    key_file.forget_failures(places)
    return file, data_key


def _by_either(places: Places, secret: str) -> tuple[KeyFile, bytes]:
    """Try a secret as recovery key, which takes no time, then as passphrase.

    What has the form of a recovery key is no guess: its slip is named, and it costs no wait.
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


def _unlocked(places: Places, data_key: bytes) -> Keys:
    key_file.forget_failures(places)
    with suppress(LibraryUnavailable):  # a disk that is read-only cannot be mended, only read
        key_file.mend(places)
    return keys.derived(data_key)
