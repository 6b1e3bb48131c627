"""How backups are spoken of: when, what they hold, how much room they take."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from recovery_app.domain.safekeeping import Counts
from recovery_app.ui.widgets.notice import Kind
from recovery_app.ui.words import moment_of

NAMED = 3
"""Originals that are named; a longer list would be no sentence."""
UNITS = ("bytes", "kB", "MB", "GB", "TB")


def moment(at: datetime) -> str:
    """Write when a backup was made, on this computer's clock."""
    return moment_of(at.astimezone())


def counted(number: int, one: str, several: str) -> str:
    """Write a number with its word."""
    return f"{number:,} {one if number == 1 else several}"


def holding(counts: Counts) -> str:
    """Write what a backup holds."""
    said = (
        counted(counts.sessions, _tr("session"), _tr("sessions")),
        counted(counts.entries, _tr("entry"), _tr("entries")),
        counted(counts.reviews, _tr("review"), _tr("reviews")),
        counted(counts.photos, _tr("photo"), _tr("photos")),
    )
    cards = (
        (counted(counts.cards, _tr("card picture"), _tr("card pictures")),) if counts.cards else ()
    )
    return " · ".join((*said, *cards))


def with_missing(sentence: str, counts: Counts) -> tuple[Kind, str]:
    """Say what was done, and which originals are missing in it; that asks for her attention."""
    if not counts.missing:
        return Kind.QUIET, sentence
    lost = counted(len(counts.missing), _tr("original"), _tr("originals"))
    more = ", …" if len(counts.missing) > NAMED else ""
    words = _tr("Without {lost}, missing or damaged on the disk: {names}. Check and mend may help.")
    words = words.format(lost=lost, names=", ".join(counts.missing[:NAMED]) + more)
    return Kind.CAUTION, f"{sentence} {words}"


def room(size: int) -> str:
    """Write how many bytes something takes, in the units that disks are sold by."""
    left, unit = float(size), 0
    while left >= 999.5 and unit < len(UNITS) - 1:
        left, unit = left / 1000, unit + 1
    return f"{left:.1f} {UNITS[unit]}" if 0 < left < 10 and unit else f"{left:.0f} {UNITS[unit]}"


def _tr(words: str) -> str:
    return QCoreApplication.translate("BackupWords", words)
