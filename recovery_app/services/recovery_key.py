"""Another recovery key: shown first, in force once she says that she has kept it."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from recovery_app.errors import LibraryUnavailable
from recovery_app.services import unlocking
from recovery_app.storage import key_file
from recovery_app.storage.keys import KeyFile, Wrapped
from recovery_app.storage.places import Places


@dataclass(frozen=True, slots=True)
class Draft:
    """A recovery key that is shown, and not yet in force.

    Attributes:
        written: as it is written down.
        wrapped: the data key, locked by it.
        instead_of: what it takes the place of.
    """

    written: str = field(repr=False)
    wrapped: Wrapped = field(repr=False)
    instead_of: Wrapped = field(repr=False)


def draft(folder: Path, passphrase: str) -> Draft:
    """Make another recovery key that opens nothing until it is adopted, and the old one until then.

    So a window may lock while it is shown, and nothing is lost but the draft.

    Raises:
        WrongSecret: if that is not the passphrase.
        LibraryUnavailable: if the key file cannot be read.
    """
    return drafted(*unlocking.by_either(Places(folder), passphrase))


def adopt(folder: Path, one: Draft) -> None:
    """Let a recovery key open the library that she said she has kept; the old one no longer does.

    With an older copy of the key file it does: the data key stays until encryption is turned on
    anew.

    Raises:
        LibraryUnavailable: if the lock was changed meanwhile, or cannot be written.
    """
    places = Places(folder)
    file = key_file.load(places)
    if file.by_recovery not in (one.instead_of, one.wrapped):  # a second attempt is none too many
        raise LibraryUnavailable(
            "The lock was changed meanwhile, so that this recovery key does not fit; make another."
        )
    key_file.save(places, replace(file, by_recovery=one.wrapped, recovery_kept=True))


def kept(folder: Path) -> None:
    """Note that she has a copy of the recovery key, so that unlocking shows her no other one.

    Raises:
        LibraryUnavailable: if it cannot be written.
    """
    places = Places(folder)
    key_file.save(places, replace(key_file.load(places), recovery_kept=True))


def drafted(file: KeyFile, data_key: bytes) -> Draft:
    """Make another recovery key for what a key file locks."""
    renewed, written = file.another_recovery_key(data_key)
    return Draft(written, renewed.by_recovery, file.by_recovery)
