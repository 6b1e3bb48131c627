"""Her choices that belong to a library but are not part of the diary."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Theme(StrEnum):
    """How the window looks."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices kept in `settings.json` of the library.

    Attributes:
        theme: light, dark, or as the system has it.
        currency: three letters proposed for a new session.
        clinic_phone: shown where the diary says to ask the clinic.
        last_backup: ISO moment when the diary was last backed up as it was, or empty.
        backup_trouble: a sentence about what did not work with the last one, or empty.
        automatic_backups: whether a backup is made every day on which something changed.
        second_depot: where automatic backups go besides, on another disk, or empty.
        watched_folder: where a phone syncs its pictures to, or empty.
        watched_seen: what was refused or left out of it: the beginnings of hashes, latest last.
        hide_photos: whether every picture in the window is blurred.
        lock_minutes: an encrypted library is locked after so many minutes without a touch; 0: never.
        lock_with_screen: whether it is locked when the desktop locks its screen, where that tells.
    """

    theme: Theme = Theme.SYSTEM
    currency: str = ""
    clinic_phone: str = ""
    last_backup: str = ""
    backup_trouble: str = ""
    automatic_backups: bool = True
    second_depot: str = ""
    watched_folder: str = ""
    watched_seen: str = ""
    hide_photos: bool = False
    lock_minutes: int = 10
    lock_with_screen: bool = True


OF_THE_DIARY = ("currency", "clinic_phone")
"""What goes with what she wrote. All else belongs to this computer: where backups go, look and lock."""


def after_restoring(present: Settings, backup: Settings) -> Settings:
    """Return the settings of a restored library that takes the place of the present one.

    What belongs to the diary comes with the backup. What belongs to this computer stays as it is, or
    the second place for backups would have to be chosen again, and photos that were hidden show.

    Args:
        present: of the library that is replaced.
        backup: of the one that takes its place.
    """
    of_the_diary = {name: getattr(backup, name) for name in OF_THE_DIARY}
    return replace(present, **of_the_diary, backup_trouble="")
