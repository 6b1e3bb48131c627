"""Her choices that belong to a library but are not part of the diary."""

from dataclasses import dataclass
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
        last_backup: ISO moment of the last backup that proved whole, or empty.
        watched_folder: where a phone syncs its pictures to, or empty.
    """

    theme: Theme = Theme.SYSTEM
    currency: str = ""
    clinic_phone: str = ""
    last_backup: str = ""
    watched_folder: str = ""
