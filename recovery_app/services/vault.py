"""The lock of a library: encrypting it, opening it, changing what opens it, giving it up."""

from contextlib import closing, suppress
from dataclasses import dataclass, replace
from hmac import compare_digest
from pathlib import Path

from recovery_app.domain import passphrases
from recovery_app.domain.settings import Settings
from recovery_app.errors import LibraryUnavailable, WrongSecret
from recovery_app.services import library as libraries
from recovery_app.services import recovery_key, unlocking
from recovery_app.services.recovery_key import Draft
from recovery_app.storage import (
    conversion,
    key_file,
    keys,
    leftovers,
    settings_file,
    shots,
    upgrade,
)
from recovery_app.storage.conversion import Cancelled, Progress
from recovery_app.storage.keys import Cost, Keys
from recovery_app.storage.places import FOLDER_MODE, Places, translated

COST = Cost()


@dataclass(frozen=True, slots=True)
class Entered:
    """What a person finds who has given the passphrase.

    Attributes:
        keys: of the library.
        choices: when it is to be locked again, among others.
        turning_off: whether turning the encryption off was interrupted; opening takes that back.
        draft: another recovery key, where she never said that she has kept the one before.
    """

    keys: Keys
    choices: Settings
    turning_off: bool = False
    draft: Draft | None = None


def create(
    folder: Path, passphrase: str, cost: Cost | None = None, *, to_confirm: bool = False
) -> tuple[Keys, str]:
    """Make a new encrypted library; return its keys and its recovery key.

    Args:
        folder: new or empty.
        passphrase: that opens it.
        cost: how hard guessing is made, where it is not to be the usual.
        to_confirm: whether unlocking shows another recovery key until `recovery_key.kept`.

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
        key_file.save(places, replace(file, recovery_kept=not to_confirm))
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
    return unlocking.keys_of(places, unlocking.by_either(places, secret)[1])


def enter(folder: Path, secret: str) -> Entered:
    """Unlock as `unlock` does, and say what was left open behind the lock.

    Raises:
        WrongSecret: if it is neither, or it is not yet time for another guess.
        LibraryUnavailable: if the key file is damaged.
    """
    places = Places(folder)
    file, data_key = unlocking.by_either(places, secret)
    opened = unlocking.keys_of(places, data_key)
    draft = None if file.recovery_kept else recovery_key.drafted(file, data_key)
    if draft is not None and unlocking.is_recovery_key(file, secret):
        draft = None  # who has it has kept it
        with suppress(LibraryUnavailable):
            recovery_key.kept(folder)
    turning_off = compare_digest(file.turning_off.encode(), opened.turning_off.encode())
    return Entered(opened, choices(folder, opened), turning_off, draft)


def choices(folder: Path, opened: Keys) -> Settings:
    """Return her choices in an encrypted library that is not open."""
    return settings_file.load(Places(folder, opened))


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
    file, data_key = unlocking.by_either(places, secret)
    key_file.save(places, file.another_passphrase(data_key, new, cost or COST))


def turn_on(
    folder: Path,
    passphrase: str,
    progress: Progress = lambda _done, _total: None,
    cancelled: Cancelled = lambda: False,
    cost: Cost | None = None,
    *,
    to_confirm: bool = False,
) -> tuple[Keys, str]:
    """Encrypt a plain library that nobody has open; return its keys and its recovery key.

    Args:
        folder: of the library.
        passphrase: that will open it.
        progress: hears how many of how many files are done.
        cancelled: asked after each file; True takes everything back.
        cost: how hard guessing is made, where it is not to be the usual.
        to_confirm: whether unlocking shows another recovery key until `recovery_key.kept`.

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
    file = replace(file, recovery_kept=not to_confirm)
    conversion.encrypt(plain, to, file, progress, cancelled)
    return unlocking.keys_of(plain, data_key), written


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
    go_on_turning_off(folder, unlock(folder, secret), progress, cancelled)


def go_on_turning_off(
    folder: Path,
    opened: Keys,
    progress: Progress = lambda _done, _total: None,
    cancelled: Cancelled = lambda: False,
) -> None:
    """Turn the encryption off as `turn_off` does, where the library was unlocked already.

    What an interrupted attempt has carried over is taken up.

    Raises:
        RecoveryError: as `turn_off` does.
    """
    _no_shots(Places(folder))
    # Not `open_library`: that removes what an interrupted attempt has carried over already.
    with closing(libraries.Library(folder, keys=opened)) as library:
        library.bring_up_to_date()
    conversion.decrypt(Places(folder, opened), Places(folder), progress, cancelled)


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
